"""Cookies, form tokens, guessing and logs: what strangers cannot do."""

import logging
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask, url_for

from dilemma import play
from dilemma.app import create_app
from dilemma.live.proofs import ticket_cookie
from dilemma.signing import write_entry
from dilemma.web import limits
from dilemma.web.entry import entry_cookie
from tests.conftest import URL, Person, Room, path, says
from tests.markup import named, text


@pytest.fixture
def secure(app: Flask) -> Flask:
    """The same product behind https."""
    settings = replace(
        app.config["DILEMMA"], public_url="https://dilemma.example", public_fixed=True
    )
    return create_app(settings, async_mode="threading")


def test_behind_https_cookies_stay_there(secure: Flask, room: Room) -> None:
    with secure.app_context():
        token = play.new_sign_in()
    browser = secure.test_client()
    base = "https://dilemma.example"
    answer = browser.get(f"/in/{token}?lang=en", base_url=base)
    cookies = answer.headers.getlist("Set-Cookie")
    page = browser.get(f"/j/{room.code}", base_url=base)
    cookies += page.headers.getlist("Set-Cookie")
    joined = browser.post(
        f"/j/{room.code}/role",
        base_url=base,
        data={"role": "inwoner"},
        headers={"Origin": base},
    )
    cookies += joined.headers.getlist("Set-Cookie")
    names = {one.split("=")[0] for one in cookies}
    own = {ticket_cookie(room.code), entry_cookie(room.code)}
    assert names == {"__Host-dilemma", "lang"} | own
    for cookie in cookies:
        for flag in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
            assert flag in cookie, cookie
        assert "Domain" not in cookie
    assert "max-age" in answer.headers["Strict-Transport-Security"]


def test_cookies_cannot_be_read_by_scripts_or_sent_by_other_sites(
    app: Flask, room: Room
) -> None:
    ann = room.join()
    with app.app_context():
        token = play.new_sign_in()
    answer = ann.get(f"/in/{token}?lang=en")
    cookies = answer.headers.getlist("Set-Cookie")
    names = {one.split("=")[0] for one in cookies}
    assert names == {"dilemma", "lang"}
    for cookie in cookies:
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
    for name in (ticket_cookie(room.code), entry_cookie(room.code)):
        cookie = ann.browser.get_cookie(name)
        assert cookie
        assert cookie.http_only
        assert cookie.same_site == "Lax"


def posts(app: Flask) -> list[str]:
    """List the endpoints that change something."""
    unsafe = {"POST", "PUT", "PATCH", "DELETE"}
    return sorted(
        {
            rule.endpoint
            for rule in app.url_map.iter_rules()
            if (rule.methods or set()) & unsafe
        }
    )


# The forms of participants carry a signed cookie instead of a token.
WITH_COOKIE = {
    *("join.take_role", "join.answer", "alone.choose"),
    *("join.sit", "join.real"),
    *("closing.why", "closing.agree", "say.say"),
}


@pytest.mark.parametrize("token", [None, "", "x", "another's"])
def test_no_form_works_without_its_own_token(
    app: Flask, room: Room, gus: Person, ann: Person, token: str | None
) -> None:
    if token == "another's":
        token = ann.token("/host/new") or ann.token(f"/j/{room.code}")
    before = room.look()
    assert set(posts(app)) >= WITH_COOKIE
    with_token = [one for one in posts(app) if one not in WITH_COOKIE]
    assert len(with_token) >= 3
    for endpoint in with_token:
        with app.test_request_context():
            url = url_for(endpoint, **known(app, endpoint, room))  # type: ignore[arg-type]
        for headers in ({"Origin": URL}, {"Origin": URL, "HX-Request": "true"}):
            form = {"action": "next", "expect": "0", "role": "inwoner", "step": "1"}
            form |= {} if token is None else {"csrf_token": token}
            sent = gus.browser.post(url, base_url=URL, data=form, headers=headers)
            assert sent.status_code == 400, endpoint
    assert room.look() == before


def known(app: Flask, endpoint: str, room: Room) -> dict[str, str]:
    """Fill in a route with what is true, so that only the token is wrong."""
    (rule, *_) = app.url_map.iter_rules(endpoint)
    true = {"workshop": room.id, "code": room.code, "number": "1"}
    true |= {"region": "1", "participant": "1", "seat": "1", "key": "k"}
    true |= {"slug": "sociaal-werk-beweegt", "id": "1"}
    return {name: true[name] for name in rule.arguments}


OURS = [
    {"Origin": URL},
    {"Origin": URL, "Sec-Fetch-Site": "same-origin", "Referer": f"{URL}/j/X"},
    {"Sec-Fetch-Site": "same-origin"},
    {"Referer": f"{URL}/j/X"},
]
NOT_OURS = [
    {},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "https://evil.example", "Referer": f"{URL}/j/X"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "none"},
    {"Sec-Fetch-Site": "cross-site", "Referer": f"{URL}/j/X"},
    {"Referer": "https://evil.example/"},
    {"Referer": f"https://evil.example/?{URL}"},
    {"Referer": f"{URL}.evil.example/"},
    {"Referer": "about:blank"},
]
FORMS = ("come in", "change role", "answer")


