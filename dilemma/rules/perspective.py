"""The Wenkend Perspectief: what this room chose, relative to what it discussed.

It adds nothing to what `disclosure` lets through, and never makes a sum, an index or
an amount of money of it (domain 4.3 and 4.6).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from dilemma.rules.beside import Beside
from dilemma.rules.deck import Card, Challenge, Deck, Effect, Example, Role
from dilemma.rules.disclosure import CardShown
from dilemma.rules.shown import ShareShown
from dilemma.rules.wording import RANKS, Word


@dataclass(frozen=True)
class EffectLine:
    """In how many discussed dilemmas the majority put this effect first."""

    effect: Effect
    first: int  # cards whose majority side puts it first
    not_first: int  # cards whose majority side does not
    undecided: int  # a tie, or too few votes

    @property
    def discussed(self) -> int:
        """Played cards on which some option touches this effect."""
        return self.first + self.not_first + self.undecided


@dataclass(frozen=True)
class ChallengeLine:
    """One challenge with the cards that were played for it."""

    challenge: Challenge
    cards: tuple[tuple[Card, CardShown], ...]  # in the order of play
    examples: tuple[Example, ...]

    @property
    def discussed(self) -> bool:
        """Whether any card of this challenge was played."""
        return bool(self.cards)


@dataclass(frozen=True)
class Perspective:
    """The whole workshop after the fact."""

    challenges: tuple[ChallengeLine, ...]  # in deck order, also those not discussed
    effects: tuple[EffectLine, ...]  # in deck order, also those not discussed
    participants: int
    cards_played: int
    played: tuple[tuple[Card, CardShown], ...] = ()  # in the order of play
    beside: Beside | None = None  # what was played alone, never counted with the rest
    roles: tuple[Role, ...] = ()  # of the deck

    def number(self, slug: str) -> int:
        """Which of the played cards this one was, from 1."""
        return 1 + [card.slug for card, _shown in self.played].index(slug)


def majority(shown: CardShown) -> int | None:
    """The option (0 is A) that more than half of the last round chose, if any."""
    last = shown.rounds[-1] if shown.rounds else None
    if last is None:
        return None
    for option, (sure, rather) in enumerate(last.votes):
        if 2 * (sure + rather) > last.voters:
            return option
    return None


def side_of(share: ShareShown) -> str:
    """The side that a role stands at, from what is printed; none at about half."""
    if share.word is not None:
        rank = RANKS.index(share.word) - RANKS.index(Word.ABOUT_HALF)
    elif share.count is not None:
        rank = 2 * share.count[0] - share.count[1]
    else:
        assert share.percent is not None  # exactly one of the three is set
        rank = share.percent - 50
    return "a" if rank > 0 else "b" if rank < 0 else ""


def perspective(
    deck: Deck, shown: Sequence[CardShown], participants: int
) -> Perspective:
    """Put the played cards beside the deck's challenges and effects.

    `shown` is in the order of play. Raises ValueError for a card the deck lacks.
    """
    played = [(_card(deck, one.card), one) for one in shown]
    return Perspective(
        challenges=tuple(
            ChallengeLine(
                challenge,
                tuple(pair for pair in played if pair[0].challenge == challenge.slug),
                tuple(one for one in deck.examples if one.challenge == challenge.slug),
            )
            for challenge in deck.challenges
        ),
        effects=tuple(_effect_line(effect, played) for effect in deck.effects),
        participants=participants,
        cards_played=len(played),
        played=tuple(played),
        roles=deck.roles,
    )


def _card(deck: Deck, slug: str) -> Card:
    for card in deck.cards:
        if card.slug == slug:
            return card
    raise ValueError(f"the deck has no card {slug!r}")


def _effect_line(
    effect: Effect, played: Sequence[tuple[Card, CardShown]]
) -> EffectLine:
    first = not_first = undecided = 0
    for card, shown in played:
        if effect.slug not in card.effects:
            continue
        side = majority(shown)
        if side is None:
            undecided += 1
        elif any(
            tag.effect == effect.slug and tag.plus for tag in card.options[side].effects
        ):
            first += 1
        else:
            not_first += 1
    return EffectLine(effect, first, not_first, undecided)
