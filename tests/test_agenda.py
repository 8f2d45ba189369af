"""A variant and chosen cards give the steps of a workshop, in order."""

from dataclasses import replace
from pathlib import Path

import pytest

from dilemma.deckfile import load_deck
from dilemma.rules.agenda import (
    MOST_CARDS,
    MOST_ROLES,
    Coverage,
    Depth,
    Kind,
    Step,
    choose_cards,
    choose_roles,
    coverage,
    preselect_cards,
    preselect_roles,
)
from dilemma.rules.deck import Deck
from dilemma.rules.refusals import (
    CardUnknown,
    RoleUnknown,
    TooManyChosen,
    VariantUnknown,
)
from dilemma.rules.variants import VARIANTS, plan, variant
from tests.builders import ROLES, a_card, a_deck

REAL_DECK = Path(__file__).resolve().parent.parent / "decks/sociaal-werk-beweegt.md"


@pytest.fixture(scope="module")
def real_deck() -> Deck:
    return load_deck(REAL_DECK)


def written(steps: tuple[Step, ...]) -> str:
    return " ".join(f"{step.kind}{step.round or ''}" for step in steps)


def test_a_deep_card_is_voted_on_before_and_after_the_talk() -> None:
    assert (
        written(plan([(a_card(), Depth.DEEP)]))
        == "lobby read vote1 talk vote2 reveal perspective close"
    )


def test_a_quick_card_is_voted_on_once_and_talked_about_afterwards() -> None:
    assert (
        written(plan([(a_card(), Depth.QUICK)]))
        == "lobby read vote1 reveal talk perspective close"
    )


def test_cards_are_played_in_the_order_they_were_chosen() -> None:
    steps = plan([(a_card(3), Depth.QUICK), (a_card(1), Depth.DEEP)])
    cards = list(dict.fromkeys(step.card for step in steps))
    assert cards == [None, "kaart-3", "kaart-1"]


def test_steps_are_numbered_from_one_and_have_not_started() -> None:
    steps = plan([(a_card(), Depth.DEEP)])
    assert [step.id for step in steps] == list(range(1, 9))
    assert {step.started for step in steps} == {None}


def test_only_steps_with_something_to_do_have_a_clock() -> None:
    steps = plan([(a_card(), Depth.DEEP)])
    assert [step.seconds for step in steps] == [0, 45, 45, 180, 30, 90, 480, 0]


@pytest.mark.parametrize(
    ("step", "ends"),
    [
        (Step(1, Kind.TALK, seconds=180), None),
        (Step(1, Kind.LOBBY, started=5_000), None),
        (Step(1, Kind.TALK, seconds=180, started=5_000), 185_000),
        (Step(1, Kind.TALK, seconds=180, extra=60, started=5_000), 245_000),
    ],
    ids=["not started", "no clock", "running", "with time added"],
)
def test_the_clock_runs_out_after_the_planned_and_the_added_time(
    step: Step, ends: int | None
) -> None:
    assert step.ends == ends


def test_a_variant_repeats_its_depths() -> None:
    uur = variant("uur")
    assert [uur.depth(place) for place in range(4)] == [
        Depth.QUICK,
        Depth.DEEP,
        Depth.QUICK,
        Depth.DEEP,
    ]


def test_a_variant_is_found_by_the_name_it_carries() -> None:
    assert {name: variant(name).name for name in VARIANTS} == {
        name: name for name in VARIANTS
    }


def test_an_unknown_variant_is_refused_by_name() -> None:
    with pytest.raises(VariantUnknown) as refused:
        variant("polonaise")
    assert refused.value.name == "polonaise"


def test_cards_are_chosen_by_slug_or_code_in_any_case_and_each_once() -> None:
    chosen = choose_cards(a_deck(), ["d02", "kaart-1", "D01", " KAART-2 "])
    assert [card.slug for card in chosen] == ["kaart-2", "kaart-1"]


def test_an_unknown_card_is_refused_by_name() -> None:
    with pytest.raises(CardUnknown) as refused:
        choose_cards(a_deck(), ["D01", "D99"])
    assert refused.value.name == "D99"


