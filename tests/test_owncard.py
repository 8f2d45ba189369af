"""A dilemma that somebody handed in becomes a card of a deck that can be played."""

from dataclasses import replace
from pathlib import Path

import pytest

from dilemma.config import DECKS
from dilemma.deckfile import DeckError, load_deck, parse_deck, write_deck
from dilemma.library import Library
from dilemma.rules.agenda import Depth
from dilemma.rules.deck import Challenge, Deck
from dilemma.rules.owncard import Draft, add_card, begin, own_slug
from dilemma.rules.refusals import Malformed, NothingSaid, TooLong
from dilemma.rules.variants import plan
from tests.builders import a_card, a_deck

DRAFT = Draft(
    "Wie maakt schoon?",
    "De vloer is vies.",
    "De buren.",
    "De gemeente.",
    "samen-sterk",
)


def own(*drafts: Draft) -> Deck:
    deck = begin(a_deck(), "Eigen dilemma's")
    for draft in drafts or (DRAFT,):
        deck = add_card(deck, a_deck(), draft)
    return deck


def test_a_deck_of_ones_own_starts_with_the_roles_that_were_played() -> None:
    deck = own()
    assert (deck.slug, deck.title) == ("eigen-proef", "Eigen dilemma's")
    assert deck.roles == a_deck().roles
    (card,) = deck.cards
    assert (card.title, card.situation, card.challenge) == (
        "Wie maakt schoon?",
        "De vloer is vies.",
        "samen-sterk",
    )
    assert [one.text for one in card.options] == ["De buren.", "De gemeente."]
    assert plan([(card, Depth.DEEP)])


def test_what_was_played_from_a_deck_of_ones_own_goes_back_into_it() -> None:
    assert own_slug(own()) == own().slug


def test_the_same_dilemma_twice_is_one_card() -> None:
    assert own(DRAFT, DRAFT) == own(DRAFT)


def test_two_cards_with_one_title_keep_apart() -> None:
    other = replace(DRAFT, situation="De stoep is vies.")
    third = replace(DRAFT, situation="Het raam is vies.", title="D01")
    deck = own(DRAFT, other, third)
    assert [card.title for card in deck.cards] == [
        "Wie maakt schoon?",
        "Wie maakt schoon? (2)",
        "D01 (2)",
    ]
    assert [card.code for card in deck.cards] == ["D01", "D02", "D03"]
    assert parse_deck(write_deck(deck), deck.slug) == deck


@pytest.mark.parametrize("name", ["title", "situation", "a", "b"])
def test_a_card_needs_words_that_fit(name: str) -> None:
    with pytest.raises(NothingSaid):
        own(replace(DRAFT, **{name: " "}))
    with pytest.raises(TooLong):
        own(replace(DRAFT, **{name: "a" * 401}))


def test_a_card_belongs_to_a_challenge_of_the_deck_that_was_played() -> None:
    with pytest.raises(Malformed):
        own(replace(DRAFT, challenge="vrede"))


@pytest.mark.parametrize(("code", "kept"), [("O1", "O3"), ("O9", "O9")])
def test_a_challenge_that_is_new_to_ones_own_deck_comes_along(
    code: str, kept: str
) -> None:
    extra = Challenge("nieuw", code, "Iets nieuws", "Iets.")
    played = a_deck(challenges=(*a_deck().challenges[1:], extra), cards=(a_card(1),))
    deck = add_card(own(), played, replace(DRAFT, a="Nee.", challenge="nieuw"))
    assert [one.code for one in deck.challenges] == ["O1", "O2", kept]
    assert deck.cards[-1].challenge == "nieuw"
    assert parse_deck(write_deck(deck), deck.slug) == deck


@pytest.mark.parametrize(
    "text",
    ["# kop", "- A: iets", "Notitie: iets", "\\ gek", "12:30 uur", "=1+1", "Één"],
)
def test_whatever_people_write_can_be_read_back(text: str) -> None:
    deck = own(Draft(text, text, text, text, "samen-sterk"))
    assert parse_deck(write_deck(deck), deck.slug) == deck


def test_the_file_of_ones_own_is_listed_and_grows(tmp_path: Path) -> None:
    library = Library(tmp_path / "decks", DECKS)
    library.change("eigen-proef", lambda _: own())
    other = replace(DRAFT, title="Nog een", a="Niemand.")
    library.change("eigen-proef", lambda deck: add_card(deck or own(), a_deck(), other))
    assert "eigen-proef" in dict(library.titles())
    read = load_deck(tmp_path / "decks" / "eigen-proef.md")
    assert [card.title for card in read.cards] == ["Wie maakt schoon?", "Nog een"]
    assert [path.name for path in (tmp_path / "decks").iterdir()] == ["eigen-proef.md"]


def test_a_file_with_problems_is_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "eigen-proef.md"
    file.write_text("geen kaartenset")
    with pytest.raises(DeckError):
        Library(tmp_path).change("eigen-proef", lambda deck: deck or own())
    file.unlink()
    with pytest.raises(DeckError):
        Library(tmp_path).change("leeg", lambda _: begin(a_deck(), "Leeg"))
    assert list(tmp_path.iterdir()) == []
