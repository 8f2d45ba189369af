"""A workshop with people whose server may be killed, and what its files hold then."""

import asyncio
import contextlib
import re
import resource
import shutil
import sqlite3
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path

import requests

from dilemma.rules.response import Answer
from tests.bench.phone import HOST
from tests.bench.product import Workshop, prepare
from tests.loyal_phone import Hall
from tests.test_server import PATIENCE, Serve, Server, browser, free_port

PRESSES_TO_A_VOTE = 2
Stored = dict[int, tuple[str, int]]  # participant -> answer, seq


@dataclass
class Gathering:
    """One workshop at a vote, on one port and in one folder, whatever runs there."""

    workshop: Workshop
    serve: Serve
    port: int = field(default_factory=free_port)
    fran: requests.Session = field(default_factory=browser)
    server: Server = field(init=False)
    hall: Hall = field(init=False)

    @property
    def url(self) -> str:
        """Where it is reached."""
        return f"http://{HOST}:{self.port}"

    @property
    def told(self) -> dict[str, str]:
        """What the command said that made the workshop."""
        return self.workshop.told

    def start(self) -> None:
        """Start a server, the first one or the next."""
        self.server = self.serve(self.workshop.folder, HOST=HOST, PORT=str(self.port))

    def open(self) -> "Gathering":
        """Start, let Fran go on to a vote, and give everybody a phone."""
        self.start()
        key = self.told["host_url"].split("/", 3)[3]
        assert self.fran.get(f"{self.url}/{key}", timeout=PATIENCE).ok
        for _ in range(PRESSES_TO_A_VOTE):
            assert self.press("next").ok
        page = self.fran.get(self.page, timeout=PATIENCE).text
        found = re.search(r'data-kind="vote" data-step="(\d+)"', page)
        assert found, page
        self.hall = Hall(self.told["code"], self.port, int(found[1]))
        self.hall.seat(self.workshop.tickets)
        return self

    @property
    def page(self) -> str:
        """Fran's page."""
        return f"{self.url}/host/{self.told['id']}"

    def press(self, action: str) -> requests.Response:
        """Let Fran press one of her buttons."""
        html = self.fran.get(self.page, timeout=PATIENCE).text
        return self.fran.post(f"{self.page}/act", self.form(html, action), timeout=30)

    def form(self, html: str, action: str) -> dict[str, str]:
        """Fill in the form behind Fran's buttons."""
        acts = re.search(r'id="host"[^>]* data-acts="(\d+)"', html)
        token = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', html)
        assert acts, html
        assert token, html
        return {"csrf_token": token[1], "action": action, "expect": acts[1]}

    def stored(self) -> Stored:
        """Read what a copy of the files holds, so that nothing is repaired by reading.

        The file is sound, and nobody is in it twice.
        """
        with tempfile.TemporaryDirectory() as folder:
            for file in self.workshop.folder.glob("dilemma.db*"):
                if not file.name.endswith("-shm"):
                    shutil.copy(file, folder)
            with contextlib.closing(sqlite3.connect(f"{folder}/dilemma.db")) as copy:
                assert copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
                rows = copy.execute(
                    "SELECT participant, option, strength, sequence FROM response"
                    " WHERE step = ?",
                    (self.hall.step,),
                ).fetchall()
        stored = {
            person: (Answer(option, strength).value, sequence)
            for person, option, strength, sequence in rows
        }
        assert len(stored) == len(rows), "somebody counts twice"
        return stored

    def lost(self) -> list[str]:
        """Tell which acknowledged answers are not there, or not as they were given."""
        stored, wrong = self.stored(), []
        for phone in self.hall.phones:
            answer, seq = stored.get(phone.person, ("", 0))
            if seq < phone.acknowledged or (seq and phone.pressed[seq] != answer):
                wrong.append(f"{phone.person}: {phone.acknowledged}, {answer} {seq}")
        return wrong

    def unknown(self) -> int:
        """Count the answers that are there and whose phones do not know so."""
        stored = self.stored()
        return sum(
            stored.get(phone.person, ("", 0))[1] > phone.acknowledged
            for phone in self.hall.phones
        )

    def miscounted(self) -> list[str]:
        """Tell whose last answer is not the one that counts."""
        stored = self.stored()
        given = {
            phone.person: (phone.pressed[seq], seq)
            for phone in self.hall.phones
            if (seq := len(phone.pressed))
        }
        return [
            f"{person}: {given.get(person)}, {stored.get(person)}"
            for person in given.keys() | stored.keys()
            if given.get(person) != stored.get(person)
        ]

    @contextlib.asynccontextmanager
    async def phones(self) -> AsyncIterator[Hall]:
        """Switch all phones on, and wait until they know what is true."""
        tasks = [asyncio.create_task(phone.live()) for phone in self.hall.phones]
        try:
            await wait_until(lambda: self.hall.here == len(tasks))
            yield self.hall
            assert not any(task.done() for task in tasks)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


async def wait_until(what: Callable[[], bool], patience: float = PATIENCE) -> float:
    """Wait until something is so; return how many seconds that took."""
    began = time.monotonic()
    while not what():
        assert time.monotonic() - began < patience, "it did not come"
        await asyncio.sleep(0.01)
    return time.monotonic() - began


def gather(folder: Path, serve: Serve, count: int) -> Gathering:
    """Make a workshop with so many people at a vote, and a phone for each of them."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return Gathering(prepare(folder, count), serve).open()
