"""A hint helps the talk on and tells nothing that the result does not show."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dilemma.rules.disclosure import CardShown, disclose_card
from dilemma.rules.hints import Hint, Rule, hint
from dilemma.rules.tally import Change
from tests.builders import ROLES, a_tally


def shown(*groups: str) -> CardShown:
    """What may be seen of one round."""
    return disclose_card("kaart-1", [a_tally(*groups)])


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        # in percentages, in counts and in words
        (
            ("inwoner: 18A4B", "gemeente: 4A18B"),
            Hint(Rule.ROLES_DIFFER, ("inwoner",), ("gemeente",)),
        ),
        (
            ("inwoner: 8A3B", "gemeente: 3A8B"),
            Hint(Rule.ROLES_DIFFER, ("inwoner",), ("gemeente",)),
        ),
        (
            ("inwoner: 6A2B", "gemeente: 2A6B", "ondernemer: 6A2B"),
            Hint(Rule.ROLES_DIFFER, ("inwoner", "ondernemer"), ("gemeente",)),
        ),
        (
            ("inwoner: 18A6B", "ondernemer: 18A6B", "gemeente: 10A12B"),
            Hint(Rule.CONCERNS, ("inwoner", "ondernemer"), ("gemeente",)),
        ),
        (("inwoner: 12A11B", "gemeente: 11A12B"), Hint(Rule.SPLIT)),
        (("inwoner: 3A3B",), Hint(Rule.SPLIT)),
        (
            ("inwoner: 18A4B", "gemeente: 18A4B", "ondernemer: 18A4B"),
            Hint(Rule.AGREED),
        ),
        (("inwoner: 14A6B", "gemeente: 13A8B"), None),
        (("inwoner: 2A1B",), None),
    ],
)
def test_the_first_rule_that_fits_gives_the_hint(
    groups: tuple[str, ...], expected: Hint | None
) -> None:
    assert hint(shown(*groups)) == expected


def test_people_who_chose_otherwise_are_asked_only_when_that_was_shown() -> None:
    rounds = [a_tally("inwoner: 14A6B"), a_tally("inwoner: 13A7B", round=2)]
    moved = disclose_card("kaart-1", rounds, Change(20, 7))
    assert moved.changed
    assert hint(moved) == Hint(Rule.MOVED)
    assert hint(disclose_card("kaart-1", rounds)) is None


def test_a_role_that_leans_to_b_never_stands_for_a() -> None:
    # The majority may come from merged roles, which are nobody's party.
    seen = shown("inwoner: 18A6B", "ondernemer: 18A6B", "gemeente: 10A12B")
    leaning = tuple(group for group in seen.groups if group.role == "gemeente")
    assert hint(replace(seen, groups=leaning)) == Hint(Rule.CONCERNS, (), ("gemeente",))
    assert hint(replace(seen, groups=())) == Hint(Rule.CONCERNS)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.integers(0, 25), st.integers(0, 25)), max_size=5))
def test_a_hint_names_only_roles_shown_alone_on_opposite_sides(
    votes: list[tuple[int, int]],
) -> None:
    groups = [
        f"{role.slug}: {a}A{b}B" for role, (a, b) in zip(ROLES, votes, strict=False)
    ]
    seen = shown(*[re.sub(r"\b0[AB]|(?<=[A])0B", "", group) for group in groups])
    found = hint(seen)
    if found is None:
        return
    alone = {group.role for group in seen.groups if group.role is not None}
    assert set(found.one) | set(found.other) <= alone
    assert not set(found.one) & set(found.other)
    if found.rule is Rule.ROLES_DIFFER:
        assert found.one
        assert found.other
