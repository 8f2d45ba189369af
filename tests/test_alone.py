"""Who plays alone chooses at one's own pace, and counts like anybody else."""

import json
import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from dilemma import play
from dilemma.rules import alone
from dilemma.rules.agenda import Kind
from dilemma.rules.disclosure import Label
from dilemma.rules.game import Action, Game, act
from dilemma.rules.rash import is_rash
from dilemma.rules.refusals import OptionUnknown, OutOfPlace, VoteClosed
from dilemma.rules.replan import Change, Edit, replan
from dilemma.rules.response import Answer, Cast, admit
from tests.builders import a_card, a_deck
from tests.conftest import Person, Room, path, says
from tests.deliveries import push_of
from tests.markup import text

Rooms = Callable[..., Room]

LOBBY, ALONE, FIRST, SECOND, PERSPECTIVE, CLOSE = range(6)


@pytest.fixture
def room(make_room: Rooms) -> Room:
    """A workshop of two cards that people play alone."""
    return make_room(variant="zelf")


def a_game_alone(at: int = LOBBY) -> Game:
    game = Game(alone.plan([a_card(1), a_card(2)]))
    for number in range(at):
        game = act(game, Action.NEXT, expect=number, now=1000 + number, voters={})
    return game


def test_the_agenda_has_one_step_for_all_cards() -> None:
    game = a_game_alone()
    kinds = [step.kind for step in game.steps if not step.skipped]
    assert kinds == [Kind.LOBBY, Kind.ALONE, Kind.PERSPECTIVE, Kind.CLOSE]
    assert [step.id for step in game.steps] == [1, 2, 3, 4, 5, 6]


def test_every_card_is_open_while_people_play_alone_and_never_else() -> None:
    lobby, playing, after = (a_game_alone(at) for at in range(3))
    for number in (3, 4):
        assert lobby.asking_at(number) is None
        assert playing.asking_at(number) == playing.steps[number - 1]
        assert after.asking_at(number) is None
    assert playing.asking_at(2) is None
    assert playing.asking_at(99) is None


def test_an_answer_counts_for_its_own_card() -> None:
    game = a_game_alone(1)
    given = admit(Cast(4, "b1", 1), game, a_deck(), 7, "inwoner")
    assert given == Answer(1, 1)
    with pytest.raises(OptionUnknown):
        admit(Cast(4, "d2", 1), game, a_deck(), 7, "inwoner")
    with pytest.raises(VoteClosed):
        admit(Cast(2, "a2", 1), game, a_deck(), 7, "inwoner")


def test_going_back_opens_no_card_that_was_shown() -> None:
    game = act(a_game_alone(2), Action.BACK, expect=2, now=9000, voters={})
    assert game.step.kind is Kind.ALONE
    assert all(step.sealed for step in alone.votes(game.steps))
    assert game.asking_at(3) is None
    assert game.steps[2].started == 1000  # the first time counts


def test_a_card_that_people_play_alone_was_not_left_out_and_stays_open() -> None:
    game = a_game_alone(1)
    with pytest.raises(OutOfPlace):
        replan(game, Change(Edit.RESTORE, 3), a_deck(), expect=1)
    added = replan(game, Change(Edit.ADD_CARD, 2, card="kaart-3"), a_deck(), expect=1)
    vote = next(one for one in added.steps if one.card == "kaart-3" and one.round)
    left_out = replan(added, Change(Edit.DROP, vote.id), a_deck(), expect=2)
    assert alone.votes(left_out.steps) == alone.votes(game.steps)
    assert left_out.asking_at(vote.id) is None


def test_the_programme_says_of_no_card_played_alone_that_it_was_left_out(
    room: Room,
) -> None:
    host = Person(room.app)
    host.get(path(room.links.host))
    for _step in range(2):
        programme = text(host.get(f"/host/{room.id}/programme").text)
        assert "Kaart 2" in programme
        assert says("left out") not in programme
        room.act("next")


def test_after_going_back_the_cards_say_that_they_are_closed(room: Room) -> None:
    room.act("next")
    ann = room.join()
    page = f"/j/{room.code}/alone"
    assert says("The vote is closed.") not in text(ann.get(page).text)
    for person in room.crowd("inwoner", 6):
        for vote in alone.votes(room.look().game.steps):
            room.cast(person, "a2", step=vote.id)
    room.act("next", "back")
    for card in (1, 9):
        seen = text(ann.get(f"{page}?card={card}").text)
        assert says("The vote is closed.") in seen
        assert says("I skip this one") not in seen


def test_closing_the_cards_is_asked_once_whoever_has_begun() -> None:
    game = a_game_alone(1)
    assert is_rash(game, Action.NEXT, answered=40, joined=40)
    assert not is_rash(game, Action.BACK, answered=0, joined=40)
    assert not is_rash(replace(game, at=PERSPECTIVE), Action.NEXT, answered=0, joined=9)


