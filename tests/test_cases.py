"""A case shows two courses and ranges with their source: never a sum, never a gain."""

import re
from collections.abc import Callable
from itertools import combinations

import pytest

from dilemma.live import rooms
from dilemma.rules.agenda import Depth
from dilemma.rules.deck import Case, Cost
from tests.builders import a_card, a_deck
from tests.conftest import Person, Room, path, says
from tests.deliveries import push_of
from tests.markup import text

# No two of these, and no all of them, add up to a number that is on a screen anyhow.
COSTS = (
    Cost("opvang", 4103, 9211),
    Cost("politie", 1307, 1307),
    Cost("zorg", 10017, 70029),
)
CASE = Case(
    "Een vrouw zoekt een huis.",
    "Zij kreeg hulp in de buurt.",
    "Zij was misschien in de opvang gekomen.",
    COSTS,
    "Gemeente, 2024",
)
GAIN = re.compile(
    r"winst|opbrengst|rendement|bespaar|totaal|profit|gain|return|total|saved"
)


@pytest.fixture
def told(make_room: Callable[..., Room]) -> Room:
    """A workshop with one card that carries a case."""
    cards = (a_card(1, case=CASE), a_card(2))
    return make_room(Depth.DEEP, Depth.QUICK, deck=a_deck(cards=cards))


def sums() -> set[int]:
    """Every amount that somebody could make by adding up."""
    amounts = [amount for one in COSTS for amount in (one.low, one.high)]
    return {
        sum(some)
        for size in range(2, len(amounts) + 1)
        for some in combinations(amounts, size)
    }


def case_of(html: str) -> str:
    """The words of the case in a fragment or page."""
    found = re.search(r'<section class="case".*?</section>', html, re.DOTALL)
    return text(found[0]) if found else ""


def test_phone_and_projector_show_both_courses_and_every_range(told: Room) -> None:
    told.reach("read")
    for audience in (rooms.PLAYER, rooms.PROJECTOR):
        shown = case_of(push_of(told, audience, "nl"))
        for words in (CASE.story, CASE.happened, CASE.otherwise, CASE.source):
            assert words in shown
        assert "4.103 tot 9.211 euro" in shown
        assert says("What might have happened otherwise") in shown
        assert "Tel de bedragen niet op" in shown
        english = case_of(push_of(told, audience, "en"))
        assert "10,017 to 70,029 euros" in english
        assert "Do not add the amounts up" in english


def test_nothing_ever_adds_them_up_or_calls_them_a_gain(told: Room) -> None:
    told.crowd("inwoner", 6)
    shown = []
    while not told.look().game.closed:
        for audience in (rooms.PLAYER, rooms.PROJECTOR, rooms.HOST):
            shown += [push_of(told, audience, lang) for lang in ("nl", "en")]
        told.act("next")
    zoe, page = Person(told.app), path(told.links.results)
    for lang in ("nl", "en"):
        shown.append(zoe.get(f"{page}?lang={lang}").text)
        for form in ("csv", "json"):
            shown.append(zoe.get(f"{page}/download.{form}?lang={lang}").text)
    forbidden = sums()
    cases = [case for html in shown if (case := case_of(html))]
    assert len(cases) > 8
    for case in cases:
        assert not GAIN.search(case.lower())
    for words in map(text, shown):
        found = re.findall(r"(?<![\w.,])\d[\d.,]*\d(?!\w)", words)
        numbers = {int(re.sub(r"[.,]", "", one)) for one in found if len(one) < 12}
        assert not numbers & forbidden


def test_a_card_without_a_case_shows_none(told: Room) -> None:
    told.reach("reveal")
    told.act("next", "next")
    assert told.look().card == a_card(2)
    assert not case_of(push_of(told, rooms.PLAYER, "nl"))
