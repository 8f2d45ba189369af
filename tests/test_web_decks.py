"""Somebody who is no programmer writes a deck in the browser and plays it."""

import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask, url_for

from dilemma import play
from dilemma.config import DECKS
from dilemma.deckfile import (
    load,
    load_deck,
    parse_deck,
    write_deck,
    write_json,
    write_workbook,
)
from dilemma.deckfile.drafts import check_draft, pieces_of, write_draft
from dilemma.play import Editor
from dilemma.rules.draft import Draft, Piece
from dilemma.web.decks import FORMATS
from tests.builders import a_deck
from tests.conftest import URL, Person, Room, says
from tests.markup import elements, text

ANN = Editor("ann", "Ann")
BO = Editor("bo", "Bo")
CARD = {
    "title": "Samen koken?",
    "situation": "De buurt wil samen koken. Niet iedereen kan betalen.",
    "challenge": "O1",
    "a": "Iedereen betaalt evenveel.",
    "b": "Wie meer heeft, betaalt meer.",
}


@pytest.fixture
def inside(app: Flask) -> Iterator[Flask]:
    with app.app_context():
        yield app


def begun(app: Flask) -> str:
    with app.app_context():
        return play.begin_deck("proef", pieces_of(a_deck()), ANN)


def card_of(app: Flask, slug: str) -> Piece:
    with app.app_context():
        return play.writing_of(slug).draft.of("card")[0]


def seen(app: Flask, slug: str) -> str:
    with app.app_context():
        return str(play.writing_of(slug).number)


def write(person: Person, slug: str, id: int, seen: str, **texts: str) -> Any:
    """Send the form of a piece as the page does: with every name that is on it."""
    names = " ".join(one.removeprefix("mine-") for one in texts if "pick-" not in one)
    page = f"/decks/{slug}/edit/{id}"
    return person.htmx(page, page, names=names, seen=seen, **texts)


@pytest.mark.parametrize("file", sorted(DECKS.glob("*.md")), ids=lambda one: one.stem)
def test_a_deck_that_is_taken_apart_is_the_same_deck(file: Any) -> None:
    deck = load_deck(file)
    pieces = pieces_of(deck)
    checked = check_draft(Draft(pieces), deck.slug)
    assert checked.problems == ()
    assert checked.deck == deck


def test_a_problem_is_told_at_the_text_that_it_is_about() -> None:
    head, *others = pieces_of(a_deck())
    card = next(one for one in others if one.kind == "card")
    wrong = card.saying({**card.texts, "challenge": "O9", "b": ""})
    pieces = [wrong if one is card else one for one in (head, *others)]
    placed = check_draft(Draft(tuple(pieces)), "proef").problems
    assert {(one.piece, one.name) for one in placed} >= {(card.id, "challenge")}
    assert all(one.piece == card.id and one.problem.line == 0 for one in placed)


@pytest.mark.parametrize("letter", ["a", "b", "c"])
def test_what_else_was_written_of_an_empty_option_stays_in_the_file(
    letter: str,
) -> None:
    head, *others = pieces_of(a_deck())
    card = next(one for one in others if one.kind == "card")
    more = {letter: "", f"{letter}@en": "By bicycle.", f"effects-{letter}": "-E2"}
    half = card.saying({**card.texts, **more})
    draft = Draft((head, *(half if one is card else one for one in others)))
    written = write_draft(draft)
    assert f"- {letter.upper()} (en): By bicycle." in written
    assert "Effecten: -E2" in written
    problems = check_draft(draft, "proef").problems
    if letter == "c":  # no card needs it, so the deck can be played
        assert problems == ()
        parse_deck(written, "proef")
    else:
        ((piece, name),) = {(one.piece, one.name) for one in problems}
        assert (piece, name) == (card.id, letter)


@pytest.mark.parametrize(
    "text",
    [
        "# kop",
        "- A: iets",
        "Notitie: iets",
        "\\ gek",
        "12:30 uur",
        "=1+1",
        "Feit (en): x",
    ],
)
def test_whatever_is_typed_stays_what_it_is(text: str) -> None:
    head, *others = pieces_of(a_deck(cards=a_deck().cards[:1]))
    others = [
        one.saying({**one.texts, "situation": text, "note": text, "a": text})
        if one.kind == "card"
        else one
        for one in others
    ]
    deck = check_draft(Draft((head, *others)), "proef").deck
    assert deck
    (card,) = deck.cards
    assert (card.situation, card.note, card.options[0].text) == (text, text, text)
    assert parse_deck(write_draft(Draft((head, *others))), "proef") == deck


