"""Limits on guessing. Never per address: a whole hall shares one."""

from flask import Flask, Response
from flask_limiter import Limiter

WRONG_CODES = "60 per minute"
WRONG_LINKS = "20 per minute"


def _everybody() -> str:
    return "everybody"


limiter = Limiter(_everybody, storage_uri="memory://")


def _wrong(response: Response) -> bool:
    return response.status_code == 404


def _refused(response: Response) -> bool:
    return response.status_code == 403


# Only wrong tries are counted: two thousand good ones in a minute are a full hall.
wrong_codes = limiter.shared_limit(WRONG_CODES, "codes", deduct_when=_wrong)
wrong_links = limiter.shared_limit(WRONG_LINKS, "links", deduct_when=_refused)


def init_app(app: Flask) -> None:
    """Start counting for an app."""
    limiter.init_app(app)
