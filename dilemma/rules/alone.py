"""Playing alone, at one's own pace: every card is open, for as long as that step.

The votes stand in the agenda as skipped steps, so that next and back pass them over;
leaving for the perspective seals them like any other vote.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from dilemma.rules.agenda import Kind, Step
from dilemma.rules.deck import Card

VARIANT = "zelf"


def plan(cards: Sequence[Card]) -> tuple[Step, ...]:
    """Lay out the steps of a workshop that people play alone, numbered from 1."""
    steps = [Step(1, Kind.LOBBY), Step(2, Kind.ALONE)]
    steps += [
        Step(number, Kind.VOTE, card.slug, 1, skipped=True)
        for number, card in enumerate(cards, start=3)
    ]
    last = len(steps)
    return (*steps, Step(last + 1, Kind.PERSPECTIVE), Step(last + 2, Kind.CLOSE))


def votes(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Return the votes that are open while people play alone.

    Each is all that its card has: a vote that the host left out elsewhere is not one.
    """
    if all(step.kind is not Kind.ALONE for step in steps):
        return ()
    of_card = Counter(step.card for step in steps)
    return tuple(step for step in steps if _is_alone(step) and of_card[step.card] == 1)


def open_all(steps: tuple[Step, ...], now: int) -> tuple[Step, ...]:
    """Open every card at once, in milliseconds since 1970; the first time counts."""
    opened = {step.id for step in votes(steps) if step.started is None}
    return tuple(
        replace(step, started=now) if step.id in opened else step for step in steps
    )


def _is_alone(step: Step) -> bool:
    return step.kind is Kind.VOTE and step.skipped
