"""Who passes which door: one table over every address and every event of a socket.

Fran made the session, Finn leads others. Olga may see it, Otto may not. Ada sees to the
accounts. Gus started the server. Kim has the host link and no account. Ann takes part;
Zoe takes part elsewhere. A door without a row here fails.
"""

import json
import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from click.testing import CliRunner
from flask import Flask, url_for
from flask_socketio import SocketIOTestClient
from limits import parse

from dilemma import passwords, play
from dilemma.cli import main
from dilemma.live import events, proofs
from dilemma.rules import access
from dilemma.rules.access import Account, Bond, Duty, Right
from dilemma.rules.refusals import AccountUnknown, NameTaken, PasswordTooShort, Refusal
from dilemma.rules.retention import DAY
from dilemma.signing import HOST, link_key
from dilemma.store import access as stored
from dilemma.store.transaction import writing
from dilemma.web import limits
from tests.conftest import URL, Person, Room, path, says
from tests.markup import text

Rooms = Callable[..., Room]
PASSWORD = "een heel lang wachtwoord"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords are checked as fast as can be, where a test is not about that."""
    fast = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_HASHER", fast)
    monkeypatch.setattr(passwords, "_NOBODY", fast.hash("nobody"))


def sign_up(app: Flask, name: str, duty: Duty = Duty.FACILITATOR) -> Person:
    """Give somebody an account and let them in by its first link."""
    person = Person(app)
    with app.app_context():
        token = play.new_sign_in(play.add_account(name, duty).id)
    assert person.get(f"/in/{token}").status_code == 303
    return person


def account(app: Flask, name: str) -> Account:
    """Look somebody up."""
    with app.app_context():
        return play.account_called(name)


@pytest.fixture
def people(app: Flask, room: Room, make_room: Rooms) -> dict[str, Person]:
    """Everybody who may knock; Fran's session is `room`."""
    everyone = {
        "fran": sign_up(app, "Fran"),
        "finn": sign_up(app, "Finn"),
        "olga": sign_up(app, "Olga", Duty.ORGANISER),
        "otto": sign_up(app, "Otto", Duty.ORGANISER),
        "ada": sign_up(app, "Ada", Duty.ADMINISTRATOR),
        "kim": Person(app),
        "gus": Person(app),
        "ann": room.join(),
        "zoe": make_room().join(),
        "nobody": Person(app),
    }
    other = make_room()
    with app.app_context():
        play.lead_with(room.id, play.account_called("Fran").id)
        play.lead_with(other.id, play.account_called("Finn").id)
        play.share_with(room.id, "Olga")
        play.share_with(other.id, "Otto")
        token = play.new_sign_in()
    everyone["kim"].get(path(room.links.host))
    everyone["gus"].get(f"/in/{token}")
    return everyone


ALL = frozenset(
    {"fran", "finn", "olga", "otto", "ada", "kim", "gus", "ann", "zoe", "nobody"}
)
SIGNED_IN = ALL - {"kim", "ann", "zoe", "nobody"}
LEADS = frozenset({"fran", "kim", "gus"})
MAKES = frozenset({"fran", "finn", "gus"})
SEES = frozenset({"fran", "olga", "gus"})
COMPARES = MAKES | {"olga", "otto"}  # of another's picture they hear it is not there
ACCOUNTS = frozenset({"ada", "gus"})
TAKES_PART = frozenset({"ann"})
# Whoever has the key in an address passes; these tests hold no key.
WITH_KEY: frozenset[str] = frozenset()

OF_DECKS = {"prints.of_deck", "prints.deck_sheets"}

