"""What people write: who may hand it in, who may handle it, and who sees it when."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from dilemma import play
from dilemma.live import rooms
from dilemma.live.proofs import ticket_cookie
from dilemma.rules.agenda import Kind, Step
from dilemma.rules.contribution import MOST_EACH, Genre, State
from dilemma.rules.seating import Arrangement
from dilemma.signing import Ticket, write_ticket
from dilemma.store import rehearsals, seating, workshops
from dilemma.store.transaction import writing
from tests.builders import a_card, a_deck
from tests.conftest import Person, Room, path, says
from tests.deliveries import everybody_votes, heard, pages, push_of, sockets
from tests.markup import named, text

ARGUMENT = "Zo blijft de buurt xylofoon bij elkaar."  # a word that stands nowhere else
DILEMMA = {
    "kind": "dilemma",
    "title": "Wie betaalt de bus?",
    "situation": "De bus rijdt niet meer.",
    "a": "De reizigers.",
    "b": "De gemeente.",
}


def write(room: Room, person: Person, words: str = ARGUMENT, **form: str) -> Any:
    """Hand an argument in with the plain form."""
    step = room.look().game.step.id
    given = {"step": str(step), "side": "a", "mark": "", "entry": "formulier-1"}
    given |= {"kind": "argument", "text": words} | form
    return person.send(f"/j/{room.code}/say", "", **given)


def texts(room: Room) -> list[Any]:
    with room.app.app_context():
        return list(play.said(room.id, tuple(Genre)))


def do(room: Room, person: Person, what: str, number: int = 0) -> Any:
    """Press one of the buttons of the queue."""
    number = number or texts(room)[-1].id
    page = f"/host/{room.id}/said"
    return person.post(page, page=page, do=f"{what}-{number}")


@pytest.fixture
def talking(full: Room) -> Room:
    """A room of twelve that talks about its first card."""
    full.reach("vote")
    everybody_votes(full, "a2", "a2", "a2", "b1")
    full.reach("talk")
    return full


@pytest.fixture
def cas(full: Room) -> Person:
    """Cas takes part as an inwoner, as six others do."""
    return full.join("inwoner")


def test_a_text_waits_for_the_host_as_it_was_written(
    cas: Person, talking: Room
) -> None:
    answer = write(talking, cas, side="b", mark="concern")
    assert (answer.status_code, answer.location) == (303, f"/j/{talking.code}/say")
    (one,) = texts(talking)
    assert (one.text, one.side, one.label, one.card, one.role, one.state) == (
        ARGUMENT,
        1,
        "concern",
        "kaart-1",
        "inwoner",
        State.WAITING,
    )
    assert ARGUMENT in cas.get(f"/j/{talking.code}/say").text


def test_a_script_is_told_in_json_and_sending_twice_is_one_text(
    cas: Person, talking: Room
) -> None:
    step = str(talking.look().game.step.id)
    for _time in range(2):
        answer = cas.browser.post(
            f"/j/{talking.code}/say",
            base_url="http://localhost:8000",
            data={"step": step, "side": "a", "text": "Ja.", "entry": "nummer-123"},
            headers={"Origin": "http://localhost:8000", "Accept": "application/json"},
        )
        assert (answer.status_code, answer.json) == (200, {"ok": True})
    assert len(texts(talking)) == 1


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"text": " "}, 422),
        ({"text": "a" * 141}, 422),
        ({"side": "c"}, 400),
        ({"mark": "gossip"}, 400),
        ({"entry": ""}, 400),
        ({"step": "0"}, 400),
        (DILEMMA | {"title": ""}, 422),
    ],
)
def test_a_form_that_does_not_fit_says_so_and_keeps_the_words(
    cas: Person, talking: Room, form: dict[str, str], status: int
) -> None:
    answer = write(talking, cas, **form)
    assert answer.status_code == status
    assert 'role="alert"' in answer.text
    if "text" not in form and "kind" not in form and "step" not in form:
        assert ARGUMENT in answer.text
    assert texts(talking) == []


def test_one_person_writes_so_much_and_no_more(cas: Person, talking: Room) -> None:
    for number in range(MOST_EACH):
        assert write(talking, cas, entry=f"formulier-{number}").status_code == 303
    assert write(talking, cas, entry="formulier-meer").status_code == 429
    assert write(talking, cas, entry="formulier-0").status_code == 303  # in already
    assert len(texts(talking)) == MOST_EACH


def test_people_from_elsewhere_hand_nothing_in(talking: Room, zoe: Person) -> None:
    assert write(talking, zoe).status_code == 403
    assert zoe.get(f"/j/{talking.code}/say").status_code == 403
    assert texts(talking) == []


def test_a_form_of_another_site_is_refused(cas: Person, talking: Room) -> None:
    answer = cas.browser.post(
        f"/j/{talking.code}/say",
        base_url="http://localhost:8000",
        data={"text": "Nep.", "side": "a", "entry": "formulier-1"},
        headers={"Sec-Fetch-Site": "cross-site"},
    )
    assert answer.status_code == 400
    assert texts(talking) == []


def test_whoever_was_wiped_hands_nothing_in(cas: Person, talking: Room) -> None:
    with talking.app.app_context(), writing():
        rehearsals.forget_people(talking.id)
    assert write(talking, cas).status_code == 403


def test_after_the_end_only_dilemmas_come_in(cas: Person, talking: Room) -> None:
    step = str(talking.look().game.step.id)
    talking.reach("close")
    assert write(talking, cas, step=step).status_code == 409
    assert write(talking, cas, **DILEMMA).status_code == 303
    (one,) = texts(talking)
    assert (one.kind, one.text, one.details["b"]) == (
        Genre.DILEMMA,
        "Wie betaalt de bus?",
        "De gemeente.",
    )


def test_the_plain_page_leads_to_the_form_once_somebody_voted(
    cas: Person, full: Room
) -> None:
    full.reach("vote")
    link = f'href="/j/{full.code}/say"'
    page = f"/j/{full.code}?plain"
    assert link not in cas.get(page).text
    assert "<textarea" not in cas.get(f"/j/{full.code}/say").text
    step = str(full.look().game.step.id)
    cas.send(f"/j/{full.code}/answer", "", step=step, answer="a2")
    assert link in cas.get(page).text
    assert "<textarea" in cas.get(f"/j/{full.code}/say").text
    full.reach("reveal")
    assert link not in cas.get(page).text
    full.reach("close")
    assert link in cas.get(page).text
    assert 'name="situation"' in cas.get(f"/j/{full.code}/say").text


def test_a_text_that_waits_or_is_hidden_is_seen_by_nobody_but_the_host(
    cas: Person, talking: Room, lead: Person
) -> None:
    ears = sockets(talking, cas, lead, "nl")
    for socket in ears.values():
        heard(socket)
    write(talking, cas)
    do(talking, lead, "hide")
    write(talking, cas, entry="formulier-2")
    rooms.stir(talking.id)
    with talking.app.app_context():
        rooms.pulse()
    results = path(talking.links.results)
    while True:
        seen = list(pages(talking, cas, lead, "nl").values())
        seen += [push_of(talking, one, "en") for one in rooms.STAGES]
        seen += [push for socket in ears.values() for push in heard(socket)]
        downloads = [f"{results}/download.{one}" for one in ("csv", "json")]
        seen += [lead.get(url).text for url in (results, *downloads)]
        assert not any("xylofoon" in html for html in seen)
        if talking.look().game.closed:
            break
        talking.press(lead, "next")
        everybody_votes(talking, "a2", "b1", "a1")
    assert lead.get(f"/host/{talking.id}/said").text.count("xylofoon") == 2


def test_what_the_host_shows_stands_in_the_hall_and_never_on_phones(
    cas: Person, talking: Room, lead: Person
) -> None:
    ears = sockets(talking, cas, lead, "nl")
    write(talking, cas, mark="value")
    for socket in ears.values():
        heard(socket)
    assert do(talking, lead, "show").status_code == 303
    assert "xylofoon" in "".join(heard(ears[rooms.PROJECTOR]))
    assert "xylofoon" in "".join(heard(ears[rooms.HOST]))
    assert heard(ears[rooms.PLAYER]) == []
    hall = pages(talking, cas, lead, "nl")[rooms.PROJECTOR]
    assert f"inwoner · {says('value')}" in text(hall).replace(" ·", " ·")
    for audience in (rooms.PLAYER,):
        assert "xylofoon" not in pages(talking, cas, lead, "nl")[audience]
    do(talking, lead, "release")
    assert "xylofoon" not in pages(talking, cas, lead, "nl")[rooms.PROJECTOR]


def test_at_the_reveal_the_side_of_fewer_people_stands_first(
    cas: Person, talking: Room, lead: Person
) -> None:
    write(talking, cas, "Voor A.")
    do(talking, lead, "show")
    hall = push_of(talking, rooms.PROJECTOR, "nl")
    assert hall.index("quote-side a") < hall.index("quote-side b")
    talking.reach("vote", 2)
    assert "Voor A." not in push_of(talking, rooms.PROJECTOR, "nl")
    everybody_votes(talking, "a2", "a2", "a2", "b1")
    talking.reach("reveal")
    hall = push_of(talking, rooms.PROJECTOR, "nl")
    assert hall.index("quote-side b") < hall.index("quote-side a")


def test_a_role_of_few_people_is_another_role_for_good(
    full: Room, lead: Person
) -> None:
    few = full.join("ondernemer")
    full.reach("talk")
    write(full, few)
    full.crowd("ondernemer", 10)
    (one,) = texts(full)
    assert one.role == ""
    do(full, lead, "show")
    html = push_of(full, rooms.PROJECTOR, "nl")
    assert says("another role") in html
    assert "ondernemer" not in html
    assert says("another role") in lead.get(f"/host/{full.id}/said").text


def test_a_role_that_people_leave_does_not_stay_beside_a_text(
    full: Room, lead: Person, app: Flask
) -> None:
    ona = full.join("ondernemer")
    others = full.crowd("ondernemer", 4)
    full.reach("talk")
    write(full, ona)
    do(full, lead, "show")
    ears = sockets(full, ona, lead, "nl")
    assert "ondernemer" in push_of(full, rooms.PROJECTOR, "nl")
    heard(ears[rooms.PROJECTOR])

    def switch(person: int, role: str) -> None:
        phone = Person(app)
        token = write_ticket(app.config["DILEMMA"].secret_key, Ticket(full.id, person))
        phone.browser.set_cookie(ticket_cookie(full.code), token)
        assert phone.send(f"/j/{full.code}/role", "", role=role).status_code == 303

    for person in others:
        switch(person, "inwoner")
        (one,) = texts(full)
        assert one.role == ""
    wall = "".join(map(str, heard(ears[rooms.PROJECTOR])))
    assert (ARGUMENT in wall, "ondernemer" in wall) == (True, False)
    assert "ondernemer" not in push_of(full, rooms.PROJECTOR, "nl")
    for person in others:  # and it does not come back with them
        switch(person, "ondernemer")
    (one,) = texts(full)
    assert one.role == ""


def test_a_text_keeps_its_role_while_enough_people_hold_it(full: Room) -> None:
    cas = full.join("inwoner")
    (*_rest, leaver) = full.crowd("inwoner", 2)
    other = full.crowd("gemeente", 1)[0]
    full.reach("talk")
    write(full, cas)
    with full.app.app_context():
        assert not play.switch_role(full.id, leaver, "gemeente")
        assert not play.switch_role(full.id, other, "inwoner")
    (one,) = texts(full)
    assert one.role == "inwoner"


def test_the_queue_tells_how_many_wait_and_is_told_by_push(
    cas: Person, talking: Room, lead: Person
) -> None:
    ears = sockets(talking, cas, lead, "nl")
    with talking.app.app_context():
        rooms.pulse()
    for socket in ears.values():
        heard(socket)
    write(talking, cas)
    with talking.app.app_context():
        rooms.pulse()
    (push,) = heard(ears[rooms.HOST])
    assert says("%(num)s text waits for you", num=1) in push
    assert all("waiting" not in one for one in heard(ears[rooms.PROJECTOR]))
    assert heard(ears[rooms.PLAYER]) == []


def test_a_mended_text_keeps_what_was_written_for_the_host_alone(
    cas: Person, talking: Room, lead: Person
) -> None:
    write(talking, cas, "Zo blijvt de buurt bij elkaar.")
    number = texts(talking)[0].id
    page = f"/host/{talking.id}/said/{number}"
    assert (
        lead.post(f"{page}/mend", page=page, text="Zo blijft het.").status_code == 303
    )
    do(talking, lead, "show")
    assert "blijvt" in lead.get(f"/host/{talking.id}/said").text
    hall = push_of(talking, rooms.PROJECTOR, "nl")
    assert ("Zo blijft het." in hall, "blijvt" in hall) == (True, False)
    for wrong, status in ((" ", 422), ("a" * 141, 422)):
        answer = lead.post(f"{page}/mend", page=page, text=wrong)
        assert answer.status_code == status


def test_merged_texts_are_one_and_come_apart_again(
    cas: Person, talking: Room, lead: Person
) -> None:
    write(talking, cas, "Een.")
    write(talking, cas, "Twee.", entry="formulier-2")
    write(talking, cas, "Voor B.", entry="formulier-3", side="b")
    first, second, other = [one.id for one in texts(talking)]
    page = f"/host/{talking.id}/said/{second}"
    html = lead.get(page).text
    assert f'value="{first}"' in html
    assert f'value="{other}"' not in html  # it speaks for the other side
    merged = lead.post(f"{page}/merge", page=page, into=str(first))
    assert merged.status_code == 303
    do(talking, lead, "show", first)
    queue = lead.get(f"/host/{talking.id}/said").text
    assert says("%(num)s other text says this too", num=1) in queue
    assert "Twee." not in push_of(talking, rooms.PROJECTOR, "nl")
    assert lead.post(f"{page}/merge", page=page, into=str(first)).status_code == 409
    do(talking, lead, "release", second)
    assert [one.state for one in texts(talking)][1] is State.WAITING
    into_itself = lead.post(f"{page}/merge", page=page, into=str(second))
    assert into_itself.status_code == 409
    assert lead.post(f"{page}/merge", page=page, into="x").status_code == 400
    other_side = lead.post(f"{page}/merge", page=page, into=str(other))
    assert other_side.status_code == 409
    assert [one.state for one in texts(talking)][1] is State.WAITING


def test_a_text_speaks_for_all_that_came_together_in_it(
    cas: Person, talking: Room, lead: Person
) -> None:
    for number, words in enumerate(("Een.", "Twee.", "Drie.")):
        write(talking, cas, words, entry=f"formulier-{number}")
    first, second, third = [one.id for one in texts(talking)]
    for one, into in ((first, second), (second, third)):
        page = f"/host/{talking.id}/said/{one}"
        lead.post(f"{page}/merge", page=page, into=str(into))
    queue = lead.get(f"/host/{talking.id}/said").text
    assert "2 andere teksten zeggen dit ook" in queue


@pytest.mark.parametrize(
    ("what", "status"),
    [("show-999", 404), ("merge-1", 400), ("", 400), ("show", 400), ("show-x", 400)],
)
def test_a_button_that_the_queue_does_not_have_is_refused(
    talking: Room, lead: Person, what: str, status: int
) -> None:
    page = f"/host/{talking.id}/said"
    assert lead.post(page, page=page, do=what).status_code == status


def test_a_host_handles_the_texts_of_the_own_workshop_only(
    cas: Person, talking: Room, zoe: Person, fran: Person, room: Room
) -> None:
    write(talking, cas)
    number = texts(talking)[0].id
    token = zoe.token("/j")
    page = f"/host/{talking.id}/said"
    for person in (zoe, fran, cas):
        assert person.get(page).status_code == 403
        assert person.get(f"{page}/{number}").status_code == 403
        assert person.post(page, do=f"show-{number}").status_code == 403
        for door in ("mend", "merge", "card"):
            answer = person.post(f"{page}/{number}/{door}", text="Anders.", into="1")
            assert answer.status_code == 403, door
    # Nor by naming it in a workshop that somebody does lead.
    own = f"/host/{room.id}/said"
    assert fran.post(own, page=own, do=f"show-{number}").status_code == 404
    assert fran.get(f"{own}/{number}").status_code == 404
    assert fran.post(f"{own}/{number}/mend", page=own, text="Nee").status_code == 404
    assert zoe.send(page, token, do=f"show-{number}").status_code == 403
    (one,) = texts(talking)
    assert (one.state, one.text) == (State.WAITING, ARGUMENT)


def test_the_queue_answers_htmx_with_its_fragment(
    cas: Person, talking: Room, lead: Person
) -> None:
    write(talking, cas)
    page = f"/host/{talking.id}/said"
    number = texts(talking)[0].id
    answer = lead.htmx(page, page, do=f"show-{number}")
    assert named(answer.text, "said").attributes["data-revision"] == str(
        talking.look().revision
    )
    assert "<html" not in answer.text
    again = lead.htmx(page, page, do=f"show-{number}")
    assert again.status_code == 409


def test_downloads_and_results_hold_what_was_shown(
    cas: Person, talking: Room, lead: Person
) -> None:
    write(talking, cas, "=Voor A.", mark="fact")
    do(talking, lead, "show")
    write(talking, cas, "genoeg geld is.", mark="condition", entry="formulier-2")
    do(talking, lead, "show")
    write(talking, cas, "Blijft weg.", entry="formulier-3")
    talking.reach("vote", 2)
    everybody_votes(talking, "a2", "b1", "a1")
    talking.reach("close")
    write(talking, cas, **DILEMMA, entry="formulier-4")
    do(talking, lead, "show")
    results = path(talking.links.results)
    page = text(lead.get(results).text)
    told = json.loads(lead.get(f"{results}/download.json").data)
    table = lead.get(f"{results}/download.csv").data.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(table), delimiter=";"))
    assert [one["text"] for one in told["said"]] == [
        "=Voor A.",
        "genoeg geld is.",
        "Wie betaalt de bus?",
    ]
    assert told["said"][0]["role"] == "inwoner"
    assert "'=Voor A." in [row[-1] for row in rows]
    for words in ("=Voor A.", "genoeg geld is.", "Wie betaalt de bus?"):
        assert words in page
    for everything in (page, table, json.dumps(told)):
        assert "Blijft weg." not in everything


def test_what_a_table_brings_back_stands_in_the_results_once_shown(
    talking: Room, lead: Person
) -> None:
    with talking.app.app_context():
        with writing():
            seating.put(talking.id, Arrangement(tables=3))
        play.note(talking.id, 2, "Een huis met\nkamers.", "notitie-1")
    results = path(talking.links.results)

    def told() -> str:
        files = [lead.get(f"{results}/download.{one}") for one in ("csv", "json")]
        page = text(lead.get(f"{results}?lang=nl").text)
        return page + "".join(one.data.decode() for one in files)

    assert "Een huis met" not in told()
    queue = lead.get(f"/host/{talking.id}/said").text
    assert says("Table %(number)s", number=2) in text(queue)
    assert says("another role") not in text(queue)
    do(talking, lead, "show")
    assert told().count("Een huis met") == 3
    assert told().count(says("Table %(number)s", number=2)) == 3


def test_the_queue_names_the_fields_of_an_agreement(full: Room, lead: Person) -> None:
    cas = full.join("inwoner")
    full.reach("agree")
    given = {"what": "Bellen", "organisation": "Buurtteam", "by": "mei"}
    assert cas.send(f"/j/{full.code}/agree", "", **given).status_code == 200
    queue = text(lead.get(f"/host/{full.id}/said").text)
    for field in ("Who?", "Before when?"):
        assert says(field) in queue
    assert "organisation" not in queue


def test_a_dilemma_becomes_a_card_that_a_new_session_can_choose(
    app: Flask, cas: Person, talking: Room, lead: Person, gus: Person
) -> None:
    talking.reach("close")
    write(talking, cas, **DILEMMA)
    number = texts(talking)[0].id
    page = f"/host/{talking.id}/said/{number}"
    assert "samen-sterk" in lead.get(page).text
    form = DILEMMA | {"title": "Wie betaalt?", "challenge": "samen-sterk"}
    del form["kind"]
    for _time in range(2):  # a double click makes one card
        made = lead.post(f"{page}/card", page=page, **form)
        assert made.status_code == 200
        assert "Wie betaalt?" in made.text
    with app.app_context():
        deck = app.config["LIBRARY"].deck("eigen-proef")
    assert [card.title for card in deck.cards] == ["Wie betaalt?"]
    assert "eigen-proef" in gus.get("/host/new").text
    assert "Wie betaalt?" in gus.get("/host/new?deck=eigen-proef").text
    assert texts(talking)[0].state is State.SHOWN


def test_a_step_near_the_end_asks_everybody_for_a_dilemma(
    cas: Person, full: Room, lead: Person
) -> None:
    with full.app.app_context(), writing():
        before = workshops.standing(full.id).game
        *steps, close = before.steps
        blank = Step(0, Kind.BLANK, seconds=300)
        after = replace(before, steps=(*steps, blank, close), acts=before.acts + 1)
        workshops.save(full.id, before, after)
    full.reach("agree")
    assert says("Ask for own dilemmas") in lead.get(f"/host/{full.id}").text
    full.press(lead, "next")
    shown = pages(full, cas, lead, "nl")
    for audience in rooms.STAGES:
        assert says("A dilemma of your own") in text(shown[audience]), audience
    assert f'href="/j/{full.code}/say"' in shown[rooms.PLAYER]
    assert write(full, cas, **DILEMMA).status_code == 303
    assert full.look().waiting == 1


def test_only_a_dilemma_becomes_a_card_and_a_broken_file_stops_nothing(
    app: Flask, cas: Person, talking: Room, lead: Person, tmp_path: Path
) -> None:
    write(talking, cas)
    page = f"/host/{talking.id}/said/{texts(talking)[0].id}"
    assert lead.post(f"{page}/card", page=page).status_code == 400
    write(talking, cas, **DILEMMA, entry="formulier-2")
    page = f"/host/{talking.id}/said/{texts(talking)[1].id}"
    form = {name: DILEMMA[name] for name in ("title", "situation", "a", "b")}
    assert lead.post(f"{page}/card", page=page, **form).status_code == 400
    (tmp_path / "decks").mkdir()
    (tmp_path / "decks" / "eigen-proef.md").write_text("kapot")
    answer = lead.post(f"{page}/card", page=page, **form, challenge="samen-sterk")
    assert answer.status_code == 200
    with app.app_context():
        assert [slug for slug, _ in app.config["LIBRARY"].broken()] == ["eigen-proef"]
        assert len(app.config["LIBRARY"].deck("eigen-proef").cards) == 1
    assert (tmp_path / "decks" / "eigen-proef.md").read_text() == "kapot"


def test_a_turning_question_is_shown_asked_and_told_in_words(
    cas: Person, talking: Room, lead: Person
) -> None:
    question = "Wat als er niemand komt?"
    seen = [rooms.PLAYER, rooms.PROJECTOR]
    assert not any(question in push_of(talking, one, "nl") for one in seen)
    talking.press(lead, "turn")
    assert all(question in push_of(talking, one, "nl") for one in seen)
    phone = talking.phone(cas)
    for person in range(1, 5):
        talking.cast(person, "b")
    early = talking.press(lead, "tell")
    assert early.status_code == 409
    assert says("Too few answers") in early.text
    step = talking.look().game.step.id
    skip = phone.emit("cast", {"step": step, "answer": "pass", "seq": 1}, callback=True)
    assert skip["ok"]
    mine = pages(talking, cas, lead, "nl")[rooms.PLAYER]
    assert says("You chose: %(choice)s", choice=says("I skip this one")) in text(mine)
    assert talking.press(lead, "tell").status_code == 409  # a pass is no opinion
    told = phone.emit("cast", {"step": step, "answer": "b", "seq": 2}, callback=True)
    assert told["ok"]
    mine = pages(talking, cas, lead, "nl")[rooms.PLAYER]
    assert says("Your answer is in.") in mine
    sentence = says("More than half says: %(answer)s.", answer=says("perhaps"))
    assert not any(sentence in push_of(talking, one, "nl") for one in rooms.STAGES)
    assert talking.press(lead, "tell").status_code == 303
    assert all(sentence in push_of(talking, one, "nl") for one in rooms.STAGES)
    late = phone.emit("cast", {"step": step, "answer": "a", "seq": 3}, callback=True)
    assert (late["ok"], late["why"]) == (False, "VoteClosed")
    talking.reach("vote", 2)
    everybody_votes(talking, "a2", "b1")
    talking.reach("reveal")
    results = path(talking.links.results)
    assert sentence in text(lead.get(results).text)
    (line,) = json.loads(lead.get(f"{results}/download.json").data)["turning_questions"]
    assert line.pop("text") == f"{says('more than half')}: {says('perhaps')}"
    assert line == {"card": "kaart-1", "answer": "perhaps", "share": "more than half"}
    assert says("turning question") in lead.get(f"{results}/download.csv").text


def test_a_card_without_a_turning_question_has_none_to_show(
    make_room: Any, fran: Person
) -> None:
    plain = make_room(deck=a_deck(cards=(a_card(1, turning=""), a_card(2))))
    assert fran.get(path(plain.links.host)).status_code == 303
    plain.reach("talk")
    assert 'value="turn"' not in fran.get(f"/host/{plain.id}").text
    assert plain.press(fran, "turn").status_code == 409


def test_a_role_that_people_leave_no_longer_points_at_who_stayed(
    full: Room, lead: Person
) -> None:
    stays = full.join("ondernemer")
    others = full.crowd("ondernemer", 5)
    full.reach("talk")
    write(full, stays)
    assert [one.role for one in texts(full)] == ["ondernemer"]
    with full.app.app_context():
        for person in others:
            play.switch_role(full.id, person, "gemeente")
    assert [one.role for one in texts(full)] == [""]
    do(full, lead, "show")
    assert "ondernemer" not in push_of(full, rooms.PROJECTOR, "nl")
