"""A variant plus chosen cards gives an agenda: the ordered steps of a workshop.

Durations and card counts come from the game's own sources (`docs/spelvormen.md`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dilemma.rules.deck import Card, Deck, Role
from dilemma.rules.refusals import (
    CardUnknown,
    RoleUnknown,
    TooManyChosen,
    VariantUnknown,
)

MOST_CARDS = 20
MOST_ROLES = 8
ROLES_OFFERED = 5  # a start; with 30 people more roles leave most groups under five

# Fewer than this and the picture at the end says little about the whole.
ENOUGH_CHALLENGES = 3
ENOUGH_EFFECTS = 4


class Kind(StrEnum):
    """What happens at a step."""

    LOBBY = "lobby"
    READ = "read"
    VOTE = "vote"
    TALK = "talk"
    REVEAL = "reveal"
    PERSPECTIVE = "perspective"
    BLANK = "blank"  # everybody may hand in a dilemma of their own
    CLOSE = "close"


class Depth(StrEnum):
    """How much time a card gets: vote, talk and vote again, or one vote."""

    DEEP = "deep"
    QUICK = "quick"


@dataclass(frozen=True)
class Step:
    """One step of an agenda, with what became of it.

    `seconds` is the planned time (0: no clock), `extra` what the host added,
    `started` when it was last entered (milliseconds since 1970). A sealed vote was
    shown and takes no more answers; a skipped step is passed over by next and back. A
    step may ask something more once it is `turned`. `roles` may be dealt at this step,
    and `spent` is how long earlier visits took, in milliseconds.
    """

    id: int
    kind: Kind
    card: str | None = None
    round: int = 0
    seconds: int = 0
    extra: int = 0
    started: int | None = None
    sealed: bool = False
    skipped: bool = False
    turned: bool = False
    roles: tuple[str, ...] = ()
    spent: int = 0

    @property
    def ends(self) -> int | None:
        """When the advisory clock runs out, in milliseconds since 1970."""
        if self.started is None or not self.seconds:
            return None
        return self.started + (self.seconds + self.extra) * 1000


@dataclass(frozen=True)
class Variant:
    """A named recipe: how many cards, and how deep each next one goes, repeating."""

    name: str
    cards: int
    depths: tuple[Depth, ...]

    def depth(self, place: int) -> Depth:
        """Return the depth of the card at this place, from 0."""
        return self.depths[place % len(self.depths)]


VARIANTS = {
    variant.name: variant
    for variant in (
        Variant("zaal", 3, (Depth.QUICK, Depth.DEEP, Depth.QUICK)),
        Variant("uur", 4, (Depth.QUICK, Depth.DEEP)),
        Variant("anderhalf", 6, (Depth.QUICK, Depth.DEEP, Depth.DEEP)),
    )
}

# Seconds per step kind and round; reading 45 s, vote 45 s, talk 3 minutes, second
# vote 30 s, reveal 1.5 minutes, perspective 8 minutes.
SECONDS = {
    (Kind.READ, 0): 45,
    (Kind.VOTE, 1): 45,
    (Kind.TALK, 0): 180,
    (Kind.VOTE, 2): 30,
    (Kind.REVEAL, 0): 90,
    (Kind.PERSPECTIVE, 0): 480,
    (Kind.BLANK, 0): 300,
}

COURSE = {
    Depth.DEEP: (
        (Kind.READ, 0),
        (Kind.VOTE, 1),
        (Kind.TALK, 0),
        (Kind.VOTE, 2),
        (Kind.REVEAL, 0),
    ),
    Depth.QUICK: ((Kind.READ, 0), (Kind.VOTE, 1), (Kind.REVEAL, 0), (Kind.TALK, 0)),
}


@dataclass(frozen=True)
class Coverage:
    """How many challenges and effects a choice of cards touches, out of how many."""

    challenges: int
    effects: int
    of_challenges: int
    of_effects: int

    @property
    def enough(self) -> bool:
        """Whether the choice is broad enough for a picture at the end."""
        return self.challenges >= min(
            ENOUGH_CHALLENGES, self.of_challenges
        ) and self.effects >= min(ENOUGH_EFFECTS, self.of_effects)


def variant(name: str) -> Variant:
    """Find a variant by name; raises VariantUnknown."""
    try:
        return VARIANTS[name]
    except KeyError:
        raise VariantUnknown(name) from None


def plan(choices: Sequence[tuple[Card, Depth]]) -> tuple[Step, ...]:
    """Lay out the steps for the chosen cards, numbered from 1."""
    kinds: list[tuple[Kind, str | None, int]] = [(Kind.LOBBY, None, 0)]
    for card, depth in choices:
        kinds += [(kind, card.slug, round) for kind, round in COURSE[depth]]
    kinds += [(Kind.PERSPECTIVE, None, 0), (Kind.CLOSE, None, 0)]
    return tuple(
        Step(number, kind, card, round, SECONDS.get((kind, round), 0))
        for number, (kind, card, round) in enumerate(kinds, start=1)
    )


def choose_cards(deck: Deck, names: Iterable[str]) -> tuple[Card, ...]:
    """Find cards by slug or code, each once, in the order given.

    Raises CardUnknown for a name the deck does not know, TooManyChosen for none or
    more than a workshop can hold.
    """
    chosen: dict[str, Card] = {}
    for name in names:
        card = deck.card(name)
        if card is None:
            raise CardUnknown(name)
        chosen.setdefault(card.slug, card)
    if not 1 <= len(chosen) <= MOST_CARDS:
        raise TooManyChosen("cards", 1, MOST_CARDS)
    return tuple(chosen.values())


def choose_roles(deck: Deck, slugs: Iterable[str]) -> tuple[Role, ...]:
    """Find the roles to offer, in the deck's order; at least two, at most eight."""
    wanted = set(slugs)
    unknown = wanted - {role.slug for role in deck.roles}
    if unknown:
        raise RoleUnknown(min(unknown))
    if not 2 <= len(wanted) <= MOST_ROLES:
        raise TooManyChosen("roles", 2, MOST_ROLES)
    return tuple(role for role in deck.roles if role.slug in wanted)


def preselect_roles(deck: Deck) -> tuple[str, ...]:
    """Offer the first roles of the deck."""
    return tuple(role.slug for role in deck.roles[:ROLES_OFFERED])


def coverage(deck: Deck, cards: Sequence[Card]) -> Coverage:
    """Count the challenges and effects that these cards touch."""
    return Coverage(
        challenges=len({card.challenge for card in cards}),
        effects=len(frozenset[str]().union(*(card.effects for card in cards))),
        of_challenges=len({card.challenge for card in deck.cards}),
        of_effects=len(frozenset[str]().union(*(card.effects for card in deck.cards))),
    )


def preselect_cards(deck: Deck, count: int) -> tuple[Card, ...]:
    """Choose cards that bring in the most unseen challenges, then unseen effects.

    Greedy, so that the same deck always gives the same start; they come in deck order.
    """
    chosen: list[Card] = []
    left = list(deck.cards)
    while left and len(chosen) < count:
        challenges = {card.challenge for card in chosen}
        effects = frozenset[str]().union(*(card.effects for card in chosen))
        best = max(
            left,
            key=lambda card: (
                card.challenge not in challenges,
                len(card.effects - effects),
                -left.index(card),
            ),
        )
        chosen.append(best)
        left.remove(best)
    return tuple(card for card in deck.cards if card in chosen)
