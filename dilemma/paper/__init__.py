"""The game on paper: what is printed of a deck, and of a workshop's room.

A print is a template in `templates/print/` and data; the words are made here, so that
a template holds none. A deck's text is data only: it is never read as typst.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from dilemma.paper.booklet import booklet
from dilemma.paper.cards import cards
from dilemma.paper.press import typeset
from dilemma.paper.roles import roles
from dilemma.paper.room import Gathering, Way, poster, tents
from dilemma.rules.deck import Deck
from dilemma.rules.game import Game
from dilemma.rules.refusals import NotFound
from dilemma.rules.snapshot import Workshop

__all__ = [
    "OF_A_DECK",
    "OF_A_ROOM",
    "Gathering",
    "Way",
    "played",
    "print_deck",
    "print_room",
]

Sheets = dict[str, Any]

# What may be printed of a deck, and of the room of a workshop.
OF_A_DECK: Mapping[str, Callable[[Deck, str], Sheets]] = {
    "cards": cards,
    "booklet": booklet,
    "roles": roles,
}
OF_A_ROOM: Mapping[str, Callable[[Gathering, str], Sheets]] = {
    "tents": tents,
    "poster": poster,
}


def print_deck(what: str, deck: Deck, language: str) -> bytes:
    """Return a PDF of a deck for readers of a language; raises NotFound."""
    if what not in OF_A_DECK:
        raise NotFound
    return typeset(what, OF_A_DECK[what](deck.spoken(language), language))


def print_room(what: str, room: Gathering, language: str) -> bytes:
    """Return a PDF for the room of a workshop; raises NotFound.

    Without tables there are no tents.
    """
    if what not in OF_A_ROOM or (what == "tents" and not room.tables):
        raise NotFound
    return typeset(what, OF_A_ROOM[what](room, language))


def played(workshop: Workshop, game: Game) -> Deck:
    """Return the deck with only the cards and roles of a workshop, cards in its order.

    So a form on paper has the rows that this workshop asks hands for.
    """
    deck = workshop.deck
    slugs = dict.fromkeys(step.card for step in game.steps if step.card)
    cards = (deck.card(slug) for slug in slugs)
    return replace(
        deck, cards=tuple(card for card in cards if card), roles=workshop.offered
    )
