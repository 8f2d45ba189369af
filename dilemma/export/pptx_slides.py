"""Which slides a presentation has, and what stands where on them."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from dilemma.export import picture
from dilemma.export.pptx_card import card_slide
from dilemma.export.pptx_slide import INK, QUIET, Box, Said, Slide
from dilemma.export.table import Facts
from dilemma.rules.snapshot import Snapshot

COVER, HEADED = 0, 5  # the library's own layouts: a title slide, and only a title
LEFT, WIDE = 0.6, 12.1
WHOLE = Box(0, 0, 13.333, 7.5)
LONG = 45  # letters of a title from which it is set smaller
MOST_LINES = 7  # of people, on one slide


def fill(show: Any, snapshot: Snapshot, found: Facts, language: str) -> None:
    """Fill a presentation, slide by slide."""

    def headed(title: str) -> Slide:
        slide = Slide(show.slides.add_slide(show.slide_layouts[HEADED]), language)
        size = 28 if len(title) < LONG else 20
        slide.title(Said(title, size, True), Box(LEFT, 0.45, WIDE, 0.9))
        return slide

    _cover(Slide(show.slides.add_slide(show.slide_layouts[COVER]), language), found)
    seen = headed(_("Wenkend Perspectief"))
    seen.title_above()  # the picture has its own
    words = picture.in_words(snapshot)
    seen.picture(picture.png(snapshot), WHOLE, words)
    seen.notes(words, *found["how_counted"])
    for number, card in enumerate(found["cards"], start=1):
        card_slide(headed(f"{number}. {card['title']}"), card, found)
    for title, said, notes in _pages(found):
        slide = headed(title)
        slide.write(Box(LEFT, 1.5, WIDE, 5.3), *said)
        slide.notes(*notes)


def _cover(slide: Slide, found: Facts) -> None:
    workshop = found["workshop"]
    size = 40 if len(workshop["title"]) < LONG else 26
    slide.title(Said(workshop["title"], size, True), Box(LEFT, 1.9, WIDE, 1.9))
    joined = ngettext(
        "%(num)s participant", "%(num)s participants", workshop["participants"]
    )
    played = ngettext(
        "%(num)s card played", "%(num)s cards played", workshop["cards_played"]
    )
    day = format_date(date.fromisoformat(workshop["day"]), "long")
    under = slide.slide.placeholders[1]
    said = [
        Said(f"{_('Wenkend Perspectief')} · {day}", 20, False, QUIET),
        Said(f"{joined} · {played}", 20, False, QUIET),
        *(Said(one, 18, True, INK, 8) for one in found["marks"]),
        Said(found["standard_line"], 16, False, INK, 14),
    ]
    slide.fill(under, said, Box(LEFT, 3.9, WIDE, 2.8))
    slide.notes(*found["how_counted"])


def _pages(found: Facts) -> Iterator[tuple[str, Sequence[Said], Sequence[str]]]:
    """Yield the slides of words: title, paragraphs, notes."""
    ending, how = found["ending"], found["how_counted"]
    first, known = ending["priorities"], ending["recognition"]
    if first:
        said = [
            Said(f"{number}. {_(' and ').join(place)}", 24, True, INK, 10)
            for number, place in enumerate(first["places"], start=1)
        ]
        more = [Said(first["text"], 16, False, QUIET, 12)] if first["text"] else []
        yield _("What this room puts first"), [*said, *more], how
    if known:
        said = [Said(known["text"], 22)]
        said += [Said(f"“{one}”", 16, False, INK, 8) for one in ending["reasons"]]
        yield _("Does the room recognise this picture?"), said[: 1 + MOST_LINES], how
    agreed = ending["agreements"]
    for start in range(0, len(agreed), MOST_LINES):
        said = [Said(one, 16, False, INK, 10) for one in agreed[start:][:MOST_LINES]]
        yield _("Agreements"), said, [_("Only what the facilitator shows.")]
    if ending["closing_sentence"]:
        yield _("Our sentence"), [Said(ending["closing_sentence"], 28, True)], how
    yield from _rules(found)


def _rules(found: Facts) -> Iterator[tuple[str, Sequence[Said], Sequence[str]]]:
    said = [
        Said(found["standard_line"], 15, True),
        *(Said(one, 13, False, INK, 6) for one in found["how_counted"]),
    ]
    yield _("How we counted"), said, (found["standard_line"],)
