"""An answer is what one participant gave at one step; here is which one may count.

One answer per (step, participant); the last one wins by sequence, so late, doubled
and reordered messages end in the same state.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from dilemma.rules import dealing
from dilemma.rules.agenda import Kind, Step
from dilemma.rules.deck import Card, Deck
from dilemma.rules.game import Game
from dilemma.rules.priorities import MOST_PICKED, picked
from dilemma.rules.refusals import (
    Malformed,
    OptionUnknown,
    TooManyPicked,
    VoteClosed,
)

SURE = 2
RATHER = 1
PASS = "pass"
LONGEST_VALUE = 250
LETTERS = "abcd"
PRACTICE_OPTIONS = 2  # the practice card is in no deck
NEWEST = 0  # instead of a sequence: one more than what is stored
MOST_SEQUENCE = 2**53 - 1  # what a phone's number can hold exactly


@dataclass(frozen=True)
class Answer:
    """What one participant answered; `option` counts from 0, None is a pass.

    `about` is the role that was dealt, at steps that deal one; `picked` are the slugs
    of what was picked, at steps where people pick.
    """

    option: int | None
    strength: int = 0
    about: str = ""
    picked: str = ""

    @property
    def value(self) -> str:
        """Write the answer as phones send it.

        "a2" is surely A, "a" the first of choices without strength, "pass" a pass,
        and what was picked stands with plus signs between.
        """
        if self.picked:
            return self.picked
        if self.option is None:
            return PASS
        return f"{LETTERS[self.option]}{self.strength or ''}"


@dataclass(frozen=True)
class Cast:
    """One message in which a phone casts an answer."""

    step: int
    value: str
    sequence: int


def parse_cast(data: object) -> Cast:
    """Read a phone's message `{step, answer, seq}`; raises Malformed."""
    if not isinstance(data, dict):
        raise Malformed
    step, value, sequence = data.get("step"), data.get("answer"), data.get("seq")
    if type(step) is not int or type(sequence) is not int:
        raise Malformed
    if not isinstance(value, str) or len(value) > LONGEST_VALUE:
        raise Malformed
    if not 0 < step <= MOST_SEQUENCE or not 0 < sequence <= MOST_SEQUENCE:
        raise Malformed
    return Cast(step, value, sequence)


def parse_form(step: str, value: str, sequence: str) -> Cast:
    """Read a plain form, which may have no sequence of its own; raises Malformed.

    A script that cannot use its socket sends one; without it the person saw the form's
    answer as the newest, and so does `NEWEST`.
    """
    numbers = [text for text in (step, sequence) if text]
    if any(not (n.isascii() and n.isdigit() and len(n) < 16) for n in numbers):
        raise Malformed
    if not step or int(step) < 1 or len(value) > LONGEST_VALUE:
        raise Malformed
    return Cast(int(step), value, int(sequence or NEWEST))


def answers_to(card: Card) -> tuple[Answer, ...]:
    """Return every answer that this card takes, in the order of the ballot.

    Two options make a scale from surely A to surely B; more make one row an option.
    """
    return _answers(len(card.options))


def practice_answers() -> tuple[Answer, ...]:
    """Return every answer that the practice card takes."""
    return _answers(PRACTICE_OPTIONS)


def guesses_at(card: Card) -> tuple[Answer, ...]:
    """Return every guess at what a role chooses on a card: without strength."""
    return (*(Answer(option) for option in range(len(card.options))), Answer(None))


@cache
def _answers(options: int) -> tuple[Answer, ...]:
    strengths = [(SURE, RATHER)] * options
    if options == 2:
        strengths[1] = (RATHER, SURE)
    scale = tuple(
        Answer(option, strength)
        for option, row in enumerate(strengths)
        for strength in row
    )
    return (*scale, Answer(None))


@dataclass(frozen=True)
class Asked:
    """Somebody who is asked something at a step; the card is the step's own."""

    step: Step
    deck: Deck
    card: Card | None
    participant: int
    role: str


def admit(cast: Cast, game: Game, deck: Deck, participant: int, role: str) -> Answer:
    """Return the answer if it may be given now, by this person.

    Raises VoteClosed when the step is not the one that asks, OptionUnknown when it
    knows no such answer, TooManyPicked for more picks than one person has.
    """
    step = game.asking_at(cast.step)
    if step is None:
        raise VoteClosed
    asked = Asked(step, deck, deck.card(step.card or ""), participant, role)
    answer = BALLOTS[step.kind](asked, cast.value)
    if answer is None:
        raise OptionUnknown
    return answer


@cache
def _by_value(options: int) -> Mapping[str, Answer]:
    return {answer.value: answer for answer in _answers(options)}


def _vote(asked: Asked, value: str) -> Answer | None:
    if asked.card is None:
        return None
    return _by_value(len(asked.card.options)).get(value)


def _practice(asked: Asked, value: str) -> Answer | None:
    return _by_value(PRACTICE_OPTIONS).get(value)


def _predict(asked: Asked, value: str) -> Answer | None:
    about = dealing.dealt(asked.step, asked.role, asked.participant)
    if about is None or asked.card is None:
        return None
    known = {answer.value: answer for answer in guesses_at(asked.card)}
    return replace(known[value], about=about) if value in known else None


def _swap(asked: Asked, value: str) -> Answer | None:
    about = dealing.dealt(asked.step, asked.role, asked.participant)
    answer = _vote(asked, value)
    return replace(answer, about=about) if answer and about else None


def _pick(asked: Asked, value: str) -> Answer | None:
    if value == PASS:
        return Answer(None)
    slugs = picked(asked.deck, value)
    if slugs and len(slugs) > MOST_PICKED:
        raise TooManyPicked(MOST_PICKED)
    return Answer(0, picked="+".join(slugs)) if slugs else None


# Yes, in between and no; or nothing of the kind.
_IN_WORDS = {one.value: one for one in (*map(Answer, range(3)), Answer(None))}


def _recognise(asked: Asked, value: str) -> Answer | None:
    return _IN_WORDS.get(value)


def _turn(asked: Asked, value: str) -> Answer | None:
    """Does this change your choice: yes, perhaps or no."""
    return _IN_WORDS.get(value)


# What a value means at a step of each kind that asks; None for what it does not know.
BALLOTS: Mapping[Kind, Callable[[Asked, str], Answer | None]] = {
    Kind.VOTE: _vote,
    Kind.PRACTICE: _practice,
    Kind.PREDICT: _predict,
    Kind.SWAP: _swap,
    Kind.PRIORITIES: _pick,
    Kind.RECOGNISE: _recognise,
    Kind.TALK: _turn,
}
