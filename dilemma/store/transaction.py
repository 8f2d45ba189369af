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
    db.session.rollback()
    for attempt in range(TRIES):
        try:
            db.session.connection(execution_options={"writes": True})
            break
        except OperationalError:
            db.session.rollback()
            if attempt == TRIES - 1:
                raise
            time.sleep(PAUSE)
    try:
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise


@contextmanager
def reading() -> Iterator[None]:
    """Read one consistent state; ends the transaction afterwards."""
    db.session.rollback()
    try:
        yield
    finally:
        db.session.rollback()
