"""The product as a newcomer starts it, in a real browser: no browser is a failure."""

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    expect,
    sync_playwright,
)

OUTPUT = Path(__file__).resolve().parents[2] / "test-output" / "screens"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
START_SECONDS = 30


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything in this folder."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Server:
    """A running `dilemma serve` with a data folder of its own."""

    data: Path
    port: int
    process: "subprocess.Popen[str] | None" = None
    log: Path = field(init=False)

    def __post_init__(self) -> None:
        self.log = self.data / "server.log"

    @property
    def url(self) -> str:
        """The address of this server."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start, and wait until it answers."""
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                self.command("serve", "--port", str(self.port), "--host", "127.0.0.1"),
                stdout=log,
                stderr=log,
                text=True,
                env=os.environ | {"PUBLIC_URL": self.url},
            )
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            try:
                with urlopen(f"{self.url}/healthz"):
                    return
            except OSError:
                time.sleep(0.1)
        pytest.fail(self.log.read_text())

    def stop(self, *, kill: bool = False) -> None:
        """Stop politely, or not."""
        assert self.process
        if kill:
            self.process.kill()
        else:
            self.process.terminate()
        self.process.wait(20)

    def command(self, *arguments: str) -> list[str]:
        """Write out a `dilemma` command on this data folder."""
        return [sys.executable, "-m", "dilemma", *arguments, "--data", str(self.data)]

    def new_workshop(self, *arguments: str) -> dict[str, str]:
        """Make a workshop from the command line, while the server runs."""
        made = subprocess.run(
            self.command("workshop", "new", "--json", *arguments),
            capture_output=True,
            text=True,
            check=True,
            env=os.environ | {"PUBLIC_URL": self.url},
        )
        told: dict[str, str] = json.loads(made.stdout)
        return told

    def another_link(self) -> str:
        """Make a one-time link for somebody else."""
        made = subprocess.run(
            self.command("link"),
            capture_output=True,
            text=True,
            check=True,
            env=os.environ | {"PUBLIC_URL": self.url},
        )
        return made.stdout.strip()

    def sign_in_link(self) -> str:
        """Return the one-time link that the start printed."""
        found = re.findall(r"http://\S+/in/\S+", self.log.read_text())
        return str(found[-1])


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """Start a server on an empty data folder."""
    one = Server(tmp_path, free_port())
    one.start()
    yield one
    assert one.process
    if one.process.poll() is None:
        one.stop()
    assert "Traceback" not in one.log.read_text(), one.log.read_text()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start the system's Chromium; the Makefile says where it is."""
    path = os.environ.get("CHROMIUM") or "/usr/bin/chromium"
    if not Path(path).exists():
        pytest.fail("No Chromium here: install it, or set CHROMIUM. See make test.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@dataclass
class Hall:
    """Browsers in one hall: each phone is a person with cookies of its own."""

    chromium: Browser
    complaints: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def open(self, url: str, **options: Any) -> Page:
        """Open a page in a browser of its own."""
        settings = {"locale": "nl-NL", "viewport": {"width": 390, "height": 844}}
        context = self.chromium.new_context(**(settings | options))
        self.contexts.append(context)
        page = context.new_page()
        page.on("console", self._listen)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(url)
        return page

    def phone(self, url: str, width: int = 390, **options: Any) -> Page:
        """Open a page on a phone."""
        size = {"width": width, "height": 640 if width < 360 else 844}
        return self.open(url, viewport=size, has_touch=True, is_mobile=True, **options)

    def laptop(self, url: str, **options: Any) -> Page:
        """Open a page on the host's laptop."""
        return self.open(url, viewport={"width": 1366, "height": 768}, **options)

    def projector(self, url: str, **options: Any) -> Page:
        """Open a page on a projector."""
        return self.open(url, viewport={"width": 1920, "height": 1080}, **options)

    def _listen(self, message: Any) -> None:
        # A lost connection and a request that a new page overtook are no faults.
        known = ("WebSocket connection", "ERR_", "htmx:afterRequest", "htmx:send")
        if message.type in ("error", "warning") and not any(
            text in message.text for text in known
        ):
            self.complaints.append(message.text)


@pytest.fixture
def hall(chromium: Browser) -> Iterator[Hall]:
    """Give a hall whose pages may not complain (scripts, content policy)."""
    one = Hall(chromium)
    yield one
    for context in one.contexts:
        context.close()
    assert one.complaints == []


def dealt_with(fran: Page) -> None:
    """Wait until a press is dealt with.

    The push may come before the answer to the press; until that answer the page takes
    no other press (`hx-sync` on the form).
    """
    expect(fran.locator("#act.htmx-request")).to_have_count(0)


def press_next(fran: Page) -> None:
    """Press the one big button, and wait until that press is dealt with."""
    press(fran, "#next")


def build(fran: Page) -> None:
    """Build the picture up, a part at a press, until it is whole."""
    while fran.locator("#next[value=build]").count():
        press_next(fran)


def press(fran: Page, button: str) -> None:
    """Press a button that acts, and wait until that press is dealt with."""
    host = fran.locator("#host")
    acts = int(host.get_attribute("data-acts") or 0)
    fran.locator(button).click()
    expect(host).to_have_attribute("data-acts", str(acts + 1))
    dealt_with(fran)


def shoot(page: Page, name: str, *, full: bool = False) -> None:
    """Keep a picture of a screen, once what moves on it has come to rest."""
    OUTPUT.mkdir(parents=True, exist_ok=True)
    page.wait_for_timeout(600)
    # Hiding the caret would leave `style` on every field, which htmx copies.
    page.screenshot(path=OUTPUT / f"{name}.png", full_page=full, caret="initial")
