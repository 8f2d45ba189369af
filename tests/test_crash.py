"""A server that is killed in the middle of a storm of votes loses none it confirmed.

Power that fails is another matter: what the system holds outlives a killed program,
so no test here would notice if `synchronous=FULL` were gone. `test_store.py` does.
"""

import asyncio
import signal
from random import Random

import pytest

from tests.gathering import Gathering, gather, wait_until
from tests.loops import in_own_loop
from tests.test_server import Serve, serve

__all__ = ["serve"]  # a fixture

PEOPLE, ROUNDS, HALLS = 40, 25, 2  # two halls at once: a start takes most of the time


async def strike(one: Gathering, seconds: float) -> None:
    """Kill the server while everybody changes their mind, just after a first answer."""
    hall, before = one.hall, one.hall.acknowledgements
    hall.eager = True
    hall.press()
    await wait_until(lambda: hall.is_past(before))
    await asyncio.sleep(seconds)
    one.server.process.send_signal(signal.SIGKILL)
    hall.eager = False
    await asyncio.to_thread(one.server.process.wait)
    await wait_until(lambda: not hall.here)


async def storms(one: Gathering, chance: Random) -> int:
    """Kill the server again and again; each time it comes back with every answer.

    Returns how many answers were stored although their phones never heard so.
    """
    hall, unknown = one.hall, 0
    hall.gap, hall.back = 0.02, (0.02, 0.1)
    async with one.phones():
        for _ in range(ROUNDS):
            await strike(one, chance.uniform(0.02, 0.25))
            assert one.lost() == []
            unknown += one.unknown()
            await asyncio.to_thread(one.start)
            await wait_until(lambda: hall.here == PEOPLE and not hall.waiting)
            assert one.miscounted() == []
    assert {phone.step for phone in hall.phones} == {hall.step}
    assert (hall.sent_away, hall.unkind, hall.put_off) == (0, [], [])
    return unknown


@pytest.mark.timeout(400)
def test_killed_fifty_times_no_confirmed_vote_is_lost_and_none_counts_twice(
    serve: Serve, tmp_path_factory: pytest.TempPathFactory
) -> None:
    halls = [
        gather(tmp_path_factory.mktemp("data"), serve, PEOPLE) for _ in range(HALLS)
    ]

    async def all_halls() -> list[int]:
        both = (storms(one, Random(number)) for number, one in enumerate(halls))
        return await asyncio.gather(*both)

    assert sum(in_own_loop(all_halls())) > 0, "no answer came that was there already"
