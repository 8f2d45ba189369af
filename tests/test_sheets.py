"""Report, poster and picture: the numbers of the screen, for the eye and the ear."""

import re
import struct
from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import pytest
from flask import Flask
from flask_babel import force_locale
from hypothesis import given, settings
from hypothesis import strategies as st

from dilemma.config import DECKS, STATIC
from dilemma.deckfile import load_deck
from dilemma.export import FORMATS, ink
from dilemma.export.cover import cover
from dilemma.export.facts import facts
from dilemma.export.slide import BETWEEN, KEY, SIDE, WIDTH, cut, laid_out, slide
from dilemma.paper import press
from dilemma.rules.agenda import Depth
from dilemma.rules.contribution import Contribution, Genre, State
from dilemma.rules.deck import Case, Cost
from dilemma.rules.disclosure import disclose_card
from dilemma.rules.ending import Ending
from dilemma.rules.game import Game
from dilemma.rules.guessed import Guesses, guessed
from dilemma.rules.priorities import Picks, disclose_priorities
from dilemma.rules.recognition import disclose_recognition
from dilemma.rules.snapshot import Headcount, Snapshot
from dilemma.rules.variants import plan
from dilemma.screens.faces import whole
from dilemma.screens.lenses import Lens
from dilemma.screens.lettering import width_of
from dilemma.words import LANGUAGES
from tests.builders import ROLES, a_card, a_deck, a_snapshot, a_tally, a_workshop
from tests.conftest import says
from tests.test_print import HOSTILE, claims_ua, read, root, spoken, text, titles

IN_WORDS = ("inwoner: 13a 3b", "gemeente: 4a 7b", "sociaal-werker: 10a 2b")
IN_PERCENT = ("inwoner: 9A 7a 8b", "gemeente: 8a 14b", "sociaal-werker: 13a 9b")
SMALL = ("ondernemer: 4a", "zorgverzekeraar: 3b")
JOINED = (24, 22, 22, 4, 3)
CASE = Case("Er was eens.", "Zo ging het.", "Zo niet.", (Cost("opvang", 4000, 9000),))


@pytest.fixture
def dutch(app: Flask) -> Iterator[None]:
    """Read along in Dutch."""
    with app.app_context(), force_locale("nl"):
        yield


def a_text(number: int, kind: Genre, said: str, **changes: Any) -> Contribution:
    """A text that the host shows."""
    one = Contribution(
        id=number,
        kind=kind,
        text=said,
        original=said,
        state=State.SHOWN,
        step=None,
        card=None,
        side=None,
        label="",
        details={},
        role="inwoner",
        seat=None,
        merged=None,
    )
    return replace(one, **changes)


def played(language: str = "nl", **changes: Any) -> Snapshot:
    """A rehearsed room of 75 in five roles, two of them small; three cards."""
    cards = (a_card(1, case=CASE), a_card(2), a_card(3))
    deck = a_deck(cards=cards)
    steps = plan([(card, Depth.DEEP) for card in cards])
    again = [replace(a_tally(*IN_WORDS, *SMALL), round=2, step=2)]
    results = (
        disclose_card("kaart-1", [a_tally(*IN_PERCENT)]),
        disclose_card("kaart-2", [a_tally(*IN_WORDS, *SMALL), *again]),
        disclose_card("kaart-3", [a_tally("inwoner: 2a 1b")]),
    )
    thought = Guesses({"inwoner": (9, 11), "gemeente": (2, 12)})
    best = {"card": "kaart-1", "state": State.CHOSEN}
    said = (
        a_text(1, Genre.ARGUMENT, "Klein is dichtbij.", side=0, **best),
        a_text(2, Genre.ARGUMENT, "Groot is sterk.", side=1, original="Groot", **best),
        a_text(
            3, Genre.CONDITION, "als er vervoer is", card="kaart-1", side=1, role=""
        ),
        a_text(4, Genre.AGREEMENT, "De deur gaat open", details={"by": "mei"}),
        a_text(5, Genre.CLOSING, "Naar de raad ermee."),
        a_text(
            6, Genre.DILEMMA, "Bus?", details={"situation": "x", "a": "y", "b": "z"}
        ),
        a_text(7, Genre.HARVEST, "Eerst vervoer", seat=2),
    )
    snapshot = a_snapshot(
        workshop=a_workshop(deck=deck, roles=tuple(role.slug for role in ROLES)),
        game=replace(Game(steps), at=len(steps) - 1, rehearsal=True),
        people=tuple(
            Headcount(role, joined, 0)
            for role, joined in zip(ROLES, JOINED, strict=True)
        ),
        results=results,
        said=said,
        guessed=(guessed(results[1], thought, None),),
        ending=Ending(
            disclose_priorities(
                replace(deck, challenges=(*deck.challenges, deck.challenges[0])),
                Picks(70, {"samen-sterk": 50, "eerder-erbij": 20}),
            ),
            disclose_recognition((40, 20, 8)),
            2,
        ),
    )
    return replace(snapshot, **changes).spoken(language)


