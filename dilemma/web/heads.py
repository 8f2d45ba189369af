"""The head of a request, read line by line and strictly: thousands come at once.

What a browser never sends is refused, so that no proxy before us can read it
otherwise than we do: folded lines, names with blanks, two lengths.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from io import BufferedReader

MOST_LINES = 100
LONGEST_LINE = 8192
MOST_KEPT = 256  # lines
BLANKS = " \t\r\n"

_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # RFC 9110, 5.6.2
_ONCE = {"content-length", "host", "transfer-encoding"}


class Head:
    """The header lines of one request, as pywsgi asks for them.

    `status` is empty, or says what is wrong with the head.
    """

    def __init__(self) -> None:
        self.status = ""
        self.headers: list[tuple[str, str]] = []  # all, in order, named as in WSGI
        self._values: dict[str, str] = {}  # the first of each name

    @classmethod
    def read(cls, stream: BufferedReader, *_more: object) -> "Head":
        """Read a head up to its empty line."""
        head = cls()
        headers, values = head.headers, head._values
        for line in _lines(stream):
            key, value, named = _header(line)
            if not key:
                head.status = "not a header"
            elif key in values:
                if key in _ONCE:
                    head.status = "said twice"
            else:
                values[key] = value
            headers.append((named, value))
            if len(line) > LONGEST_LINE or len(headers) > MOST_LINES:
                head.status = "too long"
            if head.status:
                break
        return head

    @property
    def typeheader(self) -> str | None:
        """The type of the body."""
        return self._values.get("content-type")

    def get(self, name: str, default: str | None = None) -> str | None:
        """Return the first header of this name."""
        return self._values.get(name.lower(), default)

    getheader = get

    def __delitem__(self, name: str) -> None:
        del self._values[name.lower()]

    def environ(self) -> list[tuple[str, str]]:
        """Return the headers as WSGI names them."""
        return [header for header in self.headers if header[0]]


def _lines(stream: BufferedReader) -> list[str] | Iterator[str]:
    """Return the lines of a head; at once, when it came in as a whole."""
    at_hand = stream.peek()
    if at_hand[:2] != b"\r\n":
        end = at_hand.find(b"\r\n\r\n")
        if end >= 0 and at_hand.count(b"\n", 0, end) == at_hand.count(b"\r\n", 0, end):
            return stream.read(end + 4)[:end].decode("latin-1").split("\r\n")
    return _one_by_one(stream)


def _one_by_one(stream: BufferedReader) -> Iterator[str]:
    while True:
        line = stream.readline(LONGEST_LINE + 1).decode("latin-1")
        if line in ("\r\n", "\n", ""):
            return
        yield line


@lru_cache(MOST_KEPT)
def _header(line: str) -> tuple[str, str, str]:
    """Take a line apart: name in small letters, value, name in WSGI ("": not there).

    The first is "" for what is no header. A name with "_" could stand for another one.
    Most lines of a hall are the same.
    """
    name, colon, value = line.partition(":")
    value = value.strip(BLANKS)
    if not (colon and _NAME.fullmatch(name)) or "\0" in value or "\r" in value:
        return "", value, ""
    key = name.replace("-", "_").upper()
    elsewhere = "_" in name or key in ("CONTENT_TYPE", "CONTENT_LENGTH")
    return name.lower(), value, "" if elsewhere else f"HTTP_{key}"
