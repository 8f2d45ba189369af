"""The disk fails, the file is locked, the server is stopped: what is said is true.

Real processes and real sockets: whoever read "ok" finds the vote in the file.
"""

import contextlib
import re
import resource
import sqlite3
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.conftest import csrf_token
from tests.driver_world import ROLE, World
from tests.test_driver_both import vote_step
from tests.wire import Wire

LOCKED_SECONDS = 7.0  # longer than the writer tries, shorter than people are patient
SOON = 1.0
PULSES = 0.6  # seconds in which turnout is told more than once
STOP_SECONDS = 10
NOT_KEPT = "We konden dit nu niet bewaren"
SENT_AGAIN = "Er ging hier iets mis. Je keuze wordt opnieuw verstuurd."
ANSWERS = ("a1", "a2", "b1", "b2", "pass")


@contextlib.contextmanager
def running(data: Path) -> Iterator[World]:
    """Run a server that may log what it met."""
    one = World(data, "own")
    one.start()
    try:
        yield one
    finally:
        one.stop()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with running(tmp_path_factory.mktemp("data")) as one:
        yield one


@pytest.fixture
def server(shared: World) -> Iterator[World]:
    """A server with a workshop that nobody has been in yet."""
    shared.code = shared.get("/test/workshop?deck=sociaal-werk-beweegt")["code"]
    yield shared
    shared.hang_up()


@contextlib.contextmanager
def file_of(server: World) -> Iterator[sqlite3.Connection]:
    """Open the server's database as another program does."""
    path = server.data / "dilemma.db"
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as file:
        yield file


def stored(server: World, step: int) -> list[tuple[str, int]]:
    """Return each vote at a step as (answer, sequence), in order of coming in."""
    with file_of(server) as file:
        rows = file.execute(
            "SELECT option, strength, sequence FROM response WHERE step = ?"
            " ORDER BY participant",
            (step,),
        ).fetchall()
    return [
        ("pass" if option is None else f"{'abcd'[option]}{strength}", sequence)
        for option, strength, sequence in rows
    ]


def cast(phone: Wire, step: int, answer: str, sequence: int = 1) -> dict[str, Any]:
    """Vote, and return what the phone is told."""
    message = {"step": step, "answer": answer, "seq": sequence}
    told: dict[str, Any] = phone.ask("cast", message, sequence)
    return told


def page(server: World, path: str) -> requests.Response:
    """Ask a page as a browser that knows nothing."""
    with requests.Session() as browser:
        browser.trust_env = False
        return browser.get(f"http://127.0.0.1:{server.port}{path}", timeout=10)


def took(act: Callable[[], Any]) -> float:
    """Return for how many seconds somebody waited."""
    began = time.monotonic()
    act()
    return time.monotonic() - began


@dataclass
class Lead:
    """The facilitator's browser."""

    server: World
    browser: requests.Session = field(default_factory=requests.Session)
    workshop: str = ""

    def __post_init__(self) -> None:
        self.browser.trust_env = False
        self.url = f"http://127.0.0.1:{self.server.port}"
        with file_of(self.server) as file:
            query = "SELECT id FROM workshop WHERE code = ?"
            ((self.workshop,),) = file.execute(query, (self.server.code,)).fetchall()
            key = self.server.get(f"/test/host?workshop={self.workshop}")
        self.browser.get(f"{self.url}/host/{self.workshop}/key/{key}", timeout=10)
        self.page = self.browser.get(f"{self.url}/host/{self.workshop}", timeout=10)
        assert self.page.status_code == 200

    def acts(self) -> int:
        """Return how many acts are kept."""
        with file_of(self.server) as file:
            query = "SELECT acts FROM workshop WHERE id = ?"
            return int(file.execute(query, (self.workshop,)).fetchone()[0])

    def next(self) -> requests.Response:
        """Press the large button, also when few have voted."""
        return self.browser.post(
            f"{self.url}/host/{self.workshop}/act",
            data={
                "csrf_token": csrf_token(self.page.text),
                "action": "next",
                "expect": str(self.acts()),
            },
            headers={"Origin": self.url, "Accept-Language": "nl"},
            allow_redirects=False,
            timeout=15,
        )

    def sockets(self) -> tuple[Wire, Wire]:
        """Connect the page from which is led, and the projector."""
        cookies = "; ".join(f"{one.name}={one.value}" for one in self.browser.cookies)
        found = re.search(rf"/screen/{self.workshop}/([\w-]+)", self.page.text)
        assert found
        host, projector = self.server.wire(), self.server.wire()
        host.open(Cookie=cookies)
        host.say(f'40{{"as":"host","workshop":"{self.workshop}"}}')
        projector.open()
        projector.say(
            f'40{{"as":"projector","workshop":"{self.workshop}","key":"{found[1]}"}}'
        )
        host.hear("40")
        projector.hear("40")
        return host, projector


