"""Nothing that is published closes a vote that the room total left open."""

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dilemma.rules import disclosure, withholding
from dilemma.rules.change import change_is_shown
from dilemma.rules.disclosure import Mode, ShareShown
from dilemma.rules.grouping import Party
from dilemma.rules.labels import WITH_ROLES, answers_with, label_with_roles
from dilemma.rules.openness import Round, fits, stays_open
from dilemma.rules.tally import Change
from dilemma.rules.withholding import answers_that_tell, words_tell
from dilemma.rules.wording import Word, word_for, words_for
from tests.adversary import Sizes, answers, printed, wins

ONE_ROUND = [
    (5, 5),
    (5, 7),
    (6, 9),
    (7, 7),
    (10, 10),
    (5, 13),
    (20, 23),
    (5, 5, 5),
    (5, 7, 8),
    (2, 4, 6),  # two merged
    (1, 4, 5, 5),
    (3, 5, 5, 6),  # a small role and the next smallest merged
    (10, 10, 11),
    (5, 5, 5, 5),
]
TWO_ROUNDS = [
    ((5, 5), (5, 5)),
    ((5, 6), (6, 5)),
    ((7, 8), (7, 7)),
    ((2, 3, 5), (2, 4, 5)),
    ((0, 5, 5), (5, 5, 5)),  # a role that came later
    ((3, 6), (6, 6)),
    ((1, 2), (5, 6)),  # a first round of too few
    ((10, 10), (10, 10)),
]


@pytest.mark.parametrize("sizes", ONE_ROUND)
def test_the_adversary_never_learns_a_vote(sizes: Sizes) -> None:
    assert not wins((sizes,))


@pytest.mark.parametrize("rounds", TWO_ROUNDS)
def test_nor_by_comparing_before_and_after(rounds: tuple[Sizes, Sizes]) -> None:
    before, after = (sum(sizes) for sizes in rounds)
    # Every room total before the talk, with a few after it.
    few = range(2, after + 1, after // 3)
    assert not wins(rounds, totals=(range(before + 1), few))


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=2, max_size=3))
def test_nor_in_any_small_room(sizes: list[int]) -> None:
    assert not wins((tuple(sizes),))


@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.tuples(st.integers(3, 8), st.integers(3, 8)), min_size=2, max_size=2)
)
def test_nor_in_any_small_room_that_votes_twice(sizes: list[tuple[int, int]]) -> None:
    first, last = zip(*sizes, strict=True)
    middle = sum(first) // 2, sum(last) // 2
    totals = tuple(range(total - 1, total + 2) for total in middle)
    assert not wins((first, last), totals=totals)


