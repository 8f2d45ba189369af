"""One session, every file: the same numbers everywhere, no hidden one, no formula."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest
from flask import Flask
from flask_babel import force_locale
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pptx import Presentation

from dilemma import play
from dilemma.export import FORMATS, codebook
from dilemma.export.archive import MOMENT
from dilemma.export.facts import facts
from dilemma.export.plain import FORMULA_STARTS, MOST_IN_A_CELL, plain, would_run
from dilemma.live import aside, making, press
from dilemma.rules.agenda import Depth
from dilemma.rules.contribution import Contribution, Genre, Handling, Said, State
from dilemma.rules.deck import Case, Cost, Role
from dilemma.rules.disclosure import disclose_card
from dilemma.rules.refusals import PressBusy
from dilemma.rules.response import Answer
from dilemma.rules.snapshot import Snapshot
from dilemma.rules.wish import LONGEST_TITLE
from dilemma.words import LANGUAGES
from tests.builders import ROLES, a_card, a_deck, a_snapshot, a_tally, a_workshop
from tests.conftest import Person, Room, path, says

Rooms = Callable[..., Room]
SCHEMA = Path(__file__).resolve().parent.parent / "docs" / "resultaten.schema.json"
SMALL = (Role("kerk", "kerkbestuur", "house"), Role("politie", "wijkagent", "shield"))
CASE = Case(
    *("Een vrouw zoekt een huis.", "Zij kreeg hulp.", "Misschien was het opvang."),
    (Cost("Opvang", 12_000, 31_000),),
    "Gemeente, 2024",
)
# How many there are of each role, and how the two small ones vote: in the second room
# they vote otherwise, and together the same.
CROWD = {
    **{"inwoner": 35, "gemeente": 25, "sociaal-werker": 24, "ondernemer": 17},
    **{"zorgverzekeraar": 12, "kerk": 3, "politie": 4},
}
RECOGNISES = Answer(0).value
SMALL_VOTES = {"one": ("aaa", "bbbb"), "other": ("bbb", "aaab")}


def played(make_room: Rooms, small: str) -> Snapshot:
    """Play a session of 120 people in seven roles, two of them small, to its end."""
    deck = a_deck(roles=(*ROLES, *SMALL), cards=(a_card(1, case=CASE), a_card(2)))
    room = make_room(Depth.DEEP, Depth.QUICK, deck=deck, title="Zaal vol")
    room.add_ending()
    people = {role: room.crowd(role, many) for role, many in CROWD.items()}
    for round in (1, 2):
        room.reach("vote", round)
        vote(room, people, small, turn=round)
    talk(room, people["inwoner"])
    room.reach("read")
    room.reach("vote")
    vote(room, people, small, turn=2)
    with room.app.app_context():
        raised = {("inwoner", Answer(0, 2)): 4, ("gemeente", Answer(1, 1)): 3}
        play.count_hands(room.id, room.look().game.step.id, 0, raised)
    room.reach("priorities")
    for place, person in enumerate(people["inwoner"]):
        room.cast(person, "eerder-erbij" if place % 3 else "samen-sterk")
    room.reach("recognise")
    for person in people["gemeente"]:
        room.cast(person, RECOGNISES)
    room.reach("agree")
    with room.app.app_context():
        details = {"organisation": "De buurt", "with": "de school", "by": "maart"}
        said = Said(Genre.AGREEMENT, "Wij openen de deur", "", details=details)
        play.write_down(room.id, people["inwoner"][0], said)
        show_all(room, Genre.AGREEMENT)
    room.reach("close")
    # What differs between any two sessions says nothing of who voted what.
    found = room.look()
    same = replace(found.workshop, id="w1", code="BCDFGH", created=1_700_000_000_000)
    return replace(found, workshop=same)


def vote(room: Room, people: dict[str, list[int]], small: str, turn: int) -> None:
    """Let everybody vote: the large roles mixed, the small ones as they are told."""
    votes = dict(zip(("kerk", "politie"), SMALL_VOTES[small], strict=True))
    for role, crowd in people.items():
        for place, person in enumerate(crowd):
            side = votes[role][place] if role in votes else "aabab"[(place + turn) % 5]
            room.cast(person, f"{side}{1 + place % 2}")


def talk(room: Room, people: list[int]) -> None:
    """Hand in an argument for each side; the host shows both and chooses one."""
    step = room.look().game.step
    with room.app.app_context():
        for number, words in enumerate(("Dan is het dichtbij", "Groot is goedkoper")):
            said = Said(Genre.ARGUMENT, words, f"{number}", step.id, "kaart-1", number)
            play.say(room.id, people[number], said)
        show_all(room, Genre.ARGUMENT)
        (first, *_) = play.said(room.id, (Genre.ARGUMENT,))
        play.handle(room.id, first.id, Handling.CHOOSE)


def show_all(room: Room, genre: Genre) -> None:
    """Let the host show every text of a kind."""
    for one in play.said(room.id, (genre,)):
        play.handle(room.id, one.id, Handling.SHOW)


_known: dict[str, Snapshot] = {}  # a snapshot is a value: played once is enough


@pytest.fixture
def snapshot(make_room: Rooms) -> Snapshot:
    """The session of 120."""
    if "one" not in _known:
        _known["one"] = played(make_room, "one")
    return _known["one"]


def written(app: Flask, snapshot: Snapshot, name: str, language: str = "nl") -> bytes:
    """Write one format in a language."""
    with app.app_context(), force_locale(language):
        return FORMATS[name].write(snapshot.spoken(language))


# ---- reading every format back: votes, shares of roles, labels ---------------------

Votes = dict[tuple[str, int, str], int]  # card, round, "surely A"
Shares = dict[tuple[str, str], list[str]]  # card, group -> share for A, a round each


def of_facts(found: dict[str, Any], lang: str) -> tuple[Votes, Shares]:
    """Read the facts, and so the JSON."""
    votes: Votes = {}
    shares: Shares = {}
    for card in found["cards"]:
        for room in filter(None, card["rounds"]):
            head = (card["code"], room["round"])
            for letter, pair in room["votes"].items():
                votes[*head, f"{says('surely', lang)} {letter}"] = pair["sure"]
                votes[*head, f"{says('rather', lang)} {letter}"] = pair["rather"]
            votes[*head, says("skipped", lang)] = room["passes"]
        for group in card["roles"]:
            told = [one for one in group["share_for_A"] if one]
            shares[card["code"], group["role"]] = told
    return votes, shares


def rows_of_csv(content: bytes) -> list[dict[str, str]]:
    """Read the CSV as a spreadsheet does, under the English names of its columns."""
    text = io.StringIO(content.decode("utf-8-sig"), newline="")
    names = (
        "card",
        "title",
        "challenge",
        "round",
        "group",
        "measure",
        "choice",
        "value",
    )
    _head, *rows = csv.reader(text, delimiter=";")
    return [dict(zip(names, row, strict=True)) for row in rows]


def of_csv(content: bytes, lang: str) -> tuple[Votes, Shares]:
    """Read the CSV; other roles stand there with their names."""
    votes: Votes = {}
    shares: Shares = {}
    for row in rows_of_csv(content):
        if row["measure"] == says("votes", lang) and row["round"]:
            votes[row["card"], int(row["round"]), row["choice"]] = int(row["value"])
        if row["measure"] == says("share for A", lang):
            group = row["group"].split(" (")[0]
            shares.setdefault((row["card"], group), []).append(row["value"])
    return votes, shares


def sheets(content: bytes) -> dict[str, list[dict[str, Any]]]:
    """Read a workbook: a list of rows a sheet, under the headings."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    found = {}
    for sheet in book.worksheets:
        head, *rows = sheet.iter_rows(values_only=True)
        found[sheet.title] = [dict(zip(head, row, strict=True)) for row in rows]
    return found


