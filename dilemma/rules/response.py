"""An answer is (option, strength) or a pass; this file says which one may count.

One answer per (step, participant); the last one wins by sequence, so late, doubled
and reordered messages end in the same state.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from dilemma.rules.deck import Card
from dilemma.rules.game import Game
from dilemma.rules.refusals import Malformed, OptionUnknown, VoteClosed

SURE = 2
RATHER = 1
PASS = "pass"
LETTERS = "abcd"
NEWEST = 0  # instead of a sequence: one more than what is stored
MOST_SEQUENCE = 2**53 - 1  # what a phone's number can hold exactly


@dataclass(frozen=True)
class Answer:
    """What one participant answered; `option` counts from 0, None is a pass."""

    option: int | None
    strength: int = 0

    @property
    def value(self) -> str:
        """Write the answer as phones send it: "a2" is surely A, "pass" a pass."""
        if self.option is None:
            return PASS
        return f"{LETTERS[self.option]}{self.strength}"


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
    if not isinstance(value, str) or len(value) > len(PASS):
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
    if not step or int(step) < 1 or len(value) > len(PASS):
        raise Malformed
    return Cast(int(step), value, int(sequence or NEWEST))


def answers_to(card: Card) -> tuple[Answer, ...]:
    """Return every answer that this card takes, in the order of the ballot.

    Two options make a scale from surely A to surely B; more make one row an option.
    """
    return _answers(len(card.options))


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


@cache
def _by_value(options: int) -> Mapping[str, Answer]:
    return {answer.value: answer for answer in _answers(options)}


def admit(cast: Cast, game: Game, card: Card | None) -> Answer:
    """Return the answer if it may be given now.

    Raises VoteClosed when the step is not the open vote, OptionUnknown when the card
    has no such answer.
    """
    step = game.open_vote
    if step is None or step.id != cast.step or card is None or card.slug != step.card:
        raise VoteClosed
    answer = _by_value(len(card.options)).get(cast.value)
    if answer is None:
        raise OptionUnknown
    return answer
