"""A link for everybody: the same results, until its end, and gone when withdrawn."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from dilemma import play
from dilemma.live import retention
from dilemma.play import sharing as use
from dilemma.rules import sharing
from dilemma.rules.contribution import Genre, Handling, Said
from dilemma.rules.refusals import Malformed
from dilemma.rules.retention import DAY, Part
from dilemma.web import limits
from tests.conftest import Person, Room, path, says
from tests.markup import elements, text

Rooms = Callable[..., Room]
GONE = "This page is no longer here"


@pytest.fixture
def shown(full: Room, app: Flask) -> Room:
    """A session with results, a shown quote and one that the host keeps back."""
    people = full.crowd("inwoner", 8) + full.crowd("gemeente", 8)
    full.reach("vote")
    for place, person in enumerate(people):
        full.cast(person, "a2" if place % 3 else "b1")
    step = full.reach("talk").game.step
    with app.app_context():
        for number, words in enumerate(("Dit mag iedereen lezen", "Dit blijft hier")):
            said = Said(Genre.ARGUMENT, words, f"{number}", step.id, step.card, 0)
            play.say(full.id, people[number], said)
        (first, *_) = play.said(full.id, (Genre.ARGUMENT,))
        play.handle(full.id, first.id, Handling.SHOW)
    full.reach("perspective")
    return full


def make_link(gus: Person, room: Room, days: str = "30") -> str:
    """Make a link as the host does, and return its path."""
    page = f"/host/{room.id}/share"
    made = gus.post(f"{page}/link", page=page, days=days)
    assert made.status_code == 200, made.status_code
    return path(made.text.split('class="address">')[1].split("<")[0])


def main_of(html: str) -> str:
    """The words of a page between its head and its foot."""
    return text(html.split("<main")[1].split('class="downloads"')[0])


def test_the_numbers_behind_the_link_are_the_results_page_with_its_own_downloads(
    shown: Room, gus: Person, app: Flask
) -> None:
    link, anybody = make_link(gus, shown), Person(app)
    numbers = anybody.get(f"{link}/numbers").text
    results = gus.get(path(shown.links.results)).text
    assert main_of(numbers) == main_of(results)
    assert set(re.findall(r'href="([^"]+)/download\.', numbers)) == {link}
    for secret in (shown.links.results, shown.links.host, shown.links.screen):
        assert path(secret) not in numbers


def test_the_story_holds_nothing_that_the_results_page_does_not_tell(
    shown: Room, gus: Person, app: Flask
) -> None:
    link = make_link(gus, shown)
    answer = Person(app).get(link)
    story = text(answer.text)
    results = text(gus.get(path(shown.links.results)).text)
    assert "Dit mag iedereen lezen" in story
    assert "Dit blijft hier" not in story
    for number in re.findall(r"\d+", story.split("Wenkend Perspectief")[2]):
        assert number in results
    assert "Een huis" in story  # an example from practice
    for page in (link, f"{link}/numbers"):
        read = Person(app).get(page)
        assert read.headers["X-Robots-Tag"] == "noindex, nofollow"
        (robots,) = [
            one for one in elements(read.text) if one.attributes.get("name") == "robots"
        ]
        assert robots.attributes["content"] == "noindex, nofollow"
        assert "<form" not in read.text


def test_a_link_ends_on_its_day_is_withdrawn_and_gives_way_to_the_next(
    shown: Room, gus: Person, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    anybody, page = Person(app), f"/host/{shown.id}/share"
    first = make_link(gus, shown, "7")
    assert anybody.get(first).status_code == 200
    second = make_link(gus, shown, "7")
    assert [anybody.get(one).status_code for one in (first, second)] == [403, 200]
    now = play.now_ms()
    with monkeypatch.context() as later:
        later.setattr(use, "now_ms", lambda: now + 7 * DAY + 60_000)
        assert anybody.get(second).status_code == 403
        assert says("Withdraw the link") not in text(gus.get(page).text)
    assert says("Withdraw the link") in text(gus.get(page).text)
    gus.post(f"{page}/withdraw", page=page)
    over = [anybody.get(one) for one in (second, "/w/unknown", first, "/w/x/numbers")]
    assert [one.status_code for one in over] == [403] * 4
    assert len({text(one.text) for one in over}) == 1  # nothing tells which it was
    assert says(GONE) in text(over[0].text)


def test_links_cannot_be_guessed_and_only_a_digest_is_kept(
    shown: Room, gus: Person, app: Flask, tmp_path: Path
) -> None:
    token = make_link(gus, shown).rsplit("/", 1)[1]
    assert len(token) >= 22  # 128 bits
    kept = b"".join(one.read_bytes() for one in tmp_path.glob("dilemma.db*"))
    assert token.encode() not in kept
    assert token not in gus.get(f"/host/{shown.id}/share").text
    guesser = Person(app)
    statuses = [guesser.get(f"/w/{n:022}").status_code for n in range(25)]
    assert statuses == [403] * 20 + [429] * 5
    assert guesser.get(f"/w/{token}").status_code == 200  # right ones never wait
    limits.limiter.reset()


@pytest.mark.parametrize("days", ["", "0", "8", "9999999999", "-7", "x", "7.0"])
def test_only_offered_terms_are_taken(shown: Room, gus: Person, days: str) -> None:
    page = f"/host/{shown.id}/share"
    assert gus.post(f"{page}/link", page=page, days=days).status_code == 400


def test_no_link_outlives_what_it_shows() -> None:
    leaves = {Part.TOTALS: 40 * DAY}
    assert sharing.ends(0, 30, leaves) == 30 * DAY
    assert sharing.ends(0, 90, leaves) == 40 * DAY
    with pytest.raises(Malformed):
        sharing.ends(0, 31, leaves)


def test_a_wiped_session_has_no_page_and_a_settled_one_the_same(
    shown: Room, gus: Person, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = make_link(gus, shown, "90")
    shown.reach("close")
    before = Person(app).get(f"{link}/numbers").text
    now = play.now_ms()
    monkeypatch.setattr(play, "now_ms", lambda: now + 25 * 3_600_000)
    with app.app_context():
        assert retention.tend() == {Part.VOTES: 1}
    assert shown.look().game.settled
    assert Person(app).get(f"{link}/numbers").text == before
    with app.app_context():
        retention.erase(shown.id)
    assert Person(app).get(link).status_code == 403
