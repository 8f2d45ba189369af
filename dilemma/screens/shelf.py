"""All decks side by side, and what is found in them.

A filter goes by name, not by slug: the same challenge may stand in more decks.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dilemma.rules.deck import Card, Deck

MOST_FOUND = 100


@dataclass(frozen=True)
class Filter:
    """What somebody looks for; empty means anything."""

    words: str = ""
    challenge: str = ""
    effect: str = ""
    role: str = ""

    @property
    def asks(self) -> bool:
        """Whether anything is looked for."""
        return any((self.words.strip(), self.challenge, self.effect, self.role))


@dataclass(frozen=True)
class DeckLine:
    """One deck of the list; `problems` is 0 when it can be played."""

    slug: str
    title: str
    language: str
    cards: int
    own: bool
    folder: bool = False  # a file that was put there here, and came not with Dilemma
    problems: int = 0
    changed: int = 0  # milliseconds since 1970, for a deck of one's own


@dataclass(frozen=True)
class Found:
    """One card that was looked for, with its deck."""

    deck: str  # slug
    deck_title: str
    card: Card
    challenge: str  # name
    language: str


@dataclass(frozen=True)
class Shelf:
    """The page with all decks."""

    decks: tuple[DeckLine, ...]
    filter: Filter
    found: tuple[Found, ...]
    more: int  # cards that were found too, and are not in the list
    challenges: tuple[str, ...]
    effects: tuple[str, ...]
    roles: tuple[str, ...]


def shelf(lines: Iterable[DeckLine], decks: Iterable[Deck], wanted: Filter) -> Shelf:
    """Lay out the decks, with the cards that fit the filter if there is one."""
    decks = tuple(decks)
    found = tuple(_found(decks, wanted)) if wanted.asks else ()
    return Shelf(
        decks=tuple(lines),
        filter=wanted,
        found=found[:MOST_FOUND],
        more=max(0, len(found) - MOST_FOUND),
        challenges=_once(one.name for deck in decks for one in deck.challenges),
        effects=_once(one.name for deck in decks for one in deck.effects),
        roles=_once(one.name for deck in decks for one in deck.roles),
    )


def _found(decks: Iterable[Deck], wanted: Filter) -> Iterator[Found]:
    for deck in decks:
        for card in deck.cards:
            if _fits(deck, card, wanted):
                about = deck.challenge(card.challenge)
                name = about.name if about else ""
                language = card.language or deck.language
                yield Found(deck.slug, deck.title, card, name, language)


def _fits(deck: Deck, card: Card, wanted: Filter) -> bool:
    about = deck.challenge(card.challenge)
    effects = {one.name for one in deck.effects if one.slug in card.effects}
    roles = {one.name for one in deck.roles if one.slug in card.roles}
    text = " ".join((card.code, *card.texts.values())).casefold()
    return (
        all(word in text for word in wanted.words.casefold().split())
        and wanted.challenge in ("", about.name if about else "")
        and (not wanted.effect or wanted.effect in effects)
        and (not wanted.role or wanted.role in roles)
    )


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
