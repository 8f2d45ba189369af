"""The strips of land, from the near edge to the horizon, and what grows on them."""

from collections.abc import Iterator, Sequence

from dilemma.screens.lettering import LINE, Lines, balanced, fitted
from dilemma.screens.sheets import Sheet


def edge(sheet: Sheet, count: int, border: int, y: float) -> float:
    """Where the border between two strips runs at a height."""
    depth = (sheet.height - y) / (sheet.height - sheet.sky)  # 0 near, 1 at the horizon
    near = border * sheet.width / count
    far = sheet.width * ((1 - sheet.far) / 2 + sheet.far * border / count)
    return near + (far - near) * depth


def across(sheet: Sheet, count: int, strip: int, part: float, y: float) -> float:
    """A point of a strip at a height, from its left (0) to its right (1) border."""
    left, right = (edge(sheet, count, strip + side, y) for side in (0, 1))
    return left + (right - left) * part


def stake(sheet: Sheet, count: int, strip: int) -> tuple[float, float]:
    y = sheet.height - sheet.verge - sheet.letter * 0.75
    return round(across(sheet, count, strip, 0.5, y), 1), round(y, 1)


def outline(sheet: Sheet, count: int, strip: int) -> str:
    a, b = (round(edge(sheet, count, strip + side, sheet.sky), 1) for side in (0, 1))
    d, c = (round(edge(sheet, count, strip + side, sheet.height), 1) for side in (0, 1))
    return f"M{a} {sheet.sky}L{b} {sheet.sky}L{c} {sheet.height}L{d} {sheet.height}z"


def ditches(sheet: Sheet, count: int) -> Iterator[str]:
    for border in range(count + 1 if count else 0):
        far = round(edge(sheet, count, border, sheet.sky), 1)
        near = round(edge(sheet, count, border, sheet.height), 1)
        half = round(sheet.width / 260, 1)
        yield (
            f"M{far - 0.7} {sheet.sky}h1.4L{near + half} {sheet.height}"
            f"h-{round(2 * half, 1)}z"
        )


def _rows(sheet: Sheet) -> Iterator[tuple[float, float]]:
    """Heights of rows across the land, closer together far off; with their nearness."""
    bottom = sheet.height - sheet.verge
    for row in range(11):
        near = 1 / (1 + row * 0.34)
        yield sheet.sky + (bottom - sheet.sky) * near, near


def furrows(sheet: Sheet, count: int, strip: int) -> str:
    bottom = sheet.height - sheet.verge
    return "".join(
        f"M{across(sheet, count, strip, part / 8, sheet.sky):.1f} {sheet.sky}"
        f"L{across(sheet, count, strip, part / 8, bottom):.1f} {bottom}"
        for part in range(1, 8)
    )


def plants(sheet: Sheet, count: int, strip: int, planted: bool) -> str:
    """Leaves along the rows, or a few blades of grass where nothing was sown."""
    path = []
    for row, (y, near) in enumerate(_rows(sheet)):
        leaf = 1.5 + near * sheet.height / 75
        parts = range(1, 8) if planted else (2 + row % 3, 5 + row % 2)
        draw = _sprout if planted else _blade
        path += [
            draw(across(sheet, count, strip, one / 8, y), y, leaf) for one in parts
        ]
    return "".join(path)


def _sprout(x: float, y: float, leaf: float) -> str:
    up, out = leaf * 0.9, leaf * 0.65
    return (
        f"M{x:.1f} {y:.1f}q{-out * 0.1:.1f} {-up * 0.8:.1f} {-out:.1f} {-up:.1f}"
        f"M{x:.1f} {y:.1f}q{out * 0.1:.1f} {-up * 0.8:.1f} {out:.1f} {-up:.1f}"
    )


def _blade(x: float, y: float, leaf: float) -> str:
    return (
        f"M{x:.1f} {y:.1f}v{-leaf:.1f}m{leaf / 2:.1f} {leaf:.1f}"
        f"l{leaf / 3:.1f} {-leaf * 0.8:.1f}"
    )


def names(texts: Sequence[str], sheet: Sheet) -> tuple[Lines, ...]:
    """The names on the verge, all of one size; each line in the middle of its strip."""
    count, top = len(texts), sheet.height - sheet.verge
    strip = edge(sheet, count, 1, top) - edge(sheet, count, 0, top)
    # Where a strip runs aslant, a line has less room between its borders.
    aslant = [
        abs(
            across(sheet, count, number, 0.5, top)
            - across(sheet, count, number, 0.5, top + sheet.letter)
        )
        for number in range(count)
    ]
    widths = [strip * 0.97 - less for less in aslant]
    size = fitted(texts, sheet.letter, widths)
    found = []
    for number, (name, width) in enumerate(zip(texts, widths, strict=True)):
        places = []
        for row, line in enumerate(balanced(name, size, width)):
            y = top + size * (1.05 + row * LINE)
            x = across(sheet, count, number, 0.5, y - size * 0.35)
            places.append((round(x, 1), round(y, 1), line))
        found.append(Lines(size, tuple(places)))
    return tuple(found)
