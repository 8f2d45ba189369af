"""The floor in Python: picows and uvloop, durable votes, and nothing else.

`python picows_floor.py PORT DATABASE SIZE`: SIZE is how long a pushed message is.
"""

import asyncio
import itertools
import json
import sqlite3
import sys
from collections.abc import Sequence

import uvloop
from picows import (
    WSFrame,
    WSListener,
    WSMsgType,
    WSTransport,
    WSUpgradeRequest,
    ws_create_server,
)

WINDOW_SECONDS = 0.003  # votes within it share a commit
ACK = b'431[{"ok":true}]'
PUT = """insert into response values (?, ?, ?, ?)
on conflict do update set answer = excluded.answer, sequence = excluded.sequence
where excluded.sequence > response.sequence"""
TABLE = """create table response (step int, participant int, answer text, sequence int,
primary key (step, participant)) without rowid"""


class Floor:
    """One room: who is in, what is pushed, and the votes that wait for a commit."""

    def __init__(self, database: str, size: int) -> None:
        self.listening: set[Client] = set()
        self.numbers = itertools.count(1)
        self.waiting: list[tuple[Client, dict[str, object]]] = []
        self.anything = asyncio.Event()
        head = b'42["fragments",{"html":"'
        self.push = head + b"x" * (size - len(head) - 3) + b'"}]'
        self._database = sqlite3.connect(
            database, isolation_level=None, check_same_thread=False
        )
        self._database.execute("pragma journal_mode = wal")
        self._database.execute("pragma synchronous = full")
        self._database.execute(TABLE)

    async def write(self) -> None:
        """Commit what came in within a window, then answer."""
        loop = asyncio.get_running_loop()
        while await self.anything.wait():
            self.anything.clear()
            await asyncio.sleep(WINDOW_SECONDS)
            batch, self.waiting = self.waiting, []
            rows = [
                (vote["step"], client.number, vote["answer"], vote["seq"])
                for client, vote in batch
            ]
            await loop.run_in_executor(None, self._commit, rows)
            for client, _vote in batch:
                client.transport.send(WSMsgType.TEXT, ACK)

    def _commit(self, rows: Sequence[tuple[object, ...]]) -> None:
        self._database.execute("begin immediate")
        self._database.executemany(PUT, rows)
        self._database.execute("commit")


class Client(WSListener):
    """One connection: a phone, until it says that it is the facilitator."""

    def __init__(self, floor: Floor) -> None:
        self.floor = floor
        self.number = next(floor.numbers)

    def on_ws_connected(self, transport: WSTransport) -> None:
        """Let it hear what is pushed."""
        self.transport = transport
        self.floor.listening.add(self)

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        """Forget it."""
        self.floor.listening.discard(self)

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        """Do what it asks."""
        if frame.msg_type != WSMsgType.TEXT:
            return
        message = frame.get_payload_as_bytes()
        if message.startswith(b'421["cast"'):
            self.floor.waiting.append((self, json.loads(message[3:])[1]))
            self.floor.anything.set()
        elif message == b'42["host"]':
            self.floor.listening.discard(self)
        elif message == b'42["next"]':
            for client in self.floor.listening:
                client.transport.send(WSMsgType.TEXT, self.floor.push)


async def main(port: int, database: str, size: int) -> None:
    """Serve."""
    floor = Floor(database, size)

    def client(_request: WSUpgradeRequest) -> Client:
        return Client(floor)

    server = await ws_create_server(client, "127.0.0.1", port, backlog=4096)
    writing = asyncio.create_task(floor.write())
    await server.serve_forever()
    await writing


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3])))
