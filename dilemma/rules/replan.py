"""The programme may change while it is played, ahead of the present step only.

What was entered stays where it is, what was shown is never voted on again, and every
programme that comes out is in order. An edit is a row of the table.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from dilemma.rules import alone
from dilemma.rules.agenda import MOST_CARDS, SECONDS, Depth, Kind, Step
from dilemma.rules.building import unbuilt
from dilemma.rules.deck import Deck
from dilemma.rules.game import Game
from dilemma.rules.order import FIXED, end_of_block, in_order, start_of_block
from dilemma.rules.refusals import (
    AlreadyShown,
    CardPlanned,
    CardUnknown,
    IllegalMove,
    Malformed,
    MovedOn,
    OutOfPlace,
    ProgrammeFull,
    Refusal,
    StepPlayed,
    TooManyChosen,
    VotedTwice,
)
from dilemma.rules.variants import COURSES

MOST_STEPS = 300
MOST_VOTES = 2  # on one card: do not chase consensus
SHORTEST, LONGEST = 15, 7200  # seconds
MINUTE, QUARTER = 60, 15

# What may be put in without choosing a card; some need the card that is at hand.
MAY_ADD: Mapping[Kind, bool] = {
    Kind.READ: True,
    Kind.TALK: True,
    Kind.PLENARY: False,
}
MAY_REPEAT = frozenset(
    {
        Kind.READ,
        Kind.VOTE,
        Kind.TALK,
        Kind.DELIBERATE,
        Kind.REVEAL,
        Kind.PLENARY,
    }
)


class Edit(StrEnum):
    """What may be done to a programme."""

    ADD = "add"
    ADD_CARD = "add card"
    REPEAT = "repeat"
    DROP = "drop"
    RESTORE = "restore"
    UP = "up"
    DOWN = "down"
    CARD_UP = "card up"
    CARD_DOWN = "card down"
    LONGER = "longer"
    SHORTER = "shorter"


@dataclass(frozen=True)
class Change:
    """One edit: at which step, and what goes in after it if anything does."""

    edit: Edit
    step: int
    kind: str = ""
    card: str = ""
    depth: Depth = Depth.QUICK


def replan(game: Game, change: Change, deck: Deck, *, expect: int) -> Game:
    """Return the game with its programme changed.

    Raises MovedOn when somebody acted first, StepPlayed for what lies behind,
    AlreadyShown for a vote whose card was shown, OutOfPlace for an order that makes
    no sense, and what the edit itself refuses.
    """
    if expect != game.acts:
        raise MovedOn
    if game.closed:
        raise IllegalMove(game.step.kind, change.edit)
    place = next(
        (number for number, one in enumerate(game.steps) if one.id == change.step), None
    )
    if place is None:
        raise Malformed
    steps = _EDITS[change.edit](game, place, change, deck)
    if steps == game.steps:
        raise IllegalMove(game.steps[place].kind, change.edit)
    if len(steps) > MOST_STEPS:
        raise ProgrammeFull(MOST_STEPS)
    if not in_order(steps):
        raise OutOfPlace
    return replace(game, steps=steps, acts=game.acts + 1)


def possible(game: Game, step: int, deck: Deck) -> tuple[Edit, ...]:
    """Return the edits of this step that would be let through now."""
    let_through = []
    for edit in Edit:
        if edit not in (Edit.ADD, Edit.ADD_CARD):
            try:
                replan(game, Change(edit, step), deck, expect=game.acts)
            except Refusal:
                continue
            let_through.append(edit)
    return tuple(let_through)


def _ahead(game: Game, place: int) -> Step:
    if place <= game.at:
        raise StepPlayed
    return game.steps[place]


def _untouched(game: Game, *places: int) -> None:
    for place in places:
        if _ahead(game, place).started is not None:
            raise StepPlayed
        if game.steps[place].kind in FIXED:
            raise OutOfPlace


def _add(game: Game, place: int, change: Change, _deck: Deck) -> tuple[Step, ...]:
    kind = next((one for one in MAY_ADD if one == change.kind), None)
    if kind is None:
        raise Malformed
    if place < game.at:
        raise StepPlayed
    card = game.steps[place].card
    if MAY_ADD[kind] and card is None:
        raise OutOfPlace
    return _put_in(game.steps, place, [Step(0, kind, card, 0, SECONDS[kind])])


def _add_card(game: Game, place: int, change: Change, deck: Deck) -> tuple[Step, ...]:
    card = deck.card(change.card)
    if card is None:
        raise CardUnknown(change.card)
    if place < game.at:
        raise StepPlayed
    planned = {step.card for step in game.steps if step.card}
    if card.slug in planned:
        raise CardPlanned
    if len(planned) >= MOST_CARDS:
        raise TooManyChosen("cards", 1, MOST_CARDS)
    new = [
        Step(0, kind, card.slug, round, seconds)
        for kind, round, seconds in COURSES[change.depth]
    ]
    return _put_in(game.steps, end_of_block(game.steps, place), new)


def _repeat(game: Game, place: int, _change: Change, _deck: Deck) -> tuple[Step, ...]:
    """Put the same step in once more, after the present one."""
    step = game.steps[place]
    if step.kind not in MAY_REPEAT:
        raise IllegalMove(step.kind, Edit.REPEAT)
    if place > game.at:
        raise IllegalMove(step.kind, Edit.REPEAT)
    step = unbuilt(step)
    again = Step(0, step.kind, step.card, step.round, step.seconds)
    if step.kind is Kind.VOTE:
        votes = [
            one for one in game.steps if one.kind is Kind.VOTE and one.card == step.card
        ]
        if any(vote.sealed for vote in votes):
            raise AlreadyShown
        if len(votes) >= MOST_VOTES:
            raise VotedTwice(MOST_VOTES)
        again = replace(again, round=step.round + 1)
    return _put_in(game.steps, game.at, [again])


def _drop(game: Game, place: int, _change: Change, _deck: Deck) -> tuple[Step, ...]:
    step = _ahead(game, place)
    if step.kind in FIXED:
        raise OutOfPlace
    return _exchanged(game.steps, place, replace(step, skipped=True))


def _restore(game: Game, place: int, _change: Change, _deck: Deck) -> tuple[Step, ...]:
    step = _ahead(game, place)
    if step.kind is Kind.VOTE and step.sealed:
        raise AlreadyShown
    if step in alone.votes(game.steps):
        raise OutOfPlace  # nothing was left out: people choose there by themselves
    return _exchanged(game.steps, place, replace(step, skipped=False, passed=False))


def _shift(by: int) -> "_Do":
    def shift(game: Game, place: int, _change: Change, _deck: Deck) -> tuple[Step, ...]:
        low = min(place, place + by)
        _untouched(game, place, place + by)
        steps = game.steps
        return (*steps[:low], steps[low + 1], steps[low], *steps[low + 2 :])

    return shift


def _shift_card(by: int) -> "_Do":
    def shift(game: Game, place: int, _change: Change, _deck: Deck) -> tuple[Step, ...]:
        steps = game.steps
        if by < 0:
            middle = start_of_block(steps, place)
            first = start_of_block(steps, max(middle - 1, 0))
            end = end_of_block(steps, place) + 1
        else:
            first = start_of_block(steps, place)
            middle = end_of_block(steps, place) + 1
            end = end_of_block(steps, min(middle, len(steps) - 1)) + 1
        _untouched(game, *range(first, end))
        return (*steps[:first], *steps[middle:end], *steps[first:middle], *steps[end:])

    return shift


def _longer(game: Game, place: int, _change: Change, _deck: Deck) -> tuple[Step, ...]:
    step = _ahead(game, place)
    more = MINUTE if step.seconds >= MINUTE else QUARTER
    return _timed(game.steps, place, step.seconds + more)


def _shorter(game: Game, place: int, _change: Change, _deck: Deck) -> tuple[Step, ...]:
    step = _ahead(game, place)
    less = MINUTE if step.seconds > MINUTE else QUARTER
    return _timed(game.steps, place, step.seconds - less)


def _timed(steps: tuple[Step, ...], place: int, seconds: int) -> tuple[Step, ...]:
    """Set how long a step takes; one without a clock keeps none."""
    step = steps[place]
    if not step.seconds:
        return steps
    within = min(max(seconds, SHORTEST), LONGEST)
    return _exchanged(steps, place, replace(step, seconds=within))


def _put_in(
    steps: tuple[Step, ...], place: int, new: Sequence[Step]
) -> tuple[Step, ...]:
    return (*steps[: place + 1], *new, *steps[place + 1 :])


def _exchanged(steps: tuple[Step, ...], place: int, step: Step) -> tuple[Step, ...]:
    return (*steps[:place], step, *steps[place + 1 :])


_Do = Callable[[Game, int, Change, Deck], tuple[Step, ...]]

_EDITS: Mapping[Edit, _Do] = {
    Edit.ADD: _add,
    Edit.ADD_CARD: _add_card,
    Edit.REPEAT: _repeat,
    Edit.DROP: _drop,
    Edit.RESTORE: _restore,
    Edit.UP: _shift(-1),
    Edit.DOWN: _shift(+1),
    Edit.CARD_UP: _shift_card(-1),
    Edit.CARD_DOWN: _shift_card(+1),
    Edit.LONGER: _longer,
    Edit.SHORTER: _shorter,
}
