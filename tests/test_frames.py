"""What a room of thirty hears on its sockets: every frame is counted."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.driver_world import World
from tests.test_disk import PULSES, Lead, came_in, cast, running
from tests.test_driver_both import vote_step
from tests.wire import TEXT, Wire

PEOPLE = 30
VOTES = 4  # of each; at most ten a second
STORM_SECONDS = 1.5
PULSES_A_SECOND = 4
BEAT = "2"  # of the connection itself


@pytest.fixture
def server(tmp_path: Path) -> Iterator[World]:
    with running(tmp_path) as one:
        yield one


def frames(wire: Wire) -> list[str]:
    """Take every frame that came, whatever its kind; a beat of the line is none."""
    came = []
    while wire.buffer or not wire.quiet(0.01):
        got = wire.frame()
        assert got is not None
        assert got[0] & 0x0F == TEXT, got
        if got[1].decode() != BEAT:
            came.append(got[1].decode())
    return came


def test_a_room_of_thirty_hears_what_concerns_it_and_nothing_more(
    server: World,
) -> None:
    step = vote_step(server)
    voters, silent = server.phones(PEOPLE), server.phones(2)
    lead = Lead(server)
    host, projector = lead.sockets()
    everybody = (*voters, *silent, host, projector)
    time.sleep(PULSES)
    for wire in everybody:
        frames(wire)
        wire.heard.clear()

    began = time.monotonic()
    for sequence in range(1, VOTES + 1):
        for phone in voters:
            assert cast(phone, step, "a2", sequence)["ok"]
            time.sleep(STORM_SECONDS / VOTES / PEOPLE)
        assert came_in(server).status_code == 303
    time.sleep(PULSES)
    seconds = time.monotonic() - began
    for phone in voters:
        answers = [text[:3] for text in phone.heard if text != BEAT]
        assert answers == [f"43{number + 1}" for number in range(VOTES)]
        assert frames(phone) == []
    assert [frames(phone) for phone in silent] == [[], []]
    for wire in (host, projector):
        pushes = frames(wire)
        assert 1 < len(pushes) <= PULSES_A_SECOND * seconds + 1
        assert all("turnout" in push for push in pushes)
        assert not any('id="stage' in push.replace("\\", "") for push in pushes)

    assert lead.next().status_code == 303
    time.sleep(PULSES)
    for wire in everybody:
        (push,) = frames(wire)
        assert 'data-kind="reveal"' in push.replace("\\", "")
