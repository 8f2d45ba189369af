"""What the facilitator does: the present step moves on, back or longer."""

from dataclasses import replace

from dilemma.play.workshops import now_ms
from dilemma.rules import game
from dilemma.rules.game import Action
from dilemma.rules.refusals import FewVotes
from dilemma.store import participants, responses, workshops
from dilemma.store.transaction import writing


def act(
    workshop: str, action: Action, expect: int, *, sure: bool = True, who: str = ""
) -> None:
    """Do what the facilitator asked; committed on return. `who` acted leads from now.

    Raises MovedOn and IllegalMove, and FewVotes for somebody who is not `sure`.
    """
    with writing():
        before = workshops.standing(workshop).game
        if not sure and expect == before.acts:
            answered = sum(responses.answered(before.step.id).values())
            joined = sum(participants.joined(workshop).values())
            if game.is_rash(before, action, answered=answered, joined=joined):
                raise FewVotes(answered, joined)
        after = game.act(
            before,
            action,
            expect=expect,
            now=now_ms(),
            voters=responses.voters(step.id for step in before.votes_to_seal),
        )
        workshops.save(workshop, before, replace(after, leader=who))
        workshops.bump(workshop)
