"""Cookies, form tokens, guessing and logs: what strangers cannot do."""

import logging
from dataclasses import replace

import pytest
from flask import Flask, url_for

from dilemma import play
from dilemma.app import create_app
from dilemma.live.proofs import ticket_cookie
from dilemma.web import limits
from tests.conftest import URL, Person, Room, path


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
    page = browser.get(f"/j/{room.code}", base_url=base).text
    form = {
        name: page.split(f'name="{name}" value="')[1].split('"')[0]
        for name in ("csrf_token", "entry")
    }
    joined = browser.post(
        f"/j/{room.code}/role",
        base_url=base,
        data=form | {"role": "inwoner"},
        headers={"Origin": base, "Referer": f"{base}/j"},
    )
    cookies += joined.headers.getlist("Set-Cookie")
    names = {one.split("=")[0] for one in cookies}
    assert names == {"__Host-dilemma", "lang", ticket_cookie(room.code)}
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
    ticket = ann.browser.get_cookie(ticket_cookie(room.code))
    assert ticket
    assert ticket.http_only
    assert ticket.same_site == "Lax"


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


@pytest.mark.parametrize("token", [None, "", "x", "another's"])
def test_no_form_works_without_its_own_token(
    app: Flask, room: Room, gus: Person, ann: Person, token: str | None
) -> None:
    if token == "another's":
        token = ann.token("/host/new") or ann.token(f"/j/{room.code}")
    before = room.look()
    assert len(posts(app)) >= 5
    for endpoint in posts(app):
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
    true = {"workshop": room.id, "code": room.code}
    return {name: true[name] for name in rule.arguments}


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