# endpoint -> who is not told "this page is not open to you"
DOORS: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        ("join.home", "join.enter", "join.also_enter", "join.scanned"), ALL
    ),
    **dict.fromkeys(("join.page", "health.healthz", "static", "privacy.page"), ALL),
    **dict.fromkeys(("account.form", "account.sign_in", "account.sign_out"), ALL),
    "account.mine": SIGNED_IN,
    "account.password": SIGNED_IN - {"gus"},  # the house has none
    "account.everywhere": SIGNED_IN,
    "join.scanned_table": ALL,
    "host.workshops": SIGNED_IN,
    "host.sign_in": SIGNED_IN,  # who is in already only goes on
    **dict.fromkeys(("host.new", "host.create", "host.coverage"), MAKES),
    "host.delete_variant": MAKES,
    "results.show": LEADS,
    **dict.fromkeys(("seen.page", "seen.download", "seen.making"), SEES),
    **dict.fromkeys(("regions.every", "regions.new", "regions.page"), COMPARES),
    **dict.fromkeys(("regions.download", "regions.change"), COMPARES),
    **dict.fromkeys(("regions.remove", "regions.link", "regions.withdraw"), COMPARES),
    "public.region": WITH_KEY,
    **dict.fromkeys(("accounts.everybody", "accounts.add"), ACCOUNTS),
    **dict.fromkeys(("accounts.link", "accounts.remove"), ACCOUNTS),
    "accounts.ask_remove": ACCOUNTS,
    **dict.fromkeys(("projector.screen", "results.page", "results.download"), WITH_KEY),
    **dict.fromkeys(("host.by_key", "public.story", "public.numbers"), WITH_KEY),
    **dict.fromkeys(("public.download", "public.making", "results.making"), WITH_KEY),
    # Participants: who comes without a ticket gets the roles, not a word of refusal.
    **dict.fromkeys(("join.take_role", "join.which_table", "join.table"), ALL),
    **dict.fromkeys(("alone.cards", "alone.choose", "join.real"), ALL),
    **dict.fromkeys(("join.answer", "join.sit", "say.page"), TAKES_PART),
    **dict.fromkeys(("host.ballot", "host.answer"), WITH_KEY),  # nobody is at the desk
    **dict.fromkeys(("say.say", "closing.why", "closing.agree"), TAKES_PART),
}


def may_pass(endpoint: str) -> frozenset[str] | None:
    """Who passes a door; every door of the host's is for whoever leads."""
    if endpoint in DOORS:
        return DOORS[endpoint]
    if endpoint.startswith("decks.") or endpoint in OF_DECKS:
        return MAKES
    if endpoint.startswith(("host.", "said.", "programme.", "prints.")):
        return LEADS
    if endpoint == "closing.closing":
        return LEADS
    return WITH_KEY if endpoint.startswith("table.") else None


