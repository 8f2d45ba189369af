"""In which order a programme can be played, and which steps of it belong together."""

from collections.abc import Sequence
from itertools import groupby

from dilemma.rules.agenda import Kind, Step

# These stand where they stand.
FIXED = frozenset({Kind.LOBBY, Kind.PERSPECTIVE, Kind.CLOSE})


def in_order(steps: Sequence[Step]) -> bool:
    """Tell whether this is a programme that can be played.

    The lobby comes first and the close last. No card comes after the perspective. The
    steps of a card are not mixed with those of another; its votes come in order of
    their rounds, before its choices are shown.
    """
    kinds = [step.kind for step in steps]
    if kinds[0] is not Kind.LOBBY or kinds[-1] is not Kind.CLOSE:
        return False
    if any(kinds.count(kind) != 1 for kind in FIXED):
        return False
    back = kinds.index(Kind.PERSPECTIVE)
    if any(step.card for step in steps[back:]):
        return False
    cards = [card for card, _run in groupby(step.card for step in steps if step.card)]
    if len(cards) != len(set(cards)):
        return False
    return all(
        _card_in_order([step for step in steps if step.card == card]) for card in cards
    )


def _card_in_order(steps: Sequence[Step]) -> bool:
    rounds = [step.round for step in steps if step.kind is Kind.VOTE]
    kinds = [step.kind for step in steps if step.kind in (Kind.VOTE, Kind.REVEAL)]
    votes_first = kinds[: len(rounds)] == [Kind.VOTE] * len(rounds)
    asked = [step.round for step in steps if step.kind is Kind.DELIBERATE]
    return votes_first and rounds == sorted(set(rounds)) and asked == sorted(asked)


def start_of_block(steps: Sequence[Step], place: int) -> int:
    """Return where the steps begin that belong together with the one at this place."""
    card = steps[place].card
    places = [number for number, one in enumerate(steps) if one.card == card]
    return places[0] if card else place


def end_of_block(steps: Sequence[Step], place: int) -> int:
    """Return where the steps end that belong together with the one at this place."""
    card = steps[place].card
    places = [number for number, one in enumerate(steps) if one.card == card]
    return places[-1] if card else place
