"""One sheet of paper is set at a time, beside the hall: the other thread still counts.

Whoever asks while too many wait is told so, and loses nothing by it.
"""

from collections.abc import Callable
from typing import TypeVar

from gevent.lock import BoundedSemaphore

from dilemma.live.aside import aside
from dilemma.rules.refusals import PressBusy

MOST_WAITING = 4

T = TypeVar("T")

_turn = BoundedSemaphore(1)
_waiting: list[None] = []


def is_full() -> bool:
    """Tell whether the next one who asks would be sent away."""
    return len(_waiting) >= MOST_WAITING


def in_turn(work: Callable[[], T]) -> T:
    """Return what `work` returns when it is its turn; raises PressBusy."""
    if is_full():
        raise PressBusy
    _waiting.append(None)
    try:
        with _turn:
            return aside(work)
    finally:
        _waiting.pop()
