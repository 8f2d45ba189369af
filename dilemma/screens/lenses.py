"""Cards as lenses on the land, with the signs of roles around them. Nothing collides:
lenses shrink, and then hide behind a "+2", until none touches another."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from math import cos, pi, sin

from dilemma.rules.deck import Card
from dilemma.rules.perspective import Perspective, majority, side_of
from dilemma.rules.shown import CardShown
from dilemma.screens.land import across
from dilemma.screens.sheets import Sheet

APART = 0.55  # from the middle of a lens to the middle of a glass, in radii
SMALLEST = 0.55  # a lens shrinks to this part before one hides
MOST_IN_A_STRIP = 3
TINIEST = 0.1  # whatever is on the land, the picture is drawn


@dataclass(frozen=True)
class Post:
    """The sign of a role, or a number, beside a lens: at A, at B, or between."""

    role: str  # slug, or what the number is of
    sign: str  # empty for a number
    side: str  # a, b or nothing
    x: float = 0
    y: float = 0
    size: float = 0
    said: str = ""  # the number


@dataclass(frozen=True)
class Lens:
    """One card: two glasses that overlap, in the middle its number."""

    slug: str
    number: int
    label: str
    won: str  # a, b, c, d or nothing
    x: float = 0
    y: float = 0
    radius: float = 0
    posts: tuple[Post, ...] = ()

    @property
    def box(self) -> tuple[float, float, float, float]:
        """The outer box of glasses and signs: left, top, right, bottom."""
        reach = self.radius * (1 + APART)
        left = [self.x - reach, *(post.x - post.size * 0.66 for post in self.posts)]
        top = [
            self.y - self.radius,
            *(post.y - post.size * 0.66 for post in self.posts),
        ]
        right = [self.x + reach, *(post.x + post.size * 0.66 for post in self.posts)]
        low = [
            self.y + self.radius,
            *(post.y + post.size * 0.66 for post in self.posts),
        ]
        return min(left), min(top), max(right), max(low)


Standing = tuple[tuple[Lens, ...], tuple[float, float, int] | None]


def standing(fields: Sequence[Sequence[Lens]], sheet: Sheet) -> tuple[Standing, ...]:
    """Put the lenses of each strip on the land, as large as nothing touches anything.

    They come without a place, and so do their posts.
    """
    most, scale = MOST_IN_A_STRIP, 1.0
    while True:
        found = _stand(fields, sheet, most, scale)
        if _at_ease(found, sheet) or scale < TINIEST:
            return found
        scale *= 0.95
        if scale < SMALLEST and most > 1:
            most, scale = most - 1, 1.0


def _at_ease(found: Sequence[Standing], sheet: Sheet) -> bool:
    """Whether all stand within the land and none touches another."""
    boxes = [lens.box for lenses, _ in found for lens in lenses]
    if any(box[1] <= sheet.sky or box[3] >= _near_edge(sheet) for box in boxes):
        return False
    wide, high = sheet.letter, sheet.letter * 0.8
    for _, more in found:
        if more:
            x, y, _ = more
            boxes.append((x - wide, y - high, x + wide, y + high))
    return not any(touch(one, other) for one, other in combinations(boxes, 2))


def _near_edge(sheet: Sheet) -> float:
    """Where cards end: nearer stand the places of the room, and the names."""
    return sheet.height - sheet.verge - sheet.letter * 1.36


def touch(
    one: tuple[float, float, float, float], other: tuple[float, float, float, float]
) -> bool:
    """Whether two boxes share a point."""
    return (
        one[0] <= other[2]
        and other[0] <= one[2]
        and one[1] <= other[3]
        and other[1] <= one[3]
    )


def _stand(
    fields: Sequence[Sequence[Lens]], sheet: Sheet, most: int, scale: float
) -> tuple[Standing, ...]:
    return tuple(
        _on_strip(lenses, sheet, number, len(fields), most, scale)
        for number, lenses in enumerate(fields)
    )


def _on_strip(
    cards: Sequence[Lens],
    sheet: Sheet,
    strip: int,
    count: int,
    most: int,
    scale: float,
) -> Standing:
    """The first card stands nearest; each next one is further away and smaller."""
    hidden = max(0, len(cards) - most)
    slots = min(len(cards), most) + bool(hidden)
    if not slots:
        return (), None
    top, bottom = sheet.sky + 14.0, _near_edge(sheet)
    weights = [1.0 / (1 + 0.45 * slot) for slot in range(slots)]
    heights = [(bottom - top) * weight / sum(weights) for weight in weights]
    borders = [bottom - sum(heights[:slot]) for slot in range(slots + 1)]
    middles = [(low + high) / 2 for low, high in pairwise(borders)]
    lenses = []
    for lens, y, height in zip(cards[:most], middles, heights, strict=False):
        near = (y - sheet.sky) / (bottom - sheet.sky)
        room = across(sheet, count, strip, 1, y) - across(sheet, count, strip, 0, y)
        radius = scale * min(
            room / 4.1, height / 3.1, sheet.largest * (0.55 + 0.55 * near)
        )
        x = across(sheet, count, strip, 0.5, y)
        lenses.append(
            replace(
                lens,
                x=round(x, 1),
                y=round(y, 1),
                radius=round(radius, 1),
                posts=_around(lens.posts, x, y, radius),
            )
        )
    more = None
    if hidden:
        y = middles[-1]
        more = (round(across(sheet, count, strip, 0.5, y), 1), round(y, 1), hidden)
    return tuple(lenses), more


def lens_of(whole: Perspective, card: Card, shown: CardShown) -> Lens:
    """The lens of a card that stands nowhere yet, with the signs of the roles."""
    return Lens(
        slug=card.slug,
        number=whole.number(card.slug),
        label=shown.label.value.replace(" ", "-"),
        won=_won(shown),
        posts=_posts(whole, shown),
    )


def _won(shown: CardShown) -> str:
    option = majority(shown)
    return "" if option is None else "abcd"[option]


def _posts(whole: Perspective, shown: CardShown) -> tuple[Post, ...]:
    """The sign of every role that is shown, with the side it chose."""
    signs = {role.slug: role.sign for role in whole.roles}
    return tuple(
        Post(group.role, signs[group.role], side_of(share))
        for group in shown.groups
        for share in [group.rounds[-1]]
        if group.role in signs and group.role and share is not None
    )


def _around(
    posts: Sequence[Post], x: float, y: float, radius: float
) -> tuple[Post, ...]:
    """Posts around the glass of the side they chose; beneath, who stands between."""
    sides = {
        side: [one for one in posts if one.side == side] for side in ("a", "b", "")
    }
    longest = max(len(sides["a"]), len(sides["b"]), 1)
    size = min(radius * 0.62, 1.15 * pi * radius / (longest * 1.3))
    if sides[""]:
        size = min(size, 2 * radius * (1 + APART) / (1.3 * len(sides[""])))
    around = radius + size * 0.78
    found = []
    for side, turn in (("a", pi), ("b", 0.0)):
        middle = x + radius * APART * (-1 if side == "a" else 1)
        step = size * 1.36 / around
        for place, post in enumerate(sides[side]):
            angle = (
                turn
                + (place - (len(sides[side]) - 1) / 2)
                * step
                * (-1 if side == "b" else 1)
                * -1
            )
            found.append((post, middle + around * cos(angle), y + around * sin(angle)))
    row = sides[""]
    for place, post in enumerate(row):
        across = (place - (len(row) - 1) / 2) * size * 1.36
        found.append((post, x + across, y + radius + size * 0.8))
    return tuple(
        replace(post, x=round(px, 1), y=round(py, 1), size=round(size, 1))
        for post, px, py in found
    )
