"""A dress rehearsal: an empty workshop is marked, played by nobody real, and wiped.

The mark keeps simulated votes away from real ones; wiping gives the workshop back as
it was made.
"""

from dataclasses import replace

from dilemma.rules.building import unbuilt
from dilemma.rules.game import Game
from dilemma.rules.refusals import NoRehearsal, NotEmpty


def begin(game: Game, *, joined: int) -> Game:
    """Return the game marked as a rehearsal; raises NotEmpty when it was in use.

    A game that is marked already stays as it is.
    """
    if game.rehearsal:
        return game
    if game.at or joined:
        raise NotEmpty(joined)
    return replace(game, rehearsal=True, acts=game.acts + 1)


def wiped(game: Game, lobby: Game) -> Game:
    """Return the game as new, after a rehearsal; raises NoRehearsal.

    `lobby` is the game as it last stood in the lobby: what was left out of the
    programme there stays out, and so do the cards that people play alone. Only `acts`
    goes on, so that no older screen or button wins.
    """
    if not game.rehearsal:
        raise NoRehearsal
    left_out = {step.id for step in lobby.steps if step.skipped}
    return Game(
        steps=tuple(
            replace(
                unbuilt(step),
                extra=0,
                started=None,
                sealed=False,
                skipped=step.id in left_out,
                roles=(),
                turned=False,
                spent=0,
                dropped=False,
                passed=False,
            )
            for step in game.steps
        ),
        acts=game.acts + 1,
    )