def of_xlsx(content: bytes, lang: str) -> tuple[Votes, Shares]:
    """Read the sheets of votes and of roles."""
    found = sheets(content)

    def at(row: dict[str, Any], name: str, **values: str) -> Any:
        return row[says(name, lang, **values)]

    votes = {
        (at(row, "card"), at(row, "round"), at(row, "choice")): at(row, "votes")
        for row in found[says("Votes", lang)]
    }
    shares = {}
    for row in found[says("Roles", lang)]:
        ends = (says("first time", lang), says("at the end", lang))
        told = [at(row, "share for A, %(when)s", when=end) for end in ends]
        if any(told):
            shares[at(row, "card"), at(row, "role")] = [one for one in told if one]
    return votes, shares


def charts(content: bytes) -> Iterator[tuple[str, Any]]:
    """Yield every chart of a presentation with the title of its slide."""
    for slide in Presentation(io.BytesIO(content)).slides:
        for shape in slide.shapes:
            if shape.has_chart:
                yield slide.shapes.title.text_frame.text, shape.chart


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_file_holds_the_same_numbers(
    app: Flask, snapshot: Snapshot, lang: str
) -> None:
    with app.app_context(), force_locale(lang):
        found = facts(snapshot.spoken(lang))
    expected = of_facts(found, lang)
    assert len(expected[0]) == 15
    assert expected[1]
    for shown in snapshot.results:  # the facts are what disclosure lets through
        for room in filter(None, shown.rounds):
            codes = {"kaart-1": "D01", "kaart-2": "D02"}
            told = expected[0][codes[shown.card], room.round, says("skipped", lang)]
            assert told == room.passes
            total = sum(sum(pair) for pair in room.votes)
            assert total == room.voters
    data = json.loads(written(app, snapshot, "json", lang))
    assert data == found
    assert of_facts(data, lang) == expected
    assert of_csv(written(app, snapshot, "csv", lang), lang) == expected
    assert of_xlsx(written(app, snapshot, "xlsx", lang), lang) == expected
    slides = written(app, snapshot, "pptx", lang)
    votes, equal = {}, {}
    for title, chart in charts(slides):
        code = f"D0{title[0]}"
        for series in chart.plots[0].series:
            if len(series.name) == 1:
                equal[code, series.name] = series.values[0]
                continue
            for round, value in enumerate(series.values, start=1):
                votes[code, round, series.name] = value
    skipped = says("skipped", lang)
    assert votes == {key: n for key, n in expected[0].items() if key[2] != skipped}
    means = [card["rounds"][-1]["every_role_equal"] for card in found["cards"]]
    percents = [one["percent_for_A"] for one in means if one]
    assert [n for (_, letter), n in equal.items() if letter == "A"] == percents
    text = "\n".join(words_of_pptx(slides))
    for (_card, group), said in expected[1].items():
        assert group in text
        assert all(one in text for one in said)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_report_holds_the_same_numbers(
    app: Flask, snapshot: Snapshot, lang: str
) -> None:
    pages = pypdf.PdfReader(io.BytesIO(written(app, snapshot, "pdf", lang))).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    scale = (("Surely", 0, 0), ("Rather", 0, 1), ("Rather", 1, 1), ("Surely", 1, 0))
    for shown in snapshot.results:
        for room in filter(None, shown.rounds):
            counts = [
                says(f"{word} %(letter)s", lang, letter="AB"[option])
                + f" {room.votes[option][strength]}"
                for word, option, strength in scale
            ]
            assert " · ".join(counts) in text
    with app.app_context(), force_locale(lang):
        found = facts(snapshot.spoken(lang))
    for card in found["cards"]:
        assert card["label_text"] in text
        for group in card["roles"]:
            told = " ".join(one for one in group["share_for_A"] if one)
            assert f"{group['role']} {told}" in text or group["together"]


