"""What people type stays text, and every refusal is a page that says what to do."""

from collections.abc import Callable, Container
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask, abort

from dilemma import play
from dilemma.rules.agenda import Depth
from dilemma.rules.deck import Challenge, Effect, Example, Fact, Option, Role
from dilemma.words import LANGUAGES
from tests.builders import EFFECTS, a_card, a_deck
from tests.conftest import URL, Person, Room, path, says
from tests.deliveries import AUDIENCES, push_of
from tests.markup import elements, text

Rooms = Callable[..., Room]

EVIL = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    '"><script>alert(1)</script>',
    "'><script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "' onfocus='alert(1)' autofocus='",
    '" autofocus onfocus=alert(1) x="',
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "--><script>alert(1)</script>",
    "<!--<script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    '<a href="javascript:alert(1)">x</a>',
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    '<iframe src="javascript:alert(1)"></iframe>',
    '<object data="x"></object>',
    '<embed src="x">',
    '<base href="//evil.example/">',
    '<meta http-equiv="refresh" content="0;url=//evil.example">',
    '<link rel="stylesheet" href="//evil.example/x.css">',
    '<form action="//evil.example"><input name="x"></form>',
    '<button form="act" name="action" value="next">x</button>',
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<body onload=alert(1)>",
    '<div hx-get="/x" hx-trigger="load">x</div>',
    '<div hx-on:load="alert(1)">x</div>',
    '<div data-hx-get="/x" data-hx-trigger="load">x</div>',
    '<section id="stage" data-revision="999999999">x</section>',
    '<div style="position:fixed">x</div>',
    "{{ 787*919 }}{% if 1 %}x{% endif %}{{ config }}",
    "{{ ''.__class__.__mro__ }}",
    "${787*919}#{787*919}",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "\u202e<b>x</b>\u2028<i>x</i>",
]
OUR_FIELDS = ("text", "title", "situation", "a", "b")  # in which people write
OURS = {
    *("htmx.min.js", "socket.io.min.js", "live.js", "host.js", "say.js"),
    *("closing.js", "projector.js", "rest.js", "editor.js"),
}


def check_nothing_came_alive(html: str, fields: Container[str] = OUR_FIELDS) -> None:
    """Everything on this page was made by our own templates."""
    for one in elements(html):
        for name, value in one.attributes.items():
            assert not name.startswith(("on", "hx-on", "data-hx")), (one, name)
            assert name != "style", one
            if name in ("href", "src", "action", "hx-get", "hx-post", "data"):
                assert value.startswith(("/", "?", "#", URL)), one
        if one.name == "script":
            file = one.attributes["src"].split("?")[0].rsplit("/", 1)[1]
            assert file in OURS
    forbidden = {"iframe", "object", "embed", "base", "style", "video", "textarea"}
    theirs = {
        one.name
        for one in elements(html)
        if one.name != "textarea" or one.attributes.get("name") not in fields
    }
    assert not forbidden & theirs
    assert "723253" not in text(html)  # 787 * 919: no clock shows it


def test_there_are_forty_of_them() -> None:
    assert len(EVIL) >= 40


@pytest.mark.parametrize("evil", EVIL)
def test_a_typed_code_stays_text(app: Flask, evil: str) -> None:
    person = Person(app)
    answer = person.get("/j", query_string={"code": evil, "lang": evil})
    assert answer.status_code in (303, 404)
    if answer.status_code == 404:
        check_nothing_came_alive(answer.text)
        (field,) = [
            o for o in elements(answer.text) if o.attributes.get("id") == "code"
        ]
        assert field.attributes["value"] == evil[:32]
    check_nothing_came_alive(
        person.get("/j/" + evil.replace("/", ""), follow_redirects=True).text
    )


@pytest.fixture
def evil_room(make_room: Rooms) -> Room:
    """A workshop in which every text is an attack."""
    texts = iter(EVIL * 3)

    def evil(old: str = "") -> str:
        return old + " ".join(next(texts) for _ in range(2))

    cards = tuple(
        a_card(
            number,
            title=evil(),
            code=evil(),
            tension=evil(),
            situation=evil(),
            turning=evil(),
            note=evil(),
            fact=Fact(evil(), evil()),
            challenge="een",
            options=tuple(
                replace(option, text=evil()) for option in a_card(number).options
            ),
        )
        for number in (1, 2)
    )
    assert isinstance(cards[0].options[0], Option)
    deck = a_deck(
        title=evil(),
        intro=evil(),
        licence=evil(),
        credit=evil(),
        roles=tuple(Role(f"rol-{n}", evil(f"{n}"), "door", evil()) for n in range(3)),
        challenges=(Challenge("een", evil(), evil(), evil()),),
        effects=tuple(Effect(one.slug, evil(), evil()) for one in EFFECTS),
        examples=(Example("e", evil(), evil(), "een", evil(), evil()),),
        cards=cards,
    )
    return make_room(Depth.DEEP, Depth.QUICK, deck=deck, title=evil())


