"""A snapshot is everything true of a workshop at one revision.

It holds results only as `disclosure` let them through: raw counts stay in the store.
"""

from dataclasses import dataclass, replace

from dilemma.rules import alone
from dilemma.rules.agenda import Kind
from dilemma.rules.beside import Beside
from dilemma.rules.contribution import Contribution
from dilemma.rules.deck import Card, Challenge, Deck, Role
from dilemma.rules.disclosure import CardShown
from dilemma.rules.ending import NOTHING_YET, Ending
from dilemma.rules.game import Game
from dilemma.rules.guessed import CardGuessed
from dilemma.rules.history import Act
from dilemma.rules.seating import UNARRANGED, Arrangement, TableTurnout
from dilemma.rules.turning import TurnShown


@dataclass(frozen=True)
class Workshop:
    """What is fixed when a workshop is made; it keeps its own copy of the deck."""

    id: str
    code: str
    title: str
    variant: str
    deck: Deck
    roles: tuple[str, ...]  # slugs of the roles offered
    capacity: int
    minimum: int  # smallest group that is ever shown
    created: int  # milliseconds since 1970

    @property
    def alone(self) -> bool:
        """Whether everybody plays alone, at one's own pace."""
        return self.variant == alone.VARIANT

    def spoken(self, language: str) -> "Workshop":
        """Return this workshop with its deck in a language, as far as it goes."""
        return replace(self, deck=self.deck.spoken(language))

    @property
    def offered(self) -> tuple[Role, ...]:
        """The roles that participants choose from, in the deck's order."""
        return tuple(role for role in self.deck.roles if role.slug in self.roles)


@dataclass(frozen=True)
class Headcount:
    """How many people of one role joined, and how many answered the open vote."""

    role: Role
    joined: int
    answered: int


@dataclass(frozen=True)
class Snapshot:
    """One workshop at one revision."""

    workshop: Workshop
    game: Game
    revision: int
    people: tuple[Headcount, ...]  # every offered role, in order
    results: tuple[CardShown, ...]  # the cards whose results may be seen now
    said: tuple[Contribution, ...] = ()  # the texts that the host shows
    waiting: int = 0  # texts that the host has not looked at
    guessed: tuple[CardGuessed, ...] = ()  # what was thought of roles, as results
    acts: tuple[Act, ...] = ()  # the last things the host did
    undoable: Act | None = None  # what undo would take back
    ending: Ending = NOTHING_YET  # what may be seen of the last part
    arrangement: Arrangement = UNARRANGED
    tables: tuple[TableTurnout, ...] = ()
    hands: int = 0  # people whose hands were counted at the present vote
    other_role: int | None = None  # people who played another role than their own
    turns: tuple[TurnShown, ...] = ()  # what is told of turning questions
    beside: Beside | None = None  # what was played alone and belongs here
    belongs: str = ""  # title of the workshop that this one, played alone, belongs to

    def spoken(self, language: str) -> "Snapshot":
        """Return the same for people who read this language, as far as it goes."""
        workshop = self.workshop.spoken(language)
        roles = {role.slug: role for role in workshop.deck.roles}
        people = tuple(replace(one, role=roles[one.role.slug]) for one in self.people)
        return replace(self, workshop=workshop, people=people)

    @property
    def card(self) -> Card | None:
        """The card that the present step is about."""
        return self.workshop.deck.card(self.game.step.card or "")

    @property
    def practice(self) -> Card | None:
        """The deck's card to practise with now: each practice step has the next one.

        None for a deck without such cards.
        """
        cards, step = self.workshop.deck.practice, self.game.step
        steps = [one.id for one in self.game.steps if one.kind is step.kind]
        if not cards or step.kind is not Kind.PRACTICE:
            return None
        return cards[steps.index(step.id) % len(cards)]

    @property
    def joined(self) -> int:
        """How many people joined."""
        return sum(one.joined for one in self.people)

    @property
    def answered(self) -> int:
        """How many people answered the present vote, passes included."""
        return sum(one.answered for one in self.people)

    def turn(self, step: int) -> TurnShown | None:
        """Return what is told of the turning question of a step."""
        return next((one for one in self.turns if one.step == step), None)

    def result(self, card: str) -> CardShown | None:
        """Return what may be seen of a card's results now."""
        return next((one for one in self.results if one.card == card), None)

    def guesses(self, card: str) -> CardGuessed:
        """Return what may be told of the guesses on a card now."""
        known = {one.card: one for one in self.guessed}
        return known.get(card, CardGuessed(card))


@dataclass(frozen=True)
class OwnAnswer:
    """One participant's own answer at one vote of the present card."""

    step: int
    round: int
    value: str
    sequence: int


@dataclass(frozen=True)
class Participant:
    """One participant and the own answers on the present card; never anybody else's."""

    id: int
    workshop: str
    role: Role
    language: str = "nl"  # of the deck
    answers: tuple[OwnAnswer, ...] = ()
    answered_before: bool = False  # at a counted step: from then on the role stays
    about: Role | None = None  # the role that the present step deals
    picked: tuple[Challenge, ...] = ()  # at the present step
    seat: int | None = None  # the number of the table
    real: bool | None = None  # whether the role is theirs outside the game too

    def spoken(self, language: str) -> "Participant":
        """Return the same in a language that this person reads, as far as it goes."""
        own = self.language
        return replace(
            self,
            role=self.role.spoken_in(language, own),
            about=self.about.spoken_in(language, own) if self.about else None,
            picked=tuple(one.spoken_in(language, own) for one in self.picked),
        )

    def answer_at(self, step: int) -> OwnAnswer | None:
        """Return the own answer at a step."""
        return next((one for one in self.answers if one.step == step), None)
