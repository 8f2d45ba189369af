"""Queries about answers: storing one, and counting many. Counts leave only as Tally."""

import json
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import and_, func, select

from dilemma.rules.agenda import Step
from dilemma.rules.game import FIXING
from dilemma.rules.hands import weigh
from dilemma.rules.response import Answer
from dilemma.rules.snapshot import OwnAnswer
from dilemma.rules.tally import Change, Tally
from dilemma.store import hands
from dilemma.store.tables import ParticipantRow, ResponseRow, StepRow, db
from dilemma.store.transaction import each, rows

_UPSERT = """
INSERT INTO response (step, participant, option, strength, sequence, about, picked)
VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (step, participant) DO UPDATE
SET option = excluded.option, strength = excluded.strength,
    sequence = excluded.sequence, about = excluded.about, picked = excluded.picked
WHERE excluded.sequence > response.sequence
"""
# Lists travel as JSON, so that the statement is the same for one person and for many.
_OWN = """
SELECT participant, step, sequence, option, strength, about, picked FROM response
WHERE step IN (SELECT value FROM json_each(?))
AND participant IN (SELECT value FROM json_each(?)) ORDER BY step
"""
_ANSWERED = """
SELECT role, count(*) FROM response
JOIN participant ON participant.id = response.participant WHERE step = ? GROUP BY role
"""
_BEGUN = """
SELECT role, count(DISTINCT participant.id) FROM response
JOIN participant ON participant.id = response.participant
WHERE step IN (SELECT value FROM json_each(?)) GROUP BY role
"""
_VOTERS = """
SELECT step, count(option), count(*) FROM response
WHERE step IN (SELECT value FROM json_each(?)) GROUP BY step
"""

_PLAIN = """
SELECT option, count(*) FROM response
WHERE step = ? AND option IS NOT NULL GROUP BY option
"""


def put(answers: Sequence[tuple[int, int, Answer, int]]) -> None:
    """Store answers: (step, participant, answer, sequence), in order.

    An answer gives way to one of that person that is there with a later sequence.
    """
    each(
        _UPSERT,
        (
            (
                step,
                participant,
                answer.option,
                answer.strength,
                sequence,
                answer.about,
                answer.picked,
            )
            for step, participant, answer, sequence in answers
        ),
    )


def own(
    people: Sequence[int], rounds: Mapping[int, int]
) -> dict[int, tuple[OwnAnswer, ...]]:
    """Return everybody's own answers at these steps (id -> round), by participant."""
    found: dict[int, tuple[OwnAnswer, ...]] = dict.fromkeys(people, ())
    stored = rows(_OWN, json.dumps(list(rounds)), json.dumps(people))
    for person, step, sequence, *answer in stored:
        value = Answer(*answer).value
        found[person] += (OwnAnswer(step, rounds[step], value, sequence),)
    return found


def voted_any(workshop: str, participant: int) -> bool:
    """Tell whether a participant of a workshop answered at a step that fixes a role."""
    found = db.session.scalar(
        select(ResponseRow.step)
        .join(StepRow, StepRow.id == ResponseRow.step)
        .where(
            StepRow.workshop == workshop,
            StepRow.kind.in_(FIXING),
            ResponseRow.participant == participant,
        )
        .limit(1)
    )
    return found is not None


def answered(step: int) -> Mapping[str, int]:
    """Count who answered at a step, per role, passes included."""
    return dict(rows(_ANSWERED, step))


def begun(steps: Iterable[int]) -> Mapping[str, int]:
    """Count who answered at any of these steps, per role."""
    return dict(rows(_BEGUN, json.dumps(list(steps))))


def voters(steps: Iterable[int]) -> Mapping[int, int]:
    """Count the valid votes at these steps, hands among them where they may count."""
    wanted = list(steps)
    given = {
        step: (voted, answered)
        for step, voted, answered in rows(_VOTERS, json.dumps(wanted))
    }
    raised = hands.voters(wanted)
    return {
        step: weigh(*given.get(step, (0, 0)), raised.get(step, 0))
        for step in given.keys() | raised.keys()
    }


def tally(step: Step, options: int) -> Tally:
    """Count the answers at one vote step, per role."""
    groups = db.session.execute(
        select(
            ParticipantRow.role, ResponseRow.option, ResponseRow.strength, func.count()
        )
        .join(ParticipantRow, ResponseRow.participant == ParticipantRow.id)
        .where(ResponseRow.step == step.id)
        .group_by(ParticipantRow.role, ResponseRow.option, ResponseRow.strength)
    )
    return Tally.of(step, options, groups.all())


def plain_counts(step: int, options: int) -> tuple[int, ...]:
    """Count the answers at a step without strength, of the whole room; see Tally."""
    found = dict(rows(_PLAIN, step))
    return tuple(int(found.get(option, 0)) for option in range(options))


def change(first: Step, last: Step) -> Change:
    """Count who voted in both rounds, and who chose another option in the last."""
    one, other = (ResponseRow.__table__.alias(name) for name in ("one", "other"))
    both = and_(
        one.c.participant == other.c.participant,
        one.c.option.is_not(None),
        other.c.option.is_not(None),
    )
    voted_twice, chose_other = db.session.execute(
        select(
            func.count(),
            func.coalesce(func.sum(one.c.option != other.c.option), 0),
        )
        .select_from(one.join(other, both))
        .where(one.c.step == first.id, other.c.step == last.id)
    ).one()
    return Change(voted_twice, int(chose_other))
