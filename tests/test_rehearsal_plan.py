"""A plan is drawn from its seed alone, and everything in it can be played."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dilemma.rehearsal import Ballot, Paper, Plan, draw
from dilemma.rehearsal.forms import form_to, screens
from dilemma.rehearsal.report import spread
from dilemma.rules.agenda import WITHOUT_CARD, Kind, Step
from dilemma.rules.game import Game
from dilemma.rules.offered import offered
from dilemma.rules.response import Cast, admit
from tests.builders import a_card, a_deck

ROLES = ("inwoner", "gemeente", "sociaal-werker", "ondernemer", "zorgverzekeraar")
SCALE = ("a2", "a1", "b1", "b2", "pass")
BALLOTS = (
    Ballot(3, "kaart-1", SCALE),
    Ballot(7, "kaart-2", ("a2", "a1", "b2", "b1", "c2", "c1", "pass")),
    Ballot(9, "kaart-2", ("a2", "a1", "b2", "b1", "c2", "c1", "pass")),
)
seeds = st.integers(0, 2**31)
sizes = st.integers(1, 60)


@settings(max_examples=40, deadline=None)
@given(seeds, st.integers(20, 60), st.integers(0, 4))
def test_small_roles_stay_too_small_to_be_shown(
    seed: int, size: int, small: int
) -> None:
    people = draw(seed, size, ROLES, BALLOTS, small=small).people
    count = Counter(one.role for one in people)
    assert len(people) == size
    assert set(count) == set(ROLES)
    assert all(count[role] in (3, 4) for role in ROLES[len(ROLES) - small :])


@settings(max_examples=40, deadline=None)
@given(seeds, sizes)
def test_the_same_seed_gives_the_same_plan(seed: int, size: int) -> None:
    assert draw(seed, size, ROLES, BALLOTS) == draw(seed, size, ROLES, BALLOTS)


def test_this_seed_gives_this_plan_on_every_computer() -> None:
    people = draw(7, 6, ROLES, BALLOTS).people
    assert [one.role for one in people] == [
        "zorgverzekeraar",
        "sociaal-werker",
        "inwoner",
        "gemeente",
        "ondernemer",
        "sociaal-werker",
    ]
    assert [one.turns[0].answer for one in people] == [
        "a2",
        "b2",
        "a2",
        "a2",
        "pass",
        "b2",
    ]


def test_another_seed_gives_another_plan() -> None:
    assert len({draw(seed, 20, ROLES, BALLOTS).people for seed in range(20)}) == 20


@settings(max_examples=40, deadline=None)
@given(seeds, sizes)
def test_every_role_is_taken_when_there_are_people_enough(seed: int, size: int) -> None:
    taken = {one.role for one in draw(seed, size, ROLES, BALLOTS).people}
    assert taken <= set(ROLES)
    assert len(taken) == len(ROLES) or size < len(ROLES)


@settings(max_examples=40, deadline=None)
@given(seeds, sizes)
def test_everybody_has_one_turn_a_vote_and_answers_what_its_card_takes(
    seed: int, size: int
) -> None:
    plan = draw(seed, size, ROLES, BALLOTS)
    assert [one.number for one in plan.people] == list(range(1, size + 1))
    for person in plan.people:
        assert 0 <= person.arrival <= 1
        assert [turn.step for turn in person.turns] == [one.step for one in BALLOTS]
        for turn, ballot in zip(person.turns, BALLOTS, strict=True):
            assert person.turn(ballot.step) is turn
            assert turn.answer is None or turn.answer in ballot.answers
            assert turn.second is None or turn.second in ballot.answers
            assert 0 <= turn.after <= 1
            assert turn.nap is None or 0 < turn.nap <= 1
        assert person.turn(99) is None


def test_a_hall_does_everything_that_people_do() -> None:
    plan: Plan = draw(1, 400, ROLES, BALLOTS)
    turns = [turn for person in plan.people for turn in person.turns]
    assert any(turn.answer is None for turn in turns)
    assert any(turn.second for turn in turns)
    assert any(turn.nap is not None and turn.nap_first for turn in turns)
    assert any(turn.nap is not None and not turn.nap_first for turn in turns)
    assert {one.language for one in plan.people} == {"nl", "en"}
    for ballot in BALLOTS:
        given = {turn.answer for turn in turns if turn.step == ballot.step}
        assert given == {*ballot.answers, None}


PAPERS = (
    Paper(3, "argument"),
    Paper(4, "why"),
    Paper(5, "agreement"),
    Paper(6, "dilemma"),
)


@settings(max_examples=40, deadline=None)
@given(seeds, sizes)
def test_what_people_write_changes_nothing_of_what_they_answer(
    seed: int, size: int
) -> None:
    plain = draw(seed, size, ROLES, BALLOTS)
    writing = draw(seed, size, ROLES, BALLOTS, PAPERS)
    assert [one.turns for one in plain.people] == [one.turns for one in writing.people]
    for person in writing.people:
        assert [line.step for line in person.lines] == sorted(
            {line.step for line in person.lines}
        )
        for line in person.lines:
            assert person.writes(line.step) == (line,)
            said = {name: value for name, value in line.fields if name != "mark"}
            assert all(0 < len(value) <= 140 for value in said.values())


def test_in_a_large_hall_a_few_write_and_some_agree() -> None:
    plan = draw(1, 400, ROLES, BALLOTS, PAPERS)
    wrote = Counter(line.step for one in plan.people for line in one.lines)
    assert 0 < wrote[3] < 20
    assert 0 < wrote[4] < 30
    assert 20 < wrote[5] < 80
    assert 0 < wrote[6] < 20


def test_only_votes_on_the_same_card_keep_the_first_choice() -> None:
    """What somebody thinks of another role says nothing of the own vote."""
    ballots = (
        Ballot(1, "kaart-1", SCALE),
        Ballot(2, "kaart-1", ("a", "b", "pass"), "predict"),
        Ballot(3, "kaart-1", SCALE),
    )
    for person in draw(4, 300, ROLES, ballots).people:
        for turn, ballot in zip(person.turns, ballots, strict=True):
            assert turn.answer is None or turn.answer in ballot.answers


@pytest.mark.parametrize("kind", list(Kind))
def test_everything_that_is_offered_is_let_in_and_nothing_else_is_asked(
    kind: Kind,
) -> None:
    step = Step(7, kind, "kaart-1" if kind not in WITHOUT_CARD else None, 1)
    step = replace(step, turned=True, roles=("gemeente", "inwoner"))
    game = Game((step, Step(8, Kind.CLOSE)))
    values = offered(step, a_deck())
    assert bool(values) is (game.asking is not None)
    for value in values:
        answer = admit(Cast(7, value, 1), game, a_deck(), 1, "inwoner")
        assert answer.value == value


def test_a_card_without_a_turning_question_asks_nothing_in_the_talk() -> None:
    deck = a_deck(cards=(a_card(1, turning=""),))
    assert offered(Step(7, Kind.TALK, "kaart-1"), deck) == ()


def test_a_change_of_mind_is_another_answer() -> None:
    plan = draw(2, 400, ROLES, BALLOTS)
    for person in plan.people:
        for turn in person.turns:
            assert turn.answer is None or turn.second != turn.answer


def test_percentiles_are_times_that_were_measured() -> None:
    hundred = spread([number / 1000 for number in range(100, 0, -1)])
    assert (hundred.p50, hundred.p95, hundred.p99, hundred.max) == (50, 95, 99, 100)
    assert spread([0.25]).p50 == spread([0.25]).max == 250
    assert (spread([]).max, spread([]).n) == (0, 0)


def test_a_page_is_read_as_far_as_a_phone_needs() -> None:
    page = """<form action="/j/BCDFGH/role"><input type="hidden" name="entry" value="e">
    <button name="role" value="inwoner">x</button></form><input type="hidden" name="n">
    <section id="stage" data-revision="4" data-announce="a &gt; b" data-step="3">
    <section id="mine" data-revision="4" data-sequence="2"></section>"""
    form = form_to(page, "/role")
    assert form is not None
    assert form.fields == {"entry": "e"}
    assert form.buttons == {"role": ["inwoner"]}
    assert form_to(page, "/act") is None
    shown = screens(page)
    assert shown["stage"] == {"revision": "4", "announce": "a > b", "step": "3"}
    assert shown["mine"]["sequence"] == "2"
