"""What a whole hall does at once, and how late this load itself was in doing it."""

import asyncio
import gc
import math
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from time import perf_counter

from tests.bench.phone import ACK, PUSH, TEXT, Crowd, Phone, frame

IN_FLIGHT = 200  # people who come in at the same instant
LATE_MS = 5.0  # a load that is later than this measures itself
BEAT_SECONDS = 0.001
AT_ONCE = 32  # votes sent before the answers to earlier ones are read


@dataclass(frozen=True)
class Arrivals:
    """Who came in, how many a second, and what went wrong; late and busy as below."""

    phones: list[Phone]
    per_second: float
    late: float
    busy: float
    wrong: list[str]


@dataclass(frozen=True)
class Timing:
    """How long a hall waited, in milliseconds; who never heard counts as infinite.

    `late` is the longest that this load kept something waiting, `busy` the share of
    its core that it used.
    """

    p50: float
    p99: float
    longest: float
    spread: float  # from the first phone to the last
    missing: int
    late: float
    busy: float


class Lateness:
    """A beat every millisecond: how late it comes is how late this load is."""

    def __init__(self) -> None:
        self.ms = 0.0
        self._loop = asyncio.get_running_loop()
        self._due = 0.0
        self._timer: asyncio.TimerHandle | None = None

    def __enter__(self) -> "Lateness":
        """Start beating; meanwhile no garbage is collected in this process."""
        gc.collect()
        gc.disable()
        self._began, self._used = perf_counter(), time.thread_time()
        self._again()
        return self

    def __exit__(self, *_error: object) -> None:
        """Stop, and work out which share of the core was used."""
        if self._timer:
            self._timer.cancel()
        self.seconds = perf_counter() - self._began
        self.busy = (time.thread_time() - self._used) / self.seconds
        gc.enable()

    def note(self, due: float) -> None:
        """Note that what was due at an instant happens now."""
        self.ms = max(self.ms, (perf_counter() - due) * 1000)

    def _again(self) -> None:
        self._due = perf_counter() + BEAT_SECONDS
        self._timer = self._loop.call_later(BEAT_SECONDS, self._beat)

    def _beat(self) -> None:
        self.note(self._due)
        self._again()


async def come_in(count: int, arrive: Callable[[int], Awaitable[Phone]]) -> Arrivals:
    """Let people arrive, 200 in flight."""
    places = asyncio.Semaphore(IN_FLIGHT)
    phones: list[Phone] = []
    wrong: list[str] = []

    async def one(number: int) -> None:
        async with places:
            try:
                phones.append(await arrive(number))
            except (OSError, TimeoutError, ValueError) as error:
                wrong.append(f"{type(error).__name__}: {error}")

    with Lateness() as lateness:
        await asyncio.gather(*(one(number) for number in range(count)))
    per_second = len(phones) / lateness.seconds
    return Arrivals(phones, per_second, lateness.ms, lateness.busy, wrong)


async def fan_out(
    crowd: Crowd,
    phones: list[Phone],
    trigger: Callable[[], Awaitable[float]],
    patience: float = 60,
) -> Timing:
    """Time from the facilitator's act to each phone that has the push.

    `trigger` returns the instant at which the act was sent.
    """
    crowd.wait_for(phones, PUSH)
    with Lateness() as lateness:
        began = await trigger()
        await _all_heard(crowd, patience)
    return _timing([_since(phone, began) for phone in phones], lateness)


async def votes(
    crowd: Crowd,
    phones: list[Phone],
    message: Callable[[int], bytes],
    seconds: float,
    patience: float = 120,
) -> Timing:
    """Time every vote from the instant at which somebody meant to cast it.

    The instants are random within `seconds`; with 0 everybody votes at once. They do
    not wait for earlier answers, so a slow server cannot slow the voters down.
    """
    phones = random.sample(phones, len(phones))  # in no order of arrival
    frames = [frame(TEXT, message(number)) for number in range(len(phones))]
    crowd.wait_for(phones, ACK)
    with Lateness() as lateness:
        began = perf_counter() + 0.005
        instants = sorted(began + random.random() * seconds for _ in phones)
        await _send(phones, frames, instants, lateness if seconds else None)
        await _all_heard(crowd, patience)
    return _timing(
        [_since(phone, meant) for phone, meant in zip(phones, instants, strict=True)],
        lateness,
    )


async def _send(
    phones: list[Phone],
    frames: list[bytes],
    instants: list[float],
    lateness: Lateness | None,
) -> None:
    """Send each frame at its instant, and read between whiles what comes in."""
    place = 0
    while place < len(phones):
        wait = instants[place] - perf_counter()
        # The loop's clock ticks in milliseconds: the last bit is spent turning.
        await asyncio.sleep(wait - 0.001 if wait > 0.002 else 0)
        for _ in range(AT_ONCE):
            if place == len(phones) or instants[place] > perf_counter():
                break
            if lateness:
                lateness.note(instants[place])
            phones[place].transport.write(frames[place])
            place += 1


async def _all_heard(crowd: Crowd, patience: float) -> None:
    try:
        await asyncio.wait_for(crowd.all_heard.wait(), patience)
    except TimeoutError:
        return  # who did not hear is counted


def _since(phone: Phone, began: float) -> float:
    return math.inf if phone.heard is None else (phone.heard - began) * 1000


def _timing(waits: list[float], lateness: Lateness) -> Timing:
    ordered = sorted(waits)
    return Timing(
        p50=quantile(ordered, 0.5),
        p99=quantile(ordered, 0.99),
        longest=ordered[-1],
        spread=ordered[-1] - ordered[0],
        missing=sum(math.isinf(wait) for wait in waits),
        late=lateness.ms,
        busy=lateness.busy,
    )


def quantile(ordered: list[float], share: float) -> float:
    """Return the value that this share of sorted values does not exceed."""
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]
