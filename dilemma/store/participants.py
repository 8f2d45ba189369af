"""Queries about participants."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select, text, update

from dilemma.rules.response import Answer
from dilemma.rules.snapshot import OwnAnswer
from dilemma.store.tables import ParticipantRow, db


@dataclass(frozen=True)
class Record:
    """A participant, and the own answers with the cards they were given on."""

    acts: int  # of the workshop, and its revision
    revision: int
    role: str
    answers: tuple[tuple[str, OwnAnswer], ...]


# One statement is one consistent state, and costs a tenth of a session: thousands of
# phones ask this within a few seconds.
_PERSONAL = """
SELECT workshop.acts, workshop.revision, participant.role,
       step.id, step.card, step.round,
       response.option, response.strength, response.sequence
FROM participant JOIN workshop ON workshop.id = participant.workshop
LEFT JOIN step ON step.workshop = workshop.id AND step.kind = 'vote'
     AND step.started IS NOT NULL
LEFT JOIN response ON response.step = step.id AND response.participant = participant.id
WHERE participant.id = ? AND workshop.id = ?
ORDER BY step.id
"""
_ROLES = text(
    "SELECT id, role FROM participant WHERE workshop = :workshop "
    "AND id IN (SELECT value FROM json_each(:people))"
)


def came_in_by(workshop: str, entry: str) -> int | None:
    """Return who answered this join page already."""
    return db.session.scalar(
        select(ParticipantRow.id).where(
            ParticipantRow.workshop == workshop, ParticipantRow.entry == entry
        )
    )


def add(workshop: str, role: str, entry: str) -> int:
    """Store a new participant and return the id."""
    row = ParticipantRow(workshop=workshop, role=role, entry=entry)
    db.session.add(row)
    db.session.flush()
    return row.id


def role_of(workshop: str, participant: int) -> str | None:
    """Return a participant's role, or None if nobody of this workshop has that id."""
    return db.session.scalar(
        select(ParticipantRow.role).where(
            ParticipantRow.id == participant, ParticipantRow.workshop == workshop
        )
    )


def personal(workshop: str, participant: int) -> Record | None:
    """Return what is kept of a participant, or None for a stranger."""
    connection = db.engine.raw_connection()
    try:
        rows = connection.execute(_PERSONAL, (participant, workshop)).fetchall()
    finally:
        connection.close()
    if not rows:
        return None
    acts, revision, role, *_ = rows[0]
    return Record(
        acts,
        revision,
        role,
        tuple(
            (card, OwnAnswer(step, round, Answer(option, strength).value, sequence))
            for *_, step, card, round, option, strength, sequence in rows
            if sequence is not None
        ),
    )


def roles(workshop: str, people: Iterable[int]) -> dict[int, str]:
    """Return the roles of those of these people who are in this workshop."""
    rows = db.session.connection().execute(
        _ROLES, {"workshop": workshop, "people": json.dumps(list(people))}
    )
    return dict(rows.all())


def change_role(participant: int, role: str) -> None:
    """Give a participant another role."""
    db.session.execute(
        update(ParticipantRow).where(ParticipantRow.id == participant).values(role=role)
    )


def joined(workshop: str) -> Mapping[str, int]:
    """Count the participants per role."""
    rows = db.session.execute(
        select(ParticipantRow.role, func.count())
        .where(ParticipantRow.workshop == workshop)
        .group_by(ParticipantRow.role)
    )
    return dict(rows.all())
