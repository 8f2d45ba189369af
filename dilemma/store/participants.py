"""Queries about participants."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select, update

from dilemma.rules.response import Answer
from dilemma.store.tables import ParticipantRow, db
from dilemma.store.transaction import glance, rows


@dataclass(frozen=True)
class Face:
    """What a participant said of themselves."""

    role: str
    seat: int | None
    real: bool | None


@dataclass(frozen=True)
class Record:
    """A participant's role and answers, and how far the workshop was at that moment."""

    acts: int
    revision: int
    role: str
    seat: int | None
    real: bool | None
    answers: tuple[tuple[int, Answer, int], ...]  # step, answer, sequence


_RECORD = """
SELECT workshop.acts, workshop.revision, role, seat, real, step, sequence,
    option, strength, about, picked
FROM participant JOIN workshop ON workshop.id = participant.workshop
LEFT JOIN response ON response.participant = participant.id AND step IN
    (SELECT id FROM step WHERE workshop = ?1 AND started IS NOT NULL)
WHERE participant.id = ?2 AND workshop.id = ?1 ORDER BY step
"""
# Lists travel as JSON, so that the statement is the same for one person and for many.
_FACES = """
SELECT id, role, seat, real FROM participant
WHERE +workshop = ? AND id IN (SELECT value FROM json_each(?))
"""
_ENTRY = "SELECT id FROM participant WHERE workshop = ? AND entry = ?"
_ADD = """
INSERT INTO participant (workshop, role, entry, seat) VALUES (?, ?, ?, ?) RETURNING id
"""
_JOINED = "SELECT role, count(*) FROM participant WHERE workshop = ? GROUP BY role"


def came_in_by(workshop: str, entry: str) -> int | None:
    """Return who answered this join page already."""
    found = rows(_ENTRY, workshop, entry)
    return int(found[0][0]) if found else None


def add(workshop: str, role: str, entry: str, seat: int | None = None) -> int:
    """Store a new participant and return the id."""
    return int(rows(_ADD, workshop, role, entry, seat)[0][0])


def role_of(workshop: str, participant: int) -> str | None:
    """Return a participant's role, or None if nobody of this workshop has that id."""
    return db.session.scalar(
        select(ParticipantRow.role).where(
            ParticipantRow.id == participant, ParticipantRow.workshop == workshop
        )
    )


def record(workshop: str, participant: int) -> Record | None:
    """Return what is kept of a participant, or None for a stranger."""
    found = glance(_RECORD, workshop, participant)
    if not found:
        return None
    answers = tuple(
        (step, Answer(*answer), sequence)
        for _acts, _revision, _role, _seat, _real, step, sequence, *answer in found
        if step is not None
    )
    acts, revision, role, seat, real, *_ = found[0]
    real = None if real is None else bool(real)
    return Record(acts, revision, role, seat, real, answers)


def faces(workshop: str, people: Iterable[int]) -> dict[int, Face]:
    """Return what is kept of those of these people who are in this workshop."""
    found = rows(_FACES, workshop, json.dumps(list(people)))
    return {
        person: Face(role, seat, None if real is None else bool(real))
        for person, role, seat, real in found
    }


def change_role(participant: int, role: str) -> None:
    """Give a participant another role; whether that one is real was not asked."""
    db.session.execute(
        update(ParticipantRow)
        .where(ParticipantRow.id == participant)
        .values(role=role, real=None)
    )


def joined(workshop: str) -> Mapping[str, int]:
    """Count the participants per role."""
    return dict(rows(_JOINED, workshop))
