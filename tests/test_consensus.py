"""How far a room agrees: known answers, and words that tell no more than the print."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dilemma.rules.consensus import (
    Measured,
    Size,
    agreement,
    division,
    lowest_share,
    measured,
    perception_gap,
    seen,
    shared_support,
    shift,
    smoothed,
)
from dilemma.rules.disclosure import Mode, disclose_card
from dilemma.rules.labels import (
    BROAD,
    MAJORITY,
    Label,
    label_with_roles,
    label_without_roles,
    leading_side,
    seventy,
    two_thirds,
)
from dilemma.rules.openness import Round
from dilemma.rules.perspective import perspective
from dilemma.rules.wording import Word
from tests.builders import a_card, a_deck, a_tally

# Known answers.


@pytest.mark.parametrize(
    ("answers", "known"),
    [
        ([5, 0, 0, 5], -1),
        ([4, 1, 1, 4], -0.6),
        ([5, 5, 5, 5], 0),
        ([3, 3, 2, 2], 0.133),
        ([2, 4, 4, 2], 0.222),
        ([8, 2, 0, 0], 0.867),
        ([0, 5, 5, 0], 0.667),  # near in strength, split in side: so no label by it
        ([9, 0, 0, 0], 1),
    ],
)
def test_agreement_is_that_of_van_der_eijk(answers: list[int], known: float) -> None:
    assert agreement(answers) == pytest.approx(known, abs=0.0005)
    assert agreement(answers[::-1]) == pytest.approx(known, abs=0.0005)
    assert agreement([7 * one for one in answers]) == pytest.approx(known, abs=0.0005)


def test_division_is_nothing_when_all_agree_and_whole_at_half_and_half() -> None:
    assert [division(chose, 8) for chose in (0, 2, 4, 6, 8)] == [0, 0.5, 1, 0.5, 0]


def test_shared_support_is_a_mean_so_more_roles_do_not_sink_it() -> None:
    assert smoothed(4, 6) == Fraction(5, 8)
    assert shared_support([(4, 6)]) == pytest.approx(0.625)
    assert shared_support([(4, 6)] * 7) == pytest.approx(0.625)
    assert shared_support([(7, 8), (1, 8)]) == pytest.approx(0.4)  # 0.8 and 0.2


def test_one_role_that_stays_behind_pulls_shared_support_down() -> None:
    even, torn = [(6, 10), (6, 10)], [(10, 10), (2, 10)]
    assert shared_support(torn) < shared_support(even)
    assert lowest_share([Fraction(one, of) for one, of in torn]) == Fraction(1, 5)


def test_a_shift_is_in_points_of_the_room() -> None:
    assert shift((6, 12), (9, 12)) == 25
    assert shift((9, 12), (6, 12)) == -25
    assert shift((1, 8), (2, 8)) == 13  # 12.5, half up


def test_a_perception_gap_is_counted_in_words() -> None:
    assert perception_gap(Word.LESS_THAN_HALF, Word.ABOUT_HALF) == 1
    assert [seen(apart) for apart in range(5)] == [
        Size.SMALL,
        Size.MIDDLING,
        *[Size.LARGE] * 3,
    ]


# What may be told, of what is printed.


def of(*groups: str, before: tuple[str, ...] = (), options: int = 2) -> Measured:
    rounds = [before, groups] if before else [groups]
    return measured(
        disclose_card(
            "kaart-1",
            [
                a_tally(*each, round=number, options=options)
                for number, each in enumerate(rounds, start=1)
            ],
        )
    )


def test_a_card_in_words_tells_a_gap_in_words_apart_and_no_support() -> None:
    found = of("inwoner: 5a 3b", "gemeente: 3a 5b", "arts: 4a 4b")
    assert (found.gap, found.support) == (Size.LARGE, None)
    assert found.division is Size.LARGE
    assert found.lowest == ()  # half and half: no side has a lowest role


def test_a_card_in_numbers_tells_gap_lowest_role_and_support() -> None:
    found = of("inwoner: 15a 5b", "gemeente: 9a 11b", "arts: 14a 6b")
    assert found.gap is Size.MIDDLING  # 75 and 45 percent
    assert found.lowest == ("gemeente",)
    assert found.support is Size.MIDDLING  # about 0.61
    assert (found.division, found.shift) == (Size.MIDDLING, None)


def test_the_lowest_role_is_of_the_side_that_leads() -> None:
    assert of("inwoner: 5a 15b", "gemeente: 10a 10b").lowest == ("gemeente",)
    assert of("inwoner: 10a 20b", "gemeente: 10a 20b").lowest == ()  # all the same


def test_a_room_without_roles_tells_only_of_the_room() -> None:
    found = of("inwoner: 7A 3a 2b", before=("inwoner: 3A 3a 6b",))
    assert found == Measured(Size.SMALL, agreement=0.61, shift=33)


def test_too_few_votes_or_more_options_tell_nothing() -> None:
    assert of("inwoner: 3a b") == Measured()
    assert of("inwoner: 9a 2b c", options=3) == Measured()
    assert measured(disclose_card("kaart-1", [])) == Measured()


# Whatever the room.

VOTERS = st.integers(5, 30)
ROLE = VOTERS.flatmap(lambda size: st.tuples(st.integers(0, size), st.just(size)))
ROLES = st.lists(ROLE, min_size=2, max_size=6)


@settings(max_examples=100, deadline=None)
@given(ROLES, st.randoms())
def test_the_order_of_roles_does_not_matter(roles: list, random) -> None:
    shuffled = list(roles)
    random.shuffle(shuffled)
    assert shared_support(roles) == shared_support(shuffled)
    groups = [f"r{n}: {a}a {of - a}b" for n, (a, of) in enumerate(roles)]
    mixed = list(groups)
    random.shuffle(mixed)
    assert of(*groups) == of(*mixed)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 12), min_size=4, max_size=4).filter(any))
def test_measures_stay_within_their_scale(answers: list[int]) -> None:
    assert -1 <= agreement(answers) <= 1
    assert 0 <= division(sum(answers[:2]), sum(answers)) <= 1


@settings(max_examples=200, deadline=None)
@given(ROLES, st.data())
def test_one_voter_more_flips_a_label_only_at_a_border(roles: list, data) -> None:
    where = data.draw(st.integers(0, len(roles) - 1))
    chose_a = data.draw(st.booleans())
    before, after = list(roles), list(roles)
    chose, size = roles[where]
    after[where] = chose + chose_a, size + 1
    labels = [_label(each) for each in (before, after)]
    assert labels[0] is labels[1] or _borders(before) != _borders(after)


def _known(roles: list) -> Round:
    return Round(
        tuple(size for _, size in roles),
        (True,) * len(roles),
        sum(chose for chose, _ in roles),
    )


def _label(roles: list) -> Label:
    return label_with_roles(_known(roles), [chose for chose, _ in roles])


def _borders(roles: list) -> list[object]:
    """On which side of every border of the labels a room and its roles stand."""
    known = _known(roles)
    side = leading_side(known.total, known.voters)
    for_side = [(one if side.leads_a else size - one, size) for one, size in roles]
    return [
        (side.leads_a, side.has(BROAD), side.has(MAJORITY)),
        [
            (
                chose >= seventy(size),
                size - chose >= seventy(size),
                chose >= two_thirds(size),
                2 * chose < size,
            )
            for chose, size in for_side
        ],
    ]


@settings(max_examples=200, deadline=None)
@given(st.integers(5, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_without_roles_one_voter_flips_a_label_only_near_sixty(room: tuple) -> None:
    chose, voters = room
    before = label_without_roles([chose, voters - chose])
    for after in ([chose + 1, voters - chose], [chose, voters - chose + 1]):
        if label_without_roles(after) is not before:
            leading = max(chose, voters - chose)
            assert abs(100 * leading - MAJORITY * voters) <= 100


def test_unplayed_cards_change_nothing() -> None:
    shown = [disclose_card("kaart-1", [a_tally("inwoner: 7a 5b", "arts: 6a 7b")])]
    few = perspective(a_deck(cards=(a_card(1),)), shown, 25)
    many = perspective(a_deck(cards=(a_card(1), a_card(2), a_card(3))), shown, 25)
    assert few.played == many.played
    assert [measured(one) for _, one in few.played] == [
        measured(one) for _, one in many.played
    ]
    assert few.effects == many.effects


def test_the_measures_read_the_print_and_nothing_else() -> None:
    one = disclose_card("k", [a_tally("p: 5a 4b", "q: 3a 6b", "r: 5a 5b")])
    other = disclose_card("k", [a_tally("p: 6a 3b", "q: 2a 7b", "r: 5a 5b")])
    assert one.mode is Mode.WORDS
    assert one == other
    assert measured(one) == measured(other)
