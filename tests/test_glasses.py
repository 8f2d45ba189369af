"""Practice, the glasses round and the role swap, from the phone to the results."""

import csv
import io
import json
import re
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from dilemma import play
from dilemma.live import rooms
from dilemma.rules.agenda import Depth, Kind
from dilemma.rules.dealing import dealt
from dilemma.rules.deck import Option
from dilemma.rules.extras import EXTRAS
from dilemma.rules.refusals import OptionUnknown, RoleFixed, VoteClosed
from dilemma.rules.response import Cast
from tests.builders import a_card, a_deck
from tests.conftest import URL, Person, Room, path, says
from tests.deliveries import heard, pages, push_of
from tests.markup import text

ROLES = ("inwoner", "gemeente", "sociaal-werker")
UNASKED = "There is no other role with enough people today. We go on in a moment."


@pytest.fixture
def glasses(make_room: Callable[..., Room]) -> Room:
    """A workshop with one deep card and everything that may be added to it."""
    return make_room(Depth.DEEP, extras=EXTRAS)


def fill(room: Room, **sizes: int) -> dict[int, str]:
    """Bring people in, and tell who took which role."""
    people: dict[int, str] = {}
    for role, size in sizes.items():
        slug = role.replace("_", "-")
        people |= dict.fromkeys(room.crowd(slug, size), slug)
    return people


def everybody(room: Room, people: dict[int, str], answers: dict[str, str]) -> None:
    """Let everybody answer what their own role, or the dealt one, answers here."""
    step = room.look().game.step
    for turn, (person, own) in enumerate(people.items()):
        values = answers[dealt(step, own, person) or own].split()
        room.cast(person, values[turn % len(values)], sequence=9)


def play_card(room: Room, *, swap: bool = False, people: int = 8) -> dict[int, str]:
    """Play the card up to its reveal: others are wrong about the inwoner only."""
    crowd = fill(room, inwoner=people, gemeente=people, sociaal_werker=people)
    votes = {"inwoner": "a2 a1 b1 a2", "gemeente": "a1 b1", "sociaal-werker": "b1 a2"}
    room.reach("vote", 1)
    everybody(room, crowd, votes)
    room.reach("predict")
    everybody(room, crowd, {"inwoner": "b", "gemeente": "a b", "sociaal-werker": "a b"})
    room.reach("swap")
    if swap:
        everybody(
            room, crowd, {"inwoner": "a2", "gemeente": "b2", "sociaal-werker": "pass"}
        )
    room.reach("vote", 2)
    everybody(room, crowd, votes)
    room.reach("reveal")
    return crowd


def stored(room: Room, kind: str) -> list[tuple[Any, ...]]:
    """Read what is stored of a kind of step: only a test can."""
    file = sqlite3.connect(room.app.config["DILEMMA"].data / "dilemma.db")
    with file:
        return file.execute(
            "SELECT participant.role, about, option, strength FROM response "
            "JOIN step ON step.id = response.step "
            "JOIN participant ON participant.id = response.participant "
            "WHERE kind = ?",
            (kind,),
        ).fetchall()


def download(room: Room, form: str) -> str:
    url = f"{path(room.links.results)}/download.{form}?lang=nl"
    return str(Person(room.app).get(url).data.decode("utf-8-sig"))


# Practice.


def test_practice_comes_first_and_takes_the_answers_of_a_vote(glasses: Room) -> None:
    people = fill(glasses, inwoner=6)
    glasses.act("next")
    assert glasses.look().game.step.kind is Kind.PRACTICE
    for person, value in zip(people, ("a2", "a1", "b1", "b2", "pass"), strict=False):
        glasses.cast(person, value)
    assert glasses.look().answered == 5
    with pytest.raises(OptionUnknown):
        glasses.cast(min(people), "c2", sequence=2)


def test_practice_is_never_counted_and_shows_only_how_many(glasses: Room) -> None:
    people = fill(glasses, inwoner=8, gemeente=8)
    glasses.act("next")
    seen = set()
    for sequence, value in enumerate(("a2", "b2"), start=1):
        for person in people:
            glasses.cast(person, value, sequence)
        glasses.act("lock", "unlock")
        hall = push_of(glasses, rooms.PROJECTOR, "nl")
        assert says("%(n)s of %(of)s answered", n=16, of=16) in text(hall)
        seen.add(re.sub(r'data-revision="\d+"', "", hall))
    assert len(seen) == 1
    glasses.reach("close")
    assert not any(any(shown.rounds) for shown in glasses.look().results)
    assert not any(one.roles for one in glasses.look().guessed)
    for form in ("csv", "json"):
        assert says("Coffee or tea?") not in download(glasses, form)


