"""Whether everybody's vote is still open after something was published.

The adversary sits in the room: knows everybody's role, the size of every group, the
exact room total, their own vote, everything published, and these rules. The law:
a vote that is open (A or B both possible) given the room total and the adversary's
own vote stays open. So nothing is judged by the one true answer; what is judged is
the whole class of answers that look the same from outside.

An answer is a vector: how many people of each group chose A. People within a group are
exchangeable to the adversary. A class is a union of boxes (a range per group) with a
fixed sum, and perhaps a band for the mean of role shares. On such a class each question
below has an exact, closed answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

Box = tuple[tuple[int, int], ...]  # per group: fewest and most people who chose A
Vote = tuple[int, bool]  # somebody in this group chose A (True) or B


@dataclass(frozen=True)
class Round:
    """What the adversary knows of one round before anything per group is published."""

    sizes: tuple[int, ...]  # voters per group, at least five each
    roles: tuple[bool, ...]  # whether the group is one role, not the merged pot
    total: int  # people in the room who chose A

    @property
    def voters(self) -> int:
        """Everybody who voted."""
        return sum(self.sizes)

    @property
    def anything(self) -> Box:
        """All that the sizes alone allow."""
        return tuple((0, size) for size in self.sizes)


@dataclass(frozen=True)
class Band:
    """Mean of role shares of A, in percent: at least `low`, below `high`."""

    low: int
    high: int


def is_possible(
    known: Round, boxes: Sequence[Box], bands: Sequence[Band] | None = None
) -> bool:
    """Whether some answer lies in one of the boxes (and in one of the bands)."""
    for box in boxes:
        if any(low > high for low, high in box):
            continue
        if (
            not sum(low for low, _ in box)
            <= known.total
            <= sum(high for _, high in box)
        ):
            continue
        if bands is None or any(_meets(known, box, band) for band in bands):
            return True
    return False


def _meets(known: Round, box: Box, band: Band) -> bool:
    """Whether the band lies between the lowest and the highest mean of the box.

    That suffices: moving one vote between two groups moves the sum of the shares by
    at most a fifth (groups of five), and with two roles a band of ten points is a fifth
    wide, so no walk from the lowest to the highest answer can jump over it.
    """
    scale = 1
    for size in known.sizes:
        scale *= size
    weights = [
        scale // size if role else 0
        for size, role in zip(known.sizes, known.roles, strict=True)
    ]
    order = sorted(range(len(box)), key=weights.__getitem__)
    one_percent = scale * sum(known.roles)

    def mean(order: Sequence[int]) -> int:
        spare = known.total - sum(low for low, _ in box)
        weighed = 0
        for group in order:
            low, high = box[group]
            more = min(spare, high - low)
            spare -= more
            weighed += weights[group] * (low + more)
        return 100 * weighed

    lowest, highest = mean(order), mean(order[::-1])
    return lowest < band.high * one_percent and highest >= band.low * one_percent


def narrowed(box: Box, other: Box) -> Box:
    """What two boxes have in common; a range may be empty."""
    return tuple(
        (max(low, least), min(high, most))
        for (low, high), (least, most) in zip(box, other, strict=True)
    )


def holding(known: Round, boxes: Sequence[Box], votes: Sequence[Vote]) -> list[Box]:
    """The answers of a class in which these people voted so."""
    at_least = tuple(
        (votes.count((group, True)), size - votes.count((group, False)))
        for group, size in enumerate(known.sizes)
    )
    return [narrowed(box, at_least) for box in boxes]


def stays_open(
    known: Round, boxes: Sequence[Box], bands: Sequence[Band] | None = None
) -> bool:
    """Whether every vote that the room total leaves open is open in this class too.

    Asked for an adversary in every group, with either vote, if the class has one.
    """
    two_a_side = tuple((2, size - 2) for size in known.sizes)
    if is_possible(known, [narrowed(box, two_a_side) for box in boxes], bands):
        return True  # one such answer suits every adversary and every neighbour
    people = list(product(range(len(known.sizes)), (True, False)))
    for me in people:
        if known.total - me[1] in (0, known.voters - 1):
            continue  # the room total and my own vote tell everything already
        if not is_possible(known, holding(known, boxes, [me]), bands):
            continue
        for other in people:
            if not is_possible(known, holding(known, boxes, [me, other]), bands):
                return False
    return True


def welcomes(known: Round, boxes: Sequence[Box]) -> bool:
    """Whether a class can hold any voter that the room total can hold."""
    return all(
        is_possible(known, holding(known, boxes, [me]))
        for me in product(range(len(known.sizes)), (True, False))
        if is_possible(known, holding(known, [known.anything], [me]))
    )
