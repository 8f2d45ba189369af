"""An event loop of its own for a test: the browser of other tests keeps one busy."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")


def in_own_loop(
    work: Coroutine[Any, Any, T],
    run: Callable[[Coroutine[Any, Any, T]], T] = asyncio.run,
) -> T:
    """Run a coroutine to its end in a thread, and return what it returns."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(run, work).result()