def test_a_deck_with_cards_to_practise_with_uses_them_one_after_the_other(
    make_room: Callable[..., Room],
) -> None:
    light = tuple(
        a_card(
            number, title=title, situation="", options=(Option("a", a), Option("b", b))
        )
        for number, title, a, b in (
            (8, "Fiets of bus?", "Wij fietsen.", "Wij nemen de bus."),
            (9, "Zon of regen?", "Zon.", "Regen."),
        )
    )
    room = make_room(Depth.DEEP, extras=(Kind.PRACTICE,), deck=a_deck(practice=light))
    room.join()
    room.act("next")
    for audience in (rooms.PROJECTOR, rooms.PLAYER):
        shown = text(push_of(room, audience, "nl"))
        assert "Fiets of bus?" in shown
        assert "Wij nemen de bus." in shown
        assert says("Coffee or tea?") not in shown
    game = room.look().game
    again = replace(game.step, id=99)
    twice = replace(game, steps=(*game.steps, again), at=len(game.steps))
    second = replace(room.look(), game=twice).practice
    assert second is not None
    assert second.title == "Zon of regen?"


def test_a_role_may_be_switched_until_the_first_counted_vote(
    glasses: Room, app: Flask
) -> None:
    ann = glasses.join()
    (person,) = play_ids(glasses)
    glasses.act("next")
    practice = glasses.look().game.step.id
    with app.app_context():
        told = play.cast(glasses.id, person, Cast(practice, "a2", 1))
    assert not told.me.answered_before
    assert says("Choose another role") in ann.get(f"/j/{glasses.code}?plain").text
    with app.app_context():
        assert not play.personal(glasses.id, person).me.answered_before
        play.switch_role(glasses.id, person, "gemeente")
        assert play.personal(glasses.id, person).me.role.slug == "gemeente"
    glasses.reach("vote", 1)
    glasses.cast(person, "a2")
    assert says("Choose another role") not in ann.get(f"/j/{glasses.code}?plain").text
    with app.app_context(), pytest.raises(RoleFixed):
        play.switch_role(glasses.id, person, "inwoner")
    # Who goes back to practice with the host keeps it, too.
    glasses.act("back", "back")
    with app.app_context():
        told = play.cast(glasses.id, person, Cast(practice, "b1", 2))
    assert told.me.answered_before


def test_nobody_is_asked_again_what_was_shown(glasses: Room) -> None:
    ann = glasses.join()
    play_card(glasses, swap=True)
    glasses.reach("reveal")
    page = f"/j/{glasses.code}?plain"
    while glasses.look().game.step.kind is not Kind.READ:
        glasses.act("back")
        kind, seen = glasses.look().game.step.kind, text(ann.get(page).text)
        for asked in (
            "Vote now as if you were in this role:",
            "What do you think people in this role choose:",
            "You can still change it.",
        ):
            assert says(asked) not in seen
        closed = kind in (Kind.VOTE, Kind.PREDICT, Kind.SWAP)
        assert (says("The vote is closed.") in seen) is closed


def play_ids(room: Room) -> list[int]:
    file = sqlite3.connect(room.app.config["DILEMMA"].data / "dilemma.db")
    with file:
        return [one for (one,) in file.execute("SELECT id FROM participant")]


# The glasses round.


def test_everybody_is_asked_about_another_role_that_the_server_deals(
    glasses: Room,
) -> None:
    people = fill(glasses, inwoner=6, gemeente=5, sociaal_werker=4)
    glasses.reach("predict")
    assert glasses.look().game.step.roles == ("gemeente", "inwoner")
    for person in people:
        glasses.cast(person, "b")
    told = stored(glasses, "predict")
    assert len(told) == 15
    assert all(own != about for own, about, *_ in told)
    assert {about for _own, about, *_ in told} == {"gemeente", "inwoner"}
    assert {(option, strength) for *_, option, strength in told} == {(1, 0)}
    for value in ("a2", "c", "gemeente", "a+gemeente"):
        with pytest.raises(OptionUnknown):
            glasses.cast(min(people), value, sequence=2)


