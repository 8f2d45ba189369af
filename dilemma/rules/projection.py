"""A table's note on the big screen: one at a time, while that table tells of it.

The host puts it there at a step and it leaves with that step, so that it never stands
before something else. It is never there while people answer something.
"""

from collections.abc import Iterable

from dilemma.rules.agenda import Kind
from dilemma.rules.contribution import Contribution, Genre, State
from dilemma.rules.game import Game
from dilemma.rules.refusals import IllegalMove

# At these steps the screen holds what people need for what they do there.
NEVER_AT = frozenset({Kind.LOBBY, Kind.ALONE, Kind.READ})


def is_free(game: Game) -> bool:
    """Tell whether the big screen may hold a table's note at the present step."""
    return game.step.kind not in NEVER_AT and game.asking is None


def require(one: Contribution, game: Game) -> None:
    """Let a note through that the host shows, to a screen that is free for it.

    Raises IllegalMove.
    """
    if (one.kind, one.state) != (Genre.HARVEST, State.SHOWN):
        raise IllegalMove(one.state, "project")
    if not is_free(game):
        raise IllegalMove(game.step.kind, "project")


def projected(texts: Iterable[Contribution], game: Game) -> Contribution | None:
    """Return the note on the big screen now, if there is one."""
    if not is_free(game):
        return None
    return next(
        (
            one
            for one in texts
            if one.projected == game.step.id and one.state is State.SHOWN
        ),
        None,
    )
