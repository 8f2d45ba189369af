"""The four decks: whole in two languages, counted, consistent, and nobody is named."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dilemma.config import DECKS
from dilemma.deckfile import find_decks, load_deck
from dilemma.library import Library
from dilemma.rules import wish
from dilemma.rules.advice import advise
from dilemma.rules.deck import Card, Challenge, Deck, Effect, Role
from dilemma.rules.spoken import Spoken
from dilemma.rules.variants import VARIANTS

# Cards, practice cards and practice examples.
COUNTS = {
    "sociaal-werk-beweegt": (34, 3, 18),
    "samen-sterk-in-de-regio": (12, 3, 11),
    "gezond-groningen": (12, 3, 9),
    "leeg-voorbeeld": (4, 1, 3),
}
BUILT_IN = {path.stem: load_deck(path) for path in find_decks(DECKS)}

# Every word with a capital that does not begin a sentence: places, organisations,
# laws and works. A name that is not here is a person's, or it is new.
NAMES = """
    A Act Advies Alcohol Alcoholwet American Amerikaans Anthonis B Cuijk De December
    Dilemma Dilemmaspel Dutch Ecorys Effectencalculator Engelse English Forte GGD GP
    GPs Gezond GoInvo Golvno Groningen I Jeugdwet Julianadorp KHN Kinderbescherming
    Land MeeDoe Nederland Nederlandse Netherlands October Perspectief Raad Recept SCP
    Samen Sociaal Social Sociom Solidez St Startpunt Support Thuis Utrecht V Veilig
    Veldhoven Verlichting Wageningen Welsaam Welzijn Wenkend Werk Wijkbedrijf Wmo
    Youth Zutphen
