"""Queries about accounts, what they are tied to, and one-time sign-in links."""

from dilemma.rules.access import HOUSE, Account, Bond, Duty
from dilemma.store.tokens import digest
from dilemma.store.transaction import each, glance, note_deleted, rows

_ACCOUNT = "SELECT id, name, duty, version, password IS NOT NULL FROM account"
_PASSWORD = "SELECT id, password FROM account WHERE called = ? AND duty != 'house'"
_ADD = """
INSERT INTO account (name, called, duty, version, made) VALUES (?, ?, ?, 1, ?)
ON CONFLICT DO NOTHING RETURNING id
"""
_NEW_PASSWORD = "UPDATE account SET password = ? WHERE id = ?"
_OUT = "UPDATE account SET version = version + 1 WHERE id = ? RETURNING version"
_TIE = """
INSERT INTO bond (workshop, account, bond) VALUES (?, ?, ?) ON CONFLICT DO NOTHING
"""
_UNTIE = "DELETE FROM bond WHERE workshop = ? AND account = ? AND bond = ?"
_BOND = "SELECT bond FROM bond WHERE workshop = ? AND account = ?"
_TIED = "SELECT workshop, bond FROM bond WHERE account = ?"
_SHARED = f"""
{_ACCOUNT} WHERE id IN (SELECT account FROM bond WHERE workshop = ? AND bond = ?)
ORDER BY called
"""
_REMOVE = (
    """DELETE FROM region_workshop
    WHERE region IN (SELECT id FROM region WHERE account = ?)""",
    "DELETE FROM region WHERE account = ?",
    "DELETE FROM sign_in WHERE account = ?",
    "DELETE FROM bond WHERE account = ?",
    "DELETE FROM account WHERE id = ?",
)
_UNUSED = "DELETE FROM sign_in WHERE account = ? AND used = 0"
_NEW_LINK = "INSERT INTO sign_in (digest, made, used, account) VALUES (?, ?, 0, ?)"
_USE = """
UPDATE sign_in SET used = 1 WHERE digest = ? AND used = 0
AND (account = ? OR made > ?) RETURNING account
"""


def account(number: int) -> Account | None:
    """Return an account; outside any transaction, for it is asked at every door."""
    found = glance(f"{_ACCOUNT} WHERE id = ?", number)
    return _account(found[0]) if found else None


def called(name: str) -> Account | None:
    """Return the account with this name, written as `same_name` does."""
    found = rows(f"{_ACCOUNT} WHERE called = ? AND duty != 'house'", name)
    return _account(found[0]) if found else None


def accounts() -> tuple[Account, ...]:
    """Return every account but the house's, by name."""
    return tuple(
        _account(row)
        for row in rows(f"{_ACCOUNT} WHERE duty != 'house' ORDER BY called")
    )


def password_of(name: str) -> tuple[int, str | None]:
    """Return an account's id and what is kept of its password; 0 for nobody."""
    found = glance(_PASSWORD, name)
    return found[0] if found else (0, None)


def add(name: str, same: str, duty: Duty, now: int) -> int | None:
    """Store a new account and return its id; None when the name is taken."""
    found = rows(_ADD, name, same, duty, now)
    return int(found[0][0]) if found else None


def remove(number: int) -> None:
    """Forget an account with its links, bonds and regions; its workshops stay."""
    for one in _REMOVE:
        each(one, [(number,)])
    note_deleted()


def put_password(number: int, kept: str) -> None:
    """Store what is kept of a new password."""
    each(_NEW_PASSWORD, [(kept, number)])


def end_sessions(number: int) -> int:
    """Raise an account's version and return it: earlier sessions are over."""
    return int(rows(_OUT, number)[0][0])


def tie(workshop: str, number: int, bond: Bond) -> None:
    """Tie an account to a workshop, if it is not tied to it already."""
    each(_TIE, [(workshop, number, bond)])


def untie(workshop: str, number: int, bond: Bond) -> None:
    """Undo a bond."""
    each(_UNTIE, [(workshop, number, bond)])


def bond(workshop: str, number: int) -> Bond | None:
    """Return what ties an account to a workshop; outside any transaction."""
    found = glance(_BOND, workshop, number)
    return Bond(found[0][0]) if found else None


def tied(number: int) -> dict[str, Bond]:
    """Return every workshop that an account is tied to."""
    return {workshop: Bond(bond) for workshop, bond in rows(_TIED, number)}


def shared_with(workshop: str, bond: Bond) -> tuple[Account, ...]:
    """Return the accounts that are tied to a workshop in this way."""
    return tuple(_account(row) for row in rows(_SHARED, workshop, bond))


def add_sign_in(token: str, now: int, number: int = HOUSE) -> None:
    """Keep a new one-time link of an account, in the place of an unused one."""
    each(_UNUSED, [(number,)])
    each(_NEW_LINK, [(digest(token), now, number)])


def use_sign_in(token: str, since: int) -> int | None:
    """Use a one-time link up and return whose it was, if it was good.

    One of an account must be made after `since`, in milliseconds since 1970.
    """
    found = rows(_USE, digest(token), HOUSE, since)
    return int(found[0][0]) if found else None


def _account(row: tuple[int, str, str, int, int]) -> Account:
    number, name, duty, version, has_password = row
    return Account(number, name, Duty(duty), version, bool(has_password))