def test_a_phone_is_asked_only_its_own_question(glasses: Room) -> None:
    ann, bo = glasses.join("inwoner"), glasses.join("inwoner")
    fill(glasses, gemeente=5, sociaal_werker=5)
    sockets = [glasses.phone(one) for one in (ann, bo)]
    glasses.reach("predict")
    questions = set()
    for one, socket in zip((ann, bo), sockets, strict=True):
        socket.get_received()
        answer = socket.emit("sync", callback=True)
        plain = one.get(f"/j/{glasses.code}?plain").text
        (asked,) = re.findall(r'<p class="asked".*?</p>', plain)
        assert asked in answer["html"]
        assert 'name="answer" value="b"' in plain
        questions.add(text(asked))
    question = says("What do you think people in this role choose:")
    assert questions == {f"{question} gemeente", f"{question} sociaal werker"}
    assert question not in text(push_of(glasses, rooms.PLAYER, "nl"))


def test_a_plain_form_answers_the_question_too(glasses: Room) -> None:
    ann = glasses.join("inwoner")
    fill(glasses, gemeente=5)
    step = glasses.reach("predict").game.step
    answer = ann.send(
        f"/j/{glasses.code}/answer", "", step=str(step.id), answer="a", about="inwoner"
    )
    assert answer.status_code == 303
    assert stored(glasses, "predict") == [("inwoner", "gemeente", 0, 0)]
    page = text(ann.get(f"/j/{glasses.code}?plain").text)
    assert says("Your answer is in.") in page
    assert says("You chose: %(choice)s", choice="A") in page


def test_without_a_large_enough_role_nobody_is_asked(glasses: Room) -> None:
    ann = glasses.join("inwoner")
    (person,) = play_ids(glasses)
    fill(glasses, gemeente=4)
    glasses.reach("predict")
    page = ann.get(f"/j/{glasses.code}?plain").text
    assert says(UNASKED) in page
    assert 'name="answer"' not in page
    with pytest.raises(OptionUnknown):
        glasses.cast(person, "a")
    hall = text(push_of(glasses, rooms.PROJECTOR, "nl"))
    assert says("There is no other role with enough people today. We go on.") in hall


def test_people_in_the_only_large_role_are_not_asked_and_others_are(
    glasses: Room,
) -> None:
    ann, bo = glasses.join("inwoner"), glasses.join("gemeente")
    fill(glasses, inwoner=5)
    glasses.reach("predict")
    unasked, asked = (one.get(f"/j/{glasses.code}?plain").text for one in (ann, bo))
    assert says(UNASKED) in unasked
    assert 'name="answer"' not in unasked
    assert says(UNASKED) not in asked
    assert 'name="answer"' in asked


def test_the_reveal_tells_everybody_what_was_thought_and_lets_that_role_speak(
    glasses: Room, app: Flask
) -> None:
    ann, fran = glasses.join(), Person(app)
    assert fran.get(path(glasses.links.host)).status_code == 303
    play_card(glasses)
    (told,) = glasses.look().guessed
    assert told.speaks == "inwoner"
    assert len(told.roles) == 3
    shown = pages(glasses, ann, fran, "nl")
    speak = says(
        "In the role of %(role)s: is this right? What matters to you?", role="inwoner"
    )
    for audience in (rooms.PROJECTOR, rooms.PLAYER):
        assert speak in text(shown[audience])
    for audience, words in (
        (rooms.PROJECTOR, "others thought"),
        (rooms.PLAYER, "Others thought"),
        (rooms.HOST, "Others thought"),
    ):
        assert says(words) in text(shown[audience])
        assert says("less than half") in text(shown[audience])
    assert says("Others thought") in Person(app).get(path(glasses.links.results)).text


def test_downloads_tell_the_same_in_words(glasses: Room) -> None:
    play_card(glasses, swap=True)
    (card,) = json.loads(download(glasses, "json"))["cards"]
    told = {one["role"]: one for one in card["thought_and_chosen"]}
    assert told["inwoner"]["others_thought_for_A"] == says("less than half")
    assert told["inwoner"]["others_played_for_A"] == says("more than half")
    assert told["inwoner"]["chose_for_A"] == says("more than half")
    assert told["sociaal werker"]["others_played_for_A"] is None  # all passed
    rows = list(csv.reader(io.StringIO(download(glasses, "csv")), delimiter=";"))
    measures = {(row[4], row[5]): row[7] for row in rows}
    assert measures["inwoner", says("others thought")] == says("less than half")
    assert measures["inwoner", says("others played")] == says("more than half")
    assert ("sociaal werker", says("others played")) not in measures


