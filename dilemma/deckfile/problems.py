"""What can be wrong with a deck file, and the sentence a person reads for it.

A problem is a kind with a line and the facts; the sentence says what was found and how
to mend it. Sentences are English here and translated by the gettext function passed in.
"""

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NoReturn

from dilemma.rules.refusals import Refusal

# A file with more problems than this is no deck; the rest would only be noise.
MOST_PROBLEMS = 100
MOST_SHOWN = 100
MOST_COMPARED = 40


class ProblemKind(StrEnum):
    """Every kind of problem; the value is what tests and other programs see."""

    TOO_LARGE = "too-large"
    UNREADABLE = "unreadable"
    NOT_TEXT = "not-text"
    NOT_UTF_8 = "not-utf-8"
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


def suggest(found: str, known: Iterable[str]) -> str:
    """Return the known word that looks most like this one, or nothing."""
    # Comparing takes long for long names, and those are seldom one typo away.
    words = {word.casefold(): word for word in known if len(word) <= MOST_COMPARED}
    if len(found) > MOST_COMPARED:
        return ""
    near = difflib.get_close_matches(found.casefold(), words, n=1, cutoff=0.7)
    return words[near[0]] if near else ""


def sentence(problem: Problem, gettext: Callable[[str], str]) -> str:
    """Say in one or two sentences what is wrong and how to mend it."""
    said = gettext(SENTENCES[problem.kind]) % problem.facts
    if "suggestion" in problem.facts:
        said = f"{said} {gettext(DID_YOU_MEAN) % problem.facts}"
    if not problem.line:
        return said
    return gettext(ON_LINE) % {"line": problem.line, "sentence": said}


def _short(datum: Datum) -> Datum:
    if isinstance(datum, int) or len(datum) <= MOST_SHOWN:
        return datum
    return datum[: MOST_SHOWN - 1] + "…"


def N_(message: str) -> str:
    """Mark a message for the translation catalogue."""
    return message


ON_LINE = N_("Line %(line)s: %(sentence)s")
DID_YOU_MEAN = N_("Did you mean “%(suggestion)s”?")

