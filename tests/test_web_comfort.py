"""Comfort at the doors: a blank hall, a break, who leads, and stepping out."""

from dataclasses import replace

import pytest
from flask import Flask

from dilemma.fragments import render_in
from dilemma.live import rooms
from dilemma.rules.agenda import Kind
from dilemma.rules.hints import Rule
from dilemma.screens import host
from dilemma.screens.comfort import HintShown, for_host
from dilemma.screens.prompts import PROMPTS
from dilemma.words import LANGUAGES
from tests.conftest import Person, Room, path, says
from tests.deliveries import everybody_votes, push_of
from tests.markup import text


def named(person: Person, room: Room, name: str) -> None:
    """Tell the name that the other hosts see."""
    page = f"/host/{room.id}"
    assert person.post(f"{page}/name", page=page, name=name).status_code == 303


@pytest.fixture
def cor(app: Flask, room: Room) -> Person:
    """Cor leads too: the host link was sent to him."""
    person = Person(app)
    assert person.get(path(room.links.host)).status_code == 303
    return person


def test_every_kind_of_step_has_something_to_say_and_to_do() -> None:
    for kind in Kind:
        prompt = PROMPTS[kind, 0]
        assert prompt.say, kind
        assert prompt.do, kind


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_host_reads_what_to_say_and_nobody_else_does(
    every_kind: Room, lang: str
) -> None:
    room = every_kind
    for kind in dict.fromkeys(step.kind for step in room.look().game.steps):
        room.reach(kind)
        shown = text(push_of(room, rooms.HOST, lang))
        prompt = for_host(room.look()).prompt
        assert prompt
        for line in (*prompt.say, *prompt.do):
            assert says(line, lang) in shown
        line = says(prompt.do[0], lang)
        for audience in (rooms.PLAYER, rooms.PROJECTOR):
            assert line not in text(push_of(room, audience, lang))


def test_a_blank_hall_shows_the_title_only(full: Room) -> None:
    full.reach("vote")
    full.act("blank")
    assert text(push_of(full, rooms.PROJECTOR, "nl")).strip() == "Proefsessie"
    phones = push_of(full, rooms.PLAYER, "nl")
    assert 'data-open="yes"' in phones
    full.act("unblank")
    assert "Kaart 1" in text(push_of(full, rooms.PROJECTOR, "nl"))


def test_in_a_break_hall_and_phones_rest_and_no_vote_is_lost(full: Room) -> None:
    full.reach("vote")
    full.cast(1, "a2")
    full.act("timeout")
    for audience in (rooms.PLAYER, rooms.PROJECTOR):
        shown = push_of(full, audience, "nl")
        assert says("A short break") in text(shown)
        assert "Kaart 1" not in text(shown)
    full.cast(2, "b1")  # a phone that was sending goes on
    assert full.act("resume").answered == 2
    assert 'data-open="yes"' in push_of(full, rooms.PLAYER, "nl")


def test_a_clock_that_stands_still_is_told_everywhere(full: Room) -> None:
    full.reach("vote")
    full.act("pause")
    for audience in (rooms.PLAYER, rooms.PROJECTOR, rooms.HOST):
        shown = push_of(full, audience, "nl")
        assert "data-ends" not in shown
        assert "0:4" in text(shown)
        assert says("paused") in text(shown)


def test_a_big_clock_is_for_the_hall(full: Room) -> None:
    full.reach("vote")
    full.act("big")
    assert "clock big" in push_of(full, rooms.PROJECTOR, "nl")
    full.act("small")
    assert "clock big" not in push_of(full, rooms.PROJECTOR, "nl")


def test_whoever_acts_leads_and_both_hosts_see_it(
    room: Room, fran: Person, cor: Person
) -> None:
    page = f"/host/{room.id}"
    named(fran, room, "  Fran\n  de Wit ")
    named(cor, room, "Cor")
    room.press(fran, "next")
    assert room.look().game.leader == "Fran de Wit"
    for person in (fran, cor):
        assert "Fran de Wit leidt nu" in text(person.get(page).text)
    assert 'data-me="Fran de Wit"' in fran.get(page).text
    room.press(cor, "pause")
    assert "Cor leidt nu" in text(fran.get(page).text)
    assert "Cor" not in text(push_of(room, rooms.PROJECTOR, "nl"))
    assert "Cor" not in text(push_of(room, rooms.PLAYER, "nl"))


