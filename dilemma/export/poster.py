"""The poster on A3: the picture to hang on a wall, with what stands out beside it."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from dilemma.export.cover import agreements, cover, places
from dilemma.export.format import Format
from dilemma.export.picture import in_plain, land, mark
from dilemma.export.plain import plain_all
from dilemma.paper.parts import line, shorten
from dilemma.paper.press import typeset_once
from dilemma.phrases import label_text, priorities_text, recognition_text
from dilemma.rules.snapshot import Snapshot
from dilemma.screens.endings import ending
from dilemma.screens.faces import whole
from dilemma.screens.looks import CardLook, looks
from dilemma.screens.sheets import HALL

# A wall is read from some steps away; the report has the rest.
MOST_CARDS, MOST_QUOTES, MOST_AGREEMENTS, MOST_PLACES = 12, 4, 5, 3

MOST_LETTERS = 220  # of one text

Told = dict[str, Any]


def write(snapshot: Snapshot) -> bytes:
    """Write the poster as a PDF of one page."""
    return typeset_once("wall", poster(snapshot))


FORMAT = Format("poster", "application/pdf", write, pressed=True, ending="-poster.pdf")


def poster(snapshot: Snapshot) -> Told:
    """Return the data of `wall.typ`."""
    seen, last = whole(snapshot), ending(snapshot)
    found, agreed = looks(snapshot, seen), agreements(last)
    told: Told = plain_all(
        {
            **cover(snapshot, seen),
            "drawing": land(snapshot, HALL),
            "cards": [_card(one) for one in found[:MOST_CARDS]],
            "more_cards": _more(len(found) - MOST_CARDS),
            "nothing": "" if found else _("Nothing has been played yet"),
            "roles": [
                {"name": on_wall(one.name), "language": one.language, "sign": one.sign}
                for one in snapshot.workshop.offered
            ],
            "places": places(last)[:MOST_PLACES],
            "order": priorities_text(last.priorities) if last.priorities else "",
            "recognised": recognition_text(last.recognition)
            if last.recognition
            else "",
            "sentence": on_wall(last.sentence),
            "quotes": [quote for one in found for quote in _quotes(one)][:MOST_QUOTES],
            "agreements": [on_wall(one) for one in agreed[-MOST_AGREEMENTS:]],
            "words": {
                "cards": _("What you talked about"),
                "first": _("This room puts first"),
                "recognised": _("Does the room recognise this picture?"),
                "best": _("The best argument for each side"),
                "agreements": _("Agreements"),
                "lamps": _(
                    "A lamp is an effect. Every pane is a dilemma, lit where the "
                    "majority put the effect first."
                ),
                "emoji": _("a small picture"),
            },
        }
    )
    return told


def on_wall(text: str) -> str:
    """Return a text as a poster has it: nobody stands and reads a long one."""
    return line(shorten(text, MOST_LETTERS))


def _card(look: CardLook) -> Told:
    return {
        "number": look.number,
        "title": on_wall(look.card.title),
        "language": look.card.language,
        "mark": mark(look.lens),
        "label": label_text(look.shown.label),
    }


def _more(left: int) -> str:
    if left <= 0:
        return ""
    return str(ngettext("and %(num)s more card", "and %(num)s more cards", left))


def _quotes(look: CardLook) -> list[Told]:
    return [
        {
            "letter": side.letter,
            "number": look.number,
            "text": on_wall(quote.text),
            "condition": _("Yes, if ...") if quote.condition else "",
            "by": line(in_plain("said_words.html", "by_line", quote)),
        }
        for side in look.best
        for quote in side.quotes
    ]
