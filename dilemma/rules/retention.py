"""How long everything of a workshop is kept. The clock comes in as a value.

Terms begin when a workshop ends: when the host closed it, or when an open one in which
people took part has stood still for `QUIET_DAYS`. One that nobody joined waits for its
day; only its year runs. The terms are domain 5.3.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

HOUR = 3_600_000  # milliseconds
DAY = 24 * HOUR
QUIET_DAYS = 14


class Part(StrEnum):
    """What goes together."""

    VOTES = "votes"  # participants, their answers, counted hands, who led
    WORDS = "words"  # whatever people wrote
    TOTALS = "totals"  # the workshop itself, with what was shown


@dataclass(frozen=True)
class Terms:
    """How long each part stays after the end."""

    votes_hours: int = 24
    words_days: int = 30
    totals_days: int = 365


# (least, most) that may be chosen; longer is not asked of anybody who takes part.
VOTES_HOURS = (1, 7 * 24)
WORDS_DAYS = (1, 30)
TOTALS_DAYS = (30, 365)


@dataclass(frozen=True)
class Life:
    """What is known of a workshop's time, in milliseconds since 1970."""

    closed: int | None  # when it was closed, if it is
    stirred: int  # when something was last seen to change
    begun: bool  # whether anybody took part, with a phone or by hand
    settled: bool = False  # whether its votes are gone already


def ended(life: Life) -> int | None:
    """Return when a workshop ended, or will if nothing happens; None while it waits."""
    if life.closed is not None:
        return life.closed
    return life.stirred + QUIET_DAYS * DAY if life.begun else None


def leaves(life: Life, terms: Terms) -> Mapping[Part, int]:
    """Return when each part of a workshop goes.

    Words never go before the votes: agreements are counted once more with those.
    """
    end = ended(life)
    if end is None:
        return {Part.TOTALS: life.stirred + terms.totals_days * DAY}
    votes = end + terms.votes_hours * HOUR
    return {
        Part.VOTES: votes,
        Part.WORDS: max(votes, end + terms.words_days * DAY),
        Part.TOTALS: end + terms.totals_days * DAY,
    }


def due(life: Life, now: int, terms: Terms) -> frozenset[Part]:
    """Return the parts that must be gone by now; with the totals goes everything."""
    gone = {part for part, when in leaves(life, terms).items() if when <= now}
    if Part.TOTALS in gone:
        return frozenset({Part.TOTALS})
    return frozenset(gone - ({Part.VOTES} if life.settled else set()))
