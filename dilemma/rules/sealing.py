"""What was shown is sealed: it takes no more answers and never changes.

A vote that opened again afterwards would give away whoever voted in between, and so
would a round that the host left out before and that came beside the one that was shown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dilemma.rules.agenda import Kind, Step

# From this many valid votes a reveal shows something.
SHOWN_FROM = 5

# Steps that close for good together with the votes on their card.
SEALED_WITH_CARD = frozenset({Kind.VOTE, Kind.PREDICT, Kind.SWAP})


def seal(
    steps: tuple[Step, ...], place: int, voters: Mapping[int, int]
) -> tuple[Step, ...]:
    """Return the steps with the votes sealed that the step just entered shows.

    A reveal seals its whole card, but only when the last vote that counts has enough
    voters to show something: after a key pressed too early the host can still go back.
    Looking back on the whole seals every card that was voted on. A vote on such a card
    that was not opened yet is sealed too: a later round would change the picture of
    this one. A vote that the host left out is sealed and dropped for good.
    """
    entered = steps[place]
    opened = [one for one in steps if one.kind is Kind.VOTE and one.started is not None]
    if entered.kind is Kind.REVEAL:
        opened = [one for one in opened if one.card == entered.card]
        if not opened or voters.get(_counted(opened)[-1].id, 0) < SHOWN_FROM:
            return steps
    elif entered.kind not in (Kind.PERSPECTIVE, Kind.CLOSE):
        return steps
    cards = {one.card for one in opened}
    count = {
        one.id
        for card in cards
        for one in _counted([vote for vote in opened if vote.card == card])
    }
    return tuple(
        _sealed(step, dropped=step in opened and step.id not in count)
        if step.kind in SEALED_WITH_CARD and step.card in cards
        else step
        for step in steps
    )


def _counted(opened: Sequence[Step]) -> Sequence[Step]:
    """Return which votes of a card count: without those that the host left out.

    Of a card that was passed, or that people play alone, nothing else is left: all.
    """
    return [vote for vote in opened if not vote.skipped] or opened


def _sealed(step: Step, *, dropped: bool) -> Step:
    """Close a step for good; whether it counts is decided the first time only."""
    return replace(step, sealed=True, dropped=step.dropped if step.sealed else dropped)
