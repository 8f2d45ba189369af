"""Queries about answers: storing one, and counting many. Counts leave only as Tally."""

import json
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import and_, func, select, text
from sqlalchemy.dialects.sqlite import insert

from dilemma.rules.agenda import Step
from dilemma.rules.response import RATHER, SURE, Answer
from dilemma.rules.snapshot import OwnAnswer
from dilemma.rules.tally import Change, Counts, Tally
from dilemma.store.tables import ParticipantRow, ResponseRow, StepRow, db
from dilemma.store.transaction import glance

_new = insert(ResponseRow)
_UPSERT = _new.on_conflict_do_update(
    index_elements=[ResponseRow.step, ResponseRow.participant],
    set_={name: _new.excluded[name] for name in ("option", "strength", "sequence")},
    where=_new.excluded.sequence > ResponseRow.sequence,
)
# Lists travel as JSON, so that the statement is the same for one person and for many.
_OWN = text(
    "SELECT participant, step, option, strength, sequence FROM response "
    "WHERE step IN (SELECT value FROM json_each(:steps)) "
    "AND participant IN (SELECT value FROM json_each(:people)) ORDER BY step"
)


def put(step: int, answers: Sequence[tuple[int, Answer, int]]) -> None:
    """Store answers at a step: (participant, answer, sequence), in order.

    An answer gives way to one of that person that is there with a later sequence.
    """
    db.session.connection().execute(
        _UPSERT,
        [
            {
                "step": step,
                "participant": participant,
                "option": answer.option,
                "strength": answer.strength,
                "sequence": sequence,
            }
            for participant, answer, sequence in answers
        ],
    )


def own(
    people: Sequence[int], rounds: Mapping[int, int]
) -> dict[int, tuple[OwnAnswer, ...]]:
    """Return everybody's own answers at these steps (id -> round), by participant."""
    found: dict[int, tuple[OwnAnswer, ...]] = dict.fromkeys(people, ())
    rows = db.session.connection().execute(
        _OWN, {"people": json.dumps(people), "steps": json.dumps(list(rounds))}
    )
    for person, *answer in rows:
        found[person] += (_own_answer(rounds, *answer),)
    return found


def own_now(participant: int, rounds: Mapping[int, int]) -> tuple[OwnAnswer, ...]:
    """Return one participant's own answers at these steps, outside any transaction."""
    marks = ",".join("?" * len(rounds))
    rows = glance(
        "SELECT step, option, strength, sequence FROM response "
        f"WHERE step IN ({marks}) AND participant = ? ORDER BY step",
        *rounds,
        participant,
    )
    return tuple(_own_answer(rounds, *row) for row in rows)


def _own_answer(
    rounds: Mapping[int, int], step: int, option: int | None, strength: int, number: int
) -> OwnAnswer:
    return OwnAnswer(step, rounds[step], Answer(option, strength).value, number)


def answered_any(workshop: str, participant: int) -> bool:
    """Tell whether a participant of a workshop answered at any of its steps."""
    found = db.session.scalar(
        select(ResponseRow.step)
        .join(StepRow, StepRow.id == ResponseRow.step)
        .where(StepRow.workshop == workshop, ResponseRow.participant == participant)
        .limit(1)
    )
    return found is not None


def answered(step: int) -> Mapping[str, int]:
    """Count who answered at a step, per role, passes included."""
    rows = db.session.execute(
        select(ParticipantRow.role, func.count())
        .join(ResponseRow, ResponseRow.participant == ParticipantRow.id)
        .where(ResponseRow.step == step)
        .group_by(ParticipantRow.role)
    )
    return dict(rows.all())


def voters(steps: Iterable[int]) -> Mapping[int, int]:
    """Count the valid votes at these steps."""
    rows = db.session.execute(
        select(ResponseRow.step, func.count(ResponseRow.option))
        .where(ResponseRow.step.in_(tuple(steps)))
        .group_by(ResponseRow.step)
    )
    return dict(rows.all())


def tally(step: Step, options: int) -> Tally:
    """Count the answers at one vote step, per role."""
    rows = db.session.execute(
        select(
            ParticipantRow.role, ResponseRow.option, ResponseRow.strength, func.count()
        )
        .join(ParticipantRow, ResponseRow.participant == ParticipantRow.id)
        .where(ResponseRow.step == step.id)
        .group_by(ParticipantRow.role, ResponseRow.option, ResponseRow.strength)
    )
    counts: dict[str, dict[tuple[int | None, int], int]] = {}
    for role, option, strength, count in rows:
        counts.setdefault(role, {})[option, strength] = count
    return Tally(
        step=step.id,
        round=step.round,
        options=options,
        by_role=tuple(
            (
                role,
                Counts(
                    votes=tuple(
                        (of.get((option, SURE), 0), of.get((option, RATHER), 0))
                        for option in range(options)
                    ),
                    passes=of.get((None, 0), 0),
                ),
            )
            for role, of in sorted(counts.items())
        ),
    )


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
