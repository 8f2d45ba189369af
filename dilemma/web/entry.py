"""A participant's form needs a cookie that we signed, and must come from our own page.

No token stands in the page: it is the same bytes for the whole hall. Another site can
send neither: browsers keep a `SameSite=Lax` cookie from its forms, and they say
themselves where a form comes from.
"""

import secrets
from collections.abc import Callable, Mapping
from functools import wraps

from flask import current_app, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest
from werkzeug.http import dump_cookie

from dilemma.config import Config
from dilemma.signing import read_entry, write_entry
from dilemma.web.door import Environ, knows_origin
from dilemma.web.headers import csrf

COOKIE_SECONDS = 8 * 24 * 3600  # a congress and the days around it

View = Callable[..., ResponseReturnValue]


def entry_cookie(code: str) -> str:
    """Name the cookie with the number with which a browser comes in by a code."""
    return f"dilemma-entry-{code}"


def seat_cookie(code: str) -> str:
    """Name the cookie with the table at which a newcomer scanned the code."""
    return f"dilemma-seat-{code}"


def seat_in(code: str, cookies: Mapping[str, str]) -> int | None:
    """Return the table that a newcomer scanned; not signed, for it proves nothing."""
    text = cookies.get(seat_cookie(code), "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None


def entry_in(config: Config, code: str, cookies: Mapping[str, str]) -> str | None:
    """Return the number that this browser comes in with, if we gave it one."""
    return read_entry(config.secret_key, code, cookies.get(entry_cookie(code), ""))


def new_entry(config: Config, code: str) -> str:
    """Write the header that gives a browser such a number."""
    signed = write_entry(config.secret_key, code, secrets.token_urlsafe(16))
    return dump_cookie(
        entry_cookie(code),
        signed,
        max_age=COOKIE_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=config.secure,
    )


def sent_by_us(config: Config, environ: Environ) -> bool:
    """Tell whether the browser says that a page of ours sent this request.

    `Door` has refused a foreign Origin already. Older browsers send none with a form
    of our own; they say it in another header.
    """
    if environ.get("HTTP_ORIGIN"):
        return True
    site = environ.get("HTTP_SEC_FETCH_SITE")
    if site:
        return bool(site == "same-origin")
    scheme, _, rest = environ.get("HTTP_REFERER", "").partition("://")
    page = f"{scheme}://{rest.partition('/')[0]}"
    return knows_origin(config, page, environ.get("HTTP_HOST", ""))


def from_our_page(view: View) -> View:
    """Let a view answer forms from our own pages only, and without a token."""

    @wraps(view)
    def checked(**values: str) -> ResponseReturnValue:
        config: Config = current_app.config["DILEMMA"]
        if not sent_by_us(config, request.environ):
            raise BadRequest
        return view(**values)

    csrf.exempt(checked)
    return checked
