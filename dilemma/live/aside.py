"""Long work steps aside into a thread, so that votes and pings go on meanwhile.

Counting a room, writing a download: whatever may take more than a few milliseconds.
"""

from collections.abc import Callable
from contextvars import copy_context
from typing import TypeVar

from gevent.threadpool import ThreadPool

THREADS = 2

T = TypeVar("T")

_pools: list[ThreadPool] = []  # one when a server runs, none in a command or a test


def start() -> None:
    """Start the threads of a server."""
    _pools.append(ThreadPool(THREADS))


def stop() -> None:
    """Do everything on the spot again."""
    while _pools:
        _pools.pop().kill()


def aside(work: Callable[[], T]) -> T:
    """Return what `work` returns; others go on while it is busy.

    The work sees the same request and language as its caller.
    """
    if not _pools:
        return work()
    done: T = _pools[0].apply(copy_context().run, (work,))
    return done
