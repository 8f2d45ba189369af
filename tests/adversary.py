"""An adversary in the room, who shares no reasoning with the rules it attacks.

It knows everybody's role, the size of every role, the exact room total, its own votes
and the program itself. So it tries every way the room can have voted, keeps those for
which the program prints exactly the same, and looks whose vote is left with one side.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
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


# Several rooms.

World = tuple[Answer, ...]  # how every room voted
Seat = tuple[int, bool] | None  # the own role and vote in a room


def wins_across(sizes: tuple[Sizes, ...], show: Callable[..., Hashable]):
    """Every time an adversary learns a vote in one of several rooms.

    It knows the sizes and the totals of all rooms and what each one publishes, and it
    may have voted in any of them, or in all. `show` is given the votes of all rooms,
    their prints and a number for each print; it returns what is seen of them together.
    """
    alike: dict[Hashable, list[World]] = defaultdict(list)
    every = [
        [
            (answer, printed((one,), (answer,)))
            for total in range(sum(one) + 1)
            for answer in answers(one, total)
        ]
        for one in sizes
    ]
    known: dict[CardShown, int] = {}
    for world in product(*every):
        votes = tuple(answer for answer, _ in world)
        prints = tuple(shown for _, shown in world)
        numbers = tuple(known.setdefault(one, len(known)) for one in prints)
        seen = show(votes, prints, numbers)
        alike[tuple(map(sum, votes)), numbers, seen].append(votes)
    seats = list(
        product(*([None, *product(range(len(one)), (True, False))] for one in sizes))
    )
    return [
        (me, *found)
        for worlds in alike.values()
        for me in seats
        for found in _learned_across(sizes, worlds, me)
    ]


def _learned_across(
    sizes: tuple[Sizes, ...], worlds: list[World], me: tuple[Seat, ...]
):
    left = [
        world
        for world in worlds
        if all(
            seat is None
            or (answer[seat[0]] > 0 if seat[1] else answer[seat[0]] < size[seat[0]])
            for seat, answer, size in zip(me, world, sizes, strict=True)
        )
    ]
    for room, (size, seat) in enumerate(zip(sizes, me, strict=True)):
        others_a = sum(worlds[0][room]) - bool(seat and seat[1])
        if not left or others_a in (0, sum(size) - (seat is not None)):
            continue  # the room total tells everything by itself
        for role, people in enumerate(size):
            here = seat is not None and seat[0] == role
            others = people - here
            chose = {
                world[room][role] - bool(here and seat and seat[1]) for world in left
            }
            if others and (chose == {0} or chose == {others}):
                yield room, role
