"""The socket's doors: who gets a seat, and what a seat may do."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_socketio import SocketIOTestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dilemma import config
from dilemma.app import create_app
from dilemma.live import events, rooms
from dilemma.live.proofs import ticket_cookie
from dilemma.live.rooms import HOST, PLAYER, PROJECTOR
from dilemma.signing import RESULTS, SCREEN, Ticket, link_key, write_ticket
from dilemma.store import schema
from tests.conftest import URL, Person, Room
from tests.deliveries import sockets

Rooms = Callable[..., Room]

# Who may send what. An event that is not here may be sent by nobody.
MAY: dict[str, set[str]] = {"cast": {PLAYER}, "sync": {PLAYER, HOST, PROJECTOR}}
BY_THE_LIBRARY = {"connect", "disconnect"}
REGISTERED = sorted({*events.EVENTS} - BY_THE_LIBRARY)


@pytest.fixture
def quiet(caplog: pytest.LogCaptureFixture) -> Any:
    """Nothing that people send may end in a traceback in the log."""
    caplog.set_level(logging.WARNING)
    yield
    assert [one for one in caplog.get_records("call") if one.exc_info] == []


def secret(app: Flask) -> str:
    key: str = app.config["DILEMMA"].secret_key
    return key


def ask(socket: SocketIOTestClient, event: str, *payload: object) -> Any:
    return socket.emit(event, *payload, callback=True)


def test_people_with_a_proof_are_let_in(room: Room, ann: Person, fran: Person) -> None:
    for socket in sockets(room, ann, fran, "nl").values():
        assert socket.is_connected()
        assert [one["name"] for one in socket.get_received()] == ["fragments"]


def test_the_installations_facilitator_may_lead_every_workshop(
    room: Room, gus: Person
) -> None:
    assert gus.socket(**{"as": "host", "workshop": room.id}).is_connected()


def without_proof(room: Room, app: Flask) -> dict[str, dict[str, object]]:
    """What somebody may claim who can prove nothing for this workshop."""
    key = secret(app)
    return {
        "nothing": {},
        "a player without ticket": {"as": "player", "code": room.code},
        "a host without session": {"as": "host", "workshop": room.id},
        "a projector without key": {"as": "projector", "workshop": room.id},
        "a projector with the key of the results": {
            "as": "projector",
            "workshop": room.id,
            "key": link_key(key, RESULTS, room.id),
        },
        "a projector with the key of another workshop": {
            "as": "projector",
            "workshop": room.id,
            "key": link_key(key, SCREEN, "another"),
        },
        "a host with the key of the screen": {
            "as": "host",
            "workshop": room.id,
            "key": link_key(key, SCREEN, room.id),
        },
        "an unknown audience": {"as": "admin", "workshop": room.id},
        "a workshop that does not exist": {"as": "player", "code": "ZZZZZZ"},
        "half a letter": {"as": "projector", "workshop": "\ud800", "key": "\ud800"},
        "half a key": {"as": "projector", "workshop": room.id, "key": "\ud800"},
        "lists": {"as": ["player"], "code": [room.code], "workshop": [room.id]},
    }


def test_nobody_gets_a_seat_without_proof(
    room: Room, zoe: Person, app: Flask, quiet: None
) -> None:
    for claim, auth in without_proof(room, app).items():
        for person in (Person(app), zoe):
            assert not person.socket(**auth).is_connected(), claim
    assert events._seats == {}


def test_a_ticket_that_we_did_not_sign_is_refused(
    room: Room, ann: Person, quiet: None
) -> None:
    name = ticket_cookie(room.code)
    real = ann.browser.get_cookie(name)
    assert real
    mallory = Person(room.app)
    payload, signature = real.value.rsplit(".", 1)
    forged = (
        f"{payload}.{signature.swapcase()}",
        f"{write_ticket('another', Ticket(room.id, 2)).split('.')[0]}.{signature}",
        write_ticket("another secret key", Ticket(room.id, 1)),
        payload,
        "é",
        "",
    )
    for ticket in forged:
        mallory.browser.set_cookie(name, ticket)
        assert not room.phone(mallory).is_connected()
    mallory.browser.set_cookie(name, real.value)
    assert room.phone(mallory).is_connected()


def test_a_ticket_of_another_workshop_is_refused(
    room: Room, app: Flask, make_room: Rooms
) -> None:
    other = make_room()
    (somebody,) = other.crowd("inwoner", 1)
    zoe = Person(app)
    for ticket in (Ticket(other.id, somebody), Ticket(room.id, somebody)):
        signed = write_ticket(secret(app), ticket)
        zoe.browser.set_cookie(ticket_cookie(room.code), signed)
        assert not room.phone(zoe).is_connected()


@pytest.mark.parametrize("event", REGISTERED)
def test_every_event_asks_first_who_you_are(
    room: Room, ann: Person, fran: Person, event: str
) -> None:
    step = room.reach("vote").game.step.id
    payload = {"step": step, "answer": "a2", "seq": 1}
    for audience, socket in sockets(room, ann, fran, "nl").items():
        allowed = audience in MAY.get(event, set())
        assert ask(socket, event, payload)["ok"] is allowed, audience
    before = room.look()
    for socket in sockets(room, ann, fran, "nl").values():
        events._seats.clear()  # as after a restart, or for somebody who slipped in
        refused = ask(socket, event, payload)
        assert (refused["ok"], refused["why"]) == (False, "NotAllowed")
    assert room.look() == before


def test_a_message_can_name_nobody_else(room: Room, ann: Person, bo: Person) -> None:
    step = room.reach("vote").game.step.id
    phone = room.phone(ann)
    message = {"step": step, "answer": "a2", "seq": 1}
    others = {"participant": 2, "workshop": "x", "as": "host", "role": "gemeente"}
    assert ask(phone, "cast", message | others)["ok"]
    people = {one.role.slug: one.answered for one in room.look().people}
    assert (people["inwoner"], people["gemeente"]) == (1, 0)


def test_a_vote_at_another_workshops_step_is_refused(
    room: Room, ann: Person, make_room: Rooms
) -> None:
    other = make_room().reach("vote")
    room.reach("vote")
    message = {"step": other.game.step.id, "answer": "a2", "seq": 1}
    assert ask(room.phone(ann), "cast", message)["why"] == "VoteClosed"


anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(exclude_categories=()), max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=6,
)
nearly = st.fixed_dictionaries(
    {},
    optional={
        "step": anything | st.just(2),
        "answer": anything | st.sampled_from(["a2", "pass", "z"]),
        "seq": anything | st.just(1),
    },
)
playful = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@given(payload=st.lists(anything | nearly | st.binary(max_size=4), max_size=3))
@playful
def test_whatever_is_sent_gets_an_answer_that_says_no(
    room: Room, ann: Person, quiet: None, payload: list[object]
) -> None:
    answer = ask(room.phone(ann), "cast", *payload)
    assert answer["ok"] is False
    assert answer["final"] is True
    assert answer["text"]


@given(auth=st.dictionaries(st.sampled_from(["as", "code", "key"]), anything))
@playful
def test_whatever_is_claimed_is_refused_quietly(
    app: Flask, quiet: None, auth: dict[str, object]
) -> None:
    assert not Person(app).socket(**auth).is_connected()


def test_events_called_connect_or_disconnect_do_no_harm(
    room: Room, ann: Person, quiet: None
) -> None:
    phone = room.phone(ann)
    step = room.reach("vote").game.step.id
    phone.get_received()
    for event in sorted(BY_THE_LIBRARY):
        forged: list[list[object]] = [[], [{"as": "host"}], [{}, {"as": "host"}]]
        for payload in forged:
            phone.emit(event, *payload)
    assert phone.get_received() == []
    assert ask(phone, "cast", {"step": step, "answer": "a2", "seq": 1})["ok"]


def test_of_too_many_tabs_of_one_phone_the_oldest_leaves(
    room: Room, ann: Person, bo: Person
) -> None:
    other = room.phone(bo)
    tabs = [room.phone(ann) for _ in range(events.MOST_PHONES + 1)]
    assert [tab.is_connected() for tab in tabs] == [False, True, True, True]
    assert other.is_connected()
    tabs[1].disconnect()
    again = room.phone(ann)
    assert again.is_connected()
    assert [tab.is_connected() for tab in tabs[2:]] == [True, True]
    other.disconnect()
    for tab in (again, *tabs[2:]):
        tab.disconnect()
    assert events._phones == {}


def test_a_seat_ends_with_its_connection(room: Room, ann: Person) -> None:
    phone = room.phone(ann)
    assert len(events._seats) == 1
    phone.disconnect()
    assert events._seats == {}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("nl", "Deze stemming is gesloten."),
        ("en", "This vote is closed. Your last choice no longer counts."),
    ],
)
def test_a_vote_after_the_close_is_refused_for_good_in_the_phones_language(
    room: Room, ann: Person, lang: str, text: str
) -> None:
    phone = room.phone(ann, lang)
    step = room.reach("vote").game.step.id
    room.act("next")
    answer = ask(phone, "cast", {"step": step, "answer": "a2", "seq": 1})
    assert (answer["ok"], answer["final"]) == (False, True)
    assert answer["why"] == "VoteClosed"
    assert answer["text"].startswith(text)


def test_both_of_two_apps_hear_their_phones(room: Room, tmp_path: Path) -> None:
    first = rooms.socketio.server
    folder = tmp_path / "second"
    second = create_app(
        config.load({"DATA_DIR": str(folder), "PUBLIC_URL": URL}),
        async_mode="threading",
    )
    schema.bring_up_to_date(second, folder)
    assert first is not rooms.socketio.server
    for server in (first, rooms.socketio.server):
        assert set(server.handlers["/"]) == {*REGISTERED, *BY_THE_LIBRARY}
