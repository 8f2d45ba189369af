"""A bare server in the product's place: the same messages, and nothing around them."""

import asyncio
import contextlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from tests.bench import node
from tests.bench.phone import Crowd, Listener, Phone, connect
from tests.bench.product import ANSWERS
from tests.bench.servers import (
    HERE,
    Cores,
    Server,
    count_stored,
    free_port,
    python,
    serving,
)

PICOWS, WS, SOCKETIO = "picows", "ws", "socketio"
SETTLE_SECONDS = 0.2


@contextlib.contextmanager
def running(name: str, folder: Path, cores: Cores, size: int) -> Iterator["Floor"]:
    """Run a floor that pushes messages of `size` bytes. Raises CannotRun."""
    port, database = free_port(), folder / "floor.db"
    if name == PICOWS:
        script = str(HERE / "floors" / "picows_floor.py")
        command = python(script, str(port), str(database), str(size))
    elif name == WS:
        command = node.command("ws_floor.js", str(port), str(database), str(size))
    else:
        command = node.command("socketio_floor.js", str(port), str(size))
    modules = {"NODE_PATH": str(node.MODULES)}
    with serving(command, folder, port, cores, **modules) as server:
        yield Floor(server, database, size, b"40" if name == SOCKETIO else b"")


@dataclass
class Floor:
    """One running floor: what a hall can do with it."""

    server: Server
    database: Path
    push_bytes: int
    hello: bytes
    step: int = 0

    async def open(self, crowd: Crowd) -> list[Listener]:
        """Let a facilitator in, who hears no pushes."""
        self.host = await self.arrive(crowd, 0)
        self.host.send(b'42["host"]')
        await asyncio.sleep(SETTLE_SECONDS)
        return []

    async def arrive(self, crowd: Crowd, _number: int) -> Phone:
        """Let somebody open a socket."""
        phone = Phone(crowd, self.server.port, self.hello, "")
        await connect(phone, self.server.port)
        return phone

    def presses_before_vote(self) -> int:
        """Every press opens a vote here."""
        return 0

    async def press(self) -> float:
        """Push to everybody; returns the instant at which that was asked."""
        began = perf_counter()
        self.host.send(b'42["next"]')
        return began

    async def pressed(self) -> None:
        """The facilitator is told nothing here."""

    def opened(self, push: bytes) -> None:
        """Check the push that came."""
        if len(push) != self.push_bytes:
            raise ValueError(f"a push of {len(push)} bytes")
        self.step += 1

    def vote(self, number: int) -> bytes:
        """Write somebody's vote at the present step."""
        given = {"step": self.step, "answer": ANSWERS[number % 4], "seq": 1}
        return b"421" + json.dumps(["cast", given], separators=(",", ":")).encode()

    def stored(self) -> int:
        """Count the votes of the present step that are on disk."""
        return count_stored(self.database, self.step, 1)

    def close(self) -> None:
        """Let the facilitator go."""
        self.host.leave()
