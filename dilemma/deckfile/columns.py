"""The sheets and columns of a workbook: Dutch headings, read in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dilemma.deckfile.lines import known_language
from dilemma.deckfile.problems import Found
from dilemma.deckfile.split import split_tag
from dilemma.deckfile.tree import LISTS
from dilemma.deckfile.words import (
    HEADED,
    KEYS,
    LETTERS,
    MOST_OPTIONS,
    SECTIONS,
    TRANSLATED,
    Word,
    fold,
)

_OPTION = Word("Keuze", "Option")
_EFFECTS = KEYS["card"]["effects"].word
_WIDE = 200  # a text that may be longer than this gets a wide column
_RARE = frozenset("cd")  # options that most cards do not have


@dataclass(frozen=True)
class Column:
    """One column: a key, of an option when it has a letter, perhaps translated."""

    kind: str
    key: str
    letter: str = ""
    language: str = ""

    @property
    def spoken(self) -> bool:
        """Whether this text may be translated."""
        return self.key == "text" if self.letter else self.key in TRANSLATED[self.kind]

    @property
    def rare(self) -> bool:
        """Whether the column is left out when nothing stands in it."""
        return self.letter in _RARE and bool(self.letter)

    @property
    def wide(self) -> bool:
        """Whether its texts are long."""
        if self.letter:
            return self.key == "text"
        key = HEADED[self.kind].get(self.key) or KEYS[self.kind][self.key]
        return key.most > _WIDE


def _columns(kind: str) -> tuple[Column, ...]:
    keys = [key for key in KEYS[kind] if key != "effects" or kind not in MOST_OPTIONS]
    columns = [Column(kind, key) for key in (*HEADED[kind], *keys)]
    for letter in LETTERS[: MOST_OPTIONS.get(kind, 0)]:
        columns.append(Column(kind, "text", letter))
        if kind == "card":
            columns.append(Column(kind, "effects", letter))
    return tuple(columns)


COLUMNS: Mapping[str, tuple[Column, ...]] = {kind: _columns(kind) for kind in KEYS}


def heading_of(column: Column) -> str:
    """Write the heading of a column."""
    return _headings(column)[0]


def _headings(column: Column) -> tuple[str, ...]:
    """Every heading that is read for a column; the first one is written."""
    tag = f" ({column.language})" if column.language else ""
    if column.letter:
        word = _OPTION if column.key == "text" else _EFFECTS
        letter = column.letter.upper()
        return tuple(f"{one} {letter}{tag}" for one in (word.dutch, word.english))
    keys = HEADED[column.kind] | KEYS[column.kind]  # type: ignore[operator]
    word = keys[column.key].word
    return tuple(f"{one}{tag}" for one in (word.dutch, word.english, *word.also))


_BY_HEADING: Mapping[str, Mapping[str, Column]] = {
    kind: {
        fold(heading): column
        for column in reversed(columns)
        for heading in _headings(column)
    }
    for kind, columns in COLUMNS.items()
}


def read_heading(kind: str, name: str) -> Column | None:
    """Return the column that a heading names, in any case, or None."""
    name, language = split_tag(name)
    column = _BY_HEADING[kind].get(fold(name))
    if column is None or not language:
        return column
    if not column.spoken or not known_language(language, 0, Found()):
        return None
    return replace(column, language=language)


class Sheets:
    """The sheets of a workbook, by the kind of part that stands in them."""

    lists: Mapping[str, str] = {kind: name for name, kind in LISTS.items()}
    notes = "Uitleg"
    explanation = (
        "Zo werkt dit bestand",
        "Elk blad heeft één soort. Op het blad Kaarten staat elke kaart op één regel.",
        "Verander de bovenste regel van een blad niet. De volgorde van de kolommen"
        " maakt niet uit. Een kolom mag leeg blijven of weg.",
        "Opgave: schrijf de code of de naam, zoals op het blad Opgaves staat.",
        "Rollen: schrijf de namen met een komma ertussen.",
        "Effecten: schrijf + of - en de code van het effect, zoals +E1 -E3.",
        "Bron: noem altijd een jaartal, of het woord ongedateerd.",
        "Vermeden kosten: één bandbreedte per regel in de cel (Alt+Enter),"
        " zoals: opvang, 4.000 tot 9.000 euro.",
        "Andere taal: zet de code van de taal achter de kop, zoals Titel (en).",
        "Dit blad en bladen met een andere naam worden niet gelezen.",
    )
    _words: Mapping[str, tuple[str, ...]] = {
        "deck": ("Kaartenset", "Set", "Deck"),
        "role": ("Rollen", "Roles"),
        "challenge": ("Opgaves", "Opgaven", "Challenges"),
        "effect": ("Effecten", "Effects"),
        "example": ("Praktijkvoorbeelden", "Voorbeelden", "Examples"),
        "card": ("Kaarten", "Cards"),
        "practice": ("Oefenkaarten", "Practice cards"),
    }

    @property
    def titles(self) -> tuple[str, ...]:
        """The titles of all sheets, as they are written."""
        return tuple(names[0] for names in self._words.values())

    def title(self, kind: str) -> str:
        """The title of the sheet of a kind."""
        return self._words[kind][0]

    def find(self, title: str) -> str | None:
        """Return the kind that a sheet holds, by its title in any case."""
        for kind, names in self._words.items():
            word = SECTIONS.get(kind)
            also = (word.dutch, word.english) if word else ()
            if fold(title) in map(fold, (*names, *also)):
                return kind
        return None


SHEETS = Sheets()