def made(name: str, snapshot: Snapshot) -> bytes:
    return FORMATS[name].write(snapshot)


def percents(said: str) -> set[int]:
    return {int(one) for one in re.findall(r"(\d+)\s?%", said)}


# The same numbers.


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_has_every_number_of_the_facts_and_no_other(
    app: Flask, language: str
) -> None:
    with app.app_context(), force_locale(language):
        snapshot = played(language)
        said, known = text(made("pdf", snapshot)), facts(snapshot)
    told = {75, 60, 70}  # in what the labels mean
    shares = []
    for card in known["cards"]:
        assert card["title"] in said
        assert card["label_text"] in said
        for room in card["rounds"]:
            if room is None:
                continue
            sides = {one: sum(room["votes"][one].values()) for one in room["votes"]}
            for letter, n in sides.items():
                assert (
                    says("%(n)s for %(letter)s", language, n=n, letter=letter) in said
                )
            if equal := room["every_role_equal"]:
                told |= {
                    equal["percent_for_A"],
                    round(100 * sides["A"] / room["voters"]),
                }
        shares += [one for role in card["roles"] for one in role["share_for_A"]]
        for row in card["thought_and_chosen"]:
            shares += [row["others_thought_for_A"], row["chose_for_A"]]
    assert {one for one in shares if one and "%" not in one}  # words as well
    assert all(one in said for one in shares if one)
    assert percents(said) == told | percents(" ".join(filter(None, shares)))
    assert len(percents(said)) > len(told)


@pytest.mark.usefixtures("dutch")
def test_words_in_the_report_are_those_that_the_facts_hold() -> None:
    snapshot = played()
    result = re.compile(r"(bijna niemand|bijna iedereen|ongeveer de helft)")
    split = [
        one
        for card in facts(snapshot)["cards"]
        for row in (*card["roles"], *card["thought_and_chosen"])
        for one in [*row.get("share_for_A", ()), *map(str, row.values())]
    ]
    assert set(result.findall(text(made("pdf", snapshot)))) <= set(split)


@pytest.mark.usefixtures("dutch")
def test_a_small_role_is_nowhere_by_itself() -> None:
    said = text(made("pdf", played()))
    assert "7 ondernemer, zorgverzekeraar (samen)" in said
    assert "samen: ondernemer en zorgverzekeraar" in said
    assert not re.search(r"\b[34] (ondernemer|zorgverzekeraar)", said)
    for share in ("4 van de 4", "0 van de 3", "3 van de 3", "100%", " 0%"):
        assert share not in said


@pytest.mark.usefixtures("dutch")
@pytest.mark.parametrize(
    ("joined", "groups"),
    [
        ((24, 22, 22, 8, 6), [24, 22, 22, 8, 6]),
        ((24, 22, 22, 8, 3), [24, 22, 22, 11]),  # the 3 would follow from the rest
        ((24, 22, 2, 1, 1), [24, 26]),  # four is too few as well
        ((3, 0, 0, 0, 0), [3]),  # the whole room, which everybody may know
    ],
)
def test_who_joined_is_told_as_votes_are(
    joined: tuple[int, ...], groups: list[int]
) -> None:
    people = tuple(Headcount(role, n, 0) for role, n in zip(ROLES, joined, strict=True))
    snapshot = played(people=people)
    found = cover(snapshot, whole(snapshot))["people"]
    assert [one["joined"] for one in found] == groups


