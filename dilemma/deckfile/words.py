"""The words of a deck file, in Dutch and English, and how long each text may be.

Reading takes both languages in any case; writing uses the deck's own language.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from dilemma.rules.deck import SIGNS


@dataclass(frozen=True)
class Word:
    """One word of the file; `also` are other spellings that are read too."""

    dutch: str
    english: str
    also: tuple[str, ...] = ()

    def written(self, language: str) -> str:
        """Return the word for a deck in this language: Dutch or else English."""
        return self.dutch if language.split("-")[0] == "nl" else self.english


@dataclass(frozen=True)
class Key:
    """A `Key: value` line: its word, its most characters, whether it must be there."""

    word: Word
    most: int
    needed: bool = False


SECTIONS: Mapping[str, Word] = {
    "role": Word("Rol", "Role"),
    "challenge": Word("Opgave", "Challenge"),
    "effect": Word("Effect", "Effect", ("Maatschappelijk effect", "Societal effect")),
    "example": Word("Praktijkvoorbeeld", "Example", ("Voorbeeld", "Practice example")),
    "card": Word("Kaart", "Card"),
}

_MOST_OF_LANGUAGE = 20
_CODE = Key(Word("Code", "Code"), 8)
_SLUG = Key(Word("Slug", "Slug"), 60)
_CHALLENGE = Key(Word("Opgave", "Challenge"), 120, needed=True)
_SOURCE = Word("Bron", "Source")

# The order here is the order in which keys are written.
KEYS: Mapping[str, Mapping[str, Key]] = {
    "deck": {
        "language": Key(Word("Taal", "Language"), _MOST_OF_LANGUAGE),
        "licence": Key(Word("Licentie", "Licence", ("License",)), 120),
        "credit": Key(Word("Dank", "Credit", ("Credits", "Thanks")), 1000),
    },
    "role": {
        "slug": _SLUG,
        "sign": Key(Word("Teken", "Sign"), 20, needed=True),
        "glasses": Key(Word("Bril", "Glasses"), 200),
    },
    "challenge": {
        "slug": _SLUG,
        "code": _CODE,
        "plain": Key(Word("In gewone taal", "In plain words"), 300, needed=True),
    },
    "effect": {"slug": _SLUG, "code": _CODE},
    "example": {
        "slug": _SLUG,
        "challenge": _CHALLENGE,
        "source": Key(_SOURCE, 300, needed=True),
        "unknown": Key(Word("Onbekend", "Unknown"), 600),
    },
    "card": {
        "slug": _SLUG,
        "code": _CODE,
        "tension": Key(Word("Spanning", "Tension"), 120),
        "challenge": _CHALLENGE,
        "roles": Key(Word("Rollen", "Roles"), 800),
        "english": Key(Word("In het Engels", "In English"), 300),
        "effects": Key(Word("Effecten", "Effects"), 400),
        "fact": Key(Word("Feit", "Fact"), 600),
        "source": Key(_SOURCE, 300),
        "turning": Key(Word("Omslagvraag", "Turning question"), 300),
        "note": Key(Word("Notitie", "Note"), 1500),
    },
}

UNDATED = Word("ongedateerd", "undated")
TEXT = Word("Tekst", "Text")
TITLE = Word("Titel", "Title")
MOST_OF_TITLE = 120
MOST_OF_ROLE_NAME = 60
MOST_OF_OPTION = 300
# Free text under a heading; a kind that is not here takes none.
MOST_OF_TEXT: Mapping[str, int] = {"deck": 3000, "example": 3000, "card": 1200}

# How many of each a deck may hold, and needs.
MOST: Mapping[str, int] = {
    "role": 12,
    "challenge": 30,
    "effect": 30,
    "example": 200,
    "card": 200,
}
LEAST: Mapping[str, int] = {"role": 2, "card": 1}
LETTERS = "abcd"
FEWEST_OPTIONS = 2

CODE_LETTERS: Mapping[str, str] = {"challenge": "O", "effect": "E", "card": "D"}

_DUTCH_SIGNS = (
    "deur",
    "bureau",
    "handen",
    "schild",
    "munt",
    "hart",
    "kiem",
    "boek",
    "polsslag",
    "sleutel",
    "huis",
    "lens",
)
SIGN_WORDS: Mapping[str, Word] = {
    sign: Word(dutch, sign) for sign, dutch in zip(SIGNS, _DUTCH_SIGNS, strict=True)
}

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_MOST_OF_KEY = 40
_MOST_WORDS_OF_KEY = 3


def fold(name: str) -> str:
    """Return a name as it is compared: no matter the case or the spaces in it."""
    return " ".join(name.split()).casefold()


def is_language(text: str) -> bool:
    """Tell whether this is a language code such as nl or en-GB."""
    return len(text) <= _MOST_OF_LANGUAGE and bool(_LANGUAGE.fullmatch(text))


def slugify(name: str) -> str:
    """Return a name as an id of plain letters, digits and hyphens; may be empty."""
    plain = unicodedata.normalize("NFKD", name[:200]).encode("ascii", "ignore").decode()
    return "-".join(re.findall("[a-z0-9]+", plain.lower()))[:60].strip("-")


def _by_name(words: Mapping[str, Word]) -> Mapping[str, str]:
    return {
        fold(name): id
        for id, word in words.items()
        for name in (word.dutch, word.english, *word.also)
    }


SECTION_NAMES = _by_name(SECTIONS)
SIGN_NAMES = _by_name(SIGN_WORDS)
KEY_NAMES: Mapping[str, Mapping[str, str]] = {
    kind: _by_name({id: key.word for id, key in keys.items()})
    for kind, keys in KEYS.items()
}
_EVERY_KEY_NAME = frozenset(name for names in KEY_NAMES.values() for name in names)

# Word processors turn the hyphen of a list into one of the other signs.
_OPTION = re.compile(r"[-*•–]\s*([A-Za-z])\s*[:)](.*)", re.DOTALL)


def split_key(line: str) -> tuple[str, str] | None:
    """Split a line that looks like `Key: value`; None when it looks like plain text.

    A word of the file counts always; any other one to three words only when a space
    follows the colon, so that `12:30` and web addresses stay text.
    """
    name, colon, value = line.partition(":")
    if not colon or len(name) > _MOST_OF_KEY or not name[:1].isalpha():
        return None
    words = name.split()
    if len(words) > _MOST_WORDS_OF_KEY:
        return None
    if not all(word.replace("-", "").isalnum() for word in words):
        return None
    if value and not value[0].isspace() and fold(name) not in _EVERY_KEY_NAME:
        return None
    return " ".join(words), value.strip()


def split_option(line: str) -> tuple[str, str] | None:
    """Split a line `- A: text` into letter and text; the letter is "" when missing."""
    match = _OPTION.fullmatch(line)
    if match:
        return match[1].lower(), match[2].strip()
    if line == "-" or line.startswith("- "):
        return "", line[1:].strip()
    return None


def split_heading(line: str) -> tuple[int, str] | None:
    """Split a heading into its level and its text; `#2` is plain text."""
    text = line.lstrip("#")
    level = len(line) - len(text)
    if not level or (level == 1 and text and not text[0].isspace()):
        return None
    return level, text.strip()


def needs_escape(line: str) -> bool:
    """Tell whether a line of plain text would be read as something else."""
    return (
        line.startswith("\\")
        or split_heading(line) is not None
        or split_option(line) is not None
        or split_key(line) is not None
    )
