"""Steps that a facilitator may add to an agenda: practice, and the two rounds in which
people look through another's glasses.

Practice comes once, before the first card. A glasses round comes in every deep card,
right after the first vote, while results are hidden. The role swap is one round in a
workshop, on its last deep card.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from dilemma.rules.agenda import SECONDS, Kind, Step
from dilemma.rules.variants import Variant

EXTRAS = (Kind.PRACTICE, Kind.PREDICT, Kind.SWAP)

# What is proposed with each variant (domain 2.2 and 2.3); any other gets the practice.
ADVISED: Mapping[str, tuple[Kind, ...]] = {
    "zaal": (Kind.PRACTICE,),
    "uur": (Kind.PRACTICE, Kind.PREDICT),
    "anderhalf": (Kind.PRACTICE, Kind.PREDICT, Kind.SWAP),
}


def advised(variant: str) -> tuple[Kind, ...]:
    """Return what is proposed with a variant."""
    return ADVISED.get(variant, (Kind.PRACTICE,))


def may_add(recipe: Variant) -> tuple[Kind, ...]:
    """Return what may be added to a variant: not what it has already."""
    return tuple(kind for kind in EXTRAS if kind not in recipe.kinds)


def lay_in(steps: Sequence[Step], extras: Collection[Kind]) -> tuple[Step, ...]:
    """Return an agenda with these steps added in their places, numbered from 1.

    What is in it already is not added once more.
    """
    return tuple(
        replace(step, id=number)
        for number, step in enumerate(_laid_in(steps, extras), start=1)
    )


def _laid_in(steps: Sequence[Step], extras: Collection[Kind]) -> Iterator[Step]:
    # An own variant may hold one already: nobody does it twice.
    extras = set(extras) - {step.kind for step in steps}
    deep = [step.card for step in steps if step.kind is Kind.VOTE and step.round == 2]
    for step in steps:
        yield step
        if step.kind is Kind.LOBBY and Kind.PRACTICE in extras:
            yield _step(Kind.PRACTICE, None)
        if step.kind is not Kind.VOTE or step.round != 1 or step.card not in deep:
            continue
        if Kind.PREDICT in extras:
            yield _step(Kind.PREDICT, step.card)
        if Kind.SWAP in extras and step.card == deep[-1]:
            yield _step(Kind.SWAP, step.card)


def _step(kind: Kind, card: str | None) -> Step:
    return Step(0, kind, card, seconds=SECONDS[kind])