def test_what_was_shown_of_guesses_never_changes(glasses: Room) -> None:
    people = play_card(glasses)
    before = glasses.look().guessed
    assert before[0].roles
    while glasses.look().game.step.kind is not Kind.PREDICT:
        glasses.act("back")
    for person in people:
        with pytest.raises(VoteClosed):
            glasses.cast(person, "a", sequence=20)
    glasses.reach("reveal")
    assert glasses.look().guessed == before


def test_nothing_of_guesses_is_told_before_the_reveal(glasses: Room) -> None:
    people = fill(glasses, inwoner=8, gemeente=8)
    glasses.reach("predict")
    looks = set()
    for sequence, value in enumerate(("a", "b"), start=1):
        for person in people:
            glasses.cast(person, value, sequence)
        glasses.act("lock", "unlock")
        for audience in (rooms.PLAYER, rooms.HOST, rooms.PROJECTOR):
            look = push_of(glasses, audience, "nl")
            look = re.sub(r'<section id="history".*?</section>', "", look, flags=re.S)
            look = re.sub(
                r'(data-revision|data-acts|name="expect" value)="\d+"', "", look
            )
            looks.add((audience, look))
        assert not glasses.look().guessed
    assert len(looks) == 3


# The role swap.


def test_a_played_vote_is_stored_as_played_and_never_mixed_with_own_votes(
    glasses: Room, make_room: Callable[..., Room]
) -> None:
    play_card(glasses, swap=True)
    other = make_room(Depth.DEEP, extras=EXTRAS)
    play_card(other)
    assert glasses.look().results == other.look().results
    assert glasses.look().guessed != other.look().guessed
    told = stored(glasses, "swap")
    assert all(own != about for own, about, *_ in told)
    assert {about for _own, about, *_ in told} == set(ROLES)
    assert {strength for *_, option, strength in told if option is not None} == {2}


def test_as_which_role_a_phone_votes_stands_in_its_own_part(glasses: Room) -> None:
    ann = glasses.join("inwoner")
    fill(glasses, gemeente=5)
    glasses.reach("swap")
    page = ann.get(f"/j/{glasses.code}?plain").text
    asked = says("Vote now as if you were in this role:")
    assert f"{asked} gemeente" in text(page)
    assert 'value="a2"' in page


def test_a_push_of_a_round_that_deals_names_nobodys_role(
    glasses: Room,
) -> None:
    ann = glasses.join("inwoner")
    fill(glasses, gemeente=5, sociaal_werker=5)
    socket = glasses.phone(ann)
    for kind in ("predict", "swap"):
        glasses.reach(kind)
        heard(socket)
        with glasses.app.app_context():
            rooms.publish(glasses.id)
        (push,) = heard(socket)
        assert 'data-deals="yes"' in push
        assert 'id="mine"' not in push
        assert "sociaal werker" not in push


def test_at_the_desk_the_dealt_role_is_named(glasses: Room) -> None:
    fran = Person(glasses.app)
    fran.get(glasses.links.host.removeprefix(URL))
    fill(glasses, gemeente=8, sociaal_werker=8)
    at = f"/host/{glasses.id}/desk"
    fran.post(at, page=at, role="inwoner", seat="", entry="form-1")
    with glasses.app.app_context():
        (one,) = play.at_desk(glasses.id)
    ballot = f"{at}/{one.participant}"
    for kind in ("predict", "swap"):
        step = glasses.reach(kind).game.step
        page = fran.get(ballot).text
        about = dealt(step, "inwoner", one.participant)
        assert about
        role = glasses.look().workshop.deck.role(about)
        assert role
        assert 'id="asked"' in page
        assert f">{role.name}</b>" in page


def test_at_the_desk_nobody_answers_without_a_dealt_role(glasses: Room) -> None:
    fran = Person(glasses.app)
    fran.get(glasses.links.host.removeprefix(URL))
    at = f"/host/{glasses.id}/desk"
    fran.post(at, page=at, role="inwoner", seat="", entry="form-1")
    with glasses.app.app_context():
        (one,) = play.at_desk(glasses.id)
    glasses.reach("predict")
    page = fran.get(f"{at}/{one.participant}").text
    assert 'name="answer"' not in page
    assert says(
        "There is no other role with enough people today. We go on in a moment."
    ) in text(page)