def words_of_pptx(content: bytes) -> Iterator[str]:
    """Yield every text of a presentation: shapes, notes, words beside charts."""
    for slide in Presentation(io.BytesIO(content)).slides:
        for shape in slide.shapes:
            yield from (node for node in shape._element.xpath(".//@descr"))
            if shape.has_text_frame:
                yield shape.text_frame.text
        if slide.has_notes_slide:
            yield slide.notes_slide.notes_text_frame.text


def test_what_is_not_shown_is_in_no_file(
    app: Flask, make_room: Rooms, snapshot: Snapshot
) -> None:
    """Small roles that voted otherwise, and together the same, change no byte."""
    other = played(make_room, "other")
    assert snapshot.results == other.results
    assert written(app, snapshot, "zip") == written(app, other, "zip")  # all are in it


def test_a_small_role_stands_only_among_the_others(
    app: Flask, snapshot: Snapshot
) -> None:
    found = json.loads(written(app, snapshot, "json"))
    for card in found["cards"]:
        for group in card["roles"]:
            assert group["role"] not in ("kerkbestuur", "wijkagent")
    for row in rows_of_csv(written(app, snapshot, "csv")):
        assert row["group"] not in ("kerkbestuur", "wijkagent")
    roles = sheets(written(app, snapshot, "xlsx"))[says("Roles")]
    assert {row["rol"] for row in roles} >= {"inwoner", "gemeente", "andere rollen"}
    assert {row["rol"] for row in roles}.isdisjoint({"kerkbestuur", "wijkagent"})


