"""The decks that come with the product keep the rules for cards and name sources."""

import re
from collections import Counter
from pathlib import Path

import pytest

from dilemma.deckfile import find_decks, load_deck, write_deck
from dilemma.rules.deck import Card, Deck

DECKS = find_decks(Path(__file__).resolve().parent.parent / "decks")

# A figure on these cards is easily misread.
FIGURES_WITH_CAUTION = [
    "D03",
    "D04",
    "D07",
    "D08",
    "D12",
    "D13",
    "D14",
    "D17",
    "D28",
    "D29",
    "D34",
]
CARDS_ABOUT_THE_LAW = ["D05", "D16", "D17", "D18", "D19", "D24"]

each_deck = pytest.mark.parametrize("path", DECKS, ids=lambda path: path.stem)
each_language = pytest.mark.parametrize("language", ["nl", "en"])


@pytest.fixture(scope="module")
def deck() -> Deck:
    return load_deck(
        next(path for path in DECKS if path.stem == "sociaal-werk-beweegt")
    )


def words(text: str) -> int:
    return sum(1 for word in text.split() if re.search(r"\w", word))


def texts(card: Card) -> list[str]:
    """All that the room sees of a card."""
    options = [option.text for option in card.options]
    fact = [card.fact.text] if card.fact else []
    case = card.case
    courses = [case.story, case.happened, case.otherwise] if case else []
    return [card.title, card.situation, *options, *fact, card.turning, *courses]


def tag_count(card: Card, letter: str) -> tuple[int, int]:
    tags = next(option.effects for option in card.options if option.letter == letter)
    plus = sum(tag.plus for tag in tags)
    return plus, len(tags) - plus


# Every deck


def test_there_are_decks() -> None:
    assert DECKS


@each_deck
def test_a_deck_is_written_as_the_writer_would_write_it(path: Path) -> None:
    assert write_deck(load_deck(path)) == path.read_text(encoding="utf-8")


@each_deck
@each_language
def test_a_card_is_short_enough_for_a_hall(path: Path, language: str) -> None:
    deck = load_deck(path).spoken(language)

    for card in deck.cards + deck.practice:
        assert words(card.title) <= 6, card.code
        assert words(card.situation) <= 36, card.code
        assert all(words(option.text) <= 12 for option in card.options), card.code
        assert card.fact is None or words(card.fact.text) <= 25, card.code


@each_deck
@each_language
def test_a_sentence_has_at_most_fifteen_words(path: Path, language: str) -> None:
    deck = load_deck(path).spoken(language)
    shown = [text for card in deck.cards + deck.practice for text in texts(card)]
    shown += [card.note for card in deck.cards]
    shown += [deck.intro]
    shown += [example.text for example in deck.examples]
    shown += [example.unknown for example in deck.examples]
    shown += [challenge.plain for challenge in deck.challenges]
    shown += [role.glasses for role in deck.roles]

    for text in shown:
        for sentence in re.split(r"(?<=[.?!:;])\s", text):
            assert words(sentence) <= 15, sentence


@each_deck
@each_language
def test_no_option_is_much_longer_than_its_neighbour(path: Path, language: str) -> None:
    for card in load_deck(path).spoken(language).cards:
        lengths = [len(option.text) for option in card.options]
        assert max(lengths) - min(lengths) <= 30, card.code
        assert max(lengths) <= 1.6 * min(lengths), card.code


@each_deck
def test_no_option_has_more_effects_than_its_neighbour(path: Path) -> None:
    for card in load_deck(path).cards:
        counts = {tag_count(card, option.letter) for option in card.options}
        assert len(counts) == 1, card.code


@each_deck
def test_every_card_has_a_turning_question(path: Path) -> None:
    for card in load_deck(path).cards:
        assert card.turning.endswith("?"), card.code


@each_deck
def test_every_source_names_a_year_or_says_that_it_has_none(path: Path) -> None:
    deck = load_deck(path)
    sources = [card.fact.source for card in deck.cards if card.fact]
    sources += [example.source for example in deck.examples]

    for source in sources:
        for one in source.removesuffix("; eigen som").split("; "):
            assert re.search(r"\b(19|20)\d\d\b|ongedateerd|undated", one), source


@each_deck
def test_every_example_says_what_is_not_known(path: Path) -> None:
    assert all(example.unknown for example in load_deck(path).examples)


