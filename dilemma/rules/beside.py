"""What people chose alone, before or after, stands beside what the room chose.

Two tellings, never one, and never their sum: somebody may have done both. What was
chosen alone passed disclosure by itself; here it is decided whether it may stand beside
another one. If the rest are the same people with the same choices, one total taken off
the other tells of the few by whom they differ. So two groups that differ by one to four
voters are not put side by side: that follows from their sizes, and tells nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dilemma.rules.deck import Card, Deck
from dilemma.rules.disclosure import MINIMUM
from dilemma.rules.shown import CardShown, RoomShown


class LeftOut(StrEnum):
    """Why what was chosen alone does not stand beside a card."""

    TOO_FEW = "too few"  # fewer than five chose alone
    NEAR = "near"  # one to four voters more or fewer than the room


@dataclass(frozen=True)
class CardBeside:
    """What was chosen alone on a card that the room played; exactly one is set."""

    card: str  # slug
    room: RoomShown | None
    left_out: LeftOut | None = None


@dataclass(frozen=True)
class Beside:
    """What was played alone and belongs to a workshop."""

    title: str
    joined: int
    cards: tuple[CardBeside, ...]  # played in both, in the order of the workshop

    def of(self, card: str) -> CardBeside | None:
        """Return what was chosen alone on a card."""
        return next((one for one in self.cards if one.card == card), None)


def beside(
    mine: Sequence[CardShown], here: Deck, alone: Sequence[CardShown], there: Deck
) -> tuple[CardBeside, ...]:
    """Decide what may stand beside the cards that are shown of a room.

    Only of the very same question: a card whose words were changed is another one.
    """
    chosen: Mapping[str, CardShown] = {one.card: one for one in alone}
    return tuple(
        card_beside(one, chosen[one.card])
        for one in mine
        if one.card in chosen and is_same(here.card(one.card), there.card(one.card))
    )


def card_beside(room: CardShown, alone: CardShown) -> CardBeside:
    """Decide about one card, whichever way both groups voted: by their sizes alone."""
    told = alone.rounds[-1] if alone.rounds else None
    if told is None:
        return CardBeside(room.card, None, LeftOut.TOO_FEW)
    if any(one and _is_near(one, told.voters) for one in room.rounds):
        return CardBeside(room.card, None, LeftOut.NEAR)
    return CardBeside(room.card, told)


def is_same(card: Card | None, other: Card | None) -> bool:
    """Whether two cards ask the same in the same words."""
    if card is None or other is None:
        return False
    asked, also = (
        (one.situation, [option.text for option in one.options])
        for one in (card, other)
    )
    return asked == also


def _is_near(room: RoomShown, voters: int) -> bool:
    """Whether few are left when one group is taken off the other, hands or no hands.

    Hands were raised in the open, so what phones chose is known apart; how many of the
    hands passed is not, hence a range.
    """
    fewest, most = room.voters - room.hands, room.voters
    if fewest == most == voters:
        return False
    return fewest - MINIMUM < voters < most + MINIMUM
