"""What a host may ask after a result, from what disclosure let through and no more.

A hint names a rule and roles; it says nothing that the shown result does not say, and
never that a choice was right.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from dilemma.rules.disclosure import CardShown, Label, ShareShown, Word
from dilemma.rules.wording import RANKS

Roles = tuple[str, ...]

_HALF = RANKS.index(Word.ABOUT_HALF)


class Rule(StrEnum):
    """Why a hint is given."""

    ROLES_DIFFER = "roles differ"  # two roles stand clearly opposite
    CONCERNS = "concerns"  # a majority, but some role mostly chose the other side
    SPLIT = "split"  # no side has a majority
    AGREED = "agreed"  # nearly everybody on one side: what does that cost?
    MOVED = "moved"  # people chose otherwise after the talk


@dataclass(frozen=True)
class Hint:
    """A question that may help the talk: its rule, and roles that it is about.

    `one` and `other` are roles shown alone, on opposite sides, by slug; without such
    roles they are empty.
    """

    rule: Rule
    one: Roles = ()
    other: Roles = ()


def hint(shown: CardShown) -> Hint | None:
    """Return the first hint whose rule fits a shown result, if any."""
    return next((found for rule in _RULES if (found := rule(shown))), None)


def _roles_differ(shown: CardShown) -> Hint | None:
    for_a, for_b = _ends(shown)
    if shown.label is not Label.ROLES_DIFFER or not (for_a and for_b):
        return None
    return Hint(Rule.ROLES_DIFFER, for_a, for_b)


def _concerns(shown: CardShown) -> Hint | None:
    if shown.label is not Label.MAJORITY_WITH_CONCERNS:
        return None
    return Hint(Rule.CONCERNS, *_ends(shown))


def _split(shown: CardShown) -> Hint | None:
    if shown.label not in (Label.DIVIDED, Label.DIVIDED_WITHIN):
        return None
    return Hint(Rule.SPLIT)


def _agreed(shown: CardShown) -> Hint | None:
    return Hint(Rule.AGREED) if shown.label is Label.BROAD else None


def _moved(shown: CardShown) -> Hint | None:
    return Hint(Rule.MOVED) if shown.changed else None


_RULES: tuple[Callable[[CardShown], Hint | None], ...] = (
    _roles_differ,
    _concerns,
    _split,
    _agreed,
    _moved,
)


def _ends(shown: CardShown) -> tuple[Roles, Roles]:
    """Return the roles most for A and most for B, as far as they were shown.

    Roles that were shown alike are named together: none is singled out.
    """
    last = {
        group.role: _place(share)
        for group in shown.groups
        if group.role is not None and (share := group.rounds[-1]) is not None
    }
    if not last:
        return (), ()
    most, least = max(last.values()), min(last.values())
    return (
        tuple(role for role, place in last.items() if place == most > 0),
        tuple(role for role, place in last.items() if place == least < 0),
    )


def _place(share: ShareShown) -> float:
    """Return where a share stands: above 0 is more for A, below 0 more for B."""
    if share.word is not None:
        return RANKS.index(share.word) - _HALF
    if share.count is not None:
        chose, voters = share.count
        return 2 * chose / voters - 1
    assert share.percent is not None  # a share is told in one of three ways
    return share.percent - 50
