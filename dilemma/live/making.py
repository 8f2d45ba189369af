"""A file that takes long is made once, beside the hall, for all who ask for it.

It is kept for a few minutes, in memory, for whoever waits; when too many wait, the next
one is told so. Who may have it is for the doors to see to.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

import gevent
from gevent.event import Event

from dilemma.live import aside, press
from dilemma.rules.refusals import PressBusy

KEPT_SECONDS = 300
MOST_KEPT = 8
MOST_BYTES = 64 * 1024 * 1024

Tell = Callable[[int, int], None]
Work = Callable[[Tell], bytes]


class FileFailed(Exception):
    """A file could not be made; why is in the log."""


@dataclass
class Making:
    """One file on its way; `content` and `failed` are set when it has ended."""

    id: str
    workshop: str
    done: int = 0
    of: int = 1
    content: bytes | None = None
    failed: bool = False
    since: float = field(default_factory=monotonic)
    _ended: Event = field(default_factory=Event)

    def wait(self, seconds: float) -> bool:
        """Wait until it has ended, or as long as that; others go on meanwhile."""
        return self._ended.wait(seconds)

    def tell(self, done: int, of: int) -> None:
        """Hear how far it is."""
        self.done, self.of = done, of

    def run(self, work: Work) -> None:
        """Make it in turn; what goes wrong is logged, and told to who waits."""
        try:
            self.content = press.in_turn(lambda: work(self.tell))
        finally:
            self.failed = self.content is None
            self.end()

    def end(self) -> None:
        """Wake everybody who waits for it."""
        self._ended.set()


_makings: dict[str, Making] = {}


def make(id: str, workshop: str, work: Work) -> Making:
    """Begin to make a file, or join those who wait for it; raises PressBusy."""
    _forget()
    known = _makings.get(id)
    if known and not known.failed:
        return known
    if press.is_full():
        raise PressBusy
    made = _makings[id] = Making(id, workshop)
    if aside.has_threads():
        gevent.spawn(made.run, work)
    else:
        made.run(work)
    return made


def find(id: str, workshop: str) -> Making | None:
    """Return a file that somebody asked for, if it is still kept."""
    _forget()
    known = _makings.get(id)
    return known if known and known.workshop == workshop else None


def drop(workshop: str) -> None:
    """Keep no file of a workshop any more: something in it must be gone."""
    for one in [one for one in _makings.values() if one.workshop == workshop]:
        del _makings[one.id]


def _forget() -> None:
    """Drop what is old, and the oldest of too much; never what is being made."""
    ended = [one for one in _makings.values() if one.content is not None or one.failed]
    size = sum(len(one.content or b"") for one in ended)
    for place, one in enumerate(sorted(ended, key=lambda one: one.since)):
        too_many = len(ended) - place > MOST_KEPT
        if too_many or size > MOST_BYTES or monotonic() - one.since > KEPT_SECONDS:
            size -= len(one.content or b"")
            _makings.pop(one.id, None)
