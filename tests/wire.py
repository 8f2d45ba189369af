"""A phone made of bare bytes: it may break every rule that a browser keeps."""

import base64
import contextlib
import json
import os
import select
import socket
import struct
import time
import zlib
from dataclasses import dataclass, field
from typing import Any

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10
CONT = 0
PATH = "/socket.io/?EIO=4&transport=websocket"
PATIENCE = 10.0
KEY = b"\x37\xfa\x21\x3d"  # of the mask
RESET = "reset"  # instead of a close code: the line was cut
GONE = "gone"  # the line ended without a close frame


def frame(
    opcode: int,
    data: bytes = b"",
    *,
    fin: bool = True,
    reserved: int = 0,
    masked: bool = True,
    length: int | None = None,
) -> bytes:
    """Write a frame; `length` claims another size than it has."""
    size = len(data) if length is None else length
    first = bytes([(0x80 if fin else 0) | reserved | opcode])
    bit = 0x80 if masked else 0
    if size < 126:
        head = first + bytes([bit | size])
    elif size < 65536:
        head = first + bytes([bit | 126]) + struct.pack("!H", size)
    else:
        head = first + bytes([bit | 127]) + struct.pack("!Q", size)
    if not masked:
        return head + data
    mask = (KEY * (len(data) // 4 + 1))[: len(data)]
    hidden = (int.from_bytes(data, "big") ^ int.from_bytes(mask, "big")).to_bytes(
        len(data), "big"
    )
    return head + KEY + hidden


def squeeze(data: bytes) -> bytes:
    """Compress a message as permessage-deflate does."""
    made = zlib.compressobj(9, wbits=-15)
    return (made.compress(data) + made.flush(zlib.Z_SYNC_FLUSH))[:-4]


def handshake(port: int, **changes: str | None) -> bytes:
    """Write the request that opens a WebSocket; a header of None is left out."""
    headers: dict[str, str | None] = {
        "Host": f"127.0.0.1:{port}",
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
    }
    line = changes.pop("line", None) or f"GET {PATH} HTTP/1.1"
    headers |= {name.replace("_", "-"): value for name, value in changes.items()}
    lines = [f"{name}: {value}" for name, value in headers.items() if value is not None]
    return "\r\n".join([line, *lines, "", ""]).encode()


@dataclass
class Wire:
    """One connection to a server on this computer."""

    port: int
    room: int | None = None  # bytes that the system takes in before they are read
    buffer: bytes = b""
    status: int = 0
    deflated: bool = False
    window: int = 15
    heard: list[str] = field(default_factory=list)
    sock: socket.socket = field(init=False)

    def __post_init__(self) -> None:
        self.sock = socket.socket()
        self.sock.settimeout(PATIENCE)
        if self.room:
            self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, self.room)
        self.sock.connect(("127.0.0.1", self.port))

    def open(self, **changes: str | None) -> "Wire":
        """Open the WebSocket, or try to."""
        self.sock.sendall(handshake(self.port, **changes))
        self.read_answer()
        return self

    def read_answer(self) -> None:
        """Read the HTTP answer."""
        while b"\r\n\r\n" not in self.buffer:
            more = self.sock.recv(4096)
            if not more:
                break
            self.buffer += more
        head, _, self.buffer = self.buffer.partition(b"\r\n\r\n")
        self.status = int(head.split()[1]) if head else 0
        self.deflated = b"permessage-deflate" in head
        self.window = 9 if b"server_max_window_bits=9" in head else 15

    def join(self, code: str, ticket: str, **changes: str | None) -> "Wire":
        """Open the WebSocket and come in as a participant."""
        self.open(Cookie=f"dilemma-{code}={ticket}", **changes)
        assert self.status == 101
        proof = json.dumps({"as": "player", "code": code, "lang": "nl"})
        self.say(f"40{proof}")
        self.hear("40")
        return self

    def raw(self, data: bytes) -> None:
        """Send bytes; a line that was cut is noticed when reading."""
        with contextlib.suppress(ConnectionError, TimeoutError):
            self.sock.sendall(data)

    def say(self, text: str) -> None:
        """Send a text."""
        self.raw(frame(TEXT, text.encode()))

    def frame(self, patience: float = PATIENCE) -> tuple[int, bytes] | None:
        """Read a frame as (first byte, data); None at the end of the line."""
        head = self._exactly(2, patience)
        if head is None:
            return None
        assert not head[1] & 0x80, "a server masks nothing"
        size = head[1]
        if size in (126, 127):
            wide = self._exactly(2 if size == 126 else 8, patience)
            assert wide is not None
            size = int.from_bytes(wide, "big")
        data = self._exactly(size, patience)
        assert data is not None, "a frame that is not whole"
        assert head[0] & 0x0F in (TEXT, CLOSE, PING, PONG), "spliced"
        if head[0] & 0x40:
            assert self.deflated
            plain = zlib.decompressobj(-self.window)
            data = plain.decompress(data + b"\0\0\xff\xff")
        return head[0], data

    def hear(self, begin: str = "", patience: float = PATIENCE) -> str:
        """Read on to a text that begins so."""
        until = time.monotonic() + patience
        while True:
            got = self.frame(max(0.01, until - time.monotonic()))
            assert got is not None, "the line ended"
            assert got[0] & 0x0F != CLOSE, f"closed: {got[1]!r}"
            if got[0] & 0x0F == TEXT:
                self.heard.append(got[1].decode())
                if self.heard[-1].startswith(begin):
                    return self.heard[-1]

    def ask(self, name: str, data: Any = None, number: int = 1) -> Any:
        """Send an event and return its acknowledgement."""
        event = [name] if data is None else [name, data]
        self.say(f"42{number}{json.dumps(event)}")
        return json.loads(self.hear(f"43{number}")[2 + len(str(number)) :])[0]

    def ending(self, patience: float = PATIENCE) -> int | str:
        """Read to the end: the close code, or GONE or RESET."""
        until = time.monotonic() + patience
        try:
            while got := self.frame(max(0.01, until - time.monotonic())):
                if got[0] & 0x0F == CLOSE:
                    self.raw(frame(CLOSE, got[1]))
                    return int.from_bytes(got[1][:2], "big")
        except ConnectionError:
            return RESET
        return GONE

    def at_end(self, patience: float = PATIENCE) -> bool:
        """Read until the server has closed the line too; False when it does not."""
        self.sock.settimeout(patience)
        try:
            while self.sock.recv(65536):
                pass
        except ConnectionError:
            pass
        except TimeoutError:
            return False
        return True

    def quiet(self, seconds: float) -> bool:
        """Tell whether nothing comes for a while."""
        return not select.select([self.sock], [], [], seconds)[0]

    def reset(self) -> None:
        """Break the line off."""
        at_once = struct.pack("ii", 1, 0)
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, at_once)
        self.sock.close()

    def close(self) -> None:
        """Close the line."""
        self.sock.close()

    def _exactly(self, size: int, patience: float) -> bytes | None:
        until = time.monotonic() + patience
        while len(self.buffer) < size:
            self.sock.settimeout(max(0.01, until - time.monotonic()))
            more = self.sock.recv(65536)
            if not more:
                return None
            self.buffer += more
        taken, self.buffer = self.buffer[:size], self.buffer[size:]
        return taken
