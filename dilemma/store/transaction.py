"""One way to read and one way to write: a write is committed when its block ends."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import OperationalError

from dilemma.store.tables import db

# The command line may hold the file for a moment while the server runs.
TRIES = 25
PAUSE = 0.02


@contextmanager
def writing() -> Iterator[None]:
    """Open a write transaction; commit at the end, roll back on any error.

    Nothing inside may wait for anything but the database: while it is open nobody
    else can write.
    """
    with _alone():
        for attempt in range(TRIES):
            try:
                db.session.connection(execution_options={"writes": True})
                break
            except OperationalError:
                db.session.rollback()
                if attempt == TRIES - 1:
                    raise
                time.sleep(PAUSE)
        yield
        db.session.commit()


@contextmanager
def reading() -> Iterator[None]:
    """Read one consistent state; ends the transaction afterwards."""
    with _alone():
        yield


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
        session.info["in_block"] = False
        session.rollback()
