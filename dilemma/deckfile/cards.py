"""From parts to cards: options with their tags, a fact, a case."""

import re

from dilemma.deckfile.cases import example, read_cost, read_until
from dilemma.deckfile.check import Checker
from dilemma.deckfile.parts import Choice, Part, Value
from dilemma.deckfile.problems import ProblemKind
from dilemma.deckfile.shelf import Label
from dilemma.deckfile.translate import translated
from dilemma.deckfile.words import (
    FEWEST_OPTIONS,
    KEYS,
    LETTERS,
    MOST_COSTS,
    MOST_OF_OPTION,
)
from dilemma.rules.deck import Card, Case, Cost, EffectTag, Fact, Option

_SPACE_AFTER_SIGN = re.compile(r"(?<=[+-])\s+")
_COURSES = ("story", "happened", "otherwise")


def build_card(part: Part, label: Label, check: Checker) -> Card:
    """Build a card."""
    options = _options(part, check)
    card = Card(
        slug=label.slug,
        code=label.code,
        title=check.title(part),
        tension=check.value(part, "tension"),
        challenge=check.challenge(part),
        roles=_roles(part, check),
        situation=check.text(part, needed=True),
        options=options,
        fact=_fact(part, check),
        turning=check.value(part, "turning"),
        note=check.value(part, "note"),
        case=_case(part, check),
    )
    return translated(card, part, check)


def build_practice(part: Part, label: Label, check: Checker) -> Card:
    """Build a practice card: two options, and nothing that is counted."""
    card = Card(
        slug=label.slug,
        code=label.code,
        title=check.title(part),
        tension="",
        challenge="",
        roles=(),
        situation=check.text(part, needed=False),
        options=_options(part, check),
        note=check.value(part, "note"),
    )
    return translated(card, part, check)


def _options(part: Part, check: Checker) -> tuple[Option, ...]:
    if len(part.choices) < FEWEST_OPTIONS:
        check.found.add(
            part.line, ProblemKind.TOO_FEW_OPTIONS, title=part.title or part.name
        )
    return tuple(
        _option(letter, choice, check)
        for letter, choice in zip(LETTERS, part.choices, strict=False)
    )


def _roles(part: Part, check: Checker) -> tuple[str, ...]:
    names = map(str.strip, check.value(part, "roles").split(","))
    slugs = [
        check.reference("role", name, part.values["roles"].line)
        for name in names
        if name
    ]
    return tuple(dict.fromkeys(slugs))


def _option(letter: str, choice: Choice, check: Checker) -> Option:
    value = choice.value
    check.fits(value.line, letter.upper(), value.text, MOST_OF_OPTION)
    return Option(letter, value.text, _tags(choice.effects, check))


def _tags(value: Value | None, check: Checker) -> tuple[EffectTag, ...]:
    if value is None:
        return ()
    check.fits(value.line, value.name, value.text, KEYS["card"]["effects"].most)
    text = value.text.replace("−", "-").replace("–", "-").replace(",", " ")
    tags: dict[str, EffectTag] = {}
    for tag in _SPACE_AFTER_SIGN.sub("", text).split():
        sign, name = tag[0], tag[1:]
        if sign not in "+-" or not name:
            check.found.add(value.line, ProblemKind.BAD_EFFECT_TAG, found=tag)
            continue
        slug = check.reference("effect", name, value.line)
        if slug and slug in tags:
            check.found.add(value.line, ProblemKind.EFFECT_TWICE, found=tag)
        tags[slug] = EffectTag(slug, plus=sign == "+")
    return tuple(tags.values())


def _fact(part: Part, check: Checker) -> Fact | None:
    fact, source = part.values.get("fact"), part.values.get("source")
    until = part.values.get("until")
    keys = KEYS["card"]
    if fact and not source:
        key = check.say(keys["source"].word)
        check.found.add(fact.line, ProblemKind.FACT_WITHOUT_SOURCE, key=key)
    if source and not fact:
        key = check.say(keys["fact"].word)
        check.found.add(source.line, ProblemKind.SOURCE_WITHOUT_FACT, key=key)
    if until and not fact:
        check.found.add(until.line, ProblemKind.UNTIL_WITHOUT_FACT, key=until.name)
    if not fact and not source:
        return None
    return Fact(check.value(part, "fact"), check.source(part), _until(until, check))


def _until(value: Value | None, check: Checker) -> str:
    if value is None or not value.text:
        return ""
    until = read_until(value.text)
    if not until:
        check.found.add(value.line, ProblemKind.BAD_UNTIL, found=value.text)
    return until


def _case(part: Part, check: Checker) -> Case | None:
    """A case has its three texts; costs have a source, and belong to a case."""
    values = [part.values.get(id) for id in (*_COURSES, "costs_source")]
    lines = [value.line for value in (*values, *part.costs) if value]
    if not lines:
        return None
    wanted = [*_COURSES]
    if part.costs:
        wanted.append("costs_source")
    for id in wanted:
        if id not in part.values:
            check.missing(part, id, min(lines))
    if not part.costs and "costs_source" in part.values:
        check.missing(part, "costs", part.values["costs_source"].line)
    story, happened, otherwise = (check.value(part, id) for id in _COURSES)
    return Case(
        story=story,
        happened=happened,
        otherwise=otherwise,
        costs=_costs(part.costs, check),
        source=check.source(part, "costs_source"),
    )


def _costs(values: list[Value], check: Checker) -> tuple[Cost, ...]:
    if len(values) > MOST_COSTS:
        line = values[MOST_COSTS].line
        check.found.add(line, ProblemKind.TOO_MANY_COSTS, most=MOST_COSTS)
    costs = []
    for value in values[:MOST_COSTS]:
        check.fits(value.line, value.name, value.text, KEYS["card"]["costs"].most)
        cost = read_cost(value.text)
        if cost:
            costs.append(cost)
        elif value.text:
            check.found.add(
                value.line,
                ProblemKind.BAD_COSTS,
                found=value.text,
                example=example(check.language),
            )
    return tuple(costs)
