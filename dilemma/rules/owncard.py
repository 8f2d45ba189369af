"""From a dilemma that somebody handed in to a card of a deck of one's own.

A deck of one's own starts with the roles, challenges and effects of the deck that was
played, and no cards; each accepted dilemma is added once.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from dilemma.rules.contribution import clean
from dilemma.rules.deck import Card, Deck, Option
from dilemma.rules.refusals import Malformed
from dilemma.rules.saying import MOST_OF_DILEMMA

PREFIX = "eigen-"
LONGEST_SLUG = 60  # of a deck file's name


@dataclass(frozen=True)
class Draft:
    """A card as the host writes it down: the words of the participant, mended."""

    title: str
    situation: str
    a: str
    b: str
    challenge: str  # slug


def own_slug(deck: Deck) -> str:
    """Name the deck of one's own that belongs to a deck; its own is its own."""
    if deck.slug.startswith(PREFIX):
        return deck.slug
    return f"{PREFIX}{deck.slug}"[:LONGEST_SLUG].strip("-")


def begin(deck: Deck, title: str) -> Deck:
    """Make an empty deck of one's own from the deck that was played."""
    return replace(
        deck,
        slug=own_slug(deck),
        title=title,
        intro="",
        examples=(),
        cards=(),
    )


def add_card(own: Deck, played: Deck, draft: Draft) -> Deck:
    """Add a card; the very same one twice is one.

    Raises NothingSaid and TooLong for its words, Malformed for a challenge that the
    deck that was played does not have.
    """
    title, situation, a, b = (
        clean(getattr(draft, name), most) for name, most in MOST_OF_DILEMMA.items()
    )
    options = (Option("a", a), Option("b", b))
    if any((one.situation, one.options) == (situation, options) for one in own.cards):
        return own
    challenge = own.challenge(draft.challenge)
    if challenge is None:
        challenge = played.challenge(draft.challenge)
        if challenge is None:
            raise Malformed
        codes = [one.code for one in own.challenges]
        if challenge.code in codes:
            challenge = replace(challenge, code=_free("O", codes, 1))
        own = replace(own, challenges=(*own.challenges, challenge))
    codes = [one.code for one in own.cards]
    card = Card(
        slug=_free("eigen-", [one.slug for one in own.cards], 1),
        code=_free("D", codes, 2),
        title=_other(
            title,
            (name for one in own.cards for name in (one.title, one.code, one.slug)),
        ),
        tension="",
        challenge=challenge.slug,
        roles=(),
        situation=situation,
        options=options,
    )
    return replace(own, cards=(*own.cards, card))


def _free(start: str, taken: Iterable[str], digits: int) -> str:
    """Return the first of D01, D02 ... that is not taken, in any case."""
    known = {one.lower() for one in taken}
    number = 1
    while f"{start}{number:0{digits}}".lower() in known:
        number += 1
    return f"{start}{number:0{digits}}"


def _other(title: str, taken: Iterable[str]) -> str:
    """Return a title that no other card has: a deck file knows cards by title."""
    known = {one.casefold() for one in taken}
    number, wanted = 1, title
    while wanted.casefold() in known:
        number += 1
        wanted = f"{title} ({number})"
    return wanted
