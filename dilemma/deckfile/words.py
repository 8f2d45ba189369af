"""The words of a deck file, in Dutch and English, and how long each text may be.

Reading takes both languages in any case; writing uses the deck's own language.
"""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping
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
    "practice": Word("Oefenkaart", "Practice card"),
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
        "unknown": Key(Word("Onbekend", "Unknown", ("Niet bekend", "Not known")), 600),
    },
    "card": {
        "slug": _SLUG,
        "code": _CODE,
        "tension": Key(Word("Spanning", "Tension"), 120),
        "challenge": _CHALLENGE,
        "roles": Key(Word("Rollen", "Roles"), 800),
        "effects": Key(Word("Effecten", "Effects"), 400),
        "fact": Key(Word("Feit", "Fact"), 600),
        "source": Key(_SOURCE, 300),
        "until": Key(Word("Houdbaar tot", "Valid until", ("Geldig tot",)), 30),
        "turning": Key(Word("Omslagvraag", "Turning question"), 300),
        "note": Key(Word("Notitie", "Note"), 1500),
        "story": Key(Word("Verhaal", "Case"), 1000),
        "happened": Key(Word("Zo ging het", "What happened"), 1000),
        "otherwise": Key(
            Word("Anders was het zo gegaan", "What would have happened"), 1000
        ),
        "costs": Key(Word("Vermeden kosten", "Avoided costs"), 200),
        "costs_source": Key(Word("Bron van de kosten", "Source of the costs"), 300),
    },
    "practice": {
        "slug": _SLUG,
        "code": _CODE,
        "note": Key(Word("Notitie", "Note"), 1500),
    },
}

MOST_OF_TITLE = 120
MOST_OF_ROLE_NAME = 60
MOST_OF_OPTION = 300
MOST_COSTS = 8
MOST_EUROS = 999_999_999
# Free text under a heading; a kind that is not here takes none.
MOST_OF_TEXT: Mapping[str, int] = {
    "deck": 3000,
    "example": 3000,
    "card": 1200,
    "practice": 1200,
}

TITLE = Word("Titel", "Title")
TEXT = Word("Tekst", "Text")
_TITLE = Key(Word("Titel", "Title", ("Naam", "Name")), MOST_OF_TITLE)
_NAME = Word("Naam", "Name", ("Titel", "Title"))
_SITUATION = Key(Word("Situatie", "Situation", ("Tekst", "Text")), MOST_OF_TEXT["card"])
_INTRO = Word("Inleiding", "Introduction", ("Intro", "Tekst", "Text"))

# What stands in the heading or in the free text; a translation writes it as a key.
HEADED: Mapping[str, Mapping[str, Key]] = {
    "deck": {"title": _TITLE, "intro": Key(_INTRO, MOST_OF_TEXT["deck"])},
    "role": {"name": Key(_NAME, MOST_OF_ROLE_NAME)},
    "challenge": {"name": Key(_NAME, MOST_OF_TITLE)},
    "effect": {"name": Key(_NAME, MOST_OF_TITLE)},
    "example": {"title": _TITLE, "text": Key(TEXT, MOST_OF_TEXT["example"])},
    "card": {"title": _TITLE, "situation": _SITUATION},
    "practice": {"title": _TITLE, "situation": _SITUATION},
}
# Keys that say the same in every language.
_LANGUAGELESS = frozenset(
    {
        *("slug", "code", "language", "licence", "sign", "challenge"),
        *("roles", "effects", "until"),
    }
)
# What may be translated, in the order in which it is written.
TRANSLATED: Mapping[str, Mapping[str, Key]] = {
    kind: {
        **HEADED[kind],
        **{id: key for id, key in keys.items() if id not in _LANGUAGELESS},
    }
    for kind, keys in KEYS.items()
}
# A translation of these may be written in several lines, a paragraph each.
PARAGRAPHS = frozenset({"intro", "text", "situation"})
REPEATED = PARAGRAPHS | {"costs"}

UNDATED = Word("ongedateerd", "undated")
# How many of each a deck may hold, and needs.
MOST: Mapping[str, int] = {
    "role": 12,
    "challenge": 30,
    "effect": 30,
    "example": 200,
    "card": 200,
    "practice": 10,
}
LEAST: Mapping[str, int] = {"role": 2, "card": 1}
LETTERS = "abcd"
FEWEST_OPTIONS = 2
MOST_OPTIONS: Mapping[str, int] = {"card": len(LETTERS), "practice": FEWEST_OPTIONS}

CODE_LETTERS: Mapping[str, str] = {
    "challenge": "O",
    "effect": "E",
    "card": "D",
    "practice": "P",
}

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
MOST_COMPARED = 40


def fold(name: str) -> str:
    """Return a name as it is compared: no matter the case or the spaces in it."""
    return " ".join(name.split()).casefold()


def is_language(text: str) -> bool:
    """Tell whether this is a language code such as nl or en-GB."""
    return len(text) <= _MOST_OF_LANGUAGE and bool(_LANGUAGE.fullmatch(text))


def suggest(found: str, known: Iterable[str]) -> str:
    """Return the known word that looks most like this one, or nothing."""
    # Comparing takes long for long names, and those are seldom one typo away.
    words = {word.casefold(): word for word in known if len(word) <= MOST_COMPARED}
    if len(found) > MOST_COMPARED:
        return ""
    near = difflib.get_close_matches(found.casefold(), words, n=1, cutoff=0.7)
    return words[near[0]] if near else ""


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
TRANSLATED_NAMES: Mapping[str, Mapping[str, str]] = {
    kind: _by_name({id: key.word for id, key in keys.items()})
    for kind, keys in TRANSLATED.items()
}
