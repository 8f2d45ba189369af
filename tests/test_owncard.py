"""A dilemma that somebody handed in becomes a card of a deck that can be played."""

from dataclasses import replace

import pytest
from flask import Flask

from dilemma import play
from dilemma.deckfile import parse_deck, write_deck
from dilemma.play import Editor
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


def test_the_deck_of_ones_own_is_listed_and_grows(app: Flask) -> None:
    fran = Editor("fran", "Fran")
    other = replace(DRAFT, title="Nog een", a="Niemand.")
    with app.app_context():
        for wanted in (DRAFT, other, other):  # the very same card twice is one
            play.keep_card(a_deck(), begin(a_deck(), "Eigen"), wanted, fran)
        library = app.config["LIBRARY"]
        assert dict(library.titles())["eigen-proef"] == "Eigen"
        deck = library.deck("eigen-proef")
    assert [card.title for card in deck.cards] == ["Wie maakt schoon?", "Nog een"]


def test_a_dilemma_is_kept_while_somebody_leaves_the_deck_half_written(
    app: Flask,
) -> None:
    fran, other = Editor("fran", "Fran"), replace(DRAFT, title="Nog een", a="Niemand.")
    begun = begin(a_deck(), "Eigen")
    with app.app_context():
        play.keep_card(a_deck(), begun, DRAFT, fran)
        card = play.writing_of("eigen-proef").draft.of("card")[0]
        play.save("eigen-proef", card.id, {"b": ""}, 1, fran)
        for _twice in range(2):  # a double click makes one card
            play.keep_card(a_deck(), begun, other, fran)
        cards = play.writing_of("eigen-proef").draft.of("card")
    assert [one.title for one in cards] == ["Wie maakt schoon?", "Nog een"]
    assert len({one.texts["slug"] for one in cards}) == 2
    assert len({one.texts["code"] for one in cards}) == 2
