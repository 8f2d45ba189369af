"""A hall whose server is away comes back by itself, and every vote counts once."""

import asyncio
import signal
import time
from functools import partial
from random import Random

import pytest

from tests.gathering import Gathering, gather, wait_until
from tests.loops import in_own_loop
from tests.test_server import PATIENCE, Serve, get, serve

__all__ = ["serve"]  # a fixture
pytestmark = pytest.mark.timeout(240)

PEOPLE = 1000
AWAY_SECONDS = 20
MOST_BACK, EVERYBODY_BACK = 10.0, 30.0  # seconds after the server is up


async def asked(url: str, while_so: asyncio.Task[float]) -> list[float]:
    """Load a page again and again until a task is done; return how long each took."""
    times = []
    while not while_so.done():
        began = time.monotonic()
        assert (await asyncio.to_thread(get, url)).ok
        times.append(time.monotonic() - began)
        await asyncio.sleep(0.1)
    return times


async def outage(one: Gathering, chance: Random) -> None:
    """Kill the server while half of the hall votes; others press while it is gone."""
    hall = one.hall
    async with one.phones():
        voted = chance.sample(hall.phones, PEOPLE // 2)
        hall.press(voted)
        await wait_until(lambda: hall.acknowledgements > PEOPLE // 4)
        one.server.process.send_signal(signal.SIGKILL)
        await asyncio.to_thread(one.server.process.wait)
        gone = time.monotonic()
        await wait_until(lambda: not hall.here)
        assert one.lost() == []
        hall.press(chance.sample(hall.phones, PEOPLE // 2))
        hall.press([phone for phone in hall.phones if not phone.pressed])
        await asyncio.sleep(gone + AWAY_SECONDS - time.monotonic())
        pending = hall.waiting
        assert pending > PEOPLE // 2

        await asyncio.to_thread(one.start)
        most = asyncio.create_task(wait_until(lambda: hall.here >= 0.95 * PEOPLE))
        everybody = asyncio.create_task(wait_until(lambda: hall.here == PEOPLE))
        waits = await asked(f"{one.url}/j/{one.told['code']}", everybody)
        assert await most < MOST_BACK
        assert await everybody < EVERYBODY_BACK
        assert max(waits) < EVERYBODY_BACK  # newcomers are answered all along
        await wait_until(lambda: not hall.waiting)
        assert hall.here == PEOPLE
        print(f"{await most:.1f} s, {await everybody:.1f} s, {max(waits):.2f} s")
    assert one.miscounted() == []
    assert {phone.step for phone in hall.phones} == {hall.step}
    assert (hall.sent_away, hall.unkind, hall.put_off) == (0, [], [])


def test_away_for_twenty_seconds_a_thousand_come_back_and_all_votes_count_once(
    serve: Serve, tmp_path_factory: pytest.TempPathFactory
) -> None:
    one = gather(tmp_path_factory.mktemp("data"), serve, PEOPLE)
    in_own_loop(outage(one, Random(1)))
    assert "Traceback" not in one.server.said


async def stops(one: Gathering, chance: Random) -> None:
    """Tell the server to stop, again and again, while everybody changes their mind."""
    hall = one.hall
    hall.gap, hall.back = 0.05, (0.05, 0.3)
    async with one.phones():
        for _ in range(2):
            before, server = hall.acknowledgements, one.server
            hall.eager = True
            hall.press()
            await wait_until(partial(hall.is_past, before))
            await asyncio.sleep(chance.uniform(0.05, 0.4))
            began = time.monotonic()
            server.process.send_signal(signal.SIGTERM)
            assert await asyncio.to_thread(server.process.wait, PATIENCE) == 0
            assert time.monotonic() - began < 10
            hall.eager = False
            await wait_until(lambda: not hall.here)
            assert "Dilemma is gestopt" in server.said.splitlines()[-1]
            assert "Traceback" not in server.said
            assert one.lost() == []
            await asyncio.to_thread(one.start)
            await wait_until(lambda: hall.here == len(hall.phones) and not hall.waiting)
            assert one.miscounted() == []
    assert (hall.sent_away, hall.unkind) == (0, [])


def test_told_to_stop_amid_a_storm_it_ends_soon_and_keeps_what_it_confirmed(
    serve: Serve, tmp_path_factory: pytest.TempPathFactory
) -> None:
    one = gather(tmp_path_factory.mktemp("data"), serve, 200)
    in_own_loop(stops(one, Random(1)))
