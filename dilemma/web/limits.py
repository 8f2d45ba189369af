"""Limits on guessing. Never per address: a whole hall shares one.

Only wrong tries are counted, and only wrong tries are refused: two thousand good ones
in a minute are a full hall, and nobody can shut it by typing nonsense.
"""

from collections.abc import Callable
from functools import wraps

from flask import Flask, Response, make_response
from flask.typing import ResponseReturnValue
from flask_limiter import Limiter
from limits import parse
from werkzeug.exceptions import TooManyRequests

from dilemma.rules.refusals import NotAllowed, Refusal, WorkshopUnknown

WRONG_CODES = "60 per minute"
WRONG_LINKS = "20 per minute"

# Of one name, and of all names together: who tries on waits, and nobody for good.
TRIES = parse("5 per 15 minute")
ALL_TRIES = parse("100 per 15 minute")

View = Callable[..., ResponseReturnValue]


def _everybody() -> str:
    return "everybody"


limiter = Limiter(_everybody, storage_uri="memory://", strategy="moving-window")


def _count_wrong(
    limit: str, name: str, refusal: type[Refusal], status: int
) -> Callable[[View], Callable[..., Response]]:
    """Count answers with this refusal or status; over the limit they become 429."""
    most = parse(limit)

    def count() -> None:
        if not limiter.limiter.hit(most, name):
            raise TooManyRequests

    def decorate(view: View) -> Callable[..., Response]:
        @wraps(view)
        def counted(**values: str) -> Response:
            try:
                answer = make_response(view(**values))
            except refusal:
                count()
                raise
            if answer.status_code == status:
                count()
            return answer

        return counted

    return decorate


wrong_codes = _count_wrong(WRONG_CODES, "codes", WorkshopUnknown, 404)
wrong_links = _count_wrong(WRONG_LINKS, "links", NotAllowed, 403)


def begin_try(name: str) -> bool:
    """Count a try to sign in with a name, before it is looked at; tells if it may.

    A name that nobody has is counted too: the answer tells nothing of it.
    """
    tries = limiter.limiter
    return tries.test(ALL_TRIES, "tries") and tries.hit(TRIES, "tries", name)


def end_try(name: str, *, good: bool) -> None:
    """Take the tries of a name back after a good one, or count a wrong one for all."""
    if good:
        limiter.limiter.clear(TRIES, "tries", name)
    else:
        limiter.limiter.hit(ALL_TRIES, "tries")


def init_app(app: Flask) -> None:
    """Start counting for an app."""
    limiter.init_app(app)
