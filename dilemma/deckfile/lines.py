"""From lines to parts: a heading with its keys, its free text and its options.

A line is a heading, a key, an option or plain text. An indented line belongs to the key
or option above it. A line that starts with a backslash is plain text, whatever follows.
Nothing is guessed: a line that could mean two things is a problem.
"""

from dataclasses import dataclass, field

from dilemma.deckfile.problems import Found, ProblemKind, suggest
from dilemma.deckfile.words import (
    KEY_NAMES,
    KEYS,
    LETTERS,
    MOST_OF_TEXT,
    SECTION_NAMES,
    SECTIONS,
    fold,
    is_language,
    split_heading,
    split_key,
    split_option,
)

NOWHERE = ""  # the kind of a part whose heading says nothing we know


class Value:
    """What stands after a key or an option's letter; `name` as the writer wrote it."""

    def __init__(self, line: int, name: str, text: str) -> None:
        self.line = line
        self.name = name
        self.pieces = [text] if text else []

    @property
    def text(self) -> str:
        """The value as one line."""
        return " ".join(self.pieces)


@dataclass
class Choice:
    """An option with its effects, still as text."""

    value: Value
    effects: Value | None = None


@dataclass
class Part:
    """Everything under one heading, still as text.

    `name` is the word in the heading as the writer wrote it. The deck itself is a part
    too; its line is 0 as long as it has no title.
    """

    kind: str
    line: int
    title: str
    name: str = ""
    values: dict[str, Value] = field(default_factory=dict)
    choices: list[Choice] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    text_line: int = 0

    @property
    def text(self) -> str:
        """The free text, its paragraphs one blank line apart."""
        return "\n".join(self.lines).strip("\n")

    def end_paragraph(self) -> None:
        """Note a blank line, unless one stands there already."""
        if self.lines and self.lines[-1]:
            self.lines.append("")


def read(text: str, found: Found) -> list[Part]:
    """Read all parts of a file; the first is the deck itself."""
    reader = _Reader(found)
    for number, line in enumerate(text.split("\n"), start=1):
        reader.take(number, line)
    reader.report_empty_values()
    return reader.parts


