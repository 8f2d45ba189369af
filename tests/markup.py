"""Read HTML strictly enough to see its shape and what in it would come alive."""

from dataclasses import dataclass
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta"}


@dataclass(frozen=True)
class Element:
    """One element: its name, attributes and how deep it stands."""

    name: str
    attributes: dict[str, str]
    depth: int


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.text: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_startendtag(tag, attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.elements.append(Element(tag, values, len(self.open)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert not reader.open, f"left open: {reader.open}"
    return reader


def elements(html: str) -> list[Element]:
    """List the elements of well-formed HTML."""
    return _read(html).elements


def roots(html: str) -> list[Element]:
    """List the outermost elements."""
    return [one for one in elements(html) if one.depth == 0]


def text(html: str) -> str:
    """Return what a person can read."""
    return " ".join(" ".join(_read(html).text).split())


def named(html: str, name: str) -> Element:
    """Find the one element with this id."""
    (found,) = [one for one in elements(html) if one.attributes.get("id") == name]
    return found