DOORS = (
    "decks.every",
    "decks.show",
    "decks.take",
    "decks.template",
    "decks.bring",
    "decks.new",
    "decks.copy",
    "decks.edit",
    "decks.add",
    "decks.piece",
    "decks.save",
    "decks.now",
    "decks.move",
    "decks.remove",
    "decks.back",
    "decks.history",
    "decks.restore",
    "decks.delete",
)


def doors(app: Flask) -> list[tuple[str, str]]:
    return sorted(
        (rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("decks.")
        for method in (rule.methods or set()) - {"OPTIONS", "HEAD"}
    )


def test_nobody_but_a_facilitator_comes_in_by_any_door(
    app: Flask, room: Room, ann: Person, fran: Person, zoe: Person
) -> None:
    slug = begun(app)
    before = seen(app, slug)
    assert {endpoint for endpoint, _ in doors(app)} == set(DOORS)
    for endpoint, method in doors(app):
        (rule, *_) = app.url_map.iter_rules(endpoint)
        true: dict[str, Any] = {"slug": slug, "id": "5", "format": "md"}
        with app.test_request_context():
            url = url_for(endpoint, **{name: true[name] for name in rule.arguments})
        for person in (Person(app), ann, fran, zoe):  # Fran leads one workshop only
            if method == "GET":
                answer = person.get(url)
            else:
                answer = person.send(url, person._own_token(), names="", seen="1")
            assert answer.status_code == 403, (endpoint, method)
    assert seen(app, slug) == before


def test_decks_are_listed_with_what_can_be_done(app: Flask, gus: Person) -> None:
    begun(app)
    page = gus.get("/decks")
    assert page.status_code == 200
    shown = text(page.text)
    assert "Proef" in shown
    assert "Sociaal werk beweegt" in shown
    folder = app.config["DILEMMA"].data / "decks"
    folder.mkdir(exist_ok=True)
    (folder / "eigen.md").write_text(write_deck(a_deck(title="Uit de la")))
    page = gus.get("/decks").text
    lines = [text(one) for one in re.findall(r"<li>.*?</li>", page, re.DOTALL)]
    (ours,) = (one for one in lines if "Uit de la" in one)
    (theirs,) = (one for one in lines if "Sociaal werk beweegt" in one)
    assert says("from your own folder, stays as it is") in ours
    assert says("comes with Dilemma, stays as it is") in theirs
    assert "Kaartensets" in text(gus.get("/host").text)


def test_a_card_is_found_by_word_challenge_effect_and_role(
    app: Flask, gus: Person
) -> None:
    deck = load_deck(DECKS / "sociaal-werk-beweegt.md")
    card = deck.cards[2]
    challenge = deck.challenge(card.challenge)
    effect = deck.effect(card.options[0].effects[0].effect)
    role = deck.role(card.roles[0])
    assert challenge
    assert effect
    assert role
    asked = {
        "words": card.title[:12].upper(),
        "challenge": challenge.name,
        "effect": effect.name,
        "role": role.name,
    }
    assert card.title in text(gus.get("/decks", query_string=asked).text)
    for name in ("challenge", "effect", "role"):
        other = gus.get(
            "/decks", query_string={"words": card.title, name: "iets anders"}
        )
        assert "Geen kaart past" in text(other.text)
    short = gus.browser.get(
        "/decks",
        base_url=URL,
        query_string={"words": "welzijnscoach"},
        headers={"HX-Request": "true"},
    )
    assert "<html" not in short.text
    assert "kaarten gevonden" in text(short.text)


def test_a_deck_that_comes_with_dilemma_is_copied_and_stays(
    app: Flask, gus: Person
) -> None:
    file = "sociaal-werk-beweegt"
    answer = gus.post(f"/decks/{file}/copy", "/decks", title="Onze versie")
    assert answer.headers["Location"] == "/decks/onze-versie/edit"
    with app.app_context():
        copy = app.config["LIBRARY"].deck("onze-versie")
        original = app.config["LIBRARY"].deck(file)
    assert copy.title == "Onze versie"
    assert copy.cards == original.cards
    page = f"/decks/{file}/edit"
    assert gus.get(page).status_code == 404  # a file is only read


def test_a_new_deck_is_written_and_then_played(app: Flask, gus: Person) -> None:
    answer = gus.post(
        "/decks/new",
        "/decks",
        title="Mijn wijk",
        **{"with": "yes", "like": "sociaal-werk-beweegt"},
    )
    assert answer.headers["Location"] == "/decks/mijn-wijk/edit"
    assert "dingen te doen" in text(gus.get("/decks/mijn-wijk/edit").text)
    assert "mijn-wijk" not in [
        one.attributes.get("value") for one in elements(gus.get("/host/new").text)
    ]
    card = card_of(app, "mijn-wijk")
    saved = write(gus, "mijn-wijk", card.id, seen(app, "mijn-wijk"), **CARD)
    assert saved.status_code == 200
    assert "Samen koken?" in text(saved.text)  # how it will look
    assert "Met deze kaartenset kun je spelen" in text(
        gus.get("/decks/mijn-wijk/edit").text
    )
    form = gus.get("/host/new?deck=mijn-wijk").text
    assert "Samen koken?" in text(form)
    with app.app_context():
        deck = app.config["LIBRARY"].deck("mijn-wijk")
    assert deck.cards[0].slug == "samen-koken"
    made = gus.post(
        "/host/new",
        "/host/new?deck=mijn-wijk",
        deck="mijn-wijk",
        card="samen-koken",
        role=["inwoner", "gemeente"],  # type: ignore[arg-type]
        title="Avond",
        variant="zaal",
    )
    assert made.status_code == 303
    assert "Samen koken?" in gus.get(made.headers["Location"]).text


def test_a_deck_without_anything_tells_what_to_do_first(
    app: Flask, gus: Person
) -> None:
    gus.post("/decks/new", "/decks", title="Leeg", like="sociaal-werk-beweegt")
    page = text(gus.get("/decks/leeg/edit").text)
    assert "Voeg er minstens 2 toe" in page
    assert "##" not in page  # the words of a form, not those of a file
    assert "- A:" not in page
    assert "Rol erbij" in page
    gus.post("/decks/leeg/edit/add", "/decks", kind="role")
    gus.post("/decks/leeg/edit/add", "/decks", kind="challenge")
    with app.app_context():
        draft = play.writing_of("leeg").draft
    assert draft.of("challenge")[0].texts == {"code": "O1"}
    assert gus.post("/decks/leeg/edit/add", "/decks", kind="feest").status_code == 400


def test_two_people_in_one_card_lose_nothing(app: Flask, gus: Person) -> None:
    slug = begun(app)
    card = card_of(app, slug)
    before = seen(app, slug)
    with app.app_context():
        play.save(
            slug, card.id, {"a": "Van Bo.", "note": "Ook van Bo."}, int(before), BO
        )
    answer = write(gus, slug, card.id, before, a="Van Gus.", title="Titel van Gus")
    shown = text(answer.text)
    assert "Iemand anders schreef hier ook" in shown
    assert "Van Gus." in answer.text
    assert "Van Bo." in answer.text
    now = card_of(app, slug).texts
    assert (now["a"], now["note"], now["title"]) == (
        "Van Bo.",
        "Ook van Bo.",
        "Titel van Gus",
    )
    with app.app_context():
        moments = play.history_of(slug).moments
        kept = [play.draft_at(slug, one.number).piece(card.id) for one in moments[:-1]]
    assert "Van Gus." in [one.texts["a"] for one in kept]
    # Gus chooses his own text after all.
    chosen = write(
        gus,
        slug,
        card.id,
        seen(app, slug),
        **{"a": "Van Bo.", "mine-a": "Van Gus en Bo.", "pick-a": "mine"},
    )
    assert chosen.status_code == 200
    assert card_of(app, slug).texts["a"] == "Van Gus en Bo."


def test_without_scripts_saving_comes_back_to_the_form(app: Flask, gus: Person) -> None:
    slug = begun(app)
    card = card_of(app, slug)
    page = f"/decks/{slug}/edit/{card.id}"
    before = seen(app, slug)
    sent = gus.post(page, page, names="a", a="Nieuw.", seen=before)
    assert sent.status_code == 303
    assert "Nieuw." in gus.get(page).text
    clash = gus.post(page, page, names="a", a="Anders.", seen=before)
    assert clash.status_code == 200
    assert "<html" in clash.text
    assert "Anders." in clash.text


def test_who_writes_in_the_same_card_is_told(app: Flask, gus: Person) -> None:
    slug = begun(app)
    card = card_of(app, slug)
    now = f"/decks/{slug}/edit/{card.id}/now"
    before = seen(app, slug)
    assert gus.get(now, query_string={"seen": before}).status_code == 204
    with app.app_context():
        play.save(slug, card.id, {"a": "Van Bo."}, int(before), BO)
    told = gus.get(now, query_string={"seen": before})
    assert "Iemand anders schrijft hier ook" in text(told.text)
    assert gus.get(now, query_string={"seen": seen(app, slug)}).status_code == 204
    assert gus.get(now, query_string={"seen": "x"}).status_code == 400


def test_a_card_that_somebody_took_away_can_be_put_back_with_what_was_typed(
    app: Flask, gus: Person
) -> None:
    slug = begun(app)
    card = card_of(app, slug)
    before = seen(app, slug)
    with app.app_context():
        play.remove_piece(slug, card.id, BO)
    answer = write(gus, slug, card.id, before, title="Blijf hier")
    assert answer.status_code == 404
    assert "Iemand haalde dit weg" in text(answer.text)
    page = f"/decks/{slug}/edit/{card.id}/back"
    back = gus.post(page, "/decks", names="title", title="Blijf hier", seen=before)
    assert back.status_code == 303
    with app.app_context():
        found = play.writing_of(slug).draft.piece(card.id)
    assert found.texts["title"] == "Blijf hier"
    assert found.texts["a"] == card.texts["a"]


def test_cards_are_moved_by_arrow_and_by_dragging(app: Flask, gus: Person) -> None:
    slug = begun(app)
    page = f"/decks/{slug}/edit"

    def order() -> list[int]:
        with app.app_context():
            return [one.id for one in play.writing_of(slug).draft.of("card")]

    first, second, third = order()
    gus.post(f"{page}/{first}/move", "/decks", by="down")
    assert order() == [second, first, third]
    gus.post(f"{page}/{third}/move", "/decks", before=str(second))
    assert order() == [third, second, first]
    assert gus.post(f"{page}/{first}/move", "/decks", by="x").status_code == 400


def test_an_earlier_moment_comes_back_and_can_be_taken_back(
    app: Flask, gus: Person
) -> None:
    slug = begun(app)
    card = card_of(app, slug)
    write(gus, slug, card.id, "1", title="Een vergissing")
    page = gus.get(f"/decks/{slug}/history")
    assert "Een vergissing" in text(page.text)
    gus.post(f"/decks/{slug}/restore", "/decks", number="1")
    assert card_of(app, slug) == card
    gus.post(f"/decks/{slug}/restore", "/decks", number="2")
    assert card_of(app, slug).title == "Een vergissing"
    for wrong in ("0", "99", "x"):
        answer = gus.post(f"/decks/{slug}/restore", "/decks", number=wrong)
        assert answer.status_code == 400


def test_the_whole_history_is_turned_over_page_by_page(
    app: Flask, gus: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dilemma.play.moments.MOST_HISTORY", 2)
    slug = begun(app)
    with app.app_context():  # one browser, at once, but never twice in one piece
        cards = play.writing_of(slug).draft.of("card")
        first, second = cards[0].id, cards[1].id
        for number, id in enumerate((first, second, first, second), start=1):
            play.save(slug, id, {"title": f"Titel {number}"}, number, ANN)
    page, numbers, ways = gus.get(f"/decks/{slug}/history").text, [], 0
    while True:
        numbers += re.findall(r'name="number" value="(\d+)"', page)
        older = re.search(r'href="([^"]+before=\d+)"', page)
        if older is None:
            break
        page, ways = gus.get(older[1]).text, ways + 1
        assert says("To the newest") in text(page)
    assert (numbers, ways) == (["4", "3", "2", "1"], 2)
    gus.post(f"/decks/{slug}/restore", "/decks", number="2")
    assert card_of(app, slug).title == "Titel 1"


def test_a_deck_is_deleted_after_one_question(app: Flask, gus: Person) -> None:
    slug = begun(app)
    assert "weggooien?" in text(gus.get(f"/decks/{slug}/delete").text)
    assert gus.get(f"/decks/{slug}/edit").status_code == 200
    gus.post(f"/decks/{slug}/delete", "/decks")
    assert gus.get(f"/decks/{slug}/edit").status_code == 404
    assert gus.get(f"/decks/{slug}").status_code == 404


def test_a_text_that_is_brought_in_is_a_deck_or_comes_back_with_every_problem(
    app: Flask, gus: Person
) -> None:
    good = write_deck(a_deck())
    answer = gus.post("/decks/import", "/decks/import", text=good)
    assert answer.headers["Location"] == "/decks/proef/edit"
    again = gus.post("/decks/import", "/decks/import", text=good)
    assert again.headers["Location"] == "/decks/proef-2/edit"
    wrong = gus.post("/decks/import", "/decks/import", text="# Set\n\n## Kart: x")
    assert wrong.status_code == 422
    assert "Regel 3" in text(wrong.text)
    assert "## Kart: x" in wrong.text


def test_a_file_is_brought_in_and_taken_out_again(app: Flask, gus: Person) -> None:
    file = (io.BytesIO(write_deck(a_deck()).encode()), "proef.md")
    answer = gus.send("/decks/import", gus.token("/decks/import"), file=file)
    assert answer.status_code == 303
    out = gus.get("/decks/proef/file.md")
    assert "attachment" in out.headers["Content-Disposition"]
    assert parse_deck(out.data, "proef") == a_deck()
    assert gus.get("/decks/proef/file.exe").status_code == 404
    assert all(f"file.{one}" in gus.get("/decks/proef/edit").text for one in FORMATS)
    with app.app_context():  # what is not finished can be taken home too, as text
        card = play.writing_of("proef").draft.of("card")[0]
        play.save("proef", card.id, {"a": ""}, 1, ANN)
    assert gus.get("/decks/proef/file.md").status_code == 200
    for one in FORMATS:  # and nothing is offered that is not there
        offered = f"file.{one}" in gus.get("/decks/proef/edit").text
        there = gus.get(f"/decks/proef/file.{one}").status_code == 200
        assert offered is there is (one == "md")


def test_more_than_a_deck_is_refused_with_words(app: Flask, gus: Person) -> None:
    slug = begun(app)
    card = card_of(app, slug)
    answer = write(gus, slug, card.id, "1", note="a" * 4001)
    assert answer.status_code == 400
    assert card_of(app, slug) == card
    large = gus.post("/decks/import", "/decks/import", text="a" * (300 * 1024))
    assert large.status_code == 422
    assert "256" in text(large.text)
    huge = gus.post("/decks/import", "/decks/import", text="a" * (3 * 1024 * 1024))
    assert huge.status_code == 413


def test_the_saved_answer_brings_what_another_changed_into_the_form(
    app: Flask, gus: Person
) -> None:
    slug = begun(app)
    card = card_of(app, slug)
    with app.app_context():
        play.save(slug, card.id, {"turning": "Wat als het regent?"}, 1, BO)
    answer = write(
        gus, slug, card.id, "1", title="Nieuw", turning=card.texts["turning"]
    )
    anew = [
        one.attributes["id"]
        for one in elements(answer.text)
        if one.attributes.get("hx-swap-oob") and "field-" in one.attributes["id"]
    ]
    assert anew == ["field-turning"]
    assert card_of(app, slug).texts["turning"] == "Wat als het regent?"


@pytest.mark.parametrize("format", ["md", "json", "xlsx"])
def test_a_deck_goes_out_and_comes_in_again_in_every_form(
    app: Flask, gus: Person, format: str
) -> None:
    slug = begun(app)
    out = gus.get(f"/decks/{slug}/file.{format}")
    assert f'filename="{slug}.{format}"' in out.headers["Content-Disposition"]
    assert load(out.data, f"{slug}.{format}") == a_deck()
    file = (io.BytesIO(out.data), f"{slug}.{format}")
    made = gus.send("/decks/import", gus.token("/decks/import"), file=file)
    assert made.headers["Location"] == "/decks/proef-2/edit"
    assert gus.get("/decks/proef-2/edit").status_code == 200


def test_a_file_with_problems_is_shown_to_be_mended_and_a_paste_is_kept(
    app: Flask, gus: Person
) -> None:
    token = gus.token("/decks/import")
    file = (io.BytesIO(b"# Set\n\n## Kart: uit een bestand"), "set.md")
    answer = gus.send("/decks/import", token, file=file)
    assert answer.status_code == 422
    assert "uit een bestand</textarea>" in answer.text
    book = (io.BytesIO(write_workbook(a_deck())[:2000]), "set.xlsx")
    answer = gus.send("/decks/import", token, file=book, text="mijn plak")
    assert answer.status_code == 422
    assert "mijn plak" in answer.text
    pasted = gus.post("/decks/import", "/decks/import", text=write_json(a_deck()))
    assert pasted.status_code == 303


def test_a_card_gets_advice_as_soon_as_that_card_is_right(
    app: Flask, gus: Person
) -> None:
    slug = begun(app)
    card = card_of(app, slug)
    page = f"/decks/{slug}/edit/{card.id}"
    texts = {"title": "Een titel die voor een volle zaal veel te lang is"}
    assert "De titel heeft" not in text(gus.get(page).text)
    told = write(gus, slug, card.id, seen(app, slug), **texts)
    assert "De titel heeft 11 woorden" in text(told.text)
    with app.app_context():
        other = play.writing_of(slug).draft.of("card")[1]
        play.save(slug, other.id, {"a": ""}, 9, BO)  # the deck cannot be played now
    assert "De titel heeft 11 woorden" in text(gus.get(page).text)
    with app.app_context():
        play.save(slug, other.id, {"a": "Klein."}, 9, BO)
        head = play.writing_of(slug).draft.pieces[0]
    assert "oefenkaart" in text(gus.get(f"/decks/{slug}/edit/{head.id}").text)


def test_the_workbook_to_begin_with_is_a_deck(gus: Person) -> None:
    out = gus.get("/decks/template.xlsx")
    assert len(load(out.data, "dilemma.xlsx").cards) >= 1


def test_a_language_goes_by_its_name(app: Flask, gus: Person) -> None:
    slug = begun(app)
    page = f"/decks/{slug}/edit/{card_of(app, slug).id}"
    assert "In een andere taal: Engels" in text(gus.get(page).text)


@pytest.mark.parametrize("file", sorted(DECKS.glob("*.md")), ids=lambda one: one.stem)
@pytest.mark.parametrize("format", ["md", "xlsx", "json"])
def test_every_deck_goes_out_and_comes_in_again(
    app: Flask, gus: Person, file: Any, format: str
) -> None:
    deck = load_deck(file)
    out = gus.get(f"/decks/{deck.slug}/file.{format}").data
    sent = (io.BytesIO(out), f"nieuw.{format}")
    answer = gus.send("/decks/import", gus.token("/decks/import"), file=sent)
    assert answer.status_code == 303, text(answer.text)[:300]
    with app.app_context():
        slug = answer.location.split("/")[2]
        back = app.config["LIBRARY"].deck(slug)
    assert back.cards == deck.cards


def test_a_stranger_sends_no_more_than_a_form_at_the_door_of_decks(app: Flask) -> None:
    stranger = Person(app)
    answer = stranger.send(
        "/decks/import", stranger._own_token(), text="a" * (100 * 1024)
    )
    assert answer.status_code in (403, 413)


def test_put_back_by_two_people_is_put_back_once_and_loses_neither(
    app: Flask, gus: Person
) -> None:
    slug = begun(app)
    card = card_of(app, slug)
    before = seen(app, slug)
    with app.app_context():
        play.remove_piece(slug, card.id, BO)
        play.put_back(slug, card.id, {"a": "Van Bo."}, int(before), BO)
    page = f"/decks/{slug}/edit/{card.id}/back"
    second = gus.post(page, "/decks", names="a", a="Van Gus.", seen=before)
    assert second.status_code == 200
    assert "Van Gus." in second.text
    assert "Iemand anders schreef hier ook" in text(second.text)


def test_without_scripts_what_was_typed_in_a_removed_card_is_still_there(
    app: Flask, gus: Person
) -> None:
    slug = begun(app)
    card = card_of(app, slug)
    before = seen(app, slug)
    with app.app_context():
        play.remove_piece(slug, card.id, BO)
    page = f"/decks/{slug}/edit/{card.id}"
    gone = gus.post(page, "/decks", names="a b", a="Van Gus.", b="", seen=before)
    assert gone.status_code == 404
    assert "Van Gus." in gone.text
    assert "Zet het terug" in text(gone.text)


def test_a_code_that_changed_takes_no_tag_away(app: Flask, gus: Person) -> None:
    slug = begun(app)
    card = card_of(app, slug)
    with app.app_context():
        old = card.texts["effects-a"].split()[0][1:]
        effects = play.writing_of(slug).draft.of("effect")
        effect = next(one for one in effects if one.texts["code"] == old)
        play.save(slug, effect.id, {"code": "E77"}, 1, BO)
    html = gus.get(f"/decks/{slug}/edit/{card.id}").text
    assert f'name="effects-a:{old}"' in html


def test_a_deck_called_import_can_be_read(app: Flask, gus: Person) -> None:
    answer = gus.post("/decks/new", "/decks", title="Import")
    assert answer.location == "/decks/import-2/edit"