SENTENCES: Mapping[ProblemKind, str] = {
    ProblemKind.TOO_LARGE: N_(
        "This file is larger than %(most)s KB. Split it into two decks."
    ),
    ProblemKind.UNREADABLE: N_(
        "The file cannot be opened (%(reason)s). Check its name and its permissions."
    ),
    ProblemKind.NOT_TEXT: N_(
        "This is not a text file. Save it as plain text, encoded as UTF-8."
    ),
    ProblemKind.NOT_UTF_8: N_(
        "This line is not encoded as UTF-8. Save the file as UTF-8."
    ),
    ProblemKind.MISSING_TITLE: N_(
        "The deck has no title. Begin the file with “# ” and the title."
    ),
    ProblemKind.SECOND_TITLE: N_(
        "The deck already has a title on line %(first)s. Start a part with “## ”,"
        " or put a “\\” in front if this is text."
    ),
    ProblemKind.BEFORE_TITLE: N_(
        "“%(found)s” stands above the title. Move it below the line with “# ”."
    ),
    ProblemKind.UNKNOWN_HEADING: N_(
        "“%(found)s” does not say what starts here. Write one of: %(known)s."
    ),
    ProblemKind.MISSING_NAME: N_(
        "“%(section)s” has no title. Write it after the colon: “## %(section)s: ...”."
    ),
    ProblemKind.UNEXPECTED_TEXT: N_(
        "“%(section)s” takes no free text, but “%(found)s” stands here."
        " Remove it, or write it after a key."
    ),
    ProblemKind.LOOSE_TEXT: N_(
        "“%(found)s” stands right under “%(above)s”. Put two spaces in front if it"
        " belongs to that line, or a blank line above if it does not."
    ),
    ProblemKind.TEXT_AFTER_OPTIONS: N_(
        "“%(found)s” stands below the options. Move it above option A,"
        " or put two spaces in front if it belongs to the line above."
    ),
    ProblemKind.MISSING_TEXT: N_(
        "“%(title)s” has no text. Write it as a paragraph of its own."
    ),
    ProblemKind.UNKNOWN_KEY: N_(
        "“%(key)s” is no key here. Change it, or put a “\\” in front if this is text."
    ),
    ProblemKind.DUPLICATE_KEY: N_(
        "“%(key)s” was given already on line %(first)s. Keep one of the two."
    ),
    ProblemKind.EMPTY_VALUE: N_(
        "Nothing stands after “%(key)s”. Fill it in, or remove the line."
    ),
    ProblemKind.MISSING_KEY: N_(
        "“%(title)s” has no “%(key)s”. Add a line “%(key)s: ...”."
    ),
    ProblemKind.OPTION_WITHOUT_LETTER: N_(
        "This option has no letter. Write “- %(expected)s: ...”,"
        " or put a “\\” in front if this is text."
    ),
    ProblemKind.WRONG_LETTER: N_(
        "This option is called %(found)s, but %(expected)s comes next."
        " Write “- %(expected)s: ...”."
    ),
    ProblemKind.TOO_FEW_OPTIONS: N_(
        "“%(title)s” has too few options. Write at least two: “- A: ...”"
        " and “- B: ...”."
    ),
    ProblemKind.TOO_MANY_OPTIONS: N_(
        "This is one option too many; a card has at most %(most)s. Remove one."
    ),
    ProblemKind.EFFECTS_WITHOUT_OPTION: N_(
        "“%(key)s” stands above the first option. Put it below the option it goes with."
    ),
    ProblemKind.TOO_LONG: N_(
        "“%(key)s” has %(count)s characters; at most %(most)s fit. Make it shorter."
    ),
    ProblemKind.BAD_CODE: N_(
        "“%(found)s” cannot be a code. Use at most 8 letters and digits, such as D01."
    ),
    ProblemKind.BAD_SLUG: N_(
        "“%(found)s” cannot be a slug. Use only small letters, digits and hyphens."
    ),
    ProblemKind.BAD_LANGUAGE: N_(
        "“%(found)s” is no language code. Write nl for Dutch or en for English."
    ),
    ProblemKind.BAD_EFFECT_TAG: N_(
        "“%(found)s” is no effect. Write + or - and the code, such as +E1 or -E1."
    ),
    ProblemKind.EFFECT_TWICE: N_(
        "“%(found)s” names an effect that this option has already. Remove one."
    ),
    ProblemKind.UNKNOWN_SIGN: N_("“%(found)s” is no sign. Choose one of: %(known)s."),
    ProblemKind.UNKNOWN_ROLE: N_(
        "This deck has no role “%(found)s”. Correct the name, or add the role."
    ),
    ProblemKind.UNKNOWN_CHALLENGE: N_(
        "This deck has no challenge “%(found)s”. Correct the code,"
        " or add the challenge."
    ),
    ProblemKind.UNKNOWN_EFFECT: N_(
        "This deck has no effect “%(found)s”. Correct the code, or add the effect."
    ),
    ProblemKind.FACT_WITHOUT_SOURCE: N_(
        "This fact has no source. Add a line “%(key)s: ...” with a year."
    ),
    ProblemKind.SOURCE_WITHOUT_FACT: N_(
        "This source has no fact. Add a line “%(key)s: ...”, or remove the source."
    ),
    ProblemKind.SOURCE_WITHOUT_YEAR: N_(
        "“%(found)s” names no year. Add the year, or the word “%(undated)s”."
    ),
    ProblemKind.DUPLICATE_TITLE: N_(
        "“%(found)s” is used already on line %(first)s. Change one of the two titles."
    ),
    ProblemKind.DUPLICATE_CODE: N_(
        "Code “%(found)s” is used already on line %(first)s."
        " Give this one its own code."
    ),
    ProblemKind.DUPLICATE_SLUG: N_(
        "“%(title)s” looks too much like the one on line %(first)s: both become"
        " “%(found)s”. Change the title, or add a line “Slug: ...”."
    ),
    ProblemKind.TOO_FEW: N_(
        "This deck has too few parts “## %(section)s: ...”. Write at least %(least)s."
    ),
    ProblemKind.TOO_MANY: N_(
        "This deck has more than %(most)s parts “## %(section)s: ...”. Remove some,"
        " or split it into two decks."
    ),
    ProblemKind.MANY_MORE: N_("And there is more. Mend these problems first."),
}
