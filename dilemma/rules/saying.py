"""What a participant's form may say, and as whom.

A text belongs to a step that was played, whichever step the room is at by now. Whose
role stands beside it is decided once, when it comes in: a label that changed as people
joined would tell whose it is. It is only ever taken away, when people leave that role.
"""

from collections.abc import Mapping

from dilemma.rules.agenda import Kind
from dilemma.rules.contribution import Genre, Mark, Said, clean
from dilemma.rules.deck import Deck
from dilemma.rules.game import Game
from dilemma.rules.refusals import Malformed, OptionUnknown
from dilemma.rules.response import LETTERS

ARGUING = frozenset({Kind.VOTE, Kind.TALK})
# Here somebody first chooses alone.
WAITS_FOR_VOTE = frozenset({Kind.VOTE})
# Steps at which everybody is asked for a dilemma of their own.
COLLECTING = frozenset({Kind.BLANK, Kind.CLOSE})
CONDITION = "condition"  # where a mark may stand: it is no argument but "yes, if ..."
LONGEST_ENTRY = 64
SHORTEST_ENTRY = 8
# As a deck file takes them at most; an option must still be read from a phone.
MOST_OF_DILEMMA: Mapping[str, int] = {
    "title": 80,
    "situation": 400,
    "a": 200,
    "b": 200,
}


def may_write(kind: Kind, *, answered: bool) -> Genre | None:
    """Return what somebody may write at a step of this kind, if anything."""
    if kind in COLLECTING:
        return Genre.DILEMMA
    waits = kind in WAITS_FOR_VOTE and not answered
    return Genre.ARGUMENT if kind in ARGUING and not waits else None


def argument(
    game: Game, deck: Deck, *, step: str, side: str, mark: str, text: str, entry: str
) -> Said:
    """Read one sentence for one of the options of a card.

    Raises Malformed for a step at which nobody argues or that was never opened, and
    OptionUnknown for a side that its card does not have.
    """
    at = next((one for one in game.steps if str(one.id) == step), None)
    if at is None or at.kind not in ARGUING or at.started is None:
        raise Malformed
    if mark and mark != CONDITION and mark not in list(Mark):
        raise Malformed
    card = deck.card(at.card or "")
    letters = LETTERS[: len(card.options)] if card else ""
    if len(side) != 1 or side not in letters:
        raise OptionUnknown
    return Said(
        kind=Genre.CONDITION if mark == CONDITION else Genre.ARGUMENT,
        text=text,
        entry=_entry(entry),
        step=at.id,
        card=at.card,
        side=letters.index(side),
        label="" if mark == CONDITION else mark,
    )


def dilemma(fields: Mapping[str, str], entry: str) -> Said:
    """Read a dilemma of somebody's own: every field is needed.

    Raises NothingSaid and TooLong.
    """
    title, *rest = (
        clean(fields.get(name, ""), most) for name, most in MOST_OF_DILEMMA.items()
    )
    names = list(MOST_OF_DILEMMA)[1:]
    return Said(
        kind=Genre.DILEMMA,
        text=title,
        entry=_entry(entry),
        details=dict(zip(names, rest, strict=True)),
    )


def named_role(role: str, joined: Mapping[str, int], least: int) -> str:
    """Return the role that may stand beside a text; "" is one of the other roles."""
    return role if role in nameable(joined, least) else ""


def nameable(joined: Mapping[str, int], least: int) -> frozenset[str]:
    """Return the roles that may stand beside a text.

    The other roles count at least `least` people together, or else the next smallest
    role joins them: "another role" must not mean one person.
    """
    named = {slug: people for slug, people in joined.items() if people >= least}
    others = sum(joined.values()) - sum(named.values())
    for slug in sorted(named, key=lambda slug: (named[slug], slug)):
        if not 0 < others < least:
            break
        others += named.pop(slug)
    return frozenset(named)


def _entry(entry: str) -> str:
    plain = entry.replace("-", "").replace("_", "")
    fits = SHORTEST_ENTRY <= len(entry) <= LONGEST_ENTRY
    if not fits or not plain.isascii() or not plain.isalnum():
        raise Malformed
    return entry
