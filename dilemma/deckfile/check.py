"""One value at a time: is it there, does it fit, does what it refers to exist?"""

import re
from collections.abc import Mapping

from dilemma.deckfile.parts import Part
from dilemma.deckfile.problems import Found, ProblemKind
from dilemma.deckfile.shelf import Shelf
from dilemma.deckfile.words import (
    KEYS,
    MOST_OF_TEXT,
    MOST_OF_TITLE,
    TEXT,
    TITLE,
    UNDATED,
    Word,
)

_YEAR = re.compile(r"(?<!\d)(1[5-9]|20)\d\d(?!\d)")
_UNKNOWN = {
    "role": ProblemKind.UNKNOWN_ROLE,
    "challenge": ProblemKind.UNKNOWN_CHALLENGE,
    "effect": ProblemKind.UNKNOWN_EFFECT,
}


class Checker:
    """Takes values out of parts and notes what is wrong with them."""

    def __init__(
        self, found: Found, language: str, shelves: Mapping[str, Shelf]
    ) -> None:
        self.found = found
        self.language = language
        self._shelves = shelves

    def say(self, word: Word) -> str:
        """Return a word of the file in the deck's language."""
        return word.written(self.language)

    def title(self, part: Part, most: int = MOST_OF_TITLE) -> str:
        """Return the title of a part."""
        self.fits(part.line, self.say(TITLE), part.title, most)
        return part.title

    def value(self, part: Part, id: str) -> str:
        """Return the value of a key, "" when it is not there."""
        key = KEYS[part.kind][id]
        value = part.values.get(id)
        if value is not None:
            self.fits(value.line, value.name, value.text, key.most)
            return value.text
        if key.needed:
            self.missing(part, id, part.line)
        return ""

    def missing(self, part: Part, id: str, line: int) -> None:
        """Note that a key is not there, at the line that makes it needed."""
        self.found.add(
            line,
            ProblemKind.MISSING_KEY,
            title=part.title or part.name,
            key=self.say(KEYS[part.kind][id].word),
        )

    def text(self, part: Part, *, needed: bool) -> str:
        """Return the free text of a part."""
        text = part.text
        self.fits(part.text_line, self.say(TEXT), text, MOST_OF_TEXT[part.kind])
        if needed and not text:
            self.found.add(
                part.line, ProblemKind.MISSING_TEXT, title=part.title or part.name
            )
        return text

    def source(self, part: Part, id: str = "source") -> str:
        """Return a source, which names its year or says that it has none."""
        source = self.value(part, id)
        undated = (UNDATED.dutch, UNDATED.english)
        dated = _YEAR.search(source) or any(word in source.lower() for word in undated)
        if source and not dated:
            self.found.add(
                part.values[id].line,
                ProblemKind.SOURCE_WITHOUT_YEAR,
                found=source,
                undated=self.say(UNDATED),
            )
        return source

    def reference(self, kind: str, name: str, line: int) -> str:
        """Return the slug of what a name refers to, "" when there is no such thing."""
        shelf = self._shelves[kind]
        slug = shelf.find(name)
        if slug is None:
            self.found.add(
                line, _UNKNOWN[kind], found=name, suggestion=shelf.suggest(name)
            )
        return slug or ""

    def challenge(self, part: Part) -> str:
        """Return the slug of the challenge that a part belongs to."""
        name = self.value(part, "challenge")
        if not name:
            return ""
        return self.reference("challenge", name, part.values["challenge"].line)

    def fits(self, line: int, key: str, text: str, most: int) -> None:
        """Note a text that is longer than its limit."""
        if len(text) > most:
            self.found.add(
                line, ProblemKind.TOO_LONG, key=key, count=len(text), most=most
            )
