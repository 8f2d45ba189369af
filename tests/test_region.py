"""Several rooms in one picture: of what each publishes, and it tells nothing more.

The adversary here may have been in every room. It has what each room publishes, and the
picture with and without the last one. Whoever's vote the totals leave open stays open.
"""

from collections.abc import Hashable
from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dilemma.rules import disclosure
from dilemma.rules.across import Verdict, together, verdict
from dilemma.rules.beside import LeftOut
from dilemma.rules.deck import Challenge, Option, Role
from dilemma.rules.disclosure import disclose_card
from dilemma.rules.labels import Label
from dilemma.rules.priorities import PrioritiesShown
from dilemma.rules.publication import CannotCompare, Room, published, require
from dilemma.rules.region import region
from dilemma.rules.shown import CardShown
from dilemma.rules.tally import Tally
from dilemma.screens.region import MOST_AROUND, region_face
from tests.adversary import Sizes, wins_across
from tests.builders import CHALLENGES, a_card, a_deck, a_snapshot, a_tally
from tests.test_leaving import without_merging, without_secondary_suppression

DECK = a_deck()


def a_room(number: int, *tallies: tuple[str, Tally], **changes: Any) -> Room:
    """A room that played these cards, on its own day."""
    shown = tuple(disclose_card(card, [tally]) for card, tally in tallies)
    room = Room(
        id=f"w{number}",
        title=f"Zaal {number}",
        created=number,
        participants=20,
        deck=DECK,
        results=shown,
    )
    return replace(room, **changes)


def chose(for_a: int, for_b: int) -> Tally:
    """So many chose A and B, all in one role."""
    return a_tally(f"inwoner: {for_a}a {for_b}b")


def one(number: int, for_a: int, for_b: int, **changes: Any) -> Room:
    """A room that played the first card."""
    return a_room(number, ("kaart-1", chose(for_a, for_b)), **changes)


# What the picture says.


@pytest.mark.parametrize(
    ("rooms", "expected", "spread"),
    [
        ([(8, 2), (7, 3)], Verdict.SAME, (70, 80)),
        ([(8, 2), (3, 7)], Verdict.DIFFER, (30, 80)),
        ([(8, 2), (5, 5)], Verdict.EVEN, (50, 80)),
        ([(21, 19), (19, 21)], Verdict.CLOSE, (48, 53)),
        ([(5, 5), (5, 5)], Verdict.CLOSE, (50, 50)),
        ([(8, 2), (2, 2)], Verdict.ONE, None),  # the second one shows nothing
        ([(2, 2), (2, 1)], Verdict.ONE, None),
    ],
)
def test_rooms_chose_the_same_or_not(
    rooms: list[tuple[int, int]], expected: Verdict, spread: tuple[int, int] | None
) -> None:
    found = region([one(number, *votes) for number, votes in enumerate(rooms)])
    (card,) = found.cards
    assert (card.verdict, card.spread) == (expected, spread)
    assert len(card.told) == sum(sum(votes) >= 5 for votes in rooms)
    assert not card.small_rooms
    assert {line.verdict for line in found.challenges} == {expected, Verdict.ONE}


def test_a_challenge_has_the_verdict_of_its_cards_or_differs_from_card_to_card() -> (
    None
):
    same, differ, alone = Verdict.SAME, Verdict.DIFFER, Verdict.ONE
    assert together([same, alone]) is same
    assert together([same, differ]) is Verdict.MIXED
    assert together([alone]) is together([]) is alone
    assert verdict([0, 2, 2]) is differ  # more than two options have no percentage


def test_with_more_options_rooms_are_compared_by_side_alone() -> None:
    card = a_card(1, options=(*a_card(1).options, Option("c", "Niets.")))
    deck = a_deck(cards=(card,))
    three = [
        a_room(number, ("kaart-1", a_tally(votes, options=3)), deck=deck)
        for number, votes in enumerate(("inwoner: 6a 1c", "inwoner: 1a 6c"))
    ]
    (found,) = region(three).cards
    assert (found.verdict, found.spread) == (Verdict.DIFFER, None)
    assert found.small_rooms
    assert region_face(region(three)).marks[0].posts == ()


def test_a_label_stands_there_when_all_rooms_have_it() -> None:
    alike = region([one(1, 9, 1), one(2, 8, 2)]).cards[0]
    assert alike.label is Label.MAJORITY
    other = region([one(1, 9, 1), one(2, 5, 5), one(3, 1, 1)]).cards[0]
    assert other.label is None


def test_a_role_that_stood_apart_in_two_rooms_is_named_and_one_room_is_not_enough() -> (
    None
):
    apart = a_tally("inwoner: 4a 8b", "gemeente: 9a 3b", "ondernemer: 9a 3b")
    along = a_tally("inwoner: 8a 4b", "gemeente: 8a 4b", "ondernemer: 6a 6b")
    even = a_tally("inwoner: 4a 8b", "gemeente: 8a 4b")
    rooms = [
        a_room(number, ("kaart-1", tally))
        for number, tally in enumerate((apart, along, apart, even), 1)
    ]
    (card,) = region(rooms).cards
    ((role, where, shown),) = ((x.role.slug, x.rooms, x.shown) for x in card.apart)
    assert (role, where, shown) == ("inwoner", (1, 3), (1, 2, 3))
    assert region([rooms[0], rooms[1]]).cards[0].apart == ()


