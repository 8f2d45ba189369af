"""Tables, notes of a table, and hands counted in the room."""

from dataclasses import dataclass, replace

from dilemma.rules import hands, seating
from dilemma.rules.agenda import Kind
from dilemma.rules.contribution import LONGEST, MOST_EACH, Genre, Said, clean_lines
from dilemma.rules.hands import Hands
from dilemma.rules.refusals import (
    NotAllowed,
    TooMuchSaid,
    WorkshopClosed,
)
from dilemma.rules.seating import Arrangement, Dealing
from dilemma.store import contributions, participants, workshops
from dilemma.store import hands as counted
from dilemma.store import seating as kept
from dilemma.store.transaction import reading, writing

HOST_SEAT = 0  # hands that were counted for the whole room


def arrangement(workshop: str) -> Arrangement:
    """Return how many tables there are and how roles are given."""
    with reading():
        return kept.arrangement(workshop)


def arrange(workshop: str, tables: int, dealing: Dealing) -> None:
    """Change tables or dealing in the lobby; committed on return.

    Raises IllegalMove later on, and TooManyChosen.
    """
    with writing():
        game = workshops.standing(workshop).game
        kept.put(workshop, seating.arrange(game, tables, dealing))
        workshops.bump(workshop)


def sit(workshop: str, participant: int, seat: int) -> None:
    """Let a participant move to a table; committed on return.

    Raises NotAllowed for somebody else's workshop, and SeatUnknown.
    """
    with writing():
        _known(workshop, participant)
        taken = seating.take_seat(kept.arrangement(workshop), seat)
        kept.sit(workshop, participant, taken)
        workshops.bump(workshop)


def say_real(workshop: str, participant: int, *, real: bool) -> None:
    """Store whether the role is somebody's own; committed on return.

    Raises NotAllowed, and WorkshopClosed: totals that were shown stay what they were.
    """
    with writing():
        _known(workshop, participant)
        if workshops.standing(workshop).game.told:
            raise WorkshopClosed
        kept.put_real(workshop, participant, real=real)
        workshops.bump(workshop)


def _known(workshop: str, participant: int) -> None:
    if participants.role_of(workshop, participant) is None:
        raise NotAllowed


def note(workshop: str, seat: int, text: str, entry: str) -> int:
    """Store a note of a table and return its id; committed on return.

    A form that was sent twice is one note. Raises SeatUnknown, NothingSaid, TooLong
    and TooMuchSaid.
    """
    said = Said(Genre.HARVEST, clean_lines(text, LONGEST[Genre.HARVEST]), entry)
    with writing():
        seating.take_seat(kept.arrangement(workshop), seat)
        already = contributions.find_entry(workshop, None, entry)
        if already is not None:
            return already
        if kept.notes_of(workshop, seat) >= MOST_EACH:
            raise TooMuchSaid(MOST_EACH)
        step = workshops.standing(workshop).game.step
        said = replace(said, step=step.id, card=step.card)
        number = contributions.add(workshop, said, seat=seat)
        workshops.bump(workshop)
    return number


def count_hands(workshop: str, step: int, seat: int, raised: Hands) -> None:
    """Store the hands of the room (seat 0) or of a table; committed on return.

    They take the place of what was typed there before. Raises SeatUnknown,
    HandsClosed and TooManyHands.
    """
    with writing():
        if seat != HOST_SEAT:
            seating.take_seat(kept.arrangement(workshop), seat)
        standing = workshops.standing(workshop)
        others = sum(participants.joined(workshop).values())
        others += counted.elsewhere(step, seat)
        capacity = standing.workshop.capacity
        hands.admit(standing.game, step, raised, others=others, capacity=capacity)
        counted.put(step, seat, raised)
        workshops.bump(workshop)


@dataclass(frozen=True)
class Countable:
    """A vote for which hands may be counted, and what was counted at one table."""

    step: int
    round: int
    card: str
    hands: Hands


def countable(workshop: str, seat: int) -> tuple[Countable, ...]:
    """Return the votes for which hands may be counted now, the newest first."""
    with reading():
        game = workshops.standing(workshop).game
        steps = {step.id: step for step in game.steps if step.kind is Kind.VOTE}
        return tuple(
            Countable(
                step, steps[step].round, steps[step].card or "", counted.of(step, seat)
            )
            for step in reversed(hands.open_for_hands(game))
        )
