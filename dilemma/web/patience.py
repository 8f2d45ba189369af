"""A connection that asks nothing for long is closed: who left leaves nothing behind.

pywsgi itself waits for ever, also for a phone that walked out of the building.
"""

import contextlib
import socket
from typing import Any

import gevent
from gevent.pywsgi import WSGIHandler

from dilemma.web.door import SOCKET_PATH
from dilemma.web.heads import Head

HEAD_SECONDS = 50  # for a request to come in whole, on a connection kept open
ANSWER_SECONDS = 180  # for an answer to be made and read, also a download on a bad line


class Impatient(WSGIHandler):
    """Reads requests, but not for ever."""

    _patience: Any = None
    _is_cut_off = False
    MessageClass = Head.read  # type: ignore[assignment]

    def handle_one_request(self) -> Any:
        """Serve one request; None when the connection is over."""
        self._wait_at_most(HEAD_SECONDS)
        try:
            answer = super().handle_one_request()
        finally:
            self._be_patient()
        return None if self._is_cut_off else answer  # half a request has no answer

    def get_environ(self) -> Any:
        """Describe the request; its head is in."""
        has_body = self.content_length or self.headers.get("transfer-encoding")
        if not has_body:  # a body that never comes ends as a head does
            self._be_patient()
            # A socket stays for hours. Any other answer must be read some time.
            if not str(self.path).startswith(SOCKET_PATH):
                self._wait_at_most(ANSWER_SECONDS)
        return super().get_environ()

    def _headers(self) -> Any:
        """Yield what `get_environ` tells of the head; it was taken apart already."""
        head: Any = self.headers
        return head.environ()

    def log_request(self) -> None:
        """Write no line: there is no access log."""

    def _cut_off(self) -> None:
        """End the line; whoever reads from it then sees its end. Never waits."""
        self._is_cut_off = True
        wrapped: Any = self.socket
        with contextlib.suppress(OSError, AttributeError):  # it is over already
            # The bare one: gevent would wake the reader with an error, not an end.
            wrapped._sock.shutdown(socket.SHUT_RDWR)

    def _wait_at_most(self, seconds: float) -> None:
        self._be_patient()
        self._patience = gevent.get_hub().loop.timer(seconds)
        self._patience.start(self._cut_off)

    def _be_patient(self) -> None:
        patience, self._patience = self._patience, None
        if patience is not None:
            patience.stop()
            patience.close()
