"""A phone as light as it can be: WebSocket frames by hand on `asyncio.Protocol`.

The mask is zero, so that a message goes out as it is, and no JSON is read while the
clock runs.
"""

import asyncio
import zlib
from base64 import b64encode
from os import urandom
from time import perf_counter
from typing import cast

HOST = "127.0.0.1"
TEXT, PACKED_TEXT, CLOSE, PING, PONG = 0x81, 0xC1, 0x88, 0x89, 0x8A
TAIL = b"\0\0\xff\xff"  # what permessage-deflate leaves out at the end
# Socket.IO in text: Engine.IO's ping and pong, then what starts with a 4.
BEAT, ANSWER_BEAT = b"2", b"3"
HELLO, PUSH, ACK, REFUSAL = b"40", b"42", b"43", b"44"
NOTHING = b"\0"  # no message starts with it


class Crowd:
    """Phones that wait together for one message each."""

    def __init__(self) -> None:
        self.left = 0
        self.lost = 0
        self.packed, self.unpacked = b"", b""  # the last message, as it was sent
        self.all_heard = asyncio.Event()

    def wait_for(self, phones: "list[Phone]", kind: bytes) -> None:
        """Let every phone note the instant of its next message of a kind."""
        self.left = len(phones)
        self.all_heard.clear()
        for phone in phones:
            phone.awaits, phone.heard, phone.message = kind, None, b""

    def one_less(self) -> None:
        """One phone heard what it waited for, or never will."""
        self.left -= 1
        if self.left == 0:
            self.all_heard.set()


class Phone(asyncio.Protocol):
    """One connection; `hello` opens Socket.IO, without it the socket is bare.

    `ready` is done when the phone knows what is true: the connection was accepted and
    the first push is there (bare: at once).
    """

    def __init__(self, crowd: Crowd, port: int, hello: bytes, cookies: str) -> None:
        self.crowd = crowd
        self.hello = hello
        self.ready = asyncio.get_running_loop().create_future()
        self.awaits = NOTHING
        self.heard: float | None = None  # when it came, on the clock of perf_counter
        self.message = b""
        self.frames = 0  # messages received, the beats of the connection left out
        self._request = upgrade(port, cookies)
        self._to_see = {HELLO, PUSH} if hello else set()
        self._rest = b""
        self._upgraded = False
        self._stream: zlib._Decompress | None = None
        self.lost = False
        self._leaving = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for a WebSocket."""
        self.transport = cast(asyncio.Transport, transport)
        self.transport.write(self._request)

    def send(self, message: bytes) -> None:
        """Send one text."""
        self.transport.write(frame(TEXT, message))

    def leave(self) -> None:
        """Go away without a word, as phones do."""
        self._leaving = True
        self.transport.abort()

    def connection_lost(self, why: Exception | None) -> None:
        """Never keep a crowd waiting for a phone that is gone."""
        self.lost = True
        if not self._leaving:
            self.crowd.lost += 1
        if not self.ready.done():
            self.ready.set_exception(ConnectionError(f"connection lost: {why}"))
        if self.awaits is not NOTHING:
            self.awaits = NOTHING
            self.crowd.one_less()

    def data_received(self, data: bytes) -> None:
        """Take whole frames off what came in."""
        if self._rest:
            data, self._rest = self._rest + data, b""
        if not self._upgraded:
            data = self._upgrade(data)
        at, end = 0, len(data)
        while end - at > 1:
            size, start = data[at + 1], at + 2
            if size == 126:
                size, start = int.from_bytes(data[at + 2 : at + 4], "big"), at + 4
            elif size == 127:
                size, start = int.from_bytes(data[at + 2 : at + 10], "big"), at + 10
            if end - start < size:
                break
            self._frame(data[at], data[start : start + size])
            at = start + size
        if at < end:
            self._rest = data[at:]

    def text(self, message: bytes) -> None:
        """Hear one text."""
        if message.startswith(self.awaits):
            self.heard = perf_counter()
            self.awaits, self.message = NOTHING, message
            self.frames += 1
            self.crowd.one_less()
        elif message.startswith(BEAT):
            self.send(ANSWER_BEAT + message[1:])
        else:
            self.frames += 1
            if not self.ready.done():
                self._greet(message)

    def _frame(self, kind: int, payload: bytes) -> None:
        if kind == TEXT:
            self.text(payload)
        elif kind == PACKED_TEXT:
            self.text(self._unpack(payload))
        elif kind == PING:
            self.transport.write(frame(PONG, payload))
        elif kind == CLOSE:
            self.transport.close()
        else:  # in parts or binary: nothing that these servers may send
            raise ValueError(f"a frame of kind {kind:#x}")

    def _unpack(self, payload: bytes) -> bytes:
        if self._stream:  # it goes on from one message to the next
            return self._stream.decompress(payload + TAIL)
        crowd = self.crowd
        if payload != crowd.packed:  # a push is the same bytes for everybody
            stream = zlib.decompressobj(-15)
            crowd.packed, crowd.unpacked = payload, stream.decompress(payload + TAIL)
        return crowd.unpacked

    def _upgrade(self, data: bytes) -> bytes:
        head, found, rest = data.partition(b"\r\n\r\n")
        if not found:
            self._rest = data
            return b""
        if not head.startswith(b"HTTP/1.1 101"):
            self.ready.set_exception(ConnectionError(head.split(b"\r\n")[0].decode()))
            self.transport.abort()
            return b""
        self._upgraded = True
        if b"deflate" in head and b"server_no_context_takeover" not in head:
            self._stream = zlib.decompressobj(-15)
        if not self.hello:
            self.ready.set_result(None)
        return rest

    def _greet(self, message: bytes) -> None:
        if message.startswith(b"0"):
            self.send(self.hello)
        elif message.startswith(REFUSAL):
            self.ready.set_exception(ConnectionError(message.decode()))
        else:
            self._to_see.discard(message[:2])
            if not self._to_see:
                self.ready.set_result(None)


class Listener(Phone):
    """A facilitator's page or a big screen: notes the instant of every push."""

    def __init__(self, crowd: Crowd, port: int, hello: bytes, cookies: str) -> None:
        super().__init__(crowd, port, hello, cookies)
        self.pushes: list[float] = []

    def text(self, message: bytes) -> None:
        """Hear one text."""
        if message.startswith(PUSH):
            self.pushes.append(perf_counter())
        super().text(message)


async def connect(phone: Phone, port: int, patience: float = 60) -> None:
    """Open a phone's connection and wait until it knows what is true.

    Raises ConnectionError and TimeoutError.
    """
    loop = asyncio.get_running_loop()
    async with asyncio.timeout(patience):
        await loop.create_connection(lambda: phone, HOST, port)
        await phone.ready


def upgrade(port: int, cookies: str) -> bytes:
    """Write the request that a browser sends to open a WebSocket."""
    lines = [
        "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1",
        f"Host: {HOST}:{port}",
        f"Origin: http://{HOST}:{port}",
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        f"Sec-WebSocket-Key: {b64encode(urandom(16)).decode()}",
        "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits",
        "Accept-Language: nl",
    ]
    if cookies:
        lines.append(f"Cookie: {cookies}")
    return "\r\n".join([*lines, "", ""]).encode()


def frame(kind: int, payload: bytes) -> bytes:
    """Frame a short message as a client does, with a mask of zeros."""
    size = len(payload)
    if size < 126:
        return bytes((kind, 0x80 | size)) + bytes(4) + payload
    return bytes((kind, 0x80 | 126)) + size.to_bytes(2, "big") + bytes(4) + payload
