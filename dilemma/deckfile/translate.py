"""The translations of one part: each text beside the text that it translates."""

from dataclasses import replace
from typing import TypeVar

from dilemma.deckfile.cases import read_cost
from dilemma.deckfile.check import Checker
from dilemma.deckfile.parts import Part, Value
from dilemma.deckfile.problems import ProblemKind
from dilemma.deckfile.words import (
    HEADED,
    MOST_OF_OPTION,
    PARAGRAPHS,
    TRANSLATED,
)
from dilemma.rules.deck import Card
from dilemma.rules.spoken import Spoken, Translation, same_language

T = TypeVar("T", bound=Spoken)


def translated(made: T, part: Part, check: Checker) -> T:
    """Give a part its translations, as far as they are written."""
    found = []
    for language, line in part.languages.items():
        if same_language(language, check.language):
            check.found.add(line, ProblemKind.OWN_LANGUAGE, language=language)
            continue
        texts = _texts(made, part, language, check)
        in_order = tuple((name, texts[name]) for name in made.texts if texts.get(name))
        found.append(Translation(language, in_order))
    return replace(made, translations=tuple(found))


def _texts(made: Spoken, part: Part, language: str, check: Checker) -> dict[str, str]:
    texts = {}
    for choice, letter in zip(part.choices, "abcd", strict=False):
        value = choice.spoken.get(language)
        if value:
            check.fits(value.line, value.name, value.text, MOST_OF_OPTION)
            texts[letter] = value.text
    for (tag, id), values in part.more.items():
        if tag != language:
            continue
        if id == "costs":
            texts |= _costs(made, values, check)
            continue
        text = _text(part, id, values, check)
        if id in made.texts:
            texts[id] = text
        else:
            _refuse_orphan(part, id, values[0], check)
    return texts


def _text(part: Part, id: str, values: list[Value], check: Checker) -> str:
    between = "\n\n" if id in PARAGRAPHS else ""
    text = between.join(value.text for value in values)
    key = TRANSLATED[part.kind][id]
    check.fits(values[0].line, values[0].name, text, key.most)
    return text


def _refuse_orphan(part: Part, id: str, value: Value, check: Checker) -> None:
    own = check.say(TRANSLATED[part.kind][id].word)
    if id in part.values or id in HEADED[part.kind]:
        return  # the deck's own text is empty, and that was said already
    check.found.add(
        value.line, ProblemKind.NOTHING_TO_TRANSLATE, key=value.name, own=own
    )


def _costs(made: Spoken, values: list[Value], check: Checker) -> dict[str, str]:
    own = made.case.costs if isinstance(made, Card) and made.case else ()
    read = [read_cost(value.text) for value in values]
    amounts = [(one.low, one.high) for one in read if one]
    if amounts != [(one.low, one.high) for one in own]:
        check.found.add(values[0].line, ProblemKind.COSTS_DIFFER, key=values[0].name)
    return {f"cost{number}": one.label for number, one in enumerate(read, 1) if one}
