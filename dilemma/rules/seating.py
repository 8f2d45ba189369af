"""Tables and roles: who sits where is no vote, who gets which role is no chance.

What may be told of a table lives here too: how many sit there and whether they voted,
never what.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dilemma.rules.agenda import Kind
from dilemma.rules.game import Game
from dilemma.rules.refusals import (
    IllegalMove,
    RoleDealt,
    RoleUnknown,
    SeatUnknown,
    TooManyChosen,
)

MOST_TABLES = 100
# From this many people a table's turnout is a number; below it only "all" or "not all".
COUNTED_FROM = 5
# From this many people on either side it is told how many play another role.
TOLD_FROM = 5


class Dealing(StrEnum):
    """How people come by their role."""

    CHOSEN = "chosen"
    DEALT = "dealt"  # the smallest role first
    FIXED = "fixed"  # by the QR code that somebody was given


@dataclass(frozen=True)
class Arrangement:
    """How many tables there are and how roles are given."""

    tables: int = 0
    dealing: Dealing = Dealing.CHOSEN

    def has(self, seat: int) -> bool:
        """Tell whether there is a table with this number."""
        return 1 <= seat <= self.tables


UNARRANGED = Arrangement()


@dataclass(frozen=True)
class TableTurnout:
    """What may be told of one table; no number of voters where few sit."""

    seat: int
    seated: int
    answered: int | None
    all: bool


def arrange(game: Game, tables: int, dealing: Dealing) -> Arrangement:
    """Return another arrangement; raises IllegalMove once the lobby is left."""
    if game.step.kind is not Kind.LOBBY:
        raise IllegalMove(game.step.kind, "arrange")
    return arranged(tables, dealing)


def arranged(tables: int, dealing: Dealing) -> Arrangement:
    """Return an arrangement; raises TooManyChosen."""
    if not 0 <= tables <= MOST_TABLES:
        raise TooManyChosen("tables", 0, MOST_TABLES)
    return Arrangement(tables, dealing)


def take_seat(arrangement: Arrangement, seat: int) -> int:
    """Return the number of a table that is there; raises SeatUnknown."""
    if not arrangement.has(seat):
        raise SeatUnknown(seat)
    return seat


def deal(joined: Mapping[str, int], offered: Sequence[str]) -> str:
    """Return the role that fewest people have; of these the first on offer."""
    return min(offered, key=lambda role: joined.get(role, 0))


def come_in_as(
    dealing: Dealing,
    wanted: str,
    joined: Mapping[str, int],
    offered: Sequence[str],
    *,
    helped: bool = False,
) -> str:
    """Return the role in which somebody comes in; a helper at the desk may choose it.

    Raises RoleDealt for who chooses where roles are dealt, and RoleUnknown.
    """
    if dealing is Dealing.DEALT and not helped:
        if wanted:
            raise RoleDealt
        return deal(joined, offered)
    if wanted not in offered:
        raise RoleUnknown(wanted)
    return wanted


def nobody_yet(joined: Mapping[str, int], offered: Sequence[str]) -> frozenset[str]:
    """Return the roles that nobody has."""
    return frozenset(role for role in offered if not joined.get(role, 0))


def advised_roles(people: int) -> int:
    """Return how many roles suit this many people, so that groups reach five."""
    for least, roles in ((100, 8), (60, 6), (31, 5)):
        if people >= least:
            return roles
    return 4


def tell_table(seat: int, seated: int, answered: int) -> TableTurnout:
    """Decide what may be told of one table."""
    return TableTurnout(
        seat,
        seated,
        answered if seated >= COUNTED_FROM else None,
        all=0 < seated <= answered,
    )


def tell_other_role(other: int, own: int) -> int | None:
    """How many play another role than their own, unless few do or few do not."""
    return other if min(other, own) >= TOLD_FROM else None
