"""One greenlet for everybody: it asks phones whether they are there, and cuts off.

Each phone is asked once per interval, a slice of them every second.
"""

import logging
from itertools import count, cycle
from time import monotonic
from typing import Protocol

import gevent

log = logging.getLogger(__name__)

SWEEP_SECONDS = 1.0
MOST_STRANGERS = 1000  # who did not say who they are; then the oldest leaves
STRANGER_SECONDS = 2.0  # but a slow network is no reason
TRY_AGAIN = 1013


class Watched(Protocol):
    """What the pinger knows of a phone."""

    def leave(self, code: int) -> None:
        """Tell the phone with a close code that this is the end."""

    def drop(self) -> None:
        """Cut the phone off."""

    def ping(self, now: float, patience: float) -> None:
        """Ask whether it is there; it may take so many seconds to say so."""

    def check(self, now: float) -> None:
        """End what took too long."""


class Pinger:
    """Watches over phones."""

    def __init__(self, interval: float, patience: float) -> None:
        self.phones: dict[Watched, set[Watched]] = {}  # each with its slice
        self._patience = patience
        self._slices: list[set[Watched]] = [
            set() for _ in range(max(1, round(interval / SWEEP_SECONDS)))
        ]
        self._next_slice = cycle(self._slices)
        self._strangers: dict[Watched, float] = {}  # the oldest first
        self._greenlet: gevent.Greenlet | None = None

    def add(self, phone: Watched) -> None:
        """Begin to watch over a phone."""
        if self._greenlet is None:
            self._greenlet = gevent.spawn(self._run)
        part = self.phones[phone] = next(self._next_slice)
        part.add(phone)
        now = self._strangers[phone] = monotonic()
        if len(self._strangers) > MOST_STRANGERS:
            oldest, since = next(iter(self._strangers.items()))
            if now - since > STRANGER_SECONDS:
                del self._strangers[oldest]
                oldest.leave(TRY_AGAIN)

    def greet(self, phone: Watched) -> None:
        """Know that a phone said who it is."""
        self._strangers.pop(phone, None)

    def remove(self, phone: Watched) -> None:
        """Forget a phone."""
        self._strangers.pop(phone, None)
        part = self.phones.pop(phone, None)
        if part is not None:
            part.discard(phone)

    def stop(self) -> None:
        """Stop watching."""
        if self._greenlet is not None:
            self._greenlet.kill()
            self._greenlet = None

    def _run(self) -> None:
        for tick in count():
            gevent.sleep(SWEEP_SECONDS)
            self._sweep(monotonic(), self._slices[tick % len(self._slices)])

    # Apart from `_run`, which would hold on to the last phone while it sleeps.
    def _sweep(self, now: float, asked: set[Watched]) -> None:
        for phone in tuple(self.phones):
            self._each(phone.check, now)
        for phone in tuple(asked):
            self._each(phone.ping, now, self._patience)

    def _each(self, do: object, *args: float) -> None:
        try:
            do(*args)  # type: ignore[operator]
        except Exception:  # one phone's trouble is not another's
            log.exception("a phone could not be watched")
