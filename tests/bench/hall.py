"""One run: a hall comes in, sees a vote open, votes; everything is counted afterwards.

The same run for the product and for each floor.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

from tests.bench.load import LATE_MS, Timing, come_in, fan_out, votes
from tests.bench.phone import Crowd, Listener, Phone
from tests.bench.servers import Server

SETTLE_SECONDS = 1.0
PAUSE_SECONDS = 0.5  # two pulses of turnout, so that they belong to this vote
SPREAD_SECONDS = 1.0

FAN_OUT, VOTES, BURST = "fanout", "votes", "burst"


class Served(Protocol):
    """What a hall can do with a running server."""

    server: Server
    push_bytes: int

    async def open(self, crowd: Crowd) -> list[Listener]:
        """Let the facilitator in."""

    async def arrive(self, crowd: Crowd, number: int) -> Phone:
        """Let one person in."""

    def presses_before_vote(self) -> int:
        """Return how often to press before the next press opens a vote."""

    async def press(self) -> float:
        """Let the facilitator go on and return the instant of the press."""

    async def pressed(self) -> None:
        """Read what the facilitator is told."""

    def opened(self, push: bytes) -> None:
        """Check what was pushed when a vote opened."""

    def vote(self, number: int) -> bytes:
        """Write one person's vote."""

    def stored(self) -> int:
        """Count the votes on disk."""

    def close(self) -> None:
        """Let the facilitator go."""


@dataclass
class Run:
    """What one run measured; a fault is never only a slow answer."""

    measured: dict[str, float] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    late_ms: float = 0.0

    @property
    def disturbed(self) -> bool:
        """Whether the load was too late to measure anything but itself."""
        return self.late_ms >= LATE_MS

    def watch(self, timing: Timing) -> None:
        """Keep how late the load was, unless that is nothing beside the waiting."""
        if timing.late > timing.p99 / 100:
            self.late_ms = max(self.late_ms, timing.late)

    def note(self, name: str, timing: Timing) -> None:
        """Keep a timing."""
        for what, value in vars(timing).items():
            self.measured[f"{name}.{what}"] = value
        if timing.missing:
            self.faults.append(f"{name}: {timing.missing} phones heard nothing")


Arrive = Callable[[Crowd, int], Awaitable[Phone]]


async def play(
    served: Served, count: int, phases: set[str], arrive: Arrive | None = None
) -> Run:
    """Play one run with `count` phones and these phases."""
    run, crowd = Run(), Crowd()
    inside: list[Phone] = []
    try:
        listeners = await served.open(crowd)
        inside += listeners
        before_kb = served.server.memory_kb
        came = await come_in(count, partial(arrive or served.arrive, crowd))
        phones = came.phones
        inside += phones
        run.measured |= {
            "connects": came.per_second,
            "connects.late": came.late,
            "connects.busy": came.busy,
        }
        run.faults += [f"not let in: {why}" for why in dict.fromkeys(came.wrong)]
        await asyncio.sleep(SETTLE_SECONDS)
        grown = served.server.memory_kb - before_kb
        run.measured["memory"] = grown / max(1, len(phones))
        if phones:
            await _vote_by_vote(served, run, crowd, phones, listeners, phases)
    except (OSError, TimeoutError, ValueError) as error:
        run.faults.append(f"{type(error).__name__}: {error}")
    finally:
        for phone in inside:
            phone.leave()
        served.close()
        await asyncio.sleep(0)  # the loop closes what was left
    if crowd.lost:
        run.faults.append(f"{crowd.lost} connections were lost")
    log = served.server.log.read_text(errors="replace")
    if any(word in log for word in ("Traceback", "ERROR", "Error:")):
        run.faults.append(f"the server complains: {log.strip()[-300:]}")
    return run


async def _vote_by_vote(
    served: Served,
    run: Run,
    crowd: Crowd,
    phones: list[Phone],
    listeners: list[Listener],
    phases: set[str],
) -> None:
    """First votes spread over a second, then all at once, then once more a push."""
    pushed = []
    for name, seconds in ((VOTES, SPREAD_SECONDS), (BURST, 0.0), ("", 0.0)):
        if not phases & {FAN_OUT, name}:
            continue
        phones = [phone for phone in phones if not phone.lost]
        if not phones:
            raise ConnectionError("nobody is left")
        for _ in range(served.presses_before_vote()):
            await _push(served, crowd, phones)
        await asyncio.sleep(PAUSE_SECONDS)
        timing = await _push(served, crowd, phones)
        pushes = {phone.message for phone in phones}
        if len(pushes) != 1:
            run.faults.append(f"{len(pushes)} different pushes")
        served.opened(phones[0].message)
        pushed.append(timing)
        run.measured["push_bytes"] = served.push_bytes
        if name in phases:
            await asyncio.sleep(PAUSE_SECONDS)
            await _vote(served, run, crowd, phones, listeners, name, seconds)
    if pushed:
        middle = sorted(pushed, key=lambda timing: timing.p99)[len(pushed) // 2]
        run.note(FAN_OUT, middle)
        run.watch(middle)


async def _push(served: Served, crowd: Crowd, phones: list[Phone]) -> Timing:
    """Let the facilitator go on, and wait until every phone knows."""
    timing = await fan_out(crowd, phones, served.press)
    await served.pressed()
    return timing


async def _vote(
    served: Served,
    run: Run,
    crowd: Crowd,
    phones: list[Phone],
    listeners: list[Listener],
    name: str,
    seconds: float,
) -> None:
    frames = sum(phone.frames for phone in phones)
    cpu = served.server.cpu_seconds
    for listener in listeners:
        listener.pushes.clear()
    timing = await votes(crowd, phones, served.vote, seconds)
    await asyncio.sleep(PAUSE_SECONDS)
    run.note(name, timing)
    if seconds:  # all at once is late by itself: the last is sent after the first
        run.watch(timing)
    heard = sum(phone.frames for phone in phones) - frames
    answers = [phone.message for phone in phones if phone.heard is not None]
    good = [one for one in answers if _is_good(one)]
    run.measured |= {
        f"{name}.out": heard / len(phones),
        f"{name}.pushes": max(map(_per_second, listeners), default=0.0),
        f"{name}.cpu_ms": (served.server.cpu_seconds - cpu) * 1000 / len(phones),
        f"{name}.acknowledged": len(good),
        f"{name}.counted": served.stored(),
    }
    run.faults += faults(name, len(phones), answers, len(good), served.stored())


def faults(
    name: str, cast: int, answers: list[bytes], acknowledged: int, counted: int
) -> list[str]:
    """Say in what the votes that were cast, acknowledged and stored differ."""
    found = []
    if acknowledged < len(answers):
        refused = next(one for one in answers if not _is_good(one))
        found.append(
            f"{name}: {len(answers) - acknowledged} of {cast} refused: {refused!r}"
        )
    if counted != acknowledged:
        found.append(f"{name}: {acknowledged} ACKNOWLEDGED BUT {counted} COUNTED")
    return found


def _is_good(answer: bytes) -> bool:
    """Tell whether an acknowledgement says that the vote is in."""
    told = json.loads(answer[answer.index(b"[") :])
    return bool(told and told[0].get("ok"))


def _per_second(listener: Listener) -> float:
    """Return how often a listener was pushed to; once is not often."""
    pushes = listener.pushes
    if len(pushes) < 2:
        return 0.0
    return (len(pushes) - 1) / (pushes[-1] - pushes[0])
