"""A connection that asks nothing for long is closed: who left leaves nothing behind.

pywsgi itself waits for ever, also for a phone that walked out of the building.
"""

import contextlib
import socket
from typing import Any

import gevent
from gevent.pywsgi import WSGIHandler

from dilemma.web.heads import Head

HEAD_SECONDS = 50  # for a request to come in whole, on a connection kept open


class Impatient(WSGIHandler):
    """Reads requests, but not for ever."""

    _patience: Any = None
    MessageClass = Head.read  # type: ignore[assignment]

    def handle_one_request(self) -> Any:
        """Serve one request; None when the connection is over."""
        self._patience = gevent.get_hub().loop.timer(HEAD_SECONDS)
        self._patience.start(self._cut_off)
        try:
            return super().handle_one_request()
        finally:
            self._be_patient()

    def get_environ(self) -> Any:
        """Describe the request, which is then read."""
        if not self.content_length:
            self._be_patient()  # a body that never comes ends as a head does
        return super().get_environ()

    def log_request(self) -> None:
        """Write no line: there is no access log."""

    def _cut_off(self) -> None:
        """End the line; whoever reads from it then sees its end. Never waits."""
        wrapped: Any = self.socket
        with contextlib.suppress(OSError, AttributeError):  # it is over already
            # The bare one: gevent would wake the reader with an error, not an end.
            wrapped._sock.shutdown(socket.SHUT_RDWR)

    def _be_patient(self) -> None:
        patience, self._patience = self._patience, None
        if patience is not None:
            patience.stop()
            patience.close()
