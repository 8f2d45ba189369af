"""The picture on one slide: what stands on it, where, and how large. Nothing collides.

A slide is read from the back of a room: of many cards the first ones stand there, and
how many more there are.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from dilemma.export.format import alone_line, rehearsal_line, standard_line
from dilemma.fragments import date_text, language
from dilemma.paper.parts import shorten
from dilemma.phrases import label_text
from dilemma.rules.deck import Card
from dilemma.rules.perspective import Perspective
from dilemma.rules.snapshot import Snapshot
from dilemma.screens.lenses import Lens, lens_of
from dilemma.screens.lettering import LINE, MOST_LINES, width_of, wrapped
from dilemma.screens.sheets import HALL

WIDTH, HEIGHT = HALL.width, HALL.width * 9 // 16
SIDE = 60  # of white left and right
TOP = 136  # of the polder
LIST = TOP + HALL.height + 20  # where the cards begin
FOOT = HEIGHT - 20
KEY = HEIGHT - 56  # of the signs of roles
# Up to so many cards: in so many columns, with letters of that size.
COLUMNS = ((4, 2, 34), (6, 2, 28), (12, 3, 25))
ROWS = 2.25  # from one card to the next, in letters
TITLE = (50, 40, 34)  # the first size at which it fits
MOST_ON_A_LINE = 200  # letters: more never fit
MARK = (56, 36)  # size of the mark of a card
# A legend takes more lines, in smaller letters, rather than to lose a name.
LEGEND = (22, 18, 16, 13)  # sizes of its letters
BETWEEN = " · "  # two names of a legend

Told = tuple[Card, str, Lens]  # a card, its label in words, its mark


@dataclass(frozen=True)
class Line:
    """One line of text: where it begins, or ends."""

    text: str
    x: float
    y: float
    size: float
    language: str
    end: bool = False


@dataclass(frozen=True)
class Entry:
    """One card under the picture: its mark at a place, its title and its label."""

    title: Line
    label: Line | None = None
    lens: Lens | None = None
    x: float = 0
    y: float = 0
    scale: float = 1


@dataclass(frozen=True)
class Sign:
    """The sign of one role, and its name beside it."""

    sign: str
    name: Line
    x: float
    y: float
    size: float


@dataclass(frozen=True)
class Slide:
    """Everything on the slide but the polder itself."""

    kicker: Line
    title: tuple[Line, ...]
    when: tuple[Line, ...]
    flag: Line | None
    entries: tuple[Entry, ...]
    key: tuple[Sign, ...]
    standard: Line
    legend: tuple[Line, ...] = ()
    width: int = WIDTH
    height: int = HEIGHT
    top: int = TOP

    @property
    def flag_box(self) -> tuple[float, float, float, float]:
        """Where the box around the flag stands: left, top, width and height."""
        assert self.flag is not None  # only asked for with a flag
        wide = width_of(self.flag.text, self.flag.size)
        return self.flag.x - 14, self.flag.y - 27, round(wide + 28), 38


def slide(snapshot: Snapshot, whole: Perspective) -> Slide:
    """Lay out the slide of a workshop, in the present language."""
    when = (
        date_text(snapshot.workshop.created),
        ngettext("%(num)s participant", "%(num)s participants", snapshot.joined),
    )
    cards = [
        (card, label_text(shown.label), lens_of(whole, card, shown))
        for card, shown in whole.played
    ]
    line = standard_line(snapshot.joined)
    key = tuple(_key(snapshot)) if whole.played else ()
    return laid_out(snapshot.workshop.title, when, _flag(snapshot), cards, line, key)


def laid_out(
    title: str,
    when: tuple[str, ...],
    flag: str,
    cards: Sequence[Told],
    standard: str,
    key: tuple[Sign, ...] = (),
    *,
    legend: Sequence[str] = (),
) -> Slide:
    """Lay out a slide with a picture; a legend stands where else the key is."""
    spoken = language()
    entries = tuple(_entries(cards, spoken))
    low = max((one.label or one.title).y for one in entries) + 8
    return Slide(
        kicker=Line(_("Wenkend Perspectief"), SIDE, 50, 26, spoken),
        title=tuple(_title(title, spoken)),
        when=tuple(
            Line(text, WIDTH - SIDE, 62 + 42 * row, 30, spoken, end=True)
            for row, text in enumerate(when)
        ),
        flag=Line(
            flag, SIDE + width_of(_("Wenkend Perspectief"), 26) + 40, 47, 22, spoken
        )
        if flag
        else None,
        entries=entries,
        key=key,
        standard=Line(standard, SIDE, FOOT, 22, spoken),
        legend=tuple(_legend(legend, low, spoken)),
    )


def cut(text: str, size: float, width: float) -> str:
    """Return as much of a text as fits on one line, with a mark where it was cut."""
    text = shorten(" ".join(text.split()), MOST_ON_A_LINE)
    if width_of(text, size) <= width:
        return text
    while text and width_of(f"{text}…", size) > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _title(text: str, spoken: str) -> Iterator[Line]:
    text, width = shorten(text, MOST_ON_A_LINE), WIDTH * 0.72 - SIDE
    for size in TITLE:
        if width_of(text, size) <= width:
            yield Line(text, SIDE, 110, size, spoken)
            return
    size = 30
    first, *rest = wrapped(text, size, width)
    yield Line(first, SIDE, 86, size, spoken)
    yield Line(cut(" ".join(rest), size, width), SIDE, 122, size, spoken)


def _flag(snapshot: Snapshot) -> str:
    """What marks numbers that are not those of a room that talked."""
    if snapshot.game.rehearsal:
        return rehearsal_line()
    return alone_line() if snapshot.workshop.alone else ""


def _key(snapshot: Snapshot) -> Iterator[Sign]:
    """Who the signs on the land are: in smaller letters when there are many roles."""
    roles = snapshot.workshop.offered
    letters = (22, 20, 18, 16, 14, 12)

    def wide(name: str, size: float) -> float:
        return width_of(name, size) + size * 2.2

    room = WIDTH - 2 * SIDE
    size = next(
        (one for one in letters if sum(wide(r.name, one) for r in roles) <= room),
        letters[-1],
    )
    x = float(SIDE)
    for role in roles:
        if x + wide(role.name, size) > WIDTH - SIDE:
            return
        name = Line(role.name, x + size * 1.4, KEY, size, role.language)
        yield Sign(role.sign, name, x, KEY - size * 0.9, size * 1.15)
        x += wide(role.name, size)


def _legend(names: Sequence[str], low: float, spoken: str) -> Iterator[Line]:
    """Every name, in the largest letters that fit; only then is a long name cut."""
    room, bottom = WIDTH - 2 * SIDE, KEY + 14

    def high(lines: Sequence[str], size: float) -> float:
        return size * (0.7 + LINE * (len(lines) - 1))

    for size in LEGEND:
        lines = _filled(names, size, room)
        wide = max((width_of(one, size) for one in lines), default=0)
        if (
            wide <= room
            and len(lines) <= MOST_LINES
            and low + high(lines, size) <= bottom
        ):
            break
    else:
        most = room / -(-len(names) // MOST_LINES) - width_of(BETWEEN, size)
        lines = _filled([cut(one, size, most) for one in names], size, room)
    last = max(KEY, low + high(lines, size))
    for below, text in zip(range(len(lines))[::-1], lines, strict=True):
        yield Line(text, SIDE, round(last - below * size * LINE, 1), size, spoken)


def _filled(names: Sequence[str], size: float, room: float) -> list[str]:
    """Lines of whole names."""
    lines: list[str] = []
    for name in names:
        longer = f"{lines[-1]}{BETWEEN}{name}" if lines else name
        if lines and width_of(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.append(name)
    return lines


def _entries(played: Sequence[Told], spoken: str) -> Iterator[Entry]:
    if not played:
        text = _("Nothing has been played yet")
        yield Entry(Line(text, SIDE, LIST + 34, 34, spoken))
        return
    most = COLUMNS[-1][0]
    told = played if len(played) <= most else played[: most - 1]
    places = min(len(played), most)
    _most, columns, size = next(row for row in COLUMNS if places <= row[0])
    rows = -(-places // columns)
    wide = (WIDTH - 2 * SIDE) / columns
    scale = size * 1.7 / MARK[1]
    beside = MARK[0] * scale + size * 0.6
    for place, (card, label, lens) in enumerate(told):
        x, y = SIDE + place // rows * wide, LIST + place % rows * size * ROWS
        room = wide - beside - size
        title = cut(f"{place + 1}. {card.title}", size, room)
        yield Entry(
            title=Line(title, x + beside, y + size * 0.86, size, card.language),
            label=Line(
                cut(label, size * 0.9, room),
                *(x + beside, y + size * 1.9, size * 0.9, spoken),
            ),
            lens=lens,
            x=x,
            y=y,
            scale=round(scale, 3),
        )
    if len(told) < len(played):
        place, left = len(told), len(played) - len(told)
        text = ngettext("and %(num)s more card", "and %(num)s more cards", left)
        x, y = SIDE + place // rows * wide, LIST + place % rows * size * ROWS
        yield Entry(Line(text, x + beside, y + size * 1.4, size, spoken))
