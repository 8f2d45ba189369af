"""All parts of one kind with their slugs and codes, to be found by any of their names.

A slug comes from the title unless a `Slug` line says otherwise; a code that is not
given is the kind's letter with the next free number. No two parts share a name.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dilemma.deckfile.parts import Part
from dilemma.deckfile.problems import Found, ProblemKind
from dilemma.deckfile.words import CODE_LETTERS, KEYS, fold, slugify, suggest

_CODE = re.compile(r"[A-Za-z0-9]+")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Label:
    """The names of one part."""

    slug: str
    code: str
    title: str


class Shelf:
    """The parts of one kind."""

    def __init__(self, kind: str, parts: Sequence[Part], found: Found) -> None:
        self._kind = kind
        self._found = found
        self._slugs: dict[str, str] = {}  # any folded name -> slug
        self._lines: dict[str, int] = {}  # any folded name -> line of its heading
        free = self._free_codes(parts)
        self.labels = [
            self._label(part, place, free) for place, part in enumerate(parts, start=1)
        ]
        for part, label in zip(parts, self.labels, strict=True):
            self._put(part, label)

    def find(self, name: str) -> str | None:
        """Return the slug of the part with this slug, code or title."""
        return self._slugs.get(fold(name))

    def suggest(self, name: str) -> str:
        """Return the code or title that looks most like this name, or nothing."""
        names = [name for label in self.labels for name in (label.code, label.title)]
        return suggest(name, filter(None, names))

    def _free_codes(self, parts: Sequence[Part]) -> Iterator[str]:
        if self._kind not in CODE_LETTERS:
            return
        values = (part.values.get("code") for part in parts)
        taken = {fold(value.text) for value in values if value}
        number = 0
        while True:
            number += 1
            letter = CODE_LETTERS[self._kind]
            code = f"{letter}{number:02}" if letter == "D" else f"{letter}{number}"
            if fold(code) not in taken:
                yield code

    def _label(self, part: Part, place: int, free: Iterator[str]) -> Label:
        slug = self._checked(part, "slug", _SLUG, ProblemKind.BAD_SLUG)
        code = self._checked(part, "code", _CODE, ProblemKind.BAD_CODE)
        return Label(
            slug=slug or slugify(part.title) or f"{self._kind}-{place}",
            code=code or next(free, ""),
            title=part.title,
        )

    def _checked(
        self, part: Part, id: str, pattern: re.Pattern[str], kind: ProblemKind
    ) -> str:
        value = part.values.get(id)
        if value is None or not value.text:
            return ""
        if len(value.text) > KEYS[part.kind][id].most or not pattern.fullmatch(
            value.text
        ):
            self._found.add(value.line, kind, found=value.text)
            return ""
        return value.text

    def _put(self, part: Part, label: Label) -> None:
        names = (
            (label.title, ProblemKind.DUPLICATE_TITLE),
            (label.code, ProblemKind.DUPLICATE_CODE),
            (label.slug, ProblemKind.DUPLICATE_SLUG),
        )
        for name, kind in names:
            first = self._lines.get(fold(name))
            if first:
                self._found.add(
                    part.line, kind, found=name, title=label.title, first=first
                )
                return
        for name, _kind in names:
            if name:
                self._slugs[fold(name)] = label.slug
                self._lines[fold(name)] = part.line