def test_effects_and_what_comes_first_stand_there_per_room() -> None:
    first = PrioritiesShown(True, (("eerder-erbij",), ("samen-sterk",)))
    tie = PrioritiesShown(True, (("samen-sterk", "eerder-erbij", "x"),))
    rooms = [
        one(1, 8, 2, priorities=first),
        one(2, 2, 8, priorities=tie),
        a_room(3, ("kaart-2", chose(5, 5))),
    ]
    found = region(rooms)
    effects = {line.effect.slug: line for line in found.effects}
    connected = effects["meer-verbondenheid"]
    assert [(room, line.first) for room, line in connected.rooms] == [(1, 1), (2, 0)]
    assert (connected.first, connected.not_first, connected.discussed) == (1, 1, 2)
    assert effects["minder-kosten"].undecided == 1
    assert [line.front for line in found.challenges] == [(1,), (1,)]
    assert [line.rooms for line in found.challenges] == [(3,), (1, 2)]
    assert {card.card.slug: card.absent(3) for card in found.cards} == {
        "kaart-1": (3,),
        "kaart-2": (1, 2),
    }


def test_a_card_in_other_words_is_another_card_and_a_renamed_challenge_another() -> (
    None
):
    words = a_card(1, situation="Iets anders.")
    names = (replace(CHALLENGES[1], name="Vroeg erbij"), CHALLENGES[0])
    newer = a_deck(cards=(words, a_card(2)), challenges=names, slug="eigen")
    rooms = [
        a_room(1, ("kaart-1", chose(8, 2)), ("kaart-2", chose(8, 2))),
        a_room(2, ("kaart-1", chose(2, 8)), ("kaart-2", chose(8, 2)), deck=newer),
    ]
    found = region(rooms)
    told = [(card.card.slug, len(card.rooms), card.reworded) for card in found.cards]
    assert sorted(told) == [
        ("kaart-1", 1, True),
        ("kaart-1", 1, True),
        ("kaart-2", 2, False),
    ]
    assert [line.challenge.name for line in found.challenges] == [
        "Vroeg erbij",
        "Samen sterk",
        "Eerder erbij",
    ]


def test_what_was_played_alone_stands_beside_unless_few_more_or_fewer_voted() -> None:
    rooms = [one(1, 8, 2), one(2, 12, 8)]
    far, near, few = (
        one(number, *votes, alone=True)
        for number, votes in ((3, (30, 10)), (4, (14, 8)), (5, (2, 1)))
    )
    found = region([*rooms, far, near, few])
    assert len(found.rooms) == 2
    (card,) = found.cards
    assert (card.verdict, card.spread) == (Verdict.SAME, (60, 80))
    assert [beside.told.left_out for beside in card.alone] == [
        None,
        LeftOut.NEAR,
        LeftOut.TOO_FEW,
    ]
    twin = region([*rooms, far, one(6, 31, 12, alone=True)]).cards[0]
    assert {beside.told.left_out for beside in twin.alone} == {LeftOut.NEAR}


def test_what_is_open_or_a_rehearsal_is_named_and_left_out() -> None:
    rooms = [one(1, 8, 2), one(2, 8, 2), one(3, 2, 8, closed=False)]
    real = region([*rooms, one(4, 2, 8, rehearsal=True)])
    assert [len(part) for part in (real.rooms, real.open, real.rehearsals)] == [2, 1, 1]
    assert real.cards[0].verdict is Verdict.SAME
    assert real.enough
    assert not real.rehearsal
    rehearsed = region([replace(room, rehearsal=True) for room in rooms])
    assert rehearsed.rehearsal
    assert not rehearsed.rehearsals
    assert not region(rooms[:1]).enough


def test_which_rooms_go_together() -> None:
    good = [one(1, 8, 2), one(2, 8, 2)]
    strange = a_deck(cards=(a_card(9),))
    require(good)
    require([*good, one(3, 8, 2, alone=True)])
    for rooms, why in (
        (good[:1], "few"),
        ([good[0], one(3, 8, 2, alone=True)], "few"),
        ([one(number, 8, 2) for number in range(21)], "many"),
        ([*good, one(3, 8, 2, closed=False)], "open"),
        ([*good, one(3, 8, 2, rehearsal=True)], "rehearsal"),
        ([*good, a_room(3, deck=strange)], "no card"),
    ):
        with pytest.raises(CannotCompare) as refused:
            require(rooms)
        assert refused.value.why == why


def test_only_what_is_published_is_taken() -> None:
    snapshot = a_snapshot()
    assert published(snapshot) == Room(
        id="w1",
        title="Proefsessie",
        created=snapshot.workshop.created,
        participants=0,
        deck=snapshot.workshop.deck,
        results=(),
        closed=False,
    )


