"""Coming in: with the code however it is typed, and always to the present step."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from dilemma.live.proofs import ticket_cookie
from dilemma.words import LANGUAGES
from tests.conftest import URL, Person, Room, says
from tests.markup import elements, named, text

Rooms = Callable[..., Room]


@pytest.fixture
def visitor(app: Flask) -> Person:
    """Somebody who was never here before."""
    return Person(app)


def ways_to_type(code: str) -> list[str]:
    return [
        code,
        code.lower(),
        f" {code[:3]} {code[3:]} ",
        f"{code[:2]}-{code[2:4]}-{code[4:]}".lower(),
        f"{code[:3]}.{code[3:]}\t",
    ]


def test_a_typed_code_leads_to_its_page(room: Room, visitor: Person) -> None:
    for typed in ways_to_type(room.code):
        answer = visitor.get("/j", query_string={"code": typed})
        assert answer.status_code == 303, typed
        assert answer.location == f"/j/{room.code}"
    assert "inwoner" in visitor.get(f"/j/{room.code}").text


@pytest.mark.parametrize("prefix", ["/j/", "/J/"])
def test_a_link_leads_there_in_any_case(
    room: Room, visitor: Person, prefix: str
) -> None:
    for typed in ways_to_type(room.code)[1:4]:
        answer = visitor.get(prefix + typed.strip())
        assert (answer.status_code, answer.location) == (303, f"/j/{room.code}")


@pytest.mark.parametrize("short", ["/J", "/j/", "/J/"])
def test_the_short_address_works_in_every_spelling(visitor: Person, short: str) -> None:
    answer = visitor.get(short, follow_redirects=True)
    assert answer.status_code == 200
    assert named(answer.text, "code")


def test_the_qr_code_holds_an_address_that_works(room: Room, visitor: Person) -> None:
    scanned = room.links.join.upper().removeprefix(URL.upper())
    answer = visitor.get(scanned, follow_redirects=True)
    assert answer.status_code == 200
    assert says("Choose your role") in text(answer.text)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_unknown_code_loses_nothing_that_was_typed(
    visitor: Person, lang: str
) -> None:
    answer = visitor.get("/j", query_string={"code": "xx-yy zz", "lang": lang})
    assert answer.status_code == 404
    assert named(answer.text, "code").attributes["value"] == "xx-yy zz"
    sentence = "We do not know this code. Look at the screen and try again."
    assert says(sentence, lang) in text(answer.text)


def test_an_unknown_link_says_what_to_do(visitor: Person) -> None:
    answer = visitor.get("/j/ZZZZZZ")
    assert answer.status_code == 404
    advice = "Look at the screen for the right code, and type it again."
    assert says(advice) in text(answer.text)


def test_an_empty_field_is_no_mistake(visitor: Person) -> None:
    answer = visitor.get("/j?code=+")
    assert answer.status_code == 200
    assert 'role="alert"' not in answer.text


@pytest.mark.parametrize(
    ("state", "heading"),
    [
        ("locked", "Joining is closed for now"),
        ("closed", "This session is over"),
        ("full", "This session is full"),
    ],
)
def test_who_comes_too_late_is_told_why_at_both_doors(
    make_room: Rooms, visitor: Person, state: str, heading: str
) -> None:
    room = make_room(capacity=1)
    page = f"/j/{room.code}"
    visitor.get(page)
    if state == "locked":
        room.act("lock")
    elif state == "closed":
        room.reach("close")
    else:
        room.crowd("inwoner", 1)
    before = room.look().joined
    for answer in (
        visitor.get(page),
        visitor.send(f"{page}/role", "", role="inwoner"),
    ):
        assert answer.status_code == 409
        assert says(heading) in text(answer.text)
    assert room.look().joined == before


@pytest.mark.parametrize("after", ["lock", "next"])
def test_who_is_in_already_stays_in(room: Room, ann: Person, after: str) -> None:
    room.act(after)
    assert ann.get(f"/j/{room.code}").status_code == 200


def test_a_late_arrival_sees_the_present_step(room: Room) -> None:
    step = room.reach("vote", 2).game.step
    late = room.join("gemeente")
    stage = named(late.get(f"/j/{room.code}").text, "stage").attributes
    assert stage["data-step"] == str(step.id)
    assert stage["data-open"] == "yes"


def test_a_second_tab_and_a_second_tap_are_the_same_person(room: Room) -> None:
    ann = Person(room.app)
    page = f"/j/{room.code}"
    for _ in range(2):
        ann.get(page)
    for _ in range(3):
        sent = ann.send(f"{page}/role", "", role="inwoner")
        assert sent.status_code == 303
    assert room.look().joined == 1


def test_a_double_tap_before_the_cookie_came_back_is_one_person(room: Room) -> None:
    ann = Person(room.app)
    page = f"/j/{room.code}"
    ann.get(page)
    tickets = set()
    for _ in range(2):
        ann.browser.delete_cookie(ticket_cookie(room.code))
        ann.send(f"{page}/role", "", role="inwoner")
        cookie = ann.browser.get_cookie(ticket_cookie(room.code))
        assert cookie
        tickets.add(cookie.value)
    assert len(tickets) == 1
    assert room.look().joined == 1


def test_without_script_a_role_a_vote_and_another_vote_are_plain_forms(
    room: Room, ann: Person
) -> None:
    page = f"/j/{room.code}"
    chosen = ann.post(f"{page}/role", page=f"{page}?role", role="gemeente")
    assert (chosen.status_code, chosen.location) == (303, page)
    step = str(room.reach("vote").game.step.id)
    for value in ("a2", "b1", "pass"):
        sent = ann.post(f"{page}/answer", page=page, step=step, answer=value)
        assert (sent.status_code, sent.location) == (303, f"{page}?plain")
        mine = named(ann.get(sent.location).text, "mine").attributes
        assert mine["data-value"] == value
    assert room.look().answered == 1
    refused = ann.post(f"{page}/role", page=page, role="inwoner")
    assert refused.status_code == 409
    assert says("Your role stays as it is") in text(refused.text)
    room.act("next")
    late = ann.post(f"{page}/answer", page=page, step=step, answer="a1")
    assert late.status_code == 409
    assert says("This vote is closed") in text(late.text)


def test_a_vote_without_a_ticket_leads_to_the_choice_of_a_role(
    room: Room, visitor: Person
) -> None:
    step = str(room.reach("vote").game.step.id)
    page = f"/j/{room.code}"
    sent = visitor.post(f"{page}/answer", page=page, step=step, answer="a2")
    assert sent.status_code == 403
    assert named(sent.text, "main")
    assert [one for one in elements(sent.text) if one.attributes.get("name") == "role"]
    assert room.look().answered == 0


@pytest.mark.parametrize(
    ("step", "answer", "status"),
    [
        ("x", "a2", 400),
        ("", "a2", 400),
        ("-1", "a2", 400),
        ("9" * 30, "a2", 400),
        ("²", "a2", 400),
        ("1", "a2", 409),
        ("999999", "a2", 409),
        ("{step}", "c9", 400),
        ("{step}", "", 400),
    ],
)
def test_nonsense_in_a_form_is_refused_with_a_page(
    room: Room, ann: Person, step: str, answer: str, status: int
) -> None:
    now = room.reach("vote").game.step.id
    page = f"/j/{room.code}"
    sent = ann.post(
        f"{page}/answer", page=page, step=step.format(step=now), answer=answer
    )
    assert sent.status_code == status
    assert "<h1>" in sent.text
    assert room.look().answered == 0


def shown_in(answer: Any) -> str:
    (html,) = [one for one in elements(answer.text) if one.name == "html"]
    return html.attributes["lang"]


@pytest.mark.parametrize(
    ("wish", "lang"),
    [
        ("", "nl"),
        ("nl-NL,nl;q=0.9,en;q=0.8", "nl"),
        ("en-GB,en;q=0.9", "en"),
        ("de,en;q=0.5", "en"),
        ("de", "nl"),
        ("*", "nl"),
        ("nonsense;;;q=x", "nl"),
    ],
)
def test_the_phones_own_language_is_followed(
    visitor: Person, wish: str, lang: str
) -> None:
    assert shown_in(visitor.get("/", headers={"Accept-Language": wish})) == lang


def test_the_switch_is_remembered_and_beats_the_browser(visitor: Person) -> None:
    dutch = {"Accept-Language": "nl"}
    assert shown_in(visitor.get("/?lang=en", headers=dutch)) == "en"
    assert shown_in(visitor.get("/j", headers=dutch)) == "en"
    assert shown_in(visitor.get("/?lang=xx", headers=dutch)) == "en"
    assert shown_in(visitor.get("/?lang=nl", headers=dutch)) == "nl"
    assert shown_in(visitor.get("/", headers={"Accept-Language": "en"})) == "nl"


def test_every_page_offers_the_other_language(room: Room, ann: Person) -> None:
    for url in ("/", "/j", f"/j/{room.code}", "/host", "/nowhere"):
        html = ann.get(url).text
        assert "?lang=en" in [one.attributes.get("href") for one in elements(html)], url
