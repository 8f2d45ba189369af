"""A connection that asks nothing for long is closed: who left leaves nothing behind.

pywsgi itself waits for ever, also for a phone that walked out of the building.
"""

from typing import Any

import gevent
from gevent.pywsgi import WSGIHandler

from dilemma.web.heads import Head

HEAD_SECONDS = 50  # for a request to come in whole, on a connection kept open


class Impatient(WSGIHandler):
    """Reads requests, but not for ever."""

    _patience: gevent.Timeout | None = None
    MessageClass = Head.read  # type: ignore[assignment]

    def handle_one_request(self) -> Any:
        """Serve one request; None when the connection is over."""
        self._patience = gevent.Timeout.start_new(HEAD_SECONDS)
        try:
            return super().handle_one_request()
        except gevent.Timeout as late:
            if late is not self._patience:
                raise
            return None
        finally:
            self._patience.close()

    def get_environ(self) -> Any:
        """Describe the request, which is then read."""
        if self._patience is not None and not self.content_length:
            self._patience.close()  # a body that never comes ends as a head does
        return super().get_environ()

    def log_request(self) -> None:
        """Write no line: there is no access log."""
