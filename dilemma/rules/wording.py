"""How the share of option A in one group is said in words.

Borders are domain 4.5. The two extreme words need a group of ten: "nearly everybody"
of five could be read as four, and then tells the one dissenter how the others voted.
"""

from bisect import bisect_left, bisect_right
from enum import StrEnum

EXTREMES_FROM = 10  # voters; own choice, see above


class Word(StrEnum):
    """A share of option A, in words, from low to high."""

    NEARLY_NOBODY = "nearly nobody"
    LESS_THAN_HALF = "less than half"
    ABOUT_HALF = "about half"
    MORE_THAN_HALF = "more than half"
    NEARLY_EVERYBODY = "nearly everybody"


RANKS = tuple(Word)


def word_for(chose: int, voters: int) -> Word:
    """The word for `chose` out of `voters` people (at least one voter)."""
    percent = 100 * chose  # times voters, so that no share is ever rounded
    extremes = voters >= EXTREMES_FROM
    if extremes and percent <= 20 * voters:
        return Word.NEARLY_NOBODY
    if percent < 45 * voters:
        return Word.LESS_THAN_HALF
    if percent <= 55 * voters:
        return Word.ABOUT_HALF
    if extremes and percent >= 80 * voters:
        return Word.NEARLY_EVERYBODY
    return Word.MORE_THAN_HALF


def words_for(voters: int) -> tuple[tuple[int, int], ...]:
    """The fewest and most people each word can stand for, from low to high.

    Words that never fit a group of this size are left out.
    """

    def rank(chose: int) -> int:
        return RANKS.index(word_for(chose, voters))

    counts = range(voters + 1)
    ranges = (
        (bisect_left(counts, each, key=rank), bisect_right(counts, each, key=rank) - 1)
        for each in range(len(RANKS))
    )
    return tuple((low, high) for low, high in ranges if low <= high)


def meant_by_word_for(chose: int, voters: int) -> tuple[int, int]:
    """The fewest and most people that this group's word can stand for."""
    return next(one for one in words_for(voters) if one[0] <= chose <= one[1])
