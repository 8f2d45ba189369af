"""Whoever answers, the headers are there; foreign names and pages stay outside."""

import gzip
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask, url_for

from dilemma import play
from dilemma.web.door import HEADERS
from tests.conftest import URL, Person, Room, path

EVERYWHERE = {name for name, _value in HEADERS}


def addresses(app: Flask, room: Room) -> Iterator[tuple[str, str]]:
    """Give (method, address) for every route, with good and with bad values."""
    secret_ones = [path(getattr(room.links, name)) for name in ("host", "screen")]
    results = path(room.links.results)
    for url in (*secret_ones, results, f"{results}/download.csv", f"/j/{room.code}"):
        yield "GET", url
    for rule in app.url_map.iter_rules():
        for method in sorted(rule.methods or ()):
            values = {
                name: "1" if f"<int:{name}>" in rule.rule else "x"
                for name in rule.arguments
            }
            with app.test_request_context():
                yield method, url_for(rule.endpoint, _method=method, **values)  # type: ignore[arg-type]
    yield "GET", "/static/dilemma.css"
    yield "GET", "/nowhere"
    yield "DELETE", "/"
    yield "POST", "/healthz"
    yield "GET", "/socket.io/?EIO=4&transport=polling"
    yield "GET", "/socket.io/?EIO=4&transport=websocket"
    yield "POST", "/socket.io/?EIO=4&transport=polling&sid=x"


def test_every_answer_carries_the_security_headers(
    app: Flask, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    statuses = set()
    person = Person(app)
    asked = list(addresses(app, room))

    def check(answer: Any) -> None:
        statuses.add(answer.status_code)
        where = (answer.request.method, answer.request.path, answer.status_code)
        assert set(answer.headers.keys()) >= EVERYWHERE, where
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy, where
        assert "frame-ancestors 'none'" in policy, where
        assert "unsafe" not in policy, where
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers.getlist("Content-Security-Policy") == [policy]

    for method, url in asked:
        for _ in range(2):  # the second time the page may be one that was kept
            with person.browser.open(url, base_url=URL, method=method) as answer:
                check(answer)
    check(person.get("/", headers={"Host": "evil.example"}))
    check(person.browser.post("/host/new", base_url=URL, data={"title": "x" * 200_000}))
    monkeypatch.setattr(play, "find", lambda _code: 1 / 0)
    check(person.get(f"/j/{room.code}?plain"))
    assert statuses >= {200, 303, 400, 403, 404, 405, 413, 500}


def test_pages_are_never_kept_on_the_way_and_files_are(app: Flask) -> None:
    person = Person(app)
    assert person.get("/").headers["Cache-Control"] == "no-store"
    packed = {"Accept-Encoding": "gzip"}
    with person.get("/static/dilemma.css") as plain:
        assert "max-age" in plain.headers["Cache-Control"]
        file = plain.data
    small = person.get("/static/dilemma.css?v=1", headers=packed)
    assert "immutable" in small.headers["Cache-Control"]
    assert gzip.decompress(small.data) == file
    assert "Content-Encoding" not in person.get("/", headers=packed).headers


FOREIGN = [
    {"Host": "evil.example"},
    {"Host": "localhost:8000.evil.example"},
    {"Host": "localhost:1"},
    {"Host": "127.0.0.1:8000@evil.example"},
    {"Host": ""},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": ""},
    {"Origin": "http://localhost:8000.evil.example"},
    {"Origin": "http://localhost:8001"},
]


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
@pytest.mark.parametrize(
    ("method", "url"),
    [
        ("POST", "/host/new"),
        ("POST", "/j/XXXXXX/role"),
        ("GET", "/socket.io/?EIO=4&transport=websocket"),
        ("POST", "/socket.io/?EIO=4&transport=polling"),
    ],
)
def test_a_foreign_page_or_name_is_stopped_at_the_door(
    app: Flask, gus: Person, method: str, url: str, headers: dict[str, str]
) -> None:
    answer = gus.browser.open(url, base_url=URL, method=method, headers=headers)
    assert answer.status_code == 400
    assert "Dit adres klopt niet" in answer.text
    assert "evil" not in answer.text + str(answer.headers)


@pytest.mark.parametrize(
    "header", ["X-Forwarded-Host", "Forwarded", "X-Host", "X-Original-Host"]
)
def test_a_forwarded_name_changes_nothing(
    app: Flask, gus: Person, room: Room, header: str
) -> None:
    value = "host=evil.example" if header == "Forwarded" else "evil.example"
    plain = gus.get(f"/host/{room.id}")
    claimed = gus.get(f"/host/{room.id}", headers={header: value})
    for answer in (plain, claimed):
        assert "evil.example" not in answer.text + str(answer.headers)


TRICKS = [
    "//evil.example",
    "/\\evil.example",
    "/%2f%2fevil.example",
    "https:evil.example",
]
TRICKS += ["/%09/evil.example", "/%0d%0aLocation:%20//evil.example", "///evil.example/"]


def test_no_redirect_leaves_this_server(app: Flask, room: Room) -> None:
    person = Person(app)
    for trick in TRICKS:
        urls = [f"/j?code={trick}", f"/j/{trick}", f"/J/{trick}", f"/in/{trick}"]
        urls += [f"/j/{room.code}?next={trick}", f"/?next={trick}&lang=en", f"/{trick}"]
        for url in urls:
            answer = person.browser.open(f"{URL}{url}", method="GET")
            location = answer.headers.get("Location", "")
            own = location.removeprefix(URL)
            assert location == "" or own.startswith("/"), (url, location)
            assert not own.startswith(("//", "/\\")), (url, location)
