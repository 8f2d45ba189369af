"""What came out of a rehearsal, in numbers."""

from collections import Counter
from collections.abc import Mapping, Sequence
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

    `cast`, `acknowledged` and `counted` are answers: one a person and question, the
    last one. `refused` came too late, `lost` was acknowledged and is not stored.
    `answers` are those acknowledged by kind of step; `written` texts were taken, `kept`
    ones are stored.
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
    answers: dict[str, int]
    written: int
    kept: int
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
            and self.written == self.kept
        )

    def as_json(self) -> dict[str, Any]:
        """Return the report as plain values."""
        return asdict(self)


@dataclass(frozen=True)
class Stored:
    """What is stored of the people in a rehearsal."""

    counted: int  # answers
    lost: int  # promised answers that are not there
    kept: int  # texts
    roles: dict[str, int]  # role -> people; it may have been dealt


def report(
    plan: Plan,
    hall: Hall,
    phones: Sequence[Phone],
    stored: Stored,
    kinds: Mapping[int, str],
) -> Report:
    """Put the numbers together; `kinds` says of what kind each step is."""
    joined = [phone for phone in phones if phone.ticket]
    held = Counter(kinds[step] for phone in phones for step in phone.held)
    return Report(
        workshop=hall.code,
        seed=plan.seed,
        participants=len(plan.people),
        seconds=round(monotonic() - hall.began, 2),
        joined=len(joined),
        cast=sum(len(phone.asked) for phone in phones),
        acknowledged=sum(len(phone.held) for phone in phones),
        counted=stored.counted,
        refused=hall.refused,
        lost=stored.lost,
        changed=sum(phone.changed for phone in phones),
        sent=hall.sent,
        reconnects=hall.reconnects,
        answers=dict(held),
        written=sum(phone.written for phone in phones),
        kept=stored.kept,
        roles=stored.roles,
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
