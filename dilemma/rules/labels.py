"""What a card's last round amounts to, by thresholds set before anybody votes.

Domain 4.4. The first label that fits wins:

1. too few: fewer than five valid votes;
2. roles differ: it comes first, because no total may cover two opposite roles;
3. broad: of all votes and in every shown role, with at least three roles shown;
4. majority with concerns: a majority, but some shown role is below half;
5. divided: neither side has a majority; "within" when a split by role is shown;
6. majority: anything else.

Roles are the roles shown alone; the merged pot is nobody's party and carries no label.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dilemma.rules.openness import Box, Round, fits, narrowed

VOTES_FOR_A_LABEL = 5  # domain 4.4; below it one person is more than 20 points
# Percent of all votes. 75 is the median threshold for consensus in Delphi studies
# (Diamond et al. 2014, doi:10.1016/j.jclinepi.2013.12.002).
BROAD = 75
BROAD_ROLES = 3  # own choice (domain 4.4): two roles are a pair, not a room
# Own choice (domain 4.4). Exactly 60 is a majority, so divided is 40 to 60 exclusive.
MAJORITY = 60


class Label(StrEnum):
    """What a card's last round amounts to."""

    BROAD = "broad"
    MAJORITY_WITH_CONCERNS = "majority with concerns"
    ROLES_DIFFER = "roles differ"
    DIVIDED_WITHIN = "divided within"
    DIVIDED = "divided"
    MAJORITY = "majority"
    TOO_FEW = "too few"


# What `label_with_roles` can say of a room with enough votes.
WITH_ROLES = (
    Label.ROLES_DIFFER,
    Label.BROAD,
    Label.MAJORITY_WITH_CONCERNS,
    Label.DIVIDED_WITHIN,
    Label.MAJORITY,
)


@dataclass(frozen=True)
class Side:
    """The side of the majority in a room: A, B, or neither when it is a tie."""

    leads_a: bool
    percent_times_voters: int
    voters: int

    def has(self, percent: int) -> bool:
        """Whether it has at least this share of all votes."""
        return self.percent_times_voters >= percent * self.voters


def leading_side(total: int, voters: int) -> Side:
    """The side with most votes; A in a tie, which reaches no threshold."""
    leads_a = 2 * total >= voters
    return Side(leads_a, 100 * (total if leads_a else voters - total), voters)


def two_thirds(voters: int) -> int:
    """People a role needs to support a side broadly; own choice (domain 4.4).

    Never more than all but two: the label must not tell a dissenter about the rest. So
    in a role of five it is three.
    """
    return min(-(-2 * voters // 3), voters - 2)


def seventy(voters: int) -> int:
    """People a role needs to stand clearly on a side; own choice (domain 4.4).

    Out of reach below seven voters: 70% of five or six would again be all but one, and
    three of five is no clear side but luck.
    """
    people = -(-7 * voters // 10)
    return people if people <= voters - 2 else voters + 1


def label_without_roles(votes: Sequence[int]) -> Label:
    """The label of a room from the votes per option alone, for any number of options.

    With three or four options the leading option is held to the same 60%.
    """
    voters = sum(votes)
    if voters < VOTES_FOR_A_LABEL:
        return Label.TOO_FEW
    return Label.MAJORITY if 100 * max(votes) >= MAJORITY * voters else Label.DIVIDED


def label_with_roles(known: Round, answer: Sequence[int]) -> Label:
    """The label of a room whose groups answered so (people who chose A, per group)."""
    roles = [
        (chose, size)
        for chose, size, role in zip(answer, known.sizes, known.roles, strict=True)
        if role
    ]
    side = leading_side(known.total, known.voters)
    for_side = [(one if side.leads_a else size - one, size) for one, size in roles]
    if any(chose >= seventy(size) for chose, size in roles) and any(
        size - chose >= seventy(size) for chose, size in roles
    ):
        return Label.ROLES_DIFFER
    if (
        side.has(BROAD)
        and len(roles) >= BROAD_ROLES
        and all(chose >= two_thirds(size) for chose, size in for_side)
    ):
        return Label.BROAD
    if not side.has(MAJORITY):
        return Label.DIVIDED_WITHIN
    if any(2 * chose < size for chose, size in for_side):
        return Label.MAJORITY_WITH_CONCERNS
    return Label.MAJORITY


def answers_with(label: Label, known: Round, within: Box) -> tuple[Box, ...]:
    """All answers inside a box that carry this label, as a union of boxes.

    It is `label_with_roles` turned round; a test holds the two together.
    """
    boxes = {box for box in _answers_with(label, known, within) if fits(known, box)}
    return tuple(
        sorted(
            box
            for box in boxes
            if not any(box != other and narrowed(box, other) == box for other in boxes)
        )
    )


def _answers_with(label: Label, known: Round, within: Box) -> Iterator[Box]:
    side = leading_side(known.total, known.voters)
    for_a = side.leads_a
    parties = [group for group, role in enumerate(known.roles) if role]
    clear = {group: seventy(known.sizes[group]) for group in parties}
    broad = {group: two_thirds(known.sizes[group]) for group in parties}
    half = {group: -(-known.sizes[group] // 2) for group in parties}

    def at_least(box: Box, group: int, chose: int, side_a: bool) -> Box:
        low, high = box[group]
        size = known.sizes[group]
        narrowed = (max(low, chose), high) if side_a else (low, min(high, size - chose))
        return (*box[:group], narrowed, *box[group + 1 :])

    def fewer_than(box: Box, group: int, chose: int, side_a: bool) -> Box:
        return at_least(box, group, known.sizes[group] - chose + 1, not side_a)

    if label is Label.ROLES_DIFFER:
        for one in parties:
            for other in parties:
                if one != other:
                    box = at_least(within, one, clear[one], True)
                    yield at_least(box, other, clear[other], False)
        return
    may_be_broad = side.has(BROAD) and len(parties) >= BROAD_ROLES
    if label is Label.BROAD:
        if may_be_broad:
            box = within
            for group in parties:
                box = at_least(box, group, broad[group], for_a)
            yield box
        return
    majority = side.has(MAJORITY)
    if majority != (label is not Label.DIVIDED_WITHIN):
        return
    for unclear_side in (True, False):  # not "roles differ": nobody clear on one side
        box = within
        for group in parties:
            box = fewer_than(box, group, clear[group], unclear_side)
        if label is Label.DIVIDED_WITHIN:
            yield box
        elif label is Label.MAJORITY_WITH_CONCERNS:
            for group in parties:
                yield fewer_than(box, group, half[group], for_a)
        else:
            for group in parties:
                box = at_least(box, group, half[group], for_a)
            if not may_be_broad:
                yield box
            for group in parties if may_be_broad else ():
                yield fewer_than(box, group, broad[group], for_a)
