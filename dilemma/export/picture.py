"""The picture of a workshop for slides and paper: as a drawing, and as a photograph.

It is the polder of the screen (`templates/polder.html`) with its looks written in. In
its text stands what the picture shows, for whoever cannot see it.
"""

from collections.abc import Callable, Iterator
from typing import Any

from flask import current_app
from flask_babel import gettext as _

from dilemma.export.format import Format, rehearsal_line, standard_line
from dilemma.export.ink import inked, told, written
from dilemma.export.plain import plain
from dilemma.export.slide import HEIGHT, WIDTH, slide
from dilemma.paper.parts import shorten
from dilemma.paper.press import photographed
from dilemma.phrases import label_text
from dilemma.rules.perspective import Perspective
from dilemma.rules.snapshot import Snapshot
from dilemma.screens.endings import ending
from dilemma.screens.faces import whole
from dilemma.screens.lenses import Lens
from dilemma.screens.looks import drawn
from dilemma.screens.sheets import HALL, Sheet

MOST_SAID = 200  # letters of a title
PIXELS = 2  # to a unit of the slide: 3840 by 2160


def svg(snapshot: Snapshot) -> bytes:
    """Write a slide of 16 by 9 that needs no other file."""
    return _slide(snapshot).encode()


def png(snapshot: Snapshot) -> bytes:
    """Photograph the same slide, in our own letters."""
    data = {
        "drawing": _slide(snapshot),
        "alt": plain(in_words(snapshot)),
        "width": WIDTH,
        "height": HEIGHT,
    }
    return photographed("slide", data, pixels=PIXELS)


SVG = Format("svg", "image/svg+xml", svg)
PNG = Format("png", "image/png", png, pressed=True)


def land(snapshot: Snapshot, sheet: Sheet) -> str:
    """Draw only the polder, for a page that says the rest in words."""
    seen = whole(snapshot)
    draw = part_of("polder.html", "picture")
    drawing = str(draw(drawn(snapshot, seen, sheet), seen, "polder"))
    return _written(drawing, snapshot)


def mark(lens: Lens) -> str:
    """Draw the mark of a card as it stands beside its title."""
    return written(inked(str(part_of("polder.html", "mark")("mark", lens))))


def in_words(snapshot: Snapshot) -> str:
    """Say what the picture shows."""
    return " ".join(_sentences(snapshot, whole(snapshot)))


def part_of(template: str, macro: str) -> Callable[..., Any]:
    """Return a part of a screen's template, to draw or say the same elsewhere."""
    found: Callable[..., Any] = getattr(
        current_app.jinja_env.get_template(template).module, macro
    )
    return found


def in_plain(template: str, macro: str, *values: object) -> str:
    """Say what a part of a screen's template says, without its markup."""
    return str(part_of(template, macro)(*values).striptags())


def _slide(snapshot: Snapshot) -> str:
    seen = whole(snapshot)
    drawing = current_app.jinja_env.get_template("slide.html").render(
        slide=slide(snapshot, seen),
        whole=seen,
        polder=drawn(snapshot, seen, HALL),
    )
    return _written(drawing, snapshot)


def _written(drawing: str, snapshot: Snapshot) -> str:
    title = shorten(snapshot.workshop.title, MOST_SAID)
    title = f"{_('Wenkend Perspectief')}: {title}"
    return told(inked(plain(drawing)), plain(title), plain(in_words(snapshot)))


def _sentences(snapshot: Snapshot, seen: Perspective) -> Iterator[str]:
    if snapshot.game.rehearsal:
        yield rehearsal_line()
    yield _(
        "A polder of joint challenges. Planted strips were discussed, the others lie "
        "fallow."
    )
    for line in seen.challenges:
        cards = "; ".join(
            f"{seen.number(card.slug)}. {shorten(card.title, MOST_SAID)}, "
            f"{label_text(shown.label)}"
            for card, shown in line.cards
        )
        yield f"{line.challenge.name}: {cards or _('not discussed today')}."
    for place, names in enumerate(ending(snapshot).places, start=1):
        first = _("this room puts first")
        yield f"{first}, {place}: {', '.join(one.name for one in names)}."
    for effect in seen.effects:
        said = in_plain("polder.html", "light_words", effect)
        yield f"{effect.effect.name}: {said}."
    yield standard_line(snapshot.joined)
