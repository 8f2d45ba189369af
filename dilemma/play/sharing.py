"""Links with which anybody reads the results of a workshop, until an end date."""

import secrets

from dilemma.play.retention import leaving
from dilemma.play.workshops import now_ms
from dilemma.rules import sharing
from dilemma.rules.refusals import ShareOver
from dilemma.rules.retention import Terms
from dilemma.store import shares
from dilemma.store.transaction import reading, writing


def new_link(workshop: str, days: int, terms: Terms) -> str:
    """Make a workshop's link and return its token; an earlier one stops working.

    Raises WorkshopUnknown and Malformed.
    """
    now = now_ms()
    ends = sharing.ends(now, days, leaving(workshop, now, terms))
    token = secrets.token_urlsafe(16)
    with writing():
        shares.put(token, workshop, now, ends)
    return token


def withdraw_link(workshop: str) -> None:
    """Let a workshop's link work no longer."""
    with writing():
        shares.drop(workshop)


def link_ends(workshop: str) -> int | None:
    """Return when a workshop's link ends, in milliseconds since 1970, if it has one."""
    with reading():
        return shares.ends(workshop, now_ms())


def opened_by(token: str) -> str:
    """Return the workshop whose results a link shows; raises ShareOver."""
    workshop = shares.opens(token, now_ms())
    if workshop is None:
        raise ShareOver
    return workshop
