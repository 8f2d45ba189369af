"""Tables, roles, hands and the desk through their doors."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from dilemma import play
from dilemma.live import kept
from dilemma.places import table_host_link
from dilemma.rules.agenda import Depth
from dilemma.rules.contribution import Genre
from dilemma.rules.extras import EXTRAS
from dilemma.rules.refusals import SeatUnknown
from dilemma.rules.response import Answer
from dilemma.rules.seating import Arrangement, Dealing
from dilemma.signing import HOST, RESULTS, SCREEN, link_key, table_purpose
from dilemma.store import responses, seating
from dilemma.store.transaction import reading, writing
from dilemma.web.entry import seat_cookie
from dilemma.web.limits import limiter
from tests.conftest import Person, Room, path, says
from tests.markup import text

Rooms = Callable[..., Room]


@pytest.fixture
def room(make_room: Rooms) -> Room:
    """Make a workshop with three tables."""
    return make_room(arrangement=Arrangement(3))


@pytest.fixture
def tess(app: Flask, room: Room) -> str:
    """Tess leads table 2: this is the path of her page."""
    return path(table_host_link(app.config["DILEMMA"], room.id, 2))


def seat_of(room: Room, person: Person) -> str:
    found = re.search(
        r'class="seat">([^<]+)<', person.get(f"/j/{room.code}?plain").text
    )
    return found[1] if found else ""


def scan(room: Room, person: Person, seat: int) -> Any:
    return person.get(f"/T/{room.code}/{seat}", follow_redirects=True)


# Sitting down.


def test_a_newcomer_who_scans_a_table_joins_there(room: Room) -> None:
    cas = Person(room.app)
    page = scan(room, cas, 3)
    assert says("Choose your role") in text(page.text)
    assert cas.send(f"/j/{room.code}/role", "", role="inwoner").status_code == 303
    assert seat_of(room, cas) == says("Table %(number)s", number=3)
    assert [one.seated for one in room.look().tables] == [0, 0, 1]


def test_the_page_that_a_table_leads_to_is_kept_for_the_whole_hall(room: Room) -> None:
    scan(room, Person(room.app), 1)
    assert kept.find(room.code, kept.JOIN, "nl") is not None


def test_somebody_inside_moves_after_one_tap(room: Room, ann: Person) -> None:
    page = scan(room, ann, 2)
    assert says("I sit at table %(number)s", number=2) in text(page.text)
    assert seat_of(room, ann) == ""  # a look changes nothing
    assert ann.send(f"/j/{room.code}/table", "", seat="2").status_code == 303
    assert seat_of(room, ann) == says("Table %(number)s", number=2)
    ann.send(f"/j/{room.code}/table", "", seat="1")
    assert seat_of(room, ann) == says("Table %(number)s", number=1)


def test_a_typed_table_that_is_not_there_is_said_beside_the_field(
    room: Room, ann: Person
) -> None:
    assert ann.get(f"/j/{room.code}/table").status_code == 200
    for typed in ("0", "4", "x", ""):
        answer = ann.send(f"/j/{room.code}/table", "", seat=typed)
        assert answer.status_code == 422, typed
        assert 'aria-invalid="true"' in answer.text
    assert seat_of(room, ann) == ""


def test_a_scanned_table_that_is_not_there_says_what_to_do(room: Room) -> None:
    answer = scan(room, Person(room.app), 4)
    assert answer.status_code == 404
    assert says("There is no table with this number") in text(answer.text)


def test_a_table_that_is_gone_keeps_nobody_out(room: Room, fran: Person) -> None:
    cas = Person(room.app)
    scan(room, cas, 3)
    arranged(room, fran, 2)
    assert cas.send(f"/j/{room.code}/role", "", role="inwoner").status_code == 303
    assert seat_of(room, cas) == ""
    forger = Person(room.app)
    forger.get(f"/j/{room.code}")
    forger.browser.set_cookie(seat_cookie(room.code), "²")
    assert forger.send(f"/j/{room.code}/role", "", role="inwoner").status_code == 303


def test_somebody_of_another_workshop_sits_nowhere_here(
    room: Room, zoe: Person
) -> None:
    answer = zoe.send(f"/j/{room.code}/table", "", seat="1")
    assert answer.status_code == 403
    assert sum(one.seated for one in room.look().tables) == 0


# What the host sets and sees.


def arranged(room: Room, fran: Person, tables: int, dealing: str = "chosen") -> Any:
    at = f"/host/{room.id}/room"
    return fran.post(at, page=at, tables=str(tables), dealing=dealing)


def test_tables_and_dealing_change_in_the_lobby_only(room: Room, fran: Person) -> None:
    assert arranged(room, fran, 5, "dealt").status_code == 303
    assert room.look().arrangement == Arrangement(5, Dealing.DEALT)
    assert arranged(room, fran, 101).status_code == 422
    room.act("next")
    assert arranged(room, fran, 4).status_code == 409
    assert room.look().arrangement.tables == 5
    assert fran.get(f"/host/{room.id}/room").status_code == 200


def test_a_new_workshop_has_its_tables(gus: Person, app: Flask) -> None:
    page = gus.get("/host/new").text
    cards = re.findall(r'name="card" value="([^"]+)"', page)[:1]
    roles = re.findall(r'name="role" value="([^"]+)"', page)[:2]
    slug = re.search(r'<form id="make".*?name="deck" value="([^"]+)"', page, re.DOTALL)
    assert slug is not None
    form = {"deck": slug[1], "card": cards, "role": roles, "dealing": "fixed"}
    token = gus.token("/host/new")
    answer = gus.send("/host/new", token, **form, tables="7")
    assert answer.status_code == 303
    made = answer.location.rsplit("/", 1)[1]
    with app.app_context():
        assert play.arrangement(made) == Arrangement(7, Dealing.FIXED)
    assert gus.send("/host/new", token, **form, tables="700").status_code == 422


def test_the_host_sees_who_sits_where_and_never_what_they_chose(
    room: Room, fran: Person
) -> None:
    people = room.crowd("inwoner", 8)
    with room.app.app_context():
        for person in people[:6]:
            play.sit(room.id, person, 1)
        for person in people[6:]:
            play.sit(room.id, person, 2)
    room.reach("vote")
    for person in people[:5]:
        room.cast(person, "a2")
    room.cast(people[6], "b2")
    html = text(fran.get(f"/host/{room.id}").text)
    assert (
        f"{says('Table %(number)s', number=1)} {says('%(n)s of %(of)s', n=5, of=6)}"
        in html
    )
    assert f"{says('Table %(number)s', number=2)} {says('not all yet')}" in html
    room.cast(people[7], "a1")
    html = text(fran.get(f"/host/{room.id}").text)
    assert f"{says('Table %(number)s', number=2)} {says('all voted')}" in html


def test_a_sheet_for_every_table_and_every_role(room: Room, fran: Person) -> None:
    page = fran.get(f"/host/{room.id}/tables").text
    assert page.count('<section class="sheet"') == 3
    assert f"localhost:8000/t/{room.code}/2" in page
    hosts = fran.get(f"/host/{room.id}/tables?hosts").text
    assert hosts.count('<section class="sheet"') == 3
    assert "/table/" not in hosts  # the key stands in the picture alone
    roles = fran.get(f"/host/{room.id}/roles").text
    assert f"/j/{room.code}?as=gemeente" in roles


# Roles.


def test_roles_are_dealt_evenly_and_may_be_changed(make_room: Rooms) -> None:
    room = make_room(arrangement=Arrangement(0, Dealing.DEALT))
    people = []
    for _ in range(7):
        one = Person(room.app)
        assert says("You are given a role") in text(one.get(f"/j/{room.code}").text)
        assert one.send(f"/j/{room.code}/role", "", role="").status_code == 303
        assert one.send(f"/j/{room.code}/role", "", role="").status_code == 303
        people.append(one)
    sizes = [one.joined for one in room.look().people]
    assert (sum(sizes), max(sizes) - min(sizes)) == (7, 1)
    page = people[0].get(f"/j/{room.code}?role").text
    assert 'value="gemeente"' in page
    people[0].send(f"/j/{room.code}/role", "", role="zorgverzekeraar")
    joined = {one.role.slug: one.joined for one in room.look().people}
    assert joined["inwoner"] == 1
    assert sum(joined.values()) == 7


def test_a_forged_form_chooses_no_role_where_roles_are_dealt(make_room: Rooms) -> None:
    room = make_room(arrangement=Arrangement(0, Dealing.DEALT))
    cas = Person(room.app)
    scanned = cas.get(f"/j/{room.code}?as=gemeente").text
    assert says("You are given a role") in text(scanned)
    forged = cas.send(f"/j/{room.code}/role", "", role="gemeente")
    assert forged.status_code == 409
    assert says("You are given a role") in text(forged.text)
    assert room.look().joined == 0
    assert cas.send(f"/j/{room.code}/role", "", role="").status_code == 303
    assert room.look().joined == 1


def test_nobody_is_dealt_a_role_where_people_choose(room: Room) -> None:
    cas = Person(room.app)
    cas.get(f"/j/{room.code}")
    assert cas.send(f"/j/{room.code}/role", "", role="").status_code == 400


def test_a_scanned_role_is_one_tap_and_stays_with_who_scanned_it(room: Room) -> None:
    cas = Person(room.app)
    page = cas.get(f"/j/{room.code}?as=gemeente").text
    assert 'value="gemeente"' in page
    assert 'value="inwoner"' not in page
    other = Person(room.app).get(f"/j/{room.code}").text
    assert 'value="inwoner"' in other
    assert cas.send(f"/j/{room.code}/role", "", role="gemeente").status_code == 303
    unknown = Person(room.app).get(f"/j/{room.code}?as=tovenaar").text
    assert 'value="inwoner"' in unknown


def test_the_first_in_a_role_changes_the_page_to_come_in_with(room: Room) -> None:
    nudge = says("nobody yet")

    def nudges() -> int:
        return Person(room.app).get(f"/j/{room.code}").text.count(f">{nudge}<")

    assert nudges() == 0  # nobody is in: there is nothing to balance
    room.join("inwoner")
    assert nudges() == 4
    before = kept.find(room.code, kept.JOIN, "nl")
    room.join("inwoner")
    assert kept.find(room.code, kept.JOIN, "nl") is before  # nothing else drops it
    room.join("gemeente")
    assert nudges() == 3


def test_a_role_changes_until_the_first_vote_that_counts(
    room: Room, ann: Person
) -> None:
    at = f"/j/{room.code}"
    assert "?role" in ann.get(f"{at}?plain").text
    step = room.reach("vote").game.step.id
    assert ann.send(f"{at}/role", "", role="gemeente").status_code == 303
    ann.send(f"{at}/answer", "", step=str(step), answer="a2")
    assert "?role" not in ann.get(f"{at}?plain").text
    assert ann.send(f"{at}/role", "", role="inwoner").status_code == 409


def test_an_answer_at_another_step_fixes_no_role(room: Room) -> None:
    (cas,) = room.crowd("inwoner", 1)
    snapshot = room.reach("read")
    with room.app.app_context():
        with writing():
            responses.put([(snapshot.game.step.id, cas, Answer(0), 1)])
        assert not play.personal(room.id, cas).me.answered_before
        play.switch_role(room.id, cas, "gemeente")


def test_whose_role_it_is_in_real_life_is_asked_once_and_told_from_five(
    room: Room,
) -> None:
    people = [room.join() for _ in range(11)]
    at = f"/j/{room.code}"
    asked = says("Is this your role in real life too?")
    assert asked in text(people[0].get(f"{at}?plain").text)
    for number, one in enumerate(people):
        said = "yes" if number < 5 else "no"
        assert one.send(f"{at}/real", "", real=said).status_code == 303
    assert asked not in text(people[0].get(f"{at}?plain").text)
    assert people[0].send(f"{at}/real", "", real="perhaps").status_code == 400
    assert room.look().other_role is None  # only when it can no longer change
    room.reach("close")
    assert room.look().other_role == 6
    results = Person(room.app).get(path(room.links.results)).text
    assert "6 mensen speelden een andere rol" in text(results)
    assert people[0].send(f"{at}/real", "", real="no").status_code == 409
    assert room.look().other_role == 6


def test_whose_role_it_is_in_real_life_is_asked_again_after_a_switch(
    room: Room, ann: Person
) -> None:
    at = f"/j/{room.code}"
    asked = says("Is this your role in real life too?")
    ann.send(f"{at}/real", "", real="yes")
    assert ann.send(f"{at}/role", "", role="gemeente").status_code == 303
    assert asked in text(ann.get(f"{at}?plain").text)
    with room.app.app_context(), reading():
        assert seating.real_roles(room.id) == (0, 0)


def test_how_many_play_another_role_stays_what_it_was_when_it_was_told(
    room: Room,
) -> None:
    people = [room.join() for _ in range(11)]
    at = f"/j/{room.code}"
    for number, one in enumerate(people[:10]):
        said = "yes" if number < 5 else "no"
        assert one.send(f"{at}/real", "", real=said).status_code == 303
    room.reach("close")
    assert room.look().other_role == 5
    room.act("back")
    assert people[0].send(f"{at}/real", "", real="no").status_code == 409
    assert people[10].send(f"{at}/real", "", real="no").status_code == 409
    assert says("Is this your role in real life too?") not in text(
        people[10].get(f"{at}?plain").text
    )
    room.act("next")
    assert room.look().other_role == 5


# The table host.


def test_a_table_host_sees_the_card_and_what_to_say(room: Room, tess: str) -> None:
    visitor = Person(room.app)
    assert visitor.get(tess).status_code == 200
    room.reach("vote")
    (ann,) = room.crowd("inwoner", 1)
    with room.app.app_context():
        play.sit(room.id, ann, 2)
    page = text(visitor.get(f"{tess}/now").text)
    assert says("Let everybody choose in silence first.") in page
    assert says("Not everybody has voted yet.") in page
    assert "Kaart 1" in page
    room.cast(ann, "a2")
    assert says("Everybody has voted.") in text(visitor.get(f"{tess}/now").text)


def test_a_table_host_sees_no_results(make_room: Rooms, app: Flask) -> None:
    room = make_room(Depth.QUICK, arrangement=Arrangement(1))
    people = room.crowd("inwoner", 12)
    room.reach("vote")
    for number, person in enumerate(people):
        room.cast(person, "a2" if number < 7 else "b2")
    room.reach("reveal")
    page = path(table_host_link(app.config["DILEMMA"], room.id, 1))
    for at in (page, f"{page}/now"):
        shown = text(Person(app).get(at).text)
        assert "7 " not in shown
        assert "58%" not in shown


def test_a_note_is_kept_as_it_was_typed_and_once(
    room: Room, tess: str, fran: Person
) -> None:
    visitor = Person(room.app)
    token = visitor.token(tess)
    for entry, typed in (("one", "Samen\r\n\r\n  koken "), ("two", "Meer tijd")):
        for _ in range(2):
            answer = visitor.send(f"{tess}/note", token, entry=entry, text=typed)
            assert answer.status_code == 303
    page = visitor.get(answer.location).text
    assert says("Kept.") in text(page)
    with room.app.app_context():
        notes = play.said(room.id, (Genre.HARVEST,))
    assert [(one.text, one.seat) for one in notes] == [
        ("Samen\nkoken", 2),
        ("Meer tijd", 2),
    ]
    assert "Meer tijd" in fran.get(f"/host/{room.id}/room").text
    other = path(table_host_link(room.app.config["DILEMMA"], room.id, 1))
    assert "Meer tijd" not in Person(room.app).get(other).text
    assert visitor.send(f"{tess}/note", token, entry="x", text=" \n").status_code == 422
    long = "a" * 1001
    assert visitor.send(f"{tess}/note", token, entry="x", text=long).status_code == 422
    assert visitor.send(f"{tess}/note", token, entry="", text="a").status_code == 400
    for number in range(18):
        visitor.send(f"{tess}/note", token, entry=f"n{number}", text="Nog een")
    assert visitor.send(f"{tess}/note", token, entry="y", text="a").status_code == 429


def test_a_tables_key_opens_that_table_and_nothing_else(
    app: Flask, room: Room, tess: str, make_room: Rooms
) -> None:
    secret = app.config["DILEMMA"].secret_key
    key = link_key(secret, table_purpose(2), room.id)
    other = make_room(arrangement=Arrangement(3)).id
    visitor = Person(app)
    closed = [
        *(f"/table/{room.id}/{seat}/{key}" for seat in ("1", "3", "02", "²", "x")),
        f"/table/{other}/2/{key}",
        f"/host/{room.id}/key/{key}",
        f"/screen/{room.id}/{key}",
        f"/results/{room.id}/{key}",
        f"/host/{room.id}",
        *(f"/host/{room.id}/{door}" for door in ("room", "tables", "roles")),
        *(f"/host/{room.id}/{door}" for door in ("hands", "desk", "desk/1")),
    ]
    assert visitor.get(tess).status_code == 200
    for door in closed:
        assert visitor.get(door).status_code == 403, door
        limiter.reset()
    for purpose in (HOST, SCREEN, RESULTS, "table", table_purpose(1)):
        wrong = link_key(secret, purpose, room.id)
        for door in ("", "/now"):
            answer = visitor.get(f"/table/{room.id}/2/{wrong}{door}")
            assert answer.status_code == 403, (purpose, door)
            limiter.reset()


def test_zoe_does_nothing_at_our_tables(room: Room, zoe: Person, tess: str) -> None:
    before = room.look()
    token = zoe.token("/j")
    wrong = tess[:-1] + ("A" if tess[-1] != "A" else "B")
    for door in (f"{wrong}/note", f"{wrong}/hands"):
        answer = zoe.send(door, token, text="Hoi", entry="e", step="1")
        assert answer.status_code == 403
    for door in ("room", "hands", "desk", "desk/1"):
        answer = zoe.send(f"/host/{room.id}/{door}", token, role="inwoner", entry="e")
        assert answer.status_code == 403, door
    limiter.reset()
    assert room.look() == before


def test_a_table_that_is_gone_has_no_host(room: Room, fran: Person, tess: str) -> None:
    visitor = Person(room.app)
    token = visitor.token(tess)
    arranged(room, fran, 1)
    assert visitor.get(tess).status_code == 404
    late = visitor.send(f"{tess}/note", token, entry="e", text="Te laat")
    assert late.status_code == 404
    step = room.reach("vote").game.step.id
    with room.app.app_context(), pytest.raises(SeatUnknown):
        play.count_hands(room.id, step, 2, {})


# Hands.


def hands(step: int, **given: str) -> dict[str, str]:
    return {"step": str(step)} | {
        f"hands-{name.replace('_', '-')}": count for name, count in given.items()
    }


def test_hands_of_host_and_tables_are_added_and_marked(
    make_room: Rooms, app: Flask
) -> None:
    room = make_room(Depth.QUICK, arrangement=Arrangement(3))
    fran = Person(app)
    fran.get(path(room.links.host))
    tess = path(table_host_link(app.config["DILEMMA"], room.id, 2))
    people = room.crowd("inwoner", 6)
    step = room.reach("vote").game.step.id
    for person in people:
        room.cast(person, "a2")
    at = f"/host/{room.id}/hands"
    assert fran.post(at, page=at, **hands(step, inwoner_a2="9")).status_code == 303
    # What is typed again takes the place of what was there.
    fran.post(at, page=at, **hands(step, inwoner_a2="2", gemeente_b1="1"))
    visitor = Person(app)
    visitor.post(f"{tess}/hands", page=tess, **hands(step, gemeente_b2="4"))
    assert room.look().hands == 7
    assert 'value="4"' in visitor.get(tess).text
    assert 'value="2"' not in visitor.get(tess).text
    results = path(room.links.results)
    assert "met handen" not in text(visitor.get(results).text)  # not shown yet
    room.reach("reveal")
    (shown,) = room.look().results
    assert shown.rounds[0] is not None
    assert shown.rounds[0].votes == ((8, 0), (4, 1))
    assert shown.rounds[0].hands == 7
    marked = "waarvan 7 handen"
    for page in (results, f"/host/{room.id}", path(room.links.screen)):
        assert marked in text(fran.get(page).text), page
    phone = room.join()
    assert marked in text(phone.get(f"/j/{room.code}?plain").text)
    assert "waarvan met handen geteld;;7" in fran.get(f"{results}/download.csv").text
    assert '"by_hand": 7' in fran.get(f"{results}/download.json").text
    # What was shown stays as it was.
    late = fran.post(at, page=at, **hands(step, inwoner_a2="3"))
    assert late.status_code == 409
    assert room.look().results == (shown,)


def test_hands_alone_are_shown_and_seal_the_vote(make_room: Rooms, app: Flask) -> None:
    room = make_room(Depth.QUICK)
    step = room.reach("vote").game.step.id
    with app.app_context():
        play.count_hands(room.id, step, 0, {("inwoner", Answer(0, 2)): 6})
    room.reach("reveal")
    (shown,) = room.look().results
    assert shown.rounds[0] is not None
    assert shown.rounds[0].voters == 6


def test_three_phones_beside_hands_are_not_shown_and_not_closed(
    make_room: Rooms, app: Flask
) -> None:
    room = make_room(Depth.QUICK)
    people = room.crowd("inwoner", 5)
    step = room.reach("vote").game.step.id
    for person in people[:3]:
        room.cast(person, "a2")
    with app.app_context():
        play.count_hands(room.id, step, 0, {("inwoner", Answer(0, 2)): 6})
    assert room.reach("reveal").results == ()
    room.act("back")
    for person in people[3:]:
        room.cast(person, "b2")
    (shown,) = room.reach("reveal").results
    assert shown.rounds[0] is not None
    assert shown.rounds[0].voters == 11


def test_hands_that_cannot_be_are_refused_clearly(make_room: Rooms, app: Flask) -> None:
    room = make_room(Depth.QUICK, capacity=10)
    fran = Person(app)
    fran.get(path(room.links.host))
    room.crowd("inwoner", 4)
    at = f"/host/{room.id}/hands"
    step = room.reach("read").game.steps[2].id
    early = fran.post(at, page=at, **hands(step, inwoner_a2="3"))
    assert early.status_code == 409
    assert says("No hands can be counted for this vote now") in text(early.text)
    room.reach("vote")
    many = fran.post(at, page=at, **hands(step, inwoner_a2="7"))
    assert many.status_code == 422
    assert says("That is more hands than people") in text(many.text)
    assert fran.post(at, page=at, **hands(step, inwoner_a2="-2")).status_code == 400
    assert fran.post(at, page=at, **hands(step, inwoner_a2="6")).status_code == 303
    assert room.look().hands == 6


# The desk.


def test_somebody_without_a_phone_votes_at_the_desk(room: Room, fran: Person) -> None:
    at = f"/host/{room.id}/desk"
    for _ in range(2):  # a form that is sent twice is one person
        answer = fran.post(at, page=at, role="gemeente", seat="2", entry="form-1")
        assert answer.status_code == 303
    assert room.look().joined == 1
    with room.app.app_context():
        (one,) = play.at_desk(room.id)
    ballot = f"{at}/{one.participant}"
    step = room.reach("vote").game.step.id
    before = fran.get(ballot).text
    assert 'value="b2"' in before
    sent = fran.post(ballot, page=ballot, step=str(step), answer="b2")
    assert sent.status_code == 303
    done = fran.get(sent.location)
    assert says("Voted.") in text(done.text)
    assert not re.search(r'"b2"|(Zeker|Eerder) B', done.text)
    token = r'value="[^"]{60,}"'
    after = fran.get(ballot).text
    assert re.sub(token, "", after) == re.sub(token, "", before)
    fran.post(ballot, page=ballot, step=str(step), answer="a1")  # the last one counts
    with room.app.app_context():
        own = play.personal(room.id, one.participant).me.answers
    assert [answer.value for answer in own] == ["a1"]


def test_nobody_with_a_phone_is_voted_for_at_the_desk(room: Room, fran: Person) -> None:
    (ann,) = room.crowd("inwoner", 1)
    step = room.reach("vote").game.step.id
    room.cast(ann, "a2")
    at = f"/host/{room.id}/desk/{ann}"
    assert fran.get(at).status_code == 403
    sent = fran.post(at, page=f"/host/{room.id}", step=str(step), answer="b2")
    assert sent.status_code == 403
    with room.app.app_context():
        (own,) = play.personal(room.id, ann).me.answers
    assert own.value == "a2"


def test_the_desk_says_what_is_wrong(room: Room, fran: Person) -> None:
    at = f"/host/{room.id}/desk"
    assert fran.post(at, page=at, role="inwoner", entry="").status_code == 400
    assert fran.post(at, page=at, role="tovenaar", entry="e").status_code == 400
    assert fran.get(at).status_code == 200
    room.act("lock")
    assert fran.post(at, page=at, role="inwoner", entry="e").status_code == 409


def seated_at_desk(room: Room, fran: Person, role: str = "inwoner") -> str:
    """Bring somebody in at the desk; this is the page where that person answers."""
    fran.get(path(room.links.host))
    at = f"/host/{room.id}/desk"
    sent = fran.post(at, page=at, role=role, entry=f"form-{role}")
    assert sent.status_code == 303
    with room.app.app_context():
        return f"{at}/{play.at_desk(room.id)[-1].participant}"


@pytest.mark.parametrize(
    ("kind", "asks"),
    [
        ("predict", "What do you think people in this role choose:"),
        ("swap", "Vote now as if you were in this role:"),
    ],
)
def test_the_desk_names_the_role_that_was_dealt_as_a_phone_does(
    make_room: Rooms, fran: Person, kind: str, asks: str
) -> None:
    room = make_room(Depth.DEEP, extras=EXTRAS)
    ballot = seated_at_desk(room, fran)
    room.crowd("gemeente", 5)
    step = room.reach(kind).game.step.id
    before = fran.get(ballot).text
    assert f"{says(asks)} gemeente" in text(before)
    assert before.index('id="asked"') < before.index('name="answer"')
    answer = "b" if kind == "predict" else "b2"
    sent = fran.post(ballot, page=ballot, step=str(step), answer=answer)
    assert sent.status_code == 303
    after = fran.get(ballot).text  # and it never says what was answered
    token = r'value="[^"]{60,}"'
    assert re.sub(token, "", after) == re.sub(token, "", before)


@pytest.mark.parametrize("kind", ["recognise", "agree"])
def test_the_desk_shows_no_field_whose_form_is_not_there(
    full: Room, lead: Person, kind: str
) -> None:
    ballot = seated_at_desk(full, lead)
    full.reach(kind)
    page = lead.get(ballot).text
    used = set(re.findall(r' form="([^"]+)"', page))
    assert used <= set(re.findall(r'<form id="([^"]+)"', page))
    assert ('value="a"' in page) is (kind == "recognise")
    assert "textarea" not in page


def test_a_table_hosts_clock_stands_still_in_a_pause_and_a_break_is_told(
    room: Room, tess: str
) -> None:
    room.reach("read")
    page = Person(room.app).get(tess).text
    assert "data-ends" in page
    room.act("pause")
    page = Person(room.app).get(tess).text
    assert "data-ends" not in page
    assert says("paused") in text(page)
    assert says("A short break") not in text(page)
    room.act("timeout")
    page = Person(room.app).get(tess).text
    assert says("A short break") in text(page)
    assert 'class="prompts"' not in page
    room.act("resume")
    assert "data-ends" in Person(room.app).get(tess).text


def test_who_leads_a_table_has_something_to_say_at_every_step(
    every_kind: Room, app: Flask
) -> None:
    with app.app_context():
        play.arrange(every_kind.id, 2, Dealing.CHOSEN)
    page = path(table_host_link(app.config["DILEMMA"], every_kind.id, 1))
    said: dict[tuple[str, int], str] = {}
    while every_kind.look().game.step.kind != "close":
        step = every_kind.look().game.step
        html = Person(app).get(page).text
        said[step.kind, step.round] = html.split('class="prompts"')[1].split("</ul>")[0]
        every_kind.act("next")
    look = says("Look at the big screen together.")
    assert [step for step, words in said.items() if look in text(words)] == []
    assert len(set(said.values())) == len(said)  # also each of the deliberation
