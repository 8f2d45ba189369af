"""The only way a screen becomes HTML: one file, one root, the same bytes everywhere.

A fragment is rendered from its screen alone. It cannot see who is asking, so the same
text may go to a page, an htmx answer and a push to a whole room.
"""

from datetime import UTC, datetime
from typing import Protocol

from flask import Flask, current_app
from flask_babel import (
    force_locale,
    format_date,
    format_datetime,
    format_decimal,
    get_locale,
)
from jinja2 import StrictUndefined
from markupsafe import Markup

from dilemma import phrases, phrases_region
from dilemma.phrases import label_text, share_text
from dilemma.words import LANGUAGES

MILLISECONDS = 1000
# What would tell a fragment who is asking; pages get some of it from elsewhere.
PERSONAL = (
    "request",
    "session",
    "g",
    "config",
    "url_for",
    "csrf_token",
    "csrf_meta_tag",
    "get_flashed_messages",
)


class Screen(Protocol):
    """A frozen value that names the template that shows it."""

    @property
    def template(self) -> str:
        """Name of the file under `templates/fragments/`, without its ending."""


def render(screen: Screen) -> Markup:
    """Render a fragment in the present language."""
    template = current_app.jinja_env.get_template(f"fragments/{screen.template}.html")
    return Markup(template.render(screen=screen))


def render_in(language: str, *screens: Screen) -> str:
    """Render fragments one after another in a language, whoever is asking."""
    with force_locale(language):
        return "".join(render(screen) for screen in screens)


def language() -> str:
    """Return the language of the present request or push."""
    return str(get_locale() or LANGUAGES[0])


def init_app(app: Flask) -> None:
    """Make templates strict, and fragments blind to the requester."""
    env = app.jinja_env
    env.undefined = StrictUndefined
    env.trim_blocks = True
    env.lstrip_blocks = True
    for name in PERSONAL:
        env.globals.pop(name, None)
    env.globals.update(fragment=render, label_text=label_text, share_text=share_text)
    env.globals.update(
        agreement_line=phrases.line,
        priorities_text=phrases.priorities_text,
        recognition_text=phrases.recognition_text,
        hours_text=phrases.hours_text,
        days_text=phrases.days_text,
        effect_text=phrases_region.effect_text,
        doubted_text=phrases_region.doubted_text,
        region_line=phrases_region.region_line,
        region_counted=phrases_region.region_counted,
        verdict_text=phrases_region.verdict_text,
        challenge_text=phrases_region.challenge_text,
        rooms_text=phrases_region.rooms_text,
        chose_text=phrases_region.chose_text,
        spread_text=phrases_region.spread_text,
        apart_text=phrases_region.apart_text,
    )
    env.filters["date"] = date_text
    env.filters["time"] = _time
    env.filters["amount"] = format_decimal


def warm_up(app: Flask) -> None:
    """Compile every template now: nobody in a hall waits for the first one."""
    for name in app.jinja_env.list_templates(extensions=["html"]):
        app.jinja_env.get_template(name)


def _time(milliseconds: int) -> str:
    """Tell the time in the zone of the dates; a page with scripts tells its own."""
    moment = datetime.fromtimestamp(milliseconds / MILLISECONDS, UTC)
    return format_datetime(moment, "HH:mm")


def date_text(milliseconds: int) -> str:
    """Write the day of a moment in the present language."""
    return format_date(datetime.fromtimestamp(milliseconds / MILLISECONDS, UTC), "long")
