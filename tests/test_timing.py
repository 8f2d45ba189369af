"""Planned against real time."""

from dilemma.rules.agenda import Depth
from dilemma.rules.game import Action, Game, act
from dilemma.rules.timing import planned_minutes, timing
from tests.builders import a_game

NOW = 1_700_000_000_000
SECOND = 1000


def lead(*moves: tuple[Action, int]) -> Game:
    """Let Fran act, each so many seconds after the act before."""
    game, now = a_game(Depth.QUICK), NOW
    for action, after in moves:
        now += after * SECOND
        game = act(game, action, expect=game.acts, now=now, voters={})
    return game


NEXT, BACK, SKIP, EXTEND = Action.NEXT, Action.BACK, Action.SKIP, Action.EXTEND


def test_waiting_in_the_lobby_makes_nobody_late() -> None:
    assert timing(a_game(Depth.QUICK)) is None
    began = timing(lead((NEXT, 3600)))
    assert began is not None
    assert (began.late, began.minutes_late) == (0, 0)
    # reading 45 s, vote 45 s, reveal 90 s, talk 180 s, perspective 480 s
    assert began.ends == NOW + (3600 + 840) * SECOND


def test_a_step_that_took_longer_makes_the_workshop_late() -> None:
    late = timing(lead((NEXT, 0), (NEXT, 45 + 170)))
    assert late is not None
    assert (late.late, late.minutes_late) == (170 * SECOND, 3)
    assert late.ends == NOW + (840 + 170) * SECOND


def test_a_step_that_took_less_or_was_skipped_wins_time() -> None:
    ahead = timing(lead((NEXT, 0), (NEXT, 45), (SKIP, 45)))
    assert ahead is not None
    assert ahead.minutes_late == round(-270 / 60)


def test_visits_to_the_same_step_add_up() -> None:
    game = lead((NEXT, 0), (NEXT, 40), (BACK, 5), (NEXT, 20))
    assert [step.spent for step in game.steps[:4]] == [
        0,
        60 * SECOND,
        5 * SECOND,
        0,
    ]


def test_a_clock_that_is_put_back_takes_no_time_off() -> None:
    assert lead((NEXT, 0), (NEXT, -100)).steps[1].spent == 0


def test_added_time_moves_the_end() -> None:
    longer = timing(lead((NEXT, 0), (EXTEND, 10)))
    assert longer is not None
    assert longer.ends == NOW + 870 * SECOND


def test_at_the_end_there_is_no_schedule_left() -> None:
    assert timing(lead(*[(NEXT, 1)] * 6)) is None


def test_the_whole_programme_is_planned_in_minutes_without_what_is_skipped() -> None:
    assert planned_minutes(a_game(Depth.QUICK)) == 14
    assert planned_minutes(lead((NEXT, 0), (NEXT, 0), (SKIP, 0))) == 10
