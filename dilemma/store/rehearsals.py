"""Queries about rehearsals: wiping people, and comparing what phones were promised."""

from collections import Counter
from collections.abc import Collection

from sqlalchemy import delete, select

from dilemma.rules.response import Answer, Cast
from dilemma.store.tables import (
    ContributionRow,
    HandCountRow,
    ParticipantRow,
    ResponseRow,
    StepRow,
    db,
)

# One participant's answer as a phone holds it: (participant, what was acknowledged).
Held = tuple[int, Cast]


def forget_people(workshop: str) -> None:
    """Delete every answer and every participant of a workshop."""
    steps = select(StepRow.id).where(StepRow.workshop == workshop)
    db.session.execute(delete(ResponseRow).where(ResponseRow.step.in_(steps)))
    db.session.execute(delete(HandCountRow).where(HandCountRow.step.in_(steps)))
    db.session.execute(
        delete(ContributionRow).where(ContributionRow.workshop == workshop)
    )
    db.session.execute(
        delete(ParticipantRow).where(ParticipantRow.workshop == workshop)
    )


def compare(
    workshop: str, people: Collection[int], held: Collection[Held]
) -> tuple[int, int]:
    """Count the stored answers of these people, and how many held ones are missing.

    An answer is there when a row holds it, or a later one of the same participant.
    """
    rows = db.session.execute(
        select(
            ResponseRow.step,
            ResponseRow.participant,
            ResponseRow.option,
            ResponseRow.strength,
            ResponseRow.picked,
            ResponseRow.sequence,
        )
        .join(StepRow, StepRow.id == ResponseRow.step)
        .where(StepRow.workshop == workshop)
    )
    ours = set(people)
    stored = {
        (step, participant): (
            sequence,
            Answer(option, strength, picked=picked).value,
        )
        for step, participant, option, strength, picked, sequence in rows
        if participant in ours
    }
    lost = 0
    for participant, cast in held:
        sequence, value = stored.get((cast.step, participant), (0, ""))
        same = sequence == cast.sequence and value == cast.value
        lost += not same and sequence <= cast.sequence
    return len(stored), lost


def roles_of(workshop: str, people: Collection[int]) -> dict[str, int]:
    """Count these people by role."""
    found = db.session.execute(
        select(ParticipantRow.id, ParticipantRow.role).where(
            ParticipantRow.workshop == workshop
        )
    )
    ours = set(people)
    return dict(Counter(role for number, role in found if number in ours))


def texts_of(workshop: str, people: Collection[int]) -> int:
    """Count the texts of these people."""
    found = db.session.scalars(
        select(ContributionRow.participant).where(ContributionRow.workshop == workshop)
    )
    ours = set(people)
    return sum(who in ours for who in found)
