"""Answers: storing them, and what one participant may see of the own ones."""

from dataclasses import dataclass

from dilemma.rules.agenda import Kind
from dilemma.rules.deck import Role
from dilemma.rules.game import Game
from dilemma.rules.refusals import NotAllowed
from dilemma.rules.response import MOST_SEQUENCE, Cast, admit
from dilemma.rules.snapshot import Participant, Workshop
from dilemma.store import participants, responses, workshops
from dilemma.store.transaction import reading, writing


@dataclass(frozen=True)
class Personal:
    """One participant in a game at a revision: what `screens.player.mine` needs."""

    game: Game
    revision: int
    me: Participant


def cast(workshop: str, participant: int, given: Cast) -> Personal:
    """Store one answer and return the participant with it; committed on return.

    Raises NotAllowed for somebody of another workshop, VoteClosed and OptionUnknown.
    """
    with writing():
        standing = workshops.standing(workshop)
        _role(standing.workshop, participant)
        card = standing.workshop.deck.card(standing.game.step.card or "")
        answer = admit(given, standing.game, card)
        responses.put(given.step, participant, answer, given.sequence)
        workshops.bump(workshop)
    return personal(workshop, participant)


def cast_form(workshop: str, participant: int, step: int, value: str) -> Personal:
    """Store an answer from a plain form, which has no sequence of its own.

    The person sees the form's answer as the newest: it gets the next sequence.
    """
    before = personal(workshop, participant).me.answer_at(step)
    sequence = before.sequence + 1 if before else 1
    given = Cast(step, value, min(sequence, MOST_SEQUENCE))
    return cast(workshop, participant, given)


def personal(workshop: str, participant: int) -> Personal:
    """Return one participant with the own answers on the present card.

    Raises NotAllowed for somebody of another workshop.
    """
    with reading():
        standing = workshops.standing(workshop)
        role = _role(standing.workshop, participant)
        step = standing.game.step
        votes = [
            one
            for one in standing.game.steps
            if one.kind is Kind.VOTE and one.card == step.card
        ]
        me = Participant(
            id=participant,
            workshop=workshop,
            role=role,
            language=standing.workshop.deck.language,
            answers=responses.own(participant, votes),
            answered_before=responses.answered_any(participant),
        )
        return Personal(standing.game, standing.revision, me)


def _role(workshop: Workshop, participant: int) -> Role:
    slug = participants.role_of(workshop.id, participant)
    role = workshop.deck.role(slug or "")
    if role is None:
        raise NotAllowed
    return role
