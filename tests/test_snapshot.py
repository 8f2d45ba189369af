"""A snapshot answers what is true of a workshop now, for the room and for one."""

import pytest

from dilemma.rules.disclosure import disclose_card
from dilemma.rules.snapshot import Headcount, OwnAnswer, Participant
from tests.builders import ROLES, a_card, a_deck, a_game, a_snapshot, a_workshop

INWONER, GEMEENTE = ROLES[:2]


def test_roles_are_offered_in_the_order_of_the_deck() -> None:
    workshop = a_workshop(roles=("ondernemer", "inwoner"))
    assert [role.slug for role in workshop.offered] == ["inwoner", "ondernemer"]


def test_the_lobby_is_about_no_card_and_a_vote_is_about_its_own() -> None:
    assert a_snapshot().card is None
    assert a_snapshot(game=a_game(at=2)).card == a_card(1)


def test_people_are_counted_over_all_roles() -> None:
    people = (Headcount(INWONER, 12, 9), Headcount(GEMEENTE, 3, 1))
    snapshot = a_snapshot(people=people)
    assert (snapshot.joined, snapshot.answered) == (15, 10)


def test_a_card_has_a_result_only_when_there_is_one() -> None:
    shown = disclose_card("kaart-1", [])
    snapshot = a_snapshot(results=(shown,))
    assert snapshot.result("kaart-1") == shown
    assert snapshot.result("kaart-2") is None


def test_ann_finds_her_own_answer_at_the_step_where_she_gave_it() -> None:
    answer = OwnAnswer(step=3, round=1, value="a2", sequence=7)
    ann = Participant(id=1, workshop="w1", role=INWONER, answers=(answer,))
    assert ann.answer_at(3) == answer
    assert ann.answer_at(5) is None


@pytest.mark.parametrize("name", ["kaart-2", "D02", "d02", "  Kaart-2\n"])
def test_a_card_is_found_by_slug_or_code_as_people_type_it(name: str) -> None:
    assert a_deck().card(name) == a_card(2)


def test_what_is_not_in_the_deck_is_not_found() -> None:
    deck = a_deck()
    assert [
        deck.card(""),
        deck.role("tovenaar"),
        deck.challenge("O9"),
        deck.effect("E9"),
    ] == [None] * 4


def test_roles_challenges_and_effects_are_found_by_slug() -> None:
    deck = a_deck()
    assert deck.role("gemeente") == GEMEENTE
    assert deck.challenge("eerder-erbij") == deck.challenges[1]
    assert deck.effect("minder-kosten") == deck.effects[2]


def test_a_card_touches_every_effect_of_its_options() -> None:
    assert a_card(1).effects == {"meer-verbondenheid", "minder-kosten"}