# ---- a text is never a formula, and any text survives -------------------------------

rude = st.text(st.characters(), max_size=12)
starts = st.sampled_from([*FORMULA_STARTS, " =", "\n=", "\u00a0="])


def a_session(text: str) -> Snapshot:
    """A session in which everything that people name or write is one text.

    Of a very long text only what people said is as long: names never are.
    """
    long, text = text, text[:LONGEST_TITLE]
    role = replace(ROLES[0], name=text)
    deck = a_deck(
        title=text,
        roles=(role, *ROLES[1:]),
        cards=(a_card(1, title=text, code=text, situation=text, case=CASE),),
    )
    said = Contribution(
        *(1, Genre.ARGUMENT, long, long, State.CHOSEN, 2, "kaart-1", 0, "", {}),
        *("inwoner", None, None),
    )
    shown = disclose_card("kaart-1", [a_tally("inwoner: 12a 9b", "gemeente: 11a 14b")])
    return a_snapshot(
        workshop=a_workshop(deck=deck, title=text), results=(shown,), said=(said,)
    )


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(start=starts, rest=rude)
def test_no_text_is_a_formula_in_a_table(app: Flask, start: str, rest: str) -> None:
    session = a_session(start + rest)
    for row in rows_of_csv(written(app, session, "csv")):
        assert not any(would_run(cell) for cell in row.values())
    assert formulas(written(app, session, "xlsx")) == []


def test_no_text_is_a_formula_behind_a_chart(app: Flask) -> None:
    slides = written(app, a_session("=1+1"), "pptx")
    books = [chart.part.chart_workbook.xlsx_part.blob for _, chart in charts(slides)]
    assert len(books) == 2
    for content in books:
        assert formulas(content) == []
        made = openpyxl.load_workbook(io.BytesIO(content)).properties.created
        assert made.year == MOMENT[0]  # and not the present one


