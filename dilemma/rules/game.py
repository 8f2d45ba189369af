"""Everything about what may happen when lives in this file.

A table `kind x action -> move`; the host's buttons are the row of the step the
workshop is at, and the tests are the table. Unknown pairs raise IllegalMove.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum, StrEnum

from dilemma.rules import comfort
from dilemma.rules.agenda import Kind, Step
from dilemma.rules.refusals import IllegalMove, MovedOn

EXTEND_SECONDS = comfort.LONGER["extend"]

# From this many valid votes a reveal shows something, and what was shown is sealed:
# a vote that opened again afterwards would give away whoever voted in between.
SHOWN_FROM = 5


class Action(StrEnum):
    """A facilitator's action."""

    NEXT = "next"
    BACK = "back"
    SKIP = "skip"
    EXTEND = "extend"
    LOCK = "lock"
    UNLOCK = "unlock"
    BLANK = "blank"
    UNBLANK = "unblank"
    PAUSE = "pause"
    TIMEOUT = "timeout"
    RESUME = "resume"
    BIG = "big"
    SMALL = "small"
    MINUTE = "minute"
    FIVE = "five"


class Move(Enum):
    """What an action does at a step."""

    AHEAD = "to the next step"
    BEHIND = "to the step before"
    PAST_CARD = "to the first step after this card"
    STAY_LONGER = "add time to this step"
    SHUT = "nobody new comes in"
    OPEN = "people come in again"
    EASE = "a comfort around this step"


_DOOR = {Action.LOCK: Move.SHUT, Action.UNLOCK: Move.OPEN}
_DARK = dict.fromkeys((Action.BLANK, Action.UNBLANK), Move.EASE)
_EASE = {Action(name): Move.EASE for name in comfort.DOES}
_LONGER = {Action(name): Move.STAY_LONGER for name in comfort.LONGER}
_STEP = {Action.NEXT: Move.AHEAD, Action.BACK: Move.BEHIND} | _LONGER | _EASE | _DOOR
_CARD = _STEP | {Action.SKIP: Move.PAST_CARD}

# Steps at which people answer something: at once, or once the host turned them.
ASKING = frozenset({Kind.VOTE})
ASKING_ONCE_TURNED = frozenset[Kind]()

TABLE: Mapping[Kind, Mapping[Action, Move]] = {
    Kind.LOBBY: {Action.NEXT: Move.AHEAD} | _DARK | _DOOR,
    Kind.READ: _CARD,
    Kind.VOTE: _CARD,
    Kind.TALK: _CARD,
    Kind.REVEAL: _CARD,
    Kind.PERSPECTIVE: _STEP,
    Kind.CLOSE: {Action.BACK: Move.BEHIND} | _DARK,
}


@dataclass(frozen=True)
class Game:
    """Where a workshop stands.

    `at` is the place in `steps` (from 0); `acts` counts the host's actions, so that a
    double click or a second host tab acts once. In a rehearsal nobody is real. `paused`
    is since when the clock stands still (milliseconds since 1970), `leader` the name of
    whoever acted last.
    """

    steps: tuple[Step, ...]
    at: int = 0
    acts: int = 0
    locked: bool = False
    rehearsal: bool = False
    blank: bool = False
    paused: int | None = None
    timeout: bool = False
    big: bool = False
    leader: str = ""

    @property
    def step(self) -> Step:
        """The step the workshop is at."""
        return self.steps[self.at]

    @property
    def closed(self) -> bool:
        """Whether the workshop is over."""
        return self.step.kind is Kind.CLOSE

    @property
    def open_vote(self) -> Step | None:
        """The vote that takes answers now, if any."""
        step = self.step
        return step if step.kind is Kind.VOTE and not step.sealed else None

    @property
    def asking(self) -> Step | None:
        """The step that takes answers of any kind now, if any."""
        step = self.step
        asks = step.kind in ASKING or (step.kind in ASKING_ONCE_TURNED and step.turned)
        return step if asks and not step.sealed else None

    @property
    def actions(self) -> tuple[Action, ...]:
        """The actions that this step knows now, in the order of the table."""
        useless = comfort.useless(self) | {"lock" if self.locked else "unlock"}
        return tuple(one for one in TABLE[self.step.kind] if one not in useless)

    def following(self, action: Action) -> Step | None:
        """Return the step that this action would lead to, if it leads to another."""
        place = _destination(self, TABLE[self.step.kind].get(action))
        return None if place == self.at else self.steps[place]

    def card_place(self, card: str | None) -> tuple[int, int]:
        """Return which of the workshop's cards this is and how many there are."""
        cards = list(dict.fromkeys(step.card for step in self.steps if step.card))
        return (cards.index(card) + 1 if card in cards else 0, len(cards))

    def results_of(self) -> tuple[tuple[str, tuple[Step, ...]], ...]:
        """Return the cards whose results may be counted now, with their vote steps.

        Only sealed votes count: what is shown once never changes afterwards, so
        nobody can compare two pictures of the same round.
        """
        cards = dict.fromkeys(step.card for step in self.steps if step.card)
        played = ((card, self._votes_of(card)) for card in cards)
        return tuple(
            (card, votes)
            for card, votes in played
            if votes and all(vote.sealed for vote in votes)
        )

    @property
    def opened_votes(self) -> tuple[Step, ...]:
        """Every vote that was ever opened."""
        return tuple(
            step
            for step in self.steps
            if step.kind is Kind.VOTE and step.started is not None
        )

    @property
    def votes_to_seal(self) -> tuple[Step, ...]:
        """Every opened vote on a card with a vote that is not sealed yet."""
        opened = self.opened_votes
        open_cards = {step.card for step in opened if not step.sealed}
        return tuple(step for step in opened if step.card in open_cards)

    @property
    def votes_on_card(self) -> tuple[Step, ...]:
        """Every vote of the agenda on the present card."""
        return tuple(
            step
            for step in self.steps
            if step.kind is Kind.VOTE and step.card == self.step.card
        )

    def _votes_of(self, card: str | None) -> tuple[Step, ...]:
        """Return the votes on a card that were opened."""
        return tuple(
            step
            for step in self.steps
            if step.card == card and step.kind is Kind.VOTE and step.started is not None
        )


