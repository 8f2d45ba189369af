"""A deck file is Markdown, JSON or a workbook; here it becomes a Deck, and back.

Reading reports every problem at once, each with its line, and raises nothing but
DeckError. Everything here is values in, values out; the only two functions that touch
a disk stand at the bottom. It knows `dilemma.rules` and no other part of the product.

decode.py    bytes -> clean text
lines.py     text -> parts (a heading with its keys, text and options), by split.py
build.py     parts -> Deck, with cards.py, translate.py, shelf.py (names and codes)
             and check.py (values)
write.py     Deck -> text
as_json.py   JSON -> tree; unpack.py and workbook.py: XLSX -> tree
tree.py      tree -> parts
trees.py     Deck -> tree, for as_json.py and sheets.py (XLSX)
words.py     the words of the file, in Dutch and English, and the limits
problems.py  what can be wrong, and sentences.py how that is said
"""

from pathlib import Path, PurePath

from dilemma.deckfile.advised import advice_sentence
from dilemma.deckfile.as_json import read_json, write_json
from dilemma.deckfile.build import build
from dilemma.deckfile.decode import decode
from dilemma.deckfile.lines import read
from dilemma.deckfile.problems import (
    DeckError,
    Found,
    Problem,
    ProblemKind,
)
from dilemma.deckfile.sentences import sentence
from dilemma.deckfile.sheets import write_workbook
from dilemma.deckfile.starter import starter
from dilemma.deckfile.tree import parts_of
from dilemma.deckfile.unpack import MOST_BYTES_OF_WORKBOOK
from dilemma.deckfile.words import slugify
from dilemma.deckfile.workbook import is_workbook, read_workbook
from dilemma.deckfile.write import write_deck
from dilemma.rules.deck import Deck

__all__ = [
    "DeckError",
    "Problem",
    "ProblemKind",
    "advice_sentence",
    "find_decks",
    "load",
    "load_deck",
    "parse_deck",
    "sentence",
    "starter",
    "write_deck",
    "write_json",
    "write_workbook",
]


def parse_deck(data: bytes | str, slug: str) -> Deck:
    """Read a deck from Markdown or JSON; raises DeckError with every problem."""
    found = Found()
    text = decode(data)
    if text.lstrip().startswith("{"):
        return build(parts_of(read_json(text, found), found), slug, found)
    return build(read(text, found), slug, found)


def load(data: bytes, name: str) -> Deck:
    """Read a deck from a file that somebody gave us, whatever kind of file it is.

    What it is shows from the contents: a workbook, JSON or Markdown. The slug comes
    from the file's name. Raises DeckError with every problem.
    """
    slug = slugify(PurePath(name).stem) or "deck"
    if is_workbook(data):
        return read_workbook(data, slug)
    return parse_deck(data, slug)


def load_deck(path: Path) -> Deck:
    """Read the deck in this file, its slug taken from the file's name."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES_OF_WORKBOOK + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        unreadable = Problem(0, ProblemKind.UNREADABLE, (("reason", reason),))
        raise DeckError((unreadable,)) from error
    return load(data, path.name)


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
