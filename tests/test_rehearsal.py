"""A rehearsal: an empty workshop is marked, every screen says so, and it is wiped."""

import csv
import io
import json
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from dilemma import play
from dilemma.export import FORMATS
from dilemma.live.rooms import HOST, PROJECTOR
from dilemma.rules import alone, rehearsal
from dilemma.rules.agenda import Depth, Kind
from dilemma.rules.game import Action, act
from dilemma.rules.refusals import NoRehearsal, NotAllowed, NotEmpty
from dilemma.rules.replan import Change, Edit
from dilemma.rules.response import Cast
from tests.builders import a_game
from tests.conftest import Person, Room, path, says
from tests.deliveries import everybody_votes, push_of
from tests.markup import text

Rooms = Callable[..., Room]
MARK = "Dress rehearsal"


@pytest.fixture
def marked(room: Room, app: Flask) -> Room:
    """Fran's workshop, marked as a rehearsal while nobody was in."""
    with app.app_context():
        play.begin_rehearsal(room.id)
    return room


def played(room: Room) -> list[int]:
    """Twelve people play the first card of a workshop to its reveal."""
    people = [*room.crowd("inwoner", 6), *room.crowd("gemeente", 6)]
    for round in (1, 2):
        room.reach("vote", round)
        for person in people:
            room.cast(person, "a2" if person % 3 else "b1")
    room.reach("reveal")
    return people


# ---- the rules ---------------------------------------------------------------


def test_an_empty_workshop_in_the_lobby_is_marked_once() -> None:
    game = a_game()
    marked = rehearsal.begin(game, joined=0)
    assert marked == replace(game, rehearsal=True, acts=1)
    assert rehearsal.begin(marked, joined=40) == marked


@pytest.mark.parametrize(("at", "joined"), [(0, 1), (1, 0), (3, 12)])
def test_a_workshop_in_use_is_never_marked(at: int, joined: int) -> None:
    with pytest.raises(NotEmpty) as refused:
        rehearsal.begin(a_game(at=at), joined=joined)
    assert refused.value.joined == joined


def test_a_wiped_game_is_new_and_only_its_acts_go_on() -> None:
    new = a_game(Depth.DEEP, Depth.QUICK)
    game = rehearsal.begin(new, joined=0)
    actions = ["lock", "next", "next", "extend", "skip", *["next"] * 4]
    for action in actions:
        voters = {step.id: 9 for step in game.steps}
        game = act(game, Action(action), expect=game.acts, now=1, voters=voters)
    assert any(step.sealed for step in game.steps)
    assert any(step.skipped for step in game.steps)
    wiped = rehearsal.wiped(game, new)
    assert wiped == replace(new, acts=game.acts + 1)
    assert wiped.acts > game.acts


def test_a_game_with_real_people_is_never_wiped() -> None:
    with pytest.raises(NoRehearsal):
        rehearsal.wiped(a_game(at=2), a_game())


def test_playing_on_keeps_the_mark() -> None:
    game = rehearsal.begin(a_game(), joined=0)
    while not game.closed:
        game = act(game, Action.NEXT, expect=game.acts, now=1, voters={})
    assert game.rehearsal


# ---- what is stored ------------------------------------------------------------


def test_wiping_leaves_nothing_of_anybody_and_nothing_else_is_touched(
    marked: Room, make_room: Rooms, app: Flask, tmp_path: Path
) -> None:
    other = make_room()
    kept = other.crowd("inwoner", 3)
    other.reach("vote")
    other.cast(kept[0], "a2")
    before, elsewhere = marked.look(), other.look()
    played(marked)
    with app.app_context():
        play.wipe(marked.id)
    after = marked.look()
    assert after.game == replace(
        before.game, rehearsal=False, acts=after.game.acts, steps=before.game.steps
    )
    assert (after.joined, after.answered, after.results) == (0, 0, ())
    assert other.look() == elsewhere
    file = sqlite3.connect(tmp_path / "dilemma.db")
    assert file.execute("SELECT DISTINCT workshop FROM participant").fetchall() == [
        (other.id,)
    ]
    assert file.execute("SELECT count(*) FROM response").fetchone() == (1,)
    file.close()