def act(
    game: Game,
    action: Action,
    *,
    expect: int,
    now: int,
    voters: Mapping[int, int],
) -> Game:
    """Return the game after an action.

    `expect` is the number of acts the person saw, `now` milliseconds since 1970,
    `voters` the valid votes per vote step id, of `votes_to_seal`. Raises MovedOn when
    somebody acted first and IllegalMove for an action this step does not know.
    """
    if expect != game.acts:
        raise MovedOn
    if action not in game.actions:
        raise IllegalMove(game.step.kind, action)
    move = TABLE[game.step.kind][action]
    acted = replace(game, acts=game.acts + 1)
    if move in (Move.SHUT, Move.OPEN):
        return replace(acted, locked=move is Move.SHUT)
    if move is Move.STAY_LONGER:
        more = game.step.extra + comfort.LONGER[action]
        longer = replace(game.step, extra=more)
        return replace(acted, steps=_with(game.steps, game.at, longer))
    if move is Move.EASE:
        return comfort.DOES[action](acted, now)
    game = comfort.awake(game, now)
    acted = replace(game, acts=acted.acts)
    place = _destination(game, move)
    steps = _mark_skipped(game, move, place)
    steps = _with(steps, place, replace(steps[place], started=now, extra=0))
    return replace(acted, at=place, steps=_seal(steps, place, voters))


def is_rash(game: Game, action: Action, *, answered: int, joined: int) -> bool:
    """Tell whether this action seals the open vote while less than half answered.

    One press too many on a remote would otherwise cost most of a hall its vote.
    """
    following = game.following(action)
    return (
        game.open_vote is not None
        and following is not None
        and following.kind in (Kind.REVEAL, Kind.PERSPECTIVE)
        and answered >= SHOWN_FROM
        and 2 * answered < joined
    )


def _destination(game: Game, move: Move | None) -> int:
    if move is Move.AHEAD:
        places = range(game.at + 1, len(game.steps))
        return next(place for place in places if not game.steps[place].skipped)
    if move is Move.BEHIND:
        places = range(game.at - 1, -1, -1)
        return next(place for place in places if not game.steps[place].skipped)
    if move is Move.PAST_CARD:
        places = range(game.at + 1, len(game.steps))
        card = game.step.card
        return next(place for place in places if game.steps[place].card != card)
    return game.at


def _mark_skipped(game: Game, move: Move, place: int) -> tuple[Step, ...]:
    """Skipping passes over the rest of a card; coming back takes that back."""
    if move is Move.PAST_CARD:
        return tuple(
            replace(step, skipped=True) if game.at < number < place else step
            for number, step in enumerate(game.steps)
        )
    if move is Move.BEHIND:
        card = game.steps[place].card
        return tuple(
            replace(step, skipped=False) if step.card == card else step
            for step in game.steps
        )
    return game.steps


def _seal(
    steps: tuple[Step, ...], place: int, voters: Mapping[int, int]
) -> tuple[Step, ...]:
    """Seal the votes that the step just entered shows.

    A reveal seals its whole card, but only when the last vote has enough voters to
    show something: after a key pressed too early the host can still go back. Looking
    back on the whole seals every card that was voted on. A vote on such a card that was
    not opened yet is sealed too: a later round would change the picture of this one.
    """
    entered = steps[place]
    opened = [one for one in steps if one.kind is Kind.VOTE and one.started is not None]
    if entered.kind is Kind.REVEAL:
        opened = [one for one in opened if one.card == entered.card]
        if not opened or voters.get(opened[-1].id, 0) < SHOWN_FROM:
            return steps
    elif entered.kind not in (Kind.PERSPECTIVE, Kind.CLOSE):
        return steps
    cards = {one.card for one in opened}
    return tuple(
        replace(step, sealed=True)
        if step.kind is Kind.VOTE and step.card in cards
        else step
        for step in steps
    )


def _with(steps: tuple[Step, ...], place: int, step: Step) -> tuple[Step, ...]:
    return (*steps[:place], step, *steps[place + 1 :])
