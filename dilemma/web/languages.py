"""Which language a person reads: the visible switch, else the browser, else Dutch."""

from functools import lru_cache

from flask import Flask, Response, request
from flask_babel import Babel
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from dilemma.fragments import language
from dilemma.words import LANGUAGES

COOKIE = "lang"
YEAR = 365 * 24 * 3600


def choose() -> str:
    """Choose the language of the present request."""
    wish = request.args.get("lang")
    if wish in LANGUAGES:
        return str(wish)
    headers = request.headers.get("Accept-Language", "")
    return choice(request.cookies.get(COOKIE), headers)


def choice(kept: str | None, accept: str) -> str:
    """Choose between what the cookie keeps and what the browser accepts."""
    return kept if kept in LANGUAGES else _best(accept)


@lru_cache(maxsize=512)
def _best(accept: str) -> str:
    """A hall's phones send a handful of headers, and reading one takes a while."""
    wishes = parse_accept_header(accept, LanguageAccept)
    return wishes.best_match(LANGUAGES, LANGUAGES[0])


def init_app(app: Flask) -> None:
    """Set up translations, and keep a choice made with `?lang=` in a cookie."""
    app.config["BABEL_DEFAULT_LOCALE"] = LANGUAGES[0]
    app.config["BABEL_DEFAULT_TIMEZONE"] = "Europe/Amsterdam"
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "translations"
    Babel(app, locale_selector=choose)

    @app.after_request
    def remember(response: Response) -> Response:
        if request.args.get("lang") in LANGUAGES:
            response.set_cookie(
                COOKIE,
                language(),
                max_age=YEAR,
                samesite="Lax",
                httponly=True,
                secure=app.config["SESSION_COOKIE_SECURE"],
            )
        if request.endpoint != "static":  # files are the same for everybody
            response.vary.update(("Accept-Language", "Cookie"))
        return response
