"""Who may do what: a table of duties and rights, and what ties somebody to a workshop.

Whoever may do something by a link with a key needs no account: the doors ask for that
beside this table.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from dilemma.rules.contribution import clean
from dilemma.rules.refusals import PasswordTooShort, TooLong

LONGEST_NAME = 80
SHORTEST_PASSWORD, LONGEST_PASSWORD = 12, 200
HOUSE = 1  # the account of whoever starts the server; it has no name
LINK_DAYS = 7  # a one-time link for an account


class Duty(StrEnum):
    """What an account is for. The house is whoever starts the server: no account."""

    HOUSE = "house"
    FACILITATOR = "facilitator"
    ORGANISER = "organiser"
    ADMINISTRATOR = "administrator"


class Right(StrEnum):
    """What somebody may do."""

    MAKE = "make workshops"
    LEAD = "lead this workshop"
    SEE = "see and download the results of this workshop"
    COMPARE = "put workshops that they may see in one picture"
    ACCOUNTS = "see to the accounts"


class Bond(StrEnum):
    """What ties an account to a workshop."""

    LEADS = "leads"  # made it, or opened its host link
    SEES = "sees"  # it was shared with them


TABLE: Mapping[Duty, frozenset[Right]] = {
    Duty.HOUSE: frozenset(Right),
    Duty.FACILITATOR: frozenset({Right.MAKE, Right.COMPARE}),
    Duty.ORGANISER: frozenset({Right.COMPARE}),
    Duty.ADMINISTRATOR: frozenset({Right.ACCOUNTS}),
}
THROUGH: Mapping[tuple[Duty, Bond], frozenset[Right]] = {
    (Duty.FACILITATOR, Bond.LEADS): frozenset({Right.LEAD, Right.SEE}),
    (Duty.FACILITATOR, Bond.SEES): frozenset({Right.SEE}),
    (Duty.ORGANISER, Bond.SEES): frozenset({Right.SEE}),
}
GIVEN = (Duty.FACILITATOR, Duty.ORGANISER, Duty.ADMINISTRATOR)  # to an account


@dataclass(frozen=True)
class Account:
    """Somebody who signs in; a raised `version` ends every earlier session."""

    id: int
    name: str
    duty: Duty
    version: int
    has_password: bool = False


def may(duty: Duty, right: Right, bond: Bond | None = None) -> bool:
    """Tell whether this duty gives a right, by itself or through a bond."""
    if right in TABLE[duty]:
        return True
    return bond is not None and right in THROUGH.get((duty, bond), frozenset())


def is_last_administrator(number: int, accounts: Iterable[Account]) -> bool:
    """Tell whether this account is the only one that sees to the others."""
    return [one.id for one in accounts if may(one.duty, Right.ACCOUNTS)] == [number]


def tidy_name(text: str) -> str:
    """Return a name on one line; raises NothingSaid and TooLong."""
    return clean(text, LONGEST_NAME)


def same_name(name: str) -> str:
    """Return what is equal for names that are the same to people."""
    return " ".join(name.split()).casefold()


def check_password(text: str) -> None:
    """Raise PasswordTooShort or TooLong for what is no good password."""
    if len(text) < SHORTEST_PASSWORD:
        raise PasswordTooShort(SHORTEST_PASSWORD)
    if len(text) > LONGEST_PASSWORD:
        raise TooLong(len(text), LONGEST_PASSWORD)
