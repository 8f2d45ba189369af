"""One answer per person and vote: only while it is open, only what the card offers."""

from dataclasses import replace
from typing import Any

import pytest

from dilemma.rules.agenda import Depth
from dilemma.rules.deck import Card, Option
from dilemma.rules.game import Game
from dilemma.rules.refusals import Malformed, OptionUnknown, VoteClosed
from dilemma.rules.response import (
    MOST_SEQUENCE,
    NEWEST,
    Answer,
    Cast,
    admit,
    answers_to,
    parse_cast,
    parse_form,
)
from tests.builders import a_card, a_deck, a_game

FIRST_VOTE, SECOND_VOTE = 2, 4  # places in the agenda of one deep card
GOOD = {"step": 3, "answer": "a2", "seq": 1}


def at(place: int, **changes: Any) -> Game:
    return a_game(Depth.DEEP, at=place, **changes)


def cast(value: str, game: Game, card: Card | None = None) -> Answer:
    deck = a_deck(cards=(card or a_card(),))
    return admit(Cast(game.step.id, value, 1), game, deck, 1, "inwoner")


def with_options(count: int) -> Card:
    return a_card(options=tuple(Option(letter, "Kies.") for letter in "abcd"[:count]))


@pytest.mark.parametrize(
    ("options", "ballot"),
    [
        (2, "a2 a1 b1 b2 pass"),
        (3, "a2 a1 b2 b1 c2 c1 pass"),
        (4, "a2 a1 b2 b1 c2 c1 d2 d1 pass"),
    ],
)
def test_two_options_make_a_scale_and_more_make_a_row_each(
    options: int, ballot: str
) -> None:
    values = [answer.value for answer in answers_to(with_options(options))]
    assert " ".join(values) == ballot


@pytest.mark.parametrize("options", [2, 3, 4])
def test_every_answer_on_the_ballot_is_taken_as_it_stands(options: int) -> None:
    card = with_options(options)
    assert [cast(one.value, at(FIRST_VOTE), card) for one in answers_to(card)] == list(
        answers_to(card)
    )


def test_ann_is_surely_for_b_and_bo_skips() -> None:
    assert cast("b2", at(FIRST_VOTE)) == Answer(option=1, strength=2)
    assert cast("pass", at(FIRST_VOTE)) == Answer(option=None, strength=0)


@pytest.mark.parametrize("value", ["c1", "a3", "a0", "a", "2", "", "A2", "PASS", "b²"])
def test_what_the_card_does_not_offer_is_refused(value: str) -> None:
    with pytest.raises(OptionUnknown):
        cast(value, at(FIRST_VOTE))


@pytest.mark.parametrize("place", [0, 1, 3, 5, 6, 7])
def test_outside_a_vote_no_answer_is_taken(place: int) -> None:
    with pytest.raises(VoteClosed):
        cast("a2", at(place))


def test_a_late_answer_to_the_first_vote_never_counts_in_the_second() -> None:
    late = Cast(at(FIRST_VOTE).step.id, "a2", 1)
    with pytest.raises(VoteClosed):
        admit(late, at(SECOND_VOTE), a_deck(), 1, "inwoner")


def test_a_sealed_vote_takes_no_answers() -> None:
    game = at(FIRST_VOTE)
    sealed = replace(game.step, sealed=True)
    steps = (*game.steps[:FIRST_VOTE], sealed, *game.steps[FIRST_VOTE + 1 :])
    with pytest.raises(VoteClosed):
        cast("a2", replace(game, steps=steps))


def test_a_step_whose_card_the_deck_does_not_know_takes_no_answer() -> None:
    with pytest.raises(OptionUnknown):
        cast("a2", at(FIRST_VOTE), a_card(2))


def test_a_locked_workshop_still_takes_answers_of_those_inside() -> None:
    assert cast("a1", at(FIRST_VOTE, locked=True)) == Answer(option=0, strength=1)


def test_a_phones_message_is_read() -> None:
    assert parse_cast(GOOD) == Cast(step=3, value="a2", sequence=1)


def test_what_a_newer_phone_adds_is_ignored() -> None:
    assert parse_cast(GOOD | {"colour": "green"}) == Cast(3, "a2", 1)


@pytest.mark.parametrize(
    "data",
    [
        None,
        "a2",
        [3, "a2", 1],
        {},
        *({key: GOOD[key] for key in GOOD if key != lost} for lost in GOOD),
        GOOD | {"step": "3"},
        GOOD | {"step": 3.0},
        GOOD | {"step": True},
        GOOD | {"step": 0},
        GOOD | {"step": -3},
        GOOD | {"step": MOST_SEQUENCE + 1},
        GOOD | {"seq": "1"},
        GOOD | {"seq": True},
        GOOD | {"seq": 0},
        GOOD | {"seq": MOST_SEQUENCE + 1},
        GOOD | {"answer": None},
        GOOD | {"answer": 2},
        GOOD | {"answer": ["a2"]},
        GOOD | {"answer": "a2" * 500_000},
    ],
    ids=lambda data: str(data)[:50],
)
def test_a_message_that_no_phone_of_ours_sends_is_malformed(data: object) -> None:
    with pytest.raises(Malformed):
        parse_cast(data)


def test_the_largest_number_a_phone_can_hold_is_read() -> None:
    largest = GOOD | {"seq": MOST_SEQUENCE}
    assert parse_cast(largest).sequence == 9_007_199_254_740_991


def test_a_form_with_a_number_of_its_own_keeps_it() -> None:
    assert parse_form("3", "a2", "7") == Cast(3, "a2", 7)
    assert parse_form("3", "pass", "") == Cast(3, "pass", NEWEST)


@pytest.mark.parametrize(
    ("step", "value", "sequence"),
    [
        ("", "a2", ""),
        ("0", "a2", ""),
        ("x", "a2", ""),
        ("-1", "a2", ""),
        ("3", "a" * 251, ""),
        ("3", "a2", "x"),
        ("3", "a2", "1" * 16),
        ("٣", "a2", ""),
    ],
)
def test_a_form_that_no_page_of_ours_sends_is_refused(
    step: str, value: str, sequence: str
) -> None:
    with pytest.raises(Malformed):
        parse_form(step, value, sequence)


def test_what_was_picked_is_written_as_it_came() -> None:
    assert Answer(None, picked="samen-sterk+eerder-erbij").value == (
        "samen-sterk+eerder-erbij"
    )
