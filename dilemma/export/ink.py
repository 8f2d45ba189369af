"""A drawing that stands by itself: what the stylesheets say is written into it.

Slides and paper know no stylesheet, and few know a pattern or a drawing in a drawing.
"""

from collections.abc import Iterator
from math import sqrt
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

NAMESPACE = "http://www.w3.org/2000/svg"
FONTS = "'Atkinson Hyperlegible Next', 'Segoe UI', Arial, 'Liberation Sans', sans-serif"
PAPER, INK = "#faf7f2", "#1d2a32"

# `static/charts.css` in the light, a rule a line: a part, perhaps within another one or
# (>) right under it, and its attributes. The last rule that fits, holds.
_LOOKS = """
.high = stop-color #e6eeee
.low = stop-color #fbf0dc
.dawn = stop-color #f6c98a; stop-opacity .75
.dusk = stop-color #f6c98a; stop-opacity 0
.glow = stop-color #d79a1e; stop-opacity .55
.fade = stop-color #d79a1e; stop-opacity 0
.meadow = fill #e3e8d6
.strip.planted = fill #cfdfc3
.strip.planted.odd = fill #c0d4b4
.strip.fallow = fill #efe7da
.furrow = fill none; stroke #77996d; stroke-width 1.5; stroke-opacity .45
.leaf = fill none; stroke #77996d; stroke-width 2.2; stroke-linecap round
.grass = fill none; stroke #a58f68; stroke-width 1.6; stroke-linecap round
.ditch = fill #b5d0da
.village = fill #52606a
.village .far = opacity .45
.village .sail = fill none; stroke #52606a; stroke-width 3
.village .pole = fill none; stroke #52606a; stroke-width 2
.horizon = stroke #52606a; stroke-width 2
.lens .ground = fill #faf7f2
.glass.a = fill #0b5563
.glass.b = fill #a84a00
.glass.a.half = fill #5b99a5; fill-opacity .45
.glass.b.half = fill #c37f4e; fill-opacity .45
.lens .rim = fill none; stroke #1d2a32
.lens .halo = fill none; stroke #1d2a32; stroke-width 2
.majority-with-concerns .rim = stroke-dasharray 16 5
.roles-differ .rim = stroke-dasharray 14 5 3 5
.divided-within .rim = stroke-dasharray 6 5
.divided .rim = stroke-dasharray 6 5
.rooms-differ .rim = stroke-dasharray 9 4
.too-few .rim = stroke-dasharray 1 6; stroke-linecap round
.shade = fill #1d2a32; opacity .16
.tag = fill #faf7f2; stroke #1d2a32; stroke-width 2
.stake .tag = fill #1d2a32
.post > circle = fill #ffffff; stroke #76736c; stroke-width 2.5
.post.a > circle = stroke #0b5563
.post.b > circle = stroke #a84a00
.lamp .lit = fill #d79a1e; stroke #6e4a00; stroke-width 2; stroke-linejoin round
.lamp .unlit = fill #ffffff; stroke #6e4a00; stroke-width 2; stroke-linejoin round
.lamp .open = fill none; stroke #76736c; stroke-width 2; stroke-dasharray 5 4
text = fill #1d2a32; font-weight 700
.dim text = fill #5b6770; font-weight 400
text.dim = fill #5b6770; font-weight 400
text.count = font-weight 400
.stake text = fill #faf7f2
text.plain = font-weight 400
text.quiet = fill #5b6770; font-weight 400
text.kicker = fill #0b5563
.flag rect = fill #ffffff; stroke #a84a00; stroke-width 3
"""
_HATCH, _HATCH_WIDTH = 10, 3  # as the pattern of B on the screen
_OF_A_PAGE = ("class", "aria-hidden", "focusable")


def _rules() -> Iterator[tuple[str, str, bool, dict[str, str]]]:
    """Read the looks: own part, the part around it, whether right under it, looks."""
    for rule in _LOOKS.strip().splitlines():
        selector, said = rule.split(" = ")
        *above, own = selector.split()
        pairs = (one.partition(" ") for one in said.split("; "))
        around = above[0] if above else ""
        yield own, around, ">" in above, {name: value for name, _, value in pairs}


_RULES = tuple(_rules())


def inked(markup: str) -> Element:
    """Read a drawing as the screen has it, and write its looks into it.

    Raises ElementTree.ParseError for what is no drawing.
    """
    root = ElementTree.fromstring(markup)
    every = list(_walk(root, ()))
    for one, above in every:
        _dress(one, above)
    for one, above in every:
        if above and one.tag == "svg":
            _unnest(one)
        for name in _OF_A_PAGE:
            one.attrib.pop(name, None)
    return root


def written(root: Element) -> str:
    """Write a drawing as a file."""
    root.set("xmlns", NAMESPACE)
    root.set("font-family", FONTS)
    return ElementTree.tostring(root, encoding="unicode")


def told(root: Element, title: str, said: str) -> str:
    """Write a drawing as a file, with its words for who cannot see it."""
    root.set("role", "img")
    for place, (name, text) in enumerate((("title", title), ("desc", said))):
        one = Element(name)
        one.text = text
        root.insert(place, one)
    return written(root)


def _walk(
    one: Element, above: tuple[Element, ...]
) -> Iterator[tuple[Element, tuple[Element, ...]]]:
    yield one, above
    for inner in one:
        yield from _walk(inner, (*above, one))


def _dress(one: Element, above: tuple[Element, ...]) -> None:
    for own, around, near, looks in _RULES:
        outer = above[-1:] if near else above
        if _fits(own, one) and (not around or any(_fits(around, up) for up in outer)):
            one.attrib.update(looks)
    if _fits(".pattern", one):
        _hatch(one)
    for name, value in one.attrib.items():
        if value == "currentColor":
            one.set(name, INK)


def _fits(selector: str, one: Element) -> bool:
    tag, *classes = selector.split(".")
    return tag in ("", one.tag) and {*classes} <= {*one.get("class", "").split()}


def _unnest(one: Element) -> None:
    """Make a drawing within a drawing a group of it, at its place and size."""
    _left, _top, wide, _high = (float(part) for part in one.get("viewBox", "").split())
    width = float(one.get("width", wide))
    x, y = one.get("x", "0"), one.get("y", "0")
    for name in ("viewBox", "width", "height", "x", "y"):
        one.attrib.pop(name, None)
    one.tag = "g"
    one.set("transform", f"translate({x} {y}) scale({width / wide:.4g})")


def _hatch(circle: Element) -> None:
    """Draw the pattern of B as what it is: slanting lines from rim to rim."""
    x, y, radius = (float(circle.attrib.pop(name)) for name in ("cx", "cy", "r"))
    slant, path = sqrt(0.5), ""
    apart = _HATCH / 2 - radius
    while apart < radius:
        half = sqrt(radius**2 - apart**2)
        left, low = x + (apart - half) * slant, y + (apart + half) * slant
        path += f"M{left:.1f} {low:.1f}l{2 * half * slant:.1f} {-2 * half * slant:.1f}"
        apart += _HATCH
    circle.tag = "path"
    looks = {"fill": "none", "stroke": PAPER, "stroke-opacity": ".5"}
    circle.attrib.update({"d": path, **looks, "stroke-width": str(_HATCH_WIDTH)})
