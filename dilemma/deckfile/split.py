"""What one line of a deck file is: a heading, a key, an option or plain text."""

import re

from dilemma.deckfile.words import KEY_NAMES, TRANSLATED_NAMES, fold

_MOST_OF_KEY = 40
_MOST_OF_TAGGED_KEY = 64
_MOST_WORDS_OF_KEY = 3
_EVERY_KEY_NAME = frozenset(name for names in KEY_NAMES.values() for name in names)
_EVERY_TRANSLATED_NAME = _EVERY_KEY_NAME.union(*TRANSLATED_NAMES.values())
_LONG_KEYS = [
    frozenset(name.split())
    for name in _EVERY_TRANSLATED_NAME
    if len(name.split()) > _MOST_WORDS_OF_KEY
]
# A word with one of these behind it is meant as a key in that language.
_LANGUAGES = frozenset(
    ("nl", "en", "de", "fr", "fy", "es", "pt", "pl", "tr", "ar", "uk", "ru")
)

# Word processors turn the hyphen of a list into one of the other signs.
_OPTION = re.compile(
    r"[-*•–]\s*([A-Za-z])(?:\s*\(([^()]{1,20})\)(?=\s*:))?\s*[:)](.*)", re.DOTALL
)
_TAGGED = re.compile(r"([^()]*)\(([^()]{1,20})\)")


def split_key(line: str) -> tuple[str, str, str] | None:
    """Split a line that looks like `Key (en): value` into key, language and value.

    The language is empty when the line has none; None means that the line looks like
    plain text. A word of the file counts always; any other one to three words only
    when a space follows the colon, so that `12:30` and web addresses stay text.
    """
    name, colon, value = line.partition(":")
    if not colon or len(name) > _MOST_OF_TAGGED_KEY or not name[:1].isalpha():
        return None
    name, language = split_tag(name)
    if len(name) > _MOST_OF_KEY:
        return None
    known = fold(name) in (_EVERY_TRANSLATED_NAME if language else _EVERY_KEY_NAME)
    spaced = not value or value[0].isspace()
    if not known and not (spaced and _resembles_key(name, language)):
        return None
    return " ".join(name.split()), language, value.strip()


def split_tag(name: str) -> tuple[str, str]:
    """Split a name and the language between brackets behind it, "" without one."""
    tagged = _TAGGED.fullmatch(name.strip())
    if tagged and tagged[2].strip():
        return tagged[1].strip(), tagged[2].strip().lower()
    return name, ""


def _resembles_key(name: str, language: str) -> bool:
    """Tell whether this is no word of the file, but was likely meant as one."""
    words = name.split()
    if not all(word.replace("-", "").isalnum() for word in words):
        return False
    if language:
        return language in _LANGUAGES
    if len(words) <= _MOST_WORDS_OF_KEY:
        return True
    said = set(fold(name).split())
    return any(2 * len(said & long) >= len(said | long) for long in _LONG_KEYS)


def split_option(line: str) -> tuple[str, str, str] | None:
    """Split a line `- A (en): text` into letter, language and text.

    The letter and the language are "" when they are missing.
    """
    match = _OPTION.fullmatch(line)
    if match:
        return match[1].lower(), (match[2] or "").strip().lower(), match[3].strip()
    if line == "-" or line.startswith("- "):
        return "", "", line[1:].strip()
    return None


def split_heading(line: str) -> tuple[int, str] | None:
    """Split a heading into its level and its text; `#2` is plain text."""
    text = line.lstrip("#")
    level = len(line) - len(text)
    if not level or (level == 1 and text and not text[0].isspace()):
        return None
    return level, text.strip()


def is_comment(line: str) -> bool:
    """Tell whether this line is only for who reads the file: `<!-- ... -->`."""
    return line.startswith("<!--") and line.endswith("-->")


def needs_escape(line: str) -> bool:
    """Tell whether a line of plain text would be read as something else."""
    return (
        line.startswith("\\")
        or is_comment(line)
        or split_heading(line) is not None
        or split_option(line) is not None
        or split_key(line) is not None
    )
