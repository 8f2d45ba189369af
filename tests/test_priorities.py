"""What a room puts first is shown in order; nobody's pick can be worked out from it."""

from collections import defaultdict
from itertools import chain, combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dilemma.rules.deck import Challenge, Deck
from dilemma.rules.priorities import (
    ENOUGH,
    NAMED,
    TOO_FEW,
    WHOLE_ORDER_FROM,
    Picks,
    PrioritiesShown,
    disclose_priorities,
    picked,
)
from dilemma.rules.wording import Word
from tests.builders import a_deck


def deck_of(challenges: int) -> Deck:
    return a_deck(
        challenges=tuple(
            Challenge(f"o{n}", f"O{n}", f"Opgave {n}", "Samen.")
            for n in range(challenges)
        )
    )


def shown(people: int, *counts: int) -> PrioritiesShown:
    """Show picks of so many people: so many of each challenge."""
    slugs = {f"o{n}": count for n, count in enumerate(counts)}
    return disclose_priorities(deck_of(len(counts)), Picks(people, slugs))


@pytest.mark.parametrize("people", range(ENOUGH))
def test_fewer_than_five_answers_are_too_few(people: int) -> None:
    assert shown(people, people, people, 0, 0) == TOO_FEW


def test_a_small_room_names_the_first_two_and_no_count() -> None:
    assert shown(6, 4, 3, 2, 1, 0) == PrioritiesShown(True, (("o0",), ("o1",)))


def test_a_tie_is_named_as_a_tie() -> None:
    assert shown(6, 1, 4, 0, 4).places == (("o1", "o3"),)


def test_a_tie_that_does_not_fit_is_left_out_as_a_whole() -> None:
    assert shown(6, 4, 2, 2, 1).places == (("o0",),)
    assert shown(6, 3, 3, 3, 1) == PrioritiesShown(enough=True)


def test_from_ten_answers_on_a_word_says_how_many_chose_the_first() -> None:
    assert shown(9, 5, 2, 2, 2).word is None
    assert shown(10, 5, 3, 2, 2).word is Word.ABOUT_HALF
    assert shown(10, 4, 4, 4, 2).word is None  # nothing is named


def test_a_large_room_sees_the_whole_order_also_of_what_nobody_chose() -> None:
    assert shown(19, 12, 9, 5, 5, 0).whole is False
    assert shown(20, 12, 9, 5, 5, 0) == PrioritiesShown(
        True, (("o0",), ("o1",), ("o2", "o3"), ("o4",)), Word.MORE_THAN_HALF, True
    )


def test_many_challenges_ask_a_larger_room_before_the_whole_order_is_shown() -> None:
    counts = [10, 6, *[2] * 10]
    assert len(shown(30, *counts).places) == NAMED
    assert shown(100, *counts).whole


def test_of_two_challenges_nothing_is_named() -> None:
    assert shown(30, 20, 10) == PrioritiesShown(enough=True)


def test_picks_are_read_in_the_order_of_the_deck() -> None:
    deck = deck_of(3)
    assert picked(deck, "o2+o0") == ("o0", "o2")
    assert picked(deck, "o1") == ("o1",)


@pytest.mark.parametrize("value", ["", "o9", "o1+o1", "o1+", "o1 o2", "O1", "pass"])
def test_what_is_no_list_of_challenges_is_not_read(value: str) -> None:
    assert picked(deck_of(3), value) is None


# ---- an adversary ------------------------------------------------------------
# It knows how many people picked, all that is shown, the own picks and this program.
# So it tries every way in which the others can have picked, keeps those that look the
# same, and asks whether all of the others picked something, or none of them.


def learned(people: int, challenges: int, deck: Deck) -> list[object]:
    """Everything that somebody with any picks of one's own is sure of."""
    alike: dict[PrioritiesShown, list[tuple[int, ...]]] = defaultdict(list)
    for counts in product(range(people + 1), repeat=challenges):
        if people <= sum(counts) <= 2 * people:
            slugs = {f"o{n}": count for n, count in enumerate(counts)}
            alike[disclose_priorities(deck, Picks(people, slugs))].append(counts)
    every = range(challenges)
    own_picks = [(), *((one,) for one in every), *combinations(every, 2)]
    return [
        (picture, own, one)
        for picture, rooms in alike.items()
        for own in own_picks
        if (left := others(rooms, own, people - bool(own)))
        for one in every
        if {room[one] for room in left} in ({0}, {people - bool(own)})
    ]


