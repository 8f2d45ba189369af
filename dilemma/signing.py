"""Who you are is a signed ticket of ours, never a socket id; a link's key is derived.

Tickets carry no time: a phone with a wrong clock stays who it is.
"""

import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256

from itsdangerous import BadSignature, HMACAlgorithm, Signer, URLSafeSerializer

HOST = "host"
SCREEN = "screen"
RESULTS = "results"


def table_purpose(seat: int) -> str:
    """Name what the key of one table's host is for."""
    return f"table/{seat}"


@dataclass(frozen=True)
class Ticket:
    """A participant of one workshop."""

    workshop: str
    participant: int


def write_ticket(secret: str, ticket: Ticket) -> str:
    """Sign a ticket for a cookie."""
    tickets, _signer = _tickets(secret)
    return str(tickets.dumps([ticket.workshop, ticket.participant]))


@lru_cache(maxsize=16384)
def read_ticket(secret: str, text: str) -> Ticket | None:
    """Read a ticket back; None if we did not sign it.

    Remembered: a phone shows its ticket with the page, the socket and each return.
    """
    try:
        tickets, signer = _tickets(secret)
        workshop, participant = tickets.load_payload(signer.unsign(text))
    except (BadSignature, ValueError, TypeError):
        return None
    return Ticket(str(workshop), int(participant))


def write_entry(secret: str, code: str, number: str) -> str:
    """Sign the random number with which somebody comes in by a code, for a cookie."""
    return _entries(secret, code).sign(number).decode()


def read_entry(secret: str, code: str, text: str) -> str | None:
    """Read that number back; None if we did not sign it for this code."""
    try:
        return _entries(secret, code).unsign(text).decode()
    except (BadSignature, ValueError):
        return None


def link_key(secret: str, purpose: str, workshop: str) -> str:
    """Derive the 128-bit key in a workshop's host, screen or results link."""
    message = f"{purpose}:{workshop}".encode()
    digest = hmac.new(secret.encode(), message, sha256).digest()
    return urlsafe_b64encode(digest[:16]).rstrip(b"=").decode()


def key_fits(secret: str, purpose: str, workshop: str, key: str) -> bool:
    """Compare a link's key in constant time."""
    if not (workshop.isascii() and key.isascii()):
        return False
    return hmac.compare_digest(
        link_key(secret, purpose, workshop).encode(), key.encode()
    )


class _AtOnce(HMACAlgorithm):
    """What itsdangerous signs with by default, in one step."""

    def get_signature(self, key: bytes, value: bytes) -> bytes:
        """Return the signature of a value."""
        return hmac.digest(key, value, "sha1")


@cache
def _tickets(secret: str) -> tuple[URLSafeSerializer, Signer]:
    """Return what writes tickets, and the signer that it would make for each."""
    signs = {"algorithm": _AtOnce()}
    tickets = URLSafeSerializer(secret, salt="participant", signer_kwargs=signs)
    return tickets, tickets.make_signer(tickets.salt)


def _entries(secret: str, code: str) -> Signer:
    return Signer(secret, salt=f"entry:{code}")
