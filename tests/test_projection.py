"""A table's note on the big screen: the host puts it there, and it leaves by itself."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from dilemma import play
from dilemma.live import rooms
from dilemma.places import table_host_link
from dilemma.rules.agenda import Kind
from dilemma.rules.contribution import Genre, Handling, State
from dilemma.rules.game import ASKING, Game
from dilemma.rules.projection import NEVER_AT, is_free, projected
from dilemma.rules.seating import Arrangement
from tests.conftest import Person, Room, path, says
from tests.deliveries import push_of

HARVEST = "Samen koken.\nMeer tijd."
SHOWN_AT = "Tafel 2 vertelt"


@pytest.fixture
def room(make_room: Callable[..., Room], app: Flask) -> Room:
    """Make a workshop of three tables; table 2 wrote a note."""
    room = make_room(arrangement=Arrangement(3))
    room.reach("talk")
    tess = path(table_host_link(app.config["DILEMMA"], room.id, 2))
    visitor = Person(app)
    token = visitor.token(tess)
    assert visitor.send(f"{tess}/note", token, entry="e", text=HARVEST).status_code
    return room


def note_of(room: Room) -> int:
    with room.app.app_context():
        return play.said(room.id, (Genre.HARVEST,))[0].id


def do(room: Room, person: Person, what: str) -> Any:
    page = f"/host/{room.id}/said"
    return person.post(page, page=page, do=f"{what}-{note_of(room)}")


def screen(room: Room) -> str:
    return push_of(room, rooms.PROJECTOR, "nl")


def test_only_what_fran_shows_can_be_put_there_and_only_when_she_does(
    room: Room, fran: Person
) -> None:
    assert "Samen koken." not in screen(room)
    assert do(room, fran, "project").status_code == 409  # it waits still
    assert do(room, fran, "show").status_code == 303
    assert "Samen koken." not in screen(room)
    queue = fran.get(f"/host/{room.id}/said").text
    assert says("Put it on the big screen") in queue
    assert do(room, fran, "project").status_code == 303
    for line in (SHOWN_AT, "Samen koken.", "Meer tijd."):
        assert line in screen(room)
    queue = fran.get(f"/host/{room.id}/said").text
    assert says("Take it off the big screen") in queue
    page = f"/host/{room.id}/said"
    answer = fran.htmx(page, page, do=f"project-{note_of(room)}").text
    assert f"unproject-{note_of(room)}" in answer
    assert "Samen koken." not in push_of(room, rooms.PLAYER, "nl")
    assert do(room, fran, "unproject").status_code == 303
    assert "Samen koken." not in screen(room)


def test_it_leaves_when_it_is_hidden_and_with_its_step(
    room: Room, fran: Person
) -> None:
    do(room, fran, "show")
    do(room, fran, "project")
    do(room, fran, "hide")
    assert SHOWN_AT not in screen(room)
    do(room, fran, "show")
    assert SHOWN_AT in screen(room)
    room.act("next")
    assert SHOWN_AT not in screen(room)
    assert do(room, fran, "project").status_code == 409  # people vote now
    room.reach("reveal")
    assert SHOWN_AT not in screen(room)


def test_a_note_that_left_does_not_come_back_by_itself(
    room: Room, fran: Person
) -> None:
    do(room, fran, "show")
    do(room, fran, "project")
    room.act("next", "back")
    assert SHOWN_AT not in screen(room)
    do(room, fran, "project")
    room.act("next")
    with room.app.app_context():
        play.undo(room.id, room.look().game.acts)
    assert SHOWN_AT not in screen(room)


def test_a_blank_screen_and_a_break_come_first(room: Room, fran: Person) -> None:
    do(room, fran, "show")
    do(room, fran, "project")
    room.act("blank")
    assert SHOWN_AT not in screen(room)
    room.act("unblank", "timeout")
    assert SHOWN_AT not in screen(room)
    room.act("resume")
    assert SHOWN_AT in screen(room)


def test_what_else_people_wrote_is_not_put_there(
    room: Room, fran: Person, ann: Person
) -> None:
    said = {
        "step": str(room.look().game.step.id),
        "side": "a",
        "mark": "",
        "kind": "argument",
    }
    answer = ann.send(
        f"/j/{room.code}/say", "", text="Omdat.", entry="formulier-1", **said
    )
    assert answer.status_code < 400
    with room.app.app_context():
        (one,) = play.said(room.id, (Genre.ARGUMENT,))
        play.handle(room.id, one.id, Handling.SHOW)
    page = f"/host/{room.id}/said"
    for number, status in ((one.id, 409), (999, 404)):
        wrong = fran.post(page, page=page, do=f"project-{number}")
        assert wrong.status_code == status


def test_zoe_puts_nothing_on_the_screen(room: Room, fran: Person, zoe: Person) -> None:
    do(room, fran, "show")
    for what in ("project", "unproject"):
        answer = zoe.send(
            f"/host/{room.id}/said", zoe.token("/j"), do=f"{what}-{note_of(room)}"
        )
        assert answer.status_code == 403
    assert SHOWN_AT not in screen(room)


def test_the_screen_is_never_free_while_people_answer(room: Room) -> None:
    with room.app.app_context():
        play.handle(room.id, note_of(room), Handling.SHOW)
        play.project(room.id, note_of(room))
        texts = play.said(room.id, (Genre.HARVEST,), (State.SHOWN,))
    game = room.look().game
    assert projected(texts, game) == texts[0]
    for place, step in enumerate(game.steps):
        at = Game(game.steps, place)
        assert is_free(at) is (step.kind not in ASKING | NEVER_AT)
        assert (projected(texts, at) is not None) is (place == game.at)
    turns = (replace(one, turned=one.kind is Kind.TALK) for one in game.steps)
    turned = Game(tuple(turns), game.at)
    assert projected(texts, turned) is None
