"""What may be said of the answers to a turning question: one sentence, in words.

The adversary knows how many people answered, the own answer and these rules. So only
the answer that most people gave is told, from about half on, and else that answers
differ: then for every other person all three answers stay possible, however the room
answered (`tests/test_turning.py` tries them all).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dilemma.rules.agenda import Step
from dilemma.rules.refusals import TooFewAnswers
from dilemma.rules.wording import RANKS, Word, word_for

ANSWERS = 3  # yes, perhaps, no
TOLD_FROM = 5  # answers; as many as votes of which something is shown


@dataclass(frozen=True)
class TurnShown:
    """What is told of one turning question; without a word the answers differ."""

    card: str  # slug
    step: int
    option: int | None  # 0 is yes, 1 perhaps, 2 no
    word: Word | None


def disclose_turn(card: str, step: int, counts: Sequence[int]) -> TurnShown | None:
    """Decide what may be told; None for too few answers."""
    answered = sum(counts)
    if answered < TOLD_FROM:
        return None
    most = max(counts)
    word = word_for(most, answered)
    alone = list(counts).count(most) == 1
    if alone and RANKS.index(word) >= RANKS.index(Word.ABOUT_HALF):
        return TurnShown(card, step, list(counts).index(most), word)
    return TurnShown(card, step, None, None)


def asked_elsewhere(steps: Sequence[Step], at: int) -> bool:
    """Whether the question of the present card was asked at another of its steps.

    A card's question is asked once. With too few answers it can be asked again by
    going back to the step where it was asked, so that nobody is counted twice.
    """
    here = steps[at]
    return here.card is not None and any(
        step.turned and step.card == here.card and step.id != here.id for step in steps
    )


def tell(step: Step, answered: Mapping[int, int]) -> Step:
    """Close the question of a step to show what was answered: it never changes.

    Raises TooFewAnswers: then it stays open.
    """
    if answered.get(step.id, 0) < TOLD_FROM:
        raise TooFewAnswers(TOLD_FROM)
    return replace(step, sealed=True)


def close(
    steps: tuple[Step, ...], left: Sequence[Step], answered: Mapping[int, int]
) -> tuple[Step, ...]:
    """Close the questions of the steps that are left.

    With too few answers nothing can be shown, and coming back asks it again.
    """
    ids = {one.id for one in left if answered.get(one.id, 0) >= TOLD_FROM}
    return tuple(
        replace(step, sealed=True) if step.id in ids else step for step in steps
    )


def closed(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Return every step whose question was answered and is closed."""
    return tuple(step for step in steps if step.turned and step.sealed)