@pytest.mark.usefixtures("dutch")
def test_the_report_holds_all_that_a_council_reads() -> None:
    pdf = made("pdf", played())
    said = text(pdf)
    for one in (
        "Dit beeld in het kort",
        "“Klein is dichtbij.”",
        "Zo stond het er: Groot",
        "Ja, als ...",
        "opvang: 4.000 tot 9.000 euro",
        "Tel de bedragen niet op",
        "Een huis",  # a practice example, with its source
        "Bron: Dorpskrant, 2023",
        "Inwoner: De deur gaat open, voor mei",
        "Naar de raad ermee.",
        "Tafel 2",
        "Anderen dachten",
        "Minste steun gemeente",
        "Te weinig stemmen",
    ):
        assert one in said, one
    assert said.index("Groot is sterk") < said.index("Klein is dichtbij")
    assert "Zo is geteld" in titles(pdf, 1)


# For the ear, on paper and on the wall.


@pytest.mark.parametrize("language", LANGUAGES)
def test_report_and_poster_are_for_who_cannot_see_them_too(
    app: Flask, language: str
) -> None:
    with app.app_context(), force_locale(language):
        snapshot = played(language)
        report, poster = made("pdf", snapshot), made("poster", snapshot)
    for pdf in (report, poster):
        assert claims_ua(pdf)
        assert root(pdf)["/Lang"] == language
        assert str(read(pdf).metadata.title) == "Proefsessie"  # type: ignore[union-attr]
        (picture,) = spoken(pdf)
        assert f"1. Kaart 1, {says('Divided, also within roles', language)}" in picture
        assert titles(pdf, 1)[0] == "Proefsessie"
    marks = [str(one["/Title"]) for one in _bookmarks(report)]
    assert "1. Kaart 1" in marks
    assert says("How we counted", language) in marks
    (page,) = read(poster).pages
    assert [round(float(one)) for one in page.mediabox[2:]] == [1191, 842]


def _bookmarks(pdf: bytes) -> Iterator[Any]:
    found: list[Any] = list(read(pdf).outline)
    while found:
        one = found.pop()
        if isinstance(one, list):
            found += one
        else:
            yield one


@pytest.mark.usefixtures("dutch")
def test_every_page_says_what_it_is_and_whether_it_is_real() -> None:
    real = played(game=replace(played().game, rehearsal=False))
    for snapshot, marked in ((played(), True), (real, False)):
        for name in ("pdf", "poster"):
            for page in read(made(name, snapshot)).pages:
                said = " ".join(page.extract_text().split())
                assert "Het is geen onderzoek en geen besluit." in said
                assert ("Generale repetitie" in said) == marked
        assert ("Generale repetitie" in made("svg", snapshot).decode()) == marked


@pytest.mark.usefixtures("dutch")
def test_before_anything_is_played_every_sheet_says_so() -> None:
    nobody = a_snapshot().spoken("nl")
    for name in ("pdf", "poster"):
        assert "Er is nog niets gespeeld" in text(made(name, nobody))
    assert "Er is nog niets gespeeld" in made("svg", nobody).decode()


def many_cards() -> Snapshot:
    """A room that played every card of a deck, all with one result."""
    deck = load_deck(DECKS / "sociaal-werk-beweegt.md")
    role = deck.roles[0].slug
    results = tuple(
        disclose_card(one.slug, [a_tally(f"{role}: 6a 4b")]) for one in deck.cards
    )
    return played(
        workshop=a_workshop(deck=deck), results=results, guessed=(), said=(), people=()
    )


@pytest.mark.usefixtures("dutch")
def test_however_many_cards_were_played_the_report_has_all_and_the_wall_a_few() -> None:
    many = many_cards()
    deck = many.workshop.deck
    report = made("pdf", many)
    assert [one for one in titles(report, 2) if re.match(r"\d+\. ", one)] == [
        f"{whole(many).number(card.slug)}. {card.title}"
        for line in whole(many).challenges
        for card, _shown in line.cards
    ]
    poster = made("poster", many)
    assert len(read(poster).pages) == 1
    assert f"en nog {len(deck.cards) - 12} kaarten" in text(poster)


