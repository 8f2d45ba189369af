"""Queries about hands that were counted in the room."""

import json
from collections.abc import Iterable, Mapping

from dilemma.rules.agenda import Step
from dilemma.rules.hands import Hands
from dilemma.rules.response import Answer
from dilemma.rules.tally import Tally
from dilemma.store.transaction import each, rows

NOWHERE = -1
PASSED = -1  # stands for the option of a pass: null cannot be part of a key

_FORGET = "DELETE FROM hand_count WHERE step = ? AND seat = ?"
_PUT = """
INSERT INTO hand_count (step, seat, role, option, strength, count)
VALUES (?, ?, ?, ?, ?, ?)
"""
_OF = "SELECT role, option, strength, count FROM hand_count WHERE step = ? AND seat = ?"
_TALLY = """
SELECT role, option, strength, sum(count) FROM hand_count WHERE step = ?
GROUP BY role, option, strength
"""
_VOTERS = """
SELECT step, sum(count) FROM hand_count WHERE option >= 0
AND step IN (SELECT value FROM json_each(?)) GROUP BY step
"""
_ELSEWHERE = """
SELECT coalesce(sum(count), 0) FROM hand_count WHERE step = ? AND seat != ?
"""


def put(step: int, seat: int, hands: Hands) -> None:
    """Store the hands of one table (0: the host) in the place of earlier ones."""
    each(_FORGET, [(step, seat)])
    each(
        _PUT,
        [
            (
                step,
                seat,
                role,
                PASSED if answer.option is None else answer.option,
                answer.strength,
                count,
            )
            for (role, answer), count in hands.items()
        ],
    )


def of(step: int, seat: int) -> Hands:
    """Return the hands that were counted at one table."""
    return {
        (role, Answer(None if option == PASSED else option, strength)): count
        for role, option, strength, count in rows(_OF, step, seat)
    }


def elsewhere(step: int, seat: int) -> int:
    """Count the people whose hands were counted at other tables."""
    return int(rows(_ELSEWHERE, step, seat)[0][0])


def people(step: int) -> int:
    """Count everybody whose hand was counted at a step, passes included."""
    return elsewhere(step, NOWHERE)


def voters(steps: Iterable[int]) -> Mapping[int, int]:
    """Count the valid votes by hand at these steps."""
    return dict(rows(_VOTERS, json.dumps(list(steps))))


def tally(step: Step, options: int) -> Tally:
    """Count the hands at one vote step, per role."""
    groups = (
        (role, None if option == PASSED else option, strength, count)
        for role, option, strength, count in rows(_TALLY, step.id)
    )
    return Tally.of(step, options, groups)
