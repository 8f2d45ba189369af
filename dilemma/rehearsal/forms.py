"""Reading pages as far as a simulated person needs: forms, and what a screen shows."""

import re
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser

_ROOT = re.compile(r'<(?:section|div) id="([a-z-]+)"([^>]*\bdata-revision=[^>]*)>')
_DATA = re.compile(r'data-([a-z]+)="([^"]*)"')


class Gone(Exception):
    """A page is not what it should be: the rehearsal cannot go on; `status` says it."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@dataclass
class Form:
    """A form: where it goes, its hidden fields, and its buttons by name."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)
    buttons: dict[str, list[str]] = field(default_factory=dict)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(values.get("action", "")))
            self._inside = True
        elif self._inside and tag == "input" and values.get("type") == "hidden":
            self.forms[-1].fields[values["name"]] = values.get("value", "")
        elif self._inside and tag == "button" and "name" in values:
            form = self.forms[-1]
            form.buttons.setdefault(values["name"], []).append(values["value"])

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False


def form_to(html: str, ending: str) -> Form | None:
    """Find the form on a page whose address ends so."""
    reader = _Reader()
    reader.feed(html)
    return next((one for one in reader.forms if one.action.endswith(ending)), None)


def screens(html: str) -> dict[str, dict[str, str]]:
    """Read the `data-` attributes of every fragment in a text, by its id."""
    return {
        found[1]: {name: unescape(value) for name, value in _DATA.findall(found[2])}
        for found in _ROOT.finditer(html)
    }
