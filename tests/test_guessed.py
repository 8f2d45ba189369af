"""What is told of guesses is in words, and tells nobody what another guessed."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dilemma.rules import guessed as rules
from dilemma.rules.disclosure import disclose_card
from dilemma.rules.guessed import CardGuessed, Guesses, RoleGuessed, guessed
from dilemma.rules.shown import CardShown, GroupShown, Mode, NoSplit, ShareShown
from dilemma.rules.wording import RANKS, Word
from tests.builders import a_tally

WORDS = a_tally("inwoner: 4a 3b", "gemeente: 3a 4b")
COUNTS = a_tally("inwoner: 6a 6b", "gemeente: 5a 7b")
PERCENT = a_tally("inwoner: 15a 10b", "gemeente: 11a 14b")


def about(**roles: tuple[int, int]) -> Guesses:
    return Guesses(roles)


def one(shown: CardShown, a: int, b: int) -> RoleGuessed | None:
    """What is told of these guesses about the inwoner."""
    told = guessed(shown, about(inwoner=(a, b)), None)
    return told.roles[0] if told.roles else None


@pytest.mark.parametrize(
    ("tally", "mode", "chose"),
    [
        (WORDS, Mode.WORDS, Word.MORE_THAN_HALF),
        (COUNTS, Mode.COUNTS, Word.ABOUT_HALF),
        (PERCENT, Mode.PERCENT, Word.MORE_THAN_HALF),
    ],
)
def test_thought_stands_beside_chosen_in_words_whatever_the_card_prints(
    tally: object, mode: Mode, chose: Word
) -> None:
    shown = disclose_card("kaart", [tally])  # type: ignore[list-item]
    assert shown.mode is mode
    told = one(shown, 2, 6)
    assert told == RoleGuessed("inwoner", chose, Word.LESS_THAN_HALF, None)
    assert guessed(shown, None, about(inwoner=(2, 6))).roles[0].played


def test_a_card_without_roles_tells_nothing_of_guesses() -> None:
    shown = disclose_card("kaart", [a_tally("inwoner: 4a 3b", "gemeente: 2a")])
    assert shown.no_split is NoSplit.TOO_FEW
    assert one(shown, 20, 20) is None
    assert guessed(shown, None, None) == CardGuessed("kaart")


def test_nothing_is_told_of_the_merged_rest() -> None:
    tally = a_tally("inwoner: 4a 4b", "gemeente: 2a 1b", "ondernemer: 2a 2b")
    shown = disclose_card("kaart", [tally])
    assert [group.role for group in shown.groups] == ["inwoner", None]
    every = Guesses({"inwoner": (4, 4), "gemeente": (9, 9), "": (9, 9)})
    told = guessed(shown, every, None)
    assert [each.role for each in told.roles] == ["inwoner"]


def test_five_guesses_are_needed_and_a_workshop_may_ask_for_more() -> None:
    shown = disclose_card("kaart", [WORDS])
    assert one(shown, 2, 2) is None
    assert one(shown, 3, 2) is not None
    guesses = about(inwoner=(3, 3))
    assert not guessed(shown, guesses, None, minimum=7).roles
    with pytest.raises(ValueError, match="fewer than 5"):
        guessed(shown, guesses, None, minimum=4)


def test_a_small_group_on_the_card_keeps_the_extreme_words_away() -> None:
    small, large = (disclose_card("kaart", [one]) for one in (WORDS, PERCENT))
    told = one(small, 30, 0), one(small, 0, 30), one(large, 30, 0), one(large, 0, 30)
    assert [each.thought for each in told if each] == [
        Word.MORE_THAN_HALF,
        Word.LESS_THAN_HALF,
        Word.NEARLY_EVERYBODY,
        Word.NEARLY_NOBODY,
    ]


def test_people_guessed_at_the_first_round_that_shows_the_role() -> None:
    last = a_tally("inwoner: 2a 6b", "gemeente: 4a 4b", round=2)
    shown = disclose_card("kaart", [WORDS, last])
    told = one(shown, 4, 1)
    assert told
    assert told.chose is Word.MORE_THAN_HALF
    later = replace(
        shown,
        groups=(GroupShown("inwoner", (), (None, ShareShown(count=(2, 10)))),),
        small_groups=False,
    )
    told = one(later, 4, 1)
    assert told
    assert told.chose is Word.NEARLY_NOBODY
    never = replace(shown, groups=(GroupShown("inwoner", (), (None, None)),))
    assert one(never, 4, 1) is None


def test_the_role_that_was_seen_most_differently_speaks_first() -> None:
    near = RoleGuessed("a", Word.ABOUT_HALF, Word.MORE_THAN_HALF, None)
    far = RoleGuessed("b", Word.NEARLY_NOBODY, None, Word.NEARLY_EVERYBODY)
    assert (near.gap, far.gap) == (1, 4)
    assert CardGuessed("kaart", (near, far)).speaks == "b"
    assert CardGuessed("kaart").speaks is None


# The adversary knows who was dealt which role, who answered, the own answer, everything
# that is printed, and the program. It tries every way in which people can have guessed.


def told_of(shown: CardShown, thought: int, played: int, people: int) -> CardGuessed:
    return guessed(
        shown,
        about(inwoner=(thought, people - thought)),
        about(inwoner=(played, people - played)),
    )


def closed(shown: CardShown, people: int) -> list[tuple[int, bool | None]]:
    """Prints from which an adversary, with this answer or none, learns another's."""
    found = []
    ways = list(product(range(people + 1), range(people + 1)))
    prints = {(a, b): told_of(shown, a, b, people) for a, b in ways}
    for seen in set(prints.values()):
        counts = {way[0] for way in ways if prints[way] == seen}
        for mine in (None, True, False):
            left = {
                count - (mine is True)
                for count in counts
                if mine is None or (count if mine else people - count) > 0
            }
            others = people - (mine is not None)
            if left and (left == {0} or left == {others}):
                found.append((others, mine))
    return found


SHOWN = [disclose_card("kaart", [tally]) for tally in (WORDS, COUNTS, PERCENT)]


@pytest.mark.parametrize("shown", SHOWN, ids=["words", "counts", "percent"])
@pytest.mark.parametrize("people", range(5, 16))
def test_the_adversary_never_learns_a_guess(shown: CardShown, people: int) -> None:
    assert not closed(shown, people)


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(SHOWN), st.integers(0, 45))
def test_nor_in_any_number_of_people(shown: CardShown, people: int) -> None:
    thought = {told_of(shown, count, 0, people): count for count in range(people + 1)}
    if people < 5:
        assert {told.roles for told in thought} == {()}
    for told in thought:
        counts = [
            count
            for count in range(people + 1)
            if told_of(shown, count, 0, people) == told
        ]
        if told.roles:  # room for the reader and one more, on both sides
            assert max(counts) >= 2
            assert min(counts) <= people - 2


def test_the_adversary_wins_when_small_groups_get_extreme_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def blunt(chose: int, voters: int) -> Word:
        return RANKS[round(4 * chose / voters)]

    assert not closed(SHOWN[2], 6)
    monkeypatch.setattr(rules, "word_for", blunt)
    assert closed(SHOWN[2], 6)


@given(st.sampled_from(SHOWN), st.integers(0, 60), st.integers(0, 60))
def test_whether_something_is_told_never_depends_on_what_was_guessed(
    shown: CardShown, a: int, b: int
) -> None:
    assert bool(one(shown, a, b)) == (a + b >= 5)
