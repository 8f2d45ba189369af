"""Sending without ever waiting: whole frames leave in order, or the phone is dropped.

What the system does not take at once waits here. It goes out from the event loop
itself, so a stalled phone costs no greenlet and holds up nobody.
"""

import contextlib
import os
import socket
import struct
from collections import deque
from collections.abc import Iterator
from time import monotonic

import gevent

MOST_BYTES = 512 * 1024
MOST_FRAMES = 256
MOST_HELD = 8  # frames that wait to be sent together
MOST_SECONDS = 10.0  # older news than this is not worth sending

NEVER = float("inf")
WRITABLE = 2  # libev's word
AT_ONCE = struct.pack("ii", 1, 0)  # SO_LINGER: closing throws away and resets


class Output:
    """The way out to one phone."""

    __slots__ = (
        "_bytes",
        "_fd",
        "_finished",
        "_held",
        "_sock",
        "_waiting",
        "_watcher",
        "over",
    )

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._fd = sock.fileno()
        self._waiting: deque[tuple[float, memoryview]] | None = None
        self._watcher: object = None
        self._bytes = 0
        self._finished = False
        self._held: list[bytes] | None = None
        self.over = False  # nothing leaves any more

    @property
    def due(self) -> float:
        """When the oldest waiting frame is too old."""
        return self._waiting[0][0] + MOST_SECONDS if self._waiting else NEVER

    def write(self, data: bytes) -> None:
        """Send whole frames, now or as soon as the system takes them."""
        if self.over or self._finished:
            return
        if self._held is not None:
            self._held.append(data)
            if len(self._held) >= MOST_HELD:
                self._release()
            return
        sent = 0
        if not self._waiting:
            try:
                sent = os.write(self._fd, data)
            except BlockingIOError:
                pass
            except OSError:
                return self.drop()
            if sent == len(data):
                return None
            self._wait()
        assert self._waiting is not None
        self._waiting.append((monotonic(), memoryview(data)[sent:]))
        self._bytes += len(data) - sent
        if self._bytes > MOST_BYTES or len(self._waiting) > MOST_FRAMES:
            self.drop()

    @contextlib.contextmanager
    def together(self) -> Iterator[None]:
        """Send the few things that are written in this block at once, at its end."""
        self._held = []
        try:
            yield
        finally:
            self._release()

    def _release(self) -> None:
        held, self._held = self._held, None
        if held:
            self.write(b"".join(held))

    def finish(self) -> None:
        """Send what waits, then tell the phone that nothing follows."""
        self._release()
        self._finished = True
        if not self._waiting and not self.over:
            self._half_close()

    def drop(self) -> None:
        """Throw away what waits and cut the line; its reader then sees the end."""
        if self.over:
            return
        self.stop()
        with contextlib.suppress(OSError):  # it was cut already
            self._sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
            self._sock.shutdown(socket.SHUT_RDWR)

    def stop(self) -> None:
        """Send nothing more; after this the descriptor may be another's."""
        self.over = True
        self._waiting = None
        self._unwatch()

    def _wait(self) -> None:
        self._waiting = deque()
        watcher = gevent.get_hub().loop.io(self._fd, WRITABLE)
        watcher.start(self._drain)
        self._watcher = watcher

    def _unwatch(self) -> None:
        watcher, self._watcher = self._watcher, None
        if watcher is not None:
            watcher.stop()  # type: ignore[attr-defined]
            watcher.close()  # type: ignore[attr-defined]

    def _drain(self) -> None:
        """Send what the system takes; runs in the event loop and never waits."""
        waiting = self._waiting
        while waiting:
            since, data = waiting[0]
            try:
                sent = os.write(self._fd, data)
            except BlockingIOError:
                return
            except OSError:
                return self.drop()
            self._bytes -= sent
            if sent < len(data):
                waiting[0] = (since, data[sent:])
                return None
            waiting.popleft()
        self._unwatch()
        if self._finished:
            self._half_close()

    def _half_close(self) -> None:
        with contextlib.suppress(OSError):  # the phone was faster
            self._sock.shutdown(socket.SHUT_WR)
