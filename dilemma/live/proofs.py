"""What a browser can prove: a key in a link, a signed session, a signed ticket.

HTTP and socket doors ask here, so that no door is easier than another.
"""

from dataclasses import dataclass

from flask import current_app, request, session

from dilemma import play
from dilemma.config import Config
from dilemma.rules import access
from dilemma.rules.access import Account, Right
from dilemma.rules.refusals import NotAllowed
from dilemma.signing import Ticket, key_fits, read_ticket


def ticket_cookie(code: str) -> str:
    """Name the cookie that holds a participant's ticket for one workshop."""
    return f"dilemma-{code}"


def ticket_for(workshop: str, code: str) -> Ticket | None:
    """Read this browser's ticket, if it is for this very workshop."""
    cookie = request.headers.get("Cookie", "")
    return ticket_among(cookie, _config().secret_key, workshop, code)


def ticket_among(cookie: str, secret: str, workshop: str, code: str) -> Ticket | None:
    """Read the ticket in a Cookie header, if it is for this very workshop.

    Tickets need no quotes, so that the header need not be parsed in full.
    """
    name = f"{ticket_cookie(code)}="
    for part in cookie.split(";"):
        part = part.strip()
        if part.startswith(name):
            ticket = read_ticket(secret, part[len(name) :])
            return ticket if ticket and ticket.workshop == workshop else None
    return None


@dataclass(frozen=True)
class Proof:
    """What a session says of itself: an account, as it was when it signed in."""

    account: int
    version: int


def proof() -> Proof | None:
    """Read which account the signed session is of."""
    try:
        number, version = session["account"]
        return Proof(int(number), int(version))
    except (KeyError, TypeError, ValueError):
        # Before there were accounts a session said this.
        return Proof(access.HOUSE, 1) if session.get("facilitator") else None


def account_of(shown: Proof | None) -> Account | None:
    """Return the account of a proof, as long as its sessions were not ended."""
    found = play.account(shown.account) if shown else None
    return found if found and shown and found.version == shown.version else None


def whoami() -> Account | None:
    """Return who is signed in, if anybody is."""
    return account_of(proof())


def may(right: Right, workshop: str = "", shown: Proof | None = None) -> bool:
    """Tell whether an account may do something; that of this session, if none is given.

    A link with a key may open more: see `leads` and `holds_key`.
    """
    me = account_of(shown or proof())
    if me is None:
        return False
    bond = play.bond(workshop, me.id) if workshop else None
    return access.may(me.duty, right, bond)


def require(right: Right, workshop: str = "") -> Account:
    """Return who is signed in and may do this; raises NotAllowed."""
    me = whoami()
    if me is None or not may(right, workshop):
        raise NotAllowed
    return me


def holds_host_link(workshop: str) -> bool:
    """Tell whether this browser opened the host link of a workshop."""
    return workshop in session.get("leads", ())


def leads(workshop: str) -> bool:
    """Tell whether the signed session may lead this workshop."""
    return holds_host_link(workshop) or may(Right.LEAD, workshop)


def holds_key(purpose: str, workshop: str, key: str) -> bool:
    """Tell whether this is the key in a workshop's link for a purpose."""
    return key_fits(_config().secret_key, purpose, workshop, key)


def _config() -> Config:
    config: Config = current_app.config["DILEMMA"]
    return config
