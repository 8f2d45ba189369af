"""Messages of which the JSON is written beforehand: once for everybody who gets them.

Writing a phone's fragments as JSON costs as much as storing its vote.
"""

import json
from dataclasses import dataclass

UNNUMBERED = 'data-revision="0"'
UNNUMBERED_INSIDE = r"data-revision=\"0\""

write = json.JSONEncoder(separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Part:
    """Rendered fragments, and the same as the inside of a JSON text."""

    html: str
    json: str

    def numbered(self, revision: int) -> "Part":
        """Return the part with a revision in the place of `UNNUMBERED`."""
        number = f'data-revision="{revision}"'
        inside = number.replace('"', r"\"")
        return Part(
            self.html.replace(UNNUMBERED, number, 1),
            self.json.replace(UNNUMBERED_INSIDE, inside, 1),
        )


def part(html: str) -> Part:
    """Write fragments as JSON."""
    return Part(html, _inside(html))


class Ready(dict[str, object]):
    """A message to a phone; `json` is what a serializer would make of it."""

    __slots__ = ("json",)

    def __init__(self, parts: tuple[Part, ...], now: int, *, answers: bool) -> None:
        ok = {"ok": True} if answers else {}
        super().__init__(ok, html="".join(one.html for one in parts), now=now)
        head = '{"ok":true,' if answers else "{"
        inside = "".join(one.json for one in parts)
        self.json = f'{head}"html":"{inside}","now":{now}}}'


def _inside(text: str) -> str:
    return write(text)[1:-1]