def test_the_rooms_above_are_not_safe_by_silence() -> None:
    shown = [
        printed((sizes,), (answer,)).mode
        for sizes in ((5, 7, 8), (10, 10, 11), (20, 23))
        for answer in answers(sizes, sum(sizes) // 2)
    ]
    assert shown.count(None) < len(shown) / 3
    assert {Mode.WORDS, Mode.COUNTS, Mode.PERCENT} <= set(shown)


# The adversary wins when one of the rules is taken away.


def test_the_adversary_wins_when_a_small_role_is_merged_with_nobody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def alone(tallies: Any, minimum: int) -> tuple[Party, ...]:
        return (
            *(Party(f"rol-{role}", (f"rol-{role}",)) for role in (0, 1)),
            Party(None, ("rol-2",)),
        )

    assert not wins(((5, 6, 2),))
    monkeypatch.setattr(disclosure, "group_roles", alone)
    assert wins(((5, 6, 2),), only=lambda shown: bool(shown.groups))


def test_the_adversary_wins_when_words_and_counts_are_mixed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def mixed(mode: Mode, chose: int, voters: int) -> ShareShown:
        if voters >= 10:
            return ShareShown(count=(chose, voters))
        return ShareShown(word=word_for(chose, voters))

    assert not wins(((5, 10),))
    monkeypatch.setattr(disclosure, "_share", mixed)
    assert wins(((5, 10),), only=lambda shown: bool(shown.groups))


def test_the_adversary_wins_when_a_small_group_gets_the_extreme_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def extreme(chose: int, voters: int) -> Word:
        return word_for(chose * 10, voters * 10)

    assert not wins(((5, 6),))
    monkeypatch.setattr(disclosure, "word_for", extreme)
    assert wins(((5, 6),), only=lambda shown: bool(shown.groups))


def test_the_adversary_wins_when_numbers_are_used_near_unanimity(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(disclosure, "NUMBERS_ABOVE", -1)
    monkeypatch.setattr(disclosure, "NUMBERS_BELOW", 101)
    assert wins(((10, 10),), only=lambda shown: shown.mode is Mode.COUNTS)


def test_the_adversary_wins_when_tight_words_are_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(disclosure, "split_is_shown", lambda rounds, said: True)
    assert wins(((5, 5),), only=lambda shown: bool(shown.groups))


def test_the_adversary_wins_when_the_silence_itself_is_not_weighed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(withholding, "slack_asked", lambda rounds: 2)
    assert wins(((5, 5),), only=lambda shown: not shown.groups)


def test_the_adversary_wins_when_the_mean_of_roles_is_always_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(disclosure, "means_that_tell", lambda known, boxes: set())
    assert wins(((5, 7),), only=lambda shown: bool(shown.groups))


def test_the_adversary_wins_when_the_label_is_always_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def always(known: Round, said: Any, answer: Any, plain: Any) -> Any:
        label = label_with_roles(known, answer)
        return label, answers_with(label, known, said)

    monkeypatch.setattr(disclosure, "label_in_words", always)
    assert wins(((7, 7),), only=lambda shown: bool(shown.groups))


# The closed answers agree with trying everything.

KNOWN = [
    Round(sizes, roles, total)
    for sizes, roles in (
        ((5, 7), (True, True)),
        ((5, 6, 9), (True, True, True)),
        ((8, 10, 5), (True, True, False)),
        ((7, 7, 7), (True, True, True)),
    )
    for total in range(sum(sizes) + 1)
]


@pytest.mark.parametrize("known", KNOWN)
def test_labels_read_backwards_are_the_same_labels(known: Round) -> None:
    for answer in answers(known.sizes, known.total):
        labels = {
            label
            for label in WITH_ROLES
            for box in answers_with(label, known, known.anything)
            if all(
                low <= chose <= high
                for chose, (low, high) in zip(answer, box, strict=True)
            )
        }
        assert labels == {label_with_roles(known, answer)}


@pytest.mark.parametrize("known", KNOWN)
def test_words_that_do_not_tell_leave_every_vote_open(known: Round) -> None:
    every = [
        box
        for box in product(*(words_for(size) for size in known.sizes))
        if fits(known, box)
    ]
    telling = [box for box in every if words_tell(known, box)]
    assert {*telling} <= {box for box in every if words_tell(known, box, 3)}
    assert all(stays_open(known, [box]) for box in every if box not in telling)
    assert set(answers_that_tell(known)) <= set(telling)
    assert bool(answers_that_tell(known)) == bool(telling)
    # The few that stand for all of them give the same verdict.
    assert stays_open(known, answers_that_tell(known)) == stays_open(known, telling)


# The number of people who chose otherwise.

Table = tuple[int, int, int, int, int, int, int, int]
# Of one group: twice A-A, A-B, B-A, B-B; only first A, B; only last A, B.


def tables(group: Table) -> Iterator[Table]:
    """All tables of a group with the same people a round and the same totals."""
    twice, only_first, only_last = sum(group[:4]), sum(group[4:6]), sum(group[6:])
    first = group[0] + group[1] + group[4]
    last = group[0] + group[2] + group[6]
    for p, q, kept in product(range(only_first + 1), range(only_last + 1), range(99)):
        a_to_b, b_to_a = first - p - kept, last - q - kept
        table = (
            *(kept, a_to_b, b_to_a, twice - kept - a_to_b - b_to_a),
            *(p, only_first - p, q, only_last - q),
        )
        if min(table) >= 0:
            yield table


def pinned(groups: list[Table]) -> bool:
    """Whether exact totals per group and the number of changes close a vote."""
    number = sum(group[1] + group[2] for group in groups)
    every = [list(tables(group)) for group in groups]
    for mine, cell in product(range(len(groups)), range(8)):
        left = [
            [
                table if index != mine else tuple(minus_me(table, cell))
                for table in each
                if index != mine or table[cell]
            ]
            for index, each in enumerate(every)
        ]
        mine_changed = cell in (1, 2)
        sums = [{table[1] + table[2] for table in each} for each in left]
        for index, each in enumerate(left):
            others = {0}
            for other, reach in enumerate(sums):
                if other != index:
                    others = {a + b for a in others for b in reach}
            fitting = [
                table
                for table in each
                if number - mine_changed - table[1] - table[2] in others
            ]
            if not fitting:
                continue  # nobody voted as this adversary
            for a_cells, b_cells in (
                ((0, 1), (2, 3)),
                ((0, 2), (1, 3)),
                ((4,), (5,)),
                ((6,), (7,)),
            ):
                with_a = any(table[each] for table in fitting for each in a_cells)
                with_b = any(table[each] for table in fitting for each in b_cells)
                if with_a != with_b:
                    return True
    return False


def minus_me(table: Table, cell: int) -> list[int]:
    return [people - (index == cell) for index, people in enumerate(table)]


def is_shown(groups: list[Table]) -> bool:
    first = [(g[0] + g[1] + g[4], sum(g[:6])) for g in groups]
    last = [(g[0] + g[2] + g[6], sum(g[:4]) + sum(g[6:])) for g in groups]
    change = Change(sum(sum(g[:4]) for g in groups), sum(g[1] + g[2] for g in groups))
    return change_is_shown(first, last, change)


NOBODY, A_FEW, MANY = st.just(0), st.sampled_from([0, 0, 1, 2]), st.integers(2, 14)
STEADY = st.tuples(*([MANY] * 4), *([NOBODY] * 4))
GROUP = st.tuples(*([MANY] * 4), *([A_FEW] * 4))


@settings(max_examples=150, deadline=None)
@given(st.lists(STEADY | GROUP, min_size=1, max_size=2))
def test_a_shown_number_of_changes_closes_no_vote(groups: list[Table]) -> None:
    assert not (is_shown(groups) and pinned(groups))


def test_changes_are_shown_when_both_ways_were_taken_by_enough() -> None:
    assert is_shown([(5, 4, 3, 6, 0, 0, 0, 0)])
    assert is_shown([(12, 9, 9, 12, 1, 1, 1, 0)])
    assert not is_shown([(2, 2, 2, 2, 0, 0, 0, 0)])  # fewer than ten voted twice
    assert not is_shown([(5, 7, 0, 6, 0, 0, 0, 0)])  # one way: who said B, kept it
    assert not is_shown([(9, 0, 0, 9, 0, 0, 0, 0)])  # nobody changed
    assert not is_shown([(12, 9, 9, 12, 1, 0, 1, 0)])  # two voted once
    assert not is_shown([(12, 7, 7, 12, 1, 1, 1, 0)])  # too little to hide behind
    assert not is_shown([(12, 9, 0, 12, 1, 1, 1, 0), (12, 0, 9, 12, 0, 0, 0, 0)])


def test_the_adversary_wins_when_one_latecomer_is_not_minded() -> None:
    assert pinned([(5, 3, 3, 5, 0, 0, 1, 0)])
    assert not is_shown([(5, 3, 3, 5, 0, 0, 1, 0)])


def test_a_room_cannot_have_voted_twice_more_often_than_it_voted() -> None:
    assert not change_is_shown([(6, 12)], [(8, 16)], Change(14, 4))
