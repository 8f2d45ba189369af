"""A part of a deck file: one heading with everything under it, still as text.

Parts come from Markdown, JSON or a workbook; from here on they are the same.
"""

from dataclasses import dataclass, field


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
    """An option with its effects and translations, still as text."""

    value: Value
    effects: Value | None = None
    spoken: dict[str, Value] = field(default_factory=dict)  # by language


@dataclass
class Part:
    """Everything under one heading, still as text.

    `name` is the word in the heading as the writer wrote it. The deck itself is a part
    too; its line is 0 as long as it has no title. `more` holds what may be repeated
    and what stands in another language, by language ("" is the deck's) and key.
    """

    kind: str
    line: int
    title: str
    name: str = ""
    values: dict[str, Value] = field(default_factory=dict)
    choices: list[Choice] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    text_line: int = 0
    more: dict[tuple[str, str], list[Value]] = field(default_factory=dict)

    @property
    def costs(self) -> list[Value]:
        """The avoided costs of a case, one range each."""
        return self.more.get(("", "costs"), [])

    @property
    def languages(self) -> dict[str, int]:
        """Every language that something is translated into, and its first line."""
        found = [(tag, some[0].line) for (tag, _), some in self.more.items() if tag]
        for choice in self.choices:
            found += [(tag, value.line) for tag, value in choice.spoken.items()]
        return {
            tag: min(line for other, line in found if other == tag)
            for tag in sorted({tag for tag, _ in found})
        }

    @property
    def text(self) -> str:
        """The free text, its paragraphs one blank line apart."""
        return "\n".join(self.lines).strip("\n")

    def end_paragraph(self) -> None:
        """Note a blank line, unless one stands there already."""
        if self.lines and self.lines[-1]:
            self.lines.append("")
