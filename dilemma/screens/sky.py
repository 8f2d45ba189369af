"""The effects as lamps in the sky: a pane for every card in which one played."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from dilemma.rules.perspective import EffectLine
from dilemma.screens.lettering import LINE, Lines, balanced, fitted
from dilemma.screens.sheets import Sheet

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


def lights(effects: Sequence[EffectLine], sheet: Sheet) -> Iterator[Light]:
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
    line: EffectLine, x: float, y: float, radius: float
) -> Iterator[tuple[str, str]]:
    """A lamp in as many panes as cards: clockwise from the top, the lit ones first."""
    kinds = (
        ["lit"] * line.first + ["unlit"] * line.not_first + ["open"] * line.undecided
    )
    for number, kind in enumerate(kinds):
        yield kind, _pane(x, y, radius, number, len(kinds))


def _pane(x: float, y: float, radius: float, number: int, of: int) -> str:
    if of == 1:
        left, right = x - radius, x + radius
        arc = f"A{radius:.1f} {radius:.1f} 0 1 1"
        return f"M{left:.1f} {y:.1f}{arc} {right:.1f} {y:.1f}{arc} {left:.1f} {y:.1f}z"
    start, end = (2 * pi * (turn / of) - pi / 2 for turn in (number, number + 1))
    return (
        f"M{x:.1f} {y:.1f}L{x + radius * cos(start):.1f} {y + radius * sin(start):.1f}"
        f"A{radius:.1f} {radius:.1f} 0 0 1 "
        f"{x + radius * cos(end):.1f} {y + radius * sin(end):.1f}z"
    )
