"""The picture builds itself up in the hall, under Fran's hand, and can be followed."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from dilemma import play
from dilemma.fragments import render_in
from dilemma.live import rooms
from dilemma.rules.agenda import Depth, Kind, Step
from dilemma.rules.building import PARTS, shown, unbuilt
from dilemma.rules.contribution import Genre, Handling, Said
from dilemma.rules.refusals import IllegalMove
from dilemma.screens import looks
from dilemma.screens.faces import whole
from dilemma.screens.hall import HallStage
from tests.builders import a_card, a_deck
from tests.conftest import Person, Room, path, says
from tests.deliveries import push_of
from tests.markup import roots, text

UNTIDY = "Een bus van een uur, dat houd niemand vol."


@pytest.fixture
def played(make_room: Callable[..., Room]) -> Room:
    """A workshop of twelve that played one card, at the picture."""
    room = make_room(Depth.QUICK, deck=a_deck(cards=(a_card(1), a_card(2))))
    people = [*room.crowd("inwoner", 6), *room.crowd("gemeente", 6)]
    room.reach("vote")
    for person, value in zip(people, "aaaabbaaabbb", strict=True):
        room.cast(person, f"{value}2")
    room.reach("perspective")
    return room


def in_hall(room: Room) -> str:
    return push_of(room, rooms.PROJECTOR, "nl")


def test_the_hall_sees_land_then_cards_then_roles_then_lights(played: Room) -> None:
    marks = {"cards": 'class="card"', "roles": 'class="posts"', "lights": 'class="lit"'}
    seen = []
    for _ in PARTS:
        page = in_hall(played)
        assert len(roots(page)) == 1
        seen.append({name for name, mark in marks.items() if mark in page})
        if "build" in played.look().game.actions:
            played.act("build")
    assert seen == [
        set(),
        {"cards"},
        {"cards", "roles"},
        {"cards", "roles", "lights"},
        {"cards", "roles", "lights"},
    ]


def test_more_cards_than_fit_under_the_picture_are_numbers_there(played: Room) -> None:
    played.act("build")
    with played.app.app_context():
        stage = rooms.stage(play.look(played.id), rooms.PROJECTOR, "nl")
        assert isinstance(stage, HallStage)
        for count, listed in ((1, True), (20, True), (21, False)):
            page = render_in("nl", replace(stage, looks=stage.looks * count))
            assert (page.count("Kaart 1<") == count) is listed
            assert ("Elk getal is een kaart." in page) is not listed


def test_what_the_hall_does_not_see_yet_is_not_sent_either(played: Room) -> None:
    page = in_hall(played)
    assert "Kaart 1" not in page
    assert 'class="glass' not in page


def test_phones_look_up_until_the_picture_is_whole(played: Room) -> None:
    waits = push_of(played, rooms.PLAYER, "nl")
    assert says("Look at the big screen.") in text(waits)
    assert "<details" not in waits
    played.act(*["build"] * 4)
    phone = push_of(played, rooms.PLAYER, "nl")
    assert phone.count("<details") == 2  # a field for every challenge
    assert "Een huis" in phone  # the example opens with its field
    assert "Dorpskrant, 2023" in phone


def test_the_spacebar_goes_through_the_parts_and_then_on(
    played: Room, make_room: Callable[..., Room]
) -> None:
    values = []
    for _ in range(6):
        page = push_of(played, rooms.HOST, "nl")
        button = re.search(r'value="(\w+)" id="next"', page)
        assert button
        values.append(button[1])
        back = re.search(r'value="(\w+)" id="back"', page)
        assert back
        assert back[1] == ("unbuild" if 1 < len(values) < 6 else "back")
        played.act(button[1])
        if played.look().game.closed:
            break
    assert values == [*["build"] * 4, "next"]


def test_undo_takes_the_last_part_away_again(played: Room) -> None:
    played.act("build", "build")
    with played.app.app_context():
        play.undo(played.id, played.look().game.acts)
    step = played.look().game.step
    assert (step.kind, len(shown(step))) == (Kind.PERSPECTIVE, 2)


def test_zoe_builds_nothing_here(played: Room, zoe: Person) -> None:
    page, acts = f"/host/{played.id}", str(played.look().game.acts)
    answer = zoe.post(f"{page}/act", page="/", action="build", expect=acts)
    assert answer.status_code == 403
    assert len(shown(played.look().game.step)) == 1


def test_a_picture_that_is_shown_once_more_begins_anew() -> None:
    step = Step(1, Kind.PERSPECTIVE, round=5)
    assert unbuilt(step).round == 0
    vote = Step(2, Kind.VOTE, round=2)
    assert unbuilt(vote) == vote
    assert shown(vote) == PARTS


# The best arguments.


def handed_in(room: Room, words: str, side: int = 0) -> int:
    with room.app.app_context():
        person = play.join(room.id, "inwoner", words[:40])
        said = Said(Genre.ARGUMENT, words, words[:40], 3, "kaart-1", side, "value")
        return play.say(room.id, person, said)


def test_fran_puts_the_best_argument_beside_the_picture_and_it_can_be_traced(
    played: Room,
) -> None:
    number = handed_in(played, UNTIDY)
    with played.app.app_context():
        play.handle(played.id, number, Handling.SHOW)
        play.mend(played.id, number, UNTIDY.replace("houd", "houdt"))
    played.act(*["build"] * 4)
    assert "dat houdt niemand vol" not in in_hall(played)
    with played.app.app_context():
        play.handle(played.id, number, Handling.CHOOSE)
    assert "dat houdt niemand vol" in in_hall(played)
    page = Person(played.app).get(f"{path(played.links.results)}?lang=nl").text
    assert says("The best argument for each side") in text(page)
    assert UNTIDY in text(page).split(says("As it was written: %(text)s")[:10])[1]


def test_only_what_everybody_may_see_is_chosen(played: Room) -> None:
    number = handed_in(played, UNTIDY)
    with played.app.app_context(), pytest.raises(IllegalMove):
        play.handle(played.id, number, Handling.CHOOSE)
    assert played.look().said == ()


# On the page.


def test_every_strip_leads_to_its_challenge_also_one_that_was_not_played(
    played: Room,
) -> None:
    page = Person(played.app).get(f"{path(played.links.results)}?lang=nl").text
    links = re.findall(r'<a class="field" href="#([\w-]+)"', page)
    assert sorted(links) == ["eerder-erbij", "samen-sterk"]
    for link in links:
        assert page.count(f'id="{link}"') == 1
    assert "Een huis" in page


def test_the_picture_in_words_tells_totals_before_and_after(played: Room) -> None:
    page = text(Person(played.app).get(f"{path(played.links.results)}?lang=nl").text)
    assert says("The picture in words") in page
    assert "7 A, 5 B" in page


def test_a_look_names_few_roles_or_none(played: Room) -> None:
    snapshot = played.look()
    (look, *_) = looks.looks(snapshot, whole(snapshot))
    assert len(look.lowest) <= looks.MOST_NAMED
    assert look.number == 1


def test_the_download_holds_the_measures(played: Room) -> None:
    file = Person(played.app).get(f"{path(played.links.results)}/download.json").json
    assert file["cards"][0]["how_far_agreed"] == {
        "division_in_the_room": "large",
        "van_der_eijk_agreement": -0.67,
        "points_towards_A": None,
        "difference_between_roles": "middling",
        "shared_support": None,
        "least_support": ["gemeente"],
    }
