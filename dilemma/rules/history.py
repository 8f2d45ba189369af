"""What the host did is kept, and the last of it can be taken back.

Taking back restores steps, place and lock. It never unseals a vote, loses a step that
was entered, or shows anything; and nothing from before a close is taken back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dilemma.rules import comfort, ending
from dilemma.rules.agenda import Kind, Step
from dilemma.rules.game import Action, Game
from dilemma.rules.order import in_order
from dilemma.rules.refusals import MovedOn, NothingToUndo, UndoShows
from dilemma.rules.replan import Change
from dilemma.rules.sealing import seal

UNDO = "undo"
SENTENCE = "sentence"  # the host wrote, changed or took away the closing sentence
SHOWN_ACTS = 3


@dataclass(frozen=True)
class Act:
    """One thing the host did; kind and card are of the step that it was about."""

    number: int  # how many acts came before it
    action: str
    kind: str
    card: str | None
    who: str  # who led then; empty when nobody said so
    made: int  # milliseconds since 1970


def about(before: Game, after: Game, action: str, change: Change | None = None) -> Step:
    """Return the step that an act was about: where it led to, or what it changed."""
    if change is not None:
        old = {step.id for step in before.steps}
        added = [step for step in after.steps if step.id not in old]
        edited = [step for step in after.steps if step.id == change.step]
        return (added or edited)[0]
    if action == Action.SKIP and not after.closed:
        return before.step
    return after.step


def undoable(acts: Sequence[Act]) -> Act | None:
    """Return the act that undo takes back now: the last one that still stands.

    What was done before a close stands for good, and so does coming back from it. A
    sentence that was written while it was closed stands too: it can be written anew.
    """
    standing: list[Act] = []
    closed = False
    for one in acts:
        if closed:
            closed = one.action == SENTENCE
        elif one.action == UNDO:
            standing.pop()
        elif one.kind == Kind.CLOSE:
            standing.clear()
            closed = True
        else:
            standing.append(one)
    return None if closed or not standing else standing[-1]


def undo(
    game: Game,
    before: Game | None,
    *,
    expect: int,
    now: int,
    voters: Mapping[int, int],
) -> Game:
    """Return the game as it was before an act.

    Steps that were added since and entered stay, skipped. The clock comes back with
    every pause that was held since. `now` is milliseconds since 1970, `voters` are the
    valid votes of `game.to_seal`. Raises MovedOn, NothingToUndo, and UndoShows when
    choices would be shown that nobody saw yet.
    """
    if expect != game.acts:
        raise MovedOn
    if before is None or game.closed:
        raise NothingToUndo
    at = before.step.id
    if at != game.step.id:  # whoever goes elsewhere has light and a clock that runs
        game = comfort.awake(game, now)
    known = {step.id: step for step in game.steps}
    stood = _stood_still(before.step, known[at])
    steps = tuple(_merged(step, known[step.id], stood) for step in before.steps)
    steps = _with_what_was_entered(steps, game.steps)
    place = next(number for number, step in enumerate(steps) if step.id == at)
    if ending.seal(seal(steps, place, voters), place, voters) != steps:
        raise UndoShows
    return replace(
        game, steps=steps, at=place, acts=game.acts + 1, locked=before.locked
    )


def _stood_still(before: Step, now: Step) -> int:
    """Return how long clocks stood still since, in milliseconds.

    A pause moves the beginning of every step, and nothing else moved that of this one:
    other visits to it came later and were taken back first.
    """
    if before.started is None or now.started is None:
        return 0
    return max(0, now.started - before.started)


def _merged(before: Step, now: Step, stood: int) -> Step:
    """Return a step as it was; what cannot be undone stays."""
    return replace(
        before,
        started=now.started if before.started is None else before.started + stood,
        sealed=before.sealed or now.sealed,
        dropped=before.dropped or now.dropped,
        turned=before.turned or (now.turned and now.sealed),
        roles=now.roles or before.roles,
    )


def _with_what_was_entered(
    steps: tuple[Step, ...], now: Sequence[Step]
) -> tuple[Step, ...]:
    """Put back what was added since and entered, after what it came after."""
    for place, step in enumerate(now):
        ids = [one.id for one in steps]
        if step.id not in ids and step.started is not None:
            earlier = {one.id for one in now[:place]}
            last = max(n for n, known in enumerate(ids) if known in earlier)
            kept = replace(step, skipped=True)
            tries = (
                (*steps[:after], kept, *steps[after:])
                for after in (*range(last + 1, len(steps)), *range(last, 0, -1))
            )
            steps = next(one for one in tries if in_order(one))
    return steps
