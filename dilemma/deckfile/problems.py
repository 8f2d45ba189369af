"""What can be wrong with a deck file: a kind with a line and the facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NoReturn

from dilemma.rules.refusals import Refusal

# A file with more problems than this is no deck; the rest would only be noise.
MOST_PROBLEMS = 100
MOST_SHOWN = 100


class ProblemKind(StrEnum):
    """Every kind of problem; the value is what tests and other programs see."""

    TOO_LARGE = "too-large"
    UNREADABLE = "unreadable"
    NOT_TEXT = "not-text"
    NOT_UTF_8 = "not-utf-8"
    NOT_JSON = "not-json"
    NOT_A_WORKBOOK = "not-a-workbook"
    UNFOLDS_TOO_FAR = "unfolds-too-far"
    MISSING_SHEET = "missing-sheet"
    UNKNOWN_SHEET = "unknown-sheet"
    UNKNOWN_COLUMN = "unknown-column"
    COLUMN_TWICE = "column-twice"
    TOO_MANY_ROWS = "too-many-rows"
    NOT_TEXT_CELL = "not-text-cell"
    WRONG_TYPE = "wrong-type"
    MISSING_TITLE = "missing-title"
    SECOND_TITLE = "second-title"
    BEFORE_TITLE = "before-title"
    UNKNOWN_HEADING = "unknown-heading"
    MISSING_NAME = "missing-name"
    UNEXPECTED_TEXT = "unexpected-text"
    LOOSE_TEXT = "loose-text"
    TEXT_AFTER_OPTIONS = "text-after-options"
    MISSING_TEXT = "missing-text"
    UNKNOWN_KEY = "unknown-key"
    DUPLICATE_KEY = "duplicate-key"
    EMPTY_VALUE = "empty-value"
    MISSING_KEY = "missing-key"
    KEY_NEEDS_LANGUAGE = "key-needs-language"
    NEVER_TRANSLATED = "never-translated"
    NOTHING_TO_TRANSLATE = "nothing-to-translate"
    OWN_LANGUAGE = "own-language"
    COSTS_DIFFER = "costs-differ"
    OPTION_WITHOUT_LETTER = "option-without-letter"
    WRONG_LETTER = "wrong-letter"
    TOO_FEW_OPTIONS = "too-few-options"
    TOO_MANY_OPTIONS = "too-many-options"
    EFFECTS_WITHOUT_OPTION = "effects-without-option"
    TOO_LONG = "too-long"
    BAD_CODE = "bad-code"
    BAD_SLUG = "bad-slug"
    BAD_LANGUAGE = "bad-language"
    BAD_EFFECT_TAG = "bad-effect-tag"
    EFFECT_TWICE = "effect-twice"
    UNKNOWN_SIGN = "unknown-sign"
    UNKNOWN_ROLE = "unknown-role"
    UNKNOWN_CHALLENGE = "unknown-challenge"
    UNKNOWN_EFFECT = "unknown-effect"
    FACT_WITHOUT_SOURCE = "fact-without-source"
    SOURCE_WITHOUT_FACT = "source-without-fact"
    SOURCE_WITHOUT_YEAR = "source-without-year"
    BAD_UNTIL = "bad-until"
    UNTIL_WITHOUT_FACT = "until-without-fact"
    BAD_COSTS = "bad-costs"
    TOO_MANY_COSTS = "too-many-costs"
    DUPLICATE_TITLE = "duplicate-title"
    DUPLICATE_CODE = "duplicate-code"
    DUPLICATE_SLUG = "duplicate-slug"
    TOO_FEW = "too-few"
    TOO_MANY = "too-many"
    MANY_MORE = "many-more"


Datum = str | int


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong; line 0 is the file as a whole."""

    line: int
    kind: ProblemKind
    data: tuple[tuple[str, Datum], ...] = ()
    place: str = ""  # the sheet of a workbook; then a line is a row

    @property
    def facts(self) -> Mapping[str, Datum]:
        """What was found, by name."""
        return dict(self.data)


class DeckError(Refusal):
    """This text is no deck; `problems` says why, in the order of the file."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems)
        self.problems = problems

    def __str__(self) -> str:
        return "; ".join(f"line {one.line}: {one.kind}" for one in self.problems)


class Found:
    """Gathers problems while a file is read."""

    def __init__(self) -> None:
        self._problems: list[Problem] = []

    def add(self, line: int, kind: ProblemKind, **data: Datum) -> None:
        """Note a problem; raises DeckError when there are far too many."""
        facts = tuple(
            (name, _short(datum))
            for name, datum in data.items()
            if datum or name != "suggestion"
        )
        self._problems.append(Problem(line, kind, facts))
        if len(self._problems) >= MOST_PROBLEMS:
            self._refuse(Problem(0, ProblemKind.MANY_MORE))

    def refuse_if_any(self) -> None:
        """Raise DeckError when something was found."""
        if self._problems:
            self._refuse()

    def _refuse(self, *last: Problem) -> NoReturn:
        in_order = sorted(self._problems, key=lambda one: one.line)
        raise DeckError((*dict.fromkeys(in_order), *last))


def _short(datum: Datum) -> Datum:
    if isinstance(datum, int) or len(datum) <= MOST_SHOWN:
        return datum
    return datum[: MOST_SHOWN - 1] + "…"
