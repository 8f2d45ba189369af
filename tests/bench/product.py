"""The product as people meet it: real cookies and tickets, a facilitator over HTTP."""

import contextlib
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from tests.bench.phone import Crowd, Listener, Phone, connect
from tests.bench.servers import (
    ROOT,
    CannotRun,
    Cores,
    Server,
    clean_environ,
    count_stored,
    free_port,
    python,
    serving,
)
from tests.bench.web import Browser

DECK, VARIANT = "sociaal-werk-beweegt", "zaal"
# Where the facilitator presses once more and a vote opens, in the order of VARIANT:
# one quick card and one deep card.
PRESSES_BEFORE_A_VOTE = (1, 3, 1)
ANSWERS = ("a2", "a1", "b1", "b2")


@dataclass(frozen=True)
class Workshop:
    """A data folder with one workshop and people in it, to copy for each run."""

    folder: Path
    told: dict[str, str]
    tickets: tuple[str, ...]


def prepare(folder: Path, count: int) -> Workshop:
    """Make a workshop with this many participants. Raises CannotRun."""
    new = ("workshop", "new", "--deck", DECK, "--variant", VARIANT, "--json")
    told = json.loads(_run("-m", "dilemma", *new, "--data", str(folder)))
    people = _run("-m", "tests.bench.people", str(folder), told["id"], str(count))
    return Workshop(folder, told, tuple(people.split()))


@contextlib.contextmanager
def running(
    workshop: Workshop,
    folder: Path,
    cores: Cores,
    *command: str,
    **environ: str,
) -> Iterator["Product"]:
    """Run the product on a copy of a workshop's data. Raises CannotRun."""
    data, port = folder / "data", free_port()
    shutil.copytree(workshop.folder, data)
    settings = {"PORT": str(port), "HOST": "127.0.0.1", "DATA_DIR": str(data)}
    words = python(*(command or ("-m", "dilemma", "serve")))
    with serving(words, folder, port, cores, **settings | environ) as server:
        yield Product(server, workshop, data / "dilemma.db")


@dataclass
class Product:
    """One running product with one workshop: what a hall can do with it."""

    server: Server
    workshop: Workshop
    database: Path
    step: int = 0
    push_bytes: int = 0
    _votes: int = 0
    _acts: int = 0
    _kind: str = ""
    host: Browser = field(init=False)

    def __post_init__(self) -> None:
        self.host = Browser(self.server.port)

    async def open(self, crowd: Crowd) -> list[Listener]:
        """Let the facilitator and a big screen in."""
        told, port = self.workshop.told, self.server.port
        await self.host.get(_path(told["host_url"]))
        page = await self.host.get(self._host_path)
        self._form = page.hidden(f"{self._host_path}/act")
        self._see(page.html)
        key = told["screen_url"].rsplit("/", 1)[1]
        hellos = (
            {"as": "host", "workshop": told["id"], "lang": "nl"},
            {"as": "projector", "workshop": told["id"], "key": key, "lang": "nl"},
        )
        listeners = [
            Listener(crowd, port, _hello(hello), self.host.cookies) for hello in hellos
        ]
        for listener in listeners:
            await connect(listener, port)
        return listeners

    async def arrive(self, crowd: Crowd, number: int) -> Phone:
        """Let somebody with a ticket open a socket."""
        cookies = f"{self._ticket_cookie}={self.workshop.tickets[number]}"
        return await self._socket(crowd, cookies)

    async def arrive_by_page(self, crowd: Crowd, number: int) -> Phone:
        """Let somebody with a ticket load the page, then open a socket."""
        ticket = self.workshop.tickets[number]
        browser = Browser(self.server.port, {self._ticket_cookie: ticket})
        return await self._page_and_socket(crowd, browser)

    async def arrive_new(self, crowd: Crowd, number: int) -> Phone:
        """Let somebody scan the code, take a role, load the page, open a socket."""
        browser = Browser(self.server.port)
        page = await browser.get(self._join_path)
        action = f"{self._join_path}/role"
        roles = re.findall(r'name="role" value="([^"]+)"', page.html)
        role = roles[number % len(roles)]
        answer = await browser.post(action, **page.hidden(action), role=role)
        if answer.status != 303 or answer.location != self._join_path:
            raise ValueError(f"role: {answer.status} {answer.location}")
        return await self._page_and_socket(crowd, browser)

    def presses_before_vote(self) -> int:
        """Return how often to press before the next press opens a vote."""
        return PRESSES_BEFORE_A_VOTE[self._votes]

    async def press(self) -> float:
        """Let the facilitator go on; returns the instant of the press."""
        fields = self._form | {"action": "next", "expect": str(self._acts)}
        path = f"{self._host_path}/act"
        return await self.host.send("POST", path, fields, HX_Request="true")

    async def pressed(self) -> None:
        """Read what the facilitator's page is told."""
        page = await self.host.answer()
        if page.status != 200:
            raise ValueError(f"the facilitator's press: {page.status} {page.html}")
        self._see(page.html)

    def opened(self, push: bytes) -> None:
        """Check the push that came, and see which step it is about."""
        stage = json.loads(push[2:])[1]["html"]
        found = re.search(r'data-kind="vote" data-step="(\d+)"', stage)
        if self._kind != "vote" or not found:
            raise ValueError(f"no vote was opened, but a {self._kind}")
        self.step, self.push_bytes = int(found.group(1)), len(push)
        self._votes += 1

    def vote(self, number: int) -> bytes:
        """Write somebody's vote at the present step."""
        given = {"step": self.step, "answer": ANSWERS[number % 4], "seq": 1}
        return b"421" + json.dumps(["cast", given], separators=(",", ":")).encode()

    def stored(self) -> int:
        """Count the votes of the present step that are on disk."""
        return count_stored(self.database, self.step, 1)

    def close(self) -> None:
        """Let the facilitator go."""
        self.host.close()

    @property
    def _ticket_cookie(self) -> str:
        return f"dilemma-{self.workshop.told['code']}"

    @property
    def _join_path(self) -> str:
        return f"/j/{self.workshop.told['code']}"

    @property
    def _host_path(self) -> str:
        return f"/host/{self.workshop.told['id']}"

    async def _page_and_socket(self, crowd: Crowd, browser: Browser) -> Phone:
        page = await browser.get(self._join_path)
        browser.close()
        if page.status != 200 or 'id="mine"' not in page.html:
            raise ValueError(f"page: {page.status}")
        return await self._socket(crowd, browser.cookies)

    async def _socket(self, crowd: Crowd, cookies: str) -> Phone:
        code = self.workshop.told["code"]
        hello = _hello({"as": "player", "code": code, "lang": "nl"})
        phone = Phone(crowd, self.server.port, hello, cookies)
        await connect(phone, self.server.port)
        return phone

    def _see(self, html: str) -> None:
        found = re.search(r'id="host"[^>]*data-kind="(\w+)" data-acts="(\d+)"', html)
        if not found:
            raise ValueError(f"no facilitator's page: {html[:300]}")
        self._kind, self._acts = found.group(1), int(found.group(2))


def _hello(auth: dict[str, str]) -> bytes:
    return b"40" + json.dumps(auth).encode()


def _path(url: str) -> str:
    return urlsplit(url).path


def _run(*words: str) -> str:
    done = subprocess.run(
        python(*words), cwd=ROOT, env=clean_environ(), capture_output=True, text=True
    )
    if done.returncode:
        raise CannotRun(done.stderr.strip()[-400:])
    return done.stdout
