"""Queries about one-time sign-in links."""

from hashlib import sha256

from sqlalchemy import delete, update

from dilemma.store.tables import SignInRow, db


def add_sign_in(token: str, now: int) -> None:
    """Keep a new one-time link and forget the ones that nobody used."""
    db.session.execute(delete(SignInRow).where(SignInRow.used.is_(False)))
    db.session.add(SignInRow(digest=_digest(token), made=now))


def use_sign_in(token: str) -> bool:
    """Use a one-time link up; tells whether it was good."""
    used = db.session.execute(
        update(SignInRow)
        .where(SignInRow.digest == _digest(token), SignInRow.used.is_(False))
        .values(used=True)
        .returning(SignInRow.digest)
    )
    return used.one_or_none() is not None


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
