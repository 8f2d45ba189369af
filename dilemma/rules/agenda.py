"""An agenda is the ordered steps of a workshop, about cards chosen from a deck.

`variants.py` holds the recipes that lay one out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dilemma.rules.deck import Card, Deck, Role
from dilemma.rules.refusals import (
    CardUnknown,
    RoleUnknown,
    TooManyChosen,
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
    PRACTICE = "practice"
    READ = "read"
    VOTE = "vote"
    PREDICT = "predict"
    SWAP = "swap"
    TALK = "talk"
    DELIBERATE = "deliberate"
    REVEAL = "reveal"
    ALONE = "alone"
    PLENARY = "plenary"
    PRIORITIES = "priorities"
    PERSPECTIVE = "perspective"
    RECOGNISE = "recognise"
    AGREE = "agree"
    BLANK = "blank"  # everybody may hand in a dilemma of their own
    CLOSE = "close"


class Depth(StrEnum):
    """How much time a card gets: vote, talk and vote again, or one vote, or an hour."""

    DEEP = "deep"
    QUICK = "quick"
    DELIBERATE = "deliberate"


@dataclass(frozen=True)
class Step:
    """One step of an agenda, with what became of it.

    `seconds` is the planned time (0: no clock), `extra` what the host added,
    `started` when it was last entered (milliseconds since 1970). A sealed vote was
    shown and takes no more answers; a skipped step is passed over by next and back. A
    step may ask something more once it is `turned`. `roles` may be dealt at this step,
    and `spent` is how long earlier visits took, in milliseconds. A `dropped` vote was
    left out when its card was shown, so its answers are never counted; a `passed` step
    is skipped because the host went past the rest of its card.
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
    dropped: bool = False
    passed: bool = False

    @property
    def ends(self) -> int | None:
        """When the advisory clock runs out, in milliseconds since 1970."""
        if self.started is None or not self.seconds:
            return None
        return self.started + (self.seconds + self.extra) * 1000


# Seconds of a step that is put into a programme; variants say their own.
SECONDS = {
    Kind.PRACTICE: 45,
    Kind.READ: 45,
    Kind.PREDICT: 30,
    Kind.SWAP: 45,
    Kind.TALK: 180,
    Kind.PLENARY: 180,
    Kind.PRIORITIES: 60,
    Kind.RECOGNISE: 60,
    Kind.AGREE: 360,
}

# Kinds that never are about one card.
WITHOUT_CARD = frozenset(
    {
        Kind.LOBBY,
        Kind.PRACTICE,
        Kind.ALONE,
        Kind.PRIORITIES,
        Kind.PERSPECTIVE,
        Kind.RECOGNISE,
        Kind.AGREE,
        Kind.BLANK,
        Kind.CLOSE,
    }
)


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
