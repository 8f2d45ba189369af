"""The game on paper: what stands on it, for the eye and for a screen reader."""

import io
import re
from dataclasses import replace
from typing import Any

import pytest
from pypdf import PdfReader

from dilemma.config import DECKS, TEMPLATES
from dilemma.deckfile import load_deck
from dilemma.deckfile.words import MOST, MOST_OF_OPTION, MOST_OF_TEXT, MOST_OF_TITLE
from dilemma.paper import OF_A_DECK, Gathering, Way, press, print_deck, print_room
from dilemma.paper.parts import sign
from dilemma.places import qr
from dilemma.rules.deck import Case, Cost, Deck, Fact, Option, Role, Translation
from dilemma.rules.refusals import NotFound
from tests.builders import a_card, a_deck

A6 = (297.6, 420.9)  # points
HOSTILE = (
    '#eval("6*7") #read("/etc/passwd") *ster* _laag_ `code` $x^2$ <label> @ref '
    '// einde /* weg */ \\ [blok] #import "a" {{ 7*7 }} {% raw %} -- ~ = Kop'
)


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def root(pdf: bytes) -> Any:
    """The catalogue of a PDF."""
    return read(pdf).trailer["/Root"]


def text(pdf: bytes) -> str:
    """All text, with its lines joined and breaks within long words taken out."""
    pages = " ".join(page.extract_text() for page in read(pdf).pages)
    return " ".join(pages.replace("\u200b", "").split())


def tags(pdf: bytes) -> list[dict[str, Any]]:
    """Every element of the tag tree, in reading order."""
    found: list[dict[str, Any]] = []

    def walk(node: Any) -> None:
        node = node.get_object()
        if isinstance(node, list):
            for one in node:
                walk(one)
        elif isinstance(node, dict) and ("/S" in node or "/K" in node):
            if "/S" in node:
                found.append(node)
            if "/K" in node:
                walk(node["/K"])

    walk(root(pdf)["/StructTreeRoot"])
    return found


def titles(pdf: bytes, level: int) -> list[str]:
    return [str(one["/T"]) for one in tags(pdf) if one["/S"] == f"/H{level}"]


def spoken(pdf: bytes) -> list[str]:
    return [str(one["/Alt"]) for one in tags(pdf) if "/Alt" in one]


def claims_ua(pdf: bytes) -> bool:
    return b"<pdfuaid:part>1<" in root(pdf)["/Metadata"].get_data()


def a_room(tables: int = 2, title: str = "Wijkavond Oost") -> Gathering:
    host = "dilemma.example:8000"
    return Gathering(
        title,
        "BCDFGH",
        Way(qr(f"HTTP://{host}/J/BCDFGH"), f"{host}/j"),
        [
            Way(qr(f"HTTP://{host}/T/BCDFGH/{seat}"), f"{host}/t/BCDFGH/{seat}")
            for seat in range(1, tables + 1)
        ],
    )


def everything(language: str) -> dict[str, bytes]:
    """Print everything, of the deck that comes with the product."""
    deck = load_deck(DECKS / "leeg-voorbeeld.md")
    return {
        **{what: print_deck(what, deck, language) for what in OF_A_DECK},
        **{what: print_room(what, a_room(), language) for what in ("tents", "poster")},
    }


@pytest.fixture(scope="module")
def dutch() -> dict[str, bytes]:
    return everything("nl")


@pytest.fixture(scope="module")
def english() -> dict[str, bytes]:
    return everything("en")


def test_every_print_says_that_a_screen_reader_can_read_it(
    dutch: dict[str, bytes], english: dict[str, bytes]
) -> None:
    for language, prints in (("nl", dutch), ("en", english)):
        for what, pdf in prints.items():
            assert claims_ua(pdf), what
            assert root(pdf)["/MarkInfo"]["/Marked"], what
            assert root(pdf)["/Lang"] == language, what
            assert root(pdf)["/ViewerPreferences"]["/DisplayDocTitle"], what
            assert read(pdf).metadata.title, what  # type: ignore[union-attr]
            assert titles(pdf, 1), what


def test_our_letters_travel_with_the_print(dutch: dict[str, bytes]) -> None:
    for pdf in dutch.values():
        for page in read(pdf).pages:
            resources: Any = page["/Resources"]
            for font in resources.get("/Font", {}).values():
                inner = font.get_object()["/DescendantFonts"][0].get_object()
                assert "AtkinsonHyperlegibleNext" in inner["/BaseFont"]
                assert {"/FontFile2", "/FontFile3"} & set(inner["/FontDescriptor"])


