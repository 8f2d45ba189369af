"""Variants are recipes, and a programme that was played can become one."""

from dataclasses import replace

import pytest

from dilemma.rules.agenda import Depth, Kind, Step
from dilemma.rules.order import in_order
from dilemma.rules.variants import (
    DELIBERATION,
    VARIANTS,
    Variant,
    course_seconds,
    of_programme,
    plan,
)
from tests.builders import a_card

CARDS = [a_card(number) for number in range(1, 21)]


def laid_out(recipe: Variant, cards: int = 0) -> tuple[Step, ...]:
    chosen = CARDS[: cards or recipe.cards]
    return plan([(c, recipe.depth(n)) for n, c in enumerate(chosen)], recipe)


@pytest.mark.parametrize("name", VARIANTS)
def test_every_variant_gives_a_programme_that_can_be_played(name: str) -> None:
    for cards in (1, VARIANTS[name].cards, 20):
        assert in_order(laid_out(VARIANTS[name], cards))


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [("zaal", 20, 30), ("uur", 30, 55), ("anderhalf", 45, 85), ("dagdeel", 180, 240)],
)
def test_a_variant_fits_in_its_time(name: str, least: int, most: int) -> None:
    recipe = VARIANTS[name]
    seconds = sum(step.seconds for step in laid_out(recipe))
    assert least <= seconds / 60 <= most
    assert course_seconds(recipe, recipe.cards) == seconds


def test_half_a_day_has_eight_cards_and_one_of_them_in_depth() -> None:
    steps = laid_out(VARIANTS["dagdeel"])
    assert len({step.card for step in steps if step.card}) == 8
    rounds = [step for step in steps if step.kind is Kind.DELIBERATE]
    assert [step.round for step in rounds] == list(range(1, DELIBERATION + 1))
    assert len({step.card for step in rounds}) == 1
    assert all(step.seconds == 600 for step in rounds)


@pytest.mark.parametrize("name", VARIANTS)
def test_a_programme_kept_as_a_variant_gives_the_same_programme(name: str) -> None:
    steps = laid_out(VARIANTS[name])
    kept = of_programme("eigen", steps)
    assert laid_out(kept) == steps
    assert kept.cards == VARIANTS[name].cards


def test_a_kept_programme_keeps_times_and_leaves_out_what_was_skipped() -> None:
    steps = list(laid_out(VARIANTS["zaal"]))
    steps[4] = replace(steps[4], seconds=600)  # talk of the first card
    steps[2] = replace(steps[2], skipped=True)
    steps.insert(1, Step(99, Kind.PLENARY, seconds=300))
    steps.insert(-1, Step(98, Kind.PLENARY, seconds=60))
    kept = laid_out(of_programme("eigen", steps))
    assert [(step.kind, step.seconds) for step in kept[:5]] == [
        (Kind.LOBBY, 0),
        (Kind.PLENARY, 300),
        (Kind.READ, 45),
        (Kind.REVEAL, 90),
        (Kind.TALK, 600),
    ]
    assert [step.kind for step in kept[-3:]] == [
        Kind.RECOGNISE,
        Kind.PLENARY,
        Kind.CLOSE,
    ]
    assert not any(step.skipped for step in kept)


def test_another_depth_than_the_kept_one_gives_the_usual_course() -> None:
    kept = of_programme("eigen", laid_out(VARIANTS["zaal"]))
    steps = plan([(CARDS[0], Depth.DEEP)], kept)
    assert [step.kind for step in steps].count(Kind.VOTE) == 2


def test_a_programme_of_which_every_card_was_skipped_still_is_a_variant() -> None:
    steps = [
        replace(step, skipped=step.card is not None)
        for step in laid_out(VARIANTS["zaal"])
    ]
    kept = of_programme("eigen", steps)
    assert (kept.cards, kept.depth(0)) == (1, Depth.DEEP)
    assert in_order(laid_out(kept))
