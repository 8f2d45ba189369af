"""A hall of phones as ours are, before a file that is locked and a disk that is full.

`test_disk.py` tells what one phone and one page are answered; here a whole hall votes
on, waits, asks, comes back, and counts once.
"""

import asyncio
import contextlib
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from statistics import median

import pytest
import requests

from tests.conftest import says
from tests.gathering import Gathering, gather, wait_until
from tests.loops import in_own_loop
from tests.loyal_phone import Hall
from tests.test_server import Serve, Server, browser, environ, get, serve
from tests.wire import PING, PONG, Wire, frame

__all__ = ["serve"]  # a fixture
pytestmark = pytest.mark.timeout(240)

PEOPLE = 60
LOCKED_SECONDS = 10
SOON, LATEST = 0.2, 1.0  # seconds: usually, and on a machine that is busy with others
PAUSE = 0.15  # a phone asks at most ten times a second

NOT_NOW = "Something went wrong here. Your choice is sent again."
NOT_KEPT = "We could not keep this just now"


def goes_on(one: Gathering, ann: Wire, seconds: float) -> None:
    """Do for a while what needs no writing: all of it is quick."""
    code, until, number = one.told["code"], time.monotonic() + seconds, 0
    key = one.told["screen_url"].split("/", 3)[3]
    times: dict[str, list[float]] = {}

    @contextlib.contextmanager
    def timed(name: str) -> Iterator[None]:
        began = time.monotonic()
        yield
        times.setdefault(name, []).append(time.monotonic() - began)

    while time.monotonic() < until:
        number += 1
        with timed("sync"):
            assert ann.ask("sync", number=number)["ok"]
        with timed("ping"):
            ann.raw(frame(PING, b"there?"))
            got = ann.frame()
            assert got is not None
            assert got[0] & 0x0F == PONG
        for path in ("healthz", f"j/{code}", key):
            with timed(path):
                assert get(f"{one.url}/{path}").status_code == 200
        with timed("host"):
            assert get(one.page, one.fran).status_code == 200
        time.sleep(PAUSE)
    slow = {name: took for name, took in times.items() if median(took) > SOON}
    late = {name: took for name, took in times.items() if max(took) > LATEST}
    assert (slow, late) == ({}, {})


def ann_and_the_others(one: Gathering) -> Wire:
    """Give Ann another phone, of which every frame can be seen."""
    ann = one.hall.phones.pop()
    return Wire(one.port).join(one.hall.code, ann.ticket)


def only_put_off(hall: Hall) -> None:
    """Whoever was refused was told in Dutch that it is tried again."""
    said = {(no["ok"], no["final"], no["text"]) for no in hall.put_off}
    assert said <= {(False, False, says(NOT_NOW))}
    assert (hall.unkind, hall.sent_away) == ([], 0)


# Another program has the file.


@contextlib.contextmanager
def locked(one: Gathering) -> Iterator[None]:
    """Let another program keep the file for itself."""
    path = one.workshop.folder / "dilemma.db"
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


async def held_up(one: Gathering, ann: Wire) -> None:
    """Everybody votes while the file is locked."""
    hall = one.hall
    async with one.phones():
        with locked(one):
            hall.press()
            await asyncio.to_thread(goes_on, one, ann, LOCKED_SECONDS)
            assert hall.acknowledgements == 0
        await wait_until(lambda: not hall.waiting)
    only_put_off(hall)
    assert one.miscounted() == []


def test_while_another_program_holds_the_file_all_but_storing_goes_on(
    serve: Serve, tmp_path_factory: pytest.TempPathFactory
) -> None:
    one = gather(tmp_path_factory.mktemp("data"), serve, PEOPLE)
    with contextlib.closing(ann_and_the_others(one)) as ann:
        in_own_loop(held_up(one, ann))
    with locked(one):
        not_kept(one.press("extend"))
    assert one.press("extend").ok


