"""A deck goes to JSON or a workbook and comes back; a stranger's file does no harm."""

import contextlib
import datetime
import io
import json
import stat
import struct
import tracemalloc
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dilemma.config import DECKS
from dilemma.deckfile import (
    DeckError,
    Problem,
    ProblemKind,
    find_decks,
    load,
    load_deck,
    sentence,
    unpack,
    write_json,
    write_workbook,
)
from dilemma.deckfile.tree import LISTS
from dilemma.deckfile.words import HEADED, KEYS, MOST_OPTIONS
from dilemma.rules.deck import Deck
from tests.any_deck import decks
from tests.builders import a_card, a_deck
from tests.test_deckfile import TITLES

SCHEMA = Path(__file__).resolve().parent.parent / "docs" / "kaartenset.schema.json"
WORKBOOK = write_workbook(a_deck())


def problems_of(data: bytes) -> tuple[Problem, ...]:
    with pytest.raises(DeckError) as refused:
        load(data, "proef")
    return refused.value.problems


def kinds_of(data: bytes) -> list[str]:
    return [one.kind for one in problems_of(data)]


@pytest.mark.parametrize("path", find_decks(DECKS), ids=lambda path: path.stem)
def test_every_built_in_deck_comes_back_from_every_form(path: Path) -> None:
    deck = load_deck(path)
    assert load(write_json(deck).encode(), path.name) == deck
    assert load(write_workbook(deck), path.name) == deck


@settings(max_examples=40, deadline=None)
@given(decks())
def test_any_deck_comes_back_from_json(deck: Deck) -> None:
    assert load(write_json(deck).encode(), "proef.json") == deck


@settings(max_examples=30, deadline=None)
@given(decks())
def test_any_deck_comes_back_from_a_workbook(deck: Deck) -> None:
    assert load(write_workbook(deck), "proef.xlsx") == deck


# What a workbook may do to us


