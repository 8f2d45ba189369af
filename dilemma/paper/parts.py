"""What all sheets share: a deck's texts ready for paper, drawn signs, QR pictures."""

import re
from datetime import date
from functools import cache
from typing import Any

from babel.dates import format_date
from jinja2 import Environment, FileSystemLoader

from dilemma.config import TEMPLATES
from dilemma.deckfile.words import SIGN_WORDS
from dilemma.places import Qr
from dilemma.rules.deck import Card, Deck, Fact, Option, Role
from dilemma.words import LANGUAGES, translations

TEAL = "#0b5563"
MOST_ON_PAPER = 3000  # letters of one text: no deck and no form takes more
LONGEST_WORD = 34  # longer ones may break anywhere
_LONG = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")
_BREAK = "\u200b"
_SVG = "<svg "
_NAMESPACE = '<svg xmlns="http://www.w3.org/2000/svg" '

Printed = dict[str, Any]


def breakable(text: str) -> str:
    """Let a word that is longer than any line go on in the next one."""
    return _LONG.sub(lambda found: _BREAK.join(found[0]), shorten(text, MOST_ON_PAPER))


def shorten(text: str, most: int) -> str:
    """Return a text of at most so many letters, with a mark where it was cut."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def paragraphs(text: str) -> list[str]:
    """Split a text into its paragraphs."""
    parts = (" ".join(part.split()) for part in re.split(r"\n\s*\n", text))
    return [breakable(part) for part in parts if part]


def line(text: str) -> str:
    """Return a text as one line."""
    return breakable(" ".join(text.split()))


def address(text: str) -> str:
    """Let an address break between its parts, and nowhere else."""
    return re.sub(r"(?<=[./:-])(?=.)", _BREAK, text)


def own(language: str, reader: str) -> str:
    """Return the language of the words beside a text: its own if we speak it."""
    base = language.split("-")[0]
    return base if base in LANGUAGES else reader


def role(one: Role) -> Printed:
    """Return a role for paper; the sign is told in words too."""
    word = SIGN_WORDS.get(one.sign)
    return {
        "name": line(one.name),
        "glasses": line(one.glasses),
        "sign": one.sign,
        "drawn": word.written(one.language) if word else one.sign,
        "language": one.language,
    }


def option(one: Option) -> Printed:
    """Return an option for paper."""
    return {"letter": one.letter, "text": line(one.text)}


def fact(one: Fact, language: str) -> Printed:
    """Return a fact for paper, with its source and how long it is good."""
    _ = translations(language).ugettext
    source = _("Source: %(source)s") % {"source": one.source}
    if one.until:
        until = _("Good until %(when)s") % {"when": _when(one.until, language)}
        source = f"{source}. {until}."
    return {"text": line(one.text), "source": line(source)}


def face(deck: Deck, card: Card, reader: str) -> Printed:
    """Return what stands on a card, in one language."""
    language = own(card.language, reader)
    return {
        "code": line(card.code),
        "title": line(card.title),
        "language": card.language,
        "words": language,
        "situation": paragraphs(card.situation),
        "options": [option(one) for one in card.options],
        "fact": fact(card.fact, language) if card.fact else None,
        "turning": line(card.turning),
        "roles": [role(one) for one in _concerned(deck, card)],
    }


def cards_of(deck: Deck, reader: str) -> list[tuple[Card, Printed]]:
    """Return all cards of a deck for paper, practice first."""
    return [(card, face(deck, card, reader)) for card in (*deck.practice, *deck.cards)]


def signs(deck: Deck) -> dict[str, str]:
    """Return the drawings of the roles of a deck, the same as on the screen."""
    return {one.sign: sign(one.sign) for one in deck.roles}


@cache
def sign(name: str) -> str:
    """Draw one sign."""
    screens = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)
    drawn = str(screens.get_template("signs.html").module.sign(name))  # type: ignore[attr-defined]
    return drawn.replace(_SVG, _NAMESPACE, 1).replace("currentColor", TEAL)


def qr_picture(qr: Qr) -> str:
    """Draw a QR code."""
    size = qr.size
    return (
        f'{_NAMESPACE}viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f'<path d="{qr.path}" fill="#000"/></svg>'
    )


def _concerned(deck: Deck, card: Card) -> list[Role]:
    named = (deck.role(slug) for slug in card.roles)
    return [one for one in named if one] or list(deck.roles)


def _when(until: str, language: str) -> str:
    year, _dash, month = until.partition("-")
    if not month:
        return year
    return format_date(date(int(year), int(month), 1), "LLLL y", locale=language)
