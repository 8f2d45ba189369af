"""Queries about links with which anybody reads results; one a workshop at most."""

from dilemma.store.tokens import digest
from dilemma.store.transaction import each, glance, rows

_DROP = "DELETE FROM share WHERE workshop = ?"
_ADD = "INSERT INTO share (digest, workshop, made, ends) VALUES (?, ?, ?, ?)"
_ENDS = "SELECT ends FROM share WHERE workshop = ? AND ends > ?"
_OPENS = "SELECT workshop FROM share WHERE digest = ? AND ends > ?"


def put(token: str, workshop: str, now: int, ends: int) -> None:
    """Store a new link in the place of an earlier one."""
    drop(workshop)
    each(_ADD, [(digest(token), workshop, now, ends)])


def drop(workshop: str) -> None:
    """Withdraw a workshop's link."""
    each(_DROP, [(workshop,)])


def ends(workshop: str, now: int) -> int | None:
    """Return when a workshop's link ends, if there is one that works."""
    found = rows(_ENDS, workshop, now)
    return int(found[0][0]) if found else None


def opens(token: str, now: int) -> str | None:
    """Return the workshop that a token opens now; outside any transaction."""
    found = glance(_OPENS, digest(token), now)
    return str(found[0][0]) if found else None
