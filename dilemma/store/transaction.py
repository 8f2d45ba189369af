"""One way to read and one way to write: a write is committed when its block ends.

Writers take turns, first come first served. What waits for the disk (COMMIT) may be
done by a thread, so that a server goes on meanwhile; everything before it runs without
a pause.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from sqlalchemy.exc import OperationalError

from dilemma.store.tables import db

# The command line may hold the file for a moment while the server runs.
TRIES = 250
PAUSE = 0.02

# The file stays locked, or the disk is full: nothing was stored.
DiskTrouble = OperationalError

Wait = Callable[[Callable[[], object]], object]

_turn = Lock()


def _here(call: Callable[[], object]) -> object:
    return call()


_wait: Wait = _here


def wait_by(wait: Wait = _here) -> None:
    """Choose who waits for the disk: `wait` is given a call and returns its result."""
    global _wait
    _wait = wait


@contextmanager
def writing() -> Iterator[None]:
    """Open a write transaction; commit at the end, roll back on any error.

    Nothing inside may wait for anything but the database: while it is open nobody
    else can write. Raises OperationalError when the file stays locked or is full.
    """
    with _alone(), _turn:
        for attempt in range(TRIES):
            try:
                _begin()
                break
            except OperationalError:
                db.session.rollback()
                if attempt == TRIES - 1:
                    raise
                time.sleep(PAUSE)
        try:
            yield
            db.session.flush()
            _wait(db.session.commit)
        except BaseException:
            db.session.rollback()  # before the next one's turn
            raise


def _begin() -> None:
    """Begin at once or fail at once: nobody else waits because a file is locked."""
    db.session.connection(execution_options={"writes": True})


@contextmanager
def reading() -> Iterator[None]:
    """Read one consistent state; ends the transaction afterwards."""
    with _alone():
        yield


def glance(sql: str, *values: object) -> list[Any]:
    """Return the rows of one statement, which is one consistent state by itself.

    It costs a tenth of what a session costs: thousands of phones come in at once.
    """
    connection = db.engine.raw_connection()
    try:
        return connection.execute(sql, values).fetchall()
    finally:
        connection.close()


@contextmanager
def _alone() -> Iterator[None]:
    """Start from nothing and leave nothing open; a block inside a block is a bug.

    The inner one would end the outer one's transaction, and lose what it wrote.
    """
    session = db.session()
    if session.info.get("in_block"):
        raise RuntimeError("transactions do not nest")
    session.rollback()
    session.info["in_block"] = True
    try:
        yield
    finally:
        session.info.clear()
        session.rollback()
