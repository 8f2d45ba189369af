"""What came out of a rehearsal, in numbers."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from time import monotonic
from typing import Any

from dilemma.rehearsal.hall import Hall
from dilemma.rehearsal.phone import Phone
from dilemma.rehearsal.plan import Plan

MILLISECONDS = 1000


@dataclass(frozen=True)
class Spread:
    """How long something took, in milliseconds, out of how many times."""

    p50: float
    p95: float
    p99: float
    max: float
    n: int


@dataclass(frozen=True)
class Report:
    """The numbers of one rehearsal.

    `cast`, `acknowledged` and `counted` are answers: one a person and vote, the last
    one. `refused` came too late, `lost` was acknowledged and is not stored.
    """

    workshop: str  # its code
    seed: int
    participants: int
    seconds: float
    joined: int
    cast: int
    acknowledged: int
    counted: int
    refused: int
    lost: int
    changed: int
    sent: int
    reconnects: int
    roles: dict[str, int]
    acknowledgement_ms: Spread
    connect_ms: Spread
    join_ms: Spread
    step_ms: Spread

    @property
    def sound(self) -> bool:
        """Whether everybody came in and every promise was kept."""
        return (
            self.joined == self.participants
            and self.counted == self.acknowledged
            and not self.lost
        )

    def as_json(self) -> dict[str, Any]:
        """Return the report as plain values."""
        return asdict(self)


def report(
    plan: Plan, hall: Hall, phones: Sequence[Phone], *, counted: int, lost: int
) -> Report:
    """Put the numbers together; `counted` and `lost` come from what is stored."""
    joined = [phone for phone in phones if phone.ticket]
    roles: dict[str, int] = {}
    for phone in joined:
        roles[phone.person.role] = roles.get(phone.person.role, 0) + 1
    return Report(
        workshop=hall.code,
        seed=plan.seed,
        participants=len(plan.people),
        seconds=round(monotonic() - hall.began, 2),
        joined=len(joined),
        cast=sum(len(phone.asked) for phone in phones),
        acknowledged=sum(len(phone.held) for phone in phones),
        counted=counted,
        refused=hall.refused,
        lost=lost,
        changed=sum(phone.changed for phone in phones),
        sent=hall.sent,
        reconnects=hall.reconnects,
        roles=roles,
        acknowledgement_ms=spread(hall.acknowledgements),
        connect_ms=spread(hall.connects),
        join_ms=spread(hall.joins),
        step_ms=spread(hall.changes),
    )


def spread(seconds: Sequence[float]) -> Spread:
    """Return the percentiles of some durations: the nearest one that was measured."""
    ordered = sorted(seconds)

    def at(percent: int) -> float:
        if not ordered:
            return 0.0
        place = -(-percent * len(ordered) // 100) - 1  # rounded up, counted from 0
        return round(ordered[max(place, 0)] * MILLISECONDS, 1)

    return Spread(at(50), at(95), at(99), at(100), len(ordered))
