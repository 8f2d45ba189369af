"""Queries about participants."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select, text, update

from dilemma.store.tables import ParticipantRow, db
from dilemma.store.transaction import glance


@dataclass(frozen=True)
class Record:
    """A participant's role, and how far the workshop was when it was read."""

    acts: int
    revision: int
    role: str


_RECORD = """
SELECT workshop.acts, workshop.revision, participant.role
FROM participant JOIN workshop ON workshop.id = participant.workshop
WHERE participant.id = ? AND workshop.id = ?
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


def record(workshop: str, participant: int) -> Record | None:
    """Return what is kept of a participant, or None for a stranger."""
    rows = glance(_RECORD, participant, workshop)
    return Record(*rows[0]) if rows else None


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
