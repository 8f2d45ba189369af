"""One order of events: votes share a commit, acts wait their turn."""

import random
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import gevent
import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from dilemma import play
from dilemma.live import writer
from dilemma.live.writer import NotStored
from dilemma.rules.game import Action
from dilemma.rules.refusals import (
    MovedOn,
    NotAllowed,
    OptionUnknown,
    VoteClosed,
    WorkshopFull,
)
from dilemma.rules.response import Cast
from dilemma.store import responses, transaction
from dilemma.store.transaction import reading
from tests.conftest import Room

VALUES = ("a2", "a1", "b1", "b2", "pass")
ROUNDS = 1000


@pytest.fixture
def running(app: Flask, room: Room) -> Iterator[None]:
    """The writer of a running server."""
    writer.start(app)
    yield
    writer.stop(app)


def stored(room: Room, person: int) -> tuple[str, int] | None:
    """Return somebody's answer at the present step as another reader sees it."""
    step = room.look().game.step.id
    with room.app.app_context():
        own = play.personal(room.id, person).me.answer_at(step)
    return (own.value, own.sequence) if own else None


def all_stored(
    room: Room, step: int, people: list[int]
) -> dict[int, tuple[str, int] | None]:
    """Return everybody's answer at a step, read in one go."""
    with room.app.app_context(), reading():
        own = responses.own(people, {step: 1})
    return {
        person: (answers[0].value, answers[0].sequence) if answers else None
        for person, answers in own.items()
    }


def together(*works: Callable[[], Any]) -> list[Any]:
    """Let people do things at the same moment; an exception is a result."""

    def outcome(work: Callable[[], Any]) -> Any:
        try:
            return work()
        except Exception as error:
            return error

    return [one.get() for one in [gevent.spawn(outcome, work) for work in works]]


def vote(room: Room, person: int, value: str, sequence: int = 1, step: int = 0) -> Any:
    """Make somebody's vote, to be cast later."""
    given = Cast(step or room.look().game.step.id, value, sequence)
    return partial(writer.cast, play.Vote(room.id, person, given))