def test_the_picture_is_in_the_language_of_who_reads_as_far_as_it_goes() -> None:
    found = region([one(1, 8, 2), one(2, 8, 2)], "en")
    assert {card.card.language for card in found.cards} == {"nl"}


VOTES = st.tuples(st.integers(0, 9), st.integers(0, 9))
PLAYED = st.dictionaries(st.sampled_from(["kaart-1", "kaart-2", "kaart-3"]), VOTES)


@settings(max_examples=60, deadline=None)
@given(st.lists(PLAYED, min_size=2, max_size=4))
def test_the_order_of_rooms_does_not_matter_and_who_did_not_play_changes_nothing(
    played: list[dict[str, tuple[int, int]]],
) -> None:
    rooms = [
        a_room(number, *((card, chose(*votes)) for card, votes in each.items()))
        for number, each in enumerate(played)
    ]
    found = region(rooms)
    assert all(region(other) == found for other in permutations(rooms))
    more = region([*rooms, a_room(99)])
    assert more.cards == found.cards
    assert [line.rooms for line in more.effects] == [x.rooms for x in found.effects]


def test_around_a_card_stand_the_rooms_and_of_many_only_how_many() -> None:
    few = region([one(1, 8, 2), one(2, 2, 8), one(3, 5, 5)])
    (strip, _other) = sorted(region_face(few).polder.strips, key=lambda x: not x.lenses)
    (lens,) = strip.lenses
    assert {(post.said, post.side) for post in lens.posts} == {
        ("1", "a"),
        ("2", "b"),
        ("3", ""),
    }
    assert lens.won == ""
    many = region([one(number, 8, 2) for number in range(MOST_AROUND + 1)])
    (mark,) = region_face(many).marks
    assert [(post.said, post.side) for post in mark.posts] == [("6×", "a")]
    assert mark.won == "a"
    (silent,) = region_face(region([one(1, 1, 1), one(2, 1, 1)])).marks
    assert (silent.label, silent.posts) == ("too-few", ())


# The adversary.

CARD = a_card(1, slug="kaart")
SMALL = a_deck(
    cards=(CARD,),
    roles=tuple(Role(f"rol-{n}", f"rol {n}", "door") for n in range(4)),
    challenges=(Challenge(CARD.challenge, "O1", "Opgave", ""),),
)


class Watcher:
    """Sees the picture of all rooms, and of all but the last one."""

    def __init__(self) -> None:
        self.seen: dict[tuple[int, ...], int] = {}
        self.pictures: dict[str, int] = {}

    def __call__(
        self, votes: Any, prints: tuple[CardShown, ...], numbers: tuple[int, ...]
    ) -> Hashable:
        """Give a number to all that is seen; the same for what is the same."""
        if numbers not in self.seen:
            rooms = [
                Room(f"w{n}", f"Zaal {n}", n, 10, SMALL, (shown,))
                for n, shown in enumerate(prints)
            ]
            looks = (region(rooms), region(rooms[:-1]))
            told = repr([(one.cards, one.effects) for one in looks])
            self.seen[numbers] = self.pictures.setdefault(told, len(self.pictures))
        return self.seen[numbers]


@pytest.mark.parametrize(
    "sizes",
    [
        ((5, 6), (5, 7)),
        ((7, 7), (2, 4)),  # the second one shows no roles
        ((5, 5), (5,), (3, 1)),  # a room of four shows nothing
        ((3, 4, 6), (5, 6)),
    ],
)
def test_the_picture_tells_nobodys_vote(sizes: tuple[Sizes, ...]) -> None:
    assert not wins_across(sizes, Watcher())


@settings(max_examples=12, deadline=None)
@given(
    st.lists(
        st.lists(st.integers(0, 7), min_size=1, max_size=2).map(tuple),
        min_size=2,
        max_size=2,
    )
)
def test_nor_in_any_two_small_rooms(sizes: list[Sizes]) -> None:
    assert not wins_across(tuple(sizes), Watcher())


def test_the_adversary_wins_when_small_roles_of_rooms_are_added_up() -> None:
    watch, sizes = Watcher(), ((6, 3), (6, 3))

    def pooled(votes: Any, prints: Any, numbers: Any) -> Hashable:
        return watch(votes, prints, numbers), sum(answer[1] for answer in votes)

    assert not wins_across(sizes, watch)
    assert wins_across(sizes, pooled)


@pytest.mark.parametrize("rule", [without_secondary_suppression, without_merging])
def test_the_adversary_wins_when_a_room_does_not_keep_its_own_rules(
    monkeypatch: pytest.MonkeyPatch, rule: Any
) -> None:
    sizes = ((10, 10, 1), (5,))
    assert not wins_across(sizes, Watcher())
    monkeypatch.setattr(disclosure, "group_roles", rule)
    monkeypatch.setattr(disclosure, "split_is_shown", lambda rounds, said: True)
    monkeypatch.setattr(disclosure, "means_that_tell", lambda known, boxes: set())
    assert wins_across(sizes, Watcher())