@pytest.mark.parametrize("count", [0, MOST_CARDS + 1])
def test_too_few_or_too_many_cards_are_refused(count: int) -> None:
    deck = a_deck(cards=tuple(a_card(number) for number in range(1, 31)))
    names = [card.slug for card in deck.cards[:count]]
    with pytest.raises(TooManyChosen) as refused:
        choose_cards(deck, names)
    assert (refused.value.what, refused.value.least, refused.value.most) == (
        "cards",
        1,
        MOST_CARDS,
    )


def test_as_many_cards_as_a_workshop_holds_are_welcome() -> None:
    deck = a_deck(cards=tuple(a_card(number) for number in range(1, 31)))
    names = [card.slug for card in deck.cards[:MOST_CARDS]]
    assert len(choose_cards(deck, names)) == MOST_CARDS


def test_roles_are_offered_in_the_order_of_the_deck() -> None:
    offered = choose_roles(a_deck(), ["gemeente", "inwoner"])
    assert [role.slug for role in offered] == ["inwoner", "gemeente"]


def test_an_unknown_role_is_refused_by_name() -> None:
    with pytest.raises(RoleUnknown) as refused:
        choose_roles(a_deck(), ["inwoner", "tovenaar", "burgemeester"])
    assert refused.value.name == "burgemeester"


@pytest.mark.parametrize("count", [0, 1, MOST_ROLES + 1])
def test_fewer_than_two_or_more_than_eight_roles_are_refused(count: int) -> None:
    roles = tuple(replace(ROLES[0], slug=f"rol-{n}") for n in range(12))
    slugs = [role.slug for role in roles[:count]]
    with pytest.raises(TooManyChosen) as refused:
        choose_roles(a_deck(roles=roles), slugs)
    assert (refused.value.what, refused.value.least, refused.value.most) == (
        "roles",
        2,
        MOST_ROLES,
    )


def test_the_first_five_roles_are_offered_to_start_with(real_deck: Deck) -> None:
    assert preselect_roles(real_deck) == (
        "inwoner",
        "gemeente",
        "sociaal-werker",
        "zorgverzekeraar",
        "ondernemer",
    )


def test_coverage_counts_what_the_cards_touch_out_of_what_the_deck_touches() -> None:
    deck = a_deck()
    assert coverage(deck, deck.cards[:1]) == Coverage(
        challenges=1, effects=2, of_challenges=2, of_effects=3
    )


@pytest.mark.parametrize(
    ("challenges", "effects", "enough"),
    [(3, 4, True), (2, 4, False), (3, 3, False), (7, 7, True)],
)
def test_three_challenges_and_four_effects_are_enough(
    challenges: int, effects: int, enough: bool
) -> None:
    assert Coverage(challenges, effects, 7, 7).enough is enough


def test_a_small_deck_is_covered_by_all_it_has() -> None:
    deck = a_deck()
    assert coverage(deck, deck.cards).enough
    assert not coverage(deck, deck.cards[:1]).enough


def test_the_start_brings_in_new_challenges_first_and_then_new_effects() -> None:
    same = a_card(2, slug="nog-een", code="D09")  # as kaart-2, so it brings nothing new
    deck = a_deck(cards=(a_card(2), same, a_card(1), a_card(3)))
    start = [[card.slug for card in preselect_cards(deck, n)] for n in (1, 2, 3)]
    assert start == [
        ["kaart-2"],
        ["kaart-2", "kaart-1"],
        ["kaart-2", "nog-een", "kaart-1"],  # played in the order of the deck
    ]


def test_the_start_never_holds_more_cards_than_the_deck() -> None:
    assert len(preselect_cards(a_deck(), 99)) == 3


@pytest.mark.parametrize("name", VARIANTS)
def test_every_variant_starts_broad_enough_with_the_real_deck(
    real_deck: Deck, name: str
) -> None:
    cards = preselect_cards(real_deck, variant(name).cards)
    assert len(cards) == variant(name).cards
    touched = coverage(real_deck, cards)
    assert touched.challenges >= 3
    assert touched.effects >= 4


def test_the_same_deck_always_gives_the_same_start(real_deck: Deck) -> None:
    assert preselect_cards(real_deck, 6) == preselect_cards(real_deck, 6)
