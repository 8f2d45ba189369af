"""The insides of other libraries that the driver stands on, tried at every start.

Each seam is tried for what it does, not for its version: versions are pinned in
pyproject.toml, and `tests/test_driver_seams.py` fails when they move.
"""

import inspect
import socket
from collections.abc import Callable, Iterator
from typing import Any

import engineio.packet
from engineio.base_socket import BaseSocket
from engineio.server import Server as Engine
from socketio import Manager, Server
from websockets.extensions.permessage_deflate import PerMessageDeflate
from websockets.frames import Frame, Opcode
from websockets.protocol import CLOSING, OPEN
from websockets.server import ServerProtocol
from websockets.utils import accept_key

from dilemma.live import guard

CALLS: tuple[tuple[Callable[..., Any], tuple[str, ...]], ...] = (
    (
        Engine._handle_connect,
        ("self", "environ", "start_response", "transport", "jsonp_index"),
    ),
    (Engine.send_packet, ("self", "sid", "pkt")),
    (Engine._get_socket, ("self", "sid")),
    (Engine.generate_id, ("self",)),
    (BaseSocket.__init__, ("self", "server", "sid")),
    (Manager.basic_enter_room, ("self", "sid", "namespace", "room", "eio_sid")),
    (Manager.get_participants, ("self", "namespace", "room")),
    (
        PerMessageDeflate.__init__,
        (
            *("self", "remote_no_context_takeover", "local_no_context_takeover"),
            *("remote_max_window_bits", "local_max_window_bits", "compress_settings"),
        ),
    ),
    (Server._handle_eio_connect, ("self", "eio_sid", "environ")),
    (Server._handle_eio_message, ("self", "eio_sid", "data")),
    (Server._handle_eio_disconnect, ("self", "eio_sid", "reason")),
)


def moved(server: Server) -> list[str]:
    """Return the names of the seams that are not where the driver needs them."""
    wrong = [
        call.__qualname__
        for call, names in CALLS
        if tuple(inspect.signature(call).parameters) != names
    ]
    for seam in (_engine, _packet, _socket, _protocol):
        try:
            holds = all(seam(server))
        except Exception as error:
            wrong.append(f"{seam.__name__.strip('_')}: {error!r}")
        else:
            if not holds:
                wrong.append(seam.__name__.strip("_"))
    return wrong


def _engine(server: Server) -> Iterator[bool]:
    engine = server.eio
    yield isinstance(engine.sockets, dict)
    yield isinstance(server.environ, dict)
    yield engine.handlers["connect"] == server._handle_eio_connect
    yield engine.handlers["message"] == server._handle_eio_message
    yield engine.handlers["disconnect"] == server._handle_eio_disconnect
    yield server.packet_class is guard.Packet
    yield server.async_handlers is False
    yield hasattr(engine, "start_service_task")
    yield server.manager.sid_from_eio_sid("nobody", "/") is None
    yield callable(server.manager.disconnect)
    yield {"ping_interval", "ping_timeout", "max_http_buffer_size"} <= set(vars(engine))


def _packet(_server: Server) -> Iterator[bool]:
    packet = engineio.packet.Packet(engineio.packet.MESSAGE, "0{}")
    packet.dilemma_frames = {}  # a broadcast's frames stay with it
    yield (packet.data, packet.encode()) == ("0{}", "40{}")


def _socket(_server: Server) -> Iterator[bool]:
    here, there = socket.socketpair()
    with here, there:
        reader = here.makefile("rb", -1)  # as pywsgi does
        yield reader.raw._sock is here  # type: ignore[attr-defined]
        here.settimeout(0)
        yield reader.peek() == b""
        there.send(b"x")
        yield reader.peek() == b"x"
        reader.close()
        yield reader.closed and here.fileno() >= 0


def _protocol(_server: Server) -> Iterator[bool]:
    yield accept_key("dGhlIHNhbXBsZSBub25jZQ==") == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="
    protocol = ServerProtocol(state=OPEN, max_size=8)
    protocol.receive_data(Frame(Opcode.TEXT, b"2").serialize(mask=True))
    (frame,) = protocol.events_received()
    assert isinstance(frame, Frame)
    yield frame.opcode is Opcode.TEXT and bytes(frame.data) == b"2"
    protocol.receive_data(Frame(Opcode.TEXT, b"123456789").serialize(mask=True)[:6])
    yield protocol.events_received() == [] and protocol.state is CLOSING
    said = protocol.data_to_send()
    yield said[0][2:4] == (1009).to_bytes(2, "big") and said[-1] == b""