def test_ann_goes_card_by_card_and_changes_her_mind(room: Room) -> None:
    room.act("next")
    ann = room.join()
    assert "?alone" in ann.get(f"/j/{room.code}?plain").text
    page = f"/j/{room.code}/alone"
    assert ann.get(f"/j/{room.code}?alone").headers["Location"] == page
    assert "kaart 1 van 2" in text(ann.get(page).text)
    answer = ann.send(page, "", step="3", answer="a2", after="2")
    assert answer.headers["Location"] == f"{page}?card=2"
    assert "kaart 2 van 2" in text(ann.get(f"{page}?card=2").text)
    ann.send(page, "", step="3", answer="b1", after="2")
    ending = text(ann.get(f"{page}?card=3").text)
    assert "Eerder B" in ending
    assert "nog geen keuze" in ending
    assert "Bij 1 kaart koos je nog niet." in ending
    ann.send(page, "", step="4", answer="pass", after="3")
    assert "Al je keuzes zijn binnen." in text(ann.get(f"{page}?card=3").text)
    assert room.look().answered == 1


def test_what_is_chosen_alone_is_in_the_picture_and_marked(
    room: Room, fran: Person
) -> None:
    room.act("next")
    for person in room.crowd("inwoner", 12):
        room.cast(person, "a2", step=3)
    assert room.look().results == ()  # nothing is shown before the cards are closed
    assert room.look().answered == 12
    results = room.act("next").results
    played, empty = results
    assert played.card == "kaart-1"
    assert played.rounds[-1] is not None or played.label is not Label.TOO_FEW
    assert empty.label is Label.TOO_FEW
    page = fran.get(path(room.links.results)).text
    assert "Alleen gespeeld" in text(page)
    told = json.loads(fran.get(f"{path(room.links.results)}/download.json").text)
    assert told["workshop"]["played_alone"] is True
    assert (
        "Alleen gespeeld" in fran.get(f"{path(room.links.results)}/download.csv").text
    )


def test_closing_asks_fran_once(room: Room, fran: Person) -> None:
    room.act("next")
    room.crowd("inwoner", 3)
    page = f"/host/{room.id}"
    before = room.look().game.acts
    asked = fran.htmx(f"{page}/act", page, action="next", expect=str(before))
    assert asked.status_code == 409
    assert says("All cards close for good") in text(asked.text)
    assert room.look().game.step.kind is Kind.ALONE
    sure = str(before)
    fran.htmx(f"{page}/act", page, action="next", expect=str(before), sure=sure)
    assert room.look().game.step.kind is Kind.PERSPECTIVE


@pytest.mark.parametrize("card", ["0", "x", "99999999999999", "-1", "٣"])
def test_a_strange_card_number_is_no_error(room: Room, card: str) -> None:
    room.act("next")
    ann = room.join()
    page = ann.get(f"/j/{room.code}/alone", query_string={"card": card})
    assert page.status_code == 200


def test_nobody_without_a_ticket_or_at_another_time_sees_the_cards(
    room: Room, zoe: Person
) -> None:
    page, home = f"/j/{room.code}/alone", f"/j/{room.code}"
    ann = room.join()
    assert ann.get(page).headers["Location"] == home  # not begun
    room.act("next")
    assert zoe.get(page).headers["Location"] == home
    assert zoe.send(page, "", step="3", answer="a2").headers["Location"] == home
    room.act("next")
    assert ann.get(page).headers["Location"] == home
    late = ann.send(page, "", step="3", answer="a2", after="2")
    assert late.status_code == 409
    assert room.look().answered == 0


def test_a_push_tells_nothing_of_what_anybody_chose(room: Room) -> None:
    room.act("next")
    bo, *_ = room.crowd("inwoner", 1)
    before = push_of(room, "player", "nl")
    room.cast(bo, "a2", step=3)
    assert push_of(room, "player", "nl") == before
    assert "Zeker A" not in push_of(room, "host", "nl")


def test_somebody_without_a_phone_plays_alone_at_the_desk_card_after_card(
    room: Room, fran: Person
) -> None:
    fran.get(path(room.links.host))
    desk = f"/host/{room.id}/desk"
    assert fran.post(desk, page=desk, role="inwoner", entry="e").status_code == 303
    room.act("next")
    with room.app.app_context():
        (one,) = play.at_desk(room.id)
    ballot = f"{desk}/{one.participant}"
    seen = []
    while (page := fran.get(ballot)).status_code == 200:
        (step,) = re.findall(r'name="step" value="(\d+)"', page.text)
        seen.append(int(step))
        sent = fran.post(ballot, page=ballot, step=step, answer="a2")
        assert sent.location == ballot
        if len(seen) == 1:
            partly = says("%(n)s of %(of)s cards", n="1", of="2")
            assert partly in text(fran.get(desk).text)
    assert seen == [vote.id for vote in alone.votes(room.look().game.steps)]
    assert page.location == f"{desk}?done=1"
    done = fran.get(page.location).text
    assert says("Vote again") in text(done)
    again = fran.get(f"{ballot}?card=1").text  # it never tells what was chosen
    assert f'value="{seen[0]}"' in again
    assert 'aria-pressed="true"' not in again
    room.act("next")
    late = fran.post(desk, page=desk, role="inwoner", entry="f")
    assert late.status_code == 303
    nothing = (
        "There is nothing to answer now. Load this page again when the vote opens."
    )
    assert says(nothing) in text(fran.get(desk).text)
