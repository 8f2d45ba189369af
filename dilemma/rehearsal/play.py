"""Playing a rehearsal: everybody at once, until the end or until somebody says stop."""

import asyncio
import contextlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from time import monotonic

from dilemma.rehearsal.browser import Place
from dilemma.rehearsal.forms import Gone
from dilemma.rehearsal.hall import AWAY_SECONDS, Hall, Progress
from dilemma.rehearsal.leader import LOOK_SECONDS, Leader
from dilemma.rehearsal.phone import Phone
from dilemma.rehearsal.plan import Plan

JOINING_AT_ONCE = 32
TELL_SECONDS = 0.2
LAST_LOOK_SECONDS = 5.0


async def mark(place: Place, workshop: str, key: str) -> bool:
    """Let the host mark the workshop as a rehearsal; tells whether that was allowed."""
    leader = Leader(place, workshop, key)
    await leader.sign_in()
    return await leader.mark() == 303


async def play(
    plan: Plan,
    hall: Hall,
    leader: Leader | None,
    tell: Callable[[Progress], None],
) -> list[Phone]:
    """Play a plan and return the phones; without a leader the host page leads.

    Ends at the close of the workshop, when nobody is left, or when `hall.over` is set.
    Raises Gone when the server stays away or does not let the leader in.
    """
    pool = ThreadPoolExecutor(JOINING_AT_ONCE)
    asyncio.get_running_loop().set_default_executor(pool)
    phones = [Phone(person, hall) for person in plan.people]
    hall.phones.extend(phones)
    lives = [asyncio.create_task(phone.live()) for phone in phones]
    course = asyncio.create_task(_course(hall, lives, leader))
    stop = asyncio.create_task(hall.over.wait())
    telling = asyncio.create_task(_tell(hall, tell))
    everybody = asyncio.create_task(_all_out(lives))
    ends = (course, stop, telling, everybody)
    try:
        done, _going_on = await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        for end in done:
            end.result()  # raises what went wrong
        tell(hall.progress)
    finally:
        tasks = [*ends, *lives]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        pool.shutdown(wait=False, cancel_futures=True)
    return phones


async def _course(
    hall: Hall, lives: list["asyncio.Task[None]"], leader: Leader | None
) -> None:
    """Let everybody come in, and then go through the workshop."""
    while sum(one.is_in and one.step > 0 for one in hall.phones) < sum(
        not life.done() for life in lives
    ):
        await asyncio.sleep(LOOK_SECONDS)
    hall.arriving = False
    if leader is not None:
        await leader.sign_in()
        await leader.lead(hall)
        return
    while hall.kind != "close":
        await asyncio.sleep(LOOK_SECONDS)
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(LAST_LOOK_SECONDS):
            await _everybody_sees(hall)


async def _everybody_sees(hall: Hall) -> None:
    while any(one.step != hall.step for one in hall.present):
        await asyncio.sleep(LOOK_SECONDS)


async def _all_out(lives: list["asyncio.Task[None]"]) -> None:
    """Wait until nobody is left; a phone that breaks ends the rehearsal."""
    await asyncio.gather(*lives)


async def _tell(hall: Hall, tell: Callable[[Progress], None]) -> None:
    """Tell how far it is, as long as the server is there."""
    while monotonic() - hall.heard < AWAY_SECONDS:
        tell(hall.progress)
        await asyncio.sleep(TELL_SECONDS)
    raise Gone(0)
