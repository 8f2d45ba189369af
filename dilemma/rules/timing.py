"""Planned against real time, as it was when the present step began.

What was skipped is time won; what was put in makes the programme longer, not late.
"""

from dataclasses import dataclass

from dilemma.rules.agenda import Kind
from dilemma.rules.game import Game

MINUTE = 60_000
# Waiting for people, and what happens after the end, is no part of the programme.
UNTIMED = frozenset({Kind.LOBBY, Kind.CLOSE})


@dataclass(frozen=True)
class Timing:
    """How far the workshop is behind its programme, and when it ends as planned.

    Both in milliseconds; `late` below zero is ahead.
    """

    late: int
    ends: int

    @property
    def minutes_late(self) -> int:
        """How many whole minutes it is behind; below zero is ahead."""
        return round(self.late / MINUTE)


def timing(game: Game) -> Timing | None:
    """Compare the programme with the clock; nothing before the start or at the end."""
    step = game.step
    if step.kind in UNTIMED or step.started is None:
        return None
    played = [one for one in game.steps if one.kind not in UNTIMED]
    spent = sum(one.spent for one in played)
    passed = {one.id for one in game.steps[: game.at]}
    planned = sum(one.seconds for one in played if one.id in passed)
    ahead = [one for one in game.steps[game.at + 1 :] if not one.skipped]
    left = step.seconds + step.extra + sum(one.seconds for one in ahead)
    return Timing(late=spent - planned * 1000, ends=step.started + left * 1000)


def planned_minutes(game: Game) -> int:
    """Return how many minutes the whole programme takes as it is planned now."""
    seconds = sum(step.seconds for step in game.steps if not step.skipped)
    return round(seconds / 60)