def test_no_text_of_a_deck_comes_alive_on_any_page(
    evil_room: Room, gus: Person
) -> None:
    people = evil_room.crowd("rol-0", 8) + evil_room.crowd("rol-1", 8)
    visitor, ann = Person(evil_room.app), evil_room.join("rol-2")
    while True:
        for person, url in (
            (visitor, f"/j/{evil_room.code}"),
            (ann, f"/j/{evil_room.code}"),
            (ann, f"/j/{evil_room.code}?role"),
            (gus, "/host"),
            (gus, f"/host/{evil_room.id}"),
            (visitor, path(evil_room.links.screen)),
            (visitor, path(evil_room.links.results)),
        ):
            for lang in LANGUAGES:
                link = f"{url}{'&' if '?' in url else '?'}lang={lang}"
                check_nothing_came_alive(person.get(link).text)
        for audience in AUDIENCES:
            check_nothing_came_alive(push_of(evil_room, audience, "en"))
        game = evil_room.look().game
        if game.closed:
            break
        for place, somebody in enumerate(people if game.open_vote else ()):
            evil_room.cast(somebody, "a2" if place % 3 else "b1")
        evil_room.act("next")


def break_with(app: Flask, error: Exception | int) -> Callable[[], Any]:
    def view() -> Any:
        if isinstance(error, int):
            abort(error)
        raise error

    return view


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("status", "heading"),
    [
        (400, "We could not read this"),
        (403, "This page is not open to you"),
        (404, "This page does not exist"),
        (405, "This page does not exist"),
        (409, "That is not possible now"),
        (413, "That is too much text"),
        (418, "We could not read this"),
        (429, "It is very busy"),
        (500, "Something went wrong here"),
        (503, "Something went wrong here"),
    ],
)
def test_every_refusal_is_a_page_with_advice_in_two_languages(
    app: Flask, lang: str, status: int, heading: str
) -> None:
    app.add_url_rule("/planted", view_func=break_with(app, status))
    person = Person(app)
    page = person.get(f"/planted?lang={lang}")
    line = person.get(f"/planted?lang={lang}", headers={"HX-Request": "true"})
    for answer in (page, line):
        assert answer.status_code == status
        assert says(heading, lang) in text(answer.text)
    advice = [o for o in elements(page.text) if o.attributes.get("class") == "advice"]
    assert len(advice) == 1
    assert len(text(page.text)) > len(says(heading, lang)) + 40
    assert [one.name for one in elements(page.text)].count("h1") == 1
    assert "<html" not in line.text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_broke_inside_is_told_to_nobody(app: Flask, lang: str) -> None:
    secret = "/srv/data/dilemma.db password=hunter2"
    app.add_url_rule("/planted", view_func=break_with(app, RuntimeError(secret)))
    answer = Person(app).get(f"/planted?lang={lang}")
    assert answer.status_code == 500
    assert says("Something went wrong here", lang) in text(answer.text)
    for leak in ("hunter2", "RuntimeError", "Traceback", ".py", "/srv"):
        assert leak not in answer.text


def test_a_page_that_breaks_while_the_database_is_gone_is_still_a_page(
    app: Flask, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = break_with(app, OSError("gone"))
    monkeypatch.setattr(play, "find", lambda _code: gone())
    assert Person(app).get(f"/j/{room.code}").status_code == 500
    assert Person(app).get("/healthz").status_code == 200


@pytest.mark.parametrize("url", ["/host/new", "/host/coverage", "/j/XXXXXX/role"])
def test_a_megabyte_of_text_is_refused_with_a_page(
    app: Flask, gus: Person, url: str
) -> None:
    token = gus.token("/host/new")
    answer = gus.send(url, token, title="x" * 1_000_000, role="inwoner")
    assert answer.status_code == 413
    assert says("That is too much text") in text(answer.text)
    assert gus.get("/host").status_code == 200


def test_a_very_long_code_is_refused_like_any_other(app: Flask) -> None:
    answer = Person(app).get("/j", query_string={"code": "Z" * 5000})
    assert answer.status_code == 404
    assert "Z" * 33 not in answer.text