def formulas(content: bytes) -> list[object]:
    """List the cells of a workbook that are no plain text or number."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = (
        cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row
    )
    return [cell.value for cell in cells if cell.data_type not in "ns"]


@pytest.mark.parametrize(
    "text", ["\x00nul\x00", "half \ud83d", "x" * 40_000, "😀" * 20_000, "\x1b[31m", "￿"]
)
def test_any_text_survives(app: Flask, text: str) -> None:
    session = a_session(text)
    for name in ("csv", "json", "pptx"):
        assert written(app, session, name)
    (said,) = sheets(written(app, session, "xlsx"))[says("Arguments")]
    cell = str(said[says("text")])
    assert cell[:50] == plain(text)[:50]
    assert len(cell.encode("utf-16-le")) // 2 <= MOST_IN_A_CELL
    assert json.loads(written(app, session, "json"))["cards"]


# ---- the codebook and the schema ----------------------------------------------------


def names_in(value: Any) -> set[str]:
    """Every name in the JSON."""
    if isinstance(value, dict):
        return set(value).union(*(names_in(one) for one in value.values()))
    values = value if isinstance(value, list) else []
    return set[str]().union(*(names_in(one) for one in values))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_column_of_every_file_is_in_the_codebook(
    app: Flask, snapshot: Snapshot, lang: str
) -> None:
    with app.app_context(), force_locale(lang):
        known = codebook.fields()
    headings = {one.heading for one in known.values()}
    data = json.loads(written(app, snapshot, "json", lang))
    assert names_in(data) <= set(known)
    book = written(app, snapshot, "xlsx", lang)
    for sheet in openpyxl.load_workbook(io.BytesIO(book)).worksheets:
        assert {cell.value for cell in sheet[1]} <= headings, sheet.title
    text = io.StringIO(written(app, snapshot, "csv", lang).decode("utf-8-sig"))
    first, *rows = csv.reader(text, delimiter=";")
    assert set(first) <= headings
    assert {row[5] for row in rows} <= headings
    assert all(one.meaning and one.unit for one in known.values())


def test_the_json_is_as_the_published_schema_says(
    app: Flask, snapshot: Snapshot
) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    valid = Draft202012Validator(schema)
    for session in (snapshot, a_session("x"), a_snapshot()):
        for lang in LANGUAGES:
            valid.validate(json.loads(written(app, session, "json", lang)))
    data = json.loads(written(app, snapshot, "json"))
    assert data["cards"][0]["case"]["costs"] == [
        {"text": "Opvang", "low": 12_000, "high": 31_000}
    ]
    card = data["cards"][0]
    for place in (data, data["workshop"], card, card["rounds"][0], card["roles"][0]):
        place["verzonnen"] = 1
        assert not valid.is_valid(data)
        del place["verzonnen"]
    assert valid.is_valid(data)


# ---- how the files are made ---------------------------------------------------------


def test_the_workbook_is_set_up_to_be_read_and_printed(
    app: Flask, snapshot: Snapshot
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(app, snapshot, "xlsx")))
    assert book.sheetnames[:2] == [says("Overview"), says("Cards")]
    assert book.sheetnames[-1] == says("Codebook")
    assert book.properties.title == "Zaal vol"
    for sheet in book.worksheets:
        by_card = sheet["A1"].value == says("card")
        assert sheet.freeze_panes == ("C2" if by_card else "A2")
        assert sheet.auto_filter.ref
        assert sheet.page_setup.orientation == "landscape"
        assert int(sheet.page_setup.paperSize) == 9
        assert sheet.print_title_rows == "$1:$1"
        assert "Zaal vol" in str(sheet.oddHeader.left.text)
        assert "geen onderzoek" in str(sheet.oddFooter.left.text)
    cards = book[says("Cards")]
    (share,) = [one for one in cards[1] if one.value == says("share for A")]
    cell = cards.cell(2, share.column)
    assert isinstance(cell.value, float)
    assert cell.number_format == "0%"


def test_a_presentation_can_be_read_by_everybody(
    app: Flask, snapshot: Snapshot
) -> None:
    show = Presentation(io.BytesIO(written(app, snapshot, "pptx")))
    assert show.slide_width / show.slide_height == pytest.approx(16 / 9, abs=0.01)
    titles = [slide.shapes.title.text_frame.text for slide in show.slides]
    assert titles[0] == "Zaal vol"
    assert len(titles) == len(set(titles))
    assert titles[-1] == says("How we counted")
    for slide in show.slides:
        assert slide.shapes[0] == slide.shapes.title  # read first
        for shape in slide.shapes:
            if shape.has_chart or shape.shape_type == 13:
                assert shape._element.xpath("./*/p:cNvPr/@descr")[0]
        for run in slide._element.xpath(".//a:r/a:rPr"):
            assert run.get("lang") == "nl-NL"
    english = Presentation(io.BytesIO(written(app, snapshot, "pptx", "en")))
    for run in english.slides[1]._element.xpath(".//a:r/a:rPr"):
        assert run.get("lang") == "en-GB"


def test_the_bundle_holds_every_format_and_is_the_same_every_time(
    app: Flask, snapshot: Snapshot
) -> None:
    content = written(app, snapshot, "zip")
    assert content == written(app, snapshot, "zip")
    with zipfile.ZipFile(io.BytesIO(content)) as bundle:
        names = bundle.namelist()
        assert names[0] == "LEESMIJ.txt"
        assert {"hoe-geteld.md", "codeboek.csv", "codeboek.md"} <= set(names)
        assert len(names) == len(set(names)) == len(FORMATS) - 1 + 4
        read_me = bundle.read("LEESMIJ.txt").decode("utf-8-sig")
        assert all(name in read_me for name in names[1:])
        assert all(one.date_time == MOMENT for one in bundle.infolist())
        how = bundle.read("hoe-geteld.md").decode()
        assert says("With fewer than 5 votes we show nothing.") in how
        for name in names:
            if name.endswith((".xlsx", ".pptx")):
                inner = zipfile.ZipFile(io.BytesIO(bundle.read(name)))
                assert {one.date_time for one in inner.infolist()} == {MOMENT}


# ---- the doors ----------------------------------------------------------------------


def test_every_format_is_offered_where_results_are_read(
    room: Room, app: Flask, gus: Person
) -> None:
    results = path(room.links.results)
    page = f"/host/{room.id}/share"
    made = gus.post(f"{page}/link", page=page, days="30").text
    shared = path(made.split('class="address">')[1].split("<")[0])
    anybody = Person(app)
    for where, seen in (
        *((results, results), (f"/seen/{room.id}", f"/seen/{room.id}")),
        *((shared, shared), (f"{shared}/numbers", shared)),
    ):
        offered = re.findall(r'href="([^"]+)/download\.(\w+)"', gus.get(where).text)
        assert offered == [(seen, name) for name in FORMATS]
    for name, one in FORMATS.items():
        answer = anybody.get(f"{results}/download.{name}")
        assert answer.mimetype == one.mimetype.split(";")[0]
        assert answer.headers["Content-Type"].count("charset") <= 1
        assert f'filename="{one.file_name(room.code)}"' in str(answer.headers)
    assert anybody.get(f"{shared}/download.csv").status_code == 200


def test_zoe_is_refused_at_every_door_of_the_downloads(
    room: Room, zoe: Person, app: Flask
) -> None:
    for name in FORMATS:
        for door in (f"/results/{room.id}/x", f"/seen/{room.id}", "/w/x"):
            for what in (f"download.{name}", f"making/{name}/x"):
                assert zoe.get(f"{door}/{what}").status_code in (403, 429), door


def test_who_waits_sees_how_far_it_is_and_then_gets_the_file(
    room: Room, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna, where = Person(app), path(room.links.results)
    on_its_way = making.Making("zip-abc", room.id, done=2, of=8)
    monkeypatch.setitem(making._makings, "zip-abc", on_its_way)
    page = anna.get(f"{where}/making/zip/zip-abc").text
    assert '<noscript><meta http-equiv="refresh"' in page
    assert '<progress max="8" value="2"' in page
    on_its_way.run(lambda tell: b"PK")
    page = anna.get(f"{where}/making/zip/zip-abc")
    assert f"{where}/download.zip?made=zip-abc" in page.text
    assert "hx-trigger" not in page.text
    asked = anna.browser.get(
        f"{where}/making/zip/zip-abc", headers={"HX-Request": "true"}
    )
    assert asked.headers["HX-Refresh"] == "true"
    assert anna.get(f"{where}/download.zip?made=zip-abc").data == b"PK"
    assert anna.get(f"{where}/download.pptx?made=zip-abc").data != b"PK"
    other = making.Making("zip-elsewhere", "another workshop", content=b"theirs")
    monkeypatch.setitem(making._makings, "zip-elsewhere", other)
    assert anna.get(f"{where}/making/zip/zip-elsewhere").status_code == 303
    assert anna.get(f"{where}/download.zip?made=zip-elsewhere").data != b"theirs"


def test_a_file_that_could_not_be_made_is_told_in_words_and_made_anew(
    room: Room, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna, where = Person(app), path(room.links.results)
    broken = making.Making("zip-broken", room.id, failed=True)
    broken.end()
    monkeypatch.setitem(making._makings, "zip-broken", broken)
    answer = anna.get(f"{where}/making/zip/zip-broken")
    assert answer.status_code == 500
    assert says("This file could not be made") in answer.text
    assert anna.get(f"{where}/download.zip?made=zip-broken").status_code == 200


def test_two_who_ask_the_same_get_one_run_and_too_many_are_sent_away() -> None:
    runs: list[str] = []

    def work(name: str) -> making.Work:
        def go(tell: making.Tell) -> bytes:
            tell(1, 2)
            runs.append(name)
            return name.encode()

        return go

    aside.start()
    try:
        asked = [making.make("one", "w1", work("one")) for _ in range(2)]
        assert asked[0] is asked[1]
        assert asked[0].wait(10)
        assert (asked[0].content, runs) == (b"one", ["one"])
        press._waiting.extend([None] * press.MOST_WAITING)
        assert making.make("one", "w1", work("one")).content == b"one"
        with pytest.raises(PressBusy):
            making.make("two", "w1", work("two"))
    finally:
        press._waiting.clear()
        aside.stop()
        making._makings.clear()


def test_what_was_made_is_kept_shortly_and_within_bounds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(making, "_makings", {})
    for number in range(making.MOST_KEPT + 3):
        making.make(f"{number}", "w1", lambda tell: b"x")
    assert making.find("0", "w1") is None
    assert making.find(f"{making.MOST_KEPT + 2}", "w1")
    making.make("of-another", "w2", lambda tell: b"x")
    making.drop("w2")
    assert making.find("of-another", "w2") is None
    monkeypatch.setattr(making, "MOST_BYTES", 3)
    assert len([n for n in range(20) if making.find(f"{n}", "w1")]) == 3
    monkeypatch.setattr(making, "KEPT_SECONDS", -1)
    assert making.find(f"{making.MOST_KEPT + 2}", "w1") is None
