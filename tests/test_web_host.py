"""Leading: only with a link, one step a click, and exactly the buttons of the table."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask, url_for

from dilemma import play
from dilemma.rules.agenda import Depth
from dilemma.rules.game import Action
from dilemma.signing import HOST, RESULTS, SCREEN, link_key
from dilemma.web.limits import limiter
from tests.conftest import URL, Person, Room, path, says
from tests.markup import elements, roots, text

Rooms = Callable[..., Room]
WITH_KEY = {
    "host.by_key": HOST,
    "projector.screen": SCREEN,
    "results.page": RESULTS,
    "results.download": RESULTS,
    "results.making": RESULTS,
}

REHEARSING = ("host.rehearse", "host.wipe")
CLOSING = "closing.closing"


def buttons(html: str) -> list[str]:
    """Return the facilitator's actions that stand on a page."""
    return [
        one.attributes["value"]
        for one in elements(html)
        if one.name == "button" and one.attributes.get("name") == "action"
    ]


@pytest.fixture
def token(app: Flask) -> str:
    with app.app_context():
        return play.new_sign_in()


def test_a_one_time_link_signs_one_browser_in(app: Flask, token: str) -> None:
    gus, mallory = Person(app), Person(app)
    answer = gus.get(f"/in/{token}")
    assert (answer.status_code, answer.location) == (303, "/host")
    assert gus.get("/host").status_code == 200
    assert gus.get(f"/in/{token}").status_code == 303  # the same browser may reload
    refused = mallory.get(f"/in/{token}")
    assert refused.status_code == 403
    sentence = "This link was used already or is too old. Take a new one."
    assert says(sentence) in text(refused.text)
    assert mallory.get("/host").status_code == 403


@pytest.mark.parametrize("wrong", ["x", "é", "a" * 300, "%00", "' or 1=1"])
def test_a_made_up_link_signs_nobody_in(app: Flask, token: str, wrong: str) -> None:
    assert Person(app).get(f"/in/{wrong}").status_code == 403


@pytest.mark.parametrize("header", ["Sec-Purpose", "Purpose", "X-Purpose", "X-Moz"])
def test_a_browser_that_looks_ahead_does_not_use_the_link_up(
    app: Flask, token: str, header: str
) -> None:
    gus = Person(app)
    gus.get(f"/in/{token}", headers={header: "prefetch;prerender"})
    gus.browser.head(f"/in/{token}", base_url=URL)
    assert gus.get("/host").status_code == 403
    assert gus.get(f"/in/{token}").status_code == 303


def test_a_host_link_opens_one_workshop_only(
    room: Room, fran: Person, make_room: Rooms
) -> None:
    assert fran.get(f"/host/{room.id}").status_code == 200
    assert fran.get(f"/host/{make_room().id}").status_code == 403
    assert fran.get("/host").status_code == 403
    assert fran.get("/host/new").status_code == 403


def test_one_browser_leads_several_workshops(
    room: Room, fran: Person, make_room: Rooms
) -> None:
    other = make_room()
    fran.get(path(other.links.host))
    for one in (room, other):
        assert fran.get(f"/host/{one.id}").status_code == 200


def test_the_installations_facilitator_sees_every_workshop(
    room: Room, gus: Person, make_room: Rooms
) -> None:
    other = make_room()
    html = gus.get("/host").text
    for one in (room, other):
        assert f"/host/{one.id}" in html
        assert gus.get(f"/host/{one.id}").status_code == 200


AT_TABLES = {
    *("host.arrange", "host.answer", "host.ballot"),
    *("host.count_hands", "host.take_in"),
}
GIVEN = {"participant": "1", "seat": "1", "format": "csv", "what": "poster"}


