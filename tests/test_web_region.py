"""The doors of a region: Fran makes one of what she may see, and nobody sees more.

Fran leads Assen, Emmen and Hoogeveen and shares the first two with Olga, who makes a
picture of them. Otto has an account and sees none; Zoe takes part elsewhere.
"""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner
from flask import Flask
from jsonschema import Draft202012Validator
from pypdf import PdfReader

from dilemma import play
from dilemma.cli import main
from dilemma.live import retention
from dilemma.play import regions
from dilemma.rules.access import Duty
from dilemma.rules.agenda import Depth
from dilemma.rules.retention import DAY
from dilemma.web import limits
from tests.builders import a_card, a_deck
from tests.conftest import Person, Room, path, says
from tests.markup import text
from tests.test_access import sign_up
from tests.test_leaving import ROOM, TELLS_HOW_IT_WAS, Ballots, alike, print_of

Rooms = Callable[..., Room]
SCHEMA = Path(__file__).resolve().parent.parent / "docs" / "regio.schema.json"
FILES = ("csv", "json", "svg")  # the others hold the moment at which they were made
DECK = a_deck(cards=(a_card(1), a_card(2)))
OTHER: Ballots = {"inwoner": ("bb",) * 4 + ("aa",) * 3, "gemeente": ("ab", "bb") * 4}


def closed(make_room: Rooms, ballots: Ballots, title: str, **changes: Any) -> Room:
    """A session with one deep card that these people played, and that is over."""
    room = make_room(Depth.DEEP, deck=DECK, title=title, **changes)
    people = {role: room.crowd(role, len(of)) for role, of in ballots.items()}
    for number in (0, 1):
        room.reach("vote", number + 1)
        for role, of in ballots.items():
            for person, votes in zip(people[role], of, strict=True):
                room.cast(person, f"{votes[number]}1")
    room.reach("close")
    return room


@pytest.fixture
def three(make_room: Rooms) -> list[Room]:
    """Three sessions that are over."""
    return [
        closed(make_room, ballots, title)
        for title, ballots in (("Assen", ROOM), ("Emmen", OTHER), ("Hoogeveen", OTHER))
    ]


@pytest.fixture
def olga(app: Flask, three: list[Room]) -> Person:
    """Olga sees the first two of them."""
    person = sign_up(app, "Olga", Duty.ORGANISER)
    with app.app_context():
        for room in three[:2]:
            play.share_with(room.id, "Olga")
    return person


def choose(person: Person, rooms: list[Room], name: str = "Drenthe") -> Any:
    """Send the form."""
    token = person.token("/regions/new")
    return person.send(
        "/regions/new", token, name=name, workshop=[room.id for room in rooms]
    )


def make(person: Person, rooms: list[Room], name: str = "Drenthe") -> str:
    """Make a picture and return its path."""
    made = choose(person, rooms, name)
    assert made.status_code == 303, text(made.text)
    return str(path(made.location))


def test_olga_puts_sessions_in_one_picture_changes_and_removes_it(
    three: list[Room], olga: Person
) -> None:
    form = olga.get("/regions/new").text
    assert [room.id in form for room in three] == [True, True, False]
    page = make(olga, three[:2])
    told = text(olga.get(page).text)
    for words in ("Drenthe", "Assen", "Emmen", says("The rooms chose the same")):
        assert words in told
    assert "Drenthe" in text(olga.get("/regions").text)
    olga.send(
        f"{page}/change",
        olga.token(f"{page}/change"),
        name="Drenthe en verder",
        workshop=[room.id for room in three[:2]],
    )
    assert "Drenthe en verder" in text(olga.get(page).text)
    assert says("Yes, remove it") in text(olga.get(f"{page}/remove").text)
    olga.post(f"{page}/remove", page=f"{page}/remove", sure="yes")
    assert olga.get(page).status_code == 404
    assert olga.get(f"/seen/{three[0].id}").status_code == 200


def test_a_picture_is_its_makers_and_of_what_the_maker_may_see(
    app: Flask, three: list[Room], olga: Person, gus: Person, zoe: Person
) -> None:
    otto, page = sign_up(app, "Otto", Duty.ORGANISER), make(olga, three[:2])
    for door in ("", "/change", "/remove", "/download.csv"):
        assert otto.get(f"{page}{door}").status_code == 404
        assert gus.get(f"{page}{door}").status_code == 404
        assert zoe.get(f"{page}{door}").status_code == 403
    for door in ("/change", "/remove", "/link", "/withdraw"):
        sent = otto.post(f"{page}{door}", page="/regions", days="7", sure="yes")
        assert sent.status_code == 404
        assert zoe.post(f"{page}{door}", page="/j").status_code == 403
    assert choose(olga, three).status_code == 404  # one of them is not hers to see
    assert choose(otto, three[:2]).status_code == 404
    assert olga.get(page).status_code == 200