def test_wiping_keeps_what_was_left_out_in_the_lobby(room: Room, app: Flask) -> None:
    left_out = next(step for step in room.look().game.steps if step.kind is Kind.TALK)
    with app.app_context():
        play.change(room.id, Change(Edit.DROP, left_out.id), room.look().game.acts)
        play.begin_rehearsal(room.id)
    before = room.look().game
    room.act("next", "skip", "next")
    assert room.look().game.steps != before.steps
    with app.app_context():
        play.wipe(room.id)
    assert room.look().game.steps == before.steps


@pytest.mark.parametrize("actions", [[], ["next"], ["next", "next", "next"]])
def test_cards_that_people_play_alone_are_so_after_a_rehearsal_too(
    make_room: Rooms, app: Flask, actions: list[str]
) -> None:
    room = make_room(variant=alone.VARIANT)
    with app.app_context():
        play.begin_rehearsal(room.id)
    before = room.look().game
    room.act(*actions)
    with app.app_context():
        play.wipe(room.id)
    assert room.look().game.steps == before.steps
    assert len(alone.votes(room.look().game.steps)) == 2


def test_no_older_screen_wins_after_a_wipe(marked: Room, app: Flask) -> None:
    played(marked)
    before = marked.look()
    with app.app_context():
        play.wipe(marked.id)
    after = marked.look()
    assert after.revision > before.revision
    assert after.game.acts > before.game.acts


def test_results_of_the_rehearsal_are_never_shown_as_the_real_ones(
    marked: Room, app: Flask
) -> None:
    played(marked)
    (rehearsed,) = marked.look().results
    with app.app_context():
        play.wipe(marked.id)
    assert marked.look().results == ()
    people = marked.crowd("inwoner", 7)
    for round in (1, 2):
        marked.reach("vote", round)
        for person in people:
            marked.cast(person, "b2")
    marked.reach("reveal")
    (real,) = marked.look().results
    assert real != rehearsed
    assert [room and room.voters for room in real.rounds] == [7, 7]


def test_nobody_gets_the_number_of_somebody_who_was_wiped(
    marked: Room, app: Flask
) -> None:
    wiped = marked.crowd("inwoner", 4)
    with app.app_context():
        play.wipe(marked.id)
    new = marked.crowd("gemeente", 4)
    assert not set(wiped) & set(new)
    step = marked.reach("vote").game.step
    for person in wiped:
        with app.app_context(), pytest.raises(NotAllowed):
            play.cast(marked.id, person, Cast(step.id, "a2", 9))


def test_promises_are_compared_with_what_is_stored(marked: Room, app: Flask) -> None:
    ann, bo, cas = marked.crowd("inwoner", 3)
    (visitor,) = marked.crowd("gemeente", 1)  # not of this rehearsal: not counted
    step = marked.reach("vote").game.step.id
    marked.cast(ann, "a2", 1)
    marked.cast(bo, "b1", 5)
    marked.cast(visitor, "b1", 1)
    people = [ann, bo, cas]

    def compare(*held: tuple[int, Cast]) -> tuple[int, int]:
        with app.app_context():
            found = play.compare(marked.id, people, held)
        return found.counted, found.lost

    kept = (ann, Cast(step, "a2", 1))
    assert compare(kept, (bo, Cast(step, "b1", 5))) == (2, 0)
    assert compare(kept, (bo, Cast(step, "a2", 4))) == (2, 0)  # a later one is there
    assert compare(kept, (bo, Cast(step, "b1", 6))) == (2, 1)  # the later one is not
    assert compare(kept, (bo, Cast(step, "a2", 5))) == (2, 1)  # not what was promised
    assert compare(kept, (cas, Cast(step, "a2", 1))) == (2, 1)