def test_a_locked_file_holds_up_votes_and_nobody_else(server: World) -> None:
    step = vote_step(server)
    voters, ann = server.phones(len(ANSWERS)), server.phone()
    unlocked = [float("inf")]

    def vote(phone: Wire, answer: str) -> None:
        for _ in range(10):
            told = cast(phone, step, answer)
            if told["ok"]:
                assert time.monotonic() >= unlocked[0]
                return
            assert (told["final"], told["text"]) == (False, SENT_AGAIN)
        raise AssertionError("never stored")

    waits: dict[str, float] = {"sync": 0, "health": 0, "join": 0}
    with ThreadPoolExecutor(len(voters)) as hands, file_of(server) as other:
        other.execute("BEGIN EXCLUSIVE")
        until = time.monotonic() + LOCKED_SECONDS
        votes = [hands.submit(vote, *one) for one in zip(voters, ANSWERS, strict=True)]
        while time.monotonic() < until:
            for name, look in (
                ("sync", lambda: ann.ask("sync")["html"]),
                ("health", lambda: page(server, "/healthz").raise_for_status()),
                ("join", lambda: page(server, f"/j/{server.code}").raise_for_status()),
            ):
                waits[name] = max(waits[name], took(look))
            time.sleep(0.1)
        assert not any(vote.done() for vote in votes)
        assert stored(server, step) == []
        unlocked[0] = time.monotonic()
        other.execute("ROLLBACK")
        for one in votes:
            one.result()
    assert max(waits.values()) < SOON, waits
    assert stored(server, step) == [(answer, 1) for answer in ANSWERS]


@pytest.mark.parametrize("room", ["none", "half a page"])
def test_a_full_disk_refuses_and_goes_on_when_there_is_room(
    server: World, room: str
) -> None:
    step = vote_step(server)
    ann, bo = server.phones(2)
    lead = Lead(server)
    acts = lead.acts()
    assert cast(ann, step, "a2")["ok"]
    journal = (server.data / "dilemma.db-wal").stat().st_size
    with nothing_fits(server, 0 if room == "none" else journal + 2000):
        for sequence in (2, 3):
            for phone in (ann, bo):
                told = cast(phone, step, "b1", sequence)
                assert (told["ok"], told["final"]) == (False, False)
                assert told["text"] == SENT_AGAIN
        assert 'data-value="a2"' in ann.ask("sync")["html"]
        assert page(server, "/healthz").ok
        assert page(server, f"/j/{server.code}").ok
        for answer in (lead.next(), came_in(server)):
            assert answer.status_code == 503
            assert NOT_KEPT in answer.text
        assert lead.acts() == acts
        assert stored(server, step) == [("a2", 1)]
    assert cast(bo, step, "b1", 4)["ok"]
    assert stored(server, step) == [("a2", 1), ("b1", 4)]
    assert cast(ann, step, "b2", 4)["ok"]
    assert came_in(server).status_code == 303
    assert lead.next().status_code == 303
    assert lead.acts() == acts + 1
    assert stored(server, step) == [("b2", 4), ("b1", 4)]


@contextlib.contextmanager
def nothing_fits(server: World, size: int) -> Iterator[None]:
    """Let no file of a server grow past a size."""
    before = resource.prlimit(server.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.prlimit(server.pid, resource.RLIMIT_FSIZE, before)


def came_in(server: World) -> requests.Response:
    """Choose a role in a new browser."""
    url = f"http://127.0.0.1:{server.port}"
    with requests.Session() as browser:
        browser.trust_env = False
        browser.get(f"{url}/j/{server.code}", timeout=10).raise_for_status()
        return browser.post(
            f"{url}/j/{server.code}/role",
            data={"role": ROLE},
            headers={"Origin": url, "Accept-Language": "nl"},
            allow_redirects=False,
            timeout=15,
        )


def test_a_server_told_to_stop_in_a_storm_loses_nothing_it_promised(
    tmp_path: Path,
) -> None:
    with running(tmp_path) as server:
        step = vote_step(server)
        phones = server.phones(20)
        assert server.process
        with ThreadPoolExecutor(len(phones)) as hands:
            storms = [hands.submit(storm, phone, step) for phone in phones]
            time.sleep(1)
            server.process.terminate()
            assert server.process.wait(STOP_SECONDS) == 0
            promised = [one.result() for one in storms]
        kept = stored(server, step)
        assert len(kept) == len(phones)
        for (answer, sequence), last in zip(kept, promised, strict=True):
            assert sequence >= last > 1
            assert answer == ANSWERS[sequence % len(ANSWERS)]
        assert "Traceback" not in server.said


def storm(phone: Wire, step: int) -> int:
    """Vote until the line ends; return the last vote that was acknowledged."""
    last = 0
    try:
        while cast(phone, step, ANSWERS[(last + 1) % len(ANSWERS)], last + 1)["ok"]:
            last += 1
            time.sleep(0.08)  # what a phone may send in a second
    except (AssertionError, ConnectionError):  # the line ended
        pass
    return last


def test_a_vote_is_one_frame_in_and_one_out(server: World) -> None:
    step = vote_step(server)
    phones = server.phones(10)
    host, projector = Lead(server).sockets()
    everybody = (*phones, host, projector)
    time.sleep(PULSES)
    for wire in everybody:
        drain(wire)
    began = time.monotonic()
    for sequence in range(1, 9):
        for phone in phones:
            assert cast(phone, step, "a2", sequence)["ok"]
        time.sleep(0.1)
    assert came_in(server).status_code == 303
    time.sleep(PULSES)
    heard = {id(wire): drain(wire) for wire in everybody}
    seconds = time.monotonic() - began
    for phone in phones:
        texts = [text[:3] for text in heard[id(phone)]]
        assert texts == [f"43{sequence}" for sequence in range(1, 9)]
    for wire in (host, projector):
        pushes = heard[id(wire)]
        assert all("turnout" in text and 'id="stage"' not in text for text in pushes)
        assert 1 <= len(pushes) <= 4 * seconds + 1


def drain(wire: Wire) -> list[str]:
    """Return every text since the last time."""
    while wire.buffer or not wire.quiet(0.01):
        wire.hear()
    texts = [text for text in wire.heard if text != "2"]  # a ping is no news
    wire.heard.clear()
    return texts
