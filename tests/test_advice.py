"""Advice is friendly and apart from errors: what was counted, and why it matters."""

from dataclasses import replace
from typing import Any

import pytest

from dilemma.deckfile.advised import ADVICE, advice_sentence
from dilemma.deckfile.asked import form_advice
from dilemma.rules.advice import (
    Advice,
    AdviceKind,
    advise,
    advise_card,
    count_words,
    picture,
)
from dilemma.rules.deck import Card, Deck, Effect, Fact, Option, Role, Translation
from tests.builders import CHALLENGES, EFFECTS, ROLES, a_card, a_deck

NOW = "2027-03"


def kinds(card: Card, now: str = NOW) -> list[str]:
    return [one.kind for one in advise_card(card, now)]


def of(length: int) -> str:
    return " ".join(["woord"] * length)


def options(*texts: str) -> tuple[Option, ...]:
    return tuple(
        replace(option, text=text)
        for option, text in zip(a_card().options, texts, strict=True)
    )


def test_a_good_card_gets_no_advice() -> None:
    assert kinds(a_card()) == []


@pytest.mark.parametrize(
    ("fits", "long", "kind"),
    [
        ({"title": of(6)}, {"title": of(7)}, "long-title"),
        (
            {"situation": f"{of(12)}. {of(12)}. {of(12)}."},
            {"situation": f"{of(12)}. {of(12)}. {of(13)}."},
            "long-situation",
        ),
        (
            {"options": options(of(12), of(12))},
            {"options": options(of(12), of(13))},
            "long-option",
        ),
        (
            {"options": options(of(3), of(8))},
            {"options": options(of(3), of(9))},
            "unequal-options",
        ),
        (
            {"fact": Fact(f"{of(12)}. {of(13)}.", "Krant, 2024")},
            {"fact": Fact(f"{of(13)}. {of(13)}.", "Krant, 2024")},
            "long-fact",
        ),
        (
            {"turning": f"{of(15)}: {of(15)}?"},
            {"turning": f"{of(16)}?"},
            "long-sentence",
        ),
        ({"turning": "En dan?"}, {"turning": "En dan."}, "no-question"),
        ({"turning": "En dan?"}, {"turning": ""}, "no-turning"),
        ({}, {"roles": ()}, "no-roles"),
        ({}, {"fact": None}, "no-fact"),
        (
            {
                "fact": Fact("Zo is het.", "Krant, ongedateerd"),
                "note": "Misschien oud.",
            },
            {"fact": Fact("Zo is het.", "Krant, ongedateerd"), "note": ""},
            "undated-fact",
        ),
    ],
)
def test_a_card_gets_advice_from_one_word_too_many(
    fits: dict[str, Any], long: dict[str, Any], kind: str
) -> None:
    assert kinds(a_card(**fits)) == []
    assert kinds(a_card(**long)) == [kind]


@pytest.mark.parametrize(
    ("until", "now", "expired"),
    [
        ("2027", "2027-12", False),
        ("2026", "2027-01", True),
        ("2027-03", "2027-03", False),
        ("2027-02", "2027-03", True),
        ("2027-02", "2027", False),
        ("", "2050", False),
    ],
)
def test_a_fact_is_good_until_the_end_of_its_year_or_month(
    until: str, now: str, expired: bool
) -> None:
    fact = Fact("Zo is het.", "Krant, 2024", until)
    assert kinds(a_card(fact=fact), now) == ["expired-fact"] * expired


def test_options_have_as_many_effects_each_or_none_looks_neutral() -> None:
    a, b = a_card().options
    assert kinds(a_card(options=(a, replace(b, effects=b.effects[:1])))) == [
        "unequal-tags"
    ]
    none = (replace(a, effects=()), replace(b, effects=()))
    assert kinds(a_card(options=none)) == ["no-tags"]


def test_a_half_translation_is_told_with_its_number_of_missing_texts() -> None:
    texts = (("title", "Card"), ("a", "Small."))
    half = replace(a_card(), translations=(Translation("en", texts),))
    (advice,) = advise_card(half, NOW)
    assert advice.facts == {"language": "en", "missing": len(half.texts) - 2}
    every = Translation("en", tuple(half.texts.items()))
    assert advise_card(replace(half, translations=(every,)), NOW) == ()


def test_words_are_what_holds_a_letter_or_a_digit() -> None:
    assert count_words("Eén – of: twee? € 70.000 (max.)") == 5


def test_a_deck_is_told_what_it_does_not_cover() -> None:
    deck = a_deck(
        roles=(*ROLES, Role("school", "school", "book")),
        effects=(*EFFECTS, Effect("rust", "E9", "Rust")),
        cards=(a_card(1),),
        examples=(),
        practice=(a_card(9, title=of(7), tension="", challenge=""),),
    )
    told = {(one.kind, one.facts.get("name")) for one in advise(deck, NOW)}
    played = a_card(1).challenge
    assert {name for kind, name in told if kind == "challenge-without-card"} == {
        one.name for one in CHALLENGES if one.slug != played
    }
    assert ("challenge-without-example", CHALLENGES[0].name) in told
    assert ("effect-without-card", "Rust") in told
    assert ("role-without-card", "school") in told
    assert ("long-title", None) in told
    assert AdviceKind.NO_PRACTICE in {
        one.kind for one in advise(replace(deck, practice=()), NOW)
    }


def test_the_picture_counts_what_a_deck_covers() -> None:
    deck: Deck = a_deck()
    role = replace(
        ROLES[0], translations=(Translation("en", (("name", "a"), ("glasses", "b"))),)
    )
    seen = picture(replace(deck, roles=(role, *deck.roles[1:])))
    assert sum(cards for _one, cards, _examples in seen.challenges) == len(deck.cards)
    assert sum(examples for _one, _cards, examples in seen.challenges) == 1
    assert [(first, behind) for _one, first, behind in seen.effects] == [(2, 2)] * 3
    assert {one.slug: cards for one, cards in seen.roles}["inwoner"] == 3
    ((language, whole, of_all),) = seen.languages
    assert (language, whole) == ("en", 1)
    assert of_all > whole


def test_every_advice_has_a_sentence() -> None:
    assert set(ADVICE) == set(AdviceKind)
    facts: dict[str, str | int] = {
        **dict.fromkeys(("count", "most", "least", "missing"), 7),
        **dict.fromkeys(("letter", "found", "name", "language"), "x"),
        "until": "2027-06",
    }
    for kind in AdviceKind:
        advice = Advice(kind, "kaart-1", tuple(facts.items()))
        for say in (advice_sentence, form_advice):
            assert "%(" not in say(advice, str)
        assert "+E1" not in form_advice(advice, str)  # a form has menus
    expired = Advice(AdviceKind.EXPIRED_FACT, "", (("until", "2027-06"),))
    assert "juni 2027" in advice_sentence(expired, str)
    assert "June 2027" in advice_sentence(expired, str, "en")