def test_real_votes_are_compared_with_nothing(room: Room, app: Flask) -> None:
    with app.app_context(), pytest.raises(NoRehearsal):
        play.compare(room.id, [1], [])


# ---- the doors -----------------------------------------------------------------


def ask(person: Person, room: Room, door: str, **form: str) -> Any:
    return person.post(f"/host/{room.id}/{door}", page=f"/j/{room.code}", **form)


def test_the_host_marks_an_empty_workshop_and_everybody_there_hears_it(
    room: Room, fran: Person
) -> None:
    key = room.links.screen.rsplit("/", 1)[1]
    seat = {"workshop": room.id, "lang": "nl", "as": PROJECTOR}
    projector = Person(room.app).socket(**seat, key=key)
    projector.get_received()
    assert ask(fran, room, "rehearse").status_code == 303
    assert room.look().game.rehearsal
    (pushed,) = projector.get_received()
    assert says(MARK) in pushed["args"][0]["html"]
    assert ask(fran, room, "rehearse").status_code == 303  # once more changes nothing
    assert room.look().game.acts == 1


def test_a_workshop_with_people_in_it_is_not_marked(room: Room, fran: Person) -> None:
    room.crowd("inwoner", 1)
    answer = ask(fran, room, "rehearse")
    assert answer.status_code == 409
    assert says("This session is in use") in text(answer.text)
    assert not room.look().game.rehearsal


def test_a_workshop_that_began_is_not_marked(room: Room, fran: Person) -> None:
    room.act("next")
    assert ask(fran, room, "rehearse").status_code == 409
    assert not room.look().game.rehearsal


@pytest.mark.parametrize("door", ["rehearse", "wipe"])
def test_nobody_but_its_host_marks_or_wipes(
    marked: Room, zoe: Person, app: Flask, door: str
) -> None:
    ann = marked.join("inwoner")
    before = marked.look()
    for person in (ann, zoe, Person(app)):
        for form in ({}, {"sure": "yes"}):
            assert ask(person, marked, door, **form).status_code == 403
    assert marked.look() == before


def test_wiping_asks_once_more_also_without_scripts(marked: Room, fran: Person) -> None:
    marked.crowd("inwoner", 3)
    page = f"/host/{marked.id}"
    asked = fran.post(f"{page}/wipe", page=page)
    assert asked.status_code == 200
    assert says("Are you sure?") in text(asked.text)
    assert 'name="sure" value="yes"' in asked.text
    assert marked.look().joined == 3
    answer = fran.post(f"{page}/wipe", page=page, sure="yes")
    assert (answer.status_code, answer.location) == (303, page)
    assert marked.look().joined == 0


@pytest.mark.parametrize("form", [{}, {"sure": "yes"}])
def test_real_votes_cannot_be_wiped(
    room: Room, fran: Person, form: dict[str, str]
) -> None:
    played(room)
    before = room.look()
    answer = ask(fran, room, "wipe", **form)
    assert answer.status_code == 409
    assert says("This session is not a rehearsal. Real votes stay.") in answer.text
    assert room.look() == before


def test_pressing_twice_wipes_no_real_people(marked: Room, fran: Person) -> None:
    assert ask(fran, marked, "wipe", sure="yes").status_code == 303
    marked.crowd("inwoner", 2)
    assert ask(fran, marked, "wipe", sure="yes").status_code == 409
    assert marked.look().joined == 2


def test_a_wiped_phone_is_not_let_in_and_lands_on_the_join_page(
    marked: Room, fran: Person
) -> None:
    ann = marked.join("inwoner")
    assert marked.phone(ann).is_connected()
    ask(fran, marked, "wipe", sure="yes")
    assert not marked.phone(ann).is_connected()
    page = f"/j/{marked.code}"
    answer = ann.get(f"{page}?plain", follow_redirects=True)  # as its script does
    assert answer.status_code == 200
    assert says("Choose your role") in text(answer.text)
    assert not marked.look().joined
    ann.post(f"{page}/role", page=page, role="gemeente")
    assert marked.look().joined == 1


