"""Votes against a real file: nothing acknowledged is lost, nothing counts twice."""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import OperationalError

from dilemma import play
from dilemma.rules.agenda import Depth
from dilemma.rules.refusals import (
    NotAllowed,
    OptionUnknown,
    VoteClosed,
    WorkshopUnknown,
)
from dilemma.rules.response import Cast, parse_form
from dilemma.rules.snapshot import Participant
from dilemma.store import responses, transaction
from dilemma.store.tables import db
from dilemma.store.transaction import reading
from tests.conftest import Room

Rooms = Callable[..., Room]


@pytest.fixture(autouse=True)
def in_app(app: Flask) -> Iterator[None]:
    """Every use case needs the app's database."""
    with app.app_context():
        yield


@pytest.fixture
def stored(tmp_path: Path) -> Callable[[], list[tuple[Any, ...]]]:
    """Read the answers as another program sees them: committed ones only."""

    def read() -> list[tuple[Any, ...]]:
        with sqlite3.connect(tmp_path / "dilemma.db") as other:
            rows = other.execute(
                "select step, participant, option, strength, sequence from response "
                "order by step, participant"
            ).fetchall()
        other.close()
        return rows

    return read


def test_an_answer_counts_only_at_the_open_vote(room: Room) -> None:
    (ann,) = room.crowd("inwoner", 1)
    votes = [step for step in room.look().game.steps if step.kind == "vote"]
    taken = []
    while True:
        now = room.look().game
        for step in (*votes, now.step):
            try:
                room.cast(ann, "a2", step=step.id)
                taken.append((now.step.id, step.id))
            except VoteClosed:
                pass
        if now.closed:
            break
        room.act("next")
    assert set(taken) == {(vote.id, vote.id) for vote in votes}


def test_nobody_answers_in_another_workshop(room: Room, make_room: Rooms) -> None:
    (zoe,) = make_room().crowd("inwoner", 1)
    step = room.reach("vote").game.step.id
    with pytest.raises(NotAllowed):
        play.cast(room.id, zoe, Cast(step, "a2", 1))
    with pytest.raises(NotAllowed):
        play.cast(room.id, 999_999, Cast(step, "a2", 1))
    with pytest.raises(NotAllowed):
        play.personal(room.id, zoe)
    with pytest.raises(WorkshopUnknown):
        play.cast("nowhere", zoe, Cast(step, "a2", 1))
    assert room.look().answered == 0


@pytest.mark.parametrize("value", ["c1", "a3", "a0", "A2", "", "a", "aa2", "PASS"])
def test_only_an_answer_that_the_card_has_is_taken(room: Room, value: str) -> None:
    (ann,) = room.crowd("inwoner", 1)
    room.reach("vote")
    with pytest.raises(OptionUnknown):
        room.cast(ann, value)
    assert room.look().answered == 0


messages = st.lists(
    st.tuples(
        st.integers(0, 2),  # who
        st.sampled_from(["a2", "a1", "b1", "b2", "pass", "x9"]),
        st.integers(1, 4),  # sequence: doubled, late and reordered ones abound
        st.sampled_from([0, 0, 0, 1]),  # 1: for a vote that is not open
    ),
    max_size=10,
)


@given(sent=messages)
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_the_last_by_sequence_counts_however_messages_travel(
    make_room: Rooms, sent: list[tuple[int, str, int, int]]
) -> None:
    room = make_room(Depth.DEEP)
    people = room.crowd("inwoner", 3)
    game = room.reach("vote").game
    later = next(step.id for step in game.steps if step.round == 2)
    model: dict[int, tuple[int, str]] = {}
    for who, value, sequence, elsewhere in sent:
        try:
            room.cast(people[who], value, sequence, step=later if elsewhere else 0)
        except (VoteClosed, OptionUnknown):
            continue
        if who not in model or sequence > model[who][0]:
            model[who] = (sequence, value)
    for who, person in enumerate(people):
        own = play.personal(room.id, person).me.answers
        assert [(one.sequence, one.value) for one in own] == [
            model[who] for _ in range(who in model)
        ]
    with reading():
        counts = responses.tally(game.step, 2).room
    chosen = [value for _, value in model.values()]
    assert counts.votes == (
        (chosen.count("a2"), chosen.count("a1")),
        (chosen.count("b2"), chosen.count("b1")),
    )
    assert counts.passes == chosen.count("pass")
    assert room.look().answered == len(model)


def by_form(workshop: str, person: int, step: int, value: str) -> Participant:
    """Let somebody answer with a plain form."""
    given = parse_form(str(step), value, "")
    (outcome,) = play.cast_all([play.Vote(workshop, person, given)])
    assert isinstance(outcome, play.Personal)
    return outcome.me


def test_a_plain_form_is_newer_than_what_its_sender_saw(room: Room) -> None:
    (ann,) = room.crowd("inwoner", 1)
    step = room.reach("vote").game.step.id
    room.cast(ann, "a2", sequence=2**53 - 2)  # a phone whose clock is far ahead
    mine = by_form(room.id, ann, step, "b1").answer_at(step)
    assert mine is not None
    assert mine.value == "b1"


