"""What is played alone belongs to a workshop: before it, or after."""

from collections.abc import Collection

from dilemma import counting
from dilemma.rules import belonging
from dilemma.rules.beside import Beside
from dilemma.rules.disclosure import CardShown
from dilemma.rules.snapshot import Workshop
from dilemma.store import workshops
from dilemma.store.transaction import reading, writing
from dilemma.store.workshops import Standing

MOST_OFFERED = 50


def belong(alone: str, workshop: str) -> None:
    """Let what is played alone belong to a workshop; committed on return.

    Raises WorkshopUnknown and CannotBelong.
    """
    with writing():
        put(alone, workshop)


def put(alone: str, workshop: str) -> None:
    """Do it within a transaction that writes."""
    mine, theirs = workshops.standing(alone), workshops.standing(workshop)
    there = workshops.alone_of(workshop)
    before = workshops.belongs(alone)
    belonging.belong(
        mine.workshop,
        theirs.workshop,
        taken=there not in (None, alone),
        shown_beside=before not in (None, workshop) and _shown(before),
    )
    workshops.put_beside(alone, workshop)
    workshops.bump(workshop)
    workshops.bump(alone)


def may_belong(among: Collection[str] | None = None) -> tuple[Workshop, ...]:
    """Return the workshops that something played alone may belong to, newest first.

    Only `among` these, if they are given.
    """
    with reading():
        return tuple(
            one.workshop
            for one, _joined in workshops.all_standing()
            if (among is None or one.workshop.id in among)
            and not one.workshop.alone
            and not one.game.rehearsal
            and workshops.alone_of(one.workshop.id) is None
        )[:MOST_OFFERED]


def beside(standing: Standing, shown: tuple[CardShown, ...]) -> Beside | None:
    """Return what stands beside a workshop, within a transaction that reads."""
    alone = workshops.alone_of(standing.workshop.id)
    if alone is None:
        return None
    there = workshops.standing(alone)
    joined = sum(counting.joined(there).values())
    return counting.beside(standing, shown, there, joined)


def title_of(workshop: Workshop) -> str:
    """Return the title of the workshop that this one belongs to, if it does."""
    found = workshops.belongs(workshop.id) if workshop.alone else None
    return workshops.standing(found).workshop.title if found else ""


def _shown(workshop: str | None) -> bool:
    if workshop is None:
        return False
    standing = workshops.standing(workshop)
    found = beside(standing, counting.results(standing))
    return bool(found and found.cards)