def send_form(
    room: Room, person: Person, form: str, headers: dict[str, str]
) -> tuple[int, bool]:
    """Send one of a participant's forms; returns the status and whether it counted."""
    before = room.look().people
    step = str(room.look().game.step.id)
    values = {"answer": {"step": step, "answer": "a2"}}.get(form, {"role": "gemeente"})
    door = "answer" if form == "answer" else "role"
    url = f"/j/{room.code}/{door}"
    sent = person.browser.post(url, base_url=URL, data=values, headers=headers)
    return sent.status_code, room.look().people != before


def about_to(room: Room, form: str) -> Person:
    """Somebody with the cookies for this form."""
    if form == "answer":
        room.reach("vote")
    if form != "come in":
        return room.join("inwoner")
    person = Person(room.app)
    person.get(f"/j/{room.code}")
    return person


@pytest.mark.parametrize("headers", OURS, ids=str)
@pytest.mark.parametrize("form", FORMS)
def test_a_participants_form_counts_when_our_page_sent_it(
    room: Room, form: str, headers: dict[str, str]
) -> None:
    assert send_form(room, about_to(room, form), form, headers) == (303, True)


@pytest.mark.parametrize("headers", NOT_OURS, ids=str)
@pytest.mark.parametrize("form", FORMS)
def test_another_site_cannot_send_a_participants_form_even_with_the_cookie(
    room: Room, form: str, headers: dict[str, str]
) -> None:
    assert send_form(room, about_to(room, form), form, headers) == (400, False)


@pytest.mark.parametrize("cookie", [None, "", "x", "another code's", "another key's"])
@pytest.mark.parametrize("form", FORMS)
def test_a_participants_form_does_nothing_without_a_cookie_of_ours(
    room: Room, make_room: Callable[..., Room], form: str, cookie: str | None
) -> None:
    other_room = make_room()
    other = about_to(other_room, form)  # with good cookies, of another workshop
    person = Person(room.app)
    about_to(room, form)
    for name in (ticket_cookie, entry_cookie):
        theirs = other.cookies(name(other_room.code))
        forged = {
            "another code's": theirs[0] if theirs else "",
            "another key's": write_entry("x" * 16, room.code, "y" * 22),
        }
        if cookie is not None:
            value = forged.get(cookie, cookie)
            person.browser.set_cookie(name(room.code), value)
    status, counted = send_form(room, person, form, {"Origin": URL})
    assert status == (403 if form == "answer" else 400)
    assert not counted


def test_who_comes_without_cookies_gets_the_roles_and_a_sentence(room: Room) -> None:
    person = Person(room.app)
    url = f"/j/{room.code}/role"
    sent = person.send(url, "", role="inwoner")
    assert sent.status_code == 400
    assert named(sent.text, "main")
    assert says("Choose your role") in text(sent.text)
    assert "cookies" in text(sent.text)
    assert "cookies" not in text(person.get(f"/j/{room.code}").text)  # not kept
    assert person.send(url, "", role="inwoner").status_code == 303  # now it has one


@pytest.mark.parametrize("door", ["/j?code=", "/j/"])
def test_wrong_codes_are_slowed_down_and_right_ones_never(
    app: Flask, room: Room, door: str
) -> None:
    guesser, ann = Person(app), Person(app)
    statuses = [guesser.get(f"{door}WRNG{n:02}").status_code for n in range(70)]
    assert statuses == [404] * 60 + [429] * 10
    assert ann.get(f"{door}{room.code}").status_code in (200, 303)
    assert room.join().get(f"/j/{room.code}").status_code == 200
    assert guesser.get(f"{door}WRNG99").status_code == 429


def test_wrong_links_are_slowed_down_and_right_ones_never(
    app: Flask, room: Room, gus: Person
) -> None:
    guesser = Person(app)
    urls = [f"/screen/{room.id}/", f"/results/{room.id}/", "/in/"]
    statuses = [guesser.get(f"{urls[n % 3]}{n}").status_code for n in range(30)]
    assert statuses == [403] * 20 + [429] * 10
    for link in (room.links.screen, room.links.results, room.links.host):
        assert Person(app).get(path(link)).status_code in (200, 303)
    assert limits.limiter.enabled


def test_no_key_or_token_ever_stands_in_the_log(
    app: Flask,
    room: Room,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    caplog.set_level(logging.DEBUG)
    with app.app_context():
        token = play.new_sign_in()
    ann, gus = room.join(), Person(app)
    ticket = ann.browser.get_cookie(ticket_cookie(room.code))
    assert ticket
    secrets = {token, app.config["DILEMMA"].secret_key, ticket.value}
    secrets |= {
        getattr(room.links, name).rsplit("/", 1)[1]
        for name in ("host", "screen", "results")
    }

    def walk() -> None:
        gus.get(f"/in/{token}")
        for link in (room.links.host, room.links.screen, room.links.results):
            gus.get(path(link))
        ann.get(f"/j/{room.code}")
        room.phone(ann)
        key = room.links.screen.rsplit("/", 1)[1]
        gus.socket(**{"as": "projector", "workshop": room.id, "key": key})

    walk()
    for name in ("look", "standing", "use_sign_in", "find"):
        monkeypatch.setattr(play, name, lambda *_: 1 / 0)
    walk()
    printed = capfd.readouterr()
    assert "ZeroDivisionError" in caplog.text  # the failures themselves are told
    for secret in secrets:
        assert secret not in caplog.text + printed.out + printed.err
