"""When "every role counts equally" may be told beside words.

The mean of the role shares, rounded to tens, narrows what the words leave open. So the
questions of `openness` are asked again, for each value it could have.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import lru_cache
from math import lcm

from dilemma.rules.openness import (
    Box,
    Round,
    Vote,
    curious,
    fits,
    holding,
    narrowed,
    people,
    two_a_side,
)


def rounded_mean(known: Round, answer: Sequence[int], step: int) -> int | None:
    """The mean share of A over the shown roles, in percent rounded half up to `step`.

    None with fewer than two roles: that would be one role's share, not a mean.
    """
    shares = [
        Fraction(100 * chose, size)
        for chose, size, role in zip(answer, known.sizes, known.roles, strict=True)
        if role
    ]
    if len(shares) < 2:
        return None
    return int(sum(shares) / len(shares) / step + Fraction(1, 2)) * step


def means_that_tell(known: Round, boxes: Sequence[Box]) -> set[int]:
    """The values, in tens, that must be left out beside a class of answers.

    A value tells when it closes somebody's vote. If leaving out just those would tell
    too, every value is left out.
    """
    mixed = two_a_side(known)
    values = _means(known, boxes)
    doubtful = values - _means(known, [narrowed(box, mixed) for box in boxes])
    telling: set[int] = set()
    views: list[tuple[set[int], list[set[int]]]] = []
    for me in curious(known) if doubtful else ():
        mine = _means_with(known, boxes, [me], doubtful)
        if mine:
            others = [
                _means_with(known, boxes, [me, other], mine) for other in people(known)
            ]
            views.append((mine, others))
            telling = telling.union(*(mine - theirs for theirs in others))
    for mine, others in views:
        if mine & telling and not all(theirs & telling for theirs in others):
            return values
    return telling


def _means_with(
    known: Round, boxes: Iterable[Box], votes: Sequence[Vote], wanted: set[int]
) -> set[int]:
    """Which of the wanted values a class can have when these people voted so."""
    held = holding(known, votes)
    found: set[int] = set()
    for box in boxes:
        found |= _means(known, [narrowed(box, held)]) & wanted
        if found == wanted:
            break
    return found


def _means(known: Round, boxes: Iterable[Box]) -> set[int]:
    """All values, in tens, of the answers in a class.

    Everything between a box's lowest and highest value occurs. Moving one vote between
    two groups moves the sum of the shares by at most a fifth (groups of five), and with
    two roles ten points of the mean are a fifth, so no walk can jump over a value.
    """
    found: set[int] = set()
    for box in boxes:
        if fits(known, box):
            low, high = _reach(known, box, +1), _reach(known, box, -1)
            found.update(range(low, high + 1, 10))
    return found


def _reach(known: Round, box: Box, direction: int) -> int:
    """The lowest (+1) or highest (-1) value of the answers in a box, in tens.

    Lowest: the votes that are left to place go where one vote weighs least.
    """
    weights, order, whole = _weights(known)
    spare = known.total - sum(low for low, _ in box)
    weighed = 0
    for group in order[::direction]:
        low, high = box[group]
        more = min(spare, high - low)
        spare -= more
        weighed += weights[group] * (low + more)
    return (20 * weighed + whole) // (2 * whole) * 10


@lru_cache(maxsize=256)
def _weights(known: Round) -> tuple[tuple[int, ...], tuple[int, ...], int]:
    """What one vote weighs per group, the groups from light to heavy, and 100%."""
    roles = [size for size, role in zip(known.sizes, known.roles, strict=True) if role]
    unit = lcm(*roles)
    weights = tuple(
        unit // size if role else 0
        for size, role in zip(known.sizes, known.roles, strict=True)
    )
    order = tuple(sorted(range(len(weights)), key=weights.__getitem__))
    return weights, order, unit * len(roles)
