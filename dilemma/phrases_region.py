"""Rooms beside each other in the words of the screen and of downloads."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import ngettext

from dilemma.rules.across import Apart, CardAcross, Verdict
from dilemma.rules.perspective import EffectLine


def region_line(rooms: int) -> str:
    """Write the line that goes with every picture of more rooms."""
    return str(
        ngettext(
            "This is a picture of %(num)s conversation. The room was not chosen as a "
            "sample. It is not research and not a decision.",
            "This is a picture of %(num)s conversations. The rooms were not chosen as "
            "a sample. It is not research and not a decision.",
            rooms,
        )
    )


def region_counted() -> tuple[str, ...]:
    """Write how rooms are put side by side, a paragraph each."""
    return (
        _(
            "Of each room you see only what its own results show, under the same "
            "rules. Nothing is counted anew, and no votes or roles of rooms are added "
            "up."
        ),
        _(
            "A card is the same when its situation and its choices have the same "
            "words. With other words it stands apart."
        ),
        _(
            '"The same" means: in every room that shows the card, more than half '
            "chose the same side at the end. It does not matter by how much."
        ),
        _(
            '"Close together" means: not the same side everywhere, but less than 10 '
            "points between the rooms."
        ),
        _(
            "A room with fewer than 5 votes on a card shows nothing of it, and nothing "
            "follows about that room from the others."
        ),
        _(
            "A role is named when it stood at the other side than the majority in two "
            "rooms or more. In rooms where a role is not shown, nothing is said of it."
        ),
        _(
            "The people in a room were not chosen by lot. Rooms differ by chance, by "
            "who came and by how the talk went. This says nothing about all residents "
            "or all municipalities."
        ),
    )


def verdict_text(verdict: Verdict) -> str:
    """Write how rooms stand to each other on one card."""
    return {
        Verdict.SAME: _("The rooms chose the same"),
        Verdict.CLOSE: _("Close together, around half"),
        Verdict.DIFFER: _("The rooms chose differently"),
        Verdict.EVEN: _("Not every room has a majority"),
        Verdict.MIXED: _("That differs from card to card"),
        Verdict.ONE: _("Only one room shows this: nothing to compare"),
    }[verdict]


def challenge_text(verdict: Verdict, cards: int) -> str:
    """Write how rooms stand to each other on a challenge with so many cards."""
    if not cards:
        return str(_("no room discussed this"))
    return verdict_text(verdict)


def effect_text(line: EffectLine) -> str:
    """Write how often a room put an effect first: "2 of 3"."""
    if not line.first + line.not_first:
        return str(_("no majority"))
    return str(_("%(n)s of %(of)s", n=line.first, of=line.discussed))


def doubted_text() -> str:
    """Write what stands beside a room that does not recognise its picture."""
    return str(
        _(
            "Fewer than %(share)s of those who answered there recognise the picture "
            "of their own room.",
            share="60%",
        )
    )


def rooms_text(rooms: Sequence[int]) -> str:
    """Write which rooms: "room 1", "rooms 1 and 3"."""
    if len(rooms) == 1:
        return str(_("room %(n)s", n=rooms[0]))
    *others, last = rooms
    return str(
        _(
            "rooms %(some)s and %(last)s",
            some=", ".join(map(str, others)),
            last=last,
        )
    )


def chose_text(card: CardAcross) -> str:
    """Write which rooms chose which side: "A: rooms 1 and 2. B: room 3."."""
    said = []
    for option, letter in enumerate("ABCD"):
        rooms = [one.room for one in card.told if one.side == option]
        if rooms:
            said.append(
                _(
                    "Majority for %(letter)s: %(rooms)s.",
                    letter=letter,
                    rooms=rooms_text(rooms),
                )
            )
    even = [one.room for one in card.told if one.side is None]
    if even:
        said.append(_("No majority: %(rooms)s.", rooms=rooms_text(even)))
    silent = [one.room for one in card.rooms if not one.told]
    if silent:
        said.append(_("Too few votes to show: %(rooms)s.", rooms=rooms_text(silent)))
    return " ".join(map(str, said))


def spread_text(card: CardAcross) -> str:
    """Write from where to where the rooms lie, in printed percentages for A."""
    if card.spread is None:
        return ""
    low, high = card.spread
    if low == high:
        return str(_("In every room %(n)s%% chose A.", n=low))
    return str(_("From %(low)s%% to %(high)s%% for A.", low=low, high=high))


def apart_text(one: Apart, name: str) -> str:
    """Write that a role stood at the other side in several rooms."""
    return str(
        _(
            "The role %(role)s chose the other side than the majority in %(rooms)s, "
            "of the %(n)s rooms where this role is shown.",
            role=name,
            rooms=rooms_text(one.rooms),
            n=len(one.shown),
        )
    )
