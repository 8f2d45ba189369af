"""From the bytes of a file to clean text: UTF-8, one kind of line end, normal form C.

A NUL and wrong bytes are refused. Invisible characters that never carry meaning on a
card (control characters, direction overrides, byte order marks) are left out.
"""

import unicodedata

from dilemma.deckfile.problems import DeckError, Problem, ProblemKind

MOST_BYTES = 256 * 1024

# Longer runs of accents on one letter are no language, and sorting them takes
# quadratic time: 256 KB of them would hold the server for a minute.
_MOST_ACCENTS = 30

_SPACES = dict.fromkeys((0x0B, 0x0C, 0x85, 0x2028, 0x2029), " ")
_INVISIBLE = dict.fromkeys(
    (
        *(code for code in range(0x20) if chr(code) not in "\t\n"),
        *range(0x7F, 0xA0),
        *range(0x202A, 0x202F),  # direction overrides
        *range(0x2066, 0x206A),  # direction isolates
        *range(0xD800, 0xE000),  # halves of characters
        *(0xFEFF, 0xFFFE, 0xFFFF),
    )
)
_CLEANING = _INVISIBLE | _SPACES


def decode(data: bytes | str) -> str:
    """Return the text of a deck file; raises DeckError when it is none."""
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    if len(raw) > MOST_BYTES:
        raise _refused(0, ProblemKind.TOO_LARGE, most=MOST_BYTES // 1024)
    if b"\0" in raw:
        raise _refused(_line(raw, raw.index(b"\0")), ProblemKind.NOT_TEXT)
    if isinstance(data, str):
        text = data
    else:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            line = _line(raw, error.start)
            raise _refused(line, ProblemKind.NOT_UTF_8) from None
    return clean(text)


def clean(text: str) -> str:
    """Return text with one kind of line end, in normal form C, and nothing unseen."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_CLEANING)
    if text.isascii():
        return text
    return _calm(unicodedata.normalize("NFC", _calm(text)))


def _calm(text: str) -> str:
    """Leave out accents after the thirtieth on one letter."""
    kept = []
    run = 0
    for character in text:
        run = run + 1 if unicodedata.combining(character) else 0
        if run <= _MOST_ACCENTS:
            kept.append(character)
    return "".join(kept)


def _line(raw: bytes, place: int) -> int:
    before = raw[:place].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return before.count(b"\n") + 1


def _refused(line: int, kind: ProblemKind, **data: int) -> DeckError:
    return DeckError((Problem(line, kind, tuple(data.items())),))
