"""One server per data folder: a lock that the kernel lifts when the server dies."""

import contextlib
import fcntl
import json
import os
import time
from collections.abc import Iterator
from pathlib import Path

LOCK, STATE = "server.lock", "server.json"
TRIES, PAUSE = 5, 0.1  # a command may look at the lock for a moment


class DataInUse(Exception):
    """Another server uses this data folder."""


@contextlib.contextmanager
def alone(data: Path, url: str) -> Iterator[None]:
    """Hold the data folder for one server and leave its address there.

    Raises DataInUse.
    """
    with (data / LOCK).open("a+") as lock:
        for attempt in range(TRIES):
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if attempt == TRIES - 1:
                    raise DataInUse from None
                time.sleep(PAUSE)
        (data / STATE).write_text(json.dumps({"url": url, "pid": os.getpid()}))
        yield


def url(data: Path) -> str | None:
    """Return the address of the server that uses this data folder, if one does."""
    with (data / LOCK).open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            with contextlib.suppress(OSError, ValueError, KeyError):
                return str(json.loads((data / STATE).read_text())["url"])
    return None
