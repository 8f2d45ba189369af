"""Which challenges a room puts first: names in order, and never a count.

Everybody picks one or two. Whoever knows all that is shown, this file and the own
picks cannot be sure of anybody else that this person did or did not pick something.
What is shown follows from how many people picked and how many challenges there are,
so that leaving something out tells nothing about picks (docs/tellen.md).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate

from dilemma.rules.deck import Deck
from dilemma.rules.wording import EXTREMES_FROM, Word, word_for

MOST_PICKED = 2
ENOUGH = 5  # people who picked; fewer is too few to show anything
FEWEST_CHALLENGES = 3  # of two, the order would tell the picks
# In a small room only the front is named: with more names the numbers would follow
# from the order (of five people who name four challenges, all can be worked out).
NAMED = 2
WHOLE_ORDER_FROM = 20  # people; and see `_tells_all`


@dataclass(frozen=True)
class Picks:
    """How many people picked, and how many of them picked each challenge."""

    people: int
    counts: Mapping[str, int]  # by slug; who is not in it was not picked


@dataclass(frozen=True)
class PrioritiesShown:
    """What may be seen of everybody's picks.

    A place is a tuple of slugs: more than one is a tie. `word` is how many picked each
    of the first place; `whole` tells that no challenge is left out.
    """

    enough: bool
    places: tuple[tuple[str, ...], ...] = ()
    word: Word | None = None
    whole: bool = False


TOO_FEW = PrioritiesShown(enough=False)


def picked(deck: Deck, value: str) -> tuple[str, ...] | None:
    """Read what a phone sends: slugs with plus signs between, in the deck's order.

    None for what is no list of this deck's challenges, each once.
    """
    names = value.split("+")
    known = tuple(one.slug for one in deck.challenges if one.slug in names)
    return known if len(known) == len(names) else None


def disclose_priorities(deck: Deck, picks: Picks) -> PrioritiesShown:
    """Decide what may be shown of everybody's picks."""
    slugs = [one.slug for one in deck.challenges]
    if picks.people < ENOUGH:
        return TOO_FEW
    if len(slugs) < FEWEST_CHALLENGES:
        return PrioritiesShown(enough=True)
    counts = {slug: picks.counts.get(slug, 0) for slug in slugs}
    levels = sorted(set(counts.values()), reverse=True)
    places = [tuple(s for s in slugs if counts[s] == level) for level in levels]
    whole = _tells_all(picks.people, len(slugs))
    if not whole:
        places = _front(places)
    word = None
    if places and picks.people >= EXTREMES_FROM:
        word = word_for(levels[0], picks.people)
    return PrioritiesShown(True, tuple(places), word, whole)


def _front(places: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return the first places that have room for all their challenges."""
    named = accumulate(map(len, places))
    return [
        place for place, so_far in zip(places, named, strict=True) if so_far <= NAMED
    ]


def _tells_all(people: int, challenges: int) -> bool:
    """Whether the whole order leaves every number open.

    The most that an order asks is a row without ties. While that row fits in the room
    with two for the last one (2 + 3 + ..., at most two a person), everybody who picked
    the last one may have company.
    """
    row = challenges * (challenges + 3) // 2
    return people >= WHOLE_ORDER_FROM and row < 2 * people
