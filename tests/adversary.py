"""An adversary in the room, who shares no reasoning with the rules it attacks.

It knows everybody's role, the size of every role, the exact room total, its own votes
and the program itself. So it tries every way the room can have voted, keeps those for
which the program prints exactly the same, and looks whose vote is left with one side.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from itertools import product

from dilemma.rules.disclosure import CardShown, disclose_card
from dilemma.rules.tally import Counts, Tally

Sizes = tuple[int, ...]  # voters per role, in one round
Answer = tuple[int, ...]  # of these, how many chose A


@cache
def answers(sizes: Sizes, total: int) -> list[Answer]:
    """Every way in which `total` people of these roles can have chosen A."""
    if not sizes:
        return [()] if total == 0 else []
    return [
        (chose, *rest)
        for chose in range(min(sizes[0], total) + 1)
        for rest in answers(sizes[1:], total - chose)
    ]


def rooms(
    rounds: tuple[Sizes, ...], totals: tuple[range, ...]
) -> Iterator[tuple[Answer, ...]]:
    """Every way to vote in all rounds with one of these room totals for A."""
    every = (
        [answer for total in some for answer in answers(sizes, total)]
        for sizes, some in zip(rounds, totals, strict=True)
    )
    return product(*every)


def printed(rounds: tuple[Sizes, ...], votes: tuple[Answer, ...]) -> CardShown:
    """What the program shows of one way to vote."""
    return disclose_card("kaart", tallies(rounds, votes))


def tallies(rounds: tuple[Sizes, ...], votes: tuple[Answer, ...]) -> list[Tally]:
    """One way to vote as the program counts it."""
    return [
        Tally(
            step=number,
            round=number,
            by_role=tuple(
                (f"rol-{role}", Counts(((0, chose), (0, size - chose))))
                for role, (chose, size) in enumerate(zip(answer, sizes, strict=True))
            ),
        )
        for number, (sizes, answer) in enumerate(zip(rounds, votes, strict=True), 1)
    ]


def wins(
    rounds: tuple[Sizes, ...],
    *,
    totals: tuple[range, ...] | None = None,
    only: Callable[[CardShown], bool] | None = None,
    show: Callable[..., CardShown] | None = None,
):
    """Every time an adversary learns a vote that the room total left open.

    As (adversary's role and votes, round, role of the victim, what was printed).
    `totals` narrows to some room totals, `only` to prints of one kind; `show` prints
    in the place of the program alone.
    """
    totals = totals or tuple(range(sum(sizes) + 1) for sizes in rounds)
    alike: dict[CardShown, list[tuple[Answer, ...]]] = defaultdict(list)
    for votes in rooms(rounds, totals):
        alike[(show or printed)(rounds, votes)].append(votes)
    return [
        (*found, shown)
        for shown, possible in alike.items()
        if only is None or only(shown)
        for found in _learned(rounds, possible)
    ]


def _learned(rounds: tuple[Sizes, ...], possible: list[tuple[Answer, ...]]):
    roles = range(len(rounds[0]))
    votes_of_me = list(product((None, True, False), repeat=len(rounds)))
    totals = [sum(answer) for answer in possible[0]]
    # Somebody who looks on without a vote is an adversary too.
    for me, mine in [(0, votes_of_me[0]), *product(roles, votes_of_me[1:])]:
        left = [
            votes
            for votes in possible
            if all(
                vote is None or (answer[me] > 0 if vote else answer[me] < sizes[me])
                for vote, answer, sizes in zip(mine, votes, rounds, strict=True)
            )
        ]
        for number, (sizes, vote) in enumerate(zip(rounds, mine, strict=True)):
            others_a = totals[number] - (vote is True)
            if not left or others_a in (0, sum(sizes) - (vote is not None)):
                continue  # the room total tells everything by itself
            for role in roles:
                here = role == me
                others = sizes[role] - (here and vote is not None)
                chose = {
                    votes[number][role] - (here and vote is True) for votes in left
                }
                if others and (chose == {0} or chose == {others}):
                    yield me, mine, number, role
