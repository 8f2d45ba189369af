"""Queries about participants."""

from collections.abc import Mapping

from sqlalchemy import func, select, update

from dilemma.store.tables import ParticipantRow, db


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
