"""One fragment, three deliveries: the same bytes for everybody of an audience."""

import re
from datetime import UTC, datetime

import pytest
from flask import Flask
from jinja2 import ChoiceLoader, DictLoader, UndefinedError

from dilemma import play
from dilemma.fragments import PERSONAL, render, render_in
from dilemma.live import rooms
from dilemma.screens import hall, host, player
from dilemma.screens.pages import coverage_of
from dilemma.words import LANGUAGES
from tests.builders import a_deck
from tests.conftest import Person, Room
from tests.deliveries import AUDIENCES, everybody_votes, heard, pages, push_of, sockets
from tests.markup import roots


@pytest.mark.parametrize("lang", LANGUAGES)
def test_page_answer_and_push_are_the_same_bytes(
    every_kind: Room, led_every_kind: Person, lang: str
) -> None:
    full, lead = every_kind, led_every_kind
    ann = full.join()
    ears = sockets(full, ann, lead, lang)
    for socket in ears.values():
        heard(socket)
    kinds = []
    for action in ("lock", *["next"] * (len(full.look().game.steps) - 1)):
        answer = lead.htmx(
            f"/host/{full.id}/act",
            page=f"/host/{full.id}",
            lang=lang,
            action=action,
            expect=str(full.look().game.acts),
        ).get_data(as_text=True)
        shown = pages(full, ann, lead, lang)
        for audience, socket in ears.items():
            (push,) = heard(socket)
            assert push in shown[audience]
            assert len(roots(push)) == 1
        assert answer == push_of(full, rooms.HOST, lang)
        assert answer in shown[rooms.HOST]
        kinds.append(full.look().game.step.kind)
        everybody_votes(full, "a2", "b1", "a1")
    assert set(kinds) == {step.kind for step in full.look().game.steps}


def test_what_a_socket_is_sent_on_arrival_is_what_the_page_holds(
    full: Room, lead: Person
) -> None:
    ann = full.join()
    full.reach("reveal")
    shown = pages(full, ann, lead, "nl")
    for audience, socket in sockets(full, ann, lead, "nl").items():
        (arrival,) = heard(socket)
        for root in re.split(r"(?=<section id=\"mine\")", arrival):
            assert root in shown[audience]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_pushed_fragment_has_one_root_with_an_id_and_a_revision(
    every_kind: Room, audience: str, lang: str
) -> None:
    full = every_kind
    while True:
        snapshot = full.look()
        fragments = [push_of(full, audience, lang)]
        with full.app.app_context():
            spots = rooms.where(snapshot.workshop)
            for build in rooms.TURNOUTS.get(audience, ()):
                fragments.append(render_in(lang, build(snapshot, spots)))
            one = play.personal(full.id, 1)
            mine = player.mine(one)
            fragments.append(render_in(lang, mine))
        for fragment in fragments:
            (root,) = roots(fragment)
            assert root.attributes["id"]
            # A participant's stage changes with acts alone: it is the same for all.
            shared = audience == rooms.PLAYER and root.attributes["id"] == "stage"
            newest = snapshot.game.acts if shared else snapshot.revision
            assert root.attributes["data-revision"] == str(newest)
        if snapshot.game.closed:
            break
        everybody_votes(full, "a2", "b1", "a1")
        full.act("next")


def test_the_coverage_fragment_has_one_root_with_an_id(app: Flask) -> None:
    deck = a_deck()
    with app.test_request_context():
        for cards in ((), deck.cards):
            (root,) = roots(render(coverage_of(deck, cards, {}, "zaal")))
            assert root.attributes["id"] == "coverage"


PEEKS = {
    "request": "{{ request.path }}",
    "session": "{{ session.get('facilitator') }}",
    "g": "{{ g.get('csrf_token') }}",
    "config": "{{ config.SECRET_KEY }}",
    "url_for": "{{ url_for('join.home') }}",
    "csrf_token": "{{ csrf_token() }}",
    "csrf_meta_tag": "{{ csrf_meta_tag() }}",
    "get_flashed_messages": "{{ get_flashed_messages() }}",
    "lang": "{{ lang }}",  # of the page, not of the room that hears a push
}


@pytest.mark.parametrize("way", ["itself", "in a macro", "included"])
@pytest.mark.parametrize("peek", PEEKS)
def test_a_fragment_that_looks_at_the_requester_fails_at_once(
    app: Flask, room: Room, peek: str, way: str
) -> None:
    planted = {
        "itself": {"fragments/player/lobby.html": PEEKS[peek]},
        "in a macro": {
            "fragments/player/lobby.html": "{% from 'm.html' import m %}{{ m() }}",
            "m.html": "{% macro m() %}" + PEEKS[peek] + "{% endmacro %}",
        },
        "included": {
            "fragments/player/lobby.html": "{% include 'm.html' %}",
            "m.html": PEEKS[peek],
        },
    }[way]
    assert app.jinja_env.loader
    app.jinja_env.loader = ChoiceLoader([DictLoader(planted), app.jinja_env.loader])
    stage = player.stage(room.look())
    with app.test_request_context(), pytest.raises(UndefinedError):
        render(stage)


def test_everything_personal_is_tried() -> None:
    assert set(PERSONAL) <= set(PEEKS)


def test_two_people_get_the_same_bytes(full: Room, lead: Person, gus: Person) -> None:
    ann, bo = full.join("inwoner"), full.join("gemeente")
    full.reach("vote")
    shared = push_of(full, rooms.PLAYER, "nl")
    led = push_of(full, rooms.HOST, "nl")
    for one, other in ((ann, bo), (lead, gus)):
        assert one.cookies("dilemma") != other.cookies("dilemma")
    for person in (ann, bo):
        assert shared in person.get(f"/j/{full.code}").get_data(as_text=True)
    for person in (lead, gus):
        assert led in person.get(f"/host/{full.id}").get_data(as_text=True)


def test_every_audience_has_a_template_for_every_kind(every_kind: Room) -> None:
    full = every_kind
    while True:
        snapshot = full.look()
        kind = snapshot.game.step.kind
        with full.app.app_context():
            places = rooms.where(snapshot.workshop).places
            links = rooms.where(snapshot.workshop).links
        assert player.stage(snapshot).template == f"player/{kind}"
        assert hall.stage(snapshot, places).template == f"hall/{kind}"
        assert host.stage(snapshot, places, links).hall == hall.stage(snapshot, places)
        if snapshot.game.closed:
            break
        full.act("next")


def test_a_date_and_its_time_are_of_one_zone(app: Flask) -> None:
    late = round(datetime(2026, 11, 28, 23, 38, tzinfo=UTC).timestamp() * 1000)
    with app.test_request_context(headers={"Accept-Language": "nl"}):
        shown = [app.jinja_env.filters[name](late) for name in ("date", "time")]
    assert shown == ["29 november 2026", "00:38"]
