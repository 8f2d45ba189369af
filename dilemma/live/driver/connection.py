"""One phone, from its first byte to its last, in the greenlet that pywsgi gave it.

Anybody may send, tell it to leave or cut it off; that never waits and never runs a
handler. Only the phone's own greenlet reads, runs handlers and cleans up.
"""

import contextlib
import logging
import os
import socket
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from time import monotonic
from typing import Any

import gevent
from engineio.base_socket import BaseSocket
from engineio.packet import Packet
from websockets.extensions.permessage_deflate import PerMessageDeflate
from websockets.frames import Frame, Opcode
from websockets.protocol import OPEN
from websockets.server import ServerProtocol

from dilemma.live import guard
from dilemma.live.driver.output import NEVER, Output
from dilemma.live.driver.packets import PING, frame_of, greeting, text_frame
from dilemma.live.driver.pinger import Pinger

log = logging.getLogger(__name__)

HELLO_SECONDS = 10.0  # to say who you are
CLOSE_SECONDS = 2.0  # to leave when asked to
MOST_FRAMES = 600  # of any kind between two pings; a phone of ours sends a few
MOST_SWALLOWED = 1024 * 1024  # bytes thrown away while somebody leaves
CHUNK = 4096
READABLE = 1  # libev's word

TEXT, CONT, BINARY, END = Opcode.TEXT, Opcode.CONT, Opcode.BINARY, Opcode.CLOSE
NORMAL, NO_BINARY, NO_TEXT, BROKE, RESTART = 1000, 1003, 1007, 1011, 1012
POLITE = (NORMAL, RESTART)  # the phone may finish; otherwise nobody listens any more
CONNECTED, DISCONNECTED = "0", "1"  # Socket.IO's packets that we send
CONNECT, EVENT = "0", "2"  # ... and that we get

# Takes a phone's Socket.IO id, what it sent, and whom to give the acknowledgement.
Lane = Callable[[str, Any, Callable[[Any], object]], None]


def incoming(file: int) -> Iterator[bytes]:
    """Yield what comes in, until the end of the line.

    It waits first: gevent's `recv` tries in vain before each message.
    """
    hub = gevent.get_hub()
    watcher = hub.loop.io(file, READABLE)
    try:
        while True:
            hub.wait(watcher)
            with contextlib.suppress(BlockingIOError):
                data = os.read(file, CHUNK)
                if not data:
                    return
                yield data
    finally:
        watcher.close()


