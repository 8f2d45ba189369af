"""What a browser can prove: a key in a link, a signed session, a signed ticket.

HTTP and socket doors ask here, so that no door is easier than another.
"""

from flask import current_app, request, session

from dilemma.config import Config
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


def leads(workshop: str) -> bool:
    """Tell whether the signed session may lead this workshop."""
    return bool(session.get("facilitator")) or workshop in session.get("leads", ())


def holds_key(purpose: str, workshop: str, key: str) -> bool:
    """Tell whether this is the key in a workshop's link for a purpose."""
    return key_fits(_config().secret_key, purpose, workshop, key)


def _config() -> Config:
    config: Config = current_app.config["DILEMMA"]
    return config
