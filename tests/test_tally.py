"""What one step counted."""

import pytest

from dilemma.rules.tally import Change, Counts, Tally
from tests.builders import a_tally


def test_sure_and_rather_are_both_votes_and_a_pass_is_not() -> None:
    counts = a_tally("inwoner: AAab--").role("inwoner")
    assert counts == Counts(((2, 1), (0, 1)), passes=2)
    assert (counts.chose(0), counts.chose(1)) == (3, 1)
    assert (counts.voters, counts.answered) == (4, 6)


def test_the_room_is_all_roles_together() -> None:
    tally = a_tally("inwoner: Aab-", "gemeente: 10b 2A", "ondernemer:")
    assert tally.room == Counts(((3, 1), (0, 11)), passes=1)
    assert tally.role("gemeente").voters == 12
    assert tally.role("zorgverzekeraar") == Counts.none(2)


def test_a_silent_room_still_knows_its_options() -> None:
    assert Tally(1, 1, (), options=3).room == Counts(((0, 0), (0, 0), (0, 0)))


def test_groups_of_different_cards_do_not_add_up() -> None:
    with pytest.raises(ValueError, match="argument"):
        Counts.none(2) + Counts.none(3)


@pytest.mark.parametrize("counts", [(((-1, 0), (0, 0)), 0), (((1, 0), (0, 0)), -1)])
def test_people_are_never_negative(counts: tuple) -> None:
    with pytest.raises(ValueError, match="negative"):
        Counts(*counts)


def test_a_role_is_counted_once_and_on_the_same_options() -> None:
    with pytest.raises(ValueError, match="once"):
        a_tally("inwoner: a", "inwoner: b")
    with pytest.raises(ValueError, match="same 3 options"):
        Tally(1, 1, (("inwoner", Counts.none(2)),), options=3)


@pytest.mark.parametrize("other", [-1, 11])
def test_nobody_changes_without_voting_twice(other: int) -> None:
    with pytest.raises(ValueError, match="twice"):
        Change(voted_twice=10, chose_other=other)
