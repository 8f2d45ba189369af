"""Comfort around a step changes what is seen and the clock, and nothing else."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dilemma.rules import comfort
from dilemma.rules.agenda import Depth, Kind
from dilemma.rules.game import Action, Game, act
from dilemma.rules.refusals import IllegalMove
from tests.builders import a_game

NOW = 1_700_000_000_000
VOTE, TALK, VOTE_AGAIN, REVEAL = 2, 3, 4, 5


def lead(game: Game, *actions: Action, now: int = NOW) -> Game:
    """Let Fran act, one action after the other, all at this moment."""
    for action in actions:
        game = act(game, action, expect=game.acts, now=now, voters={})
    return game


def at_vote() -> Game:
    """The first vote of a deep card has just been opened."""
    return lead(a_game(Depth.DEEP, Depth.QUICK), Action.NEXT, Action.NEXT)


def test_a_dark_screen_changes_nothing_but_the_screen() -> None:
    game = at_vote()
    dark = lead(game, Action.BLANK)
    assert dark == replace(game, blank=True, acts=game.acts + 1)
    assert lead(dark, Action.UNBLANK) == replace(game, acts=game.acts + 2)


@pytest.mark.parametrize("move", [Action.NEXT, Action.BACK, Action.SKIP])
def test_going_on_lights_the_screen_and_starts_a_new_clock(move: Action) -> None:
    dark = lead(at_vote(), Action.BLANK, Action.TIMEOUT)
    on = lead(dark, move, now=NOW + 60_000)
    assert (on.blank, on.paused, on.timeout) == (False, None, False)
    assert on.step.started == NOW + 60_000


def test_a_vote_stays_open_in_a_break() -> None:
    game = lead(at_vote(), Action.TIMEOUT)
    assert game.timeout
    assert game.asking == game.open_vote == game.step


def test_a_break_in_a_pause_keeps_since_when_the_clock_stands_still() -> None:
    paused = lead(at_vote(), Action.PAUSE)
    rested = lead(paused, Action.TIMEOUT, now=NOW + 5_000)
    assert rested.paused == NOW
    again = lead(rested, Action.RESUME, now=NOW + 9_000)
    assert (again.paused, again.timeout) == (None, False)
    assert again.step.started == NOW + 9_000


@given(
    ran=st.integers(0, 10**7),
    stood=st.lists(st.integers(0, 10**7), max_size=4),
    between=st.integers(0, 10**5),
)
def test_no_pause_takes_time_off_the_clock(
    ran: int, stood: list[int], between: int
) -> None:
    game = at_vote()
    assert game.step.ends is not None
    now, used = NOW + ran, ran
    for pause in stood:
        game = lead(game, Action.PAUSE, now=now)
        seconds = comfort.left(game.step, game.paused)
        now += pause
        assert comfort.left(game.step, game.paused) == seconds
        game = lead(game, Action.RESUME, now=now)
        now += between
        used += between
    assert game.step.ends is not None
    assert game.step.ends - now == at_vote().step.seconds * 1000 - used


def test_time_is_added_while_the_clock_stands_still() -> None:
    paused = lead(at_vote(), Action.PAUSE, now=NOW + 20_000)
    assert comfort.left(paused.step, paused.paused) == 25
    longer = lead(paused, Action.FIVE, Action.MINUTE, Action.EXTEND)
    assert comfort.left(longer.step, longer.paused) == 25 + 390


def test_a_clock_that_ran_out_stands_at_nothing() -> None:
    late = lead(at_vote(), Action.PAUSE, now=NOW + 10**6)
    assert comfort.left(late.step, late.paused) == 0


def test_a_clock_that_runs_or_is_not_there_does_not_stand_still() -> None:
    game = at_vote()
    assert comfort.left(game.step, game.paused) is None
    assert comfort.left(a_game().step, NOW) is None


def test_a_clock_set_back_on_the_laptop_takes_no_time_off() -> None:
    paused = lead(at_vote(), Action.PAUSE, now=NOW + 20_000)
    again = lead(paused, Action.RESUME, now=NOW)
    assert again.step == at_vote().step


def test_a_step_that_was_never_entered_has_no_clock_to_move() -> None:
    lobby = replace(a_game(), paused=NOW)
    assert comfort.resume(lobby, NOW + 1000) == replace(lobby, paused=None)


def test_the_big_clock_stays_for_the_steps_after_it() -> None:
    game = lead(at_vote(), Action.BIG, Action.NEXT)
    assert game.big
    assert not lead(game, Action.SMALL).big


@pytest.mark.parametrize(
    "action",
    [Action.BLANK, Action.PAUSE, Action.TIMEOUT, Action.BIG],
)
def test_a_comfort_is_not_given_twice(action: Action) -> None:
    with pytest.raises(IllegalMove):
        lead(at_vote(), action, action)


@pytest.mark.parametrize(
    ("place", "told"),
    [(VOTE, False), (TALK, False), (VOTE_AGAIN, True), (REVEAL, False)],
)
def test_the_host_is_told_before_a_vote_is_closed_for_good(
    place: int, told: bool
) -> None:
    game = a_game(Depth.DEEP)
    while game.at < place:
        following = game.following(Action.NEXT)
        assert following is not None
        opened = {step.id: 9 for step in game.votes_to_seal}
        game = act(game, Action.NEXT, expect=game.acts, now=NOW, voters=opened)
    following = game.following(Action.NEXT)
    assert comfort.seals_next(game, following) is told


def test_the_whole_closes_every_vote_that_is_still_open() -> None:
    game = lead(at_vote(), Action.SKIP, Action.NEXT)
    following = game.steps[-2]
    assert following.kind is Kind.PERSPECTIVE
    assert comfort.seals_next(game, following)
    other = next(
        step
        for step in game.steps
        if step.kind is Kind.REVEAL and step.card == "kaart-2"
    )
    assert not comfort.seals_next(game, replace(other, card="kaart-9"))
    assert not comfort.seals_next(game, None)
