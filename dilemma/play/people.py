"""Coming in, and taking another role."""

from dilemma.rules.refusals import (
    NotAllowed,
    RoleFixed,
    RoleUnknown,
    WorkshopClosed,
    WorkshopFull,
    WorkshopLocked,
)
from dilemma.store import participants, responses, workshops
from dilemma.store.transaction import reading, writing
from dilemma.store.workshops import Standing


def may_join(workshop: str) -> Standing:
    """Return the workshop if somebody new may come in.

    Raises WorkshopClosed, WorkshopLocked or WorkshopFull.
    """
    with reading():
        return _may_join(workshop)


def join(workshop: str, role: str, entry: str) -> int:
    """Bring a participant in with a role and return the id.

    `entry` is the join page's own number: answering the same page twice is one
    person. Raises RoleUnknown, WorkshopClosed, WorkshopLocked or WorkshopFull.
    """
    with writing():
        already = participants.came_in_by(workshop, entry)
        if already is not None:
            return already
        standing = _may_join(workshop)
        if role not in standing.workshop.roles:
            raise RoleUnknown(role)
        participant = participants.add(workshop, role, entry)
        workshops.bump(workshop)
    return participant


def switch_role(workshop: str, participant: int, role: str) -> None:
    """Give a participant another role, as long as no answer was given.

    Raises NotAllowed for somebody else's workshop, RoleUnknown and RoleFixed.
    """
    with writing():
        standing = workshops.standing(workshop)
        before = participants.role_of(workshop, participant)
        if before is None:
            raise NotAllowed
        if role not in standing.workshop.roles:
            raise RoleUnknown(role)
        if role == before:
            return
        if standing.game.closed or responses.answered_any(workshop, participant):
            raise RoleFixed
        participants.change_role(participant, role)
        workshops.bump(workshop)


def _may_join(workshop: str) -> Standing:
    standing = workshops.standing(workshop)
    if standing.game.closed:
        raise WorkshopClosed
    if standing.game.locked:
        raise WorkshopLocked
    if sum(participants.joined(workshop).values()) >= standing.workshop.capacity:
        raise WorkshopFull(standing.workshop.capacity)
    return standing
