"""What the facilitator does: the present step moves on, back or longer."""

from dilemma.play.workshops import now_ms
from dilemma.rules import game
from dilemma.rules.game import Action
from dilemma.rules.refusals import FewVotes, IllegalMove
from dilemma.store import participants, responses, workshops
from dilemma.store.transaction import writing
from dilemma.store.workshops import Standing


def act(workshop: str, action: Action, expect: int, *, sure: bool = True) -> None:
    """Do what the facilitator asked; committed on return.

    Raises MovedOn and IllegalMove, and FewVotes for somebody who is not `sure`.
    """
    with writing():
        standing = workshops.standing(workshop)
        before = standing.game
        if not sure and expect == before.acts:
            answered = sum(responses.answered(before.step.id).values())
            joined = sum(participants.joined(workshop).values())
            if game.is_rash(before, action, answered=answered, joined=joined):
                raise FewVotes(answered, joined)
        may_turn(standing, action)
        after = game.act(
            before,
            action,
            expect=expect,
            now=now_ms(),
            voters=responses.voters(
                step.id for step in (*before.votes_to_seal, *before.turned_to_seal)
            ),
        )
        workshops.save(workshop, before, after)
        workshops.bump(workshop)


def may_turn(standing: Standing, action: Action) -> None:
    """Refuse to turn a card that has no turning question."""
    step = standing.game.step
    card = standing.workshop.deck.card(step.card or "")
    if action is Action.TURN and not (card and card.turning):
        raise IllegalMove(step.kind, action)
