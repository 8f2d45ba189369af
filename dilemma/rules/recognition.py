"""Whether a room recognises the picture: in words, and never per role.

The words are wide enough that nobody's answer follows from them, also for somebody
who gave the only other one (docs/tellen.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from dilemma.rules.wording import Word, word_for

ENOUGH = 5
RECOGNISED_FROM = 60  # percent that says yes; below it the picture says so (domain 4.3)
MOST_FROM = 55  # percent; above it an answer is "more than half"
YES, PARTLY, NO = range(3)


@dataclass(frozen=True)
class RecognitionShown:
    """What may be seen of the answers: how many say yes, and what most say, if any."""

    enough: bool
    yes: Word | None = None
    most: int | None = None  # YES, PARTLY or NO
    doubted: bool = False  # fewer than 60% say yes


TOO_FEW = RecognitionShown(enough=False)


def disclose_recognition(answers: Sequence[int]) -> RecognitionShown:
    """Decide what may be shown of how many said yes, partly and no."""
    people = sum(answers)
    if people < ENOUGH:
        return TOO_FEW
    most = next(
        (one for one in (YES, PARTLY, NO) if 100 * answers[one] > MOST_FROM * people),
        None,
    )
    return RecognitionShown(
        enough=True,
        yes=_word(answers[YES], people),
        most=most,
        doubted=100 * answers[YES] < RECOGNISED_FROM * people,
    )


def _word(yes: int, people: int) -> Word:
    """Say how many say yes; few is only "less than half".

    "Nearly nobody" beside "more than half says no" would leave so little room that
    whoever said "partly" could know to be the only one.
    """
    word = word_for(yes, people)
    return Word.LESS_THAN_HALF if word is Word.NEARLY_NOBODY else word
