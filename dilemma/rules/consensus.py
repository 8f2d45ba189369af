"""How far a room agrees: formulas, and what of them may be told in a coarse word.

`measured` reads what `disclosure` printed and nothing else. Whoever sees the print can
work out the measure, so that it can tell nobody anything more (docs/tellen.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from itertools import combinations
from math import floor, prod

from dilemma.rules.shown import CardShown, Mode, RoomShown, ShareShown
from dilemma.rules.wording import RANKS, Word


class Size(StrEnum):
    """A measure in one coarse word."""

    SMALL = "small"
    MIDDLING = "middling"
    LARGE = "large"


SIZES = tuple(Size)
# Own choices. Points between the highest and the lowest role: with four roles of ten to
# twenty people that all toss coins, 20 to 30 points are the rule (domain 4.4).
GAP_FROM = (20, 40)
WORDS_APART_FROM = (1, 2)
# Own choices, at the borders of the labels: 75% and 60% of all votes for one side.
DIVISION_FROM = (Fraction(1, 2), Fraction(4, 5))
SUPPORT_FROM = (Fraction(1, 2), Fraction(2, 3))


@dataclass(frozen=True)
class Measured:
    """What may be told of how far the room agrees on one card, in its last round."""

    division: Size | None = None  # of the room; None: more options, or too few votes
    agreement: float | None = None  # of the room's four answers, -1 to 1
    gap: Size | None = None  # between the shown roles
    lowest: tuple[str, ...] = ()  # slugs of the roles that back the majority least
    support: Size | None = None  # over the shown roles; only where numbers are shown
    shift: int | None = None  # points for A between the first and the last round


def smoothed(chose: int, voters: int) -> Fraction:
    """The share of a role, drawn to the middle as if one more person chose each side.

    Laplace's rule of succession, as Polis uses it for a group: (chose + 1) over
    (voters + 2). So a small role that is unanimous does not settle everything.
    """
    return Fraction(chose + 1, voters + 2)


def shared_support(roles: Sequence[tuple[int, int]]) -> float:
    """The geometric mean over roles of the smoothed share: 0 to 1, each can lower it.

    `roles` holds (people who chose the side, voters) for at least one role. After the
    group-informed consensus of Polis (Small and others 2021, Recerca 26(2)), which is
    the bare product: that sinks with every role that is added, a mean does not.
    """
    shares = sorted(smoothed(chose, voters) for chose, voters in roles)
    return float(pow(float(prod(shares)), 1 / len(shares)))


def lowest_share(shares: Sequence[Fraction]) -> Fraction:
    """The share of the role that supports a side least, of at least one role.

    Rawls' maximin in counting: a room is as far as the role that stays behind (domain
    4.4, lowest role support). Places of words, one scale for all, will do too.
    """
    return min(shares)


def division(chose: int, voters: int) -> Fraction:
    """How divided a group is: 0 when all chose the same, 1 at half and half.

    1 - |2p - 1| for the share p of either side (domain 4.4).
    """
    return 1 - abs(2 * Fraction(chose, voters) - 1)


def agreement(counts: Sequence[int]) -> float:
    """Van der Eijk's agreement A: 1 is one answer, 0 an even spread, -1 two camps.

    `counts` are people per answer, in order, at least three answers and one person.
    C. van der Eijk (2001), Measuring agreement in ordered rating scales, Quality and
    Quantity 35, 325-341, doi:10.1023/A:1010374114305. The counts are cut in layers of
    equal height, each a pattern of answers given and not; A is the mean over layers,
    weighed by their people. It looks at nearness, not at sides: two middle answers on
    opposite sides agree, so no label may lean on it alone.
    """
    left, total = list(counts), sum(counts)
    found = Fraction(0)
    while any(left):
        height = min(count for count in left if count)
        pattern = [count > 0 for count in left]
        found += Fraction(height * sum(pattern), total) * _of_pattern(pattern)
        left = [count - height if count else 0 for count in left]
    return float(found)


def _of_pattern(given: Sequence[bool]) -> Fraction:
    answers, filled = len(given), sum(given)
    if filled == 1:
        return Fraction(1)
    triples = list(combinations(given, 3))
    together = triples.count((True, True, False)) + triples.count((False, True, True))
    apart = triples.count((True, False, True))
    if not together + apart:  # every answer was given
        return Fraction(0)
    one_top = Fraction(
        (answers - 2) * together - (answers - 1) * apart,
        (answers - 2) * (together + apart),
    )
    return one_top * (1 - Fraction(filled - 1, answers - 1))


def shift(before: tuple[int, int], after: tuple[int, int]) -> int:
    """Points by which a share went up (or down) between two rounds, -100 to 100.

    Both as (people who chose the side, voters), at least one; rounded half up. It is
    of the room only, and never told as success (domain 4.4).
    """
    points = 100 * (Fraction(*after) - Fraction(*before))
    return floor(points + Fraction(1, 2))


def perception_gap(thought: Word, chose: Word) -> int:
    """How many words lie between what was thought of a role and what it chose, 0 to 4.

    Predicted against actual (domain 4.4), in words only: that is how both are told.
    """
    return abs(RANKS.index(thought) - RANKS.index(chose))


def seen(words_apart: int) -> Size:
    """How large a number of words apart is: in perception, or between roles."""
    return _size(words_apart, WORDS_APART_FROM)


def measured(shown: CardShown) -> Measured:
    """Measure one card from what is printed of it."""
    room = shown.rounds[-1] if shown.rounds else None
    if room is None or shown.options != 2:
        return Measured()
    for_a = sum(room.votes[0])
    four = [*room.votes[0], *reversed(room.votes[1])]  # surely A ... surely B
    first = shown.rounds[0] if len(shown.rounds) > 1 else None
    of_room = Measured(
        division=_size(division(for_a, room.voters), DIVISION_FROM),
        agreement=round(agreement(four), 2),
        shift=_shift(first, room) if first else None,
    )
    roles = {
        group.role: share
        for group in shown.groups
        if group.role is not None and (share := group.rounds[-1]) is not None
    }
    if len(roles) < 2:
        return of_room
    tie, a_leads = 2 * for_a == room.voters, 2 * for_a >= room.voters
    places = {role: _place(one) * (1 if a_leads else -1) for role, one in roles.items()}
    least = lowest_share([*places.values()])
    lowest = tuple(role for role, place in places.items() if place == least)
    return replace(
        of_room,
        gap=_size(
            max(places.values()) - least,
            WORDS_APART_FROM if shown.mode is Mode.WORDS else GAP_FROM,
        ),
        lowest=() if tie or len(lowest) == len(places) else lowest,
        support=_support([*roles.values()], a_leads),
    )


def _shift(first: RoomShown, last: RoomShown) -> int:
    before, after = ((sum(one.votes[0]), one.voters) for one in (first, last))
    return shift(before, after)


def _place(share: ShareShown) -> Fraction:
    """Where a printed share stands: which word it is, or a percentage."""
    if share.word is not None:
        return Fraction(RANKS.index(share.word))
    return 100 * Fraction(*_numbers(share))


def _numbers(share: ShareShown) -> tuple[int, int]:
    """A printed number as people out of voters; a percentage as if of a hundred."""
    if share.count is not None:
        return share.count
    assert share.percent is not None  # words have been taken out
    return share.percent, 100


def _support(shares: Sequence[ShareShown], a_leads: bool) -> Size | None:
    if any(share.word is not None for share in shares):
        return None
    numbers = [_numbers(share) for share in shares]
    sides = [(one if a_leads else of - one, of) for one, of in numbers]
    return _size(shared_support(sides), SUPPORT_FROM)


def _size(value: float | Fraction, borders: Sequence[float | Fraction]) -> Size:
    """The word for a value: large from the last border on."""
    return SIZES[sum(value >= border for border in borders)]
