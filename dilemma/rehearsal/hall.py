"""What everybody in a rehearsal shares: where it stands, and what was measured."""

import asyncio
from dataclasses import dataclass, field
from time import monotonic
from typing import Protocol

from dilemma.rehearsal.browser import Place

# What a step takes at pace 1, in seconds: lively, and still to be followed.
STEP_SECONDS = {
    "practice": 4.0,
    "read": 4.0,
    "vote": 6.0,
    "predict": 5.0,
    "swap": 5.0,
    "talk": 4.0,
    "deliberate": 4.0,
    "reveal": 4.0,
    "plenary": 4.0,
    "priorities": 5.0,
    "perspective": 6.0,
    "recognise": 5.0,
    "agree": 8.0,
    "blank": 6.0,
}
ARRIVAL_SECONDS = 10.0
NAP_SECONDS = 6.0

AWAY_SECONDS = 120.0  # so long a server may be silent


@dataclass(frozen=True)
class Progress:
    """How far a rehearsal is: `ready` out of `of` people, at a step or coming in."""

    kind: str  # of the step; "" while people come in
    step: int
    ready: int
    of: int


class Somebody(Protocol):
    """What the hall sees of one phone."""

    step: int  # the step on its screen
    revision: int  # of that screen

    @property
    def is_in(self) -> bool:
        """Whether the phone takes part: joined, and not thrown out."""

    def has_done(self, step: int) -> bool:
        """Whether the person is ready with a step."""


@dataclass
class Hall:
    """One rehearsal while it is played."""

    place: Place
    code: str
    pace: float
    phones: list[Somebody] = field(default_factory=list)
    kind: str = ""  # of the newest step that anybody saw
    step: int = 0
    newest: int = 0  # revision of that step
    arriving: bool = True
    pressed: float = 0.0  # when the leader last asked for the next step
    heard: float = field(default_factory=monotonic)  # from the server
    over: asyncio.Event = field(default_factory=asyncio.Event)

    # What was measured, in seconds.
    began: float = field(default_factory=monotonic)
    joins: list[float] = field(default_factory=list)
    connects: list[float] = field(default_factory=list)
    acknowledgements: list[float] = field(default_factory=list)
    changes: list[float] = field(default_factory=list)  # of the screen, after an act
    reconnects: int = 0
    refused: int = 0
    turned_away: int = 0
    sent: int = 0

    async def pause(self, share: float, seconds: float) -> None:
        """Wait for a share of a time, at the pace of this rehearsal."""
        await asyncio.sleep(share * seconds * self.pace)

    def see(self, revision: int, kind: str, step: int) -> None:
        """Hear from a phone what it shows."""
        if revision > self.newest:
            self.newest, self.kind, self.step = revision, kind, step

    @property
    def present(self) -> list[Somebody]:
        """Everybody who takes part now."""
        return [one for one in self.phones if one.is_in]

    def is_ready(self, one: Somebody, step: int) -> bool:
        """Whether somebody sees a step and is ready with it."""
        return one.step == step and one.has_done(step)

    @property
    def progress(self) -> Progress:
        """How far it is now."""
        if self.arriving:
            return Progress("", 0, len(self.present), len(self.phones))
        present = self.present
        ready = sum(self.is_ready(one, self.step) for one in present)
        return Progress(self.kind, self.step, ready, len(present))
