"""When a press of the facilitator is asked about once more."""

from dilemma.rules import ending
from dilemma.rules.agenda import Kind
from dilemma.rules.game import Action, Game
from dilemma.rules.sealing import SHOWN_FROM

# A step of one of these kinds shows what was asked at the other.
_SHOWN_BY = {Kind.VOTE: (Kind.REVEAL, Kind.PERSPECTIVE)} | dict(ending.SHOWN_BY)


def is_rash(game: Game, action: Action, *, answered: int, joined: int) -> bool:
    """Tell whether this action seals the open vote while less than half answered.

    One press too many on a remote would otherwise cost most of a hall its vote.
    """
    following, asked = game.following(action), game.asking
    if game.step.kind is Kind.ALONE:  # people may be at it for days: ask in any case
        return following is not None and following.kind is Kind.PERSPECTIVE
    return (
        asked is not None
        and following is not None
        and following.kind in _SHOWN_BY.get(asked.kind, ())
        and answered >= SHOWN_FROM
        and 2 * answered < joined
    )