def zipped(files: dict[str, bytes], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", kind) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return file.getvalue()


def inside(book: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(book)) as read:
        return {name: read.read(name) for name in read.namelist()}


BOOK = inside(WORKBOOK)
SMALL_ELEMENTS = b"".join(b"<a>%d</a>" % (n * n % 97) for n in range(110_000))
SHEET = "xl/worksheets/sheet6.xml"
LINK = zipfile.ZipInfo("xl/link.xml")
LINK.external_attr = (stat.S_IFLNK | 0o777) << 16


def linked() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr(LINK, "/etc/passwd")
    return file.getvalue()


def lying() -> bytes:
    """A file whose directory tells less than comes out of it."""
    book = bytearray(zipped({"xl/a.xml": b"x" * 6_000_000, "xl/b.xml": b"y"}))
    for at in (book.index(b"PK\3\4") + 22, book.index(b"PK\1\2") + 24):
        book[at : at + 4] = struct.pack("<I", 10)
    return bytes(book)


@pytest.mark.parametrize(
    ("book", "kind"),
    [
        (zipped({"xl/a.xml": b"0" * 4_900_000}), ProblemKind.UNFOLDS_TOO_FAR),  # ratio
        (
            zipped({"xl/a.xml": b"0" * 6_000_000}, zipfile.ZIP_STORED)[:1_000_000],
            ProblemKind.NOT_A_WORKBOOK,
        ),
        (b"PK" + b"0" * 1024 * 1024, ProblemKind.TOO_LARGE),
        (b"PK\3\4 and then nothing", ProblemKind.NOT_A_WORKBOOK),
        (zipped({}), ProblemKind.NOT_A_WORKBOOK),
        (zipped({"xl/../../etc/passwd": b""}), ProblemKind.NOT_A_WORKBOOK),
        (zipped({"/xl/a.xml": b""}), ProblemKind.NOT_A_WORKBOOK),
        (zipped({"xl\\a.xml": b""}), ProblemKind.NOT_A_WORKBOOK),
        (zipped({"word/document.xml": b""}), ProblemKind.NOT_A_WORKBOOK),
        (
            zipped({f"xl/{number}.xml": b"" for number in range(201)}),
            ProblemKind.UNFOLDS_TOO_FAR,
        ),
        (zipped(BOOK | {SHEET: b"<!DOCTYPE a [<!ENTITY b 'c'>]>"}), "not-a-workbook"),
        (zipped(BOOK | {SHEET: b"<worksheet"}), ProblemKind.NOT_A_WORKBOOK),
        (zipped({"xl/workbook.xml": b"<a/>"}), ProblemKind.NOT_A_WORKBOOK),
        (zipped({"xl/a.xml": SMALL_ELEMENTS}), ProblemKind.UNFOLDS_TOO_FAR),
        (linked(), ProblemKind.NOT_A_WORKBOOK),
        (lying(), ProblemKind.NOT_A_WORKBOOK),
    ],
    # A zip file holds the time at which it was made: no name for a test.
    ids=lambda one: one if isinstance(one, str) else f"{len(one)}-bytes",
)
def test_a_file_that_is_no_honest_workbook_is_refused(book: bytes, kind: str) -> None:
    assert kind in kinds_of(book)


def test_a_workbook_that_unfolds_to_hundreds_of_megabytes_takes_no_memory() -> None:
    book = zipped({f"xl/{number}.xml": b" " * 10_000_000 for number in range(30)})
    assert len(book) < 400_000
    tracemalloc.start()
    assert kinds_of(book) == [ProblemKind.UNFOLDS_TOO_FAR]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5_000_000


def test_what_comes_out_is_counted_even_when_the_directory_lies(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Python's own reader stops at the size in the directory; ours does not rely on it.
    monkeypatch.setattr(unpack, "_look_at", lambda files, packed: None)
    book = zipped({"xl/a.xml": b" " * 6_000_000})
    assert kinds_of(book) == [ProblemKind.UNFOLDS_TOO_FAR]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_workbook_is_a_deck_or_a_list_of_problems(
    data: st.DataObject,
) -> None:
    book = bytearray(WORKBOOK)
    for _ in range(data.draw(st.integers(1, 5))):
        place = data.draw(st.integers(0, len(book) - 1))
        book[place] = data.draw(st.integers(0, 255))
    with contextlib.suppress(DeckError):  # and nothing else
        assert load(bytes(book), "proef.xlsx").cards


# What is wrong in a workbook, by sheet and row


def workbook(**sheets: list[list[object]]) -> bytes:
    """Make a workbook as somebody would who types it."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name.replace("_", " "))
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def rows(**changes: list[list[object]]) -> bytes:
    sheets: dict[str, list[list[object]]] = {
        "Set": [["Titel", "Taal"], ["Proef", "nl"]],
        "Rollen": [["Naam", "Teken"], ["inwoner", "deur"], ["gemeente", "bureau"]],
        "Opgaves": [["Naam", "In gewone taal"], ["Samen sterk", "Samen."]],
        "Effecten": [["Naam"], ["Veerkracht"]],
        "Kaarten": [
            ["TITEL", "opgave", "Situation", "Keuze A", "Effecten A", "Option B"],
            ["1.10", "O1", "Er is geld.", "Klein.", "+E1", "Groot."],
        ],
    }
    return workbook(**(sheets | changes))


def test_headings_are_dutch_or_english_in_any_case_and_a_title_stays_text() -> None:
    card = load(rows(), "proef.xlsx").cards[0]
    assert (card.title, card.options[0].effects[0].plus) == ("1.10", True)


def test_every_problem_names_its_sheet_and_its_row() -> None:
    book = rows(
        Kaarten=[
            ["Titel", "Opgave", "Situatie", "Keuze A", "Keuze C", "Opgve", "Titel"],
            ["Eén", "O1", "Er is geld.", "Klein.", "Groot.", "x", "y"],
            [],
            ["Eén", "O9", "", "Klein.", 1.5, datetime.time(12, 30)],
        ],
        Kaartn=[["Titel"]],
        Oefenkaarten=[["Titel"], ["Koffie?"]],
        Rollen=[["Naam", "Teken"], ["inwoner", "deur"], ["", "bureau"]],
    )
    found = problems_of(book)
    assert [(one.place, one.line, str(one.kind)) for one in found] == [
        ("", 0, "unknown-sheet"),
        ("Rollen", 3, "missing-name"),
        ("Kaarten", 1, "unknown-column"),
        ("Kaarten", 1, "column-twice"),
        ("Kaarten", 2, "wrong-letter"),
        ("Kaarten", 4, "not-text-cell"),
        ("Kaarten", 4, "duplicate-title"),
        ("Kaarten", 4, "too-few-options"),
        ("Kaarten", 4, "unknown-challenge"),
        ("Kaarten", 4, "missing-text"),
        ("Oefenkaarten", 2, "too-few-options"),
    ]
    double = next(one for one in found if one.kind is ProblemKind.DUPLICATE_TITLE)
    assert double.facts["first"] == 2
    assert sentence(double, str).startswith("Sheet “Kaarten”, row 4: ")


def test_a_workbook_without_cards_says_which_sheet_is_missing() -> None:
    assert kinds_of(workbook(Blad1=[["x"]]))[0] == ProblemKind.MISSING_SHEET


def test_a_sheet_of_endless_rows_is_refused_and_not_read_to_its_end() -> None:
    many: list[list[object]] = [["Naam"]]
    many += [["x"] for _ in range(500)]
    assert ProblemKind.TOO_MANY_ROWS in kinds_of(rows(Effecten=many))
    far = BOOK[SHEET].replace(b'<row r="2"', b'<row r="1048576"')
    assert far != BOOK[SHEET]
    assert kinds_of(zipped(BOOK | {SHEET: far}))


def test_typical_titles_come_through_unchanged_in_every_form() -> None:
    cards = tuple(
        a_card(number, title=title, slug=f"kaart-{number}")
        for number, title in enumerate(TITLES, start=1)
    )
    deck = a_deck(cards=cards)
    for written in (write_json(deck).encode(), write_workbook(deck)):
        assert [one.title for one in load(written, "proef").cards] == list(TITLES)


def test_the_heaviest_workbook_that_is_let_in_stays_light() -> None:
    strings = BOOK["xl/sharedStrings.xml"]
    many = b"".join(b"<si><t>%d</t></si>" % (n * n % 997) for n in range(49_000))
    book = zipped(
        BOOK | {"xl/sharedStrings.xml": strings.replace(b"</sst>", many + b"</sst>")}
    )
    tracemalloc.start()
    assert load(book, "proef.xlsx") == a_deck()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 50_000_000


def test_a_cell_never_becomes_a_formula() -> None:
    card = a_card(title="=1+1", situation="+31 6", note="@gemeente", turning="-geen")
    text = b"".join(inside(write_workbook(a_deck(cards=(card,)))).values())
    assert b"<f>" not in text
    assert load(write_workbook(a_deck(cards=(card,))), "proef.xlsx").cards == (card,)


def test_a_year_or_a_date_in_a_cell_is_a_date_until_which_a_fact_is_good() -> None:
    head: list[object] = [
        *("Titel", "Opgave", "Situatie", "Keuze A", "Keuze B"),
        *("Feit", "Bron", "Houdbaar tot"),
    ]
    card: list[object] = ["x", "O1", "Er is geld.", "a", "b", "f", "Krant, 2024"]
    book = rows(
        Kaarten=[
            head,
            [*card, 2027],
            ["y", *card[1:], 2028.0],
            ["z", *card[1:], datetime.date(2027, 6, 1)],
        ]
    )
    facts = [one.fact for one in load(book, "proef.xlsx").cards]
    assert [one.until for one in facts if one] == ["2027", "2028", "2027-06"]


# What is wrong in JSON, by line


def test_every_problem_in_json_names_the_line_of_its_object() -> None:
    text = """{
  "title": "Proef", "langage": "nl",
  "roles": [
    {"name": "inwoner", "sign": "door"},
    {"name": 7, "sign": "house"},
    "gemeente"
  ],
  "challenges": {},
  "effects": [{"name": "Veerkracht"}],
  "cards": [
    {"title": "Eén", "situation": "Er is geld.",
     "options": [
      {"text": "Klein.", "effect": []},
      {"text": "", "effects": ["+E9"]},
      "Groot."
     ],
     "costs": [{"label": "opvang", "low": -1, "high": 2}],
     "translations": {"engels": {"title": "One"}, "fr": 3,
       "en": {"titel": "One", "options": ["Small.", 3, "", "", "None."]}}
    }
  ],
  "practice": [{"title": "x", "translations": [],
    "options": [{"text": "a"}, {"text": "b"}, {"text": "c"}]}]
}"""
    found = [(one.line, str(one.kind)) for one in problems_of(text.encode())]
    assert found == [
        (1, "unknown-key"),
        (1, "wrong-type"),
        (1, "wrong-type"),
        (5, "wrong-type"),
        (5, "missing-name"),
        (11, "wrong-type"),
        (11, "wrong-type"),
        (11, "bad-language"),
        (11, "wrong-type"),
        (11, "nothing-to-translate"),
        (11, "missing-key"),
        (13, "unknown-key"),
        (14, "empty-value"),
        (14, "unknown-effect"),
        (19, "wrong-type"),
        (19, "unknown-key"),
        (22, "too-many-options"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        '{"title": ' + "[" * 100_000,
        '{"a":' * 40_000,
        '{"title": ' + "9" * 5000 + "}",
        '{"title": "x",}',
        "{",
    ],
    ids=["nested", "objects", "digits", "comma", "open"],
)
def test_json_that_is_none_is_refused_with_its_line(text: str) -> None:
    assert kinds_of(text.encode())[0] == ProblemKind.NOT_JSON


def test_the_schema_knows_every_key_that_is_read() -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    for kind in LISTS.values():
        known = set(schema["$defs"][kind]["properties"])
        options = {"options"} if kind in MOST_OPTIONS else set()
        keys = {*HEADED[kind], *KEYS[kind]} - ({"effects"} if options else set())
        assert known == keys | options | {"translations"}, kind
    own = {*HEADED["deck"], *KEYS["deck"], "translations"}
    assert set(schema["properties"]) == own | {"form"} | set(LISTS)