def test_a_name_is_asked_once_and_may_be_skipped(room: Room, fran: Person) -> None:
    page = f"/host/{room.id}"
    question = "What is your name? Whoever leads with you sees who leads now."
    assert says(question) in text(fran.get(page).text)
    named(fran, room, "")
    assert says(question) not in text(fran.get(page).text)
    room.press(fran, "next")
    assert says("%(name)s leads now", name=says("A facilitator")) in text(
        fran.get(page).text
    )


def test_a_name_cannot_be_endless_or_come_alive(room: Room, fran: Person) -> None:
    named(fran, room, "<b>" + "x" * 500)
    room.press(fran, "next")
    assert len(room.look().game.leader) == 40
    assert "<b>x" not in fran.get(f"/host/{room.id}").text


def test_the_link_to_lead_is_shown_after_a_question_only(
    room: Room, fran: Person
) -> None:
    url = f"/host/{room.id}/phone"
    key = room.links.host.rsplit("/", 1)[1]
    asked = fran.get(url).text
    assert key not in asked
    assert "lead-qr" not in asked
    shown = fran.post(url, page=url).text
    assert room.links.host in shown
    assert "lead-qr" in shown
    assert key not in fran.get(f"/host/{room.id}").text


def test_who_steps_out_sees_no_step_and_one_way_back(every_kind: Room) -> None:
    room, ann = every_kind, every_kind.join()
    for kind in dict.fromkeys(step.kind for step in room.look().game.steps):
        room.reach(kind)
        page = ann.get(f"/j/{room.code}?rest").text
        assert 'id="stage"' not in page
        assert 'id="mine"' not in page
        assert 'http-equiv="refresh"' not in page
        assert f'href="/j/{room.code}?plain"' in page
        assert says("I take part again") in text(page)
        for url in (f"/j/{room.code}", f"/j/{room.code}?plain"):
            assert f'href="/j/{room.code}?plain&amp;rest"' in ann.get(url).text


def test_a_newcomer_cannot_step_out_before_coming_in(room: Room) -> None:
    page = Person(room.app).get(f"/j/{room.code}?rest")
    assert says("I take part again") not in text(page.text)


def test_after_a_result_the_host_gets_a_hint_with_its_reason(full: Room) -> None:
    full.reach("vote")
    for person in range(1, 13):
        full.cast(person, "a2" if person % 2 else "b2")
    full.reach("vote", 2)
    everybody_votes(full, "a2", "b1")
    snapshot = full.reach("reveal")
    assert snapshot.game.step.kind is Kind.REVEAL
    found = for_host(snapshot).hint
    assert found == HintShown(Rule.SPLIT, (), ())
    assert says("No side has 60%% of all votes.").replace("%%", "%") in text(
        push_of(full, rooms.HOST, "nl")
    )
    assert for_host(full.act("next")).hint is None  # the next card


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("rule", Rule)
@pytest.mark.parametrize("roles", [("inwoner", "gemeente"), ()])
def test_every_hint_has_a_question_and_a_reason(
    full: Room, rule: Rule, roles: tuple[str, ...], lang: str
) -> None:
    with full.app.app_context():
        spots = rooms.where(full.look().workshop)
        stage = host.stage(full.look(), spots.places, spots.links)
        found = HintShown(rule, roles[:1], roles[1:])
        comfort = replace(stage.comfort, hint=found)
        shown = text(render_in(lang, replace(stage, comfort=comfort)))
    assert says("Why this hint?", lang) in shown
    assert "%%" not in shown


def test_the_host_is_told_before_a_vote_is_closed_for_good(full: Room) -> None:
    told = says(
        "What you show next is closed for good: nobody can vote on it after that."
    )
    full.reach("vote", 1)
    assert told not in text(push_of(full, rooms.HOST, "nl"))
    full.reach("vote", 2)
    assert told in text(push_of(full, rooms.HOST, "nl"))


def test_a_phone_without_scripts_looks_again_in_a_break(
    room: Room, ann: Person
) -> None:
    room.reach("vote")
    page = f"/j/{room.code}?plain"
    assert 'http-equiv="refresh"' not in ann.get(page).text
    room.act("timeout")
    assert 'http-equiv="refresh" content="5"' in ann.get(page).text
