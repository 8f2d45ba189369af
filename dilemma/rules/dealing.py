"""Which other role somebody looks through: dealt evenly, never one's own.

The roles are frozen when the step is entered: only those with enough people in the
room, so that what is said about them may be shown. Who is dealt which role follows
from these, the own role and the own number, and from nothing else.
"""

from collections.abc import Mapping
from dataclasses import replace

from dilemma.rules.agenda import Kind, Step
from dilemma.rules.game import Game

# The kinds that deal a role, with the first place in the row: so a card that asks both
# deals two different roles where it can.
DEALING: Mapping[Kind, int] = {Kind.PREDICT: 0, Kind.SWAP: 1}


def deal(
    roles: tuple[str, ...], own: str, participant: int, first: int = 0
) -> str | None:
    """Return the role for somebody; None when there is no other role."""
    others = [role for role in roles if role != own]
    return others[(participant + first) % len(others)] if others else None


def dealt(step: Step, own: str, participant: int) -> str | None:
    """Return the role that a step deals to somebody, if it deals one."""
    if step.kind not in DEALING:
        return None
    return deal(step.roles, own, participant, DEALING[step.kind])


def freeze(before: Game, after: Game, joined: Mapping[str, int], minimum: int) -> Game:
    """Return the game with the roles of the step that was just entered.

    Whoever comes back to a step finds the roles of the first time: answers about them
    are stored already. On a card that was shown nothing is dealt any more: what
    was told of it must not change.
    """
    step = after.step
    if after.at == before.at or step.kind not in DEALING or step.roles:
        return after
    if any(vote.sealed for vote in after.votes_on_card):
        return after
    roles = tuple(sorted(role for role, count in joined.items() if count >= minimum))
    steps = (*after.steps[: after.at], replace(step, roles=roles))
    return replace(after, steps=(*steps, *after.steps[after.at + 1 :]))


def last_dealt(game: Game, card: str, kind: Kind) -> Step | None:
    """Return the last step of a kind that dealt roles on a card."""
    found = [
        step
        for step in game.steps
        if step.kind is kind and step.card == card and step.roles
    ]
    return found[-1] if found else None
