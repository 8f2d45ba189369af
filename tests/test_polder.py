"""The picture: everything in its place, and nothing on top of anything else."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dilemma.rules.deck import Challenge, Effect, Role
from dilemma.rules.disclosure import disclose_card
from dilemma.rules.perspective import Perspective, perspective, side_of
from dilemma.rules.priorities import PrioritiesShown
from dilemma.rules.shown import ShareShown
from dilemma.rules.wording import Word
from dilemma.screens import sheets
from dilemma.screens.endings import in_order
from dilemma.screens.lenses import Lens, touch
from dilemma.screens.lettering import (
    LINE,
    balanced,
    fitted,
    width_of,
    wrapped,
)
from dilemma.screens.polder import Polder, polder
from dilemma.screens.sheets import Sheet
from tests.builders import a_card, a_deck, a_tally

SHEETS = [sheets.HALL, sheets.LOW, sheets.PAGE]
SIGNS = ("door", "desk", "hands", "shield", "coin", "heart", "sprout", "key")
LONG = "Gemeenschapsvoorzieningen en ontmoetingsplekken voor iedereen"


def a_whole(
    per_challenge: list[int], roles: int = 3, voters: int = 12, name: str = "Opgave"
) -> Perspective:
    """A room that played so many cards of each challenge, in as many roles."""
    challenges = tuple(
        Challenge(f"opgave-{n}", f"O{n}", f"{name} {n}", "")
        for n in range(len(per_challenge))
    )
    played = [n for n, cards in enumerate(per_challenge) for _ in range(cards)]
    cards = tuple(
        a_card(number, challenge=f"opgave-{which}")
        for number, which in enumerate(played, start=1)
    )
    deck = a_deck(
        challenges=challenges,
        cards=cards,
        examples=(),
        roles=tuple(Role(f"rol-{n}", f"rol {n}", SIGNS[n]) for n in range(roles)),
    )
    for_a = [voters * (n + 2) // (roles + 3) for n in range(roles)]
    groups = [f"rol-{n}: {a}a {voters - a}b" for n, a in enumerate(for_a)]
    shown = [disclose_card(card.slug, [a_tally(*groups)]) for card in cards]
    return perspective(deck, shown, roles * voters)


def boxes(found: Polder) -> list[tuple[str, tuple[float, float, float, float]]]:
    """Every lens, name, lamp and number with the box it takes."""
    all_of = [(lens.slug, lens.box) for lens in found.lenses]
    for strip in found.strips:
        half = strip.name.size * LINE / 2
        for x, y, line in strip.name.places:
            wide = width_of(line, strip.name.size) / 2
            middle = y - strip.name.size * 0.3
            box = (x - wide, middle - half + 2, x + wide, middle + half - 2)
            all_of.append((line, box))
        if strip.place:
            (x, y), r = strip.stake, found.sheet.letter * 0.6
            all_of.append(("stake", (x - r, y - r, x + r, y + r)))
    return all_of


def collisions(found: Polder) -> list[tuple[str, str]]:
    return [
        (one[0], other[0])
        for one, other in combinations(boxes(found), 2)
        if touch(one[1], other[1])
    ]


@pytest.mark.parametrize("sheet", SHEETS)
@pytest.mark.parametrize("roles", [2, 5, 8])
@pytest.mark.parametrize(
    "played", [[1], [1, 0, 0], [2, 1, 1, 0, 1, 0, 0], [3, 2, 1, 1, 1, 1, 1], [1] * 12]
)
def test_nothing_collides(sheet: Sheet, roles: int, played: list[int]) -> None:
    found = polder(a_whole(played, roles), sheet, [["opgave-0"]])
    assert not collisions(found)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(0, 6), min_size=1, max_size=9).filter(lambda n: sum(n) <= 20),
    st.integers(2, 8),
    st.sampled_from([7, 12, 24]),
)
def test_nothing_collides_whatever_is_played(
    played: list[int], roles: int, voters: int
) -> None:
    found = polder(a_whole(played, roles, voters), sheets.HALL)
    assert not collisions(found)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 6), min_size=1, max_size=9))
def test_every_card_stands_there_or_is_counted(played: list[int]) -> None:
    found = polder(a_whole(played), sheets.PAGE)
    for strip, cards in zip(found.strips, played, strict=True):
        hidden = strip.more[2] if strip.more else 0
        assert len(strip.lenses) + hidden == cards
        assert strip.planted == bool(strip.furrows) == (cards > 0)


def test_lenses_stand_between_horizon_and_names_and_shrink_with_the_distance() -> None:
    found = polder(a_whole([3, 0, 1]), sheets.HALL)
    sheet = found.sheet
    for lens in found.lenses:
        _, top, _, bottom = lens.box
        assert sheet.sky < top
        assert bottom < sheet.height - sheet.verge
    near, middle, far = found.strips[0].lenses
    assert near.y > middle.y > far.y
    assert near.radius > middle.radius > far.radius


def test_strips_lie_in_the_order_of_the_room_with_its_places_on_stakes() -> None:
    whole = a_whole([1, 0, 1, 0])
    shown = PrioritiesShown(True, (("opgave-2",), ("opgave-3",)))
    found = polder(in_order(whole, shown), sheets.HALL, shown.places)
    assert [strip.slug for strip in found.strips] == [
        f"opgave-{number}" for number in (2, 3, 0, 1)
    ]
    assert [strip.place for strip in found.strips] == [1, 2, 0, 0]
    assert [strip.planted for strip in found.strips] == [True, False, True, False]


def test_borders_run_together_at_the_horizon() -> None:
    found = polder(a_whole([1] * 7), sheets.HALL)
    assert len(found.ditches) == 8
    near, far = 1920 / 7, 1920 * 0.46 / 7
    left = found.strips[0].land
    assert left == (
        f"M{1920 * 0.27:.1f} 248L{1920 * 0.27 + far:.1f} 248L{near:.1f} 618L0.0 618z"
    )


def test_signs_of_roles_stand_at_the_side_they_chose() -> None:
    tally = a_tally("rol-0: 15a 5b", "rol-1: 6a 14b", "rol-2: 10a 10b")
    whole = a_whole([1])
    whole = replace(
        whole,
        challenges=tuple(
            replace(
                line,
                cards=tuple((c, disclose_card(c.slug, [tally])) for c, _ in line.cards),
            )
            for line in whole.challenges
        ),
    )
    (lens,) = polder(whole, sheets.HALL).lenses
    sides = {post.role: post for post in lens.posts}
    assert {role: post.side for role, post in sides.items()} == {
        "rol-0": "a",
        "rol-1": "b",
        "rol-2": "",
    }
    assert sides["rol-0"].x < lens.x - lens.radius
    assert sides["rol-1"].x > lens.x + lens.radius
    assert sides["rol-2"].y > lens.y + lens.radius


@pytest.mark.parametrize(
    ("share", "side"),
    [
        (ShareShown(word=Word.NEARLY_EVERYBODY), "a"),
        (ShareShown(word=Word.ABOUT_HALF), ""),
        (ShareShown(word=Word.LESS_THAN_HALF), "b"),
        (ShareShown(count=(7, 12)), "a"),
        (ShareShown(count=(6, 12)), ""),
        (ShareShown(percent=49), "b"),
    ],
)
def test_a_side_follows_from_what_is_printed(share: ShareShown, side: str) -> None:
    assert side_of(share) == side


def test_a_card_without_split_has_no_signs() -> None:
    assert [
        lens.posts
        for lens in polder(a_whole([2], roles=2, voters=3), sheets.HALL).lenses
    ] == [(), ()]


def test_a_lamp_has_a_pane_for_every_card_the_lit_ones_first() -> None:
    whole = a_whole([4], roles=2)
    found = polder(whole, sheets.HALL)
    for light, line in zip(found.lights, whole.effects, strict=True):
        kinds = [kind for kind, _ in light.panes]
        assert (
            kinds
            == ["lit"] * line.first
            + ["unlit"] * line.not_first
            + ["open"] * line.undecided
        )


def test_a_low_sky_has_no_lamps() -> None:
    assert polder(a_whole([1]), sheets.LOW).lights == ()


def test_an_empty_deck_is_an_empty_land() -> None:
    found = polder(a_whole([]), sheets.HALL)
    assert (found.strips, found.lenses) == ((), ())


# Text.


@settings(max_examples=100, deadline=None)
@given(
    st.text("abcdefgh ilmnw", min_size=1, max_size=60).filter(str.strip),
    st.integers(80, 400),
)
def test_lines_never_run_over_their_width_and_lose_no_letter(
    text: str, width: int
) -> None:
    for breaks in (wrapped, balanced):
        lines = breaks(text, 20, width)
        assert all(width_of(line, 20) <= width for line in lines)
        assert "".join(lines).replace("-", "").replace(" ", "") == text.replace(" ", "")


def test_balanced_lines_are_as_equal_as_may_be() -> None:
    assert wrapped("Betere kwaliteit van leven", 20, 240) == (
        "Betere kwaliteit van",
        "leven",
    )
    assert balanced("Betere kwaliteit van leven", 20, 240) == (
        "Betere kwaliteit",
        "van leven",
    )


def test_a_word_that_is_too_long_gets_a_hyphen() -> None:
    first, *rest = wrapped("gemeenschapsvoorzieningen", 20, 150)
    assert first.endswith("-")
    assert rest


def test_letters_shrink_before_a_word_is_broken_but_stay_readable() -> None:
    assert fitted(["Eerder erbij"], 20, [200]) == 20
    assert 15 <= fitted(["verantwoordelijkheid"], 20, [190]) < 20
    assert fitted(["gemeenschapsvoorzieningen"], 20, [60]) == 15


@pytest.mark.parametrize("sheet", [sheets.HALL, sheets.PAGE])
def test_long_dutch_names_stay_on_their_strip_and_above_the_edge(sheet: Sheet) -> None:
    whole = a_whole([1] * 7, name=LONG)
    effects = tuple(
        replace(line, effect=Effect(f"e{n}", f"E{n}", LONG))
        for n, line in enumerate(whole.effects)
    )
    found = polder(replace(whole, effects=effects), sheet)
    assert not collisions(found)
    sizes = {strip.name.size for strip in found.strips}
    assert len(sizes) == 1  # no challenge is shouted


def test_a_lens_without_a_place_is_only_a_mark() -> None:
    assert Lens("kaart", 1, "broad", "a").box == (0, 0, 0, 0)
