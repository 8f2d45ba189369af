"""What stands beside the picture: each card in words, its measures, its best arguments.

All of it was let through by `disclosure`; texts are those the host shows.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from dilemma.rules.argued import best
from dilemma.rules.consensus import Measured, Size, measured, seen
from dilemma.rules.deck import Card, Role
from dilemma.rules.perspective import Perspective
from dilemma.rules.shown import CardShown
from dilemma.rules.snapshot import Snapshot
from dilemma.screens.lenses import Lens, lens_of
from dilemma.screens.polder import Polder, polder
from dilemma.screens.said import QuoteSide, quotes
from dilemma.screens.sheets import Sheet

MOST_NAMED = 2  # roles that back the majority least; more say little


@dataclass(frozen=True)
class CardLook:
    """One played card beside the picture."""

    card: Card
    shown: CardShown
    number: int
    lens: Lens  # its mark
    measured: Measured
    lowest: tuple[Role, ...]  # the roles that back the majority least
    misseen: tuple[Role, ...]  # those who chose otherwise than was thought
    best: tuple[QuoteSide, ...]  # the minority's first


def drawn(snapshot: Snapshot, whole: Perspective, sheet: Sheet) -> Polder:
    """Draw the picture of a workshop on a sheet."""
    priorities = snapshot.ending.priorities
    return polder(whole, sheet, priorities.places if priorities else ())


def looks(snapshot: Snapshot, whole: Perspective) -> tuple[CardLook, ...]:
    """Put words to the cards, in the order of play."""
    return tuple(_look(snapshot, whole, card, shown) for card, shown in whole.played)


def _look(
    snapshot: Snapshot, whole: Perspective, card: Card, shown: CardShown
) -> CardLook:
    found = measured(shown)
    few = len(found.lowest) <= MOST_NAMED
    guessed = snapshot.guesses(card.slug).roles
    misseen = [one.role for one in guessed if seen(one.gap) is not Size.SMALL]
    return CardLook(
        card=card,
        shown=shown,
        number=whole.number(card.slug),
        lens=lens_of(whole, card, shown),
        measured=found,
        lowest=tuple(_roles(snapshot, found.lowest)) if few else (),
        misseen=tuple(_roles(snapshot, misseen)),
        best=quotes(
            snapshot,
            card,
            best(snapshot.said, card.slug, len(card.options), shown=shown),
        ),
    )


def _roles(snapshot: Snapshot, slugs: Iterable[str]) -> Iterable[Role]:
    roles = (snapshot.workshop.deck.role(slug) for slug in slugs)
    return [role for role in roles if role]
