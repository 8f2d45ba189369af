"""People without a browser of their own: they open the plain page and send its forms.

Each keeps what they chose, so that a test can compare it with what was stored.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlsplit

from dilemma.rehearsal.browser import Browser, Place

Cast = dict[int, str]  # step -> what somebody chose there last
_FIELD = re.compile(r'<(?:input|button)\b[^>]*\bname="answer"[^>]*\bvalue="([^"]*)"')
_STEP = re.compile(r'name="step" value="(\d+)"')


@dataclass
class Guest:
    """One person with a cookie jar, who came in by the code of a table."""

    browser: Browser
    code: str
    role: str
    cast: Cast = field(default_factory=dict)

    def page(self) -> str:
        """Open the page without scripts."""
        return unescape(self.browser.get(f"/j/{self.code}?plain").text)

    def answer(self, value: str, page: str = "") -> None:
        """Press a button of the page's form; two boxes are joined by a plus."""
        page = page or self.page()
        step = _STEP.search(page)
        assert step, page
        offered = _FIELD.findall(page)
        assert not set(value.split("+")) - set(offered), (value, offered)
        fields = [("step", step[1]), *(("answer", one) for one in value.split("+"))]
        answer = self.browser.post(f"/j/{self.code}/answer", fields)
        assert answer.status == 303
        self.cast[int(step[1])] = value


def come_in(url: str, code: str, seats: Sequence[tuple[str, int]]) -> list[Guest]:
    """Bring people in, each in a role (slug), by the code of a table or (0) of none."""
    parts = urlsplit(url)
    assert parts.hostname
    assert parts.port
    place = Place(parts.hostname, parts.port, url)
    guests = []
    for role, table in seats:
        browser = Browser(place)
        if table:
            assert browser.get(f"/t/{code}/{table}").status == 303
        assert browser.get(f"/j/{code}").status == 200
        assert browser.post(f"/j/{code}/role", {"role": role}).status == 303
        guests.append(Guest(browser, code, role))
    return guests


def everybody(guests: Sequence[Guest], *values: str) -> None:
    """Let all of them answer, by turns."""
    for number, guest in enumerate(guests):
        guest.answer(values[number % len(values)])


def chosen(guests: Sequence[Guest]) -> dict[int, Counter[str]]:
    """Count per step what these people chose."""
    counted: dict[int, Counter[str]] = {}
    for guest in guests:
        for step, value in guest.cast.items():
            counted.setdefault(step, Counter())[value] += 1
    return counted
