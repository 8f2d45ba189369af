"""A new workshop: filled in sensibly, and what was typed is never lost."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from dilemma import play
from dilemma.config import DECKS
from dilemma.deckfile import load_deck
from dilemma.rules import agenda
from dilemma.rules.variants import VARIANTS
from dilemma.rules.wish import LONGEST_TITLE
from dilemma.words import LANGUAGES
from tests.conftest import URL, Person, says
from tests.markup import Element, elements, named, roots, text

CARDS = "Choose %(least)s to %(most)s cards."
ROLES = "Choose %(least)s to %(most)s roles."
UNFIT = "Something in this form does not fit the deck. Check your choice."
DECK = load_deck(DECKS / "sociaal-werk-beweegt.md")


def checked(html: str, name: str) -> list[str]:
    """Return the values that are ticked or chosen."""
    return [
        one.attributes["value"]
        for one in elements(html)
        if one.attributes.get("name") == name and "checked" in one.attributes
    ]


def the_form(html: str) -> MultiDict[str, str]:
    """Fill in the form as a browser sends it, untouched."""
    form: MultiDict[str, str] = MultiDict()
    inside = False
    select = ""
    for one in elements(html):
        if one.name == "form":
            inside = one.attributes.get("id") == "make"
        if not inside:
            continue
        name, value = (one.attributes.get(key, "") for key in ("name", "value"))
        if one.name == "select":
            select = name
        elif one.name == "option" and "selected" in one.attributes:
            form.add(select, value)
        elif one.name == "input" and name and sends(one):
            form.add(name, value)
    return form


def sends(field: Element) -> bool:
    kind = field.attributes.get("type", "text")
    return kind not in ("checkbox", "radio") or "checked" in field.attributes


def send(
    gus: Person, form: MultiDict[str, str], url: str = "/host/new", **headers: str
) -> Any:
    return gus.browser.post(
        url, data=form, base_url=URL, headers={"Origin": URL} | headers
    )


def test_the_form_as_it_comes_makes_a_workshop(gus: Person, app: Flask) -> None:
    form = the_form(gus.get("/host/new").text)
    answer = send(gus, form)
    assert answer.status_code == 303
    assert gus.get(answer.location).status_code == 200
    with app.app_context():
        ((standing, joined),) = play.everything()
    assert joined == 0
    assert standing.workshop.title == DECK.title
    assert len(standing.workshop.roles) == agenda.ROLES_OFFERED


@pytest.mark.parametrize(("chosen", "shown"), [("5", 5), ("10", 10), ("4", None)])
def test_a_larger_smallest_group_may_be_asked_and_never_a_smaller(
    gus: Person, app: Flask, chosen: str, shown: int | None
) -> None:
    form = the_form(gus.get("/host/new").text)
    form["minimum"] = chosen
    assert send(gus, form).status_code == (303 if shown else 422)
    with app.app_context():
        assert [one.workshop.minimum for one, _ in play.everything()] == (
            [shown] if shown else []
        )


@pytest.mark.parametrize("variant", sorted(VARIANTS))
def test_the_cards_chosen_beforehand_are_as_many_as_fit_and_broad(
    gus: Person, variant: str
) -> None:
    html = gus.get(f"/host/new?variant={variant}").text
    chosen = checked(html, "card")
    cards = [card for card in DECK.cards if card.slug in chosen]
    assert len(cards) == VARIANTS[variant].cards
    assert agenda.coverage(DECK, cards).enough
    assert checked(html, "variant") == [variant]


def test_an_unknown_variant_or_deck_in_the_address_is_no_crash(gus: Person) -> None:
    assert gus.get("/host/new?variant=x&deck=y&card=z&role=q").status_code == 200


def test_what_was_asked_is_what_is_played(gus: Person, app: Flask) -> None:
    form = the_form(gus.get("/host/new").text)
    cards = [DECK.cards[5].slug, DECK.cards[2].slug]
    form.setlist("card", cards)
    form.setlist("role", [role.slug for role in DECK.roles[3:6]])
    form["title"] = "  Wijkavond \t Oost  "
    form[f"depth-{cards[0]}"] = "deep"
    form[f"depth-{cards[1]}"] = "quick"
    assert send(gus, form).status_code == 303
    with app.app_context():
        ((standing, _),) = play.everything()
    assert standing.workshop.title == "Wijkavond Oost"
    assert standing.workshop.roles == tuple(role.slug for role in DECK.roles[3:6])
    votes = [step for step in standing.game.steps if step.kind == "vote"]
    assert [(one.card, one.round) for one in votes] == [
        (cards[0], 1),
        (cards[0], 2),
        (cards[1], 1),
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "values", "sentence"),
    [
        ("card", [], "Choose %(least)s to %(most)s cards."),
        (
            "card",
            [c.slug for c in DECK.cards[:21]],
            "Choose %(least)s to %(most)s cards.",
        ),
        ("role", [DECK.roles[0].slug], "Choose %(least)s to %(most)s roles."),
        ("role", [], "Choose %(least)s to %(most)s roles."),
        ("card", ["made-up"], UNFIT),
        ("role", ["a", "b"], UNFIT),
        ("variant", ["made-up"], UNFIT),
        ("deck", ["made-up"], UNFIT),
        ("deck", ["../../etc/passwd"], UNFIT),
    ],
)
def test_a_problem_is_told_and_what_was_typed_is_kept(
    gus: Person, name: str, values: list[str], sentence: str, lang: str
) -> None:
    form = the_form(gus.get("/host/new").text)
    form["title"] = "Wijkavond <Oost>"
    kept = [role.slug for role in DECK.roles[2:5]]
    form.setlist("role", kept)
    form.setlist(name, values)
    answer = send(gus, form, **{"Accept-Language": lang})
    assert answer.status_code == 422
    assert named(answer.text, "title").attributes["value"] == "Wijkavond <Oost>"
    if name != "role":
        assert checked(answer.text, "role") == kept
    if "%" in sentence:
        least, most = (1, 20) if name == "card" else (2, 8)
        assert says(sentence, lang, least=least, most=most) in text(answer.text)
    else:
        assert says(sentence, lang) in text(answer.text)
    assert gus.get("/host").text.count('class="sessions"') == 0


def test_a_title_is_cut_at_a_length_that_fits(gus: Person, app: Flask) -> None:
    form = the_form(gus.get("/host/new").text)
    form["title"] = "é" * 500
    assert send(gus, form).status_code == 303
    with app.app_context():
        ((standing, _),) = play.everything()
    assert standing.workshop.title == "é" * LONGEST_TITLE


def test_the_coverage_follows_the_choice(gus: Person) -> None:
    form = the_form(gus.get("/host/new").text)
    texts = []
    for cards in ([], [DECK.cards[0].slug], [card.slug for card in DECK.cards[:9]]):
        form.setlist("card", cards)
        answer = send(gus, form, url="/host/coverage", **{"HX-Request": "true"})
        assert answer.status_code == 200
        (root,) = roots(answer.text)
        assert root.attributes["id"] == "coverage"
        texts.append(text(answer.text))
    assert says("Choose at least one card.") in texts[0]
    narrow = "Few challenges or effects: the picture at the end gets narrow. "
    assert says(narrow + "Going on is fine.") in texts[1]
    assert texts[2].startswith("9 ")


def test_the_page_holds_the_same_coverage_as_the_answer(gus: Person) -> None:
    html = gus.get("/host/new").text
    answer = send(gus, the_form(html), url="/host/coverage", **{"HX-Request": "true"})
    assert answer.text in html


def test_a_broken_deck_is_listed_and_stops_nothing(gus: Person, tmp_path: Path) -> None:
    folder = tmp_path / "decks"
    folder.mkdir()
    (folder / "kapot.md").write_bytes(b"\xff\xfe nonsense")
    html = gus.get("/host/new").text
    assert "kapot" in text(html)
    assert send(gus, the_form(html)).status_code == 303


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("url", ["/host/new", "/host/coverage"])
def test_only_the_installations_facilitator_makes_workshops(
    fran: Person, ann: Person, room: Any, url: str, method: str
) -> None:
    for person in (fran, ann):
        if method == "get":
            answer = person.get(url)
        else:
            page = f"/host/{room.id}" if person is fran else f"/j/{room.code}"
            token = person.token(page) or fran.token(f"/host/{room.id}")
            answer = person.send(url, token, deck=DECK.slug)
        assert answer.status_code in (403, 405), url
