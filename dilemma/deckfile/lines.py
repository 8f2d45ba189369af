"""From lines to parts: a heading with its keys, its free text and its options.

A line is a heading, a key, an option, a comment or plain text. An indented line belongs
to the key or option above it. A line that starts with a backslash is plain text,
whatever follows.
Nothing is guessed: a line that could mean two things is a problem.
"""

from dilemma.deckfile.parts import Choice, Part, Value
from dilemma.deckfile.problems import Found, ProblemKind
from dilemma.deckfile.split import is_comment, split_heading, split_key, split_option
from dilemma.deckfile.words import (
    HEADED,
    KEY_NAMES,
    KEYS,
    LETTERS,
    MOST_OF_TEXT,
    MOST_OPTIONS,
    REPEATED,
    SECTION_NAMES,
    SECTIONS,
    TRANSLATED,
    TRANSLATED_NAMES,
    fold,
    is_language,
    suggest,
)

# What people write for the code of a language.
_SPELLED = {
    **dict.fromkeys(("engels", "english", "eng", "gb"), "en"),
    **dict.fromkeys(("nederlands", "dutch", "ned", "nld"), "nl"),
}
NOWHERE = ""  # the kind of a part whose heading says nothing we know


def read(text: str, found: Found) -> list[Part]:
    """Read all parts of a file; the first is the deck itself."""
    reader = _Reader(found)
    for number, line in enumerate(text.split("\n"), start=1):
        reader.take(number, line)
    reader.report_empty_values()
    return reader.parts


def known_language(language: str, line: int, found: Found) -> bool:
    """Tell whether this is the code of a language, and note it when it is none."""
    if is_language(language) and language not in _SPELLED:
        return True
    near = _SPELLED.get(language, "")
    found.add(line, ProblemKind.BAD_LANGUAGE, found=language, suggestion=near)
    return False


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
        if is_comment(text):
            return
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
            values += [value for one in part.choices for value in one.spoken.values()]
            values += [value for some in part.more.values() for value in some]
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
        part = self.part
        split = split_option(line) if part.kind in MOST_OPTIONS else None
        if split is None:
            return False
        letter, language, text = split
        if language:
            self._translated_option(letter, language, Value(number, "", text))
            return True
        place, most = len(part.choices), MOST_OPTIONS[part.kind]
        expected = LETTERS[place].upper() if place < most else ""
        value = Value(number, letter.upper() or expected, text)
        if place == most:
            self.found.add(number, ProblemKind.TOO_MANY_OPTIONS, most=most)
        elif expected and not letter:
            self.found.add(number, ProblemKind.OPTION_WITHOUT_LETTER, expected=expected)
        elif expected and value.name != expected:
            self.found.add(
                number, ProblemKind.WRONG_LETTER, found=value.name, expected=expected
            )
        part.choices.append(Choice(value))
        self.open = self.above = value
        return True

    def _translated_option(self, letter: str, language: str, value: Value) -> None:
        value.name = f"{letter.upper()} ({language})"
        self.open = self.above = value
        place = LETTERS.find(letter)
        if not 0 <= place < len(self.part.choices):
            self.found.add(
                value.line,
                ProblemKind.NOTHING_TO_TRANSLATE,
                key=value.name,
                own=f"- {letter.upper()}",
            )
        elif known_language(language, value.line, self.found):
            first = self.part.choices[place].spoken.setdefault(language, value)
            self._refuse_second(first, value)

    def _refuse_second(self, first: Value, value: Value) -> None:
        if first is not value:
            self.found.add(
                value.line,
                ProblemKind.DUPLICATE_KEY,
                key=value.name,
                first=first.line,
            )

    def _key(self, number: int, line: str, indented: bool) -> bool:
        split = split_key(line)
        if split is None:
            return False
        name, language, text = split
        names = TRANSLATED_NAMES if language else KEY_NAMES
        value = Value(number, f"{name} ({language})" if language else name, text)
        id = names[self.part.kind].get(fold(name))
        if id and language:
            self._translate(id, language, value)
        elif id:
            self._put(id, value)
        else:
            near = self._near_key(name, language)
            if indented and self.open and not near:
                return False  # an indented sentence with a colon in it
            self._unknown_key(value, language, near, line)
        self.open = self.above = value
        return True

    def _unknown_key(self, value: Value, language: str, near: str, line: str) -> None:
        kind, name = self.part.kind, fold(value.name.partition("(")[0])
        if language and name in KEY_NAMES[kind]:
            self.found.add(value.line, ProblemKind.NEVER_TRANSLATED, key=value.name)
            return
        headed = TRANSLATED_NAMES[kind].get(name)
        if not language and headed in HEADED[kind]:
            self.found.add(value.line, ProblemKind.KEY_NEEDS_LANGUAGE, key=value.name)
            return
        self.found.add(
            value.line, ProblemKind.UNKNOWN_KEY, key=value.name, suggestion=near
        )
        if not near and kind in MOST_OF_TEXT:
            self.part.lines.append(line)  # likely text, so do not call it missing

    def _translate(self, id: str, language: str, value: Value) -> None:
        if not known_language(language, value.line, self.found):
            return
        some = self.part.more.setdefault((language, id), [])
        if some and id not in REPEATED:
            self._refuse_second(some[0], value)
        else:
            some.append(value)

    def _put(self, id: str, value: Value) -> None:
        part = self.part
        if id == "costs":
            part.more.setdefault(("", id), []).append(value)
            return
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
        self._refuse_second(first, value)

    def _near_key(self, name: str, language: str) -> str:
        kind = self.part.kind
        if kind in MOST_OPTIONS and name.lower() in LETTERS:
            tag = f" ({language})" if language else ""
            return f"- {name.upper()}{tag}:"
        words = [key.word for key in (TRANSLATED if language else KEYS)[kind].values()]
        near = suggest(
            name, [spelling for one in words for spelling in (one.dutch, one.english)]
        )
        return f"{near} ({language})" if near and language else near

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
