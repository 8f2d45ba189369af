"""What organisers take home: the same numbers everywhere, and no more than allowed."""

import csv
import io
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from dilemma.export.plain import FORMULA_STARTS
from dilemma.rules.agenda import Depth
from dilemma.rules.deck import Role
from dilemma.words import LANGUAGES
from tests.builders import ROLES, a_card, a_deck
from tests.conftest import Person, Room, path, says
from tests.deliveries import everybody_votes
from tests.markup import text

Rooms = Callable[..., Room]
LINE = (
    "This is a picture of today's conversation, with %(n)s participants. "
    "It is not research and not a decision."
)


@pytest.fixture
def anna(app: Flask) -> Person:
    """Somebody who was sent the results link and has nothing else."""
    return Person(app)


@pytest.fixture
def played(full: Room) -> Room:
    """Both cards were played; in the second one the roles chose differently."""
    full.reach("vote", 1)
    everybody_votes(full, "a2", "b1", "a1", "pass")
    full.reach("vote", 2)
    everybody_votes(full, "a2", "b1", "a1", "b2")
    full.reach("read")
    full.reach("vote")
    for person in range(1, 13):
        full.cast(person, "a2" if person <= 6 else "b2")
    full.reach("close")
    return full


def download(anna: Person, room: Room, form: str, lang: str = "nl") -> Any:
    return anna.get(f"{path(room.links.results)}/download.{form}?lang={lang}")


def cells(anna: Person, room: Room, lang: str = "nl") -> list[dict[str, str]]:
    """Read the CSV as a spreadsheet does, with English names for the columns."""
    content = download(anna, room, "csv", lang).data.decode("utf-8-sig")
    first, *rest = csv.reader(io.StringIO(content, newline=""), delimiter=";")
    names = [
        "card",
        "title",
        "challenge",
        "round",
        "group",
        "measure",
        "choice",
        "value",
    ]
    assert first == [says(name, lang) for name in names]
    return [dict(zip(names, row, strict=True)) for row in rest]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_page_csv_and_json_hold_the_same_numbers(
    played: Room, anna: Person, lang: str
) -> None:
    results = played.look().results
    assert len(results) == 2
    page = text(anna.get(f"{path(played.links.results)}?lang={lang}").text)
    rows = cells(anna, played, lang)
    data = json.loads(download(anna, played, "json", lang).data)
    for shown, as_json in zip(results, data["cards"], strict=True):
        card = played.look().workshop.deck.card(shown.card)
        assert card
        mine = [row for row in rows if row["card"] == card.code]
        for room, found in zip(shown.rounds, as_json["rounds"], strict=True):
            assert room
            counts = [
                (pair["sure"], pair["rather"]) for pair in found["votes"].values()
            ]
            assert tuple(counts) == room.votes
            assert (found["voters"], found["passes"]) == (room.voters, room.passes)
            votes = [
                int(row["value"])
                for row in mine
                if row["measure"] == says("votes", lang)
                and row["round"] == str(room.round)
            ]
            # In the order of the scale on the ballot: surely A to surely B.
            scale = [*room.votes[0], *reversed(room.votes[1])]
            assert votes == [*scale, room.passes]
            for letter, pair in zip("AB", room.votes, strict=True):
                said = says("%(n)s for %(letter)s", lang, n=sum(pair), letter=letter)
                assert said in page
        labels = [row["value"] for row in mine if row["measure"] == says("label", lang)]
        assert labels == [as_json["label_text"]]
        assert labels[0] in page
        shares = [
            row["value"] for row in mine if row["measure"] == says("share for A", lang)
        ]
        in_json = [one["share_for_A"] for one in as_json["roles"]]
        assert shares == [share for group in in_json for share in group if share]
        assert all(share in page for share in shares)
        assert as_json["chose_otherwise"] == shown.changed


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_line_that_it_is_no_research_stands_everywhere(
    played: Room, anna: Person, lang: str
) -> None:
    line = says(LINE, lang, n=12)
    assert line in text(anna.get(f"{path(played.links.results)}?lang={lang}").text)
    assert line in [row["value"] for row in cells(anna, played, lang)]
    data = json.loads(download(anna, played, "json", lang).data)
    assert data["standard_line"] == line


