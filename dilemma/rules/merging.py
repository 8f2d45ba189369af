"""Texts that say the same become one: about the same thing, and counted all."""

from collections.abc import Sequence

from dilemma.rules.argued import ARGUMENTS
from dilemma.rules.contribution import Contribution, Handling, State
from dilemma.rules.refusals import IllegalMove


def is_same(one: Contribution, other: Contribution) -> bool:
    """Tell whether two texts are of one kind; arguments also about one side."""
    if one.kind in ARGUMENTS:
        about = (one.card, one.side)
        return other.kind in ARGUMENTS and about == (other.card, other.side)
    return one.kind is other.kind


def may_merge(one: Contribution, into: Contribution) -> bool:
    """Tell whether a text may go into another, which stands by itself."""
    return is_same(one, into) and one.id != into.id and into.state is not State.MERGED


def require(one: Contribution, into: Contribution) -> None:
    """Let a text through that may go into the other; raises IllegalMove."""
    if not may_merge(one, into):
        raise IllegalMove(one.state, Handling.MERGE)


def also(one: Contribution, texts: Sequence[Contribution]) -> int:
    """Count the texts that a text speaks for, also through one that joined it."""
    joined = [other for other in texts if other.merged == one.id]
    return len(joined) + sum(also(other, texts) for other in joined)
