"""How far the writing of a file is, told to whoever waits for it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Tell = Callable[[int, int], None]  # parts that are done, and of how many

_tell: ContextVar[Tell | None] = ContextVar("tell", default=None)


@contextmanager
def telling(tell: Tell) -> Iterator[None]:
    """Tell while what is inside goes on."""
    before = _tell.set(tell)
    try:
        yield
    finally:
        _tell.reset(before)


def step(done: int, of: int) -> None:
    """Say that so many parts are done; nobody need be listening."""
    tell = _tell.get()
    if tell:
        tell(done, of)
