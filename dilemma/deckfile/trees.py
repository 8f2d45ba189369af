"""From a Deck to the tree that JSON and a workbook hold."""

from collections.abc import Mapping
from typing import Any

from dilemma.deckfile.cases import write_until
from dilemma.deckfile.words import LETTERS, slugify
from dilemma.rules.deck import Card, Deck, Example, Option
from dilemma.rules.spoken import Spoken, Translation

FORM = 1  # raised when a key changes its meaning


class _Trees:
    def __init__(self, deck: Deck) -> None:
        self.deck = deck
        self.challenges = {one.slug: one.code for one in deck.challenges}
        self.effects = {one.slug: one.code for one in deck.effects}

    def card(self, card: Card) -> dict[str, Any]:
        case = card.case
        return _without_empty(
            {
                "title": card.title,
                "slug": _slug(card.slug, card.title),
                "code": card.code,
                "tension": card.tension,
                "challenge": self.challenges.get(card.challenge, ""),
                "roles": [self._role(slug) for slug in card.roles],
                "situation": card.situation,
                "options": [self._option(one) for one in card.options],
                "fact": card.fact.text if card.fact else "",
                "source": card.fact.source if card.fact else "",
                "until": self._until(card),
                "turning": card.turning,
                "note": card.note,
                "story": case.story if case else "",
                "happened": case.happened if case else "",
                "otherwise": case.otherwise if case else "",
                "costs": [
                    {"label": one.label, "low": one.low, "high": one.high}
                    for one in (case.costs if case else ())
                ],
                "costs_source": case.source if case else "",
                "translations": _translations(card),
            }
        )

    def example(self, example: Example) -> dict[str, Any]:
        return _without_empty(
            {
                "title": example.title,
                "slug": _slug(example.slug, example.title),
                "challenge": self.challenges[example.challenge],
                "text": example.text,
                "source": example.source,
                "unknown": example.unknown,
                "translations": _translations(example),
            }
        )

    def _option(self, option: Option) -> dict[str, Any]:
        tags = [
            f"{'+' if tag.plus else '-'}{self.effects[tag.effect]}"
            for tag in option.effects
        ]
        return _without_empty({"text": option.text, "effects": tags})

    def _role(self, slug: str) -> str:
        """A role by its name, unless its name would be read as two."""
        role = self.deck.role(slug)
        return role.name if role and "," not in role.name else slug

    def _until(self, card: Card) -> str:
        until = card.fact.until if card.fact else ""
        return write_until(until, self.deck.language)


def tree_of(deck: Deck) -> dict[str, Any]:
    """Return a deck as plain values; what is empty is left out."""
    trees = _Trees(deck)
    return {
        "form": FORM,
        **_without_empty(
            {
                "title": deck.title,
                "language": deck.language,
                "licence": deck.licence,
                "credit": deck.credit,
                "intro": deck.intro,
                "translations": _translations(deck),
                "roles": [
                    _named(one, sign=one.sign, glasses=one.glasses)
                    for one in deck.roles
                ],
                "challenges": [
                    _named(one, code=one.code, plain=one.plain)
                    for one in deck.challenges
                ],
                "effects": [_named(one, code=one.code) for one in deck.effects],
                "examples": [trees.example(one) for one in deck.examples],
                "cards": [trees.card(one) for one in deck.cards],
                "practice": [trees.card(one) for one in deck.practice],
            }
        ),
    }


def _named(part: Any, **values: str) -> dict[str, Any]:
    slug = _slug(part.slug, part.name)
    translations = _translations(part)
    return _without_empty(
        {"name": part.name, "slug": slug, **values, "translations": translations}
    )


def _translations(part: Spoken) -> dict[str, Any]:
    return {one.language: _translation(part, one) for one in part.translations}


def _translation(part: Spoken, one: Translation) -> dict[str, Any]:
    texts = dict(one.texts)
    said: dict[str, Any] = {
        name: text
        for name, text in texts.items()
        if name not in LETTERS and name.rstrip("0123456789") != "cost"
    }
    if isinstance(part, Card):
        options = [texts.get(option.letter, "") for option in part.options]
        if any(options):
            said["options"] = options
        costs = [text for name, text in texts.items() if name.startswith("cost")]
        labels = [
            texts[f"cost{number}"]
            for number in range(1, len(costs) + 1)
            if f"cost{number}" in texts
        ]
        if labels:
            said["costs"] = labels
    return said


def _slug(slug: str, title: str) -> str:
    """The slug, when reading would not make the same one from the title."""
    return "" if slug == slugify(title) else slug


def _without_empty(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}
