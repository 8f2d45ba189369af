"""One page of somebody who plays alone: a card with the own choice, or all of them."""

from dataclasses import dataclass, replace

from dilemma.play import Personal
from dilemma.rules import alone as rule
from dilemma.rules.deck import Card, Deck
from dilemma.screens.faces import Choice, choices


@dataclass(frozen=True)
class AloneCard:
    """One card, and the value that was chosen or nothing."""

    place: int
    step: int
    card: Card
    choices: tuple[Choice, ...]
    chosen: str

    @property
    def choice(self) -> Choice | None:
        """The button that was chosen."""
        return next((one for one in self.choices if one.value == self.chosen), None)


@dataclass(frozen=True)
class AlonePage:
    """All cards; `at` is the one on this page, or None after the last."""

    language: str  # of the role
    role: str
    sign: str
    glasses: str
    cards: tuple[AloneCard, ...]
    at: AloneCard | None
    closed: bool  # the cards were shown: no choice changes any more

    @property
    def open(self) -> tuple[AloneCard, ...]:
        """The cards without a choice."""
        return tuple(one for one in self.cards if not one.chosen)


def alone(deck: Deck, personal: Personal, place: int) -> AlonePage:
    """Build the page with the card at a place, from 1; beyond the last is the end."""
    found = []
    for number, step in enumerate(rule.votes(personal.game.steps), start=1):
        card = deck.card(step.card or "")
        assert card is not None  # an agenda is made from the deck's own cards
        answer = personal.me.answer_at(step.id)
        chosen = answer.value if answer else ""
        found.append(AloneCard(number, step.id, card, choices(card), chosen))
    cards = tuple(found)
    role = personal.me.role
    return AlonePage(
        language=role.language,
        role=role.name,
        sign=role.sign,
        glasses=role.glasses,
        cards=cards,
        closed=any(one.sealed for one in rule.votes(personal.game.steps)),
        at=cards[place - 1] if 1 <= place <= len(cards) else None,
    )


def at_desk(page: AlonePage, place: int) -> AlonePage:
    """Return the page as a helper sees it: one card, and never what was chosen.

    Without a place (0) it is the first card without a choice; `at` is None when no
    card is left.
    """
    left = next(iter(page.open), None)
    chosen = next((one for one in page.cards if one.place == place), left)
    at = replace(chosen, chosen="") if chosen and not page.closed else None
    return replace(page, at=at)
