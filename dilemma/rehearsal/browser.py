"""A small browser: cookies, forms and one connection, as much as joining takes.

It blocks; whoever has many of them gives each a thread for a moment.
"""

import http.client
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

# What a form sends; a name may come twice.
Fields = Mapping[str, str] | Sequence[tuple[str, str]]
SECONDS = 30  # a busy hall waits longer than anybody likes


@dataclass(frozen=True)
class Place:
    """Where a server is: the address to connect to, and the one that people type."""

    address: str
    port: int
    url: str  # scheme://host[:port]

    @property
    def host(self) -> str:
        """What goes into the Host header."""
        return urlsplit(self.url).netloc


@dataclass(frozen=True)
class Answer:
    """What a server answered."""

    status: int
    text: str
    location: str


def find_place(url: str, addresses: Iterable[tuple[str, int]]) -> Place | None:
    """Return the first of these addresses where the server of a URL answers."""
    for address, port in addresses:
        place = Place(address, port, url)
        browser = Browser(place)
        try:
            if browser.get("/healthz").status == 200:
                return place
        except OSError:
            continue
        finally:
            browser.close()
    return None


class Browser:
    """One person's browser; raises OSError when the server cannot be reached."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._connection = http.client.HTTPConnection(
            place.address, place.port, timeout=SECONDS
        )
        self.cookies: dict[str, str] = {}

    @property
    def cookie(self) -> str:
        """What goes into the Cookie header."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def get(self, path: str) -> Answer:
        """Open a page; a redirect is not followed."""
        return self._ask("GET", path)

    def post(self, path: str, fields: Fields) -> Answer:
        """Send a form."""
        return self._ask("POST", path, urlencode(fields))

    def close(self) -> None:
        """End the connection; the cookies stay."""
        self._connection.close()

    def _ask(self, method: str, path: str, body: str | None = None) -> Answer:
        headers = {"Host": self._place.host, "Origin": self._place.url}
        if self.cookies:
            headers["Cookie"] = self.cookie
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            self._connection.request(method, path, body, headers)
            answer = self._connection.getresponse()
            text = answer.read().decode("utf-8", "replace")
        except http.client.HTTPException as error:
            self._connection.close()
            raise ConnectionError(str(error)) from error
        except OSError:
            self._connection.close()
            raise
        for line in answer.msg.get_all("Set-Cookie", ()):
            name, _, value = line.split(";", 1)[0].partition("=")
            self.cookies[name.strip()] = value.strip()
        return Answer(answer.status, text, answer.getheader("Location", ""))
