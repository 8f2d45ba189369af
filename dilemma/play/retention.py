"""What is kept no longer goes: votes, then words, then everything.

Each call is short, so that a server can do it between votes; what is left over when it
stops halfway is found again. Whoever calls this tells the clock and the terms.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dilemma.rules import retention as rule
from dilemma.rules import totals
from dilemma.rules.refusals import WorkshopUnknown
from dilemma.rules.retention import Part, Terms
from dilemma.rules.snapshot import Snapshot
from dilemma.store import retention, workshops
from dilemma.store.retention import PEOPLE, REST, WORDS
from dilemma.store.transaction import (
    note_deleted,
    reading,
    scrub,
    writing,
    writing_rows,
)

BATCH = 500  # rows in one commit: a few milliseconds of work

__all__ = [
    "Due",
    "due",
    "erase",
    "forget_words",
    "leaving",
    "left_over",
    "scrub",
    "settle",
    "watch",
    "wipe_some",
]


@dataclass(frozen=True)
class Due:
    """A part of a workshop that must go; `revision` is what it was found at."""

    workshop: str
    part: Part
    revision: int
    ended: int  # milliseconds since 1970


def leaving(workshop: str, now: int, terms: Terms) -> Mapping[Part, int]:
    """Return when each part of a workshop goes if nothing happens in it from now on.

    Milliseconds since 1970. Raises WorkshopUnknown.
    """
    with reading():
        workshops.standing(workshop)
        (found,) = (one for one in retention.lives() if one.workshop == workshop)
    life = found.life
    if life.closed is None:
        life = replace(life, stirred=now)
    return rule.leaves(life, terms)


def watch(now: int) -> None:
    """Note which workshops changed since the last look; committed on return."""
    with writing_rows():
        retention.watch(now)


def due(now: int, terms: Terms) -> tuple[Due, ...]:
    """Return what must go by now."""
    with reading():
        found = retention.lives()
    return tuple(
        Due(one.workshop, part, one.revision, rule.ended(one.life) or now)
        for one in found
        for part in sorted(rule.due(one.life, now, terms), reverse=True)
        if part is not Part.WORDS or one.words
    )


def settle(one: Due, told: Snapshot) -> bool:
    """Keep what was told of a workshop and close it for good; committed on return.

    Its votes are left over from then on. Tells whether it was done: not when something
    changed since it was found or since `told`.
    """
    with writing():
        standing = workshops.standing(one.workshop)
        if {one.revision, told.revision} != {standing.revision}:
            return False
        after = totals.settle(standing.game)
        retention.keep(one.workshop, one.ended, totals.totals_of(told))
        workshops.save(one.workshop, standing.game, after)
        workshops.bump(one.workshop)
        note_deleted()
    return True


def erase(workshop: str) -> None:
    """Forget a workshop; raises WorkshopUnknown. Committed on return.

    Nobody finds it any more; all that belonged to it is left over.
    """
    with writing_rows(checked=False):
        if not retention.drop(workshop):
            raise WorkshopUnknown(workshop)
        note_deleted()


def left_over() -> tuple[tuple[str, bool], ...]:
    """Return the workshops of which rows are left over, and whether they are gone."""
    with reading():
        return retention.left_over()


def wipe_some(workshop: str, *, gone: bool) -> bool:
    """Wipe some of what is left over; tells if there may be more. Committed."""
    return _wipe(workshop, (*PEOPLE, *WORDS, *REST) if gone else PEOPLE)


def forget_words(workshop: str) -> bool:
    """Wipe some of the texts of a workshop; tells if there may be more. Committed."""
    return _wipe(workshop, WORDS)


def _wipe(workshop: str, statements: tuple[str, ...]) -> bool:
    with writing_rows(checked=False):
        more = retention.wipe(workshop, statements, BATCH)
        if more:
            note_deleted()
            workshops.bump(workshop)
    return more
