"""A deck file is Markdown that people write; here it becomes a Deck, and back.

Reading reports every problem at once, each with its line, and raises nothing but
DeckError. Everything here is values in, values out; the only two functions that touch
a disk stand at the bottom. It knows `dilemma.rules` and no other part of the product.

decode.py    bytes -> clean text
lines.py     text -> parts (a heading with its keys, text and options), by split.py
build.py     parts -> Deck, with cards.py, translate.py, shelf.py (names and codes)
             and check.py (values)
write.py     Deck -> text
words.py     the words of the file, in Dutch and English, and the limits
problems.py  what can be wrong, and sentences.py how that is said
"""

from pathlib import Path

from dilemma.deckfile.build import build
from dilemma.deckfile.decode import MOST_BYTES, decode
from dilemma.deckfile.lines import read
from dilemma.deckfile.problems import (
    DeckError,
    Found,
    Problem,
    ProblemKind,
)
from dilemma.deckfile.sentences import sentence
from dilemma.deckfile.words import slugify
from dilemma.deckfile.write import write_deck
from dilemma.rules.deck import Deck

__all__ = [
    "DeckError",
    "Problem",
    "ProblemKind",
    "find_decks",
    "load_deck",
    "parse_deck",
    "sentence",
    "write_deck",
]


def parse_deck(data: bytes | str, slug: str) -> Deck:
    """Read a deck from the contents of a file; raises DeckError with every problem."""
    found = Found()
    parts = read(decode(data), found)
    return build(parts, slug, found)


def load_deck(path: Path) -> Deck:
    """Read the deck in this file, its slug taken from the file's name."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        unreadable = Problem(0, ProblemKind.UNREADABLE, (("reason", reason),))
        raise DeckError((unreadable,)) from error
    return parse_deck(data, slugify(path.stem) or "deck")


def find_decks(folder: Path) -> tuple[Path, ...]:
    """List the deck files in this folder by name; a README or hidden file is none."""
    return tuple(
        sorted(
            path
            for path in folder.glob("*.md")
            if path.is_file()
            and not path.name.startswith(".")
            and path.stem.lower() != "readme"
        )
    )