@each_deck
def test_a_deck_holds_no_codes_of_sources_and_no_contact_details(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert not re.search(r"\[[A-Z]\d+\]", text)
    assert not re.search(r"@|https?:|www\.|\b0\d{9}\b|\b0\d{1,3}-\d", text)


@each_deck
def test_every_deck_says_its_licence(path: Path) -> None:
    assert load_deck(path).licence == "CC BY 4.0"


# Sociaal werk beweegt


def test_there_are_thirty_four_cards_each_with_a_fact(deck: Deck) -> None:
    assert [card.code for card in deck.cards] == [f"D{one:02}" for one in range(1, 35)]
    assert all(card.fact and card.roles for card in deck.cards)
    assert all(len(card.options) == 2 for card in deck.cards)


def test_the_roles_stand_in_the_order_in_which_they_are_offered(deck: Deck) -> None:
    assert [role.name for role in deck.roles] == [
        "inwoner",
        "gemeente",
        "sociaal werker",
        "zorgverzekeraar",
        "ondernemer",
        "zorgorganisatie",
        "vrijwilliger",
        "woningcorporatie",
        "school",
        "huisarts",
    ]
    assert len({role.sign for role in deck.roles}) == len(deck.roles)
    assert all(role.glasses.endswith("?") for role in deck.roles)


def test_every_role_is_directly_concerned_by_some_card(deck: Deck) -> None:
    concerned = Counter(role for card in deck.cards for role in card.roles)

    assert concerned == {
        "inwoner": 32,
        "sociaal-werker": 25,
        "gemeente": 24,
        "zorgorganisatie": 18,
        "vrijwilliger": 11,
        "ondernemer": 7,
        "school": 7,
        "woningcorporatie": 7,
        "zorgverzekeraar": 6,
        "huisarts": 5,
    }


def test_the_cards_cover_all_seven_challenges(deck: Deck) -> None:
    codes = {challenge.slug: challenge.code for challenge in deck.challenges}

    assert Counter(codes[card.challenge] for card in deck.cards) == {
        "O1": 7,
        "O2": 5,
        "O3": 4,
        "O4": 6,
        "O5": 5,
        "O6": 4,
        "O7": 3,
    }


def test_the_cards_cover_all_seven_effects(deck: Deck) -> None:
    codes = {effect.slug: effect.code for effect in deck.effects}
    tags = (
        tag for card in deck.cards for option in card.options for tag in option.effects
    )

    assert Counter(codes[tag.effect] for tag in tags) == {
        "E1": 32,
        "E2": 24,
        "E3": 41,
        "E4": 18,
        "E5": 21,
        "E6": 13,
        "E7": 29,
    }


@pytest.mark.parametrize("letter", ["a", "b"])
def test_both_sides_of_the_deck_put_as_much_first_and_behind(
    deck: Deck, letter: str
) -> None:
    counts = [tag_count(card, letter) for card in deck.cards]

    assert sum(plus for plus, _ in counts) == 55
    assert sum(minus for _, minus in counts) == 34


def test_every_challenge_has_a_practice_example(deck: Deck) -> None:
    shown = {example.challenge for example in deck.examples}

    assert shown == {challenge.slug for challenge in deck.challenges}
    assert len(deck.examples) >= 14


@pytest.mark.parametrize("code", FIGURES_WITH_CAUTION)
def test_a_figure_that_is_easily_misread_has_a_note(deck: Deck, code: str) -> None:
    card = deck.card(code)

    assert card
    assert card.note


@pytest.mark.parametrize("code", CARDS_ABOUT_THE_LAW)
def test_a_card_about_the_law_asks_for_a_professional(deck: Deck, code: str) -> None:
    card = deck.card(code)

    assert card
    assert "raakt aan de wet" in card.note
    assert "vakpersoon" in card.note


def test_the_deck_credits_the_original_and_says_what_is_its_own(deck: Deck) -> None:
    assert "De Verlichting (2017)" in deck.credit
    assert "teksten zijn niet gebruikt" in deck.credit
    assert "ons eigen voorstel" in deck.credit


def test_no_card_promises_a_return_on_every_euro(deck: Deck) -> None:
    for card in deck.cards:
        shown = " ".join(texts(card)).lower()
        assert "elke euro" not in shown
        assert "bewijst" not in shown
