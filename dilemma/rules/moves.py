"""What may be done at which kind of step: the game's table, and nothing else."""

from collections.abc import Mapping
from enum import Enum, StrEnum

from dilemma.rules import comfort
from dilemma.rules.agenda import Kind


class Action(StrEnum):
    """A facilitator's action."""

    NEXT = "next"
    BACK = "back"
    SKIP = "skip"
    EXTEND = "extend"
    LOCK = "lock"
    UNLOCK = "unlock"
    TURN = "turn"  # show the turning question
    TELL = "tell"  # show what people answered to it
    BUILD = "build"  # show the next part of the picture
    UNBUILD = "unbuild"  # take the last part away again
    BLANK = "blank"
    UNBLANK = "unblank"
    PAUSE = "pause"
    TIMEOUT = "timeout"
    RESUME = "resume"
    BIG = "big"
    SMALL = "small"
    MINUTE = "minute"
    FIVE = "five"


class Move(Enum):
    """What an action does at a step."""

    AHEAD = "to the next step"
    BEHIND = "to the step before"
    PAST_CARD = "to the first step after this card"
    STAY_LONGER = "add time to this step"
    SHUT = "nobody new comes in"
    OPEN = "people come in again"
    TURN_OVER = "the step asks its turning question"
    TELL_TURN = "what people answered to it is shown, and sealed"
    GROW = "one part more of the picture is shown"
    SHRINK = "one part less of the picture is shown"
    EASE = "a comfort around this step"


_DOOR = {Action.LOCK: Move.SHUT, Action.UNLOCK: Move.OPEN}
_DARK = dict.fromkeys((Action.BLANK, Action.UNBLANK), Move.EASE)
_EASE = {Action(name): Move.EASE for name in comfort.DOES}
_LONGER = {Action(name): Move.STAY_LONGER for name in comfort.LONGER}
_STEP = {Action.NEXT: Move.AHEAD, Action.BACK: Move.BEHIND} | _LONGER | _EASE | _DOOR
_CARD = _STEP | {Action.SKIP: Move.PAST_CARD}
_BUILDS = {Action.BUILD: Move.GROW, Action.UNBUILD: Move.SHRINK}
_TURNS = {Action.TURN: Move.TURN_OVER, Action.TELL: Move.TELL_TURN}

# Steps at which people answer something: at once, or once the host turned them.
ASKING = frozenset(
    {
        Kind.VOTE,
        Kind.PRACTICE,
        Kind.PREDICT,
        Kind.SWAP,
        Kind.PRIORITIES,
        Kind.RECOGNISE,
    }
)
ASKING_ONCE_TURNED = frozenset({Kind.TALK})
# Answers that are counted with the role they were given in: from then on it stays.
FIXING = frozenset({Kind.VOTE, Kind.PREDICT, Kind.SWAP})

TABLE: Mapping[Kind, Mapping[Action, Move]] = {
    Kind.LOBBY: {Action.NEXT: Move.AHEAD} | _DARK | _DOOR,
    Kind.PRACTICE: _STEP,
    Kind.READ: _CARD,
    Kind.VOTE: _CARD,
    Kind.PREDICT: _CARD,
    Kind.SWAP: _CARD,
    Kind.TALK: _CARD | _TURNS,
    Kind.DELIBERATE: _CARD,
    Kind.REVEAL: _CARD,
    Kind.ALONE: _STEP,
    Kind.PLENARY: _STEP,
    Kind.PRIORITIES: _STEP,
    Kind.PERSPECTIVE: _STEP | _BUILDS,
    Kind.RECOGNISE: _STEP,
    Kind.AGREE: _STEP,
    Kind.BLANK: _STEP,
    Kind.CLOSE: {Action.BACK: Move.BEHIND} | _DARK,
}
