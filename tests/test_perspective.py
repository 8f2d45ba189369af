"""The Wenkend Perspectief: relative to what was discussed, and nothing invented."""

import pytest

from dilemma.rules.disclosure import disclose_card
from dilemma.rules.perspective import EffectLine, Perspective, perspective
from tests.builders import a_card, a_deck, a_tally


def played(card: str, *votes: str, options: int = 2):
    rounds = [
        a_tally(f"inwoner: {each}", round=number, options=options)
        for number, each in enumerate(votes, start=1)
    ]
    return disclose_card(card, rounds)


def effect(picture: Perspective, slug: str) -> EffectLine:
    return next(line for line in picture.effects if line.effect.slug == slug)


def test_every_challenge_is_there_in_deck_order_also_when_not_discussed() -> None:
    picture = perspective(a_deck(), [played("kaart-2", "9a 3b")], participants=14)
    assert [line.challenge.code for line in picture.challenges] == ["O1", "O2"]
    discussed, silent = picture.challenges
    assert discussed.discussed
    assert [card.code for card, _ in discussed.cards] == ["D02"]
    assert [example.slug for example in discussed.examples] == ["een-huis"]
    assert not silent.discussed
    assert (picture.participants, picture.cards_played) == (14, 1)


def test_an_effect_counts_only_cards_that_touch_it() -> None:
    shown = [played("kaart-1", "9a 3b"), played("kaart-2", "2a 8b")]
    picture = perspective(a_deck(), shown, participants=12)
    # Card 1: A puts E2 first and E3 behind. Card 2: A puts E3 first, E1 behind.
    lines = {
        line.effect.code: (line.first, line.not_first, line.undecided)
        for line in picture.effects
    }
    assert lines == {"E1": (1, 0, 0), "E2": (1, 0, 0), "E3": (0, 2, 0)}
    assert [line.discussed for line in picture.effects] == [1, 1, 2]


@pytest.mark.parametrize(
    ("votes", "expected"),
    [
        (["6a 6b"], (0, 0, 1)),  # a tie
        (["3a 1b"], (0, 0, 1)),  # too few votes
        (["2a 9b", "7a 4b"], (1, 0, 0)),  # the last round counts
        (["9a 2b", "4a 7b"], (0, 1, 0)),
        (["9a 2b", "2a 1b"], (0, 0, 1)),
    ],
)
def test_the_majority_of_the_last_round_decides(
    votes: list[str], expected: tuple[int, int, int]
) -> None:
    line = effect(
        perspective(a_deck(), [played("kaart-1", *votes)], 12), "meer-verbondenheid"
    )
    assert (line.first, line.not_first, line.undecided) == expected


def test_the_largest_of_three_options_is_no_majority_by_itself() -> None:
    card = a_card(1)
    third = card.options[0]
    deck = a_deck(cards=(a_card(1, options=(*card.options, third)),))
    shown = [played("kaart-1", "5a 4b 3c", options=3)]
    assert effect(perspective(deck, shown, 12), "meer-verbondenheid").undecided == 1


def test_a_card_without_votes_is_played_but_decides_nothing() -> None:
    picture = perspective(a_deck(), [disclose_card("kaart-1", [])], 12)
    assert picture.cards_played == 1
    assert effect(picture, "meer-verbondenheid").undecided == 1


def test_a_workshop_without_cards_has_an_empty_picture() -> None:
    picture = perspective(a_deck(), [], participants=3)
    assert not any(line.discussed for line in picture.challenges)
    assert not any(line.discussed for line in picture.effects)


def test_a_card_of_another_deck_is_refused() -> None:
    with pytest.raises(ValueError, match="kaart-9"):
        perspective(a_deck(), [played("kaart-9", "9a")], participants=9)
