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
    return in_thread(_pools[0], work)


def in_thread(threads: ThreadPool, work: Callable[[], T]) -> T:
    """Return what `work` returns in one of these threads; raises what it raises.

    gevent prints what a thread raises before it tells it, and tells nothing when that
    cannot be printed (a log on a full disk): then its caller would wait for ever.
    """
    done, error = threads.apply(copy_context().run, (_caught, work))
    if error is not None:
        raise error
    result: T = done
    return result


def _caught(work: Callable[[], T]) -> tuple[T | None, Exception | None]:
    try:
        return work(), None
    except Exception as error:
        return None, error
