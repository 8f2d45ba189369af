"""Accounts: who signs in, by a one-time link or a password, and whom it is shared with.

The house is the account of whoever starts the server; its link needs no account.
"""

import secrets
from collections.abc import Iterable
from contextlib import suppress

from dilemma.play.workshops import now_ms
from dilemma.rules import access as rule
from dilemma.rules.access import HOUSE, Account, Bond, Duty
from dilemma.rules.refusals import (
    AccountUnknown,
    LastAdministrator,
    NameTaken,
    WorkshopUnknown,
)
from dilemma.rules.retention import DAY
from dilemma.store import access, workshops
from dilemma.store.transaction import reading, writing


def new_sign_in(number: int = HOUSE) -> str:
    """Make a one-time link's token; the account's earlier unused one stops working."""
    token = secrets.token_urlsafe(16)
    with writing():
        access.add_sign_in(token, now_ms(), number)
    return token


def use_sign_in(token: str) -> Account | None:
    """Use a one-time link up; returns who it signs in, if it was good."""
    with writing():
        number = access.use_sign_in(token, now_ms() - rule.LINK_DAYS * DAY)
    return None if number is None else access.account(number)


def add_account(name: str, duty: Duty) -> Account:
    """Make an account; raises NothingSaid, TooLong and NameTaken."""
    tidy = rule.tidy_name(name)
    with writing():
        number = access.add(tidy, rule.same_name(tidy), duty, now_ms())
    if number is None:
        raise NameTaken(tidy)
    return Account(number, tidy, duty, version=1)


def remove_account(number: int, by: int = HOUSE) -> None:
    """Forget an account; its workshops stay with the house.

    Raises AccountUnknown, and LastAdministrator where the house does not do it.
    """
    with writing():
        _given(number)
        if by != HOUSE and rule.is_last_administrator(number, access.accounts()):
            raise LastAdministrator
        access.remove(number)


def account(number: int) -> Account | None:
    """Return an account, if it is still there."""
    return access.account(number)


def bond(workshop: str, number: int) -> Bond | None:
    """Return what ties an account to a workshop."""
    return access.bond(workshop, number)


def password_of(name: str) -> tuple[Account | None, str | None]:
    """Return the account with a name, and what is kept of its password."""
    number, kept = access.password_of(rule.same_name(name[: 2 * rule.LONGEST_NAME]))
    return (access.account(number) if number else None), kept


def accounts() -> tuple[Account, ...]:
    """Return every account, by name."""
    with reading():
        return access.accounts()


def account_called(name: str) -> Account:
    """Return the account with this name; raises AccountUnknown."""
    with reading():
        return _called(name)


def new_password(number: int, kept: str) -> Account:
    """Keep a new password and end the sessions elsewhere; returns the account."""
    with writing():
        access.put_password(number, kept)
    return sign_out_everywhere(number)


def sign_out_everywhere(number: int) -> Account:
    """End every session of an account; returns it as it is from now on."""
    with writing():
        access.end_sessions(number)
    found = access.account(number)
    if found is None:
        raise AccountUnknown
    return found


def share_with(workshop: str, name: str) -> Account:
    """Let an organiser or a facilitator see a workshop; raises AccountUnknown."""
    with writing():
        found = _called(name)
        if found.duty is Duty.ADMINISTRATOR:
            raise AccountUnknown
        workshops.standing(workshop)
        access.tie(workshop, found.id, Bond.SEES)
    return found


def stop_sharing(workshop: str, number: int) -> None:
    """Let an account no longer see a workshop."""
    with writing():
        access.untie(workshop, number, Bond.SEES)


def shared_with(workshop: str) -> tuple[Account, ...]:
    """Return whom a workshop is shared with."""
    with reading():
        return access.shared_with(workshop, Bond.SEES)


def lead_with(workshop: str, number: int) -> None:
    """Tie a facilitator who opened a workshop's host link to it."""
    with writing():
        workshops.standing(workshop)
        access.untie(workshop, number, Bond.SEES)
        access.tie(workshop, number, Bond.LEADS)


def lead_all_with(opened: Iterable[str], number: int) -> None:
    """Tie a facilitator to every workshop whose host link they opened before."""
    for workshop in opened:
        with suppress(WorkshopUnknown):  # wiped since
            lead_with(workshop, number)


def tied(number: int) -> dict[str, Bond]:
    """Return the workshops that an account is tied to, and how."""
    with reading():
        return access.tied(number)


def _called(name: str) -> Account:
    found = access.called(rule.same_name(name[: 2 * rule.LONGEST_NAME]))
    if found is None:
        raise AccountUnknown
    return found


def _given(number: int) -> None:
    if number == HOUSE or all(one.id != number for one in access.accounts()):
        raise AccountUnknown