"""
PLACES = r"Groning|Cuijk|Wageningen|Utrecht|Nieuwegein|Julianadorp|Zutphen|Veldhoven"

# What only these cards say of a region; whoever copies the deck writes their own.
OF_A_REGION = ["G01", "G03", "G04", "G05", "G07", "G09", "G10", "G11", "G12"]

# A figure that is counted again, a price or a rule: it gets too old one day.
AGEING = {
    "sociaal-werk-beweegt": "D03 D11 D12 D13 D14 D15 D16 D17 D18 D19 D22 D23 D24 D26 "
    "D27 D28 D29 D30",
    "samen-sterk-in-de-regio": "R06 R07 R09 R10 R11 R12",
    "gezond-groningen": "G01 G02 G04 G06 G07 G09 G10",
    "leeg-voorbeeld": "V01 V02",
}

# Every text of every part, from a title to the label of a range of costs.
TEXTS = {
    "sociaal-werk-beweegt": 427,
    "samen-sterk-in-de-regio": 198,
    "gezond-groningen": 202,
    "leeg-voorbeeld": 78,
}

SAME_IN_BOTH = {"school"}

each_deck = pytest.mark.parametrize("slug", COUNTS)


def cards(deck: Deck) -> tuple[Card, ...]:
    return deck.cards + deck.practice


def parts(deck: Deck) -> tuple[Spoken, ...]:
    return (
        deck,
        *deck.roles,
        *deck.challenges,
        *deck.effects,
        *deck.examples,
        *deck.practice,
        *deck.cards,
    )


def named(deck: Deck) -> tuple[Challenge | Effect, ...]:
    return (*deck.challenges, *deck.effects)


def card(slug: str, code: str) -> Card:
    found = BUILT_IN[slug].card(code)
    assert found
    return found


def names(text: str) -> Iterator[str]:
    """Every word with a capital, but for the first of a sentence."""
    for sentence in re.split(r"[.?!:;(‘/]\s*|\bSt\.\s", text):
        yield from re.findall(r"(?<=\s)[A-Z]\w*", sentence.strip())


# Which decks there are


def test_the_deck_for_any_room_is_offered_first_and_the_starter_last(
    tmp_path: Path,
) -> None:
    offered = [slug for slug, _title in Library(tmp_path, DECKS, own=dict).titles()]

    assert offered == [
        "sociaal-werk-beweegt",
        "gezond-groningen",
        "samen-sterk-in-de-regio",
        "leeg-voorbeeld",
    ]
    assert set(offered) == set(COUNTS)


@each_deck
def test_a_deck_has_all_its_cards_practice_cards_and_examples(slug: str) -> None:
    deck = BUILT_IN[slug]

    counted = (len(deck.cards), len(deck.practice), len(deck.examples))
    assert counted == COUNTS[slug]


@each_deck
@pytest.mark.parametrize("variant", VARIANTS)
def test_a_deck_can_be_played_in_every_variant(slug: str, variant: str) -> None:
    asked = wish.complete(BUILT_IN[slug], variant=variant)

    assert len(asked.cards) >= 3
    assert len(asked.roles) >= 3


def test_the_deck_for_any_room_has_two_examples_for_every_challenge() -> None:
    deck = BUILT_IN["sociaal-werk-beweegt"]

    for challenge in deck.challenges:
        told = [one for one in deck.examples if one.challenge == challenge.slug]
        assert len(told) >= 2, challenge.code


@each_deck
def test_every_challenge_has_a_card_and_an_example(slug: str) -> None:
    deck = BUILT_IN[slug]
    all_of_them = {one.slug for one in deck.challenges}

    assert {one.challenge for one in deck.cards} == all_of_them
    assert {one.challenge for one in deck.examples} == all_of_them


@each_deck
def test_every_role_and_every_effect_is_touched_by_a_card(slug: str) -> None:
    deck = BUILT_IN[slug]

    assert {role for one in deck.cards for role in one.roles} == {
        role.slug for role in deck.roles
    }
    assert {effect for one in deck.cards for effect in one.effects} == {
        effect.slug for effect in deck.effects
    }


def test_a_challenge_an_effect_or_a_role_is_the_same_in_every_deck() -> None:
    first = BUILT_IN["sociaal-werk-beweegt"]
    known = {one.code: one for one in named(first)}
    roles: dict[str, Role] = {}

    for deck in BUILT_IN.values():
        for one in named(deck):
            assert one == known[one.code], deck.slug
        for role in deck.roles:
            assert role == roles.setdefault(role.slug, role), deck.slug


def test_no_two_decks_share_the_code_of_a_card() -> None:
    codes = [one.code for deck in BUILT_IN.values() for one in deck.cards]

    assert len(set(codes)) == len(codes)


# Two languages


@each_deck
def test_every_part_is_whole_in_dutch_and_in_english(slug: str) -> None:
    deck = BUILT_IN[slug]

    assert deck.language == "nl"
    for mine, theirs in zip(parts(deck), parts(deck.spoken("en")), strict=True):
        assert theirs.language == "en", mine.texts
        assert mine.texts.keys() == theirs.texts.keys()


@each_deck
def test_the_texts_of_a_deck_are_counted_in_both_languages(slug: str) -> None:
    deck = BUILT_IN[slug]

    for spoken in (deck, deck.spoken("en")):
        assert sum(len(one.texts) for one in parts(spoken)) == TEXTS[slug]


@each_deck
def test_no_text_is_dutch_in_english(slug: str) -> None:
    deck = BUILT_IN[slug]

    for mine, theirs in zip(parts(deck), parts(deck.spoken("en")), strict=True):
        for name, text in mine.texts.items():
            same = text == theirs.texts[name]
            assert not same or name == "source" or text in SAME_IN_BOTH, text


# Facts


@each_deck
def test_every_card_has_a_fact_with_a_source_and_a_year(slug: str) -> None:
    for deck in (BUILT_IN[slug], BUILT_IN[slug].spoken("en")):
        for one in deck.cards:
            assert one.fact, one.code
            assert re.search(r"\b(19|20)\d\d\b|ongedateerd|undated", one.fact.source)


def test_a_source_without_a_year_is_explained_in_the_guide() -> None:
    guide = (DECKS.parent / "docs" / "kaartensets.md").read_text(encoding="utf-8")
    undated = {
        one.code
        for deck in BUILT_IN.values()
        for one in deck.cards
        if one.fact and not re.search(r"\d{4}", one.fact.source)
    }

    explained = guide.partition("## Waar de kaarten van een regel afwijken")[2]
    assert set(re.findall(r"\b[DRGV]\d\d\b", explained)) == undated


@each_deck
def test_a_figure_that_gets_too_old_says_until_when_it_is_good(slug: str) -> None:
    dated = {one.code: one.fact.until for one in BUILT_IN[slug].cards if one.fact}

    ageing = [code for code, until in dated.items() if until]

    assert " ".join(ageing) == AGEING[slug]


def test_a_made_up_case_says_so_everywhere() -> None:
    case = card("leeg-voorbeeld", "V03").case

    assert case
    assert case.story.startswith("Verzonnen voorbeeld")
    assert case.source.startswith("Verzonnen voorbeeld")
    assert all("verzonnen" in one.label for one in case.costs)


def test_no_other_card_tells_a_case_for_no_source_tells_one_whole_story() -> None:
    told = [one.code for deck in BUILT_IN.values() for one in cards(deck) if one.case]

    assert told == ["V03"]


def test_the_amounts_of_the_36_stories_stand_there_as_estimates() -> None:
    fact = card("sociaal-werk-beweegt", "D07").fact

    assert fact
    assert "hooguit €5.000" in fact.text
    assert "tot €70.000" in fact.text
    assert "schattingen" in fact.text


# Another region


def test_a_dilemma_about_partners_can_happen_in_any_region() -> None:
    deck = BUILT_IN["gezond-groningen"]

    for one in cards(deck):
        said = (one.title, one.tension, one.situation, one.turning)
        for text in (*said, *(option.text for option in one.options)):
            assert not re.search(PLACES, text), one.code


def test_a_fact_of_one_region_asks_for_a_fact_of_your_own() -> None:
    deck = BUILT_IN["gezond-groningen"]

    for note, spoken in (
        ("Eigen regio:", deck),
        ("Your own region:", deck.spoken("en")),
    ):
        asks = [one.code for one in spoken.cards if note in one.note]
        assert asks == OF_A_REGION
    for one in deck.cards:
        assert one.fact
        if re.search(PLACES, one.fact.text):
            assert one.code in OF_A_REGION


# Nobody is named


@each_deck
@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_person_is_named(slug: str, language: str) -> None:
    for part in parts(BUILT_IN[slug].spoken(language)):
        for id, text in part.texts.items():
            if id not in ("source", "costs_source"):
                assert set(names(text)) <= set(NAMES.split()), text


@each_deck
def test_nobody_can_be_called_or_written_to(slug: str) -> None:
    text = (DECKS / f"{slug}.md").read_text(encoding="utf-8")

    assert not re.search(r"@|https?:|www\.|\b\d{4} ?[A-Z]{2}\b", text)
    assert not re.search(r"\b0\d{1,3}[- ]?\d{6,8}\b|\+31|\b06[- ]", text)


@pytest.mark.parametrize("path", find_decks(DECKS), ids=lambda path: path.stem)
def test_no_built_in_deck_needs_advice(path: Path) -> None:
    assert advise(load_deck(path), "2026-11") == ()
