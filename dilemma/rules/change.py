"""When the number of people who chose otherwise may be shown.

It is treacherous. Two rounds and this number together fix the parity of the votes of
those who voted once: with a single latecomer, their vote. And beside a room that moved
one way it tells that nobody moved the other way, so that who said A aloud in the talk
is known to have kept it. So it is shown only where it can be proven harmless.

The proof: two people of one group who voted in the same rounds can trade places and
nothing published changes. With `DROPPED` people who voted once, a vote of theirs can be
traded with that of somebody who voted twice; that moves the number by one, a second
such trade by one more, and two people in one group who both changed, in opposite
directions (or both stayed, on opposite sides), put it right again. The margins below
leave such people over, whichever groups those who voted once are in.
"""

from collections.abc import Sequence

from dilemma.rules.tally import Change

VOTED_TWICE = 10  # people; domain 4.4
DROPPED = 3  # people who voted once: the adversary, the victim and one to trade with
MARGIN = 12  # votes: six pairs, for four traded people, the adversary and one to spare

Group = tuple[int, int]  # people who chose A, voters


def change_is_shown(
    first: Sequence[Group], last: Sequence[Group], change: Change
) -> bool:
    """Whether the number of changes may be told beside two rounds of these groups.

    The same groups in the same order in both rounds, or the whole room as one group.
    Looks at the answers, but only at what trading places leaves as it is.
    """
    total_first, voters_first = _together(first)
    total_last, voters_last = _together(last)
    twice, other = change.voted_twice, change.chose_other
    once = voters_first + voters_last - 2 * twice
    minority = min(min(chose, size - chose) for chose, size in (*first, *last))
    if twice < VOTED_TWICE or twice > min(voters_first, voters_last) or minority < 2:
        return False
    if once == 0:
        # Everybody voted twice, so the number gives the table of before by after.
        # Two people in each cell: nobody's first vote tells the second to a neighbour.
        a_to_b = (other + total_first - total_last) // 2
        b_to_a = other - a_to_b
        stayed = (total_first - a_to_b, twice - total_first - b_to_a)
        return min(a_to_b, b_to_a, *stayed) >= 2
    if once < DROPPED or minority < once + DROPPED:
        return False
    pairs = list(zip(first, last, strict=True))
    moved = sum(abs(before - after) for (before, _), (after, _) in pairs)
    leaning = sum(
        abs(2 * (before + after) - size_before - size_after)
        for (before, size_before), (after, size_after) in pairs
    )
    opposite_moves = other - moved - once
    opposite_stays = twice - other - -(-(leaning + once) // 2)
    return min(opposite_moves, opposite_stays) >= MARGIN


def _together(groups: Sequence[Group]) -> Group:
    return sum(chose for chose, _ in groups), sum(size for _, size in groups)