@pytest.mark.usefixtures("dutch")
def test_a_challenge_goes_on_where_the_one_before_ended_and_no_card_is_torn() -> None:
    many = many_cards()
    pages = [one.extract_text() for one in read(made("pdf", many)).pages]
    question = re.compile(r"^\d+\. .+\nMeerderheid Minstens", re.M)
    asked = [question.findall(one) for one in pages]
    assert sum(map(len, asked)) == len(many.workshop.deck.cards)
    assert [len(one) for one in asked] == [
        one.count("6 voor A, 4 voor B") for one in pages
    ]
    opened = [at.start() for one in pages for at in re.finditer("^Opgave$", one, re.M)]
    assert len(opened) == len(many.workshop.deck.challenges)
    assert sum(at > 300 for at in opened) > 1  # below what the one before told
    # A page that goes on with a card says which; one that begins with a card does not.
    for one in pages:
        head, below = one.split("\n")[1:3]
        assert not (re.search(r" \d+\. ", head) and re.match(r"\d+\. |Opgave", below))
    assert any("Proefsessie 6. Jongerenwerk" in one.split("\n")[1] for one in pages)


# Texts that nobody foresaw.


@pytest.mark.usefixtures("dutch")
@pytest.mark.parametrize(
    "odd",
    [
        HOSTILE,
        "Aanspreekbaar" * 12,
        "Goed 👍🏽 zo 👨‍👩‍👧",
        "شكرا",
        "x\ud800\0\x01\ufffe y",
        "",
    ],
)
def test_whatever_people_type_there_is_a_good_sheet(odd: str) -> None:
    snapshot = played()
    snapshot = replace(
        snapshot,
        workshop=replace(snapshot.workshop, title=odd or "-"),
        said=tuple(replace(one, text=odd, original=f"{odd}!") for one in snapshot.said),
    )
    for name in ("pdf", "poster"):
        pdf = made(name, snapshot)
        assert claims_ua(pdf)
        printed = re.sub(r"[\s-]", "", text(pdf))
        assert odd is not HOSTILE or re.sub(r"[\s-]", "", HOSTILE) in printed
        assert "root:" not in printed
    drawing = ElementTree.fromstring(made("svg", snapshot))
    assert drawing.tag.endswith("svg")


@pytest.mark.usefixtures("dutch")
def test_a_letter_that_no_font_has_costs_the_claim_and_not_the_report() -> None:
    snapshot = played()
    titled = replace(snapshot, workshop=replace(snapshot.workshop, title="你好"))
    assert not claims_ua(made("pdf", titled))
    assert "Kaart 1" in text(made("pdf", titled))


# The picture.


@pytest.mark.usefixtures("dutch")
def test_the_drawing_needs_no_other_file_and_runs_nothing() -> None:
    snapshot = played()
    titled = replace(snapshot.workshop, title='</svg><script>alert("x")</script>&amp;')
    drawing = made("svg", replace(snapshot, workshop=titled)).decode()
    found = ElementTree.fromstring(drawing)
    assert found.get("viewBox") == "0 0 1920 1080"
    names = [one.tag.rpartition("}")[2] for one in found.iter()]
    assert names[:3] == ["svg", "title", "desc"]
    assert {"script", "style", "a", "image", "use", "pattern"}.isdisjoint(names)
    assert names.count("svg") == 1
    attributes = {name for one in found.iter() for name in one.attrib}
    assert not {one for one in attributes if one.startswith("on") or "href" in one}
    assert {"class", "style"}.isdisjoint(attributes)
    assert not re.findall(r"url\((?!#)|var\(|currentColor", drawing)
    ids = {one.get("id") for one in found.iter()}
    assert set(re.findall(r"url\(#([^)]+)\)", drawing)) <= ids
    assert "Kaart 1, Verdeeld, ook binnen rollen" in (found.findtext("{*}desc") or "")


def test_the_drawing_has_the_colours_of_the_screen() -> None:
    styles = "".join(
        (STATIC / one).read_text() for one in ("dilemma.css", "charts.css")
    )
    used = set(re.findall(r"#[0-9a-f]{6}", "".join(map(str, ink._RULES))))
    assert {one for one in used if one not in styles and one != "#ffffff"} == set()


