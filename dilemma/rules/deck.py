"""A deck is content: roles, challenges, effects, examples and cards.

Every value is frozen. Ids are slugs; a `code` (D04, O1, E3) is the short name that
people read aloud and type.
"""

from dataclasses import dataclass

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
class Role:
    """A stakeholder that a participant can be."""

    slug: str
    name: str
    sign: str
    glasses: str = ""  # one question that this role asks of every dilemma


@dataclass(frozen=True)
class Challenge:
    """A joint challenge (opgave)."""

    slug: str
    code: str
    name: str
    plain: str  # the same in everyday words


@dataclass(frozen=True)
class Effect:
    """A societal effect (maatschappelijk effect)."""

    slug: str
    code: str
    name: str


@dataclass(frozen=True)
class Example:
    """A practice example that belongs to one challenge."""

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


@dataclass(frozen=True)
class Card:
    """One dilemma with two to four options."""

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
    english: str = ""  # the dilemma in one English sentence

    @property
    def effects(self) -> frozenset[str]:
        """Slugs of all effects that some option of this card touches."""
        return frozenset(
            tag.effect for option in self.options for tag in option.effects
        )


@dataclass(frozen=True)
class Deck:
    """A set of cards with the roles, challenges, effects and examples they speak of."""

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