def not_kept(answer: requests.Response) -> None:
    """The answer says in Dutch that nothing was stored."""
    assert answer.status_code == 503
    assert says(NOT_KEPT) in answer.text


# There is no room.


def on_small_disk(folder: Path) -> Serve:
    """Serve from a disk of 2 MB that only that server sees; skips where none may be."""
    enter = ("unshare", "--user", "--map-root-user", "--mount")
    mount = 'mount -t tmpfs -o size=2m,mode=700 small "$1" && '
    able = [*enter, "sh", "-c", f"{mount}true", "sh", str(folder)]
    if not shutil.which("unshare") or subprocess.run(able).returncode:
        pytest.skip("no disk of our own may be mounted here")
    script = f'{mount}cp -a "$2/." "$1" && exec "$3" -m dilemma serve'

    def start(data: Path, **more: str) -> Server:
        output = folder.with_name("said")
        words = [*enter, "sh", "-c", script, "sh", str(folder), str(data)]
        with output.open("wb") as file:
            process = subprocess.Popen(
                [*words, sys.executable],
                env=environ(DATA_DIR=str(folder)) | more,
                stdout=file,
                stderr=subprocess.STDOUT,
            )
        server = Server(process, int(more["PORT"]), folder, output)
        server.wait()
        return server

    return start


@pytest.fixture
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gathering]:
    """A gathering whose server has a small disk."""
    folder = tmp_path_factory.mktemp("small")
    data = tmp_path_factory.mktemp("data")
    one = gather(data, on_small_disk(folder), PEOPLE)
    process = one.server.process
    seen = Path(f"/proc/{process.pid}/root{folder}")
    one.workshop = replace(one.workshop, folder=seen)
    try:
        yield one
    finally:
        process.kill()
        process.wait()


@contextlib.contextmanager
def filled(folder: Path) -> Iterator[None]:
    """Fill a disk to the brim with another file."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(b"x" * 512)
    try:
        yield
    finally:
        filler.unlink()


async def no_room(one: Gathering, ann: Wire) -> None:
    """The disk is full in the middle of a storm, and then there is room again."""
    hall = one.hall
    hall.gap, hall.eager = 0.1, True
    async with one.phones():
        hall.press()
        await wait_until(lambda: hall.acknowledgements > PEOPLE)
        with filled(one.workshop.folder):
            await wait_until(lambda: len(hall.put_off) > PEOPLE)
            hall.eager = False
            before = hall.acknowledgements
            await asyncio.to_thread(goes_on, one, ann, 2)
            await asyncio.to_thread(nothing_is_kept, one)
            assert hall.acknowledgements == before
            assert hall.waiting == hall.here == len(hall.phones)
            assert one.lost() == []
        await wait_until(lambda: not hall.waiting)
    only_put_off(hall)
    assert one.miscounted() == []


def nothing_is_kept(one: Gathering) -> None:
    """Whoever wants to change something reads what to do."""
    not_kept(one.press("extend"))
    html = get(one.page, one.fran).text
    hurried = {"HX-Request": "true"}
    answer = one.fran.post(f"{one.page}/act", one.form(html, "extend"), headers=hurried)
    not_kept(answer)
    assert "<html" not in answer.text
    not_kept(newcomer(one))


def newcomer(one: Gathering) -> requests.Response:
    """Let somebody scan the code and take a role."""
    zoe, page = browser(), f"{one.url}/j/{one.told['code']}"
    get(page, zoe)
    return zoe.post(
        f"{page}/role", {"role": "inwoner"}, headers={"Origin": one.url}, timeout=30
    )


def test_without_room_nothing_is_confirmed_and_with_room_everything_counts(
    small: Gathering,
) -> None:
    with contextlib.closing(ann_and_the_others(small)) as ann:
        in_own_loop(no_room(small, ann))
    assert small.press("extend").ok
    assert newcomer(small).ok
    assert "database or disk is full" in small.server.said  # and nothing else was
    assert small.server.process.poll() is None
