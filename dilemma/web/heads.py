"""The head of a request, read line by line and strictly: thousands come at once.

What a browser never sends is refused, so that no proxy before us can read it
otherwise than we do: folded lines, names with blanks, two lengths.
"""

import re
from typing import BinaryIO

MOST_LINES = 100
LONGEST_LINE = 8192

_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # RFC 9110, 5.6.2
_ONCE = {"content-length", "host", "transfer-encoding"}


class Head:
    """The header lines of one request, as pywsgi asks for them.

    `status` is empty, or says what is wrong with the head.
    """

    def __init__(self) -> None:
        self.status = ""
        self.headers: list[str] = []  # whole lines, in order
        self._values: dict[str, str] = {}  # the first of each name

    @classmethod
    def read(cls, stream: BinaryIO, *_more: object) -> "Head":
        """Read a head up to its empty line."""
        head = cls()
        while not head.status:
            line = stream.readline(LONGEST_LINE + 1).decode("latin-1")
            if line in ("\r\n", "\n", ""):
                break
            head._add(line)
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

    def _add(self, line: str) -> None:
        name, colon, value = line.partition(":")
        value = value.strip(" \t\r\n")
        key = name.lower()
        if len(line) > LONGEST_LINE or len(self.headers) >= MOST_LINES:
            self.status = "too long"
        elif not (colon and _NAME.fullmatch(name)) or "\0" in value or "\r" in value:
            self.status = "not a header"
        elif key in _ONCE and key in self._values:
            self.status = "said twice"
        self.headers.append(line)
        self._values.setdefault(key, value)