def test_a_card_says_what_it_must_on_front_and_back() -> None:
    one = a_card(1, fact=Fact("Er zijn twee plannen.", "Dorpskrant", "2027-06"))
    pdf = print_deck("cards", a_deck(cards=(one,)), "nl")
    front, back = (page.extract_text() for page in read(pdf).pages)
    for said in (one.code, one.title, one.situation, "A Klein.", "B Groot."):
        assert said in " ".join(front.split())
    assert "Feit Er zijn twee plannen." in " ".join(front.split())
    assert "Bron: Dorpskrant. Houdbaar tot juni 2027." in " ".join(front.split())
    for said in (one.code, one.turning, "inwoner", "Wat merk ik ervan?"):
        assert said in " ".join(back.split())
    assert one.note not in front + back  # that is for the facilitator alone


def places(
    pdf: bytes, page: int, wanted: re.Pattern[str]
) -> dict[str, tuple[int, int]]:
    """In which quarter of the page (column, row from above) each text begins."""
    found: dict[str, tuple[int, int]] = {}
    sheet = read(pdf).pages[page]

    def look(said: str, _cm: Any, tm: Any, _font: Any, _size: Any) -> None:
        for name in wanted.findall(said):
            found[name] = (int(at[0] // A6[0]), 1 - int(at[1] // A6[1]))

    at = (0.0, 0.0)

    def before(_operator: Any, _args: Any, cm: Any, tm: Any) -> None:
        nonlocal at
        at = (tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5])

    sheet.extract_text(visitor_operand_before=before, visitor_text=look)
    return found


def test_backs_fall_behind_their_fronts_when_turned_over_the_long_edge() -> None:
    cards = tuple(a_card(number) for number in range(1, 7))
    pdf = print_deck("cards", a_deck(cards=cards), "nl")
    assert len(read(pdf).pages) == 4
    for front, names in ((0, ("D01", "D02", "D03", "D04")), (2, ("D05", "D06"))):
        code = re.compile(r"D0\d")
        before, behind = places(pdf, front, code), places(pdf, front + 1, code)
        assert set(before) == set(names)
        assert behind == {name: (1 - x, y) for name, (x, y) in before.items()}
    assert places(pdf, 0, re.compile(r"D0\d")) == {
        "D01": (0, 0),
        "D02": (1, 0),
        "D03": (0, 1),
        "D04": (1, 1),
    }


def test_cards_are_read_in_their_own_order_also_on_the_back() -> None:
    cards = tuple(a_card(number) for number in range(1, 5))
    pdf = print_deck("cards", a_deck(cards=cards), "nl")
    assert titles(pdf, 1) == [
        *(card.title for card in cards),
        *(card.code for card in cards),
    ]


def test_signs_and_codes_are_told_in_words(dutch: dict[str, bytes]) -> None:
    assert "Teken: deur" in spoken(dutch["roles"])
    assert "Teken: deur" in spoken(dutch["cards"])
    assert spoken(dutch["tents"]) == [
        f"QR-code van tafel {seat}: dilemma.example:8000/t/BCDFGH/{seat}"
        for seat in (1, 2)  # the other side of a tent is not read again
    ]
    assert spoken(dutch["poster"]) == [
        "QR-code om mee te doen: dilemma.example:8000/j, code BCDFGH"
    ]


def test_a_role_card_shows_its_name_and_glasses_on_as_many_cards_as_roles() -> None:
    pdf = print_deck("roles", a_deck(), "nl")
    assert titles(pdf, 1) == [role.name for role in a_deck().roles]
    assert "Wat merk ik ervan?" in text(pdf)
    assert len(read(pdf).pages) == 4


def test_the_booklet_holds_the_whole_game(dutch: dict[str, bytes]) -> None:
    deck = load_deck(DECKS / "leeg-voorbeeld.md")
    booklet = text(dutch["booklet"])
    for said in ("Zo speel je op papier", "Stembriefjes", "Wenkend Perspectief"):
        assert said in booklet
    assert "Afspraken" in titles(dutch["booklet"], 1)
    for card in (*deck.practice, *deck.cards):
        for said in (card.title, card.turning, *card.note.split("\n\n")):
            assert " ".join(said.split()) in booklet
    assert len(titles(dutch["booklet"], 2)) >= len(deck.cards)
    assert "Zo speel je op papier" not in text(dutch["cards"])


@pytest.mark.parametrize("options", [2, 3, 4])
def test_a_form_for_hands_has_the_order_and_words_of_the_tool(options: int) -> None:
    letters = "abcd"[:options]
    card = a_card(1, options=tuple(Option(one, one.upper()) for one in letters))
    booklet = text(print_deck("booklet", a_deck(cards=(card,)), "nl"))
    scale = {
        2: "Zeker A Eerder A Eerder B Zeker B Ik sla over",
        3: "Zeker A Eerder A Zeker B Eerder B Zeker C Eerder C Ik sla over",
        4: "Zeker A Eerder A Zeker B Eerder B Zeker C Eerder C Zeker D Eerder D "
        "Ik sla over",
    }
    assert booklet.count(f"Rol {scale[options]} inwoner gemeente sociaal werker") == 2


def test_a_case_shows_ranges_and_a_warning_and_no_sum() -> None:
    case = Case(
        "Er was eens.",
        "Het ging zo.",
        "Het ging niet zo.",
        (Cost("opvang", 4000, 9000), Cost("huisarts", 0, 300)),
        "Voorbeeld, 2026",
    )
    deck = a_deck(cards=(a_card(1, case=case),))
    for what in ("cards", "booklet"):
        said = text(print_deck(what, deck, "nl"))
        assert "opvang: 4.000 tot 9.000 euro" in said
        assert "huisarts: 0 tot 300 euro" in said
        assert "Tel de bedragen niet op" in said
        assert "9.300" not in said


# Languages.


def test_a_deck_is_printed_in_the_language_of_the_reader(
    english: dict[str, bytes],
) -> None:
    deck = load_deck(DECKS / "leeg-voorbeeld.md").spoken("en")
    said = text(english["cards"])
    assert all(" ".join(card.situation.split()) in said for card in deck.cards)
    assert "Source: " in said
    assert "Bron: " not in said
    assert titles(english["roles"], 1) == [role.name for role in deck.roles]


def test_a_card_without_a_translation_keeps_its_language_and_says_which() -> None:
    translated = Translation(
        "en", (*a_card(2).texts.items(),)
    )  # the same words, but English ones
    cards = (a_card(1), a_card(2, translations=(translated,)))
    pdf = print_deck("cards", a_deck(cards=cards), "en")
    assert root(pdf)["/Lang"] == "en"
    said = {
        str(one["/T"]): str(one.get("/Lang", "")) for one in tags(pdf) if "/T" in one
    }
    assert said["Kaart 1"] == "nl"
    assert said["Kaart 2"] in ("", "en")
    front = " ".join(read(pdf).pages[0].extract_text().split())
    assert "Feit Er zijn" in front
    assert "Fact Er zijn" in front


# Texts that nobody foresaw.


def hostile(deck: Deck) -> Deck:
    card = a_card(
        1,
        title=HOSTILE[:MOST_OF_TITLE],
        situation=HOSTILE,
        options=(Option("a", HOSTILE), Option("b", HOSTILE)),
        fact=Fact(HOSTILE, HOSTILE),
        turning=HOSTILE,
        note=HOSTILE,
    )
    role = Role("inwoner", HOSTILE[:60], "door", HOSTILE)
    return replace(deck, title=HOSTILE, intro=HOSTILE, cards=(card,), roles=(role,))


@pytest.mark.parametrize("what", OF_A_DECK)
def test_markup_in_a_deck_comes_out_as_it_was_written(what: str) -> None:
    pdf = print_deck(what, hostile(a_deck()), "nl")
    assert claims_ua(pdf)
    assert str(read(pdf).metadata.title) == HOSTILE  # type: ignore[union-attr]
    # A line may end within a word: neither spaces nor hyphens tell anything here.
    printed = re.sub(r"[\s-]", "", text(pdf))
    wanted = re.sub(r"[\s-]", "", HOSTILE)
    assert printed.count(wanted) >= {"cards": 5, "booklet": 6, "roles": 1}[what]
    assert "42" not in printed
    assert "root:" not in printed


def test_the_title_of_a_workshop_is_text_too() -> None:
    pdf = print_room("poster", a_room(title=HOSTILE), "nl")
    assert re.sub(r"\s", "", HOSTILE) in re.sub(r"\s", "", text(pdf))


@pytest.mark.parametrize("odd", ["\U0001f600", "\u4f60\u597d", "\x01\ufffe\u202e"])
def test_a_letter_that_we_cannot_draw_costs_the_claim_and_not_the_print(
    odd: str,
) -> None:
    deck = a_deck(cards=(a_card(1, title=f"Kaart {odd}", turning="Wat nu?"),))
    pdf = print_deck("cards", deck, "nl")
    assert not claims_ua(pdf)
    assert "Wat nu?" in text(pdf)
    assert titles(pdf, 1)


LONG = (
    "Het gemeenteraadsverkiezingscampagneoverleg en de verzekeraar vragen samen meer. "
)
ENDLESS = "Aaaaaaaaaa"


def long_text(word: str, most: int) -> str:
    return (word * (most // len(word) + 1))[:most].strip()


@pytest.mark.parametrize("word", [LONG, ENDLESS])
def test_the_longest_texts_stay_within_their_card(word: str) -> None:
    roles = tuple(
        Role(f"rol-{number}", long_text(word, 60), "door", long_text(word, 200))
        for number in range(MOST["role"])
    )
    card = a_card(
        1,
        title=long_text(word, MOST_OF_TITLE),
        situation=long_text(word, MOST_OF_TEXT["card"]),
        options=tuple(
            Option(letter, long_text(word, MOST_OF_OPTION)) for letter in "abcd"
        ),
        fact=Fact(long_text(word, 600), long_text(word, 300), "2027"),
        turning=long_text(word, 300),
        roles=tuple(role.slug for role in roles),
    )
    pdf = print_deck("cards", a_deck(cards=(card,), roles=roles), "nl")
    front, back = read(pdf).pages  # and no third page
    for left, page in ((0.0, front), (A6[0], back)):
        runs = _runs(page)
        assert len(runs) > 20
        for x, end, y in runs:
            assert left + 20 < x < end < left + A6[0] - 10
            assert A6[1] + 20 < y < 2 * A6[1] - 10


def _runs(page: Any) -> list[tuple[float, float, float]]:
    """Where each run of text begins, where it ends at the earliest, and how high."""
    found: list[tuple[float, float, float]] = []
    size = 0.0

    def before(operator: Any, args: Any, cm: Any, tm: Any) -> None:
        nonlocal size
        if operator == b"Tf":
            size = float(args[1])
        if operator in (b"Tj", b"TJ"):
            parts = args[0] if operator == b"TJ" else args
            glyphs = sum(len(one) for one in parts if isinstance(one, bytes | str)) / 2
            x, y = tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5]
            narrow = 0.3 * size * abs(tm[0] * cm[0])
            found.append((x, x + 1 + glyphs * narrow, y))

    page.extract_text(visitor_operand_before=before)
    return found


@pytest.mark.parametrize("title", ["Wijkavond", long_text(LONG, 120)])
def test_a_poster_is_one_page_of_a3_and_a_tent_one_page_a_table(title: str) -> None:
    (poster,) = read(print_room("poster", a_room(title=title), "nl")).pages
    assert [round(float(one)) for one in poster.mediabox[2:]] == [842, 1191]
    tents = print_room("tents", a_room(3, title), "nl")
    assert len(read(tents).pages) == 3
    assert titles(tents, 1) == ["Tafel 1", "Tafel 2", "Tafel 3"]


# The press.


def test_the_same_print_is_set_once(monkeypatch: pytest.MonkeyPatch) -> None:
    deck = a_deck(title="Eén keer")
    first = print_deck("roles", deck, "nl")
    monkeypatch.setattr(press, "PRINT", press.PRINT / "nowhere")
    assert print_deck("roles", deck, "nl") is first


def test_only_what_can_be_printed_is_printed() -> None:
    for what in ("tents", "../cards", ""):
        with pytest.raises(NotFound):
            print_deck(what, a_deck(), "nl")
    with pytest.raises(NotFound):
        print_room("cards", a_room(), "nl")


def test_the_signs_are_the_drawings_of_the_screen() -> None:
    template = (TEMPLATES / "signs.html").read_text()
    door = re.search(r'"door" -%}\n(.*)\n', template)
    assert door
    assert door[1].replace("currentColor", "#0b5563") in sign("door")
    assert sign("door").startswith("<svg xmlns=")
