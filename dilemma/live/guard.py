"""Rubbish stops here: what no phone of ours sends never reaches the socket library.

A message that is too large, binary or no packet ends its connection with one quiet
line, before anything is read into it. It stands in engineio's websocket slot.
"""

import logging
from typing import Any

from engineio.async_drivers.gevent import WebSocketWSGI
from socketio import Server
from socketio.packet import CONNECT, DISCONNECT, EVENT, Packet

log = logging.getLogger(__name__)

CLOSE, PONG, MESSAGE = "1", "3", "4"  # the Engine.IO packets that clients may send


def install(server: Server, most_bytes: int) -> None:
    """Put the guard before a Socket.IO server; messages stay under `most_bytes`."""

    class Guarded(WebSocketWSGI):
        """A WebSocket that hands on only what can be understood."""

        def __init__(self, handler: Any, engine: Any) -> None:
            super().__init__(handler, engine)
            # engineio checks sizes when a message is in memory already.
            self.server_args["max_message_size"] = most_bytes

        def wait(self) -> Any:
            """Return the next message, or None when the connection is over."""
            message = super().wait()
            if message is None or is_sane(message):
                return message
            log.info("a message that is no packet ended its connection")
            self.close()
            return None

    server.eio._async = server.eio._async | {"websocket": Guarded}


def is_sane(message: object) -> bool:
    """Tell whether a message is a packet that a phone of ours may send."""
    if not isinstance(message, str):
        return False
    if message in (CLOSE, PONG):
        return True
    if not message.startswith(MESSAGE):
        return False
    try:
        packet = Packet(encoded_packet=message[1:])
    except (ValueError, TypeError, IndexError, KeyError, RecursionError):
        return False
    if packet.packet_type == EVENT:
        data = packet.data
        return isinstance(data, list) and bool(data) and isinstance(data[0], str)
    return packet.packet_type in (CONNECT, DISCONNECT)
