"""Who hears what, and how often: a busy room is quiet on the phones."""

from collections.abc import Callable
from typing import Any

import pytest

from dilemma.live import rooms
from dilemma.live.rooms import HOST, PLAYER, PROJECTOR
from dilemma.words import LANGUAGES
from tests.conftest import Person, Room
from tests.deliveries import heard, push_of, sockets
from tests.markup import roots

Rooms = Callable[..., Room]


def ids(pushes: list[str]) -> list[list[str]]:
    """Name the roots of each push."""
    return [[root.attributes["id"] for root in roots(push)] for push in pushes]


def pulse(room: Room) -> None:
    """Let the server's clock beat once."""
    with room.app.app_context():
        rooms.pulse()


@pytest.fixture
def ears(full: Room, lead: Person) -> dict[str, Any]:
    """Somebody of every audience, who heard everything until now."""
    ann = full.join()
    full.reach("vote")
    pulse(full)
    connected = sockets(full, ann, lead, "nl")
    for socket in connected.values():
        heard(socket)
    return connected


def test_turnout_goes_to_host_and_projector_and_never_to_players(
    full: Room, ears: dict[str, Any]
) -> None:
    full.cast(1, "a2")
    rooms.stir(full.id)
    pulse(full)
    assert ids(heard(ears[HOST])) == [["host-turnout", "turnout", "waiting", "turned"]]
    assert ids(heard(ears[PROJECTOR])) == [["turnout"]]
    assert heard(ears[PLAYER]) == []


def test_many_votes_make_one_push(full: Room, ears: dict[str, Any]) -> None:
    step = full.look().game.step.id
    phones = [full.phone(full.join()) for _ in range(4)]
    for phone in phones:
        heard(phone)
    for sequence in range(1, 6):
        for phone in phones:
            message = {"step": step, "answer": "b1", "seq": sequence}
            assert phone.emit("cast", message, callback=True)["ok"]
    pulse(full)
    (push,) = heard(ears[PROJECTOR])
    assert "4 van" in push
    assert len(heard(ears[HOST])) == 1
    pulse(full)  # nothing happened since
    assert heard(ears[PROJECTOR]) == []
    assert heard(ears[HOST]) == []


def test_the_same_numbers_are_not_told_again(full: Room, ears: dict[str, Any]) -> None:
    for sequence, value in enumerate(("a2", "b1", "b1"), start=1):
        full.cast(1, value, sequence)
        rooms.stir(full.id)
        pulse(full)
    assert len(heard(ears[PROJECTOR])) == 1
    assert len(heard(ears[HOST])) == 1


def test_a_vote_is_one_message_in_and_one_answer_out(
    full: Room, ears: dict[str, Any]
) -> None:
    message = {"step": full.look().game.step.id, "answer": "a2", "seq": 1}
    answer = ears[PLAYER].emit("cast", message, callback=True)
    assert ids([answer["html"]]) == [["mine"]]
    assert all(heard(socket) == [] for socket in ears.values())  # until the pulse


def test_no_phone_hears_that_somebody_joined_or_voted(
    full: Room, ears: dict[str, Any]
) -> None:
    step = str(full.look().game.step.id)
    for _ in range(3):
        somebody = full.join("gemeente")
        page = f"/j/{full.code}"
        sent = somebody.post(f"{page}/answer", page=page, step=step, answer="b2")
        assert sent.status_code == 303
        pulse(full)
    assert heard(ears[PLAYER]) == []
    assert len(heard(ears[PROJECTOR])) == 3


def test_every_language_hears_its_own(full: Room, lead: Person) -> None:
    ann = full.join()
    connected = {lang: sockets(full, ann, lead, lang) for lang in LANGUAGES}
    for lang in LANGUAGES:
        for socket in connected[lang].values():
            heard(socket)
    full.press(lead, "next")
    for lang in LANGUAGES:
        for audience, socket in connected[lang].items():
            assert heard(socket) == [push_of(full, audience, lang)]


def test_an_act_is_heard_in_its_own_workshop_only(
    full: Room, lead: Person, make_room: Rooms
) -> None:
    other = make_room()
    zoe = other.join()
    phone = other.phone(zoe)
    theirs = sockets(full, full.join(), lead, "nl")
    for socket in (phone, *theirs.values()):
        heard(socket)
    full.press(lead, "next")
    rooms.stir(full.id)
    pulse(full)
    assert heard(phone) == []
    assert all(heard(socket) for socket in theirs.values())


def test_an_act_is_told_once_it_is_committed(
    full: Room, lead: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = full.phone(full.join())
    heard(phone)
    assert full.press(lead, "next", expect=7).status_code == 409
    assert heard(phone) == []
    assert full.press(lead, "next").status_code == 303
    assert len(heard(phone)) == 1


def test_waking_up_is_the_same_as_connecting(full: Room, lead: Person) -> None:
    ann = full.join()
    old = sockets(full, ann, lead, "nl")
    full.reach("vote")
    message = {"step": full.look().game.step.id, "answer": "a2", "seq": 1}
    assert old[PLAYER].emit("cast", message, callback=True)["ok"]
    for audience, socket in sockets(full, ann, lead, "nl").items():
        (arrival,) = heard(socket)
        answer = old[audience].emit("sync", callback=True)
        assert answer["ok"]
        assert answer["html"] == arrival


def test_own_choices_come_only_in_answers_to_that_person(full: Room) -> None:
    ann, bo = full.join(), full.join("gemeente")
    phones = full.phone(ann), full.phone(bo)
    step = full.reach("vote").game.step.id
    sent = ({"step": step, "answer": value, "seq": 1} for value in ("a2", "b1"))
    for phone, message in zip(phones, sent, strict=True):
        phone.emit("cast", message, callback=True)
    html = [phone.emit("sync", callback=True)["html"] for phone in phones]
    assert 'data-value="a2"' in html[0]
    assert 'data-value="b1"' not in html[0]
    assert 'data-value="b1"' in html[1]
