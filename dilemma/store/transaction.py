"""One way to read and one way to write: a write is committed when its block ends.

Writers take turns, first come first served. What waits for the disk (COMMIT) may be
done by a thread, so that a server goes on meanwhile; everything before it runs without
a pause.
"""

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from threading import Lock, local
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from dilemma.store.tables import begin_writing, db

# The command line may hold the file for a moment while the server runs.
TRIES = 250
PAUSE = 0.02
_DELETED = 1  # `user_version` of a file in which something was deleted

# The file stays locked, or the disk is full: nothing was stored.
DiskTrouble = OperationalError

Wait = Callable[[Callable[[], object]], object]

_turn = Lock()

# Connections to glance with: a pool's care costs twice what the look does.
_glancing: WeakKeyDictionary[Engine, list[sqlite3.Connection]] = WeakKeyDictionary()


def _here(call: Callable[[], object]) -> object:
    return call()


_wait: Wait = _here


def wait_by(wait: Wait = _here) -> None:
    """Choose who waits for the disk: `wait` is given a call and returns its result."""
    global _wait
    _wait = wait


class _Open(local):
    """The block that this greenlet or thread is in."""

    inside = False
    saved = False  # something that others may not see before the commit
    file: sqlite3.Connection | None = None


_open = _Open()


@contextmanager
def writing() -> Iterator[None]:
    """Open a write transaction; commit at the end, roll back on any error.

    Nothing inside may wait for anything but the database: while it is open nobody
    else can write. Raises OperationalError when the file stays locked or is full.
    """
    with _block(), _turn:
        insist(_begin)
        try:
            yield
            db.session.flush()
            _wait(db.session.commit)
        except BaseException:
            db.session.rollback()  # before the next one's turn
            raise


@contextmanager
def writing_rows(*, checked: bool = True) -> Iterator[None]:
    """Do the same for statements of `rows` and `each` alone, without a session.

    A session costs more than ten votes do, and a hall's votes come in hundreds of
    small groups. Foreign keys may go unchecked, for whoever sees to them.
    """
    _enter()
    try:
        with _turn, closing(db.engine.raw_connection()) as pooled:
            file: Any = pooled.driver_connection
            if not checked:
                file.execute("PRAGMA foreign_keys=OFF")
            insist(partial(begin_writing, file))
            _open.file = file
            try:
                yield
                _wait(partial(_commit, file))
            except BaseException:
                _open.file = None
                if file.in_transaction:
                    file.execute("ROLLBACK")
                raise
            finally:
                file.execute("PRAGMA foreign_keys=ON")
    finally:
        _leave()


def scrub() -> None:
    """Write the file anew without what was deleted, if anything was.

    SQLite overwrites what it deletes, but not the copies that it left behind when it
    moved rows between pages: only a new file is without those. Nobody can write
    meanwhile, and a server goes on. Raises OperationalError.
    """
    with _turn, closing(db.engine.raw_connection()) as pooled:
        file: Any = pooled.driver_connection
        _wait(partial(_scrub, file))


def note_deleted() -> None:
    """Remember in this transaction that the file must be written anew."""
    rows(f"PRAGMA user_version={_DELETED}")


def _scrub(file: sqlite3.Connection) -> None:
    with _named():
        ((mark,),) = file.execute("PRAGMA user_version").fetchall()
        if mark == _DELETED:
            file.execute("VACUUM")
            file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            file.execute("PRAGMA user_version=0")
        ((busy, *_pages),) = file.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        if busy:
            raise sqlite3.OperationalError("the log is being read")


@contextmanager
def reading() -> Iterator[None]:
    """Read one consistent state; ends the transaction afterwards."""
    with _block():
        yield


def rows(sql: str, *values: object) -> list[Any]:
    """Return the rows of one statement inside the open block.

    A statement of its own costs a tenth of what one through the session costs; votes
    and turnout, of which there are thousands, are written with it.
    """
    with _named():
        return _file().execute(sql, values).fetchall()


def each(sql: str, values: Iterable[tuple[object, ...]]) -> None:
    """Do one statement for many rows inside the open block."""
    with _named():
        _file().executemany(sql, values)


def glance(sql: str, *values: object) -> list[Any]:
    """Return the rows of one statement outside any block: one consistent state."""
    engine = db.engine
    idle = _glancing.setdefault(engine, [])
    try:
        file = idle.pop() if idle else _connect(engine)
        found: list[Any] = file.execute(sql, values).fetchall()
    except sqlite3.OperationalError as error:
        raise DiskTrouble(None, None, error) from error
    idle.append(file)
    return found


def _connect(engine: Engine) -> sqlite3.Connection:
    pooled = engine.raw_connection()
    file: Any = pooled.driver_connection
    pooled.detach()
    return file


def note_saved() -> None:
    """Remember that this block changed what others keep in memory."""
    _open.saved = True


def has_saved() -> bool:
    """Tell whether this block did; what it reads is nobody else's yet."""
    return _open.saved


def _begin() -> None:
    """Begin at once or fail at once: nobody else waits because a file is locked."""
    try:
        db.session.connection(execution_options={"writes": True})
    except DiskTrouble:
        db.session.rollback()
        raise


def _commit(file: sqlite3.Connection) -> None:
    with _named():
        file.execute("COMMIT")


def insist(begin: Callable[[], object]) -> None:
    """Begin to write, again and again while somebody else holds the file.

    Raises OperationalError when it stays locked.
    """
    for attempt in range(TRIES):
        try:
            with _named():
                begin()
            return
        except DiskTrouble:
            if attempt == TRIES - 1:
                raise
            time.sleep(PAUSE)


def _file() -> sqlite3.Connection:
    if _open.file is None:
        file: Any = db.session.connection().connection.driver_connection
        _open.file = file
    return _open.file


@contextmanager
def _named() -> Iterator[None]:
    """Give trouble with the disk the name that it has everywhere."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise DiskTrouble(None, None, error) from error


@contextmanager
def _block() -> Iterator[None]:
    """Start from nothing and leave nothing open."""
    _enter()
    db.session.rollback()
    try:
        yield
    finally:
        _leave()
        db.session.rollback()


def _enter() -> None:
    """A block inside a block would end the outer one, and lose what it wrote."""
    if _open.inside:
        raise RuntimeError("transactions do not nest")
    _open.inside = True


def _leave() -> None:
    _open.inside = _open.saved = False
    _open.file = None
