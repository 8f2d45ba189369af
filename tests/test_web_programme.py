"""Fran changes the programme while it is played, and takes back what she did."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from dilemma import play
from dilemma.rules import wish
from dilemma.rules.agenda import Depth, Kind
from dilemma.rules.extras import EXTRAS
from dilemma.rules.game import Action
from dilemma.rules.refusals import UndoShows
from dilemma.rules.replan import Change, Edit
from dilemma.store.tables import WorkshopRow, db
from dilemma.store.transaction import writing
from dilemma.words import LANGUAGES
from tests.conftest import Person, Room, path, says
from tests.markup import elements, text


def page(room: Room) -> str:
    return f"/host/{room.id}/programme"


def send(person: Person, room: Room, where: str = "programme", **form: str) -> Any:
    form = {"expect": str(room.look().game.acts)} | form
    return person.post(f"/host/{room.id}/{where}", page=page(room), **form)


def edits(html: str) -> list[str]:
    return [
        one.attributes["value"]
        for one in elements(html)
        if one.name == "button" and one.attributes.get("form") == "edit"
    ]


def kinds(room: Room) -> list[str]:
    return [step.kind.value for step in room.look().game.steps if not step.skipped]


def test_fran_leaves_a_step_out_and_puts_it_back(room: Room, fran: Person) -> None:
    room.act("next")
    talk = room.look().game.steps[3]
    assert talk.kind is Kind.TALK
    before = kinds(room)
    assert send(fran, room, edit=f"drop {talk.id}").status_code == 303
    assert kinds(room) == before[:3] + before[4:]
    assert send(fran, room, edit=f"restore {talk.id}").status_code == 303
    assert kinds(room) == before


def test_every_button_on_the_page_works(room: Room, fran: Person) -> None:
    room.act("next", "next")
    for button in edits(fran.get(page(room)).text):
        before = room.look().game
        answer = send(fran, room, edit=button)
        assert answer.status_code == 303, button
        assert room.look().game.acts == before.acts + 1
        assert send(fran, room, "undo").status_code == 303
        after = room.look().game
        assert (after.steps, after.at) == (before.steps, before.at), button


@pytest.mark.parametrize("depth", Depth)
def test_a_further_card_is_played_to_its_end(
    room: Room, fran: Person, depth: Depth
) -> None:
    here = str(room.look().game.step.id)
    answer = send(
        fran, room, edit="add-card", step=here, card="kaart-3", depth=depth.value
    )
    assert answer.status_code == 303
    people = room.crowd("inwoner", 6)
    room.act("next")
    assert room.look().game.step.card == "kaart-3"
    while room.look().game.step.kind is not Kind.REVEAL:
        if room.look().game.open_vote:
            for person in people:
                room.cast(person, "a2")
        room.act("next")
    shown = room.look().result("kaart-3")
    assert shown is not None
    assert shown.rounds[-1] is not None


def test_a_step_is_put_in_and_shown_to_everybody(room: Room, fran: Person) -> None:
    ann = room.join()
    here = str(room.look().game.step.id)
    assert send(fran, room, edit="add", step=here, kind="plenary").status_code == 303
    room.act("next")
    assert room.look().game.step.kind is Kind.PLENARY
    said = says("We talk with everybody.")
    assert said in text(ann.get(f"/j/{room.code}?plain").text)
    assert said in text(fran.get(f"/host/{room.id}").text)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_refusal_says_why(full: Room, lead: Person, lang: str) -> None:
    vote = full.reach("vote", 2).game.step.id
    for person in range(1, 13):
        full.cast(person, "a2")
    full.reach("reveal")
    answer = lead.htmx(
        page(full),
        page(full),
        lang=lang,
        expect=str(full.look().game.acts),
        edit=f"repeat {vote}",
    )
    assert answer.status_code == 409
    assert says("The choices on this card were shown", lang) in text(answer.text)


@pytest.mark.parametrize(
    "form",
    [
        {"edit": "drop"},
        {"edit": "drop x"},
        {"edit": "explode 1"},
        {"edit": "drop 99999"},
        {"edit": "drop 1", "expect": "x"},
        {"edit": "add-card", "step": "1", "depth": "x"},
    ],
)
def test_what_no_page_sends_is_refused(
    room: Room, fran: Person, form: dict[str, str]
) -> None:
    assert send(fran, room, **form).status_code == 400
    assert room.look().game.acts == 0


def test_an_old_page_changes_nothing_and_undoes_nothing(
    room: Room, fran: Person
) -> None:
    room.act("next")
    last = room.look().game.steps[4].id
    for where, form in (("programme", {"edit": f"drop {last}"}), ("undo", {})):
        assert send(fran, room, where, expect="0", **form).status_code == 409
    assert room.look().game.acts == 1


def test_only_who_leads_may_see_or_change_a_programme(
    room: Room, ann: Person, zoe: Person
) -> None:
    for person in (ann, zoe):
        assert person.get(page(room)).status_code == 403
        for where in ("programme", "undo", "variant"):
            answer = person.post(
                f"/host/{room.id}/{where}", edit="drop 3", expect="0", name="x"
            )
            assert answer.status_code == 403
    assert room.look().game.acts == 0


def test_a_page_that_has_the_programme_gets_nothing_new(
    room: Room, fran: Person
) -> None:
    asked = {"headers": {"HX-Request": "true"}}
    assert fran.get(f"{page(room)}?acts=0", **asked).status_code == 204
    room.act("next")
    assert 'id="programme"' in fran.get(f"{page(room)}?acts=0", **asked).text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_host_reads_what_was_done_last(
    room: Room, fran: Person, lang: str, app: Flask
) -> None:
    with app.app_context(), writing():
        db.session.get_one(WorkshopRow, room.id).leader = "Fran <3"
    for action in ("next", "lock", "next", "blank", "extend"):
        with room.app.app_context():
            expect = play.look(room.id).game.acts
            play.act(room.id, Action(action), expect, who="Fran <3")
    html = fran.get(f"/host/{room.id}?lang={lang}").text
    wanted = [
        says("%(who)s gave 30 seconds more", lang, who="Fran <3"),
        says(
            "%(who)s opened the vote on card %(number)s", lang, who="Fran <3", number=1
        ),
        says("%(who)s let nobody new join", lang, who="Fran <3"),
    ]
    read = text(html)
    places = [read.index(line) for line in wanted]
    assert places == sorted(places)
    assert (
        says("%(who)s began card %(number)s", lang, who="Fran <3", number=1) not in read
    )


def test_undo_takes_back_and_says_so(room: Room, fran: Person) -> None:
    room.act("next", "next")
    assert send(fran, room, "undo").status_code == 303
    assert room.look().game.step.kind is Kind.READ
    read = text(fran.get(f"/host/{room.id}").text)
    assert says("%(who)s took back what was done before", who=says("The host")) in read


def test_undo_keeps_every_answer(room: Room, fran: Person) -> None:
    person = room.crowd("inwoner", 1)[0]
    here = str(room.look().game.step.id)
    send(fran, room, edit="add-card", step=here, card="kaart-3")
    vote = room.reach("vote").game.step
    assert vote.card == "kaart-3"
    room.cast(person, "b1")
    for _time in range(3):
        assert send(fran, room, "undo").status_code == 303
    assert send(fran, room, "undo").status_code == 409
    game = room.look().game
    assert game.at == 0
    assert [step.skipped for step in game.steps if step.id == vote.id] == [True]
    room.reach("perspective")
    assert "kaart-3" in {shown.card for shown in room.look().results}


def test_there_is_no_undo_before_anything_was_done_and_none_once_closed(
    room: Room, fran: Person
) -> None:
    for _look in range(2):
        assert 'id="undo-button"' not in fran.get(f"/host/{room.id}").text
        assert send(fran, room, "undo").status_code == 409
        room.reach("close")


def test_a_wiped_rehearsal_has_no_history(room: Room, fran: Person, app: Flask) -> None:
    with app.app_context():
        play.begin_rehearsal(room.id)
    room.act("next", "next", "next")
    with app.app_context():
        play.wipe(room.id)
    assert room.look().acts == ()
    assert {step.spent for step in room.look().game.steps} == {0}
    assert send(fran, room, "undo").status_code == 409


def test_the_host_sees_planned_and_real_time(
    room: Room, fran: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = 1_700_000_000_000
    monkeypatch.setattr("dilemma.play.acts.now_ms", lambda: clock)
    room.act("next")
    clock += (45 + 180) * 1000
    room.act("next")
    for html in (fran.get(f"/host/{room.id}").text, fran.get(page(room)).text):
        assert "3 minuten achter op het programma." in text(html)
        assert says("Expected end:") in text(html)
    took = says("took %(time)s", time=says("%(n)s min", n=4))
    assert took in text(fran.get(page(room)).text)


def test_a_programme_becomes_a_variant_that_a_new_session_offers(
    room: Room, fran: Person, gus: Person, app: Flask
) -> None:
    talk = room.look().game.steps[3].id
    send(fran, room, edit=f"longer {talk}")
    answer = send(fran, room, "variant", name="  Onze   avond <b>")
    assert answer.status_code == 303
    assert "Onze avond <b>" in text(fran.get(answer.location).text)
    offered = gus.get("/host/new?variant=Onze+avond+<b>").text
    assert "Onze avond <b>" in text(offered)
    with app.app_context():
        kept = play.variants()["Onze avond <b>"]
    assert (Kind.TALK, 0, 240) in kept.course(0, Depth.DEEP)
    assert send(fran, room, "variant", name="onze avond <B>").status_code == 409
    assert send(fran, room, "variant", name="Zaal").status_code == 409
    assert send(fran, room, "variant", name=" ").status_code == 422
    assert send(fran, room, "variant", name="x" * 41).status_code == 422
    gone = gus.post("/host/variant/delete", page="/host/new", name="Onze avond <b>")
    assert gone.status_code == 303
    assert "Onze avond" not in text(gus.get("/host/new").text)


def test_an_own_variant_offers_only_what_it_does_not_have(
    full: Room, lead: Person, gus: Person
) -> None:
    send(lead, full, "variant", name="Met alles")
    form = gus.get("/host/new?variant=Met+alles").text
    assert 'name="extra"' not in form
    assert says("What do you add?") not in text(form)
    drop = next(step for step in full.look().game.steps if step.kind is Kind.SWAP)
    send(lead, full, edit=f"drop {drop.id}")
    send(lead, full, "variant", name="Zonder ruil")
    form = gus.get("/host/new?variant=Zonder+ruil").text
    assert re.findall(r'name="extra" value="(\w+)"', form) == ["swap"]
    plain = gus.get("/host/new?variant=zaal").text
    assert re.findall(r'name="extra" value="(\w+)"', plain) == list(EXTRAS)


def test_only_the_installations_facilitator_deletes_a_variant(
    room: Room, fran: Person
) -> None:
    send(fran, room, "variant", name="Avond")
    assert fran.post("/host/variant/delete", name="Avond").status_code == 403
    assert send(fran, room, "variant", name="Avond").status_code == 409


def test_a_session_is_made_with_an_own_variant(
    room: Room, fran: Person, gus: Person, app: Flask
) -> None:
    send(fran, room, edit=f"drop {room.look().game.steps[3].id}")
    send(fran, room, "variant", name="Zonder praten")
    made = gus.post(
        "/host/new",
        page="/host/new",
        deck="sociaal-werk-beweegt",
        variant="Zonder praten",
        card="D01",
        role=["inwoner", "gemeente"],  # type: ignore[arg-type]
    )
    assert made.status_code == 303
    with app.app_context():
        newest = max(
            (one for one, _joined in play.everything()),
            key=lambda one: one.workshop.created,
        )
    assert newest.workshop.variant == "Zonder praten"
    assert [step.kind.value for step in newest.game.steps] == [
        "lobby",
        "read",
        "vote",
        "vote",
        "reveal",
        "perspective",
        "close",
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_deliberation_asks_the_same_on_phone_hall_and_host(
    make_room: Callable[..., Room], app: Flask, lang: str
) -> None:
    room = make_room(Depth.DELIBERATE)
    fran, ann, hall = Person(app), room.join(), Person(app)
    fran.get(room.links.host.removeprefix("http://localhost:8000"))
    room.reach("deliberate")
    prompts = []
    while room.look().game.step.kind is Kind.DELIBERATE:
        phone = ann.get(f"/j/{room.code}?plain&lang={lang}").text
        (prompt,) = _prompts(phone)
        for html in (
            fran.get(f"/host/{room.id}?lang={lang}").text,
            hall.get(f"{room.links.screen_path}?lang={lang}").text,
        ):
            assert prompt in text(html)
        prompts.append(prompt)
        room.act("next")
    assert len(set(prompts)) == 6
    assert room.look().game.step.round == 2


def _prompts(html: str) -> list[str]:
    return re.findall(r'<p class="big">([^<]+)</p>', html)


def test_undo_never_says_that_few_recognised_what_more_people_answered(
    every_kind: Room, app: Flask
) -> None:
    people = every_kind.crowd("inwoner", 6)
    every_kind.reach("agree")
    every_kind.act("back")
    for person in people:
        every_kind.cast(person, "a")
    with app.app_context(), pytest.raises(UndoShows):
        play.undo(every_kind.id, every_kind.look().game.acts)
    recognition = every_kind.act("next").ending.recognition
    assert recognition is not None
    assert recognition.enough


def test_history_names_whoever_changed_or_took_back(
    room: Room, fran: Person, app: Flask
) -> None:
    page = f"/host/{room.id}"
    cor = Person(app)
    cor.get(path(room.links.host))
    for who, name in ((fran, "Fran"), (cor, "Cor")):
        who.post(f"{page}/name", page=page, name=name)
    room.press(fran, "next")
    for where, form in (("programme", {"edit": "longer 3"}), ("undo", {})):
        room.press(fran, "extend")
        expect = str(room.look().game.acts)
        sent = cor.post(f"{page}/{where}", page=page, expect=expect, **form)
        assert sent.status_code == 303
        assert room.look().acts[-1].who == "Cor"
        assert room.look().game.leader == "Cor"


def test_what_is_put_in_gets_an_id_of_its_own(room: Room, app: Flask) -> None:
    before = {step.id for step in room.look().game.steps}
    with app.app_context():
        here = room.look().game.step.id
        play.change(room.id, Change(Edit.ADD, here, kind="plenary"), 0)
    added = room.look().game.steps[1]
    assert added.kind is Kind.PLENARY
    assert added.id not in before | {0}


def test_a_wish_knows_own_variants(room: Room, fran: Person, app: Flask) -> None:
    send(fran, room, "variant", name="Onze avond")
    with app.app_context():
        deck = app.config["LIBRARY"].deck("sociaal-werk-beweegt")
        wanted = wish.complete(deck, variant="Onze avond", known=play.variants())
        made = play.create(wanted)
    assert made.workshop.variant == "Onze avond"
    assert len({one.card for one in made.game.steps if one.card}) == 2


def test_who_plays_alone_has_no_programme_to_keep(
    make_room: Callable[..., Room], gus: Person
) -> None:
    room = make_room(variant="zelf")
    page = f"/host/{room.id}/programme"
    assert 'id="name"' not in gus.get(page).text
    answer = gus.post(f"/host/{room.id}/variant", page, name="Mijn zelf")
    assert answer.status_code == 409
    assert says("Playing alone has no programme") in text(answer.text)