def test_forms_of_the_same_moment_count_on(room: Room) -> None:
    (ann,) = room.crowd("inwoner", 1)
    step = room.reach("vote").game.step.id
    forms = [parse_form(str(step), value, "") for value in ("a1", "b1")]
    outcomes = play.cast_all([play.Vote(room.id, ann, form) for form in forms])
    assert all(isinstance(one, play.Personal) for one in outcomes)
    mine = play.personal(room.id, ann).me.answer_at(step)
    assert mine is not None
    assert (mine.value, mine.sequence) == ("b1", 2)


def test_a_form_with_an_older_number_does_not_win(room: Room) -> None:
    (ann,) = room.crowd("inwoner", 1)
    step = room.reach("vote").game.step.id
    room.cast(ann, "b2", sequence=5)
    play.cast_all([play.Vote(room.id, ann, parse_form(str(step), "a2", "3"))])
    mine = play.personal(room.id, ann).me.answer_at(step)
    assert mine is not None
    assert mine.value == "b2"


def test_a_socket_vote_after_a_plain_form_counts(room: Room) -> None:
    (ann,) = room.crowd("inwoner", 1)
    step = room.reach("vote").game.step.id
    mine = by_form(room.id, ann, step, "b1").answer_at(step)
    assert mine is not None
    room.cast(ann, "a1", mine.sequence + 1)
    now = play.personal(room.id, ann).me.answer_at(step)
    assert now is not None
    assert now.value == "a1"


def test_what_is_acknowledged_is_committed(
    room: Room, stored: Callable[[], list[Any]]
) -> None:
    (ann,) = room.crowd("inwoner", 1)
    step = room.reach("vote").game.step.id
    mine = play.cast(room.id, ann, Cast(step, "b1", 7)).me.answer_at(step)
    db.session.rollback()  # whatever happens next in this process
    assert mine is not None
    assert mine.value == "b1"
    assert stored() == [(step, ann, 1, 1, 7)]


def test_what_is_not_committed_is_not_acknowledged(
    room: Room, stored: Callable[[], list[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    (ann,) = room.crowd("inwoner", 1)
    step = room.reach("vote").game.step.id

    def fail(_commit: object) -> None:
        raise OperationalError("COMMIT", {}, Exception("disk full"))

    with monkeypatch.context() as broken:
        broken.setattr(transaction, "_wait", fail)
        with pytest.raises(OperationalError):
            play.cast(room.id, ann, Cast(step, "b1", 7))
    assert stored() == []
    play.cast(room.id, ann, Cast(step, "b1", 7))  # the phone sends it again
    assert stored() == [(step, ann, 1, 1, 7)]


def test_a_changed_mind_changes_nothing_that_anybody_sees(room: Room) -> None:
    people = room.crowd("inwoner", 6) + room.crowd("gemeente", 6)
    room.reach("vote")
    for person in people:
        room.cast(person, "a2")
    before = room.look()
    for person in people:
        room.cast(person, "b1", sequence=2)
    after = room.look()
    assert before.answered == 12
    assert before.results == ()
    assert replace(after, revision=before.revision) == before


def shown_a(room: Room, card: str = "kaart-1") -> list[tuple[int, int] | None] | None:
    """Return (A, B) per round of what may be seen of a card."""
    shown = room.look().result(card)
    if shown is None:
        return None
    return [
        None if one is None else (sum(one.votes[0]), sum(one.votes[1]))
        for one in shown.rounds
    ]


def test_results_stay_right_through_back_skip_and_close(make_room: Rooms) -> None:
    room = make_room(Depth.DEEP, Depth.QUICK)
    people = room.crowd("inwoner", 6) + room.crowd("gemeente", 6)
    room.reach("vote", 1)
    for place, person in enumerate(people):
        room.cast(person, "a2" if place < 5 else "b1")
    assert shown_a(room) is None
    room.reach("vote", 2)
    for place, person in enumerate(people):
        room.cast(person, "a2" if place < 9 else "b1")
    assert shown_a(room) is None
    room.act("next")
    assert shown_a(room) == [(5, 7), (9, 3)]
    room.act("back")  # the vote was shown: it stays closed, and the numbers stay
    with pytest.raises(VoteClosed):
        room.cast(people[0], "b2", sequence=9)
    assert shown_a(room) == [(5, 7), (9, 3)]
    room.act("next", "next", "next")
    for person in people:
        room.cast(person, "b2")
    assert shown_a(room, "kaart-2") is None
    room.act("skip")
    assert room.look().game.step.kind == "perspective"
    assert shown_a(room, "kaart-2") == [(0, 12)]
    room.act("next")
    assert room.look().game.closed
    assert shown_a(room) == [(5, 7), (9, 3)]
    assert shown_a(room, "kaart-2") == [(0, 12)]


def test_a_reveal_pressed_too_early_shows_nothing_and_can_be_taken_back(
    make_room: Rooms,
) -> None:
    room = make_room(Depth.QUICK)
    people = room.crowd("inwoner", 6)
    room.reach("vote")
    room.cast(people[0], "a2")
    room.act("next")
    assert shown_a(room) is None
    room.act("back")
    for person in people:
        room.cast(person, "b1", sequence=2)
    room.act("next")
    assert shown_a(room) == [(0, 6)]