def every_door(app: Flask) -> list[tuple[str, str]]:
    """Every endpoint with every method that it answers to."""
    return sorted(
        (rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    )


def knock(
    app: Flask, person: Person, room: Room, door: tuple[str, str], token: str
) -> Any:
    """Try a door of this room with a good form token and a form that says little."""
    endpoint, method = door
    true = {"workshop": room.id, "code": room.code, "number": "999", "seat": "1"}
    true |= {"participant": "1", "format": "csv", "filename": "dilemma.css"}
    true |= {"slug": "sociaal-werk-beweegt", "id": "999", "what": "roles"}
    (rule, *_more) = app.url_map.iter_rules(endpoint)
    with app.test_request_context():
        url = url_for(endpoint, **{one: true.get(one, "x") for one in rule.arguments})  # type: ignore[arg-type]
    if method == "GET":
        return person.get(url)
    return person.send(url, token, action="blank", expect="99")


def test_every_door_has_a_row_in_the_table(app: Flask) -> None:
    assert {one for one, _method in every_door(app) if may_pass(one) is None} == set()
    assert set(DOORS) <= {one for one, _method in every_door(app)}


@pytest.mark.parametrize("who", sorted(ALL))
def test_everybody_passes_the_doors_of_the_table_and_no_other(
    app: Flask, room: Room, people: dict[str, Person], who: str
) -> None:
    person = people[who]
    token = person.token("/privacy")
    before = room.look().game.acts
    wrong = []
    last = {"account.sign_out", "account.everywhere"}  # who is out passes no more
    for door in sorted(every_door(app), key=lambda one: (one[0] in last, one)):
        allowed = may_pass(door[0])
        assert allowed is not None
        if door[0] == "account.everywhere":
            continue  # see below
        answer = knock(app, person, room, door, token)
        limits.limiter.reset()
        passed = answer.status_code != 403
        if door[0] == "account.sign_in":
            passed = True  # 403 says that the password is wrong
        if passed != (who in allowed):
            wrong.append((door, answer.status_code))
        if who not in allowed and not door[0].startswith("join."):
            assert "Proefsessie" not in answer.text, door  # a code opens the title
    assert not wrong, wrong
    assert room.look().game.acts <= before + 1


def test_every_event_of_the_hosts_socket_is_for_whoever_leads(
    room: Room, people: dict[str, Person]
) -> None:
    assert set(events.EVENTS) == {"connect", "disconnect", "cast", "sync"}
    for who, person in people.items():
        if who not in LEADS:
            with pytest.raises((RuntimeError, AssertionError)):
                assert connect(person, room).is_connected(), who
            continue
        client = connect(person, room)
        assert client.is_connected()
        assert answers(client), who
        vote = client.emit("cast", {"step": 1}, callback=True)
        assert not vote["ok"], who  # a host never votes


def connect(person: Person, room: Room) -> SocketIOTestClient:
    """Open the socket of the host's page."""
    return person.socket(**{"as": "host", "workshop": room.id})


def answers(client: SocketIOTestClient) -> bool:
    """Whether a socket is still answered with what is true."""
    try:
        return bool(client.emit("sync", {}, callback=True)["ok"])
    except RuntimeError:
        return False


LEAVING: dict[str, Callable[[Flask, Person, Room], Any]] = {
    "signs out here": lambda app, fran, room: fran.post("/sign-out", page="/account"),
    "signs out everywhere": lambda app, fran, room: fran.post(
        "/account/everywhere", page="/account"
    ),
    "is removed by the administrator": lambda app, fran, room: sign_up(
        app, "Ad", Duty.ADMINISTRATOR
    ).post(f"/accounts/{account(app, 'Fran').id}/remove", page="/account", sure="yes"),
    "is removed by a command beside the server": lambda app, fran, room: removed(app),
}


def removed(app: Flask) -> None:
    """Do what the command does; the server looks every two seconds."""
    number = account(app, "Fran").id
    with app.app_context():
        play.remove_account(number)
        events.recheck()


def command(app: Flask, *args: str) -> Any:
    """Run `dilemma user`."""
    folder = str(app.config["DILEMMA"].data)
    return CliRunner().invoke(main, ["user", *args, "--data", folder])


@pytest.mark.parametrize("how", LEAVING)
def test_who_is_out_gets_no_answer_on_an_open_socket_and_no_push(
    app: Flask, room: Room, people: dict[str, Person], how: str
) -> None:
    fran, gus = people["fran"], people["gus"]
    sockets = connect(fran, room), connect(gus, room)
    assert [answers(one) for one in sockets] == [True, True]
    LEAVING[how](app, fran, room)
    for one in sockets:
        one.get_received()
    room.press(gus, "blank")
    assert [answers(one) for one in sockets] == [False, True]
    assert sockets[0].get_received() == []
    assert fran.get(f"/host/{room.id}").status_code == 403
    assert gus.get(f"/host/{room.id}").status_code == 200


def test_signing_out_everywhere_reaches_the_other_browsers(
    app: Flask, people: dict[str, Person]
) -> None:
    laptop, phone = people["fran"], Person(app)
    with app.app_context():
        token = play.new_sign_in(account(app, "Fran").id)
    phone.get(f"/in/{token}")
    assert laptop.get("/host").status_code == 200
    phone.post("/account/everywhere", page="/account")
    assert [one.get("/host").status_code for one in (laptop, phone)] == [403, 403]
    assert people["finn"].get("/host").status_code == 200


def test_what_was_opened_by_a_link_before_signing_in_ends_with_the_account_too(
    app: Flask, room: Room, people: dict[str, Person]
) -> None:
    laptop, phone = Person(app), people["finn"]
    laptop.get(path(room.links.host))
    with app.app_context():
        token = play.new_sign_in(account(app, "Finn").id)
    laptop.get(f"/in/{token}")
    assert laptop.get(f"/host/{room.id}").status_code == 200
    phone.post("/account/everywhere", page="/account")
    assert laptop.get(f"/host/{room.id}").status_code == 403


def test_a_session_from_before_there_were_accounts_goes_on_until_all_are_ended(
    app: Flask, room: Room
) -> None:
    old = Person(app)
    with old.browser.session_transaction(base_url=URL) as own:
        own["facilitator"] = True
    assert old.get(f"/host/{room.id}").status_code == 200
    old.post("/account/everywhere", page="/account")
    with old.browser.session_transaction(base_url=URL) as own:
        own["facilitator"] = True  # the cookie as it was
    assert old.get("/host").status_code == 403


def test_everybody_finds_the_own_sessions_and_no_others(
    app: Flask, room: Room, people: dict[str, Person], make_room: Rooms
) -> None:
    hidden = make_room(title="Verborgen sessie")
    for who, sees in {"fran": True, "olga": True, "finn": False, "otto": False}.items():
        page = people[who].get("/host").text
        assert (room.id in page) == sees, who
        assert hidden.id not in page
    assert hidden.id in people["gus"].get("/host").text
    assert people["ada"].get("/host").location.endswith("/accounts")
    assert room.links.results not in people["olga"].get("/host").text


def test_who_makes_a_session_leads_it_and_who_opens_its_link_too(
    app: Flask, people: dict[str, Person]
) -> None:
    fran, finn = people["fran"], people["finn"]
    form = {"deck": "sociaal-werk-beweegt", "variant": "zaal", "title": "Nieuw"}
    page = fran.get("/host/new").text
    card = page.split('name="card" value="')[1].split('"')[0]
    roles = [one.split('"')[0] for one in page.split('name="role" value="')[1:3]]
    made = fran.send(
        "/host/new", fran.token("/host/new"), card=card, role=roles, **form
    )
    assert made.status_code == 303
    workshop = made.location.rsplit("/", 1)[1]
    assert fran.get(f"/host/{workshop}").status_code == 200
    assert finn.get(f"/host/{workshop}").status_code == 403
    with app.test_request_context():
        key = proofs._config().secret_key
    finn.get(f"/host/{workshop}/key/{link_key(key, HOST, workshop)}")
    assert finn.get(f"/host/{workshop}").status_code == 200
    assert workshop in finn.get("/host").text


def test_an_organiser_downloads_the_same_file_and_stops_when_sharing_stops(
    app: Flask, room: Room, people: dict[str, Person]
) -> None:
    olga, fran = people["olga"], people["fran"]
    file = olga.get(f"/seen/{room.id}/download.csv")
    assert file.data == fran.get(f"{path(room.links.results)}/download.csv").data
    page = f"/host/{room.id}/share"
    assert "Olga" in fran.get(page).text
    number = str(account(app, "Olga").id)
    fran.post(f"{page}/stop", page=page, account=number)
    assert olga.get(f"/seen/{room.id}").status_code == 403
    again = fran.post(f"{page}/with", page=page, name="  oLGA ")
    assert again.status_code == 303
    assert olga.get(f"/seen/{room.id}").status_code == 200
    for name in ("Niemand", "Ada", ""):
        unknown = fran.post(f"{page}/with", page=page, name=name)
        assert unknown.status_code == 404
        assert says(
            "Nobody has an account with this name. Ask who sees to the accounts, or "
            "share a link."
        ) in text(unknown.text)


def choose_password(person: Person, new: str = PASSWORD, **more: str) -> Any:
    """Choose a password on one's own page."""
    return person.post("/account/password", page="/account", new=new, **more)


def sign_in(app: Flask, name: str, password: str, person: Person | None = None) -> Any:
    """Sign in with a name and a password."""
    who = person or Person(app)
    return who.post("/sign-in", page="/sign-in", name=name, password=password)


def test_who_came_by_a_link_chooses_a_password_and_signs_in_with_it(
    app: Flask, people: dict[str, Person]
) -> None:
    fran, again = people["fran"], Person(app)
    short = choose_password(fran, "kort")
    assert short.status_code == 422
    assert choose_password(fran).status_code == 303
    assert sign_in(app, "fran", PASSWORD, again).status_code == 303
    assert again.get("/host").status_code == 200
    other = "een ander lang wachtwoord"
    assert choose_password(again, other).status_code == 403  # the old one is asked
    assert choose_password(again, other, old="verkeerd").status_code == 403
    assert choose_password(again, other, old=PASSWORD).status_code == 303
    assert fran.get("/host").status_code == 403  # out elsewhere
    assert again.get("/host").status_code == 200
    assert sign_in(app, "Fran", PASSWORD).status_code == 403
    assert sign_in(app, "Fran", other).status_code == 303


def test_wrong_names_and_wrong_passwords_get_the_same_answer_as_slowly(
    app: Flask, people: dict[str, Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    choose_password(people["fran"])
    checked = []
    real = passwords.fits

    def counted(kept: str | None, given: str) -> bool:
        checked.append(given)
        return real(kept, given)

    monkeypatch.setattr(passwords, "fits", counted)
    pages = set()
    for name in ("Fran", "Finn", "Niemand", "", "Gus", "x" * 500):
        answer = sign_in(app, name, "verkeerd wachtwoord")
        assert answer.status_code == 403
        pages.add(" ".join(text(answer.text).split()))
    assert len(pages) == 1
    assert len(checked) == 6


def test_the_sixth_try_is_not_looked_at_even_when_it_is_right(
    app: Flask, people: dict[str, Person]
) -> None:
    choose_password(people["fran"])
    choose_password(people["finn"])
    assert [sign_in(app, "Fran", f"x{n}").status_code for n in range(5)] == [403] * 5
    assert sign_in(app, " FRAN", PASSWORD).status_code == 429
    assert [sign_in(app, "Nee", f"x{n}").status_code for n in range(5)] == [403] * 5
    assert sign_in(app, "Nee", "x").status_code == 429  # nothing told by it
    assert sign_in(app, "Finn", PASSWORD).status_code == 303
    assert people["fran"].get("/host").status_code == 200
    with app.app_context():
        token = play.new_sign_in(account(app, "Fran").id)
    assert Person(app).get(f"/in/{token}").status_code == 303  # the way out


def test_good_tries_are_not_counted(app: Flask, people: dict[str, Person]) -> None:
    choose_password(people["fran"])
    for _ in range(8):
        assert sign_in(app, "Fran", PASSWORD).status_code == 303


def test_all_names_together_are_slowed_down(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "ALL_TRIES", parse("12 per 15 minute"))
    statuses = [sign_in(app, f"naam{n}", "x").status_code for n in range(15)]
    assert statuses == [403] * 12 + [429] * 3


def test_only_a_digest_of_password_and_link_is_stored_and_none_in_the_log(
    app: Flask,
    people: dict[str, Person],
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    choose_password(people["fran"])
    sign_in(app, "Fran", PASSWORD)
    link = command(app, "link", "Fran").stdout.strip()
    stored_bytes = b"".join(one.read_bytes() for one in tmp_path.glob("dilemma.db*"))
    for secret in (PASSWORD, link.rsplit("/", 1)[1]):
        assert secret.encode() not in stored_bytes
        assert secret not in caplog.text
    assert b"$argon2id$" in stored_bytes


def test_a_link_of_an_account_ends_after_a_week_and_the_houses_does_not(
    app: Flask, people: dict[str, Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        mine = play.new_sign_in(account(app, "Fran").id)
        late = play.new_sign_in(account(app, "Finn").id)
        house = play.new_sign_in()
        now = play.now_ms()
    assert Person(app).get(f"/in/{mine}").status_code == 303
    assert Person(app).get(f"/in/{mine}").status_code == 403  # used
    monkeypatch.setattr("dilemma.play.sign_in.now_ms", lambda: now + 8 * DAY)
    assert Person(app).get(f"/in/{late}").status_code == 403
    assert Person(app).get(f"/in/{house}").status_code == 303


def test_the_administrator_adds_accounts_and_shows_each_link_once(
    app: Flask, people: dict[str, Person]
) -> None:
    ada = people["ada"]
    made = ada.post("/accounts", page="/accounts", name="Mo", duty="organiser")
    link = made.text.split('class="address">')[1].split("<")[0]
    assert link not in ada.get("/accounts").text
    mo = Person(app)
    assert mo.get(path(link)).status_code == 303
    assert mo.get("/host").status_code == 200
    assert mo.get("/host/new").status_code == 403
    for name, duty, status in (
        ("mo ", "organiser", 409),
        ("", "organiser", 422),
        ("x" * 81, "organiser", 422),
        ("Jo", "house", 400),
        ("Jo", "", 400),
    ):
        answer = ada.post("/accounts", page="/accounts", name=name, duty=duty)
        assert answer.status_code == status, (name, duty)
    number = account(app, "Mo").id
    asked = ada.post(f"/accounts/{number}/remove", page="/accounts")
    assert asked.status_code == 200
    assert mo.get("/host").status_code == 200
    ada.post(f"/accounts/{number}/remove", page="/accounts", sure="yes")
    assert mo.get("/host").status_code == 403
    for number in (1, 99):  # the house is nobody's to remove
        page = ada.post(f"/accounts/{number}/remove", page="/accounts", sure="yes")
        assert page.status_code == 404


def test_the_last_administrator_stays_until_there_is_another(
    app: Flask, people: dict[str, Person]
) -> None:
    ada, number = people["ada"], account(app, "Ada").id
    page = f"/accounts/{number}/remove"
    refused = ada.post(page, page=page, sure="yes")
    assert refused.status_code == 409
    assert says(
        "Nobody else sees to the accounts. First make another account that does. Then "
        "you can remove this one."
    ) in text(refused.text)
    assert ada.get("/accounts").status_code == 200
    adi = sign_up(app, "Adi", Duty.ADMINISTRATOR)
    assert ada.post(page, page=page, sure="yes").status_code == 303
    assert ada.get("/accounts").status_code == 403
    assert adi.get("/accounts").status_code == 200
    with app.app_context():  # whoever starts the server sees to everything
        play.remove_account(account(app, "Adi").id)
    assert people["gus"].get("/accounts").status_code == 200


def test_the_command_line_adds_lists_links_and_removes(app: Flask) -> None:
    made = command(app, "add", "Fran de Vries", "--as", "facilitator")
    assert made.exit_code == 0
    link = made.stdout.split()[0]
    assert Person(app).get(path(link)).status_code == 303
    assert json.loads(command(app, "list", "--json").output) == [
        {"name": "Fran de Vries", "as": "facilitator", "password": False}
    ]
    assert "Fran de Vries" in command(app, "list").output
    assert command(app, "add", "fran  de vries").exit_code == 2
    assert command(app, "add", " ").exit_code == 2
    newer = command(app, "link", "FRAN DE VRIES").stdout.split()[0]
    assert newer != link
    assert command(app, "remove", "Fran de Vries").exit_code == 0
    assert Person(app).get(path(newer)).status_code == 403
    for gone in ("remove", "link"):
        assert command(app, gone, "Fran de Vries").exit_code == 2
    assert json.loads(command(app, "list", "--json").output) == []


def test_no_number_of_an_account_is_given_twice(app: Flask) -> None:
    with app.app_context():
        first = play.add_account("Een", Duty.FACILITATOR)
        play.remove_account(first.id)
        assert play.add_account("Twee", Duty.FACILITATOR).id > first.id
        with pytest.raises(AccountUnknown):
            play.remove_account(first.id)
        with pytest.raises(NameTaken):
            play.add_account("TWEE", Duty.ORGANISER)


def test_every_duty_has_its_rights_and_no_more() -> None:
    told = {
        (duty, bond): {right for right in Right if access.may(duty, right, bond)}
        for duty in Duty
        for bond in (None, *Bond)
    }
    for bond in (None, *Bond):
        assert told[Duty.HOUSE, bond] == set(Right)
        assert told[Duty.ADMINISTRATOR, bond] == {Right.ACCOUNTS}
    alone = {Right.MAKE, Right.COMPARE}
    assert told[Duty.FACILITATOR, None] == alone
    assert told[Duty.FACILITATOR, Bond.LEADS] == alone | {Right.LEAD, Right.SEE}
    assert told[Duty.FACILITATOR, Bond.SEES] == alone | {Right.SEE}
    assert told[Duty.ORGANISER, None] == {Right.COMPARE}
    assert told[Duty.ORGANISER, Bond.LEADS] == {Right.COMPARE}
    assert told[Duty.ORGANISER, Bond.SEES] == {Right.COMPARE, Right.SEE}


def test_a_password_is_long_enough_and_bounded() -> None:
    access.check_password("x" * 12)
    access.check_password("x" * 200)
    for wrong, refusal in (("x" * 11, PasswordTooShort), ("x" * 201, Refusal)):
        with pytest.raises(refusal):
            access.check_password(wrong)


def test_a_forged_or_old_proof_is_nobody(app: Flask, people: dict[str, Person]) -> None:
    one = account(app, "Fran")
    with app.app_context():
        good = proofs.Proof(one.id, one.version)
        assert proofs.account_of(good) == replace(one)
        assert proofs.account_of(proofs.Proof(one.id, one.version + 1)) is None
        assert proofs.account_of(proofs.Proof(99, 1)) is None
        with writing():
            stored.end_sessions(one.id)
        assert proofs.account_of(good) is None
