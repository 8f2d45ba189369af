"""The dress rehearsal: marking an empty workshop, checking the count, wiping it."""

from collections.abc import Collection
from dataclasses import dataclass

from dilemma.rules import rehearsal
from dilemma.rules.refusals import NoRehearsal
from dilemma.store import histories, participants, rehearsals, workshops
from dilemma.store.rehearsals import Held
from dilemma.store.transaction import reading, writing


@dataclass(frozen=True)
class Counted:
    """What is stored of simulated people: answers, and promised ones that are missing.

    Also their texts, and how many of them have which role.
    """

    counted: int
    lost: int
    texts: int
    roles: dict[str, int]


def begin_rehearsal(workshop: str) -> None:
    """Mark an empty workshop as a rehearsal; committed on return.

    Raises NotEmpty when somebody joined or it left the lobby. Nobody can join between
    the look and the mark.
    """
    with writing():
        before = workshops.standing(workshop).game
        joined = sum(participants.joined(workshop).values())
        after = rehearsal.begin(before, joined=joined)
        if after != before:
            workshops.save(workshop, before, after)
            workshops.bump(workshop)


def wipe(workshop: str) -> None:
    """Forget everybody who joined a rehearsal and start anew; committed on return.

    Raises NoRehearsal for a workshop with real people.
    """
    with writing():
        before = workshops.standing(workshop).game
        after = rehearsal.wiped(before, histories.in_lobby(workshop) or before)
        rehearsals.forget_people(workshop)
        histories.forget(workshop)
        workshops.save(workshop, before, after)
        workshops.bump(workshop)


def compare(workshop: str, people: Collection[int], held: Collection[Held]) -> Counted:
    """Compare what simulated phones were promised with what is stored.

    Raises NoRehearsal: real answers are compared with nothing.
    """
    with reading():
        if not workshops.standing(workshop).game.rehearsal:
            raise NoRehearsal
        counted, lost = rehearsals.compare(workshop, people, held)
        return Counted(
            counted,
            lost,
            rehearsals.texts_of(workshop, people),
            rehearsals.roles_of(workshop, people),
        )