def counted_commits(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list that grows with every commit."""
    commits: list[int] = []
    wait = transaction._wait

    def counted(commit: Callable[[], object]) -> object:
        commits.append(1)
        return wait(commit)

    monkeypatch.setattr(transaction, "_wait", counted)
    return commits


def test_votes_of_the_same_moment_share_one_commit(
    room: Room, running: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = room.crowd("inwoner", 40)
    room.reach("vote")
    commits = counted_commits(monkeypatch)
    outcomes = together(*(vote(room, person, "a2") for person in people))
    assert all(isinstance(one, play.Personal) for one in outcomes)
    assert len(commits) == 1
    assert room.look().answered == 40


def test_who_is_told_later_is_told_once_after_the_commit(
    room: Room, running: None
) -> None:
    ann, bo = room.crowd("inwoner", 2)
    step = room.reach("vote").game.step.id
    told: list[Any] = []

    def tell(outcome: Any) -> None:
        told.append((outcome, stored(room, ann)))
        raise ZeroDivisionError  # and who cannot be told keeps out nobody

    writer.cast_then(play.Vote(room.id, ann, Cast(step, "a2", 1)), tell)
    assert told == []  # it did not wait
    assert vote(room, bo, "b1")().me.answer_at(step).value == "b1"
    ((outcome, at_that_moment),) = told
    assert outcome.me.answer_at(step).value == "a2"
    assert at_that_moment == ("a2", 1)


def test_who_was_told_that_nothing_is_sure_is_told_nothing_more() -> None:
    told: list[Any] = []
    answer = writer.Told(told.append)
    assert not answer.ready()
    answer.set_exception(NotStored())
    assert answer.ready()
    answer.set("stored after all")
    assert [type(one) for one in told] == [NotStored]


def test_after_an_act_votes_gather_again(
    room: Room, running: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "WINDOW", 0.2)
    people = room.crowd("inwoner", 4)
    room.reach("vote")
    writer.do(lambda: None)
    commits = counted_commits(monkeypatch)

    def later(person: int, seconds: float) -> Callable[[], Any]:
        cast = vote(room, person, "a2")

        def run() -> Any:
            gevent.sleep(seconds)
            return cast()

        return run

    together(*(later(person, n * 0.03) for n, person in enumerate(people)))
    assert len(commits) == 1


def test_a_batch_is_never_larger_than_the_most(
    room: Room, running: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "MOST", 7)
    people = room.crowd("inwoner", 40)
    room.reach("vote")
    sizes: list[int] = []
    cast_all = play.cast_all

    def measured(votes: Any) -> Any:
        sizes.append(len(votes))
        return cast_all(votes)

    monkeypatch.setattr(play, "cast_all", measured)
    together(*(vote(room, person, "a2") for person in people))
    assert sum(sizes) == 40
    assert max(sizes) == 7


def test_everybody_in_a_batch_gets_the_own_answer(
    room: Room, make_room: Callable[..., Room], running: None
) -> None:
    ann, bo = room.crowd("inwoner", 2)
    other = make_room()
    (zoe,) = other.crowd("inwoner", 1)
    for one in (room, other):
        one.reach("vote")
    outcomes = together(
        vote(room, ann, "a2"),
        vote(room, zoe, "b2"),  # not of this workshop
        vote(other, zoe, "b1"),
        vote(room, bo, "c9"),
        vote(room, bo, "pass", step=room.look().game.steps[-1].id),
        vote(room, bo, "b2"),
    )
    kinds = [type(one) for one in outcomes]
    mine = play.Personal
    assert kinds == [mine, NotAllowed, mine, OptionUnknown, VoteClosed, mine]
    assert stored(room, ann) == ("a2", 1)
    assert stored(room, bo) == ("b2", 1)
    assert stored(other, zoe) == ("b1", 1)


def test_two_tabs_in_one_batch_are_both_told_what_counts(
    room: Room, running: None
) -> None:
    (ann,) = room.crowd("inwoner", 1)
    step = room.reach("vote").game.step.id
    outcomes = together(vote(room, ann, "b1", 2), vote(room, ann, "a2", 1))
    assert [one.me.answer_at(step).value for one in outcomes] == ["b1", "b1"]


@pytest.fixture
def broken_disk(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """A disk that is full as long as the list holds something."""
    full: list[bool] = []
    wait = transaction._wait

    def try_to(commit: Callable[[], object]) -> object:
        if full:
            raise OperationalError("COMMIT", {}, Exception("disk full"))
        return wait(commit)

    monkeypatch.setattr(transaction, "_wait", try_to)
    return full


def test_what_cannot_be_stored_is_said_and_may_be_sent_again(
    room: Room, running: None, broken_disk: list[bool]
) -> None:
    people = room.crowd("inwoner", 3)
    room.reach("vote")
    votes = [vote(room, person, "a2") for person in people]
    broken_disk.append(True)
    assert [type(one) for one in together(*votes)] == [NotStored] * 3
    assert room.look().answered == 0
    broken_disk.clear()
    assert [type(one) for one in together(*votes)] == [play.Personal] * 3
    assert room.look().answered == 3


def test_a_vote_that_breaks_its_batch_does_not_keep_out_the_others(
    room: Room, running: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann, bo, eve = room.crowd("inwoner", 3)
    room.reach("vote")
    cast_all = play.cast_all

    def fragile(votes: Any) -> Any:
        if any(vote.participant == eve for vote in votes):
            raise ZeroDivisionError
        return cast_all(votes)

    monkeypatch.setattr(play, "cast_all", fragile)
    outcomes = together(*(vote(room, person, "a2") for person in (ann, eve, bo)))
    mine = play.Personal
    assert [type(one) for one in outcomes] == [mine, NotStored, mine]


def test_who_waits_too_long_is_told_that_nothing_is_sure(
    app: Flask, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    (ann,) = room.crowd("inwoner", 1)
    room.reach("vote")
    for name, seconds in (("PATIENCE", 0.01), ("GLANCE", 0.02), ("WINDOW", 0.5)):
        monkeypatch.setattr(writer, name, seconds)
    writer.start(app)
    with pytest.raises(NotStored):
        vote(room, ann, "a2")()
    monkeypatch.setattr(writer, "PATIENCE", 10.0)
    assert isinstance(vote(room, ann, "a2")(), play.Personal)  # it is sent again
    writer.stop(app)
    assert stored(room, ann) == ("a2", 1)


def test_an_act_that_nobody_waits_for_any_more_does_not_happen(
    app: Flask, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = partial(gevent.sleep, 0.3)
    monkeypatch.setattr(writer, "PATIENCE", 0.05)
    monkeypatch.setattr(writer, "GLANCE", 0.02)
    writer.start(app)
    act = partial(writer.do, partial(play.act, room.id, Action.NEXT, 0))
    outcomes = together(partial(writer.do, slow), act)
    writer.stop(app)
    assert [type(one) for one in outcomes] == [type(None), NotStored]
    assert room.look().game.acts == 0


def test_newcomers_of_the_same_moment_share_one_commit_too(
    room: Room, running: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    (ann,) = room.crowd("inwoner", 1)
    room.reach("vote")
    commits = counted_commits(monkeypatch)
    wave = [
        partial(writer.join, play.Join(room.id, "gemeente", f"page {number % 30}"))
        for number in range(40)  # ten of them press twice
    ]
    outcomes = together(*wave, vote(room, ann, "a2"))
    assert len(commits) == 2  # all newcomers, all votes
    assert len(set(outcomes[:40])) == 30
    assert room.look().joined == 31
    assert room.look().answered == 1


def test_a_full_workshop_takes_no_more_of_a_wave(
    make_room: Callable[..., Room], running: None
) -> None:
    room = make_room(capacity=3)
    wave = [
        partial(writer.join, play.Join(room.id, "gemeente", f"page {number}"))
        for number in range(5)
    ]
    kinds = [type(one) for one in together(*wave)]
    assert kinds == [int, int, int, WorkshopFull, WorkshopFull]


def test_an_act_raises_to_the_one_who_acted(room: Room, running: None) -> None:
    with pytest.raises(MovedOn):
        writer.do(partial(play.act, room.id, Action.NEXT, 7))
    writer.do(partial(play.act, room.id, Action.NEXT, 0))
    assert room.look().game.acts == 1


def test_stopping_writes_what_waits(app: Flask, room: Room) -> None:
    people = room.crowd("inwoner", 20)
    room.reach("vote")
    writer.start(app)
    waiting = [gevent.spawn(vote(room, person, "b2")) for person in people]
    gevent.sleep(0)
    writer.stop(app)
    assert [type(one.get()) for one in waiting] == [play.Personal] * 20
    assert room.look().answered == 20


def test_whatever_the_order_what_is_acknowledged_before_the_close_counts(
    room: Room, running: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Play a thousand orders of votes, changed minds, one close and one opening."""
    monkeypatch.setattr(writer, "WINDOW", 0.0)
    chance = random.Random(7)
    people = room.crowd("inwoner", 4)
    step = room.reach("vote").game.step.id
    counts: dict[int, tuple[str, int] | None] = dict.fromkeys(people)
    refused = 0
    for sequence in range(1, ROUNDS + 1):
        acts = room.look().game.acts
        at_close: list[dict[int, tuple[str, int] | None]] = []

        def close(acts: int = acts, seen: list[Any] = at_close) -> None:
            play.act(room.id, Action.NEXT, acts)
            seen.append(all_stored(room, step, people))

        values = {person: chance.choice(VALUES) for person in people}
        works = [
            partial(_later, chance.randrange(4), vote(room, who, value, sequence, step))
            for who, value in values.items()
        ]
        place, wait = chance.randrange(len(works) + 1), chance.randrange(4)
        works.insert(place, partial(_later, wait, partial(writer.do, close)))
        for person, outcome in zip(
            people, [one for one in together(*works) if one is not None], strict=True
        ):
            if isinstance(outcome, VoteClosed):
                refused += 1
            else:
                assert isinstance(outcome, play.Personal)
                counts[person] = values[person], sequence
        acts = room.look().game.acts
        writer.do(partial(play.act, room.id, Action.BACK, acts))  # open again
        assert [all_stored(room, step, people), *at_close] == [counts, counts]
    assert 0.1 < refused / (ROUNDS * len(people)) < 0.9  # both orders were played


def _later(turns: int, work: Callable[[], Any]) -> Any:
    for _ in range(turns):
        gevent.sleep(0)
    return work()
