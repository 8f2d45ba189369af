"""What a facilitator wants to play; whatever is left open gets a sensible choice."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from dilemma.rules import agenda, variants
from dilemma.rules.agenda import Depth, Kind
from dilemma.rules.deck import Card, Deck
from dilemma.rules.disclosure import MINIMUM
from dilemma.rules.extras import EXTRAS
from dilemma.rules.refusals import Malformed
from dilemma.rules.seating import UNARRANGED, Arrangement
from dilemma.rules.variants import PLAIN, VARIANTS, Variant

CAPACITY = 5000
LONGEST_TITLE = 120
# Smallest groups to choose from, as in Dutch staff surveys (domain 4.5); never fewer.
SMALLEST_GROUPS = (MINIMUM, 7, 10)


@dataclass(frozen=True)
class Wish:
    """What a facilitator wants to play."""

    deck: Deck
    cards: tuple[tuple[Card, Depth], ...]
    roles: tuple[str, ...]
    title: str = ""
    variant: str = "zaal"
    capacity: int = CAPACITY
    extras: tuple[Kind, ...] = ()
    recipe: Variant = PLAIN
    arrangement: Arrangement = UNARRANGED
    belongs: str = ""  # id of the workshop that this one, played alone, belongs to
    minimum: int = MINIMUM  # smallest group that is ever shown


def smallest_group(text: str) -> int:
    """Read which smallest group was chosen; raises Malformed."""
    for one in SMALLEST_GROUPS:
        if text == str(one):
            return one
    raise Malformed


def complete(
    deck: Deck,
    *,
    variant: str = "zaal",
    cards: Sequence[str] = (),
    depths: Mapping[str, Depth] | None = None,
    roles: Sequence[str] = (),
    title: str = "",
    extras: Collection[Kind] = (),
    known: Mapping[str, Variant] = VARIANTS,
) -> Wish:
    """Complete a facilitator's choice with sensible ones; raises what the rules raise.

    `cards` are slugs or codes, `depths` by card slug; what is left out follows the
    variant, one of `known`.
    """
    recipe = variants.variant(variant, known)
    if cards:
        chosen = agenda.choose_cards(deck, cards)
    else:
        chosen = agenda.preselect_cards(deck, recipe.cards)
    wanted = depths or {}
    return Wish(
        deck=deck,
        cards=tuple(
            (card, wanted.get(card.slug, recipe.depth(place)))
            for place, card in enumerate(chosen)
        ),
        roles=tuple(
            role.slug
            for role in agenda.choose_roles(deck, roles or agenda.preselect_roles(deck))
        ),
        title=" ".join(title.split())[:LONGEST_TITLE] or deck.title,
        variant=variant,
        extras=tuple(kind for kind in EXTRAS if kind in extras),
        recipe=recipe,
    )
