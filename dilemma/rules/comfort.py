"""Comfort around a step: a dark screen, a stopped clock, a break, a bigger clock.

Nothing here opens, closes or seals a vote. Every comfort has its own way back, and
going to another step ends them all except the big clock.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.rules.agenda import Kind, Step

if TYPE_CHECKING:
    from dilemma.rules.game import Game

SECOND = 1000  # milliseconds

# Seconds that each of these adds to the clock.
LONGER = {"extend": 30, "minute": 60, "five": 300}

SHOWING = frozenset({Kind.REVEAL, Kind.PERSPECTIVE, Kind.CLOSE})


def pause(game: "Game", now: int) -> "Game":
    """Stop the clock; a break is a pause too, so it keeps since when that was."""
    return replace(game, paused=now if game.paused is None else game.paused)


def resume(game: "Game", now: int) -> "Game":
    """Let the clock go on with the time that was left.

    The clocks of the steps before stood still too: taking back may lead to them.
    """
    if game.paused is None:
        return game
    gone = max(0, now - game.paused)
    steps = tuple(
        step if step.started is None else replace(step, started=step.started + gone)
        for step in game.steps
    )
    return replace(game, steps=steps, paused=None, timeout=False)


def awake(game: "Game", now: int) -> "Game":
    """End the dark screen and the pause, because the workshop goes on elsewhere."""
    return replace(resume(game, now), blank=False)


DOES: Mapping[str, Callable[["Game", int], "Game"]] = {
    "blank": lambda game, now: replace(game, blank=True),
    "unblank": lambda game, now: replace(game, blank=False),
    "pause": pause,
    "timeout": lambda game, now: replace(pause(game, now), timeout=True),
    "resume": resume,
    "big": lambda game, now: replace(game, big=True),
    "small": lambda game, now: replace(game, big=False),
}


def useless(game: "Game") -> frozenset[str]:
    """Return the comforts that would change nothing now."""
    paused = game.paused is not None
    return frozenset(
        {
            "blank" if game.blank else "unblank",
            "pause" if paused else "resume",
            "timeout" if game.timeout else "",
            "big" if game.big else "small",
        }
    )


def left(step: Step, paused: int | None) -> int | None:
    """Return the seconds left on a clock that stands still, if it does."""
    if step.ends is None or paused is None:
        return None
    return max(0, -(-(step.ends - paused) // SECOND))


def seals_next(game: "Game", following: Step | None) -> bool:
    """Tell whether the step to come may close votes for good that are open now."""
    if following is None or following.kind not in SHOWING:
        return False
    open_still = [one for one in game.opened_votes if not one.sealed]
    return any(
        one.card == following.card or following.kind is not Kind.REVEAL
        for one in open_still
    )
