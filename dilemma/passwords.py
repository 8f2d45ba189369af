"""Passwords are kept as argon2id, with the least that OWASP advises; about 30 ms each.

Slow by design: a server calls this in a thread of its own.
"""

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# Checked for a name without a password, so that the answer takes as long.
_NOBODY = _HASHER.hash("nobody has this password")


def write(password: str) -> str:
    """Return what may be stored of a password."""
    return _HASHER.hash(password)


def fits(kept: str | None, password: str) -> bool:
    """Tell whether this is the password that was kept; as slow when none was."""
    try:
        return _HASHER.verify(kept or _NOBODY, password) and kept is not None
    except VerificationError:
        return False
