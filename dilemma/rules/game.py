"""Everything about what may happen when lives in this file.

A table `kind x action -> move`; the host's buttons are the row of the step the
workshop is at, and the tests are the table. Unknown pairs raise IllegalMove.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dilemma.rules import alone, building, comfort, ending, turning
from dilemma.rules.agenda import Kind, Step
from dilemma.rules.moves import (
    ASKING,
    ASKING_ONCE_TURNED,
    FIXING,
    TABLE,
    Action,
    Move,
)
from dilemma.rules.refusals import IllegalMove, MovedOn
from dilemma.rules.sealing import seal

__all__ = [
    "ASKING",
    "EXTEND_SECONDS",
    "FIXING",
    "TABLE",
    "Action",
    "Game",
    "Move",
    "act",
]

EXTEND_SECONDS = comfort.LONGER["extend"]


@dataclass(frozen=True)
class Game:
    """Where a workshop stands.

    `at` is the place in `steps` (from 0); `acts` counts the host's actions, so that a
    double click or a second host tab acts once. In a rehearsal nobody is real. `paused`
    is since when the clock stands still (milliseconds since 1970), `leader` the name of
    whoever acted last. A `settled` workshop is over for good: its votes are gone.
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
    settled: bool = False

    @property
    def step(self) -> Step:
        """The step the workshop is at."""
        return self.steps[self.at]

    @property
    def closed(self) -> bool:
        """Whether the workshop is over."""
        return self.step.kind is Kind.CLOSE

    @property
    def told(self) -> bool:
        """Whether it was closed ever: the totals that were told then stay, also after.

        Taking back loses no step that was entered, so this stays true.
        """
        return any(
            step.kind is Kind.CLOSE and step.started is not None for step in self.steps
        )

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
    def answerable(self) -> tuple[Step, ...]:
        """The steps that take answers now: one, or every card for who plays alone."""
        if self.step.kind is Kind.ALONE:
            return tuple(one for one in alone.votes(self.steps) if not one.sealed)
        step = self.asking
        return (step,) if step is not None else ()

    def asking_at(self, number: int) -> Step | None:
        """The step with this id, if it takes answers now."""
        return next((one for one in self.answerable if one.id == number), None)

    @property
    def actions(self) -> tuple[Action, ...]:
        """The actions that this step knows now, in the order of the table."""
        if self.settled:
            return ()
        useless = comfort.useless(self) | building.useless(self.step)
        useless |= {"lock" if self.locked else "unlock"}
        if self.step.turned or turning.asked_elsewhere(self.steps, self.at):
            useless |= {"turn"}
        if not self.step.turned or self.step.sealed:
            useless |= {"tell"}
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
    def asked_to_seal(self) -> tuple[Step, ...]:
        """What was asked in the last part and is not sealed yet."""
        return ending.to_seal(self.steps)

    @property
    def turned_to_seal(self) -> tuple[Step, ...]:
        """The step whose turning question is open, if any."""
        step = self.asking
        return (step,) if step and step.turned else ()

    @property
    def to_seal(self) -> tuple[Step, ...]:
        """Every step of which the next act must know how many answered."""
        return (*self.votes_to_seal, *self.asked_to_seal, *self.turned_to_seal)

    @property
    def votes_on_card(self) -> tuple[Step, ...]:
        """Every vote of the agenda on the present card."""
        return tuple(
            step
            for step in self.steps
            if step.kind is Kind.VOTE and step.card == self.step.card
        )

    def _votes_of(self, card: str | None) -> tuple[Step, ...]:
        """Return the votes on a card that were opened and that count."""
        return tuple(
            step for step in self.opened_votes if step.card == card and not step.dropped
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
    `voters` the valid answers per step id, of `to_seal`. Raises MovedOn when somebody
    acted first, IllegalMove for an action this step does not know, and TooFewAnswers
    for showing what fewer than five people said.
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
    if move is Move.TURN_OVER:
        turned = replace(game.step, turned=True)
        return replace(acted, steps=_with(game.steps, game.at, turned))
    if move in (Move.GROW, Move.SHRINK):
        built = building.grown(game.step, 1 if move is Move.GROW else -1)
        return replace(acted, steps=_with(game.steps, game.at, built))
    if move is Move.TELL_TURN:
        told = turning.tell(game.step, voters)
        return replace(acted, steps=_with(game.steps, game.at, told))
    if move is Move.EASE:
        return comfort.DOES[action](acted, now)
    game = comfort.awake(game, now)
    acted = replace(game, acts=acted.acts)
    place = _destination(game, move)
    steps = _mark_skipped(game, move, place)
    steps = _with(steps, game.at, _left(steps[game.at], now))
    steps = turning.close(steps, game.turned_to_seal, voters)
    steps = _with(steps, place, _entered(steps[place], now))
    if steps[place].kind is Kind.ALONE:
        steps = alone.open_all(steps, now)
    steps = ending.seal(seal(steps, place, voters), place, voters)
    return replace(acted, at=place, steps=steps)


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
        return next(
            place
            for place in places
            if game.steps[place].card != card and not game.steps[place].skipped
        )
    return game.at


def _mark_skipped(game: Game, move: Move, place: int) -> tuple[Step, ...]:
    """Skipping passes over the rest of a card; coming back to it takes that back."""
    card = game.steps[place].card
    if move is Move.PAST_CARD:
        return tuple(
            replace(step, skipped=True, passed=True)
            if number > game.at and step.card == game.step.card and not step.skipped
            else step
            for number, step in enumerate(game.steps)
        )
    if move is Move.BEHIND and card is not None and card != game.step.card:
        return tuple(
            replace(step, skipped=False, passed=False)
            if number > place and step.card == card and step.passed
            else step
            for number, step in enumerate(game.steps)
        )
    return game.steps


def _entered(step: Step, now: int) -> Step:
    return building.begun(replace(step, started=now, extra=0))


def _left(step: Step, now: int) -> Step:
    """Add up how long a step took; the clock of a machine may be put back."""
    if step.started is None:
        return step
    return replace(step, spent=step.spent + max(0, now - step.started))


def _with(steps: tuple[Step, ...], place: int, step: Step) -> tuple[Step, ...]:
    return (*steps[:place], step, *steps[place + 1 :])
