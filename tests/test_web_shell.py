"""A hall that scans the code gets kept bytes: the same for all, and never untrue."""

import gzip
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete

from dilemma import play
from dilemma.config import STATIC
from dilemma.live import kept
from dilemma.live.proofs import ticket_cookie
from dilemma.store.tables import ParticipantRow, ResponseRow, db
from dilemma.web import packed
from dilemma.web.entry import entry_cookie
from tests.conftest import URL, Person, Room, says
from tests.deliveries import push_of
from tests.markup import elements, named, text

Rooms = Callable[..., Room]
PACKED = {"Accept-Encoding": "gzip, deflate, br"}


def page_of(room: Room, person: Person, **headers: str) -> Any:
    """Open the page as a phone does that scanned the code."""
    return person.get(f"/j/{room.code}", headers=headers)


@pytest.fixture
def no_flask(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Make everything behind the kept pages fail from now on."""

    def fail() -> None:
        monkeypatch.setattr(play, "find", lambda _code: 1 / 0)

    return fail


def test_the_next_newcomer_and_the_next_participant_cost_no_query(
    room: Room, ann: Person, no_flask: Callable[[], None]
) -> None:
    page_of(room, Person(room.app))
    page_of(room, ann)
    no_flask()
    assert says("Choose your role") in page_of(room, Person(room.app)).text
    assert named(page_of(room, ann).text, "stage")
    assert page_of(room, ann, **{"Accept-Language": "en"}).status_code == 500


def test_newcomers_get_the_same_bytes_and_so_do_participants(
    room: Room, ann: Person, bo: Person
) -> None:
    room.reach("vote")
    new = {page_of(room, Person(room.app)).data for _ in range(3)}
    assert len(new) == 1
    known = [page_of(room, one) for one in (ann, bo, ann)]
    assert len({one.data for one in known}) == 1
    assert [one.headers.get("Set-Cookie") for one in known] == [None] * 3
    shell = known[-1].text
    assert push_of(room, "player", "nl") in shell
    assert named(shell, "mine").attributes["data-revision"] == "0"
    assert "data-now" not in shell
    assert "csrf" not in shell + new.pop().decode()


def test_a_kept_page_has_what_a_fresh_one_has(room: Room) -> None:
    fresh = page_of(room, Person(room.app))
    again = page_of(room, Person(room.app))
    small = page_of(room, Person(room.app), **PACKED)
    assert gzip.decompress(small.data) == again.data == fresh.data
    assert small.headers["Content-Encoding"] == "gzip"
    own = {"Set-Cookie", "Date", "Vary", "Connection"}
    assert {k: v for k, v in again.headers.items() if k not in own} == {
        k: v for k, v in fresh.headers.items() if k not in own
    }
    for answer in (again, small):
        assert answer.headers["Cache-Control"] == "no-store"
        assert {"Cookie", "Accept-Language"} <= set(answer.headers["Vary"].split(", "))
    for one in (fresh, again, small):
        assert entry_cookie(room.code) in one.headers["Set-Cookie"]


@pytest.mark.parametrize(
    ("accept", "small"),
    [("gzip", True), ("br;q=1, gzip;q=0.5", True), ("gzip;q=0", False), ("", False)],
)
def test_only_who_takes_gzip_gets_it(room: Room, accept: str, small: bool) -> None:
    page_of(room, Person(room.app))
    for url in (f"/j/{room.code}", "/static/live.js"):
        answer = Person(room.app).get(url, headers={"Accept-Encoding": accept})
        assert ("Content-Encoding" in answer.headers) is small


def test_every_language_has_its_own_page(room: Room) -> None:
    for _ in range(2):
        for lang, title in (("nl", "Kies je rol"), ("en-GB,en;q=0.5", "Choose your")):
            page = page_of(room, Person(room.app), **{"Accept-Language": lang})
            assert title in text(page.text)
    visitor = Person(room.app)
    visitor.get("/?lang=en")
    assert "Choose your" in text(page_of(room, visitor).text)


def test_a_browser_keeps_its_number_and_gets_one_for_a_wrong_one(room: Room) -> None:
    visitor = Person(room.app)
    assert "Set-Cookie" in page_of(room, visitor).headers
    assert "Set-Cookie" not in page_of(room, visitor).headers
    visitor.browser.set_cookie(entry_cookie(room.code), "forged.forged")
    assert "Set-Cookie" in page_of(room, visitor).headers
    assert visitor.send(f"/j/{room.code}/role", "", role="inwoner").status_code == 303


def test_what_the_facilitator_does_is_true_at_once_for_who_comes_next(
    room: Room, fran: Person, ann: Person
) -> None:
    for action, status in (("lock", 409), ("unlock", 200), ("lock", 409)):
        page_of(room, Person(room.app))
        assert room.press(fran, action).status_code == 303
        assert page_of(room, Person(room.app)).status_code == status
        assert page_of(room, ann).status_code == 200
    for _ in range(len(room.look().game.steps) - 1):
        before = page_of(room, ann).text
        room.press(fran, "next")
        shown = named(page_of(room, ann).text, "stage").attributes
        assert shown["data-step"] == str(room.look().game.step.id)
        assert page_of(room, ann).text != before
    room.press(fran, "unlock")
    assert page_of(room, Person(room.app)).status_code == 409  # it is over


def test_the_page_to_come_in_with_goes_with_the_last_place(make_room: Rooms) -> None:
    room = make_room(capacity=3)
    for place in range(3):
        assert page_of(room, Person(room.app)).status_code == 200, place
        room.join()
    assert page_of(room, Person(room.app)).status_code == 409


def test_a_page_begun_before_something_changed_is_not_kept(app: Flask) -> None:
    page = kept.pack("w", "<p>old</p>")
    for change in (kept.drop, kept.came_in):
        since = kept.watch()
        change("w")
        kept.keep(since, "CODE", kept.JOIN, "nl", page, places=9)
        kept.keep(since, "CODE", kept.PLAY, "nl", page)
        assert kept.find("CODE", kept.JOIN, "nl") is None
        assert kept.find("CODE", kept.PLAY, "nl") is None
    kept.keep(kept.watch(), "CODE", kept.PLAY, "nl", page)
    kept.drop("another")
    assert kept.find("CODE", kept.PLAY, "nl") == page
    kept.drop("w")
    assert kept.find("CODE", kept.PLAY, "nl") is None


def test_an_act_while_a_page_is_made_leaves_no_older_page(
    room: Room, ann: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = play.look

    def act_meanwhile(workshop: str) -> Any:
        seen = look(workshop)
        monkeypatch.setattr(play, "look", look)
        room.act("next")
        return seen

    monkeypatch.setattr(play, "look", act_meanwhile)
    old = named(page_of(room, ann).text, "stage").attributes
    new = named(page_of(room, ann).text, "stage").attributes
    assert (old["data-kind"], new["data-kind"]) == ("lobby", "read")


def test_no_more_pages_are_kept_than_for_some_hundred_workshops() -> None:
    for number in range(2 * kept.MOST_WORKSHOPS):
        page = kept.Page(f"w{number}", b"", b"")
        kept.keep(kept.watch(), f"C{number}", kept.PLAY, "nl", page)
    assert len(kept._pages) == kept.MOST_WORKSHOPS


def forget(room: Room) -> None:
    """Wipe the participants, as the end of a rehearsal does."""
    with room.app.app_context():
        db.session.execute(delete(ResponseRow))
        db.session.execute(delete(ParticipantRow))
        db.session.commit()
    kept.drop(room.id)


@pytest.mark.parametrize("query", ["?plain", "?role"])
def test_who_is_nobody_any_more_chooses_a_role_again(
    room: Room, ann: Person, query: str
) -> None:
    forget(room)
    assert page_of(room, ann).status_code == 200
    assert not room.phone(ann).is_connected()  # the script then asks for ?plain
    page = ann.get(f"/j/{room.code}{query}")
    assert says("Choose your role") in text(page.text)
    assert [one for one in elements(page.text) if one.name == "script"] == []
    assert ann.browser.get_cookie(ticket_cookie(room.code)) is None
    assert ann.send(f"/j/{room.code}/role", "", role="inwoner").status_code == 303
    assert room.phone(ann).is_connected()


def test_who_is_nobody_any_more_may_press_a_role_on_an_old_page(
    room: Room, ann: Person
) -> None:
    forget(room)
    assert ann.send(f"/j/{room.code}/role", "", role="inwoner").status_code == 303
    assert room.phone(ann).is_connected()


def test_a_ticket_for_another_workshop_is_no_ticket_here(
    room: Room, ann: Person, make_room: Rooms
) -> None:
    page_of(room, Person(room.app))
    page_of(room, ann)
    other = make_room()
    (ticket,) = other.join().cookies(ticket_cookie(other.code))
    for forged in (ticket, "x", "é", ""):
        mallory = Person(room.app)
        mallory.browser.set_cookie(ticket_cookie(room.code), forged)
        assert says("Choose your role") in text(page_of(room, mallory).text)


def test_without_scripts_the_shell_leads_to_the_whole_page(
    room: Room, ann: Person
) -> None:
    (meta,) = [
        one.attributes["content"]
        for one in elements(page_of(room, ann).text)
        if one.attributes.get("http-equiv") == "refresh"
    ]
    assert meta == f"0; url=/j/{room.code}?plain"
    plain = ann.get(f"/j/{room.code}?plain")
    assert "inwoner" in text(plain.text)
    assert "script" not in {one.name for one in elements(plain.text)}


def test_a_plain_page_loads_itself_again_only_where_a_person_waits(
    room: Room, ann: Person
) -> None:
    def pause() -> str:
        found = elements(ann.get(f"/j/{room.code}?plain").text)
        refresh = [one for one in found if one.attributes.get("http-equiv")]
        return refresh[0].attributes["content"] if refresh else ""

    pauses = {"lobby": pause()}
    for kind in ("read", "vote", "talk", "reveal", "perspective", "close"):
        step = room.reach(kind).game.step
        pauses[kind] = pause()
        if kind == "vote":
            room.cast(1, "a2", step=step.id)
            pauses["voted"] = pause()
    assert pauses == {
        "lobby": "5",
        "read": "",
        "vote": "",
        "voted": "20",
        "talk": "20",
        "reveal": "",
        "perspective": "",
        "close": "",
    }


def test_files_come_small_and_are_kept_by_the_browser_for_good(app: Flask) -> None:
    person = Person(app)
    for name in ("live.js", "dilemma.css", "favicon.svg"):
        small = person.get(f"/static/{name}?v=1", headers=PACKED)
        assert gzip.decompress(small.data) == (STATIC / name).read_bytes()
        assert "immutable" in small.headers["Cache-Control"]
        plain = person.get(f"/static/{name}")
        assert plain.data == (STATIC / name).read_bytes()
        assert plain.headers["Content-Type"] == small.headers["Content-Type"]
        assert plain.headers["ETag"] != small.headers["ETag"]
        for answer, more in ((small, PACKED), (plain, {})):
            match = {"If-None-Match": f'"x", W/{answer.headers["ETag"]}'}
            again = person.get(f"/static/{name}?v=1", headers=match | more)
            assert (again.status_code, again.data) == (304, b"")
            assert again.headers["ETag"] == answer.headers["ETag"]


def test_a_changed_file_is_read_again(
    app: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:

    file = tmp_path / "x.css"
    for content in ("a { }", "b { }"):
        file.write_text(content)
        assert packed._read(file, hash(content)).plain == content.encode()


@pytest.mark.parametrize(
    "name",
    ["nowhere.css", "../pyproject.toml", "%2e%2e/pyproject.toml", "", "vendor", "x/"],
)
def test_only_files_in_the_folder_are_served(app: Flask, name: str) -> None:
    assert Person(app).get(f"/static/{name}").status_code == 404


def test_other_methods_on_files_and_pages_are_answered_by_flask(
    app: Flask, room: Room
) -> None:
    person = Person(app)
    page_of(room, person)
    for url in ("/static/live.js", f"/j/{room.code}"):
        with person.browser.head(url, base_url=URL) as head:
            assert (head.status_code, head.data) == (200, b"")
        sent = person.browser.post(url, base_url=URL, headers={"Origin": URL})
        assert sent.status_code == 405
