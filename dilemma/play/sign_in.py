"""One-time links that sign a facilitator in."""

import secrets

from dilemma.play.workshops import now_ms
from dilemma.store import access
from dilemma.store.transaction import writing


def new_sign_in() -> str:
    """Make a one-time link's token; earlier unused ones stop working."""
    token = secrets.token_urlsafe(16)
    with writing():
        access.add_sign_in(token, now_ms())
    return token


def use_sign_in(token: str) -> bool:
    """Use a one-time link up; tells whether it was good."""
    with writing():
        return access.use_sign_in(token)
