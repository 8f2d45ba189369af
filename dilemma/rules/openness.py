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


def narrowed(box: Box, other: Box) -> Box:
    """What two boxes have in common; a range may be empty."""
    return tuple(
        (max(low, least), min(high, most))
        for (low, high), (least, most) in zip(box, other, strict=True)
    )


def fits(known: Round, box: Box) -> bool:
    """Whether some answer with the room's total lies in a box."""
    lows = highs = 0
    for low, high in box:
        if low > high:
            return False
        lows += low
        highs += high
    return lows <= known.total <= highs


def holding(known: Round, votes: Sequence[Vote]) -> Box:
    """All answers in which these people voted so."""
    return tuple(
        (votes.count((group, True)), size - votes.count((group, False)))
        for group, size in enumerate(known.sizes)
    )


def is_possible(known: Round, boxes: Sequence[Box], votes: Sequence[Vote]) -> bool:
    """Whether a class has an answer in which these people voted so."""
    held = holding(known, votes)
    return any(fits(known, narrowed(box, held)) for box in boxes)


def people(known: Round) -> list[Vote]:
    """Somebody in every group, with either vote."""
    return list(product(range(len(known.sizes)), (True, False)))


def curious(known: Round) -> list[Vote]:
    """Adversaries to whom the room total and their own vote do not tell everything."""
    return [
        me for me in people(known) if known.total - me[1] not in (0, known.voters - 1)
    ]


def two_a_side(known: Round) -> Box:
    """Answers with two people on both sides of every group.

    A class with one of these is open: it suits every adversary and every neighbour.
    """
    return tuple((2, size - 2) for size in known.sizes)


def stays_open(known: Round, boxes: Sequence[Box]) -> bool:
    """Whether every vote that the room total leaves open is open in this class too.

    Asked for an adversary in every group, with either vote, if the class has one. An
    empty class is open: nobody is ever in it.
    """
    mixed = two_a_side(known)
    return any(fits(known, narrowed(box, mixed)) for box in boxes) or all(
        is_possible(known, boxes, [me, other])
        for me in curious(known)
        if is_possible(known, boxes, [me])
        for other in people(known)
    )


def welcomes(known: Round, boxes: Sequence[Box]) -> bool:
    """Whether a class can hold any voter that the room total can hold."""
    return all(
        is_possible(known, boxes, [me])
        for me in people(known)
        if is_possible(known, [known.anything], [me])
    )
