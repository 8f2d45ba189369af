"""What may be shown of one card; domain 4.4 and 4.5."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dilemma.rules.disclosure import (
    CardShown,
    EqualRoles,
    Label,
    Mode,
    NoSplit,
    RoomShown,
    ShareShown,
    Word,
    disclose_card,
)
from dilemma.rules.labels import label_without_roles, seventy, two_thirds
from dilemma.rules.tally import Change, Counts, Tally
from dilemma.rules.wording import word_for
from tests.builders import a_tally


def show(*groups: str, minimum: int = 5) -> CardShown:
    return disclose_card("kaart-1", [a_tally(*groups)], minimum=minimum)


def parties(shown: CardShown) -> list[tuple[str | None, tuple[str, ...]]]:
    return [(group.role, group.merged) for group in shown.groups]


# The room.


def test_the_room_is_shown_exactly_with_strength_and_passes() -> None:
    shown = show("inwoner: 3A 2a 1b --", "gemeente: 4B a")
    assert shown.rounds == (RoomShown(1, ((3, 3), (4, 1)), passes=2, voters=11),)


@pytest.mark.parametrize(("votes", "seen"), [("2a 2b 9-", False), ("3a 2b", True)])
def test_a_room_is_shown_from_five_valid_votes(votes: str, seen: bool) -> None:
    shown = show(f"inwoner: {votes}")
    assert (shown.rounds[0] is not None) is seen
    assert (shown.label is Label.TOO_FEW) is not seen


def test_nothing_played_shows_nothing() -> None:
    shown = disclose_card("kaart-1", [])
    assert (shown.rounds, shown.label) == ((), Label.TOO_FEW)
    assert shown.no_split is NoSplit.TOO_FEW


def test_a_round_of_too_few_does_not_spoil_the_other() -> None:
    early = a_tally("inwoner: ab", "gemeente: a")
    late = a_tally("inwoner: 4a 4b", "gemeente: 3a 4b", round=2)
    shown = disclose_card("kaart-1", [early, late])
    assert shown.rounds[0] is None
    assert shown.groups[0].rounds[0] is None
    assert shown.groups[0].rounds[1] is not None
    assert shown.equal_roles[0] is None
    backwards = disclose_card("kaart-1", [late, early])
    assert backwards.label is Label.TOO_FEW
    assert backwards.groups[0].rounds[1] is None
    assert not backwards.totals_differ


# Who is shown.


def test_five_voters_are_a_group_and_four_are_not() -> None:
    assert parties(show("inwoner: 3a 2b", "gemeente: 3a 2b")) == [
        ("gemeente", ()),
        ("inwoner", ()),
    ]
    assert show("inwoner: 3a 2b", "gemeente: 2a 2b").no_split is NoSplit.TOO_FEW


def test_small_roles_are_merged() -> None:
    shown = show("inwoner: 5a 5b", "raad: 2a b", "gemeente: 6a 5b", "arts: a 2b")
    assert parties(shown) == [
        ("gemeente", ()),
        ("inwoner", ()),
        (None, ("arts", "raad")),
    ]


def test_a_single_small_role_takes_the_next_smallest_along() -> None:
    shown = show("inwoner: 5a 5b", "raad: 2a b", "gemeente: 6a 5b", "arts: 3a 3b")
    assert parties(shown)[-1] == (None, ("arts", "raad"))


def test_of_equal_sizes_the_first_slug_goes_along() -> None:
    shown = show("inwoner: 3a 3b", "raad: 2a b", "gemeente: 3a 3b", "arts: 3a 4b")
    assert parties(shown)[-1] == (None, ("gemeente", "raad"))


def test_one_round_below_the_minimum_merges_a_role_in_both() -> None:
    before = a_tally("inwoner: 5a 4b", "raad: 3a 3b", "gemeente: 4a 5b", "arts: 4a 3b")
    after = a_tally(
        "inwoner: 5a 4b", "raad: 2a 2b", "gemeente: 4a 5b", "arts: 4a 3b", round=2
    )
    shown = disclose_card("kaart-1", [before, after])
    assert parties(shown) == [
        ("gemeente", ()),
        ("inwoner", ()),
        (None, ("arts", "raad")),
    ]


def test_latecomers_of_two_roles_are_silent_in_the_first_round() -> None:
    before = a_tally("inwoner: 4a 4b", "gemeente: 4a 5b")
    after = a_tally(
        "inwoner: 4a 4b", "gemeente: 4a 5b", "raad: 2a 2b", "arts: 2a 2b", round=2
    )
    shown = disclose_card("kaart-1", [before, after], Change(17, 4))
    assert parties(shown)[-1] == (None, ("arts", "raad"))
    assert shown.groups[-1].rounds[0] is None
    assert shown.changed is None


def test_a_role_without_votes_is_left_out() -> None:
    shown = show("inwoner: 4a 4b", "raad: 3-", "gemeente: 3a 4b")
    assert parties(shown) == [("gemeente", ()), ("inwoner", ())]


@pytest.mark.parametrize(
    ("groups", "why"),
    [
        (["inwoner: 9a 8b"], NoSplit.ONE_GROUP),
        (["inwoner: 9a 8b", "raad: 2-"], NoSplit.ONE_GROUP),
        (["inwoner: 9a 8b", "raad: ab"], NoSplit.TOO_FEW),
        (["inwoner: 2a b", "raad: ab", "arts: 3a b"], NoSplit.TOO_FEW),
        (["inwoner: a", "raad: b"], NoSplit.TOO_FEW),
        (["inwoner: 3a 2b", "raad: 5b"], NoSplit.WOULD_TELL),
    ],
)
def test_no_split_says_why(groups: list[str], why: NoSplit) -> None:
    shown = show(*groups)
    assert (shown.no_split, shown.mode, shown.groups) == (why, None, ())
    assert not shown.small_groups


def test_three_options_have_a_room_total_only() -> None:
    tally = a_tally("inwoner: 9a 2b c", "raad: 9b 3c", options=3)
    shown = disclose_card("kaart-1", [tally, replace(tally, round=2)], Change(24, 9))
    assert shown.no_split is NoSplit.MANY_OPTIONS
    assert shown.rounds[0] is not None
    assert shown.rounds[0].votes == ((0, 9), (0, 11), (0, 4))
    assert shown.changed is None


def test_an_organiser_may_ask_for_more_than_five_never_for_fewer() -> None:
    roles = ["inwoner: 3a 3b", "gemeente: 5a 5b", "arts: 5a 5b"]
    assert len(show(*roles).groups) == 3
    assert parties(show(*roles, minimum=7))[-1] == (None, ("arts", "inwoner"))
    with pytest.raises(ValueError, match="below 5"):
        show(*roles, minimum=4)


def test_rounds_of_different_cards_do_not_mix() -> None:
    with pytest.raises(ValueError, match="same options"):
        disclose_card("kaart-1", [a_tally("arts: a"), a_tally("arts: a", options=3)])


# One way of printing.


@pytest.mark.parametrize(
    ("smallest", "mode"),
    [
        ("4a 5b", Mode.WORDS),
        ("5a 5b", Mode.COUNTS),
        ("9a 10b", Mode.COUNTS),
        ("10a 10b", Mode.PERCENT),
        ("2a 8b", Mode.WORDS),
        ("3a 7b", Mode.COUNTS),
        ("16a 4b", Mode.WORDS),
        ("15a 5b", Mode.PERCENT),
    ],
)
def test_the_smallest_group_decides_for_all(smallest: str, mode: Mode) -> None:
    shown = show("inwoner: 30a 30b", "arts: 22a 25b", f"gemeente: {smallest}")
    assert shown.mode is mode
    fields = {Mode.WORDS: "word", Mode.COUNTS: "count", Mode.PERCENT: "percent"}
    for group in shown.groups:
        share = group.rounds[0]
        assert share is not None
        told = {field for field in fields.values() if getattr(share, field) is not None}
        assert told == {fields[mode]}


def test_one_near_unanimous_round_puts_the_whole_card_in_words() -> None:
    calm = a_tally("inwoner: 15a 15b", "gemeente: 12a 13b", "arts: 11a 12b")
    clear = a_tally("inwoner: 25a 5b", "gemeente: 12a 13b", "arts: 11a 12b", round=2)
    assert disclose_card("kaart-1", [calm]).mode is Mode.PERCENT
    assert disclose_card("kaart-1", [calm, clear]).mode is Mode.WORDS


def test_numbers_are_counts_of_the_group_or_whole_percentages() -> None:
    counts = show("inwoner: 7a 5b", "gemeente: 6a 7b")
    assert counts.groups[1].rounds == (ShareShown(count=(7, 12)),)
    percent = show("inwoner: 20a 11b", "gemeente: 9a 15b")
    assert [group.rounds[0] for group in percent.groups] == [
        ShareShown(percent=38),  # 37.5, half up
        ShareShown(percent=65),
    ]


@pytest.mark.parametrize(
    ("chose", "voters", "word"),
    [
        (0, 5, Word.LESS_THAN_HALF),
        (1, 5, Word.LESS_THAN_HALF),
        (2, 5, Word.LESS_THAN_HALF),
        (3, 5, Word.MORE_THAN_HALF),
        (4, 5, Word.MORE_THAN_HALF),
        (5, 5, Word.MORE_THAN_HALF),
        (4, 8, Word.ABOUT_HALF),
        (9, 9, Word.MORE_THAN_HALF),
        (2, 10, Word.NEARLY_NOBODY),
        (3, 10, Word.LESS_THAN_HALF),
        (8, 20, Word.LESS_THAN_HALF),
        (9, 20, Word.ABOUT_HALF),
        (11, 20, Word.ABOUT_HALF),
        (12, 20, Word.MORE_THAN_HALF),
        (15, 20, Word.MORE_THAN_HALF),
        (16, 20, Word.NEARLY_EVERYBODY),
    ],
)
def test_words_at_their_borders(chose: int, voters: int, word: Word) -> None:
    assert word_for(chose, voters) is word


def test_small_groups_are_announced_below_ten() -> None:
    assert show("inwoner: 5a 4b", "gemeente: 5a 5b").small_groups
    assert not show("inwoner: 5a 5b", "gemeente: 5a 5b").small_groups


# The second total.


def test_every_role_counts_equally_beside_every_vote() -> None:
    shown = show("inwoner: 60a 30b", "gemeente: 6a 14b", "arts: 8a 12b")
    assert shown.equal_roles == (EqualRoles(46, about=False),)  # 66.7, 30 and 40
    assert shown.totals_differ  # 74 of 130 chose A, but a mean role did not


@pytest.mark.parametrize(
    ("large", "differ"),
    [("68a 32b", False), ("79a 21b", True), ("40a 60b", False), ("22a 78b", True)],
)
def test_totals_differ_from_ten_points_or_another_winner(
    large: str, differ: bool
) -> None:
    shown = show(f"inwoner: {large}", "gemeente: 10a 10b", "arts: 10a 10b")
    assert shown.totals_differ is differ


def test_in_words_the_second_total_is_about_tens() -> None:
    shown = show("inwoner: 4a 4b", "gemeente: 5a 3b", "arts: 4a 3b")
    assert shown.mode is Mode.WORDS
    assert shown.equal_roles == (EqualRoles(60, about=True),)  # 56.5


def test_the_merged_roles_are_no_role_of_their_own() -> None:
    shown = show("inwoner: 10a 10b", "raad: 5a 5b", "arts: 2a 2b", "markt: 2a 2b")
    assert shown.equal_roles[0] is None or shown.equal_roles[0].percent == 50
    only_one = show("inwoner: 4a 5b", "arts: 2a 2b", "raad: 2a 2b")
    assert parties(only_one)[-1] == (None, ("arts", "raad"))
    assert only_one.equal_roles == (None,)


# Labels.


@pytest.mark.parametrize(
    ("groups", "label"),
    [
        (["inwoner: 2a 2b"], Label.TOO_FEW),
        # Broad needs 75% of all votes, two thirds of each of three roles.
        (["p: 15a 5b", "q: 15a 5b", "r: 15a 5b"], Label.BROAD),
        (["p: 5a 15b", "q: 5a 15b", "r: 5a 15b"], Label.BROAD),
        (["p: 15a 5b", "q: 15a 5b", "r: 14a 6b"], Label.MAJORITY),
        (["p: 78a 22b", "q: 16a 8b", "r: 17a 7b"], Label.BROAD),
        (["p: 78a 22b", "q: 15a 9b", "r: 18a 6b"], Label.MAJORITY),
        (["p: 15a 5b", "q: 15a 5b"], Label.MAJORITY),
        # Somebody is below half.
        (["p: 40a 12b", "q: 9a 11b"], Label.MAJORITY_WITH_CONCERNS),
        (["p: 12a 40b", "q: 11a 9b"], Label.MAJORITY_WITH_CONCERNS),
        (["p: 40a 12b", "q: 10a 10b"], Label.MAJORITY),
        # Opposite sides, both clearly; whatever the total says.
        (["p: 14a 6b", "q: 6a 14b"], Label.ROLES_DIFFER),
        (["p: 70a 22b", "q: 6a 14b"], Label.ROLES_DIFFER),
        (["p: 14a 6b", "q: 7a 13b"], Label.DIVIDED_WITHIN),
        # Nobody leads.
        (["p: 10a 10b", "q: 11a 10b"], Label.DIVIDED_WITHIN),
        (["p: 12a 8b", "q: 12a 8b"], Label.MAJORITY),  # exactly 60%
        (["p: 23a 17b"], Label.DIVIDED),
        (["p: 24a 16b"], Label.MAJORITY),
        (["p: 16a 24b"], Label.MAJORITY),
    ],
)
def test_labels(groups: list[str], label: Label) -> None:
    assert show(*groups).label is label


def test_the_last_round_carries_the_label() -> None:
    before = a_tally("p: 14a 6b", "q: 6a 14b")
    after = a_tally("p: 12a 10b", "q: 12a 9b", round=2)
    assert disclose_card("kaart-1", [before, after]).label is Label.DIVIDED_WITHIN
    assert disclose_card("kaart-1", [after, before]).label is Label.ROLES_DIFFER


def test_the_merged_roles_carry_no_label() -> None:
    shown = show("p: 14a 6b", "q: 12a 8b", "r: 2a 2b", "s: 2a 14b", minimum=17)
    assert parties(shown) == [("p", ()), ("q", ()), (None, ("r", "s"))]
    assert shown.label is not Label.ROLES_DIFFER


def test_more_options_are_held_to_the_same_majority() -> None:
    assert label_without_roles([6, 2, 2]) is Label.MAJORITY
    assert label_without_roles([5, 3, 2]) is Label.DIVIDED
    assert label_without_roles([2, 1, 1]) is Label.TOO_FEW


def test_a_role_never_needs_all_but_one_for_a_label() -> None:
    assert [two_thirds(size) for size in range(5, 11)] == [3, 4, 5, 6, 6, 7]
    # Out of reach for five and six: one more than everybody.
    assert [seventy(size) for size in range(5, 11)] == [6, 7, 5, 6, 7, 7]


def test_a_label_that_would_tell_is_replaced_by_that_of_the_room() -> None:
    shown = show("p: 7b", "q: 6a b")  # with "roles differ" the one b of q would know p
    assert shown.mode is Mode.WORDS
    assert shown.label is Label.DIVIDED


# Change.


def test_change_is_the_number_of_the_whole_room() -> None:
    before = a_tally("inwoner: 9a 9b", "gemeente: 9a 9b")
    after = a_tally("inwoner: 10a 8b", "gemeente: 8a 10b", round=2)
    shown = disclose_card("kaart-1", [before, after], Change(36, 12))
    assert shown.changed == 12
    assert disclose_card("kaart-1", [before, after]).changed is None
    assert disclose_card("kaart-1", [before], Change(36, 12)).changed is None
    assert disclose_card("kaart-1", [before, after], Change(9, 4)).changed is None


def test_change_is_shown_without_split_unless_the_split_would_tell() -> None:
    rounds = [a_tally("arts: 6a 6b"), a_tally("arts: 7a 5b", round=2)]
    assert disclose_card("kaart-1", rounds, Change(12, 5)).changed == 5
    rounds = [a_tally("arts: 6b", "raad: 4a 2b"), a_tally("arts: 6a", "raad: 6b")]
    shown = disclose_card("kaart-1", rounds, Change(12, 6))
    assert (shown.no_split, shown.changed) == (NoSplit.WOULD_TELL, None)


# Whatever the room.

VOTERS = st.tuples(st.integers(0, 14), st.integers(0, 14))
ROLES = st.dictionaries(st.sampled_from("pqrstu"), st.tuples(VOTERS, VOTERS))


def rounds_of(roles: dict[str, tuple[tuple[int, int], ...]]) -> list[Tally]:
    return [
        Tally(
            number,
            number,
            tuple(
                (role, Counts(((0, votes[number - 1][0]), (0, votes[number - 1][1]))))
                for role, votes in roles.items()
            ),
        )
        for number in (1, 2)
    ]


@settings(max_examples=200, deadline=None)
@given(ROLES, st.integers(5, 9))
def test_no_group_is_ever_below_the_minimum(roles: dict, minimum: int) -> None:
    tallies = rounds_of(roles)
    shown = disclose_card("kaart-1", tallies, minimum=minimum)
    for group in shown.groups:
        members = group.merged or (group.role or "",)
        for tally, share in zip(tallies, group.rounds, strict=True):
            voters = sum(tally.role(slug).voters for slug in members)
            assert share is None or voters >= minimum


@settings(max_examples=200, deadline=None)
@given(ROLES)
def test_a_hidden_role_never_follows_by_subtraction(roles: dict) -> None:
    shown = disclose_card("kaart-1", rounds_of(roles))
    alone = {group.role for group in shown.groups}
    for tally, room in zip(rounds_of(roles), shown.rounds, strict=True):
        hidden = {slug for slug, one in tally.by_role if one.voters} - alone
        assert (
            not shown.groups
            or room is None
            or not hidden
            or len(hidden) > 1
            or (len(shown.groups[-1].merged) > 1)
        )


@settings(max_examples=100, deadline=None)
@given(ROLES, st.randoms())
def test_the_order_of_roles_does_not_matter(roles: dict, random) -> None:
    order = list(roles)
    random.shuffle(order)
    shuffled = {role: roles[role] for role in order}
    assert disclose_card("k", rounds_of(roles)) == disclose_card(
        "k", rounds_of(shuffled)
    )


@settings(max_examples=100, deadline=None)
@given(ROLES)
def test_who_is_shown_does_not_depend_on_what_they_chose(roles: dict) -> None:
    swapped = {role: tuple((b, a) for a, b in votes) for role, votes in roles.items()}
    mine = disclose_card("kaart-1", rounds_of(roles))
    theirs = disclose_card("kaart-1", rounds_of(swapped))
    assert parties(mine) == parties(theirs)
    assert (mine.mode, mine.no_split) == (theirs.mode, theirs.no_split)


def test_two_people_who_trade_votes_within_the_merged_roles_change_nothing() -> None:
    one = show("inwoner: 5a 5b", "raad: 3a", "gemeente: 6a 5b", "arts: 3b")
    other = show("inwoner: 5a 5b", "raad: 2a b", "gemeente: 6a 5b", "arts: a 2b")
    assert one == other
