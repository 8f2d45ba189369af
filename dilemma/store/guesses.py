"""Queries about what people said of other roles. Counts leave only as Guesses."""

from dilemma.rules.agenda import Step
from dilemma.rules.guessed import Guesses
from dilemma.store.transaction import rows

# A role that somebody took afterwards is not another's any more.
_GUESSES = """
SELECT about, option, count(*) FROM response
JOIN participant ON participant.id = response.participant
WHERE step = ? AND option IS NOT NULL AND about NOT IN ('', participant.role)
GROUP BY about, option
"""


def guesses(step: Step, options: int) -> Guesses:
    """Count what people said at a step, per role it was about."""
    counts: dict[str, list[int]] = {}
    for about, option, count in rows(_GUESSES, step.id):
        counts.setdefault(about, [0] * options)[option] += count
    return Guesses({role: tuple(each) for role, each in sorted(counts.items())})