class Phone(BaseSocket):
    """What python-engineio calls a socket: one connected phone."""

    def __init__(
        self,
        server: Any,
        sock: socket.socket,
        protocol: ServerProtocol,
        pinger: Pinger,
        lanes: Mapping[str, Lane],
    ) -> None:
        # Not BaseSocket's own: no queue is needed here.
        self.server = server.eio
        self.sid: str = self.server.generate_id()
        self.session: dict[str, Any] = {}
        self.connected = self.upgraded = True
        self.closed = False  # nothing is sent to it any more
        self._socketio = server
        self._sock = sock
        self._protocol = protocol
        self._deflate: PerMessageDeflate | None = None
        for extension in protocol.extensions:
            self._deflate = extension  # type: ignore[assignment]
        self._output = Output(sock)
        self._pinger = pinger
        self._lanes = lanes
        self._bucket = guard.Bucket()
        self._parts: list[Any] | None = None  # of a message in fragments
        self._frames = 0
        self._swallowed = 0
        self._reason = self.server.reason.TRANSPORT_CLOSE
        self._hello_due = monotonic() + HELLO_SECONDS
        self._pong_due = self._close_due = NEVER

    # What anybody may call.

    def send(self, packet: Packet) -> None:
        """Send an Engine.IO packet; never waits."""
        if self.closed:
            return
        self._output.write(frame_of(packet, self._deflate))
        kind = packet.data[:1]
        if self._hello_due < NEVER and kind == CONNECTED:
            self._hello_due = NEVER
            self._pinger.greet(self)
        if kind == DISCONNECTED:
            self.leave(NORMAL)

    def close(self, wait: bool = True, abort: bool = False, reason: Any = None) -> None:
        """End the connection, as python-engineio asks for it."""
        self._reason = reason or self.server.reason.SERVER_DISCONNECT
        self.leave(NORMAL)

    def leave(self, code: int) -> None:
        """Tell the phone with a close code that this is the end."""
        if self.closed:
            return
        if code not in POLITE:
            self._protocol.fail(code)
        elif self._protocol.state is OPEN:
            self._protocol.send_close(code)
        self._write_out()
        self._begin_to_end()

    def drop(self) -> None:
        """Cut the phone off; it comes back by itself and gets what is true then."""
        self.closed = True
        self._output.drop()

    # What the pinger calls.

    def ping(self, now: float, patience: float) -> None:
        """Ask whether the phone is there; it may take so many seconds to say so."""
        self._frames = 0
        if not self.closed and self._pong_due == NEVER:
            self._pong_due = now + patience
            self._output.write(PING)

    def check(self, now: float) -> None:
        """End what took too long."""
        if now > self._close_due or now > self._output.due:
            self.drop()
        elif now > self._pong_due:
            self._reason = self.server.reason.PING_TIMEOUT
            self.drop()
        elif now > self._hello_due and not self.closed:
            self._refuse("nobody said who it was", guard.POLICY)

    # What only the phone's own greenlet does.

    def serve(self, environ: dict[str, Any], answer: bytes, early: bytes) -> None:
        """Let the phone in and read until it is gone."""
        engine = self.server
        engine.sockets[self.sid] = self
        self._pinger.add(self)
        try:
            engine.handlers["connect"](self.sid, environ)
            self._output.write(answer + greeting(engine, self.sid))
            if early:
                self._receive(early)
            for data in incoming(self._sock.fileno()):
                self._receive(data)
        except OSError:
            pass  # the line broke
        except Exception:
            log.exception("a connection broke off")
        finally:
            self._clean_up()

    def _receive(self, data: bytes) -> None:
        protocol = self._protocol
        if self.closed:
            self._swallowed += len(data)
            if self._swallowed > MOST_SWALLOWED:
                self.drop()
        protocol.receive_data(data)
        self._write_out()
        for frame in protocol.events_received():
            if self.closed:
                return
            self._take(frame)  # type: ignore[arg-type]
        if protocol.state is not OPEN:
            self._begin_to_end()

    def _take(self, frame: Frame) -> None:
        self._frames += 1
        opcode = frame.opcode
        if self._frames > MOST_FRAMES:
            self._refuse("too many frames", guard.POLICY)
        elif opcode is TEXT and frame.fin:
            self._take_message(frame.data)
        elif opcode is TEXT:
            self._parts = [frame.data]
        elif opcode is CONT and self._parts is not None:
            self._parts.append(frame.data)
            if frame.fin:
                message, self._parts = b"".join(self._parts), None
                self._take_message(message)
        elif opcode is BINARY:
            self._refuse("binary", NO_BINARY)
        elif opcode is END:
            self._reason = self.server.reason.CLIENT_DISCONNECT

    def _take_message(self, data: Any) -> None:
        try:
            text = str(data, "utf-8")
        except UnicodeDecodeError:
            return self._refuse("no text", NO_TEXT)
        if text == guard.PONG:
            self._pong_due = NEVER
        elif text.startswith(guard.MESSAGE):
            self._take_packet(text[1:])
        elif text == guard.CLOSE:
            self._reason = self.server.reason.CLIENT_DISCONNECT
            self.leave(NORMAL)
        else:
            self._refuse("a message that is no packet", guard.POLICY)

    def _take_packet(self, text: str) -> None:
        if not self._bucket.take(monotonic()):
            return self._refuse("too many events", guard.POLICY)
        try:
            if text.startswith(CONNECT):
                with self._output.together():  # a welcome, and what is true now
                    self.server.handlers["message"](self.sid, text)
            elif not self._takes_lane(text):
                self.server.handlers["message"](self.sid, text)
        except guard.Rubbish:
            self._refuse("a message that is no packet", guard.POLICY)
        except Exception:
            log.exception("a handler failed")
            self.leave(BROKE)

    def _takes_lane(self, text: str) -> bool:
        """Hand an event straight to whoever answers it later; False for others."""
        if not text.startswith(EVENT):
            return False
        packet = guard.Packet(encoded_packet=text)
        name, *data = packet.data
        lane = self._lanes.get(name)
        sid = self._socketio.manager.sid_from_eio_sid(self.sid, "/")
        if lane is None or sid is None or packet.id is None:
            return False
        lane(sid, data[0] if data else None, partial(self._acknowledge, packet.id))
        return True

    def _acknowledge(self, number: int, answer: object) -> None:
        if not self.closed:
            text = guard.acknowledgement(number, answer)
            self._output.write(text_frame(text))

    def _refuse(self, why: str, code: int) -> None:
        guard.note(why)
        self.leave(code)

    def _write_out(self) -> None:
        """Send what the protocol says: answers to pings, and the end."""
        pieces = self._protocol.data_to_send()
        if not pieces:
            return
        data = b"".join(pieces)
        if data:
            self._output.write(data)
        if not pieces[-1]:
            self._output.finish()

    def _begin_to_end(self) -> None:
        if not self.closed:
            self.closed = True
            self._close_due = monotonic() + CLOSE_SECONDS

    def _clean_up(self) -> None:
        self.closed = True
        self._output.stop()
        self._pinger.remove(self)
        self._protocol.parser.close()  # they hold each other; collections are rare
        self.server.sockets.pop(self.sid, None)
        try:
            self.server.handlers["disconnect"](self.sid, self._reason)
        except Exception:
            log.exception("a phone's last handler failed")
        finally:
            self._socketio.environ.pop(self.sid, None)
            manager = self._socketio.manager
            # python-socketio keeps a phone whose handlers raised.
            left = manager.sid_from_eio_sid(self.sid, "/")
            if left is not None:
                manager.disconnect(left, "/")
