"""Each part of a deck is spoken in one language: the wish, or else the deck's own."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from dilemma.rules.deck import Card, Case, Cost, Deck, Fact, Role, Translation
from dilemma.rules.spoken import Spoken
from tests.any_deck import decks
from tests.builders import a_card, a_deck

CASE = Case(
    "Een vrouw zoekt een huis.",
    "Zij kreeg hulp.",
    "Zij kwam in de opvang.",
    (Cost("opvang", 4000, 9000), Cost("zorg", 0, 500)),
    "Gemeente, 2024",
)


def in_english(part: Spoken, *without: str) -> tuple[Translation, ...]:
    """Translate every text of a part, but for some."""
    texts = part.texts.items()
    said = tuple((name, f"{text} (en)") for name, text in texts if name not in without)
    return (Translation("en", said),)


def english_card(number: int, *without: str) -> Card:
    card = a_card(number, case=CASE)
    return replace(card, translations=in_english(card, *without))


def a_deck_in_two_languages() -> Deck:
    role = Role("inwoner", "inwoner", "door", "Wat merk ik?")
    return a_deck(
        roles=(replace(role, translations=in_english(role)), *a_deck().roles[1:]),
        cards=(english_card(1), english_card(2, "note"), a_card(3)),
    )


def test_a_card_with_all_its_texts_is_spoken_in_the_other_language() -> None:
    card = a_deck_in_two_languages().spoken("en").cards[0]

    assert card.language == "en"
    assert all(text.endswith(" (en)") for text in card.texts.values())
    assert card.fact == Fact("Er zijn twee plannen. (en)", "Dorpskrant, 2024 (en)")
    assert card.case is not None
    assert [(one.label, one.low, one.high) for one in card.case.costs] == [
        ("opvang (en)", 4000, 9000),
        ("zorg (en)", 0, 500),
    ]


def test_a_card_that_misses_one_text_is_not_spoken_in_two_languages() -> None:
    half, none = a_deck_in_two_languages().spoken("en").cards[1:]

    assert (half.language, half.texts) == ("nl", english_card(2).texts)
    assert (none.language, none.title) == ("nl", "Kaart 3")


def test_each_part_speaks_for_itself_and_the_deck_is_one_of_them() -> None:
    deck = a_deck_in_two_languages()
    spoken = deck.spoken("en")

    assert (spoken.language, spoken.title) == ("nl", "Proef")
    assert [(one.language, one.name) for one in spoken.roles[:2]] == [
        ("en", "inwoner (en)"),
        ("nl", "gemeente"),
    ]
    whole = replace(deck, translations=in_english(deck)).spoken("en")
    assert (whole.language, whole.title) == ("en", "Proef (en)")
    assert whole.cards[2].language == "nl"


def test_english_is_english_wherever_it_is_spoken() -> None:
    card = a_card(1)
    british = (Translation("en-gb", in_english(card)[0].texts),)
    deck = a_deck(cards=(replace(card, translations=british),))

    assert deck.spoken("en").cards[0].language == "en-gb"
    assert a_deck(language="nl-BE").spoken("nl").cards[0].language == "nl-BE"


@settings(max_examples=30, deadline=None)
@given(decks(), st.sampled_from(["nl", "de", "fy"]))
def test_names_and_tags_never_change_with_the_language(
    deck: Deck, language: str
) -> None:
    spoken = deck.spoken(language)

    assert spoken is deck.spoken(language)  # made once
    assert [_bones(card) for card in spoken.cards] == [
        _bones(card) for card in deck.cards
    ]
    assert [(one.slug, one.sign) for one in spoken.roles] == [
        (one.slug, one.sign) for one in deck.roles
    ]
    for one in (spoken, *spoken.roles, *spoken.cards, *spoken.practice):
        assert one.language
        assert not one.translations


def _bones(card: Card) -> object:
    effects = [option.effects for option in card.options]
    return (card.slug, card.code, card.challenge, card.roles, effects)
