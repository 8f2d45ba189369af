"""The last part: asked, shown, and then sealed; with too few there is a way back."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from dilemma.rules.agenda import Kind
from dilemma.rules.deck import Challenge
from dilemma.rules.ending import asked, to_seal
from dilemma.rules.game import Action, Game, act
from dilemma.rules.rash import is_rash
from dilemma.rules.refusals import OptionUnknown, TooManyPicked, VoteClosed
from dilemma.rules.response import PASS, Answer, Cast, admit
from tests.builders import (
    AGREE,
    CHALLENGES,
    CLOSE,
    PERSPECTIVE,
    PRIORITIES,
    RECOGNISE,
    a_deck,
    an_ending,
)

NOW = 1_700_000_000_000
DECK = a_deck(
    challenges=(*CHALLENGES, Challenge("dichtbij", "O3", "Dichtbij", "Hier."))
)
FIVE = {PRIORITIES + 1: 5, RECOGNISE + 1: 5}  # people by the id of the step
FOUR = {PRIORITIES + 1: 4, RECOGNISE + 1: 4}


def go(game: Game, to: int, voters: Mapping[int, int] = FIVE) -> Game:
    """Let Fran press next, or back, until the workshop is at this place."""
    while game.at != to:
        way = Action.NEXT if game.at < to else Action.BACK
        game = act(game, way, expect=game.acts, now=NOW, voters=voters)
    return game


def begun(to: int, voters: Mapping[int, int] = FIVE) -> Game:
    return go(an_ending(at=PRIORITIES - 1), to, voters)


def cast(value: str, game: Game) -> Answer:
    return admit(Cast(game.step.id, value, 1), game, DECK, 1, "inwoner")


@pytest.mark.parametrize(
    ("value", "stored"),
    [
        ("dichtbij", "dichtbij"),
        ("dichtbij+samen-sterk", "samen-sterk+dichtbij"),
        (PASS, PASS),
    ],
)
def test_one_or_two_challenges_are_picked_or_none_at_all(
    value: str, stored: str
) -> None:
    answer = cast(value, begun(PRIORITIES))
    assert answer.value == stored
    assert (answer.option is None) == (value == PASS)


@pytest.mark.parametrize("value", ["", "a2", "bestaat-niet", "dichtbij+dichtbij"])
def test_what_cannot_be_picked_is_refused(value: str) -> None:
    with pytest.raises(OptionUnknown):
        cast(value, begun(PRIORITIES))


def test_a_third_pick_is_refused_by_its_own_name() -> None:
    with pytest.raises(TooManyPicked) as refused:
        cast("samen-sterk+eerder-erbij+dichtbij", begun(PRIORITIES))
    assert refused.value.most == 2


@pytest.mark.parametrize("value", ["a", "b", "c", PASS])
def test_yes_partly_no_or_nothing(value: str) -> None:
    assert cast(value, begun(RECOGNISE)).value == value


@pytest.mark.parametrize("value", ["", "d", "a2", "ja", "dichtbij"])
def test_any_other_answer_is_refused(value: str) -> None:
    with pytest.raises(OptionUnknown):
        cast(value, begun(RECOGNISE))


@pytest.mark.parametrize("place", [PERSPECTIVE, AGREE, CLOSE])
def test_nothing_is_asked_at_the_other_steps(place: int) -> None:
    with pytest.raises(VoteClosed):
        cast("a", begun(place))


@pytest.mark.parametrize(
    ("question", "shows"), [(PRIORITIES, PERSPECTIVE), (RECOGNISE, AGREE)]
)
def test_what_is_shown_takes_no_more_answers(question: int, shows: int) -> None:
    game = go(begun(shows), question)
    assert game.step.sealed
    with pytest.raises(VoteClosed):
        cast(PASS, game)


@pytest.mark.parametrize(
    ("question", "shows"), [(PRIORITIES, PERSPECTIVE), (RECOGNISE, AGREE)]
)
def test_after_a_press_too_early_there_is_a_way_back(question: int, shows: int) -> None:
    game = go(begun(shows, FOUR), question, FOUR)
    assert cast(PASS, game) == Answer(None)
    assert go(game, shows, FIVE).steps[question].sealed


def test_going_back_to_the_picture_does_not_show_what_is_still_asked() -> None:
    game = go(begun(RECOGNISE), PERSPECTIVE)
    assert not game.steps[RECOGNISE].sealed
    assert asked(game.steps, game.at, Kind.RECOGNISE) is None


def test_a_question_that_was_not_opened_is_not_sealed() -> None:
    game = replace(an_ending(), at=PERSPECTIVE)
    assert to_seal(game.steps) == ()
    assert not go(game, CLOSE).steps[PRIORITIES].sealed


def test_the_same_question_asked_later_is_sealed_with_the_first() -> None:
    twice = an_ending(at=PRIORITIES - 1)
    again = replace(twice.steps[PRIORITIES], id=99)
    twice = replace(twice, steps=(*twice.steps[:-1], again, twice.steps[-1]))
    assert [one.sealed for one in go(twice, PERSPECTIVE).steps if one.id == 99] == [
        True
    ]


def test_picks_are_told_of_with_the_picture_and_not_before() -> None:
    before, after = begun(PRIORITIES), begun(PERSPECTIVE)
    assert asked(before.steps, before.at, Kind.PRIORITIES) is None
    assert asked(after.steps, after.at, Kind.PRIORITIES) == after.steps[PRIORITIES]


def test_too_few_are_told_of_at_the_picture_and_no_longer_after_a_way_back() -> None:
    there = begun(PERSPECTIVE, FOUR)
    found = asked(there.steps, there.at, Kind.PRIORITIES)
    assert found is not None
    assert not found.sealed
    back = go(there, PRIORITIES, FOUR)
    assert asked(back.steps, back.at, Kind.PRIORITIES) is None


def test_to_close_a_question_that_half_did_not_answer_is_rash() -> None:
    game = begun(PRIORITIES)
    assert is_rash(game, Action.NEXT, answered=5, joined=40)
    assert not is_rash(game, Action.NEXT, answered=30, joined=40)
    assert not is_rash(game, Action.BACK, answered=5, joined=40)
    assert is_rash(begun(RECOGNISE), Action.NEXT, answered=5, joined=40)
    assert not is_rash(begun(AGREE), Action.NEXT, answered=5, joined=40)