@pytest.mark.usefixtures("dutch")
def test_the_photograph_is_sharp_on_a_screen_of_4k_and_fits_in_a_mail() -> None:
    picture = made("png", played())
    assert picture.startswith(b"\x89PNG")
    assert struct.unpack(">II", picture[16:24]) == (3840, 2160)
    assert len(picture) < 2_000_000


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200), st.integers(60, 900))
def test_what_is_cut_fits(words: str, width: int) -> None:
    assert width_of(cut(words, 20, width), 20) <= width


@pytest.mark.usefixtures("dutch")
@pytest.mark.parametrize("cards", [0, 4, 6, 9, 12, 34])
@pytest.mark.parametrize(
    ("rooms", "name", "lines", "whole_names"),
    [
        (3, "Assen", 1, True),
        (9, "Dorpshuis Westerbork", 2, True),
        (20, "Buurthuis De Brug in Emmen", 3, True),
        (20, "Vergaderzaal van het mooie gemeentehuis in Westerwolde", 3, False),
        (2, "W" * 200, 2, False),
    ],
)
def test_the_legend_of_a_region_names_every_room_and_touches_nothing(
    cards: int, rooms: int, name: str, lines: int, whole_names: bool
) -> None:
    names = [f"{number} {name}" for number in range(1, rooms + 1)]
    lens = Lens("kaart", 1, "divided", "")
    told = [(a_card(number), "Verdeeld", lens) for number in range(cards)]
    drawn = laid_out("Drenthe", (), "", told, "Geen onderzoek.", legend=names)
    said = [one for line in drawn.legend for one in line.text.split(BETWEEN)]
    assert [one.split()[0] for one in said] == [str(n + 1) for n in range(rooms)]
    assert len(drawn.legend) == lines
    assert (said == names) == whole_names
    low = max((one.label or one.title).y for one in drawn.entries)
    foot = drawn.standard.y - drawn.standard.size * 0.75
    for one in drawn.legend:
        assert width_of(one.text, one.size) <= WIDTH - 2 * SIDE
        assert low + 4 < one.y - one.size * 0.7 < one.y < foot - 3
        low = one.y


@pytest.mark.usefixtures("dutch")
def test_cards_on_a_slide_stand_between_the_land_and_the_signs() -> None:
    for cards in (1, 4, 5, 8, 9, 12, 13, 34):
        deck = a_deck(cards=tuple(a_card(number) for number in range(1, cards + 1)))
        results = tuple(
            disclose_card(one.slug, [a_tally("inwoner: 6a 4b")]) for one in deck.cards
        )
        snapshot = played(workshop=a_workshop(deck=deck), results=results)
        found = slide(snapshot, whole(snapshot))
        lows = [(one.label or one.title).y for one in found.entries]
        assert max(lows) + 8 < KEY - found.key[0].size * 0.8, cards
        places = {(one.title.x, one.title.y) for one in found.entries}
        assert len(places) == min(cards, 12)
        for one in found.entries:
            end = one.title.x + width_of(one.title.text, one.title.size)
            assert end < found.width


@pytest.mark.usefixtures("dutch")
def test_nothing_of_a_workshop_stays_at_the_press_when_it_is_wiped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = press._kept.cache_info().currsize
    compiler, sheets = press._compiler(), []

    def compiled(source: Any, **how: Any) -> Any:
        sheets.append(source)
        return compiler.compile(source, **how)

    counting = SimpleNamespace(compile=compiled, TypstError=compiler.TypstError)
    monkeypatch.setattr(press, "_compiler", lambda: counting)
    for name in ("poster", "png"):
        made(name, played())
        assert sheets[1:] == [b""] * press.REMEMBERED  # so many until it forgets
        sheets.clear()
    assert press._kept.cache_info().currsize == before


def test_sheets_wait_for_their_turn_at_the_press_and_are_told_apart() -> None:
    assert all(FORMATS[one].pressed for one in ("pdf", "poster", "png"))
    names = {FORMATS[one].file_name("BCDFGH") for one in ("pdf", "poster")}
    assert names == {
        "wenkend-perspectief-BCDFGH.pdf",
        "wenkend-perspectief-BCDFGH-poster.pdf",
    }
