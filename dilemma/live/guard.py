"""What a phone of ours may send, said once for both transports.

Anything else ends its connection with one quiet line, before a handler sees it.
"""

import json
import logging
import re
import time
from functools import lru_cache
from typing import Any

import socketio.packet
from engineio.async_drivers.gevent import WebSocketWSGI
from socketio import Server

from dilemma.live.ready import Ready, write

log = logging.getLogger(__name__)

CLOSE, PONG, MESSAGE = "1", "3", "4"  # the Engine.IO packets that clients may send
# The parts of Socket.IO's own life cycle, and its word for "any event".
RESERVED = {
    "*",
    "connect",
    "connect_error",
    "disconnect",
    "disconnecting",
    "newListener",
    "removeListener",
    "__disconnect_final",
}
DEEPEST = 8  # lists and objects inside each other
LONGEST_WHOLE, LONGEST_BROKEN = 17, 32  # digits and sign; enough for 2**53
EVENTS_A_SECOND, EVENTS_AT_ONCE = 10, 20
SECONDS_BETWEEN_LINES = 1.0
MOST_NAMES = 16  # of events that we send

POLICY = 1008  # the close code of whoever sends what our phones never send


class Rubbish(ValueError):
    """A packet that no phone of ours sends."""


class Packet(socketio.packet.Packet):
    """A Socket.IO packet that can only be read if a phone of ours may send it."""

    uses_binary_events = False

    def __init__(
        self,
        packet_type: int = socketio.packet.EVENT,
        data: Any = None,
        namespace: str | None = None,
        id: int | None = None,
        binary: bool | None = None,
        encoded_packet: str | None = None,
    ) -> None:
        self.packet_type = packet_type
        self.data = data
        self.namespace = namespace
        self.id = id
        self.attachment_count = 0
        if encoded_packet is not None:
            self.decode(encoded_packet)

    def encode(self) -> str:
        """Write the packet as Socket.IO does."""
        number = "" if self.id is None else str(self.id)
        data = "" if self.data is None else _written(self.data)
        return f"{self.packet_type}{self._space()}{number}{data}"

    def decode(self, encoded_packet: str) -> int:
        """Read what a phone sent; raises Rubbish."""
        if not isinstance(encoded_packet, str):
            raise Rubbish("binary")
        kind = encoded_packet[:1]
        if kind == "2":
            self._read_event(encoded_packet)
        elif kind == "0":
            self.packet_type = socketio.packet.CONNECT
            rest = encoded_packet[1:]
            self.data = _read(rest) if rest else None
            if not isinstance(self.data, dict | None):
                raise Rubbish("proof")
        elif encoded_packet == "1":
            self.packet_type = socketio.packet.DISCONNECT
        else:
            raise Rubbish("kind")
        return 0  # attachments

    def _read_event(self, text: str) -> None:
        begin = text.find("[", 1, 18)  # an id has at most 16 digits
        number = text[1:begin]
        if begin < 0 or (number and not (number.isascii() and number.isdigit())):
            raise Rubbish("event")
        data = _read(text[begin:])
        if (
            len(data) not in (1, 2)
            or not isinstance(data[0], str)
            or data[0] in RESERVED
        ):
            raise Rubbish("event")
        self.packet_type = socketio.packet.EVENT
        self.id = int(number) if number else None
        self.data = data

    def _space(self) -> str:
        known = self.namespace is None or self.namespace == "/"
        return "" if known else f"{self.namespace},"


def acknowledgement(number: int, answer: object) -> str:
    """Write the Engine.IO message that answers a phone's event."""
    return f"{MESSAGE}{socketio.packet.ACK}{number}{_written([answer])}"


def _written(data: Any) -> str:
    """Write JSON; a last thing that is ready is taken as it is."""
    if not isinstance(data, list) or not data or type(data[-1]) is not Ready:
        return write(data)
    *before, last = data
    return f"[{_first(*before)}{last.json}]"


@lru_cache(MOST_NAMES)
def _first(*names: str) -> str:
    """Write what comes before: nothing, or the name of an event."""
    return "".join(f"{write(name)}," for name in names)


def _whole(text: str) -> int:
    if len(text) > LONGEST_WHOLE:
        raise Rubbish("number")
    return int(text)


def _broken(text: str) -> float:
    value = float(text) if len(text) <= LONGEST_BROKEN else float("inf")
    if value in (float("inf"), float("-inf")):
        raise Rubbish("number")
    return value


def _no_number(text: str) -> float:
    raise Rubbish(text)


_json = json.JSONDecoder(
    parse_int=_whole, parse_float=_broken, parse_constant=_no_number
)
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


def _read(text: str) -> Any:
    """Read JSON that is shallow, whole and can be written again; raises Rubbish."""
    try:
        data = _json.decode(text)
        if _SURROGATE.search(text):  # half a character cannot be stored
            json.dumps(data, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise Rubbish("JSON") from None
    if text.count("[") + text.count("{") > DEEPEST and not _is_shallow(data, DEEPEST):
        raise Rubbish("depth")
    return data


def _is_shallow(data: Any, levels: int) -> bool:
    if not isinstance(data, dict | list):
        return True
    inside = data.values() if isinstance(data, dict) else data
    return levels > 0 and all(_is_shallow(one, levels - 1) for one in inside)


def is_sane(message: object) -> bool:
    """Tell whether an Engine.IO message is one that a phone of ours may send."""
    if not isinstance(message, str):
        return False
    if message in (CLOSE, PONG):
        return True
    if not message.startswith(MESSAGE):
        return False
    try:
        Packet(encoded_packet=message[1:])
    except Rubbish:
        return False
    return True


class Bucket:
    """How fast one phone may send: a steady pace, and a little more at once."""

    __slots__ = ("_paid",)

    def __init__(self) -> None:
        self._paid = 0.0  # when everything taken so far fits the pace

    def take(self, now: float) -> bool:
        """Take one event at a time in seconds; False when there is none left."""
        paid = max(self._paid, now)
        if paid - now > (EVENTS_AT_ONCE - 1) / EVENTS_A_SECOND:
            return False
        self._paid = paid + 1 / EVENTS_A_SECOND
        return True


_next_line = 0.0


def note(why: str) -> None:
    """Log why a connection was ended; a flood of them gives a line a second."""
    global _next_line
    now = time.monotonic()
    if now >= _next_line:
        _next_line = now + SECONDS_BETWEEN_LINES
        log.info("a connection was ended: %s", why)


def install(server: Server, most_bytes: int) -> None:
    """Guard the stock WebSocket of a Socket.IO server, up to a size of message."""

    class Guarded(WebSocketWSGI):
        """A WebSocket that hands on only what can be understood."""

        def __init__(self, handler: Any, engine: Any) -> None:
            super().__init__(handler, engine)
            # engineio checks sizes when a message is in memory already.
            self.server_args["max_message_size"] = most_bytes
            self._bucket = Bucket()

        def wait(self) -> Any:
            """Return the next message, or None when the connection is over."""
            message = super().wait()
            if message is None or message == PONG:
                return message
            if not is_sane(message):
                return self._refuse("a message that is no packet")
            if not self._bucket.take(time.monotonic()):
                return self._refuse("too many events")
            return message

        def _refuse(self, why: str) -> None:
            note(why)
            if self.ws.connected:
                self.ws.close(POLICY)

    server.eio._async = server.eio._async | {"websocket": Guarded}
