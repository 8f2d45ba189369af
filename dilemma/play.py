"""The use cases: create, join, cast, act, look. Load, rule, save, commit, answer.

Whoever calls this has shown who they are; the doors see to that.
"""

import secrets
import time
from dataclasses import dataclass

from dilemma import counting
from dilemma.rules import agenda, game
from dilemma.rules.agenda import Kind
from dilemma.rules.deck import Role
from dilemma.rules.game import Action, Game
from dilemma.rules.refusals import (
    FewVotes,
    NotAllowed,
    RoleFixed,
    RoleUnknown,
    WorkshopClosed,
    WorkshopFull,
    WorkshopLocked,
)
from dilemma.rules.response import MOST_SEQUENCE, Cast, admit
from dilemma.rules.snapshot import Headcount, Participant, Snapshot, Workshop
from dilemma.rules.wish import Wish
from dilemma.store import access, participants, responses, workshops
from dilemma.store.transaction import reading, writing
from dilemma.store.workshops import CodeTaken, Standing

# No vowels and no 0, 1, O, I: no words by accident and nothing to confuse.
CODE_LETTERS = "23456789BCDFGHJKLMNPQRSTVWXZ"
CODE_LENGTH = 6
MINIMUM = 5


@dataclass(frozen=True)
class Personal:
    """One participant in a game at a revision: what `screens.player.mine` needs."""

    game: Game
    revision: int
    me: Participant


def now_ms() -> int:
    """Read the clock, in milliseconds since 1970."""
    return time.time_ns() // 1_000_000


def create(wanted: Wish) -> Snapshot:
    """Make a new workshop and return its first snapshot."""
    steps = agenda.plan(wanted.cards)
    while True:
        workshop = Workshop(
            id=secrets.token_hex(8),
            code="".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH)),
            title=wanted.title,
            variant=wanted.variant,
            deck=wanted.deck,
            roles=wanted.roles,
            capacity=wanted.capacity,
            minimum=MINIMUM,
            created=now_ms(),
        )
        try:
            with writing():
                workshops.add(workshop, steps)
            return look(workshop.id)
        except CodeTaken:
            continue


def read_code(text: str) -> str:
    """Read a code as people type it: any case, with spaces or dashes."""
    return "".join(letter for letter in text.upper() if letter.isalnum())[:32]


def find(code: str) -> str:
    """Return the id of the workshop with this code; raises WorkshopUnknown."""
    with reading():
        return workshops.id_of(read_code(code))


def standing(workshop: str) -> Standing:
    """Return a workshop and its game without counting anything."""
    with reading():
        return workshops.standing(workshop)


def everything() -> tuple[tuple[Standing, int], ...]:
    """Return every workshop, newest first, with how many people joined."""
    with reading():
        return workshops.all_standing()


def may_join(workshop: str) -> Standing:
    """Return the workshop if somebody new may come in.

    Raises WorkshopClosed, WorkshopLocked or WorkshopFull.
    """
    with reading():
        return _may_join(workshop)


def join(workshop: str, role: str, entry: str) -> int:
    """Bring a participant in with a role and return the id.

    `entry` is the join page's own number: answering the same page twice is one
    person. Raises RoleUnknown, WorkshopClosed, WorkshopLocked or WorkshopFull.
    """
    with writing():
        already = participants.came_in_by(workshop, entry)
        if already is not None:
            return already
        standing = _may_join(workshop)
        if role not in standing.workshop.roles:
            raise RoleUnknown(role)
        participant = participants.add(workshop, role, entry)
        workshops.bump(workshop)
    return participant


def switch_role(workshop: str, participant: int, role: str) -> None:
    """Give a participant another role, as long as no answer was given.

    Raises NotAllowed for somebody else's workshop, RoleUnknown and RoleFixed.
    """
    with writing():
        standing = workshops.standing(workshop)
        before = participants.role_of(workshop, participant)
        if before is None:
            raise NotAllowed
        if role not in standing.workshop.roles:
            raise RoleUnknown(role)
        if role == before:
            return
        if standing.game.closed or responses.answered_any(participant):
            raise RoleFixed
        participants.change_role(participant, role)
        workshops.bump(workshop)


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


def act(workshop: str, action: Action, expect: int, *, sure: bool = True) -> Snapshot:
    """Do what the facilitator asked and return the new snapshot; committed on return.

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
            voters=responses.voters(workshop),
        )
        workshops.save(workshop, before, after)
        workshops.bump(workshop)
    return look(workshop)


def look(workshop: str) -> Snapshot:
    """Return everything true of a workshop now."""
    with reading():
        standing = workshops.standing(workshop)
        step = standing.game.step
        joined = participants.joined(workshop)
        vote = step.kind is Kind.VOTE
        answered = responses.answered(step.id) if vote else {}
        return Snapshot(
            workshop=standing.workshop,
            game=standing.game,
            revision=standing.revision,
            people=tuple(
                Headcount(role, joined.get(role.slug, 0), answered.get(role.slug, 0))
                for role in standing.workshop.offered
            ),
            results=counting.results(standing),
        )


def new_sign_in() -> str:
    """Make a one-time link's token; earlier unused ones stop working."""
    token = secrets.token_urlsafe(16)
    with writing():
        access.add_sign_in(token, now_ms())
    return token


def use_sign_in(token: str) -> bool:
    """Use a one-time link up; tells whether it was good."""
    with writing():
        return access.use_sign_in(token)


def _may_join(workshop: str) -> Standing:
    standing = workshops.standing(workshop)
    if standing.game.closed:
        raise WorkshopClosed
    if standing.game.locked:
        raise WorkshopLocked
    if sum(participants.joined(workshop).values()) >= standing.workshop.capacity:
        raise WorkshopFull(standing.workshop.capacity)
    return standing


def _role(workshop: Workshop, participant: int) -> Role:
    slug = participants.role_of(workshop.id, participant)
    role = workshop.deck.role(slug or "")
    if role is None:
        raise NotAllowed
    return role
