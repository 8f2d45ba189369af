"""Long work steps aside into a thread, so that votes and pings go on meanwhile.

Counting a room, writing a download: whatever may take more than a few milliseconds.
"""

from collections.abc import Callable
from contextvars import copy_context
from typing import TypeVar

from gevent.threadpool import ThreadPool

THREADS = 2  # for counting and writing
SLOW_THREADS = 1  # for passwords: they never hold up the others

T = TypeVar("T")

# Counting, and passwords, when a server runs; none in a command or a test.
_pools: list[ThreadPool] = []


def start() -> None:
    """Start the threads of a server."""
    _pools.extend((ThreadPool(THREADS), ThreadPool(SLOW_THREADS)))


def stop() -> None:
    """Do everything on the spot again."""
    while _pools:
        _pools.pop().kill()


def has_threads() -> bool:
    """Tell whether a server runs, so that work can go on beside it."""
    return bool(_pools)


def aside(work: Callable[[], T]) -> T:
    """Return what `work` returns; others go on while it is busy.

    The work sees the same request and language as its caller.
    """
    return in_thread(_pools[0], work) if _pools else work()


def slowly(work: Callable[[], T]) -> T:
    """Do the same for passwords: one at a time, however many are tried."""
    return in_thread(_pools[1], work) if _pools else work()


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
