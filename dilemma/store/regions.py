"""Queries about workshops in one picture: whose it is, which they are, and its link."""

from dataclasses import dataclass

from dilemma.store import region_tables  # noqa: F401 - brings its tables in
from dilemma.store.tokens import digest
from dilemma.store.transaction import each, glance, note_deleted, rows

_ADD = "INSERT INTO region (id, account, name, made) VALUES (?, ?, ?, ?)"
_NAME = "UPDATE region SET name = ? WHERE id = ?"
_CLEAR = "DELETE FROM region_workshop WHERE region = ?"
_PUT = """
INSERT INTO region_workshop (region, workshop) VALUES (?, ?) ON CONFLICT DO NOTHING
"""
_DROP = "DELETE FROM region WHERE id = ?"
_REGION = "SELECT id, account, name, made, ends FROM region"
_OF = f"{_REGION} WHERE account = ? ORDER BY made DESC, id"
_IN = "SELECT workshop FROM region_workshop WHERE region = ? ORDER BY workshop"
_LINK = "UPDATE region SET digest = ?, ends = ? WHERE id = ?"
_OPENS = f"{_REGION} WHERE digest = ? AND ends > ?"


@dataclass(frozen=True)
class Kept:
    """A picture as it is kept; `ends` is when its link ends, also after that moment."""

    id: str
    account: int
    name: str
    made: int  # milliseconds since 1970, as is the next
    ends: int | None


def add(region: str, account: int, name: str, now: int) -> None:
    """Store a new picture without workshops."""
    each(_ADD, [(region, account, name, now)])


def rename(region: str, name: str) -> None:
    """Store another name."""
    each(_NAME, [(name, region)])


def put(region: str, workshops: tuple[str, ...]) -> None:
    """Store which workshops are in it, in the place of those before."""
    each(_CLEAR, [(region,)])
    each(_PUT, [(region, one) for one in workshops])


def drop(region: str) -> None:
    """Forget a picture; the workshops stay."""
    each(_CLEAR, [(region,)])
    each(_DROP, [(region,)])
    note_deleted()


def find(region: str) -> Kept | None:
    """Return a picture, if it is there; outside any transaction."""
    found = glance(f"{_REGION} WHERE id = ?", region)
    return Kept(*found[0]) if found else None


def of(account: int) -> tuple[Kept, ...]:
    """Return the pictures of an account, newest first."""
    return tuple(Kept(*row) for row in rows(_OF, account))


def workshops_in(region: str) -> tuple[str, ...]:
    """Return the workshops in a picture; outside any transaction."""
    return tuple(workshop for (workshop,) in glance(_IN, region))


def put_link(region: str, token: str, ends: int) -> None:
    """Store a new link in the place of an earlier one."""
    each(_LINK, [(digest(token), ends, region)])


def drop_link(region: str) -> None:
    """Withdraw a link."""
    each(_LINK, [(None, None, region)])


def opens(token: str, now: int) -> Kept | None:
    """Return the picture that a link shows now; outside any transaction."""
    found = glance(_OPENS, digest(token), now)
    return Kept(*found[0]) if found else None
