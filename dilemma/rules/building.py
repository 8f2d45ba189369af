"""The picture at the end builds itself up in the hall, a part at a time.

How far it is stands in `round` of its step: 0 for a picture that never was built up,
which is whole.
"""

from dataclasses import replace
from enum import StrEnum

from dilemma.rules.agenda import Kind, Step


class Part(StrEnum):
    """A part of the picture, in the order in which it is built."""

    LAND = "land"  # the challenges, in the order of the room
    CARDS = "cards"  # what the room chose
    ROLES = "roles"  # which side each role chose
    LIGHTS = "lights"  # what the majority put first
    VOICES = "voices"  # the best arguments


PARTS = tuple(Part)


def begun(step: Step) -> Step:
    """The step when it is entered: a picture begins with the land, once."""
    if step.kind is not Kind.PERSPECTIVE or step.round:
        return step
    return replace(step, round=1)


def unbuilt(step: Step) -> Step:
    """The step as if nobody saw its picture."""
    return replace(step, round=0) if step.kind is Kind.PERSPECTIVE else step


def grown(step: Step, by: int) -> Step:
    """The step with one part more or less."""
    return replace(step, round=step.round + by)


def shown(step: Step) -> tuple[Part, ...]:
    """The parts that are shown at a step; all of them anywhere but at the picture."""
    if step.kind is not Kind.PERSPECTIVE or not step.round:
        return PARTS
    return PARTS[: step.round]


def useless(step: Step) -> frozenset[str]:
    """What would change nothing now: building a whole picture, or below the land."""
    if step.kind is not Kind.PERSPECTIVE:
        return frozenset()
    parts = len(shown(step))
    return frozenset(
        name
        for name, idle in (("build", parts == len(PARTS)), ("unbuild", step.round < 2))
        if idle
    )
