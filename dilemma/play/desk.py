"""The host's desk: somebody without a phone comes in and votes through a helper.

They are participants as all others. What they answered is never shown again, and
nobody else's answer can be given here.
"""

from dataclasses import dataclass

from dilemma.rules.deck import Role
from dilemma.rules.refusals import NotAllowed
from dilemma.store import seating, workshops
from dilemma.store.seating import DESK
from dilemma.store.transaction import reading


@dataclass(frozen=True)
class AtDesk:
    """Somebody who came in at the desk; `given` and `answered` are about now."""

    participant: int
    number: int  # how the helper tells them apart, from 1
    role: Role
    seat: int | None
    given: int  # answers, of what is asked now: alone that is more than one card
    answered: bool  # all of it


def desk_entry(number: str) -> str:
    """Name the entry of somebody who comes in at the desk with this form."""
    return DESK + number


def at_desk(workshop: str) -> tuple[AtDesk, ...]:
    """Return who came in at the desk, in that order."""
    with reading():
        standing = workshops.standing(workshop)
        known = {role.slug: role for role in standing.workshop.deck.roles}
        asked = [step.id for step in standing.game.answerable]
        found = seating.at_desk(workshop, asked)
        return tuple(
            AtDesk(who, number, known[role], seat, given, 0 < len(asked) == given)
            for number, (who, role, seat, given) in enumerate(found, 1)
        )


def of_desk(workshop: str, participant: int) -> AtDesk:
    """Return one of them; raises NotAllowed for anybody with a phone of their own."""
    for one in at_desk(workshop):
        if one.participant == participant:
            return one
    raise NotAllowed