@pytest.mark.parametrize("loss", ["no longer shared", "wiped"])
def test_what_olga_may_no_longer_see_leaves_the_picture_and_its_link_at_once(
    app: Flask, three: list[Room], olga: Person, loss: str
) -> None:
    with app.app_context():
        play.share_with(three[2].id, "Olga")
    page = make(olga, three)
    made = olga.post(f"{page}/link", page=page, days="7").text
    link = path(made.split('class="address">')[1].split("<")[0])
    anybody = Person(app)
    ways = [(olga, page), (olga, f"{page}/download.json"), (anybody, link)]
    assert all("Hoogeveen" in who.get(where).text for who, where in ways)
    with app.app_context():
        if loss == "wiped":
            retention.erase(three[2].id)
        else:
            play.stop_sharing(three[2].id, play.account_called("Olga").id)
    for who, where in ways:
        answer = who.get(where).text
        assert "Hoogeveen" not in answer
        assert "Emmen" in answer
    with app.app_context():
        play.stop_sharing(three[1].id, play.account_called("Olga").id)
    assert says("There is nothing to compare now") in text(anybody.get(link).text)
    assert "Emmen" not in anybody.get(link).text
    assert olga.get(f"{page}/download.pdf").status_code == 404


def test_a_link_is_read_only_ends_and_is_withdrawn(
    app: Flask, three: list[Room], olga: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, anybody = make(olga, three[:2]), Person(app)
    for days in ("", "8", "-7", "x"):
        assert olga.post(f"{page}/link", page=page, days=days).status_code == 400
    links = []
    for _ in range(2):
        made = olga.post(f"{page}/link", page=page, days="7").text
        links.append(path(made.split('class="address">')[1].split("<")[0]))
    first, second = links
    read = anybody.get(second)
    assert read.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "<form" not in read.text
    assert "download" not in read.text
    assert "/seen/" not in read.text
    assert second not in olga.get(page).text
    assert [anybody.get(one).status_code for one in links] == [403, 200]
    now = play.now_ms()
    with monkeypatch.context() as later:
        later.setattr(regions, "now_ms", lambda: now + 8 * DAY)
        assert anybody.get(second).status_code == 403
    assert anybody.get(second).status_code == 200
    olga.post(f"{page}/withdraw", page=page)
    over = [anybody.get(one) for one in (first, second, "/r/unknown")]
    assert [one.status_code for one in over] == [403] * 3
    assert len({text(one.text) for one in over}) == 1
    limits.limiter.reset()


def test_what_does_not_go_together_is_told_and_nothing_that_was_typed_is_lost(
    three: list[Room], gus: Person, make_room: Rooms
) -> None:
    busy = make_room(Depth.QUICK, deck=DECK, title="Bezig")
    other = closed(make_room, {}, "Leeg")
    strange = make_room(deck=a_deck(cards=(a_card(7),)), title="Vreemd")
    strange.reach("close")
    for rooms, name, words in (
        (three[:1], "Drenthe", "Choose at least two sessions."),
        ([*three, busy], "Drenthe", "One of these sessions is still going on."),
        ([*three, strange], "Drenthe", "Two of these sessions have no card in common."),
        (three, " ", "Choose a name of 1 to 80 characters."),
        (three, "x" * 81, "Choose a name of 1 to 80 characters."),
    ):
        answer = choose(gus, rooms, name)
        assert answer.status_code == 422
        (told,) = [line for line in full_texts() if line.startswith(words)]
        assert says(told) in text(answer.text)
        for room in set(map(id, rooms)) - {id(busy)}:
            (mine,) = (one for one in rooms if id(one) == room)
            assert re.search(rf'value="{mine.id}" checked', answer.text)
        assert f'value="{name[:81]}' in answer.text
    assert choose(gus, [*three, other]).status_code == 303


def full_texts() -> list[str]:
    """What the form can say, whole."""
    source = (Path(__file__).parents[1] / "templates" / "region_form.html").read_text()
    return re.findall(r'_\("([^"]+)"', source)


def test_the_files_hold_what_the_results_of_each_room_hold(
    three: list[Room], gus: Person
) -> None:
    page = make(gus, three, name="=1+1")
    told = json.loads(gus.get(f"{page}/download.json").text)
    Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(told)
    for number, room in enumerate(three):
        own = json.loads(gus.get(f"{path(room.links.results)}/download.json").text)
        (card,), (mine,) = own["cards"], told["cards"]
        (here,) = (one for one in mine["rooms"] if one["room"] == number + 1)
        last = card["rounds"][-1]
        assert (here["votes"], here["voters"]) == (last["votes"], last["voters"])
        assert here["label_text"] == card["label_text"]
        assert told["rooms"][number]["participants"] == own["workshop"]["participants"]
    file = gus.get(f"{page}/download.csv")
    assert 'filename="regio-' in file.headers["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(file.data.decode("utf-8-sig")), delimiter=";"))
    assert {len(row) for row in rows} == {7}
    assert not [
        cell for row in rows for cell in row if cell.startswith(("=", "+", "@"))
    ]
    votes = says("votes in all")
    (card,) = told["cards"]
    assert [int(row[6]) for row in rows if row[4] == votes] == [
        room["voters"] for room in card["rooms"]
    ]
    book = openpyxl.load_workbook(
        io.BytesIO(gus.get(f"{page}/download.xlsx").data), data_only=False
    )
    by_room = book[says("Card by room")]
    numbers = [
        (row[2].value, row[5].value, row[6].value, row[7].value)
        for row in by_room.iter_rows(min_row=2)
    ]
    assert numbers == [
        (one["room"], one["voters"], *(sum(one["votes"][x].values()) for x in "AB"))
        for one in card["rooms"]
    ]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.value for cell in cells if cell.data_type == "f"]
    assert gus.get(f"{page}/download.exe").status_code == 404


def test_report_and_picture_hold_the_rooms_and_what_they_chose(
    three: list[Room], gus: Person
) -> None:
    page = make(gus, three)
    report = gus.get(f"{page}/download.pdf").data
    read = " ".join(one.extract_text() for one in PdfReader(io.BytesIO(report)).pages)
    read = " ".join(read.split())
    drawing = gus.get(f"{page}/download.svg").text
    for words in ("Drenthe", "Assen", "Emmen", "Hoogeveen"):
        assert words in read
        assert words in drawing
    (card,) = json.loads(gus.get(f"{page}/download.json").text)["cards"]
    for room in card["rooms"]:
        for letter, votes in room["votes"].items():
            assert (
                says("%(n)s for %(letter)s")
                % {
                    "n": sum(votes.values()),
                    "letter": letter,
                }
                in read
            )
    line = (
        "Dit is een beeld van 3 gesprekken. De zalen zijn niet gekozen als steekproef. "
        "Het is geen onderzoek en geen besluit."
    )
    assert line in read
    assert line in drawing
    assert gus.get(f"{page}/download.png").data.startswith(b"\x89PNG")


def test_rooms_that_publish_the_same_make_the_same_picture_and_files(
    make_room: Rooms, gus: Person
) -> None:
    other = alike(ROOM)
    assert print_of(other) == print_of(ROOM)
    assert other != ROOM
    kept = []
    for ballots in (ROOM, other):
        rooms = [closed(make_room, one, "Zaal") for one in (ballots, OTHER)]
        page = make(gus, rooms)
        told = [
            gus.get(f"{page}{end}").text
            for end in ("?lang=nl", "?lang=en", *map("/download.{}".format, FILES))
        ]
        for secret in (*(room.id for room in rooms), page.rsplit("/", 1)[1]):
            told = [one.replace(secret, "~") for one in told]
        kept.append([TELLS_HOW_IT_WAS.sub("~", one) for one in told])
    assert kept[0] == kept[1]


def test_the_same_from_the_command_line(
    app: Flask, three: list[Room], gus: Person, tmp_path: Path
) -> None:
    def command(*args: str) -> Any:
        return CliRunner().invoke(main, ["region", *args, "--data", str(tmp_path)])

    ids = [room.id for room in three]
    made = json.loads(command("new", *ids, "--name", "Drenthe", "--json").output)
    (line,) = json.loads(command("list", "--json").output)
    assert (line["id"], line["name"]) == (made["id"], "Drenthe")
    assert sorted(line["workshops"]) == sorted(ids)
    assert made["id"] in command("list").output
    page = f"/regions/{made['id']}"
    for format in ("csv", "json"):
        file = tmp_path / f"regio.{format}"
        assert (
            command("export", made["id"], "--format", format, "-o", str(file)).exit_code
            == 0
        )
        assert file.read_bytes() == gus.get(f"{page}/download.{format}").data
    for wrong in (
        ("new", ids[0], "--name", "x"),
        ("new", "0", ids[0], "--name", "x"),
        ("new", *ids, "--name", " "),
        ("export", "0", "-o", "-"),
        ("export", made["id"], "--format", "exe", "-o", "-"),
    ):
        assert command(*wrong).exit_code == 2


@pytest.mark.parametrize("what", ["its last session", "its maker"])
def test_a_picture_goes_with(
    app: Flask, three: list[Room], olga: Person, tmp_path: Path, what: str
) -> None:
    page = make(olga, three[:2], name="Geheimgebied")
    with app.app_context():
        retention.erase(three[0].id)
        assert olga.get(page).status_code == 200
        if what == "its maker":
            play.remove_account(play.account_called("Olga").id)
            retention.tend()
        else:
            retention.erase(three[1].id)
    assert b"Geheimgebied" not in stored(tmp_path)


def stored(folder: Path) -> bytes:
    """Everything in the data folder."""
    return b"".join(one.read_bytes() for one in folder.rglob("*") if one.is_file())
