"""Of what opens a door only a digest is kept: who reads the file cannot come in."""

from hashlib import sha256


def digest(token: str) -> str:
    """Return what is stored of a link's token."""
    return sha256(token.encode()).hexdigest()
