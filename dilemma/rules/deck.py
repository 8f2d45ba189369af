"""A deck is content: roles, challenges, effects, examples and cards.

Every value is frozen. Ids are slugs; a `code` (D04, O1, E3) is the short name that
people read aloud and type. Texts may stand in more languages; slugs, codes, signs and
tags are the same in all.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import ClassVar, Self

from dilemma.rules.spoken import Spoken, Translation

__all__ = [
    "SIGNS",
    "Card",
    "Case",
    "Challenge",
    "Cost",
    "Deck",
    "Effect",
    "EffectTag",
    "Example",
    "Fact",
    "Option",
    "Role",
    "Translation",
]

# The drawn signs a role may carry; a role's colour never carries meaning alone.
SIGNS = (
    "door",
    "desk",
    "hands",
    "shield",
    "coin",
    "heart",
    "sprout",
    "book",
    "pulse",
    "key",
    "house",
    "lens",
)


@dataclass(frozen=True)
class Role(Spoken):
    """A stakeholder that a participant can be."""

    NAMES: ClassVar = ("name", "glasses")

    slug: str
    name: str
    sign: str
    glasses: str = ""  # one question that this role asks of every dilemma


@dataclass(frozen=True)
class Challenge(Spoken):
    """A joint challenge (opgave)."""

    NAMES: ClassVar = ("name", "plain")

    slug: str
    code: str
    name: str
    plain: str  # the same in everyday words


@dataclass(frozen=True)
class Effect(Spoken):
    """A societal effect (maatschappelijk effect)."""

    NAMES: ClassVar = ("name",)

    slug: str
    code: str
    name: str


@dataclass(frozen=True)
class Example(Spoken):
    """A practice example that belongs to one challenge."""

    NAMES: ClassVar = ("title", "text", "source", "unknown")

    slug: str
    title: str
    text: str
    challenge: str  # slug
    source: str
    unknown: str = ""  # what the source does not tell


@dataclass(frozen=True)
class EffectTag:
    """One option puts one effect first (plus) or behind (not plus)."""

    effect: str  # slug
    plus: bool


@dataclass(frozen=True)
class Option:
    """One side of a dilemma; `letter` is "a" to "d"."""

    letter: str
    text: str
    effects: tuple[EffectTag, ...] = ()


@dataclass(frozen=True)
class Fact:
    """A fact on a card, with its source and year written out."""

    text: str
    source: str
    until: str = ""  # good until this year or month: 2027 or 2027-06


@dataclass(frozen=True)
class Cost:
    """What was perhaps not spent, as a range in whole euros; never one amount."""

    label: str
    low: int
    high: int


@dataclass(frozen=True)
class Case:
    """One story with two courses: what happened, and what else would have happened.

    The second never happened, so its costs are ranges with a source. They are not
    added up, and they are no gain.
    """

    story: str
    happened: str
    otherwise: str  # hypothetical
    costs: tuple[Cost, ...] = ()
    source: str = ""  # of the costs


@dataclass(frozen=True)
class Card(Spoken):
    """One dilemma with two to four options."""

    NAMES: ClassVar = ("title", "tension", "situation", "turning", "note")

    slug: str
    code: str
    title: str
    tension: str
    challenge: str  # slug
    roles: tuple[str, ...]  # slugs of the parties most directly concerned
    situation: str
    options: tuple[Option, ...]
    fact: Fact | None = None
    turning: str = ""  # the turning question (omslagvraag)
    note: str = ""  # for the facilitator's eyes only
    case: Case | None = None

    @property
    def effects(self) -> frozenset[str]:
        """Slugs of all effects that some option of this card touches."""
        return frozenset(
            tag.effect for option in self.options for tag in option.effects
        )

    @property
    def texts(self) -> Mapping[str, str]:
        """Every text: an option by its letter, the costs of a case by their number."""
        return {
            **super().texts,
            **{one.letter: one.text for one in self.options},
            **(_fact_texts(self.fact) if self.fact else {}),
            **(_case_texts(self.case) if self.case else {}),
        }

    def saying(self, texts: Mapping[str, str]) -> Self:
        """Return this card with these texts in place of its own."""
        plain = {name: text for name, text in texts.items() if name in self.NAMES}
        return replace(
            super().saying(plain),
            options=tuple(replace(one, text=texts[one.letter]) for one in self.options),
            fact=_fact_saying(self.fact, texts) if self.fact else None,
            case=_case_saying(self.case, texts) if self.case else None,
        )


def _fact_texts(fact: Fact) -> Mapping[str, str]:
    return {"fact": fact.text, "source": fact.source}


def _fact_saying(fact: Fact, texts: Mapping[str, str]) -> Fact:
    return replace(fact, text=texts["fact"], source=texts["source"])


def _case_texts(case: Case) -> Mapping[str, str]:
    costs = {f"cost{number}": one.label for number, one in enumerate(case.costs, 1)}
    return {
        "story": case.story,
        "happened": case.happened,
        "otherwise": case.otherwise,
        **costs,
        **({"costs_source": case.source} if case.source else {}),
    }


def _case_saying(case: Case, texts: Mapping[str, str]) -> Case:
    return Case(
        story=texts["story"],
        happened=texts["happened"],
        otherwise=texts["otherwise"],
        costs=tuple(
            replace(one, label=texts[f"cost{number}"])
            for number, one in enumerate(case.costs, 1)
        ),
        source=texts.get("costs_source", ""),
    )


@dataclass(frozen=True, kw_only=True)
class Deck(Spoken):
    """A set of cards with the roles, challenges, effects and examples they speak of."""

    NAMES: ClassVar = ("title", "intro", "credit")

    slug: str
    title: str
    language: str
    intro: str
    licence: str
    credit: str
    roles: tuple[Role, ...]
    challenges: tuple[Challenge, ...]
    effects: tuple[Effect, ...]
    examples: tuple[Example, ...]
    cards: tuple[Card, ...]
    practice: tuple[Card, ...] = ()  # light cards that belong to no challenge

    def card(self, name: str) -> Card | None:
        """Find a card by slug or by code, in any case."""
        wanted = name.strip().lower()
        for card in self.cards:
            if wanted in (card.slug, card.code.lower()):
                return card
        return None

    def role(self, slug: str) -> Role | None:
        """Find a role by slug."""
        return next((role for role in self.roles if role.slug == slug), None)

    def challenge(self, slug: str) -> Challenge | None:
        """Find a challenge by slug."""
        return next((one for one in self.challenges if one.slug == slug), None)

    def effect(self, slug: str) -> Effect | None:
        """Find an effect by slug."""
        return next((one for one in self.effects if one.slug == slug), None)

    def spoken(self, language: str) -> "Deck":
        """Return this deck with every part in a language, or else in the deck's own."""
        if language not in self._spoken:
            self._spoken[language] = self._speak(language)
        return self._spoken[language]

    @cached_property
    def _spoken(self) -> dict[str, "Deck"]:
        return {}  # a deck is spoken for every screen, and is the same each time

    def _speak(self, language: str) -> "Deck":
        own = self.language
        return replace(
            self.spoken_in(language, own),
            roles=tuple(one.spoken_in(language, own) for one in self.roles),
            challenges=tuple(one.spoken_in(language, own) for one in self.challenges),
            effects=tuple(one.spoken_in(language, own) for one in self.effects),
            examples=tuple(one.spoken_in(language, own) for one in self.examples),
            cards=tuple(one.spoken_in(language, own) for one in self.cards),
            practice=tuple(one.spoken_in(language, own) for one in self.practice),
        )