def test_no_simulated_person_comes_into_a_workshop_that_was_wiped(
    marked: Room, fran: Person, app: Flask
) -> None:
    ask(fran, marked, "wipe", sure="yes")
    page = f"/j/{marked.code}"
    late, ann = Person(app), Person(app)
    answer = late.post(f"{page}/role", page=page, role="inwoner", rehearsal="yes")
    assert answer.status_code == 409
    assert not marked.look().joined
    ann.post(f"{page}/role", page=page, role="inwoner")
    assert marked.look().joined == 1


def test_an_answer_by_form_from_a_wiped_phone_leads_to_the_join_page(
    marked: Room, fran: Person
) -> None:
    ann = marked.join("inwoner")
    page = f"/j/{marked.code}"
    token = ann.token(f"{page}?role")
    ask(fran, marked, "wipe", sure="yes")
    step = str(marked.reach("vote").game.step.id)
    answer = ann.send(f"{page}/answer", token, step=step, answer="a2")
    assert (answer.status_code, answer.location) == (303, f"{page}?plain")
    assert marked.look().answered == 0


# ---- the mark --------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_mark_stands_on_every_screen_of_host_and_hall(
    every_kind: Room, led_every_kind: Person, app: Flask, lang: str
) -> None:
    full, lead = every_kind, led_every_kind
    with app.app_context():
        assert not any(
            says(MARK, lang) in push_of(full, audience, lang)
            for audience in (HOST, PROJECTOR)
        )
    kinds = set()
    mark(full)
    while True:
        for audience in (HOST, PROJECTOR):
            assert says(MARK, lang) in push_of(full, audience, lang)
        page = lead.get(f"/host/{full.id}?lang={lang}").text
        assert says("Wipe the rehearsal", lang) in text(page)
        kinds.add(full.look().game.step.kind)
        if full.look().game.closed:
            break
        everybody_votes(full, "a2", "b1", "a1")
        full.act("next")
    assert kinds == {step.kind for step in full.look().game.steps}


def mark(room: Room) -> None:
    """Mark a workshop that is in use: only a test can."""
    path = room.app.config["DILEMMA"].data / "dilemma.db"
    with sqlite3.connect(path) as file:
        marked = "UPDATE workshop SET rehearsal = 1, acts = acts + 1 WHERE id = ?"
        file.execute(marked, (room.id,))
    file.close()


def test_results_and_downloads_carry_the_mark(
    marked: Room, app: Flask, gus: Person
) -> None:
    played(marked)
    said = says("Dress rehearsal: these people and votes are not real.")
    results = path(marked.links.results)
    assert said in text(gus.get(results).text)
    rows = gus.get(f"{results}/download.csv").data.decode("utf-8-sig")
    assert any(said in row for row in csv.reader(io.StringIO(rows), delimiter=";"))
    read = json.loads(gus.get(f"{results}/download.json").data)
    assert read["workshop"]["rehearsal"] is True
    assert says(MARK) in text(gus.get("/host").text)


def test_nothing_real_carries_the_mark(room: Room, app: Flask, gus: Person) -> None:
    played(room)
    for url in (path(room.links.results), path(room.links.screen), "/host"):
        assert says(MARK) not in gus.get(url).text
    assert says("Wipe the rehearsal") not in gus.get(f"/host/{room.id}").text
    with app.test_request_context():
        written = FORMATS["csv"].write(play.look(room.id)).decode("utf-8-sig")
    assert says(MARK) not in written
    read = json.loads(gus.get(f"{path(room.links.results)}/download.json").data)
    assert read["workshop"]["rehearsal"] is False
