"""What people write: each text waits until the host shows it, and says of whom only
what may be shown.

A move of the host is a row of the table; the words as they came in are kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from dilemma.rules.refusals import IllegalMove, NothingSaid, TooLong


class Genre(StrEnum):
    """What kind of text it is."""

    ARGUMENT = "argument"  # for one of the options
    CONDITION = "condition"  # "yes, if ..."
    WHY = "why"  # one line beside "do you recognise this picture?"
    AGREEMENT = "agreement"  # who does what, with whom, before when
    DILEMMA = "dilemma"  # an own card
    HARVEST = "harvest"  # what a table brings back
    CLOSING = "closing"  # where and when the perspective lands


class Mark(StrEnum):
    """What an argument leans on (domain.md 2.4); it may have none."""

    FACT = "fact"
    INTEREST = "interest"
    VALUE = "value"
    CONCERN = "concern"


class State(StrEnum):
    """Where a text stands with the host."""

    WAITING = "waiting"
    SHOWN = "shown"
    CHOSEN = (
        "chosen"  # shown, and beside the picture at the end as the best for its side
    )
    HIDDEN = "hidden"
    MERGED = "merged"  # another text says it too


class Handling(StrEnum):
    """What the host does with a text."""

    SHOW = "show"
    CHOOSE = "choose"
    HIDE = "hide"
    MERGE = "merge"
    RELEASE = "release"  # back to the queue


# Characters, also of each further field. Arguments: domain.md 2.4.
LONGEST: Mapping[Genre, int] = {
    Genre.ARGUMENT: 140,
    Genre.CONDITION: 140,
    Genre.WHY: 140,
    Genre.AGREEMENT: 140,
    Genre.DILEMMA: 400,
    Genre.HARVEST: 1000,
    Genre.CLOSING: 140,
}
# What others wrote and the host decides about; the closing sentence is the host's own.
MODERATED = tuple(genre for genre in Genre if genre is not Genre.CLOSING)
# What may still be handed in when the session is over.
AFTER_CLOSE = frozenset({Genre.DILEMMA})
SEEN = (State.SHOWN, State.CHOSEN)  # what everybody may read
CHOOSABLE = frozenset({Genre.ARGUMENT, Genre.CONDITION})
MOST_EACH = 20  # texts of one person of one kind in one workshop

TABLE: Mapping[State, Mapping[Handling, State]] = {
    State.WAITING: {
        Handling.SHOW: State.SHOWN,
        Handling.HIDE: State.HIDDEN,
        Handling.MERGE: State.MERGED,
    },
    State.SHOWN: {
        Handling.CHOOSE: State.CHOSEN,
        Handling.HIDE: State.HIDDEN,
        Handling.MERGE: State.MERGED,
        Handling.RELEASE: State.WAITING,
    },
    State.CHOSEN: {Handling.SHOW: State.SHOWN, Handling.HIDE: State.HIDDEN},
    State.HIDDEN: {Handling.SHOW: State.SHOWN, Handling.RELEASE: State.WAITING},
    State.MERGED: {Handling.RELEASE: State.WAITING},
}


@dataclass(frozen=True)
class Said:
    """What somebody hands in; `entry` is the form's own number, so that a form that
    was sent twice is one text. `details` are the further fields of its kind."""

    kind: Genre
    text: str
    entry: str
    step: int | None = None
    card: str | None = None
    side: int | None = None
    label: str = ""
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Contribution:
    """A text as the host may see it: of a role or a table, never of a person."""

    id: int
    kind: Genre
    text: str
    original: str
    state: State
    step: int | None
    card: str | None
    side: int | None
    label: str
    details: Mapping[str, str]
    role: str
    seat: int | None
    merged: int | None
    original_details: Mapping[str, str] = field(default_factory=dict)  # once mended
    projected: int | None = None  # the step at which the host put it on the screen

    @property
    def written(self) -> Mapping[str, str]:
        """The further fields as they came in."""
        return self.original_details or self.details

    @property
    def handlings(self) -> tuple[Handling, ...]:
        """What the host may do with it now."""
        return tuple(
            one
            for one in TABLE[self.state]
            if one is not Handling.CHOOSE or self.kind in CHOOSABLE
        )


def clean(text: str, most: int) -> str:
    """Return a text on one line; raises NothingSaid and TooLong."""
    kept = "".join(one if one.isprintable() else " " for one in text)
    line = " ".join(kept.split())
    if not line:
        raise NothingSaid
    if len(line) > most:
        raise TooLong(len(line), most)
    return line


def clean_lines(text: str, most: int) -> str:
    """Return a text with its lines as they were typed; raises as `clean` does."""
    if len(text) > 2 * most:
        raise TooLong(len(text), most)
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        raise NothingSaid
    kept = "\n".join(clean(line, most) for line in lines)
    if len(kept) > most:
        raise TooLong(len(kept), most)
    return kept


def mend_details(
    one: Contribution, given: Mapping[str, str], most: int
) -> Mapping[str, str]:
    """Return mended further fields: of those that were filled in, and no others.

    A field that is given empty goes; it can come back. Raises TooLong.
    """
    kept = {
        name: given.get(name, one.details.get(name, "")).strip() for name in one.written
    }
    return {name: clean(value, most) for name, value in kept.items() if value}


def handle(state: State, handling: Handling) -> State:
    """Return where a text stands after the host's move; raises IllegalMove."""
    try:
        return TABLE[state][handling]
    except KeyError:
        raise IllegalMove(state, handling) from None
