"""Queries about tables and how roles are given."""

import json
from collections.abc import Sequence

from dilemma.rules.contribution import Genre
from dilemma.rules.refusals import WorkshopUnknown
from dilemma.rules.seating import Arrangement, Dealing, TableTurnout, tell_table
from dilemma.store.transaction import each, rows

_ARRANGED = "SELECT tables, dealing FROM workshop WHERE id = ?"
_ARRANGE = "UPDATE workshop SET tables = ?, dealing = ? WHERE id = ?"
_UNSEAT = "UPDATE participant SET seat = NULL WHERE workshop = ? AND seat > ?"
_SIT = "UPDATE participant SET seat = ? WHERE id = ? AND workshop = ?"
_REAL = "UPDATE participant SET real = ? WHERE id = ? AND workshop = ?"
_SEATED = """
SELECT seat, count(*), count(response.step) FROM participant
LEFT JOIN response ON response.participant = participant.id AND response.step = ?2
WHERE workshop = ?1 AND seat IS NOT NULL GROUP BY seat
"""
_REALS = """
SELECT count(*), coalesce(sum(real), 0) FROM participant
WHERE workshop = ? AND real IS NOT NULL
"""
_NOTES = """
SELECT count(*) FROM contribution WHERE workshop = ? AND seat = ? AND kind = ?
"""


def arrangement(workshop: str) -> Arrangement:
    """Return how a workshop is arranged; raises WorkshopUnknown."""
    found = rows(_ARRANGED, workshop)
    if not found:
        raise WorkshopUnknown(workshop)
    tables, dealing = found[0]
    return Arrangement(tables, Dealing(dealing))


def put(workshop: str, wanted: Arrangement) -> None:
    """Store another arrangement; nobody stays at a table that is gone."""
    each(_ARRANGE, [(wanted.tables, wanted.dealing, workshop)])
    each(_UNSEAT, [(workshop, wanted.tables)])


def sit(workshop: str, participant: int, seat: int) -> None:
    """Let a participant sit at a table."""
    each(_SIT, [(seat, participant, workshop)])


def put_real(workshop: str, participant: int, *, real: bool) -> None:
    """Store whether a participant's role is theirs outside the game too."""
    each(_REAL, [(real, participant, workshop)])


def turnout(workshop: str, tables: int, step: int) -> tuple[TableTurnout, ...]:
    """Return what may be told of every table at a step."""
    found = {
        seat: (seated, answered)
        for seat, seated, answered in rows(_SEATED, workshop, step)
    }
    return tuple(
        tell_table(seat, *found.get(seat, (0, 0))) for seat in range(1, tables + 1)
    )


def real_roles(workshop: str) -> tuple[int, int]:
    """Count who plays another role than their own, and who plays their own."""
    said, own = rows(_REALS, workshop)[0]
    return said - own, own


def notes_of(workshop: str, seat: int) -> int:
    """Count the notes of a table."""
    return int(rows(_NOTES, workshop, seat, Genre.HARVEST)[0][0])


DESK = "desk:"  # how the entry of somebody without a phone begins
_DESK = """
SELECT participant.id, role, seat, count(response.step) FROM participant
LEFT JOIN response ON response.participant = participant.id
AND response.step IN (SELECT value FROM json_each(?2))
WHERE workshop = ?1 AND entry >= 'desk:' AND entry < 'desk;'
GROUP BY participant.id ORDER BY participant.id
"""


def at_desk(
    workshop: str, steps: Sequence[int]
) -> Sequence[tuple[int, str, int | None, int]]:
    """Return who came in at the desk: id, role, table, at how many steps answered."""
    return [
        (number, role, seat, answered)
        for number, role, seat, answered in rows(_DESK, workshop, json.dumps(steps))
    ]
