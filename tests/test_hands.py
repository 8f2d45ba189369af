"""Hands count for the room, and taking them off again tells no more than before."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dilemma.rules.disclosure import disclose_card
from dilemma.rules.hands import (
    admit,
    disclose_counted,
    field,
    open_for_hands,
    parse,
    weigh,
)
from dilemma.rules.labels import Label
from dilemma.rules.refusals import HandsClosed, Malformed, TooManyHands
from dilemma.rules.response import Answer
from dilemma.rules.shown import CardShown, Mode, NoSplit, RoomShown
from dilemma.rules.tally import Change, Counts, Tally
from tests import adversary
from tests.adversary import Sizes
from tests.builders import a_card, a_game, a_tally

NONE = a_tally()


def show(phones: list[str], hands: list[str]) -> CardShown:
    return disclose_counted("kaart-1", [a_tally(*phones)], [a_tally(*hands)])


def test_hands_count_in_the_room_and_are_marked() -> None:
    shown = show(["inwoner: 3A 2a 1b -", "gemeente: 4B a"], ["inwoner: 3A 2b -"])
    assert shown.rounds == (RoomShown(1, ((6, 3), (4, 3)), 2, 16, hands=6),)


def test_without_hands_everything_is_as_before() -> None:
    tallies = [a_tally("inwoner: 5a 5b", "gemeente: 6a 5b")]
    change = Change(20, 4)
    shown = disclose_counted("kaart-1", tallies, [NONE], change)
    assert shown == disclose_card("kaart-1", tallies, change)


@given(st.integers(1, 4), st.integers(0, 4), st.integers(0, 30), st.integers(0, 30))
def test_one_to_four_phones_never_follow(
    phones: int, for_a: int, hands_a: int, hands_b: int
) -> None:
    for_a = min(for_a, phones)
    mine = [f"inwoner: {for_a}a {phones - for_a}b".replace("0a", "").replace("0b", "")]
    tally = Tally(1, 1, (("raad", Counts(((hands_a, 0), (0, hands_b)))),))
    shown = disclose_counted("kaart-1", [a_tally(*mine)], [tally])
    assert shown.rounds == (None,)
    assert shown.label is Label.TOO_FEW
    assert shown.groups == ()
    assert weigh(phones, phones, hands_a + hands_b) == phones


def test_a_room_of_hands_alone_is_shown_from_five() -> None:
    assert show([], ["inwoner: 3a b"]).rounds == (None,)
    shown = show([], ["inwoner: 3a 2b"])
    assert shown.rounds[0] is not None
    assert shown.label is Label.MAJORITY
    assert shown.groups == ()
    # Phones that all passed would follow from the number of passes.
    assert show(["inwoner: --"], ["inwoner: 3a 2b"]).rounds == (None,)


def test_a_role_is_shown_by_its_phones_and_in_words() -> None:
    phones = ["inwoner: 6a 5b", "gemeente: 6a 6b", "arts: 30a 22b"]
    shown = show(phones, ["inwoner: 5b", "raad: 2a"])
    assert disclose_card("kaart-1", [a_tally(*phones)]).mode is Mode.COUNTS
    assert shown.mode is Mode.WORDS
    assert [group.role for group in shown.groups] == ["arts", "gemeente", "inwoner"]
    assert all(group.rounds[0].word for group in shown.groups)  # type: ignore[union-attr]
    assert shown.equal_roles == (None,)
    assert (shown.changed, shown.totals_differ) == (None, False)


def test_hands_lift_no_role_over_five() -> None:
    shown = show(
        ["inwoner: 2a 2b", "gemeente: 4a 4b", "arts: 4a 4b"], ["inwoner: 3a 2b"]
    )
    assert "inwoner" not in [group.role for group in shown.groups]


def test_one_to_four_hands_leave_the_roles_out() -> None:
    shown = show(["inwoner: 4a 4b", "gemeente: 4a 4b"], ["inwoner: 2a"])
    assert (shown.groups, shown.mode) == ((), None)
    assert shown.no_split is NoSplit.FEW_HANDS
    assert not shown.small_groups


def test_a_round_of_hands_alone_hides_no_other() -> None:
    phones = [NONE, a_tally("inwoner: 4a 4b", "gemeente: 4a 4b", round=2)]
    hands = [a_tally("inwoner: 3a 4b"), a_tally("inwoner: 3a 4b", round=2)]
    shown = disclose_counted("kaart-1", phones, hands)
    assert [room.hands for room in shown.rounds if room] == [7, 7]
    assert shown.groups[0].rounds[0] is None
    assert shown.groups[0].rounds[1] is not None


def test_a_round_of_few_phones_does_not_spoil_the_other() -> None:
    early = a_tally("inwoner: ab", "gemeente: a")
    late = a_tally("inwoner: 4a 4b", "gemeente: 3a 4b", round=2)
    hands = [a_tally("inwoner: 5a"), a_tally("inwoner: 5a", round=2)]
    shown = disclose_counted("kaart-1", [early, late], hands)
    assert shown.rounds[0] is None
    assert shown.rounds[1] is not None
    assert [group.rounds[0] for group in shown.groups] == [None, None]
    assert all(group.rounds[1] for group in shown.groups)


def test_three_options_keep_their_number() -> None:
    phones = a_tally("inwoner: 9a 2b c", options=3)
    hands = a_tally("inwoner: 5c", options=3)
    shown = disclose_counted("kaart-1", [phones], [hands])
    assert shown.options == 3
    assert shown.no_split is not None


# An adversary who counted the hands.


def hands_of(sizes: Sizes) -> tuple[Counts, ...]:
    """Some hands of every role, all for A and a few for B in turn."""
    return tuple(
        Counts(((size, 0), (0, number % 3))) for number, size in enumerate(sizes)
    )


def beside(raised: tuple[Counts, ...]):
    """Print a room in which these hands were counted, for all to see."""

    def printed(rounds: tuple[Sizes, ...], votes: tuple[Sizes, ...]) -> CardShown:
        phones = adversary.tallies(rounds, votes)
        by_role = tuple((f"rol-{role}", one) for role, one in enumerate(raised))
        hands = [Tally(one.step, one.round, by_role) for one in phones]
        return disclose_counted("kaart", phones, hands)

    return printed


@pytest.mark.parametrize(
    "sizes", [(5, 5), (5, 7), (10, 10), (5, 7, 8), (2, 4, 6), (3, 5, 5, 6), (20, 23)]
)
@pytest.mark.parametrize("raised", [(1, 0), (5, 3), (12, 0)])
def test_whoever_knows_the_hands_never_learns_a_vote(
    sizes: Sizes, raised: Sizes
) -> None:
    assert not adversary.wins((sizes,), show=beside(hands_of(raised)))


@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.integers(0, 8), min_size=2, max_size=3),
    st.lists(st.integers(0, 9), min_size=1, max_size=3),
)
def test_nor_in_any_small_room(sizes: list[int], raised: list[int]) -> None:
    show = beside(hands_of(tuple(raised)))
    assert not adversary.wins((tuple(sizes),), show=show)


def test_nor_by_comparing_before_and_after() -> None:
    show = beside(hands_of((4, 3)))
    few = (range(4, 7), range(4, 7))
    assert not adversary.wins(((5, 6), (6, 5)), totals=few, show=show)


def test_the_adversary_wins_when_hands_are_simply_added() -> None:
    def added(rounds: tuple[Sizes, ...], votes: tuple[Sizes, ...]) -> CardShown:
        (phones,) = adversary.tallies(rounds, votes)
        raised = hands_of((4, 4))
        return disclose_card(
            "kaart",
            [
                Tally(
                    1,
                    1,
                    tuple(
                        (role, counts + more)
                        for (role, counts), more in zip(
                            phones.by_role, raised, strict=True
                        )
                    ),
                )
            ],
        )

    assert adversary.wins(((3, 6),), show=added)


# Counting them.


def test_hands_are_counted_for_votes_that_were_opened_and_not_shown() -> None:
    game = a_game()
    assert open_for_hands(game) == ()
    steps = list(game.steps)
    steps[2] = replace(steps[2], started=1)
    opened = replace(game, steps=tuple(steps), at=3)
    assert open_for_hands(opened) == (steps[2].id,)
    admit(opened, steps[2].id, {}, others=0, capacity=10)
    with pytest.raises(HandsClosed):
        admit(opened, steps[4].id, {}, others=0, capacity=10)
    steps[2] = replace(steps[2], sealed=True)
    assert open_for_hands(replace(opened, steps=tuple(steps))) == ()
    over = replace(opened, at=len(steps) - 1)
    assert open_for_hands(over) == ()


def test_no_more_hands_than_people_fit() -> None:
    game = a_game()
    steps = list(game.steps)
    steps[2] = replace(steps[2], started=1)
    opened = replace(game, steps=tuple(steps), at=2)
    hands = {("inwoner", Answer(0, 2)): 4, ("gemeente", Answer(None)): 2}
    admit(opened, steps[2].id, hands, others=4, capacity=10)
    with pytest.raises(TooManyHands) as refused:
        admit(opened, steps[2].id, hands, others=5, capacity=10)
    assert refused.value.most == 5


def test_a_form_with_hands_is_read() -> None:
    card, roles = a_card(), ("inwoner", "sociaal-werker")
    surely_a, skips = Answer(0, 2), Answer(None)
    data = {
        field("inwoner", surely_a): " 3 ",
        field("sociaal-werker", skips): "2",
        field("inwoner", skips): "",
        field("sociaal-werker", surely_a): "0",
        field("raad", surely_a): "7",
    }
    assert parse(data, roles, card) == {
        ("inwoner", surely_a): 3,
        ("sociaal-werker", skips): 2,
    }
    for nonsense in ("-1", "1.5", "drie", "²"):
        with pytest.raises(Malformed):
            parse({field("inwoner", skips): nonsense}, roles, card)
    with pytest.raises(TooManyHands):
        parse({field("inwoner", skips): "99999"}, roles, card)
