"""The use cases against a real file: who comes in, who acts, and what is true then."""

from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from flask import Flask

from dilemma import play
from dilemma.rules.game import Action
from dilemma.rules.refusals import (
    IllegalMove,
    MovedOn,
    NotAllowed,
    RoleFixed,
    RoleUnknown,
    WorkshopClosed,
    WorkshopFull,
    WorkshopLocked,
)
from tests.conftest import Room

Rooms = Callable[..., Room]


@pytest.fixture(autouse=True)
def in_app(app: Flask) -> Iterator[None]:
    """Every use case needs the app's database."""
    with app.app_context():
        yield


def test_answering_one_join_page_twice_brings_in_one_person(room: Room) -> None:
    first = play.join(room.id, "inwoner", "the same page")
    assert play.join(room.id, "inwoner", "the same page") == first
    assert play.join(room.id, "gemeente", "the same page") == first
    assert room.look().joined == 1


def test_the_same_number_on_another_workshops_page_is_another_person(
    room: Room, make_room: Rooms
) -> None:
    other = make_room()
    here, there = (play.join(one.id, "inwoner", "same") for one in (room, other))
    assert here != there
    assert (room.look().joined, other.look().joined) == (1, 1)


def test_only_an_offered_role_can_be_taken(room: Room) -> None:
    with pytest.raises(RoleUnknown):
        play.join(room.id, "burgemeester", "a page")
    assert room.look().joined == 0


def test_a_full_workshop_takes_nobody_new_and_keeps_who_is_in(make_room: Rooms) -> None:
    room = make_room(capacity=2)
    ann = play.join(room.id, "inwoner", "page of ann")
    play.join(room.id, "gemeente", "page of bo")
    with pytest.raises(WorkshopFull) as full:
        play.join(room.id, "inwoner", "page of cas")
    assert full.value.capacity == 2
    assert play.join(room.id, "inwoner", "page of ann") == ann


def test_a_locked_door_opens_again(room: Room) -> None:
    room.act("lock")
    with pytest.raises(WorkshopLocked):
        play.join(room.id, "inwoner", "a page")
    room.act("unlock")
    play.join(room.id, "inwoner", "a page")


def test_a_closed_workshop_takes_nobody_new(room: Room) -> None:
    room.reach("close")
    with pytest.raises(WorkshopClosed):
        play.join(room.id, "inwoner", "a page")


def test_a_role_can_be_switched_until_the_first_answer(room: Room) -> None:
    (ann,) = room.crowd("inwoner", 1)
    room.reach("vote")
    play.switch_role(room.id, ann, "gemeente")
    assert [one.joined for one in room.look().people[:2]] == [0, 1]
    room.cast(ann, "pass")
    with pytest.raises(RoleFixed):
        play.switch_role(room.id, ann, "inwoner")
    play.switch_role(room.id, ann, "gemeente")  # what she has already


def test_nobody_switches_in_a_closed_workshop_or_somebody_elses(
    room: Room, make_room: Rooms
) -> None:
    (ann,) = room.crowd("inwoner", 1)
    other = make_room()
    with pytest.raises(NotAllowed):
        play.switch_role(other.id, ann, "gemeente")
    with pytest.raises(RoleUnknown):
        play.switch_role(room.id, ann, "koning")
    room.reach("close")
    with pytest.raises(RoleFixed):
        play.switch_role(room.id, ann, "gemeente")


def test_every_commit_raises_the_revision(room: Room) -> None:
    revisions = [room.look().revision]

    def seen() -> None:
        revisions.append(room.look().revision)

    (ann,) = room.crowd("inwoner", 1)
    seen()
    play.switch_role(room.id, ann, "gemeente")
    seen()
    for action in ("lock", "unlock", "next", "next", "extend"):
        room.act(action)
        seen()
    for sequence in (1, 2):
        room.cast(ann, "a2", sequence)
        seen()
    for action in ("next", "back", "skip"):
        room.act(action)
        seen()
    assert all(one < other for one, other in pairwise(revisions))


def test_looking_changes_nothing(room: Room) -> None:
    assert room.look() == room.look()


def test_only_one_of_two_equal_clicks_acts(room: Room) -> None:
    play.act(room.id, Action.NEXT, 0)
    with pytest.raises(MovedOn):
        play.act(room.id, Action.NEXT, 0)
    with pytest.raises(IllegalMove):
        play.act(room.id, Action.UNLOCK, 1)
    assert room.look().game.at == 1
    assert room.look().game.acts == 1


@pytest.mark.parametrize(
    "typed", ["{}", " {} ", "{0[0]}-{0[1]}{0[2]} {0[3]}{0[4]}{0[5]}"]
)
def test_a_code_is_found_however_it_is_typed(room: Room, typed: str) -> None:
    assert play.find(typed.format(room.code)) == room.id
    assert play.find(typed.format(room.code).lower()) == room.id


def test_codes_hold_nothing_that_is_confused_with_something_else() -> None:
    assert not set(play.CODE_LETTERS) & set("01OIAEU")


def test_a_code_that_is_taken_is_not_given_again(
    room: Room, make_room: Rooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    letters = iter(room.code + "BCDFGH")
    monkeypatch.setattr("secrets.choice", lambda _letters: next(letters))
    other = make_room()
    assert other.code == "BCDFGH"
    assert other.look().game.steps
    assert room.look().workshop.code == room.code


def test_a_one_time_link_works_once_and_only_the_newest(app: Flask) -> None:
    old, new = play.new_sign_in(), play.new_sign_in()
    assert not play.use_sign_in(old)
    assert not play.use_sign_in("made up")
    assert play.use_sign_in(new)
    assert not play.use_sign_in(new)
