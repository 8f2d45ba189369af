"""The last part through its doors: picks, a line why, agreements, the last sentence."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from dilemma import play
from dilemma.live import rooms
from dilemma.phrases import line
from dilemma.rules.contribution import Contribution, Genre, Handling, State
from dilemma.rules.deck import Challenge
from dilemma.screens.endings import ending
from tests.builders import CHALLENGES, a_deck
from tests.conftest import URL, Person, Room, path, says
from tests.deliveries import push_of
from tests.markup import text

THIRD = Challenge("dichtbij", "O3", "Dichtbij en voor iedereen", "Je loopt zo binnen.")
DECK = a_deck(challenges=(*CHALLENGES, THIRD))
SENTENCE = "Dit landt in Oost, op 1 maart."


@pytest.fixture
def room(make_room: Callable[..., Room]) -> Room:
    """A workshop in which the last part is asked, of three challenges."""
    room = make_room(deck=DECK)
    room.add_ending()
    return room


def written(room: Room, *kinds: Genre) -> tuple[Contribution, ...]:
    with room.app.app_context():
        return play.said(room.id, kinds or tuple(Genre))


def show_all(room: Room) -> None:
    """Let Fran show everything that waits."""
    with room.app.app_context():
        for one in play.said(room.id, tuple(Genre), (State.WAITING,)):
            play.handle(room.id, one.id, Handling.SHOW)


def door(room: Room, person: Person, to: str, /, **form: Any) -> Any:
    return person.send(f"/j/{room.code}/{to}", "", **form)


def results(room: Room, lang: str = "nl") -> str:
    anna = Person(room.app)
    return text(anna.get(f"{path(room.links.results)}?lang={lang}").text)


def pick(room: Room, *values: str) -> None:
    """Let a crowd of as many people as there are values pick these."""
    for person, value in zip(room.crowd("inwoner", len(values)), values, strict=True):
        room.cast(person, value)


# ---- priorities ----------------------------------------------------------------


def test_ann_sends_her_two_boxes_with_a_plain_form_and_reads_what_she_chose(
    room: Room, ann: Person
) -> None:
    step = room.reach("priorities").game.step.id
    form = {"step": str(step), "answer": ["dichtbij", "samen-sterk"]}
    assert door(room, ann, "answer", **form).status_code == 303
    page = text(ann.get(f"/j/{room.code}?plain").text)
    assert says("Your answer is in.") in page
    chosen = "Samen sterk en Dichtbij en voor iedereen"
    assert says("You chose: %(choice)s", choice=chosen) in page


def test_a_third_box_is_refused_kindly_and_the_first_two_stay(
    room: Room, ann: Person
) -> None:
    step = str(room.reach("priorities").game.step.id)
    door(room, ann, "answer", step=step, answer="dichtbij")
    every = [one.slug for one in DECK.challenges]
    refused = door(room, ann, "answer", step=step, answer=every)
    assert refused.status_code == 422
    assert says("That is one too many") in refused.text
    chosen = says("You chose: %(choice)s", choice=THIRD.name)
    assert chosen in text(ann.get(f"/j/{room.code}?plain").text)


def test_whoever_skips_picks_nothing_whatever_else_is_ticked(
    room: Room, ann: Person
) -> None:
    step = str(room.reach("priorities").game.step.id)
    door(room, ann, "answer", step=step, answer=["dichtbij", "pass"])
    assert says("I skip this one") in text(ann.get(f"/j/{room.code}?plain").text)


@pytest.mark.parametrize("audience", tuple(rooms.STAGES))
def test_while_picks_are_asked_nothing_tells_of_them(room: Room, audience: str) -> None:
    room.reach("priorities")
    people = room.crowd("inwoner", 6)
    looks = set()
    for sequence, value in enumerate(("dichtbij", "samen-sterk+eerder-erbij"), start=1):
        for person in people:
            room.cast(person, value, sequence)
        room.act("lock", "unlock")
        push = push_of(room, audience, "nl")
        push = re.sub(r'<section id="history".*?</section>', "", push, flags=re.S)
        looks.add(text(push))
    assert len(looks) == 1
    assert says("What this room puts first") in results(room)
    assert says("This was not asked, or is not shown yet.") in results(room)


def test_the_room_sees_its_order_with_the_picture_and_the_strips_follow(
    room: Room,
) -> None:
    room.reach("priorities")
    pick(room, *["dichtbij"] * 4, "dichtbij+eerder-erbij", "eerder-erbij", "pass")
    snapshot = room.reach("perspective")
    assert snapshot.ending.priorities
    assert snapshot.ending.priorities.places == (
        ("dichtbij",),
        ("eerder-erbij",),
    )
    for audience in (rooms.PROJECTOR, rooms.PLAYER):
        assert says("This room puts first") in text(push_of(room, audience, "nl"))
    room.act(*["build"] * 4)
    for audience in (rooms.PROJECTOR, rooms.PLAYER):
        shown = push_of(room, audience, "nl")
        first, second = (shown.index(name) for name in ("Dichtbij", "Eerder"))
        assert first < second < shown.index("Samen")
    assert "Dichtbij" in results(room).split(says("What this room puts first"))[1]


def test_four_answers_are_too_few_and_a_fifth_may_still_come(room: Room) -> None:
    room.reach("priorities")
    pick(room, *["dichtbij"] * 4, "pass")
    room.reach("perspective")
    too_few = says("Too few answers to show. From 5 answers on we show a picture.")
    assert too_few in text(push_of(room, rooms.PROJECTOR, "nl"))
    room.act("back")
    pick(room, "samen-sterk")
    shown = room.act("next").ending.priorities
    assert shown
    assert shown.places == (("dichtbij",), ("samen-sterk",))


def test_an_answer_that_comes_after_the_picture_is_refused(
    room: Room, ann: Person
) -> None:
    step = str(room.reach("priorities").game.step.id)
    pick(room, *["dichtbij"] * 5)
    before = room.reach("perspective").ending
    late = door(room, ann, "answer", step=step, answer="eerder-erbij")
    assert late.status_code == 409
    room.act("back")
    assert door(room, ann, "answer", step=step, answer="dichtbij").status_code == 409
    assert room.act("next").ending == before


# ---- recognition ---------------------------------------------------------------


def test_a_picture_that_few_recognise_says_so_everywhere(room: Room) -> None:
    room.reach("recognise")
    pick(room, "a", "a", "b", "b", "c", "pass")
    doubt = says("Fewer than %(share)s say yes. So read it with care.", share="60%")
    assert doubt not in results(room)
    room.reach("agree")
    assert doubt in text(push_of(room, rooms.PROJECTOR, "nl"))
    room.act("back", "back")  # the picture once more
    for audience in (rooms.PROJECTOR, rooms.PLAYER):
        assert doubt in text(push_of(room, audience, "nl"))
    assert doubt in results(room)
    anna = Person(room.app)
    for form in ("csv", "json"):
        file = anna.get(f"{path(room.links.results)}/download.{form}?lang=nl")
        assert doubt in file.data.decode()


def test_a_line_why_waits_for_fran_and_is_one_however_often_it_is_sent(
    room: Room, ann: Person
) -> None:
    room.reach("recognise")
    for _ in range(2):
        answer = door(room, ann, "why", why="Ik mis de jongeren.")
        assert answer.status_code == 200
        assert says("Your text is in") in answer.text
    (one,) = written(room)
    assert (one.kind, one.state, one.text) == (
        Genre.WHY,
        State.WAITING,
        "Ik mis de jongeren.",
    )
    assert "jongeren" not in results(room) + push_of(room, rooms.PROJECTOR, "nl")
    show_all(room)
    assert "jongeren" in results(room)
    assert "jongeren" in push_of(room, rooms.PROJECTOR, "nl")


# ---- agreements ----------------------------------------------------------------


def test_bo_writes_an_agreement_in_his_organisation_without_his_name(
    room: Room, bo: Person
) -> None:
    room.reach("agree")
    bo_writes = {
        "organisation": "Buurthuis Oost",
        "what": "elke week koffie schenken",
        "with": "de huisarts",
        "by": "1 maart",
        "name": "Bo",
    }
    assert door(room, bo, "agree", **bo_writes).status_code == 200
    assert "name" not in written(room)[0].details
    said = "Buurthuis Oost: elke week koffie schenken, met de huisarts, voor 1 maart"
    hall = text(push_of(room, rooms.PROJECTOR, "nl"))
    assert "koffie" not in hall
    assert "1 afspraak geschreven" in hall
    show_all(room)
    assert said in text(push_of(room, rooms.PROJECTOR, "nl"))
    assert said in results(room)
    file = Person(room.app).get(f"{path(room.links.results)}/download.json?lang=nl")
    assert json.loads(file.data)["ending"]["agreements"] == [said]


def test_a_name_stands_there_only_when_its_box_was_ticked(
    room: Room, bo: Person
) -> None:
    room.reach("agree")
    door(room, bo, "agree", what="bellen", name="Bo", named="yes")
    assert written(room)[0].details == {"name": "Bo"}
    show_all(room)
    assert "(Bo): bellen" in results(room)


def test_a_role_stands_with_an_agreement_only_when_five_people_hold_it(
    room: Room, bo: Person
) -> None:
    room.reach("agree")
    door(room, bo, "agree", what="bellen")
    room.crowd("gemeente", 4)
    room.crowd("inwoner", 5)
    door(room, bo, "agree", what="schrijven")
    show_all(room)
    # It is decided when the text comes in: a role that was small then stays away.
    assert f"{says('Somebody in this room')}: bellen" in results(room)
    assert "Gemeente: schrijven" in results(room)


@pytest.mark.parametrize("name", ["why", "agree"])
def test_zoe_of_another_workshop_writes_nothing_here(
    room: Room, zoe: Person, name: str
) -> None:
    room.reach("recognise" if name == "why" else "agree")
    assert door(room, zoe, name, why="Hallo", what="Hallo").status_code == 403
    assert written(room) == ()


@pytest.mark.parametrize("name", ["why", "agree"])
def test_another_site_writes_nothing_for_ann(
    room: Room, ann: Person, name: str
) -> None:
    room.reach("recognise" if name == "why" else "agree")
    answer = ann.browser.post(
        f"/j/{room.code}/{name}",
        data={"why": "Hallo", "what": "Hallo"},
        base_url="http://localhost:8000",
        headers={"Origin": "http://elders.example"},
    )
    assert answer.status_code == 400
    assert written(room) == ()


@pytest.mark.parametrize(
    ("kind", "name", "form", "status"),
    [
        ("agree", "why", {"why": "Te laat."}, 409),
        ("recognise", "agree", {"what": "Te vroeg."}, 409),
        ("agree", "agree", {"what": " "}, 422),
        ("agree", "agree", {"what": "x" * 141}, 422),
        ("agree", "agree", {"what": "ja", "with": "x" * 141}, 422),
    ],
)
def test_what_does_not_fit_is_refused(
    room: Room, ann: Person, kind: str, name: str, form: dict[str, str], status: int
) -> None:
    room.reach(kind)
    assert door(room, ann, name, **form).status_code == status
    assert written(room) == ()


def test_fran_mends_the_details_of_an_agreement_and_keeps_what_was_written(
    room: Room, fran: Person, ann: Person
) -> None:
    room.reach("agree")
    door(room, ann, "agree", what="Samen eten.", **{"with": "de kerk", "by": "1 maat"})
    (one,) = written(room, Genre.AGREEMENT)
    page = f"/host/{room.id}/said/{one.id}"
    form = fran.get(page).text
    assert 'name="field-by"' in form
    assert 'name="field-name"' not in form  # nobody typed a name
    details = {"field-by": "1 maart", "field-with": " ", "field-name": "Ann"}
    mended = fran.post(f"{page}/mend", page=page, text="Samen eten.", **details)
    assert mended.status_code == 303
    (one,) = written(room, Genre.AGREEMENT)
    assert one.details == {"by": "1 maart"}
    assert one.written == {"with": "de kerk", "by": "1 maat"}
    show_all(room)
    assert "voor 1 maart" in results(room)
    assert "1 maat" not in results(room)
    queue = text(fran.get(f"/host/{room.id}/said").text)
    for was in ("de kerk", "1 maat"):
        assert f"Zo stond het er: {was}" in queue
    # What went can come back, and a second mending keeps the first words.
    again = {"field-by": "2 maart", "field-with": "de kerk"}
    fran.post(f"{page}/mend", page=page, text="Samen eten.", **again)
    (one,) = written(room, Genre.AGREEMENT)
    assert one.details == {"by": "2 maart", "with": "de kerk"}
    assert one.written == {"with": "de kerk", "by": "1 maat"}


def test_details_that_are_too_long_change_nothing(
    room: Room, fran: Person, ann: Person
) -> None:
    room.reach("agree")
    door(room, ann, "agree", what="Samen eten.", by="1 maart")
    (one,) = written(room, Genre.AGREEMENT)
    page = f"/host/{room.id}/said/{one.id}"
    details = {"field-by": "x" * 141}
    answer = fran.post(f"{page}/mend", page=page, text="Anders.", **details)
    assert answer.status_code == 422
    assert written(room, Genre.AGREEMENT) == (one,)


# ---- the closing sentence ------------------------------------------------------


def sentence(room: Room, person: Person, words: str):
    page = f"/host/{room.id}"
    return person.post(f"{page}/closing", page=page, sentence=words)


def test_frans_sentence_is_seen_by_everybody_at_once(
    room: Room, fran: Person, ann: Person
) -> None:
    room.reach("perspective")
    phone = room.phone(ann)
    phone.get_received()
    assert sentence(room, fran, SENTENCE).status_code == 303
    (push,) = phone.get_received()
    assert SENTENCE in push["args"][0]["html"]
    assert SENTENCE in ann.get(f"/j/{room.code}?plain").text
    assert SENTENCE in push_of(room, rooms.PROJECTOR, "nl")
    assert SENTENCE in results(room)
    room.reach("close")
    assert sentence(room, fran, "Toch in West.").status_code == 303
    assert SENTENCE not in results(room) + push_of(room, rooms.PLAYER, "nl")
    assert sentence(room, fran, " ").status_code == 303
    assert "Toch in West." not in results(room)


def test_the_same_sentence_again_changes_nothing(room: Room, fran: Person) -> None:
    room.reach("perspective")
    sentence(room, fran, SENTENCE)
    before = room.look()
    sentence(room, fran, SENTENCE)
    assert room.look() == before


def test_the_sentence_is_in_the_history_and_undo_brings_the_one_before_back(
    room: Room, fran: Person
) -> None:
    room.reach("perspective")
    page = f"/host/{room.id}"
    fran.post(f"{page}/name", page=page, name="Fran")
    for words in ("In Oost, op 3 mei.", SENTENCE, " "):
        sentence(room, fran, words)
    assert [act.action for act in room.look().acts] == ["sentence"] * 3
    done = says("%(who)s changed the closing sentence", who="Fran")
    assert done in text(fran.get(page).text)
    for words in (SENTENCE, "In Oost, op 3 mei.", ""):
        undone = fran.post(f"{page}/undo", page=page, expect=str(room.look().game.acts))
        assert undone.status_code == 303
        assert ending(room.look()).sentence == words
    assert room.look().game.step.kind == "perspective"


def test_the_sentence_is_none_of_the_texts_that_fran_decides_about(
    room: Room, fran: Person
) -> None:
    room.reach("perspective")
    sentence(room, fran, SENTENCE)
    (one,) = written(room, Genre.CLOSING)
    queue = f"/host/{room.id}/said"
    assert SENTENCE not in fran.get(queue).text
    assert fran.get(f"{queue}/{one.id}").status_code == 404
    assert fran.post(queue, page=queue, do=f"hide-{one.id}").status_code == 404
    mended = fran.post(f"{queue}/{one.id}/mend", page=queue, text="Anders.")
    assert mended.status_code == 404
    assert SENTENCE in results(room)


def test_at_the_end_a_sentence_is_written_anew_and_nothing_is_taken_back(
    room: Room, fran: Person
) -> None:
    room.reach("close")
    sentence(room, fran, SENTENCE)
    assert room.look().acts[-1].action == "sentence"
    assert room.look().undoable is None


def test_a_sentence_comes_at_the_end_and_from_fran_alone(
    room: Room, fran: Person, zoe: Person, ann: Person
) -> None:
    assert sentence(room, fran, SENTENCE).status_code == 409
    room.reach("perspective")
    assert sentence(room, fran, "x" * 141).status_code == 422
    for person in (zoe, ann):
        assert sentence(room, person, SENTENCE).status_code == 403
    assert written(room) == ()


# ---- empty states, and words -----------------------------------------------------


def test_a_session_that_ended_without_the_last_part_says_so(
    make_room: Callable[..., Room],
) -> None:
    room = make_room(deck=DECK)
    room.reach("close")
    page = results(room)
    assert says("This was not asked, or is not shown yet.") in page
    assert says("No agreements are shown.") not in page.split("Afspraken")[0]
    file = Person(room.app).get(f"{path(room.links.results)}/download.json")
    assert json.loads(file.data)["ending"] == {
        "priorities": None,
        "recognition": None,
        "reasons": [],
        "agreements": [],
        "agreements_written": 0,
        "closing_sentence": None,
    }


def test_an_agreement_is_one_line(room: Room, ann: Person) -> None:
    room.reach("agree")
    door(room, ann, "agree", what="wandelen", by="mei")
    with room.app.test_request_context("/?lang=en"):
        assert line(written(room)[0], "resident") == "Resident: wandelen, before mei"


def test_at_the_desk_two_challenges_are_two_and_three_are_refused(room: Room) -> None:
    fran = Person(room.app)
    fran.get(room.links.host.removeprefix(URL))
    at = f"/host/{room.id}/desk"
    fran.post(at, page=at, role="inwoner", seat="", entry="form-1")
    with room.app.app_context():
        (one,) = play.at_desk(room.id)
    step = str(room.reach("priorities").game.step.id)
    ballot = f"{at}/{one.participant}"
    picks = [challenge.slug for challenge in DECK.challenges]
    sent = fran.send(ballot, fran.token(ballot), step=step, answer=picks[:2])
    assert sent.status_code == 303
    with room.app.app_context():
        own = play.personal(room.id, one.participant).me.picked
    assert len(own) == 2
    many = fran.send(ballot, fran.token(ballot), step=step, answer=picks)
    assert many.status_code in (400, 422)