def others(
    rooms: list[tuple[int, ...]], own: tuple[int, ...], people: int
) -> list[tuple[int, ...]]:
    """What the others can have picked: each of them one or two challenges."""
    without = (
        tuple(count - (one in own) for one, count in enumerate(room)) for room in rooms
    )
    return [
        room
        for room in without
        if min(room) >= 0 and max(room) <= people <= sum(room) <= 2 * people
    ]


@pytest.mark.parametrize(
    ("people", "challenges"),
    [
        *((people, 3) for people in (5, 6, 9, 10, 11, 19, 20, 21)),
        *((people, 4) for people in (5, 6, 9, 10)),
        *((5, 5), (6, 5), (5, 6)),
    ],
)
def test_nobody_works_out_a_pick_in_a_small_room(people: int, challenges: int) -> None:
    assert learned(people, challenges, deck_of(challenges)) == []


def test_the_adversary_wins_where_the_whole_order_is_shown_to_a_small_room(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("dilemma.rules.priorities.WHOLE_ORDER_FROM", 0)
    monkeypatch.setattr("dilemma.rules.priorities._tells_all", lambda *_: True)
    assert learned(5, 4, deck_of(4)) != []


@st.composite
def large_rooms(draw: st.DrawFn) -> tuple[tuple[int, ...], int]:
    """Counts of a room too large to try everything, with seven challenges or so."""
    challenges = draw(st.integers(3, 9))
    people = draw(st.integers(ENOUGH, 60))
    picks = st.sets(st.integers(0, challenges - 1), min_size=1, max_size=2)
    # Rooms in which most follow one another are the ones that could tell something.
    few = draw(st.lists(picks, min_size=1, max_size=4))
    everybody = [draw(st.sampled_from(few)) for _ in range(people)]
    counts = [sum(n in one for one in everybody) for n in range(challenges)]
    return tuple(counts), people


@settings(deadline=None, max_examples=60)
@given(large_rooms())
def test_in_a_larger_room_every_pick_stays_open_too(
    room: tuple[tuple[int, ...], int],
) -> None:
    """For each challenge that all or none of the others picked in this very room there
    is another room that looks the same, in which it is otherwise."""
    counts, people = room
    deck = deck_of(len(counts))
    picture = disclose_priorities(deck, as_picks(counts, people))
    for own in [(), *((n,) for n, count in enumerate(counts) if count)]:
        m = people - bool(own)
        rest = others([counts], own, m)
        for one in range(len(counts)) if rest else ():
            if rest[0][one] in (0, m):
                assert any(
                    disclose_priorities(deck, as_picks(other, people)) == picture
                    for other in otherwise(counts, people, one, own)
                ), (counts, own, one)


def as_picks(counts: tuple[int, ...], people: int) -> Picks:
    return Picks(people, {f"o{n}": count for n, count in enumerate(counts)})


def otherwise(counts: tuple[int, ...], people: int, one: int, own: tuple[int, ...]):
    """Rooms of as many people, in which this challenge is picked by some others."""
    m = people - bool(own)
    # A longer way is tried last, and where it does not take for ever.
    further = reached(counts, moves=3) if len(counts) < 6 else ()
    near = reached(counts, moves=2)
    for other in chain(near, stretched(counts, people), further):
        for left in others([other], own, m):
            if 0 < left[one] < m:
                yield other


def stretched(counts: tuple[int, ...], people: int):
    """The same order with each level at a new height."""
    levels = sorted(set(counts))
    for lowest, stretch in product(range(4), (1, 2, 3, people // 4 or 1)):
        heights = {level: lowest + n * stretch for n, level in enumerate(levels)}
        for top in range(heights[levels[-1]], people + 1):
            heights[levels[-1]] = top
            yield tuple(heights[count] for count in counts)


def reached(counts: tuple[int, ...], moves: int):
    """Rooms in which somebody picked one more, one less, or another challenge."""
    yield counts
    if moves:
        for less, more in product((None, *range(len(counts))), repeat=2):
            other = list(counts)
            if less is not None:
                other[less] -= 1
            if more is not None:
                other[more] += 1
            yield from reached(tuple(other), moves - 1)


def test_the_borders_are_where_the_words_say() -> None:
    assert (ENOUGH, NAMED, WHOLE_ORDER_FROM) == (5, 2, 20)
