"""A role is dealt evenly, never one's own, and the same one every time."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dilemma.rules.agenda import Depth, Kind, Step
from dilemma.rules.dealing import DEALING, deal, dealt, freeze, last_dealt
from dilemma.rules.extras import EXTRAS, advised, lay_in
from dilemma.rules.game import Game
from tests.builders import a_game

ROLES = st.lists(st.sampled_from("abcdefgh"), unique=True).map(tuple)
NOBODY, ENOUGH = {"a": 4, "b": 0}, {"b": 5, "a": 9, "c": 4}


@given(ROLES, st.sampled_from("abcdefghz"), st.integers(1, 10**6), st.integers(0, 1))
def test_nobody_is_dealt_the_own_role(
    roles: tuple[str, ...], own: str, person: int, first: int
) -> None:
    given_role = deal(roles, own, person, first)
    assert given_role != own
    assert (given_role is None) == (not set(roles) - {own})
    assert given_role is None or given_role in roles
    assert given_role == deal(roles, own, person, first)


@given(
    ROLES,
    st.sampled_from("abcdefghz"),
    st.integers(1, 10**6),
    st.integers(0, 60),
    st.integers(0, 1),
)
def test_people_who_came_in_after_each_other_are_dealt_evenly(
    roles: tuple[str, ...], own: str, person: int, people: int, first: int
) -> None:
    others = [role for role in roles if role != own]
    given_roles = [deal(roles, own, person + n, first) for n in range(people)]
    counts = [given_roles.count(role) for role in others]
    assert not others or max(counts) - min(counts) <= 1


def test_a_card_that_asks_both_deals_two_roles_where_it_can() -> None:
    steps = [Step(1, kind, "kaart", roles=("a", "b", "c")) for kind in DEALING]
    one, other = (dealt(step, "a", 7) for step in steps)
    assert {one, other} == {"b", "c"}
    assert dealt(Step(1, Kind.VOTE, "kaart", roles=("a", "b")), "a", 7) is None


def a_glasses_game() -> Game:
    game = a_game(Depth.DEEP)
    return replace(game, steps=lay_in(game.steps, EXTRAS))


def entered(game: Game, kind: Kind) -> tuple[Game, Game]:
    """Be just before a step of this kind, and at it."""
    place = next(n for n, step in enumerate(game.steps) if step.kind is kind)
    return replace(game, at=place - 1), replace(game, at=place)


@pytest.mark.parametrize("kind", DEALING)
def test_only_large_enough_roles_are_dealt_from_when_the_step_is_entered(
    kind: Kind,
) -> None:
    before, after = entered(a_glasses_game(), kind)
    frozen = freeze(before, after, ENOUGH, 5)
    assert frozen.step.roles == ("a", "b")
    assert replace(frozen, steps=after.steps) == after
    assert freeze(before, after, NOBODY, 5) == after
    assert freeze(before, after, ENOUGH, 7).step.roles == ("a",)


def test_who_comes_back_finds_the_roles_of_the_first_time() -> None:
    before, after = entered(a_glasses_game(), Kind.PREDICT)
    frozen = freeze(before, after, ENOUGH, 5)
    assert freeze(before, frozen, {"c": 40}, 5) == frozen
    # Nor do they change while the step lasts.
    assert freeze(after, after, ENOUGH, 5) == after


def test_a_card_that_was_shown_deals_no_more() -> None:
    before, after = entered(a_glasses_game(), Kind.PREDICT)
    shown = replace(
        after,
        steps=tuple(
            replace(step, sealed=step.kind is Kind.VOTE) for step in after.steps
        ),
    )
    assert freeze(before, shown, ENOUGH, 5) == shown


def test_other_steps_deal_nothing() -> None:
    before, after = entered(a_glasses_game(), Kind.VOTE)
    assert freeze(before, after, ENOUGH, 5) == after


def test_of_a_round_that_was_repeated_the_last_counts() -> None:
    game = a_glasses_game()
    card = next(step.card for step in game.steps if step.card) or ""
    assert last_dealt(game, card, Kind.PREDICT) is None
    twice = [
        replace(step, roles=("a", "b"))
        for step in game.steps
        if step.kind is Kind.PREDICT
    ]
    again = replace(twice[0], id=99)
    found = last_dealt(Game((*game.steps, *twice, again)), card, Kind.PREDICT)
    assert found == again
    assert last_dealt(Game((again,)), "other", Kind.PREDICT) is None


# The steps that may be added.


def kinds(*depths: Depth, extras: tuple[Kind, ...] = EXTRAS) -> list[str]:
    return [step.kind.value for step in lay_in(a_game(*depths).steps, extras)]


def test_everything_that_may_be_added_has_its_place() -> None:
    assert " ".join(kinds(Depth.DEEP, Depth.QUICK, Depth.DEEP)) == (
        "lobby practice "
        "read vote predict talk vote reveal "
        "read vote reveal talk "
        "read vote predict swap talk vote reveal "
        "perspective close"
    )
    assert [step.id for step in lay_in(a_game().steps, EXTRAS)] == list(range(1, 12))


def test_nothing_is_added_that_was_not_asked_for() -> None:
    assert lay_in(a_game().steps, ()) == a_game().steps
    assert "swap" not in kinds(Depth.QUICK)
    assert "predict" not in kinds(Depth.QUICK)
    assert kinds(Depth.DEEP, extras=(Kind.SWAP,)).count("predict") == 0


def test_every_variant_proposes_the_practice_card() -> None:
    for name in ("zaal", "uur", "anderhalf", "another"):
        assert Kind.PRACTICE in advised(name)
    assert Kind.PREDICT in advised("uur")


def test_what_an_own_variant_holds_already_is_not_laid_in_twice() -> None:
    once = lay_in(a_game(Depth.DEEP, Depth.DEEP).steps, EXTRAS)
    assert lay_in(once, EXTRAS) == once
    without = tuple(step for step in once if step.kind is not Kind.SWAP)
    assert [step.kind for step in lay_in(without, EXTRAS)].count(Kind.SWAP) == 1
