"""Queries about what is kept, and about wiping it in small parts.

Children go before what they belong to, and foreign keys are not checked meanwhile:
without an index on the person, SQLite would walk through every answer for each.
"""

from dataclasses import dataclass
from functools import lru_cache

from dilemma.rules.retention import Life
from dilemma.rules.totals import Totals
from dilemma.store import values
from dilemma.store.transaction import each, rows

_WATCH = """
UPDATE workshop SET watched = revision, stirred = ? WHERE watched != revision
"""
_LIVES = """
SELECT id, revision, created, stirred, settled,
    (SELECT kind FROM step WHERE step.workshop = workshop.id AND place = at),
    (SELECT started FROM step WHERE step.workshop = workshop.id AND place = at),
    EXISTS (SELECT 1 FROM participant WHERE participant.workshop = workshop.id)
    OR EXISTS (SELECT 1 FROM hand_count JOIN step ON step.id = hand_count.step
        WHERE step.workshop = workshop.id),
    EXISTS (SELECT 1 FROM contribution WHERE contribution.workshop = workshop.id)
FROM workshop
"""
_SETTLE = "UPDATE workshop SET settled = ? WHERE id = ?"
_KEEP = "INSERT INTO totals (workshop, told) VALUES (?, ?)"
_TOLD = "SELECT told FROM totals WHERE workshop = ?"
_GONE = """
SELECT DISTINCT workshop FROM step WHERE workshop NOT IN (SELECT id FROM workshop)
"""
_SETTLED = """
SELECT id FROM workshop WHERE settled IS NOT NULL AND (
    EXISTS (SELECT 1 FROM participant WHERE participant.workshop = workshop.id)
    OR EXISTS (SELECT 1 FROM act WHERE act.workshop = workshop.id))
"""
_STEPS = "SELECT id FROM step WHERE workshop = ?1"
# Parts of a workshop, in the order in which they go: one statement deletes some rows.
PEOPLE = (
    f"""DELETE FROM response WHERE (step, participant) IN
    (SELECT step, participant FROM response WHERE step IN ({_STEPS}) LIMIT ?2)""",
    f"DELETE FROM hand_count WHERE step IN ({_STEPS}) AND ?2",
    """DELETE FROM participant WHERE id IN
    (SELECT id FROM participant WHERE workshop = ?1 LIMIT ?2)""",
    "DELETE FROM act WHERE workshop = ?1 AND ?2",
)
WORDS = (
    """DELETE FROM contribution WHERE id IN
    (SELECT id FROM contribution WHERE workshop = ?1 LIMIT ?2)""",
)
REST = (
    "DELETE FROM totals WHERE workshop = ?1 AND ?2",
    "DELETE FROM bond WHERE workshop = ?1 AND ?2",
    "DELETE FROM share WHERE workshop = ?1 AND ?2",
    "DELETE FROM region_workshop WHERE workshop = ?1 AND ?2",
    """DELETE FROM region WHERE ?1 IS NOT NULL AND ?2
    AND id NOT IN (SELECT region FROM region_workshop)""",
    "DELETE FROM step WHERE workshop = ?1 AND ?2",  # last: they tell what is left
)
_UNTIE = """
UPDATE contribution SET participant = NULL, entry = ''
WHERE workshop = ? AND entry != ''
"""
_ALONE = "UPDATE workshop SET beside = NULL WHERE beside = ?"
_DROP = "DELETE FROM workshop WHERE id = ? RETURNING id"


@dataclass(frozen=True)
class Found:
    """A workshop's life as stored, at a revision."""

    workshop: str
    revision: int
    life: Life
    words: bool  # whether anything that people wrote is there


def watch(now: int) -> None:
    """Note for each workshop that changed since the last look that it did."""
    each(_WATCH, [(now,)])


def lives() -> tuple[Found, ...]:
    """Return the life of every workshop."""
    return tuple(
        Found(
            workshop,
            revision,
            Life(
                closed=settled or (started if kind == "close" else None),
                stirred=stirred or created,
                begun=bool(begun) or settled is not None,
                settled=settled is not None,
            ),
            bool(words),
        )
        for workshop, revision, created, stirred, settled, kind, started, begun, words
        in rows(_LIVES)
    )  # fmt: skip


def keep(workshop: str, ended: int, totals: Totals) -> None:
    """Keep what was told, and when the workshop ended: from now on it is settled."""
    each(_SETTLE, [(ended, workshop)])
    each(_KEEP, [(workshop, values.write(totals))])
    each(_UNTIE, [(workshop,)])


def totals(workshop: str) -> Totals:
    """Return what stays of a settled workshop."""
    ((text,),) = rows(_TOLD, workshop)
    return _totals(text)


def drop(workshop: str) -> bool:
    """Forget a workshop, if it is there; what belonged to it is left over."""
    each(_ALONE, [(workshop,)])
    return bool(rows(_DROP, workshop))


def left_over() -> tuple[tuple[str, bool], ...]:
    """Return workshops with rows that may not be there, and whether they are gone."""
    gone = [(workshop, True) for (workshop,) in rows(_GONE)]
    return (*gone, *((workshop, False) for (workshop,) in rows(_SETTLED)))


def wipe(workshop: str, statements: tuple[str, ...], most: int) -> bool:
    """Delete at most so many rows of the first part that has any; tells if it did."""
    return any(rows(f"{one} RETURNING 1", workshop, most) for one in statements)


@lru_cache(maxsize=64)
def _totals(text: str) -> Totals:
    read: Totals = values.read(Totals, text)
    return read
