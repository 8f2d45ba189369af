"""Which language a person reads: the visible switch, else the browser, else Dutch."""

from flask import Flask, Response, request
from flask_babel import Babel

from dilemma.fragments import language
from dilemma.words import LANGUAGES

COOKIE = "lang"
YEAR = 365 * 24 * 3600


def choose() -> str:
    """Choose the language of the present request."""
    for wish in (request.args.get("lang"), request.cookies.get(COOKIE)):
        if wish in LANGUAGES:
            return wish
    return request.accept_languages.best_match(LANGUAGES, LANGUAGES[0])


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
