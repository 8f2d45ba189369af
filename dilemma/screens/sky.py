"""The effects as lamps in the sky: a pane for every card in which one played."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, pi, sin
from typing import Protocol

from dilemma.rules.deck import Effect
from dilemma.screens.lettering import LINE, Lines, balanced, fitted
from dilemma.screens.sheets import Sheet

MOST_PANES = 16  # of more the lines between them would hide the light
ROOM_FOR_LAMPS = 5  # letters of sky; a lower one has none


@dataclass(frozen=True)
class Light:
    """One effect as a lamp in the sky with a pane for every card it played in."""

    slug: str
    x: float
    y: float
    radius: float
    panes: tuple[tuple[str, str], ...]  # lit, unlit or open; path
    name: Lines


class Counted(Protocol):
    """An effect with the dilemmas of which the majority put it first, or did not."""

    @property
    def effect(self) -> Effect: ...
    @property
    def first(self) -> int: ...
    @property
    def not_first(self) -> int: ...
    @property
    def undecided(self) -> int: ...


def lights(effects: Sequence[Counted], sheet: Sheet) -> Iterator[Light]:
    if sheet.sky < sheet.letter * ROOM_FOR_LAMPS:
        return
    column = sheet.width / (len(effects) or 1)
    radius = min(sheet.letter * 0.95, column * 0.3)
    names = [one.effect.name for one in effects]
    size = fitted(names, sheet.letter, [column * 0.94] * len(names))
    y = round(radius * 1.4, 1)
    for number, line in enumerate(effects):
        x = round((number + 0.5) * column, 1)
        lines = balanced(line.effect.name, size, column * 0.94)
        foot = y + radius * 1.2 + size
        yield Light(
            slug=line.effect.slug,
            x=x,
            y=y,
            radius=round(radius, 1),
            panes=tuple(_panes(line, x, y, radius)),
            name=Lines(
                size,
                tuple(
                    (x, round(foot + place * size * LINE, 1), one)
                    for place, one in enumerate(lines)
                ),
            ),
        )


def _panes(
    line: Counted, x: float, y: float, radius: float
) -> Iterator[tuple[str, str]]:
    """A lamp in as many panes as cards: clockwise from the top, the lit ones first.

    Of very many cards those of one kind are one pane, as large as their share.
    """
    counts = {"lit": line.first, "unlit": line.not_first, "open": line.undecided}
    of = sum(counts.values())
    start = 0
    for kind, count in counts.items():
        for wide in [1] * count if of <= MOST_PANES else [count] * bool(count):
            yield kind, _pane(x, y, radius, start, start + wide, of)
            start += wide


def _pane(x: float, y: float, radius: float, begin: int, end: int, of: int) -> str:
    if end - begin == of:
        left, right = x - radius, x + radius
        arc = f"A{radius:.1f} {radius:.1f} 0 1 1"
        return f"M{left:.1f} {y:.1f}{arc} {right:.1f} {y:.1f}{arc} {left:.1f} {y:.1f}z"
    start, stop = (2 * pi * (turn / of) - pi / 2 for turn in (begin, end))
    large = int(2 * (end - begin) > of)
    return (
        f"M{x:.1f} {y:.1f}L{x + radius * cos(start):.1f} {y + radius * sin(start):.1f}"
        f"A{radius:.1f} {radius:.1f} 0 {large} 1 "
        f"{x + radius * cos(stop):.1f} {y + radius * sin(stop):.1f}z"
    )
