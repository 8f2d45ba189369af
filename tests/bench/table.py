"""One table: for each row and each size of hall a ratio, its target, the numbers."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from tests.bench.floor import PICOWS, SOCKETIO, WS
from tests.bench.hall import BURST, FAN_OUT, VOTES, Run

PRODUCT, PAGE, JOURNEY = "product", "page", "journey"
SLOW_DISK, STOCK = "slow", "stock"
CONNECTS, MEMORY, MESSAGES = "connects", "memory", "messages"
EVERY = 0  # a target for halls of any size

Runs = Mapping[tuple[str, int], Sequence[Run]]


@dataclass(frozen=True)
class Target:
    """What must be reached and, with a stretch, what we would like to reach."""

    must: float
    stretch: float | None = None


@dataclass(frozen=True)
class Row:
    """One row: a number of the product, alone or as a ratio to another server's.

    `part` is what somebody asks for with WHAT; `targets` go by size of hall.
    """

    part: str
    name: str
    number: str
    server: str = PRODUCT
    beside: str = ""
    targets: Mapping[int, Target] = field(default_factory=dict)
    more_is_better: bool = False
    unit: str = "ms"

    def target(self, count: int) -> Target | None:
        """Return the target for a hall of this size."""
        return self.targets.get(count, self.targets.get(EVERY))


_ONCE = Target(1, 1)
ROWS = (
    Row(
        FAN_OUT,
        "push to all, p99 / picows",
        "fanout.p99",
        beside=PICOWS,
        targets={2000: Target(1.3, 1.0), 5000: Target(1.3, 1.0)},
    ),
    Row(FAN_OUT, "  first to last phone / picows", "fanout.spread", beside=PICOWS),
    Row(FAN_OUT, "push to all, p99 / ws", "fanout.p99", beside=WS),
    Row(
        VOTES,
        "votes within 1 s, p99 / picows",
        "votes.p99",
        beside=PICOWS,
        targets={2000: Target(2, 1.3), 5000: Target(3, 1.5)},
    ),
    Row(VOTES, "votes within 1 s, p99 / ws", "votes.p99", beside=WS),
    Row(
        SLOW_DISK,
        "votes within 1 s, disk + 5 ms, p99",
        "votes.p99",
        server=SLOW_DISK,
        targets={2000: Target(30)},
    ),
    Row(
        BURST,
        "votes all at once, p99 / picows",
        "burst.p99",
        beside=PICOWS,
        targets={2000: Target(5, 2.5), 5000: Target(5, 2.5)},
    ),
    Row(BURST, "votes all at once, p99 / ws", "burst.p99", beside=WS),
    Row(
        STOCK,
        "times better than stock, votes p99",
        "votes.p99",
        server=STOCK,
        beside=PRODUCT,
        targets={2000: Target(100)},
        more_is_better=True,
    ),
    Row(
        CONNECTS,
        "connects / socket.io",
        "connects",
        beside=SOCKETIO,
        targets={EVERY: Target(1.2, 1.6)},
        more_is_better=True,
        unit="/s",
    ),
    Row(
        PAGE,
        "page and connect",
        "connects",
        server=PAGE,
        targets={EVERY: Target(900)},
        more_is_better=True,
        unit="/s",
    ),
    Row(
        JOURNEY,
        "newcomer: page, role, page, connect",
        "connects",
        server=JOURNEY,
        more_is_better=True,
        unit="/s",
    ),
    # In a small hall the caches of the server weigh more than its phones.
    Row(
        MEMORY,
        "memory a phone",
        "memory",
        targets={count: Target(32) for count in (1000, 2000, 5000)},
        unit="KB",
    ),
    Row(MESSAGES, "messages out a vote", "votes.out", targets={EVERY: _ONCE}, unit=""),
    Row(
        MESSAGES,
        "turnout pushes to one screen",
        "votes.pushes",
        targets={EVERY: Target(4)},
        unit="/s",
    ),
)


def value(runs: Runs, server: str, count: int, number: str) -> float | None:
    """Return the median over the runs, or None when nothing was measured."""
    found = [
        run.measured[number]
        for run in runs.get((server, count), ())
        if number in run.measured
    ]
    return median(found) if found else None


def verdict(row: Row, count: int, reached: float) -> str:
    """Say whether a target is reached: `ok`, `ok+` with the stretch, `over`, or ""."""
    target = row.target(count)
    if target is None or (math.isinf(reached) and row.more_is_better):
        return ""  # what broke down is no measure
    shown = float(figure(reached))  # what the reader sees is what counts
    if not _reaches(row, shown, target.must):
        return "over"
    if target.stretch is None or not _reaches(row, shown, target.stretch):
        return "ok"
    return "ok+"


def lines(runs: Runs, rows: Sequence[Row], counts: Sequence[int]) -> list[str]:
    """Write out the table."""
    written = [f"{'':38}{'must (stretch)':18}" + "".join(f"{n:>14,}" for n in counts)]
    for row in rows:
        cells, under = [], []
        for count in counts:
            cell, numbers = _cell(runs, row, count)
            cells.append(f"{cell:>14}")
            under.append(f"{numbers:>14}")
        if not any(map(str.strip, cells)):
            continue
        written.append(f"{row.name:38}{_wanted(row):18}" + "".join(cells))
        if any(map(str.strip, under)):
            unit = f"    {row.unit}, {row.server} : {row.beside}"
            written.append(f"{unit:56}" + "".join(under))
    return written


def figure(number: float) -> str:
    """Write a number with three figures."""
    if math.isinf(number) or math.isnan(number):
        return str(number)
    if abs(number) >= 100:
        return f"{number:.0f}"
    return f"{number:.1f}" if abs(number) >= 10 else f"{number:.2f}"


def _cell(runs: Runs, row: Row, count: int) -> tuple[str, str]:
    own = value(runs, row.server, count, row.number)
    if own is None:
        return "", ""
    reached, numbers = own, ""
    if row.beside:
        other = value(runs, row.beside, count, row.number)
        if not other or math.isinf(other):
            return "", ""
        reached, numbers = own / other, f"{figure(own)} : {figure(other)}"
    # Unsure: a load that was late measured itself. Counting does not mind.
    used = [*runs.get((row.server, count), ()), *runs.get((row.beside, count), ())]
    unsure = "?" if row.unit == "ms" and any(run.disturbed for run in used) else ""
    return f"{unsure}{figure(reached)} {verdict(row, count, reached):4}", numbers


def _wanted(row: Row) -> str:
    if not row.targets:
        return ""
    sign = ">=" if row.more_is_better else "<="
    if row.part == MESSAGES and row.target(EVERY) == _ONCE:
        sign = "="
    stretches = [
        f"{one.must:g}" + (f" ({one.stretch:g})" if one.stretch else "")
        for one in row.targets.values()
    ]
    return f"{sign} {'; '.join(dict.fromkeys(stretches))}"


def _reaches(row: Row, reached: float, wanted: float) -> bool:
    if row.targets.get(EVERY) is _ONCE:
        return reached == wanted
    return reached >= wanted if row.more_is_better else reached <= wanted