class _Reader:
    def __init__(self, found: Found) -> None:
        self.found = found
        self.head = Part("deck", 0, "")
        self.parts = [self.head]
        self.part = self.head
        self.open: Value | None = None  # what an indented line belongs to
        self.above: Value | None = None  # the same, when it is the line right above
        self.told: set[ProblemKind] = set()  # what is said once for each part

    def take(self, number: int, line: str) -> None:
        above, self.above = self.above, None
        text = line.strip()
        if not text:
            self.part.end_paragraph()
            return
        indented = line[:1].isspace()
        heading = None if indented else split_heading(text)
        if heading:
            self._heading(number, *heading, text)
        elif self.part is self.head and not self.head.line:
            self._once(number, ProblemKind.BEFORE_TITLE, found=text)
        elif self.part.kind == NOWHERE:
            return
        elif text.startswith("\\"):
            self._text(number, text[1:].strip(), indented, above)
        elif not self._option(number, text) and not self._key(number, text, indented):
            self._text(number, text, indented, above)

    def report_empty_values(self) -> None:
        for part in self.parts:
            values = [*part.values.values(), *(one.value for one in part.choices)]
            values += [one.effects for one in part.choices if one.effects]
            for value in values:
                if not value.text:
                    self.found.add(value.line, ProblemKind.EMPTY_VALUE, key=value.name)

    def _once(self, line: int, kind: ProblemKind, **data: str | int) -> None:
        if kind not in self.told:
            self.told.add(kind)
            self.found.add(line, kind, **data)

    def _begin(self, part: Part) -> None:
        self.part = part
        self.open = None
        self.told = set()

    def _heading(self, number: int, level: int, text: str, line: str) -> None:
        if level == 1:
            self._title(number, text)
            return
        name, _, title = text.partition(":")
        kind = SECTION_NAMES.get(fold(name)) if level == 2 else None
        if kind is None:
            self._unknown_heading(number, name, line)
            return
        part = Part(kind, number, title.strip(), name.strip())
        if not part.title:
            self.found.add(number, ProblemKind.MISSING_NAME, section=part.name)
        self.parts.append(part)
        self._begin(part)

    def _title(self, number: int, text: str) -> None:
        if self.head.line:
            self.found.add(number, ProblemKind.SECOND_TITLE, first=self.head.line)
            self._begin(Part(NOWHERE, number, ""))
        else:
            self.head.line, self.head.title = number, text
            self._begin(self.head)

    def _unknown_heading(self, number: int, name: str, line: str) -> None:
        value = self.head.values.get("language")
        language = value.text if value and is_language(value.text) else "nl"
        words = [word.written(language) for word in SECTIONS.values()]
        near = suggest(name.strip(), words)
        self.found.add(
            number,
            ProblemKind.UNKNOWN_HEADING,
            found=line,
            known=", ".join(words),
            suggestion=f"## {near}: ..." if near else "",
        )
        self._begin(Part(NOWHERE, number, ""))

    def _option(self, number: int, line: str) -> bool:
        split = split_option(line) if self.part.kind == "card" else None
        if split is None:
            return False
        letter, text = split
        place = len(self.part.choices)
        expected = LETTERS[place].upper() if place < len(LETTERS) else ""
        value = Value(number, letter.upper() or expected, text)
        if place == len(LETTERS):
            self.found.add(number, ProblemKind.TOO_MANY_OPTIONS, most=len(LETTERS))
        elif expected and not letter:
            self.found.add(number, ProblemKind.OPTION_WITHOUT_LETTER, expected=expected)
        elif expected and value.name != expected:
            self.found.add(
                number, ProblemKind.WRONG_LETTER, found=value.name, expected=expected
            )
        self.part.choices.append(Choice(value))
        self.open = self.above = value
        return True

    def _key(self, number: int, line: str, indented: bool) -> bool:
        split = split_key(line)
        if split is None:
            return False
        value = Value(number, *split)
        id = KEY_NAMES[self.part.kind].get(fold(value.name))
        if id:
            self._put(id, value)
        else:
            near = self._near_key(value.name)
            if indented and self.open and not near:
                return False  # an indented sentence with a colon in it
            self.found.add(
                number, ProblemKind.UNKNOWN_KEY, key=value.name, suggestion=near
            )
            if not near and self.part.kind in MOST_OF_TEXT:
                self.part.lines.append(line)  # likely text, so do not call it missing
        self.open = self.above = value
        return True

    def _put(self, id: str, value: Value) -> None:
        part = self.part
        if id != "effects":
            first = part.values.setdefault(id, value)
        elif part.choices:
            choice = part.choices[-1]
            first = choice.effects = choice.effects or value
        else:
            self.found.add(
                value.line, ProblemKind.EFFECTS_WITHOUT_OPTION, key=value.name
            )
            return
        if first is not value:
            self.found.add(
                value.line,
                ProblemKind.DUPLICATE_KEY,
                key=value.name,
                first=first.line,
            )

    def _near_key(self, name: str) -> str:
        if self.part.kind == "card" and name.lower() in LETTERS:
            return f"- {name.upper()}:"
        words = [key.word for key in KEYS[self.part.kind].values()]
        return suggest(
            name, [spelling for one in words for spelling in (one.dutch, one.english)]
        )

    def _text(
        self, number: int, text: str, indented: bool, above: Value | None
    ) -> None:
        part = self.part
        if indented and self.open:
            if text:
                self.open.pieces.append(text)
            self.above = self.open
        elif above:
            self._once(
                number,
                ProblemKind.LOOSE_TEXT,
                found=text,
                above=f"{above.name}: {above.text}",
            )
        elif part.kind not in MOST_OF_TEXT:
            self._once(
                number, ProblemKind.UNEXPECTED_TEXT, found=text, section=part.name
            )
        elif part.choices:
            self._once(number, ProblemKind.TEXT_AFTER_OPTIONS, found=text)
        elif not text:  # a backslash and nothing behind it
            part.end_paragraph()
        else:
            self.open = None
            part.text_line = part.text_line or number
            part.lines.append(text)
