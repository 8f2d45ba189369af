"""Coming in, and taking another role."""

from collections.abc import Sequence
from dataclasses import dataclass

from dilemma.rules import saying
from dilemma.rules import seating as seating_rules
from dilemma.rules.refusals import (
    NoRehearsal,
    NotAllowed,
    Refusal,
    RoleFixed,
    RoleUnknown,
    WorkshopClosed,
    WorkshopFull,
    WorkshopLocked,
)
from dilemma.store import contributions, participants, responses, seating, workshops
from dilemma.store.seating import DESK
from dilemma.store.transaction import reading, writing, writing_rows
from dilemma.store.workshops import Standing


def may_join(workshop: str) -> Standing:
    """Return the workshop if somebody new may come in.

    Raises WorkshopClosed, WorkshopLocked or WorkshopFull.
    """
    with reading():
        return _may_join(workshop, _joined(workshop))


@dataclass(frozen=True)
class Join:
    """Somebody who comes in with a role.

    `entry` is the join page's own number: answering the same page twice is one
    person. Where roles are dealt a role is chosen at the desk only. A simulated one
    comes into a marked rehearsal only.
    """

    workshop: str
    role: str
    entry: str
    simulated: bool = False
    seat: int | None = None


def join(workshop: str, role: str, entry: str) -> int:
    """Bring a participant in with a role and return the id.

    Raises RoleUnknown, RoleDealt, WorkshopClosed, WorkshopLocked, WorkshopFull or
    NoRehearsal.
    """
    (outcome,) = join_all([Join(workshop, role, entry)])
    if isinstance(outcome, Refusal):
        raise outcome
    return outcome


def join_all(newcomers: Sequence[Join]) -> list[int | Refusal]:
    """Bring many people in with one transaction, in order; committed on return.

    Each outcome is an id, or why that one person is refused (see `join`).
    """
    outcomes: list[int | Refusal] = []
    joined: dict[str, dict[str, int]] = {}
    with writing_rows():
        for one in newcomers:
            try:
                outcomes.append(_join(one, joined))
            except Refusal as refusal:
                outcomes.append(refusal.with_traceback(None))
        for workshop in {one.workshop for one in newcomers}:
            workshops.bump(workshop)
    return outcomes


def _join(one: Join, joined: dict[str, dict[str, int]]) -> int:
    """Bring one in; `joined` counts people by role, each workshop once."""
    already = participants.came_in_by(one.workshop, one.entry)
    if already is not None:
        return already
    if one.workshop not in joined:
        joined[one.workshop] = dict(participants.joined(one.workshop))
    people = joined[one.workshop]
    standing = _may_join(one.workshop, sum(people.values()))
    arrangement = seating.arrangement(one.workshop)
    if one.simulated and not standing.game.rehearsal:
        raise NoRehearsal
    role = seating_rules.come_in_as(
        arrangement.dealing,
        one.role,
        people,
        standing.workshop.roles,
        helped=one.entry.startswith(DESK),
    )
    people[role] = people.get(role, 0) + 1
    # A number that is no table any more keeps nobody out.
    seat = one.seat if arrangement.has(one.seat or 0) else None
    return participants.add(one.workshop, role, one.entry, seat)


def switch_role(workshop: str, participant: int, role: str) -> bool:
    """Give a participant another role, as long as no vote was given.

    Texts lose a role in which too few people are left; returns whether any did.
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
            return False
        if standing.game.closed or responses.voted_any(workshop, participant):
            raise RoleFixed
        participants.change_role(participant, role)
        joined = participants.joined(workshop)
        named = saying.nameable(joined, standing.workshop.minimum)
        unnamed = contributions.keep_roles(workshop, named)
        workshops.bump(workshop)
    return unnamed


def _joined(workshop: str) -> int:
    return sum(participants.joined(workshop).values())


def _may_join(workshop: str, joined: int) -> Standing:
    standing = workshops.standing(workshop)
    if standing.game.closed:
        raise WorkshopClosed
    if standing.game.locked:
        raise WorkshopLocked
    if joined >= standing.workshop.capacity:
        raise WorkshopFull(standing.workshop.capacity)
    return standing
