"""Which of the shown texts stand beside each other, side by side and in which order.

At a reveal the side that fewer people chose comes first; before it the order is that of
the card, so that it tells nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from dilemma.rules.contribution import SEEN, Contribution, Genre, State
from dilemma.rules.disclosure import CardShown

ARGUMENTS = (Genre.ARGUMENT, Genre.CONDITION)


@dataclass(frozen=True)
class Side:
    """One option of a card with what was said for it, the newest last."""

    option: int
    said: tuple[Contribution, ...]


def sides(
    said: Iterable[Contribution],
    card: str,
    options: int,
    *,
    shown: CardShown | None = None,
    most: int | None = None,
) -> tuple[Side, ...]:
    """Put the shown arguments of a card side by side; no side at all without any.

    With more than `most` for a side only the newest stand there.
    """
    of_card = [
        one
        for one in said
        if one.card == card and one.kind in ARGUMENTS and one.state in SEEN
    ]
    if not of_card:
        return ()
    both = [
        Side(option, tuple(one for one in of_card if one.side == option))
        for option in range(options)
    ]
    if most is not None:
        both = [
            Side(one.option, one.said[max(0, len(one.said) - most) :]) for one in both
        ]
    room = shown.rounds[-1] if shown and shown.rounds else None
    if room:
        both.sort(key=lambda one: sum(room.votes[one.option]))
    return tuple(both)


def best(
    said: Iterable[Contribution], card: str, options: int, *, shown: CardShown
) -> tuple[Side, ...]:
    """The argument for each side that the host chose; else nothing for that side.

    Of more than one the newest; the side that fewer people chose comes first.
    """
    chosen = (one for one in said if one.state is State.CHOSEN)
    both = sides(chosen, card, options, shown=shown, most=1)
    return tuple(one for one in both if one.said)
