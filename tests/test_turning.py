"""What is told of a turning question keeps every person's answer open."""

from collections import defaultdict

import pytest

from dilemma.rules.agenda import Kind, Step
from dilemma.rules.game import Action, Game, act
from dilemma.rules.refusals import IllegalMove, OptionUnknown, TooFewAnswers
from dilemma.rules.response import Cast, admit
from dilemma.rules.turning import (
    ANSWERS,
    TOLD_FROM,
    TurnShown,
    close,
    closed,
    disclose_turn,
    tell,
)
from dilemma.rules.wording import Word
from tests.builders import a_deck, a_game

MOST = 24  # people, past every border of the words


def rooms(people: int) -> list[tuple[int, int, int]]:
    """List every way in which so many people can answer."""
    return [
        (yes, perhaps, people - yes - perhaps)
        for yes in range(people + 1)
        for perhaps in range(people + 1 - yes)
    ]


@pytest.mark.parametrize("people", range(TOLD_FROM, MOST))
def test_everybody_else_may_have_answered_anything(people: int) -> None:
    same: dict[TurnShown | None, list[tuple[int, ...]]] = defaultdict(list)
    for room in rooms(people):
        same[disclose_turn("kaart-1", 1, room)].append(room)
    for told, possible in same.items():
        assert told is not None
        for own in range(ANSWERS):
            if not any(room[own] for room in possible):
                continue
            # What the others may have answered, to somebody who knows the own answer.
            others = {
                answer
                for room in possible
                if room[own]
                for answer in range(ANSWERS)
                if room[answer] - (answer == own) > 0
            }
            assert others == set(range(ANSWERS)), (people, told, own)


@pytest.mark.parametrize("people", range(TOLD_FROM))
def test_fewer_than_five_answers_are_not_told(people: int) -> None:
    assert {disclose_turn("kaart-1", 1, room) for room in rooms(people)} == {None}


@pytest.mark.parametrize(
    ("counts", "option", "word"),
    [
        ((0, 5, 0), 1, Word.MORE_THAN_HALF),
        ((1, 3, 2), 1, Word.ABOUT_HALF),
        ((3, 3, 0), None, None),
        ((2, 2, 1), None, None),
        ((4, 3, 3), None, None),
        ((0, 2, 8), 2, Word.NEARLY_EVERYBODY),
        ((11, 9, 0), 0, Word.ABOUT_HALF),
    ],
)
def test_the_answer_that_most_people_gave_is_told_in_words(
    counts: tuple[int, ...], option: int | None, word: Word | None
) -> None:
    assert disclose_turn("kaart-1", 7, counts) == TurnShown("kaart-1", 7, option, word)


def test_showing_closes_a_question_that_enough_people_answered() -> None:
    step = Step(7, Kind.TALK, turned=True)
    assert tell(step, {7: 5}).sealed
    with pytest.raises(TooFewAnswers):
        tell(step, {7: 4})
    with pytest.raises(TooFewAnswers):
        tell(step, {})


def test_only_what_was_left_and_answered_is_closed() -> None:
    steps = tuple(Step(number, Kind.TALK, turned=True) for number in (1, 2, 3))
    after = close(steps, steps[:2], {1: 5, 2: 4, 3: 9})
    assert [step.id for step in closed(after)] == [1]


def a_talk_twice(at: int, *, turned: bool = False, sealed: bool = False) -> Game:
    """Make a game in which one card is talked about twice, and another once."""
    return Game(
        (
            Step(1, Kind.TALK, "kaart-1", turned=turned, sealed=sealed),
            Step(2, Kind.TALK, "kaart-1"),
            Step(3, Kind.TALK, "kaart-2"),
        ),
        at,
    )


def test_the_turning_question_of_a_card_is_asked_once() -> None:
    for told in (False, True):
        again = a_talk_twice(1, turned=True, sealed=told)
        assert Action.TURN not in again.actions
        with pytest.raises(IllegalMove):
            act(again, Action.TURN, expect=0, now=1, voters={})
        other = a_talk_twice(2, turned=True, sealed=told)
        assert Action.TURN in other.actions
    assert Action.TURN in a_talk_twice(1).actions


def test_too_few_answers_are_asked_for_again_where_they_were_asked() -> None:
    game = a_talk_twice(0, turned=True)
    assert Action.TELL in game.actions
    assert game.asking is game.steps[0]


@pytest.mark.parametrize("value", ["a", "b", "c", "pass"])
def test_a_turned_question_takes_yes_perhaps_no_and_a_pass(value: str) -> None:
    game = a_game(at=3)
    steps = list(game.steps)
    steps[3] = Step(4, Kind.TALK, "kaart-1", turned=True)
    asks = type(game)(tuple(steps), 3)
    answer = admit(Cast(4, value, 1), asks, a_deck(), 1, "inwoner")
    assert (answer.value, answer.strength) == (value, 0)
    for wrong in ("d", "a2", ""):
        with pytest.raises(OptionUnknown):
            admit(Cast(4, wrong, 1), asks, a_deck(), 1, "inwoner")
