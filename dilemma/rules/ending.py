"""The last part of a workshop: what is asked there, when it is shown, and then sealed.

Picks are shown with the perspective and recognition after its own step. What is shown
takes no more answers; with too few to show anything the host can still go back.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dilemma.rules.agenda import Kind, Step
from dilemma.rules.contribution import Genre
from dilemma.rules.priorities import ENOUGH, PrioritiesShown
from dilemma.rules.recognition import RecognitionShown

# Entering one of these steps shows what was asked at the other.
SHOWN_BY: Mapping[Kind, tuple[Kind, ...]] = {
    Kind.PRIORITIES: (Kind.PERSPECTIVE, Kind.CLOSE),
    Kind.RECOGNISE: (Kind.AGREE, Kind.CLOSE),
}

# At which steps people may write what, and the host the closing sentence.
WRITTEN_AT: Mapping[Genre, tuple[Kind, ...]] = {
    Genre.WHY: (Kind.RECOGNISE,),
    Genre.AGREEMENT: (Kind.AGREE,),
    Genre.CLOSING: (Kind.PERSPECTIVE, Kind.RECOGNISE, Kind.AGREE, Kind.CLOSE),
}


@dataclass(frozen=True)
class Ending:
    """What may be seen of the last part; None for what was not asked or not shown."""

    priorities: PrioritiesShown | None = None
    recognition: RecognitionShown | None = None
    written: int = 0  # agreements, also those that the host does not show


NOTHING_YET = Ending()


def to_seal(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Return the steps of these kinds that were opened and are not sealed yet."""
    return tuple(
        step
        for step in steps
        if step.kind in SHOWN_BY and step.started is not None and not step.sealed
    )


def seal(
    steps: tuple[Step, ...], place: int, voters: Mapping[int, int]
) -> tuple[Step, ...]:
    """Seal what the step just entered shows, if enough people answered it.

    Every step of that kind is sealed, also one that was not opened yet: another answer
    to the same question would change the picture of this one.
    """
    entered = steps[place].kind
    shown = {
        step.kind
        for step in to_seal(steps)
        if entered in SHOWN_BY[step.kind] and voters.get(step.id, 0) >= ENOUGH
    }
    return tuple(
        replace(step, sealed=True) if step.kind in shown else step for step in steps
    )


def asked(steps: tuple[Step, ...], at: int, kind: Kind) -> Step | None:
    """Return the step whose answers may be seen now, or were too few to be seen."""
    opened = [
        (place, step)
        for place, step in enumerate(steps)
        if step.kind is kind and step.started is not None
    ]
    for place, step in reversed(opened):
        came_by = (one.kind for one in steps[place + 1 : at + 1] if one.started)
        if step.sealed or any(one in SHOWN_BY[kind] for one in came_by):
            return step
    return None
