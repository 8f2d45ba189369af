"""The page about writing decks tells the truth: its example is read and complete."""

import re
from pathlib import Path

from dilemma.deckfile import load, parse_deck, write_deck, write_json, write_workbook
from dilemma.deckfile.words import KEYS, SECTIONS, SIGN_WORDS
from dilemma.rules.advice import advise, parts

DOCS = Path(__file__).resolve().parent.parent / "docs"
PAGE = (DOCS / "kaartenset-schrijven.md").read_text(encoding="utf-8")
EXAMPLE = re.findall(r"```kaartenset\n(.*?)```", PAGE, re.DOTALL)[0]


def test_the_example_is_a_deck_that_comes_back_from_every_form() -> None:
    deck = parse_deck(EXAMPLE, "voorbeeld")
    assert parse_deck(write_deck(deck), "voorbeeld") == deck
    assert load(write_json(deck).encode(), "voorbeeld.json") == deck
    assert load(write_workbook(deck), "voorbeeld.xlsx") == deck


def test_the_example_has_everything_that_a_deck_can_hold() -> None:
    deck = parse_deck(EXAMPLE, "voorbeeld")
    assert deck.practice
    assert {bool(card.case) for card in deck.cards} == {True, False}
    whole = [one for one in parts(deck) if one.translated("en")]
    assert len(whole) == len(parts(deck)) - 2  # the story and the practice card
    assert {one.kind for one in advise(deck, "2026-11")} == {"no-fact"}


def test_every_word_of_the_file_is_on_the_page() -> None:
    words = [*SECTIONS.values(), *SIGN_WORDS.values()]
    words += [key.word for keys in KEYS.values() for key in keys.values()]
    assert [word.dutch for word in words if word.dutch not in PAGE] == []
