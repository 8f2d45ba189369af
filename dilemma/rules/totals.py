"""What stays of a workshop when its votes go: exactly what could be seen of them.

Counted and disclosed while the votes were there; afterwards nothing is counted again.
"""

from dataclasses import dataclass, replace

from dilemma.rules.disclosure import CardShown
from dilemma.rules.ending import Ending
from dilemma.rules.game import Game
from dilemma.rules.guessed import CardGuessed
from dilemma.rules.seating import TableTurnout
from dilemma.rules.snapshot import Snapshot
from dilemma.rules.turning import TurnShown


@dataclass(frozen=True)
class Totals:
    """What was told of the people and their answers."""

    joined: tuple[tuple[str, int], ...]  # people per role
    results: tuple[CardShown, ...]
    guessed: tuple[CardGuessed, ...]
    turns: tuple[TurnShown, ...]
    ending: Ending
    other_role: int | None
    tables: tuple[TableTurnout, ...]


def totals_of(snapshot: Snapshot) -> Totals:
    """Take what is told of everybody out of a snapshot."""
    return Totals(
        joined=tuple((one.role.slug, one.joined) for one in snapshot.people),
        results=snapshot.results,
        guessed=snapshot.guessed,
        turns=snapshot.turns,
        ending=snapshot.ending,
        other_role=snapshot.other_role,
        tables=snapshot.tables,
    )


def settle(game: Game) -> Game:
    """Return the game at its end for good, without showing or sealing anything more."""
    return replace(
        game,
        at=len(game.steps) - 1,
        acts=game.acts + 1,
        settled=True,
        blank=False,
        paused=None,
        timeout=False,
        leader="",
    )
