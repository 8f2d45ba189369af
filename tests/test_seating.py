"""Tables and roles: what is dealt, what is advised, and what is told of a table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dilemma.rules.agenda import Kind
from dilemma.rules.refusals import (
    IllegalMove,
    RoleDealt,
    RoleUnknown,
    SeatUnknown,
    TooManyChosen,
)
from dilemma.rules.seating import (
    COUNTED_FROM,
    MOST_TABLES,
    Arrangement,
    Dealing,
    advised_roles,
    arrange,
    come_in_as,
    deal,
    nobody_yet,
    take_seat,
    tell_other_role,
    tell_table,
)
from tests.builders import a_game

OFFERED = ("inwoner", "gemeente", "ondernemer")
COUNTS = st.dictionaries(st.sampled_from([*OFFERED, "raad"]), st.integers(0, 40))


@given(st.integers(0, 200))
def test_dealt_roles_differ_by_one_person_at_most(people: int) -> None:
    joined: dict[str, int] = {}
    for _ in range(people):
        role = deal(joined, OFFERED)
        joined[role] = joined.get(role, 0) + 1
    sizes = [joined.get(role, 0) for role in OFFERED]
    assert sum(sizes) == people
    assert max(sizes) - min(sizes) <= 1


@given(COUNTS, st.permutations(OFFERED))
def test_whoever_chose_before_the_smallest_role_is_dealt(
    joined: dict[str, int], offered: list[str]
) -> None:
    role = deal(joined, offered)
    assert role in offered
    assert all(joined.get(role, 0) <= joined.get(other, 0) for other in offered)
    first = next(r for r in offered if joined.get(r, 0) == joined.get(role, 0))
    assert role == first


def test_where_roles_are_dealt_nobody_chooses_one_but_at_the_desk() -> None:
    joined = {"inwoner": 2, "gemeente": 1, "ondernemer": 1}
    assert come_in_as(Dealing.DEALT, "", joined, OFFERED) == "gemeente"
    for wanted in (*OFFERED, "tovenaar"):
        with pytest.raises(RoleDealt):
            come_in_as(Dealing.DEALT, wanted, joined, OFFERED)
    helped = come_in_as(Dealing.DEALT, "inwoner", joined, OFFERED, helped=True)
    assert helped == "inwoner"


@pytest.mark.parametrize("dealing", [Dealing.CHOSEN, Dealing.FIXED])
def test_elsewhere_a_role_on_offer_is_chosen(dealing: Dealing) -> None:
    assert come_in_as(dealing, "gemeente", {}, OFFERED) == "gemeente"
    for wanted in ("", "tovenaar"):
        with pytest.raises(RoleUnknown):
            come_in_as(dealing, wanted, {}, OFFERED)


def test_roles_that_nobody_has() -> None:
    assert nobody_yet({}, OFFERED) == set(OFFERED)
    assert nobody_yet({"inwoner": 2, "gemeente": 0}, OFFERED) == {
        *("gemeente", "ondernemer"),
    }


@pytest.mark.parametrize(
    ("people", "roles"),
    [(0, 4), (30, 4), (31, 5), (59, 5), (60, 6), (99, 6), (100, 8), (5000, 8)],
)
def test_the_advised_number_of_roles(people: int, roles: int) -> None:
    assert advised_roles(people) == roles


def test_tables_are_arranged_in_the_lobby() -> None:
    assert arrange(a_game(), 4, Dealing.DEALT) == Arrangement(4, Dealing.DEALT)
    with pytest.raises(TooManyChosen):
        arrange(a_game(), MOST_TABLES + 1, Dealing.CHOSEN)
    with pytest.raises(TooManyChosen):
        arrange(a_game(), -1, Dealing.CHOSEN)
    begun = a_game(at=1)
    assert begun.step.kind is Kind.READ
    with pytest.raises(IllegalMove):
        arrange(begun, 4, Dealing.CHOSEN)


def test_nobody_sits_at_a_table_that_is_not_there() -> None:
    assert take_seat(Arrangement(3), 3) == 3
    for seat in (0, 4):
        with pytest.raises(SeatUnknown):
            take_seat(Arrangement(3), seat)


@given(st.integers(0, 12), st.integers(0, 12))
def test_a_small_table_says_only_whether_all_voted(seated: int, answered: int) -> None:
    told = tell_table(1, seated, min(answered, seated))
    assert (told.answered is None) is (seated < COUNTED_FROM)
    assert told.all is (seated > 0 and answered >= seated)


@given(st.integers(0, 60), st.integers(0, 60))
def test_other_roles_are_told_of_five_people_beside_five(other: int, own: int) -> None:
    told = tell_other_role(other, own)
    assert told is None or (told == other and other >= 5 and own >= 5)
    assert (told is None) is (other < 5 or own < 5)