def test_a_spreadsheet_opens_the_csv_at_once(played: Room, anna: Person) -> None:
    answer = download(anna, played, "csv")
    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert b";" in answer.data.splitlines()[0]
    assert answer.data.count(b"\r\n") == answer.data.count(b"\n")
    assert answer.mimetype == "text/csv"
    name = f'attachment; filename="wenkend-perspectief-{played.code}.csv"'
    assert answer.headers["Content-Disposition"] == name


def test_json_names_stay_the_same_in_every_language(played: Room, anna: Person) -> None:
    def names(value: object) -> Any:
        if isinstance(value, dict):
            return {name: names(one) for name, one in value.items()}
        return [names(one) for one in value] if isinstance(value, list) else None

    one, other = (
        json.loads(download(anna, played, "json", lang).data) for lang in LANGUAGES
    )
    assert names(one) == names(other)
    assert one["form"] == 1


FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1+1",
    "=cmd|' /C calc'!A0",
]


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_text_becomes_a_formula(
    make_room: Rooms, anna: Person, formula: str
) -> None:
    roles = (
        Role("inwoner", f"{formula} i", "door"),
        Role("gemeente", f"{formula} g", "desk"),
        *ROLES[2:],
    )
    card = a_card(1, title=formula, code=formula)
    deck = a_deck(roles=roles, cards=(card,))
    room = make_room(Depth.QUICK, deck=deck, title=formula)
    people = room.crowd("inwoner", 20) + room.crowd("gemeente", 20)
    room.reach("vote")
    for place, person in enumerate(people):
        room.cast(person, "a2" if place % 2 else "b2")
    room.reach("close")
    rows = cells(anna, room)
    groups = {row["group"] for row in rows}
    assert f"'{formula} i" in groups
    assert {row["title"] for row in rows} == {f"'{formula}"}
    for row in rows:
        for cell in row.values():
            assert not cell.lstrip(" ").startswith(FORMULA_STARTS)


def test_nothing_of_an_open_vote_is_in_any_of_it(full: Room, anna: Person) -> None:
    def everything() -> list[str]:
        full.act("lock", "unlock")  # nothing counted before is kept now
        page = anna.get(path(full.links.results)).text
        files = [download(anna, full, form).text for form in ("csv", "json")]
        return [re.sub(r'nonce="\w+"', "", one) for one in (page, *files)]

    full.reach("vote", 1)
    before = everything()
    everybody_votes(full, "a2")
    assert everything() == before
    everybody_votes(full, "b1", "b2", sequence=2)
    assert everything() == before
    full.act("next")  # the vote is over, but the card is not
    assert everything() == before
    full.reach("vote", 2)
    everybody_votes(full, "a2", "b1")
    assert everything() == before
    full.act("next")
    assert everything() != before
    assert json.loads(download(anna, full, "json").data)["cards"]


def test_looking_often_tells_no_more_than_looking_once(
    full: Room, anna: Person
) -> None:
    full.reach("vote", 1)
    everybody_votes(full, "a2", "b1")
    full.reach("reveal")
    first = download(anna, full, "csv").data
    full.act("next")
    full.crowd("gemeente", 3)
    second = download(anna, full, "csv").data
    joined = says("joined").encode()

    def counts(content: bytes) -> list[bytes]:
        lines = content.splitlines()
        return [one for one in lines if joined not in one and b"onderzoek" not in one]

    assert counts(first) == counts(second)


def test_before_anything_was_played_the_page_says_what_will_come(
    room: Room, anna: Person
) -> None:
    html = anna.get(path(room.links.results)).text
    assert says("Nothing has been played yet") in text(html)
    assert json.loads(download(anna, room, "json").data)["cards"] == []


@pytest.mark.parametrize("form", ["docx", "exe", "CSV", "json.gz"])
def test_a_format_that_does_not_exist_is_a_page_that_does_not_exist(
    room: Room, anna: Person, form: str
) -> None:
    assert download(anna, room, form).status_code == 404


def test_who_leads_finds_the_results_without_the_key(room: Room, fran: Person) -> None:
    answer = fran.get(f"/results/{room.id}")
    assert answer.status_code == 303
    assert answer.location.removeprefix("http://localhost:8000") == path(
        room.links.results
    )
