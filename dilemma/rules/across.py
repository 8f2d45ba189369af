"""One card in several rooms, from what each room already publishes and nothing else.

No vote is added to a vote of another room, and no role to a role: whoever has the
results of the rooms can work all of this out (docs/tellen.md).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dilemma.rules.beside import CardBeside, LeftOut, card_beside
from dilemma.rules.deck import Card, Role
from dilemma.rules.labels import Label
from dilemma.rules.perspective import majority, side_of
from dilemma.rules.shown import CardShown, RoomShown

APART_FROM = 2  # rooms in which a role stands at the other side before it is named
SMALL_ROOM = 10  # voters; in a smaller one a vote is more than ten points
# Points between the rooms below which opposite majorities say little: as far as the two
# totals of one room may lie apart before that is told (own choice).
CLOSE_BELOW = 10


class Verdict(StrEnum):
    """How rooms stand to each other, on a card or on all cards of a challenge."""

    SAME = "same"  # the same side has the majority in all of them
    CLOSE = "close"  # not the same side, but fewer than ten points apart
    DIFFER = "differ"  # two of them chose opposite sides
    EVEN = "even"  # nowhere opposite, but not everywhere a majority
    MIXED = "mixed"  # a challenge: the same on one card, not on another
    ONE = "one"  # fewer than two rooms have something to show


@dataclass(frozen=True)
class InRoom:
    """What one room shows of a card."""

    room: int  # its number, from 1
    shown: CardShown

    @property
    def told(self) -> RoomShown | None:
        """The last round, if it has enough votes to be shown."""
        return self.shown.rounds[-1] if self.shown.rounds else None

    @property
    def side(self) -> int | None:
        """The option that more than half chose, if any."""
        return majority(self.shown)

    @property
    def percent(self) -> int | None:
        """The printed share of A, rounded half up; None where none is shown."""
        room = self.told
        if room is None or self.shown.options != 2:
            return None
        return (200 * sum(room.votes[0]) + room.voters) // (2 * room.voters)


@dataclass(frozen=True)
class Apart:
    """A role that chose the other side than the majority around it."""

    role: Role
    rooms: tuple[int, ...]  # where it did
    shown: tuple[int, ...]  # where it can be seen on which side it stands


@dataclass(frozen=True)
class Alone:
    """What was chosen alone, beside the rooms."""

    session: int  # its number among those played alone, from 1
    told: CardBeside


@dataclass(frozen=True)
class CardAcross:
    """One card in all rooms that played it."""

    card: Card
    rooms: tuple[InRoom, ...]  # in the order of the rooms
    verdict: Verdict
    label: Label | None  # when all rooms that show something have the same
    spread: tuple[int, int] | None  # lowest and highest percentage for A
    apart: tuple[Apart, ...]
    alone: tuple[Alone, ...] = ()
    reworded: bool = False  # another room played it in other words: counted apart

    @property
    def told(self) -> tuple[InRoom, ...]:
        """The rooms that have something to show."""
        return tuple(one for one in self.rooms if one.told)

    def absent(self, rooms: int) -> tuple[int, ...]:
        """Which of so many rooms did not play it."""
        played = {one.room for one in self.rooms}
        return tuple(one for one in range(1, rooms + 1) if one not in played)

    @property
    def small_rooms(self) -> bool:
        """Whether a difference between these rooms can be chance."""
        return any(one.told and one.told.voters < SMALL_ROOM for one in self.rooms)


def across(
    card: Card,
    rooms: Sequence[InRoom],
    roles: Mapping[int, Sequence[Role]],
    alone: Sequence[tuple[int, CardShown]] = (),
    *,
    reworded: bool = False,
) -> CardAcross:
    """Put one card in several rooms together; `roles` are those of each room's deck."""
    told = [one for one in rooms if one.told]
    labels = {one.shown.label for one in told}
    percents = [one.percent for one in told if one.percent is not None]
    spread = (min(percents), max(percents)) if len(percents) > 1 else None
    return CardAcross(
        card=card,
        rooms=tuple(rooms),
        verdict=verdict([one.side for one in told], spread),
        label=labels.pop() if len(told) > 1 and len(labels) == 1 else None,
        spread=spread,
        apart=_apart(told, roles),
        alone=tuple(_beside(rooms, one, alone) for one in alone),
        reworded=reworded,
    )


def verdict(
    sides: Sequence[int | None], spread: tuple[int, int] | None = None
) -> Verdict:
    """How rooms stand to each other; no side means that none has the majority.

    `spread` are the lowest and the highest percentage for A, where there are.
    """
    if len(sides) < 2:
        return Verdict.ONE
    found = {side for side in sides if side is not None}
    if len(found) == 1 and None not in sides:
        return Verdict.SAME
    if spread and spread[1] - spread[0] < CLOSE_BELOW:
        return Verdict.CLOSE
    return Verdict.DIFFER if len(found) > 1 else Verdict.EVEN


def together(verdicts: Sequence[Verdict]) -> Verdict:
    """How rooms stand to each other on all cards of a challenge."""
    found = {one for one in verdicts if one is not Verdict.ONE}
    if len(found) > 1:
        return Verdict.MIXED
    return found.pop() if found else Verdict.ONE


def _apart(
    told: Sequence[InRoom], roles: Mapping[int, Sequence[Role]]
) -> tuple[Apart, ...]:
    """Roles at the other side than the majority of their room, in several rooms."""
    seen: dict[tuple[str, str], tuple[Role, list[int], list[int]]] = {}
    for one in told:
        if one.side is None:
            continue
        known = {role.slug: role for role in roles[one.room]}
        for group in one.shown.groups:
            role, share = known.get(group.role or ""), group.rounds[-1]
            side = side_of(share) if role and share else ""
            if not role or not side:
                continue
            key = (role.slug, role.name)
            _role, apart, shown = seen.setdefault(key, (role, [], []))
            shown.append(one.room)
            if side != "ab"[one.side]:
                apart.append(one.room)
    return tuple(
        Apart(role, tuple(apart), tuple(shown))
        for _key, (role, apart, shown) in sorted(seen.items())
        if len(apart) >= APART_FROM
    )


def _beside(
    rooms: Sequence[InRoom],
    mine: tuple[int, CardShown],
    alone: Sequence[tuple[int, CardShown]],
) -> Alone:
    """Decide what was chosen alone may stand here: by the sizes of all groups alone."""
    number, shown = mine
    others = [one.shown for one in rooms] + [
        other for which, other in alone if which != number
    ]
    found = [card_beside(other, shown) for other in others]
    near = (one for one in found if one.left_out is LeftOut.NEAR)
    return Alone(number, next(near, found[0]))