def doors(app: Flask) -> list[tuple[str, str]]:
    """List (endpoint, method) of every route to one workshop."""
    return sorted(
        (rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        if "workshop" in rule.arguments
        for method in (rule.methods or set()) - {"OPTIONS", "HEAD"}
    )


def knock(person: Person, app: Flask, door: tuple[str, str], **values: str) -> Any:
    """Try one route, with a form token where one is needed."""
    endpoint, method = door
    arguments = next(
        rule.arguments
        for rule in app.url_map.iter_rules(endpoint)
        if "workshop" in rule.arguments
    )
    given = {name: values.get(name, GIVEN.get(name, "?")) for name in arguments}
    with app.test_request_context():
        url = url_for(endpoint, **given)  # type: ignore[arg-type]
    if method == "GET":
        return person.get(url)
    return person.send(
        url,
        values["token"],
        action="next",
        expect="0",
        edit="drop 1",
        name="Avond",
    )


def test_nobody_from_outside_passes_any_door_of_a_workshop(
    app: Flask, room: Room, zoe: Person, make_room: Rooms
) -> None:
    other = make_room()
    before = room.look()
    anybody = other.join()
    secret = app.config["DILEMMA"].secret_key
    all_doors = doors(app)
    assert len(all_doors) >= 7
    for door in all_doors:
        keys = {"", "x", "é"}
        for purpose in (HOST, SCREEN, RESULTS):
            keys.add(link_key(secret, purpose, other.id))
            if purpose != WITH_KEY.get(door[0]):
                keys.add(link_key(secret, purpose, room.id))
        for person in (zoe, anybody):
            token = person.token(f"/j/{make_room().code}")
            for key in keys - {""}:
                answer = knock(
                    person, app, door, workshop=room.id, key=key, token=token
                )
                assert answer.status_code == 403, (door, key)
                limiter.reset()
                assert "Proefsessie" not in answer.text
    assert room.look() == before


def test_the_doors_open_for_whom_they_are(app: Flask, room: Room, fran: Person) -> None:
    secret = app.config["DILEMMA"].secret_key
    token = fran.token(f"/host/{room.id}")
    for door in doors(app):
        if door[0] in AT_TABLES or door[0].startswith("table."):
            continue  # they ask for more: see test_web_tables
        key = link_key(secret, WITH_KEY.get(door[0], HOST), room.id)
        answer = knock(fran, app, door, workshop=room.id, key=key, token=token)
        # This workshop is in use: there is no rehearsal to begin or to wipe.
        # Whoever comes after the first act saw an older page. And a closing sentence
        # comes at the end.
        late = {*REHEARSING, CLOSING, "host.change_programme", "host.undo"}
        fits = (409,) if door[0] in late else (200, 303)
        if door[0].startswith("seen."):
            fits = (403,)  # for an account: see test_access
        if door[0] in ("host.share_with", "host.share_stop", "host.share_link"):
            fits = (400, 404)  # the form says too little
        if door[0].startswith("said.") and door != ("said.queue", "GET"):
            fits = (400, 404)  # no text has this number: see test_web_said
        assert answer.status_code in fits, door


def test_a_double_click_steps_once_and_tells_so(room: Room, fran: Person) -> None:
    page = f"/host/{room.id}"
    seen = str(room.look().game.acts)
    first = fran.htmx(f"{page}/act", page=page, action="next", expect=seen)
    again = fran.htmx(f"{page}/act", page=page, action="next", expect=seen)
    plain = room.press(fran, "next", expect=int(seen))
    assert (first.status_code, again.status_code) == (200, 409)
    (notice,) = roots(again.text)
    assert notice.attributes["id"] == "problem"
    assert plain.status_code == 409
    assert "<html" in plain.text
    for answer in (again, plain):
        assert says("Already done") in text(answer.text)
    assert room.look().game.at == 1


def test_two_tabs_cannot_both_act(room: Room, fran: Person, gus: Person) -> None:
    seen = room.look().game.acts
    assert room.press(fran, "next", expect=seen).status_code == 303
    assert room.press(gus, "next", expect=seen).status_code == 409
    assert room.look().game.at == 1


def test_without_script_every_button_is_a_plain_form(room: Room, fran: Person) -> None:
    for action in ("lock", "unlock", "next", "extend", "back", "next", "skip"):
        answer = room.press(fran, action)
        assert (answer.status_code, answer.location) == (303, f"/host/{room.id}")
    assert room.look().game.acts == 7


@pytest.mark.parametrize(
    ("action", "expect", "status"),
    [
        ("explode", "0", 400),
        ("", "0", 400),
        ("next", "", 400),
        ("next", "-1", 400),
        ("next", "1" * 40, 400),
        ("next", "²", 400),
        ("skip", "0", 409),
        ("unlock", "0", 409),
    ],
)
def test_an_action_that_no_button_sends_is_refused(
    room: Room, fran: Person, action: str, expect: str, status: int
) -> None:
    page = f"/host/{room.id}"
    answer = fran.post(f"{page}/act", page=page, action=action, expect=expect)
    assert answer.status_code == status
    assert room.look().game.acts == 0


def test_the_buttons_are_exactly_the_row_of_the_table(
    every_kind: Room, led_every_kind: Person
) -> None:
    full, lead = every_kind, led_every_kind
    kinds = set()
    while True:
        for toggle in ("lock", "unlock"):
            game = full.look().game
            shown = buttons(lead.get(f"/host/{full.id}").text)
            assert sorted(shown) == sorted(game.actions)
            assert len(set(shown)) == len(shown)
            if toggle in game.actions:
                full.act(toggle)
        kinds.add(game.step.kind)
        if game.closed:
            break
        full.act("next")
    assert kinds == {step.kind for step in full.look().game.steps}


def test_every_button_on_the_page_does_what_it_says(
    every_kind: Room, led_every_kind: Person
) -> None:
    full, lead = every_kind, led_every_kind
    for kind in dict.fromkeys(step.kind for step in full.look().game.steps):
        full.reach(kind)
        for action in buttons(lead.get(f"/host/{full.id}").text):
            before = full.look().game
            assert full.press(lead, action).status_code == 303, (kind, action)
            after = full.look().game
            assert after.acts == before.acts + 1
            while full.look().game.at > before.at:
                full.act(Action.BACK)
            while full.look().game.at < before.at:
                full.act(Action.NEXT)


def test_other_pages_have_no_controls(full: Room, lead: Person) -> None:
    ann = full.join()
    while True:
        for url in (path(full.links.screen), path(full.links.results)):
            html = lead.get(url).text
            assert not {"button", "form"} & {one.name for one in elements(html)}, url
        assert buttons(ann.get(f"/j/{full.code}").text) == []
        if full.look().game.closed:
            break
        full.act("next")


def test_the_host_keeps_a_page_with_everything_in_two_languages(
    full: Room, lead: Person
) -> None:
    dutch = lead.get(f"/host/{full.id}?lang=nl").text
    english = lead.get(f"/host/{full.id}?lang=en").text
    for html, lang in ((dutch, "nl"), (english, "en")):
        assert says("Programme", lang) in text(html)
        assert full.code in html


def test_showing_to_less_than_half_the_hall_asks_once(
    fran: Person, make_room: Rooms
) -> None:
    quick = make_room(Depth.QUICK)
    led = quick.links.host.removeprefix(URL)
    assert fran.get(led).status_code == 303
    people = [quick.join("inwoner") for _number in range(12)]
    step = quick.reach("vote").game.step
    for person in people[:5]:
        page = f"/j/{quick.code}"
        person.post(f"{page}/answer", page=page, step=str(step.id), answer="a2")
    acts = str(quick.look().game.acts)
    form = {"action": "next", "expect": acts}
    page = f"/host/{quick.id}"
    asked = fran.htmx(f"{page}/act", page, **form)
    assert asked.status_code == 409
    assert f'name="sure" value="{acts}"' in asked.text
    assert quick.look().game.step.kind == "vote"
    told = fran.htmx(f"{page}/act", page, **form, sure=acts)
    assert told.status_code == 200
    assert quick.look().game.step.kind == "reveal"
