"""A running server of the driver's tests, and what can be seen of it from outside."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.request import ProxyHandler, build_opener

from tests.wire import Wire

ROOT = Path(__file__).resolve().parent.parent
DECK, ROLE = "sociaal-werk-beweegt", "inwoner"
PATIENCE = 30.0


@dataclass
class World:
    """One server with one workshop."""

    data: Path
    transport: str
    pings: str = ""
    port: int = 0
    code: str = ""
    process: "subprocess.Popen[bytes] | None" = None
    wires: list[Wire] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)

    @property
    def pid(self) -> int:
        assert self.process
        return self.process.pid

    @property
    def said(self) -> str:
        """Everything it printed and logged."""
        return (self.data / "said").read_text(errors="replace")

    @property
    def environ(self) -> dict[str, str]:
        return os.environ | {
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            "PUBLIC_URL": f"http://127.0.0.1:{self.port}",
            "DATA_DIR": str(self.data),
            "LIVE_TRANSPORT": self.transport,
            "PINGS": self.pings,
            "PYTHONPATH": str(ROOT),
        }

    def start(self) -> None:
        """Start, make a workshop, and wait until it answers."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        with (self.data / "said").open("wb") as file:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.driver_server"],
                env=self.environ,
                stdout=file,
                stderr=subprocess.STDOUT,
            )
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            assert self.process.poll() is None, self.said
            try:
                self.code = self.get(f"/test/workshop?deck={DECK}")["code"]
                return
            except OSError:
                time.sleep(0.05)
        raise AssertionError(self.said)

    def get(self, path: str) -> Any:
        """Ask a page of JSON."""
        opener = build_opener(ProxyHandler({}))
        with opener.open(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
            return json.load(answer)

    def state(self, how: str = "deep") -> dict[str, Any]:
        """Look inside."""
        state: dict[str, Any] = self.get(f"/test/state?{how}")
        return state | {"descriptors": len(os.listdir(f"/proc/{self.pid}/fd"))}

    def settles(self, before: dict[str, Any], patience: float = 8.0) -> bool:
        """Wait until nothing more is held than before."""
        held = [
            "phones",
            "environs",
            "rooms",
            "pending",
            "objects",
            "greenlets",
            "descriptors",
        ]
        until = time.monotonic() + patience
        while True:
            now = self.state()
            if all(now[name] <= before[name] for name in held):
                return True
            if time.monotonic() > until:
                print({name: (before[name], now[name]) for name in held})
                return False
            time.sleep(0.1)

    def empties(self, patience: float = 8.0) -> bool:
        """Wait until no phone is left."""
        until = time.monotonic() + patience
        while self.state("")["environs"] and time.monotonic() < until:
            time.sleep(0.02)
        return not self.state("")["environs"]

    def tickets(self, count: int) -> list[str]:
        """Bring people in and return what proves who they are."""
        where = f"/test/tickets?code={self.code}&role={ROLE}&count={count}"
        found: list[str] = self.get(where)
        return found

    def wire(self, *, small: bool = False) -> Wire:
        """Connect, and nothing more; a small one takes in little at a time."""
        wire = Wire(self.port, 4096 if small else None)
        self.wires.append(wire)
        return wire

    def phone(self, **changes: str | None) -> Wire:
        """Connect a participant's phone."""
        (ticket,) = self.tickets(1)
        return self.wire().join(self.code, ticket, **changes)

    def phones(self, count: int) -> list[Wire]:
        """Connect phones of different participants."""
        return [self.wire().join(self.code, ticket) for ticket in self.tickets(count)]

    def hang_up(self) -> None:
        """Close every line of a test."""
        for wire in self.wires:
            wire.close()
        self.wires.clear()

    def memory(self, *, peak: bool = False) -> int:
        """Kilobytes in use now, or at most since `forget_peak`."""
        name = "VmHWM:" if peak else "VmRSS:"
        status = Path(f"/proc/{self.pid}/status").read_text()
        line = next(one for one in status.splitlines() if one.startswith(name))
        return int(line.split()[1])

    def forget_peak(self) -> None:
        """Begin to measure memory anew."""
        Path(f"/proc/{self.pid}/clear_refs").write_text("5")

    def stop(self) -> None:
        """Stop, politely and then not."""
        assert self.process
        self.hang_up()
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


@contextmanager
def world(data: Path, transport: str, pings: str = "") -> Iterator[World]:
    """Run a server; whatever it met, it logged no traceback."""
    one = World(data, transport, pings)
    one.start()
    try:
        one.phone()  # what is made for the first one stays
        one.hang_up()
        assert one.empties()
        yield one
        stumbles = one.said.count("\nZeroDivisionError")  # made by a test
        assert one.said.count("Traceback") == stumbles, one.said
    finally:
        one.stop()
