"""Answers: storing them, and what one participant may see of the own ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from dilemma.rules import alone, dealing
from dilemma.rules.agenda import Kind
from dilemma.rules.deck import Challenge
from dilemma.rules.game import FIXING, Game
from dilemma.rules.refusals import NotAllowed, Refusal
from dilemma.rules.response import MOST_SEQUENCE, Answer, Cast, admit
from dilemma.rules.snapshot import OwnAnswer, Participant
from dilemma.store import participants, responses, workshops
from dilemma.store.participants import Face
from dilemma.store.transaction import reading, writing_rows
from dilemma.store.workshops import Standing


@dataclass(frozen=True)
class Vote:
    """An answer that somebody of a workshop gives now."""

    workshop: str
    participant: int
    given: Cast


@dataclass(frozen=True)
class Personal:
    """One participant in a game at a revision: what `screens.player.mine` needs."""

    game: Game
    revision: int
    me: Participant

    def spoken(self, language: str) -> "Personal":
        """Return the same in a language that this person reads, as far as it goes."""
        return replace(self, me=self.me.spoken(language))


Outcome = Personal | Refusal


def cast(workshop: str, participant: int, given: Cast) -> Personal:
    """Store one answer and return the participant with it; committed on return.

    Raises NotAllowed for somebody of another workshop, VoteClosed and OptionUnknown.
    """
    (outcome,) = cast_all([Vote(workshop, participant, given)])
    if isinstance(outcome, Refusal):
        raise outcome
    return outcome


def cast_all(votes: Sequence[Vote]) -> list[Outcome]:
    """Store many answers in one transaction, in order; committed on return.

    Each outcome is the participant with what is stored now, or why that one answer is
    refused (see `cast`). Any other error means that nothing at all was stored.
    """
    outcomes: dict[int, Outcome] = {}
    places = sorted(range(len(votes)), key=lambda place: votes[place].workshop)
    with writing_rows():
        for workshop, group in groupby(places, lambda place: votes[place].workshop):
            outcomes |= _cast_in(workshop, {place: votes[place] for place in group})
    return [outcomes[place] for place in range(len(votes))]


def _cast_in(workshop: str, votes: Mapping[int, Vote]) -> dict[int, Outcome]:
    try:
        standing = workshops.standing(workshop)
    except Refusal as refusal:
        return dict.fromkeys(votes, refusal)
    deck, game = standing.workshop.deck, standing.game
    faces = participants.faces(workshop, {vote.participant for vote in votes.values()})
    outcomes: dict[int, Outcome] = {}

    def next_of(step: int, person: int) -> int:
        """Count on from what is stored and from what is admitted here."""
        known = [one.sequence for one in responses.own([person], {step: 0})[person]]
        known += [one[-1] for one in admitted if one[:2] == (step, person)]
        return min(max(known, default=0) + 1, MOST_SEQUENCE)

    admitted: list[tuple[int, int, Answer, int]] = []
    for place, vote in votes.items():
        try:
            if vote.participant not in faces:
                raise NotAllowed
            role_slug = faces[vote.participant].role
            answer = admit(vote.given, game, deck, vote.participant, role_slug)
            step, person = vote.given.step, vote.participant
            sequence = vote.given.sequence or next_of(step, person)
            admitted.append((step, person, answer, sequence))
        except Refusal as refusal:
            # Its traceback leads here and so to everybody's phone: nothing may stay.
            outcomes[place] = refusal.with_traceback(None)
    if not admitted:
        return outcomes
    responses.put(admitted)
    revision = workshops.bump(workshop)
    people = list({person: None for _step, person, *_ in admitted})
    own = responses.own(people, _rounds(standing))
    fixed = _fixed(standing, people)
    for place, vote in votes.items():
        if place not in outcomes:
            person = vote.participant
            before = person in fixed
            face, answers = faces[person], own[person]
            me = _participant(standing, person, face, answers, before=before)
            outcomes[place] = Personal(game, revision, me)
    return outcomes


def personal(workshop: str, participant: int) -> Personal:
    """Return one participant with the own answers on the present card.

    Raises NotAllowed for somebody of another workshop.
    """
    record = participants.record(workshop, participant)
    if record is None:
        raise NotAllowed
    standing = workshops.known_at(workshop, record.acts, record.revision)
    if standing is None:
        with reading():
            # What was read before is no newer than its own revision.
            now = workshops.standing(workshop)
            standing = replace(now, revision=record.revision)
    here = _rounds(standing)
    own = tuple(
        OwnAnswer(step, here[step], answer.value, sequence)
        for step, answer, sequence in record.answers
        if step in here
    )
    fixing = _fixing(standing)
    before = any(step in fixing for step, *_ in record.answers)
    face = Face(record.role, record.seat, record.real)
    me = _participant(standing, participant, face, own, before=before)
    return Personal(standing.game, standing.revision, me)


def _fixing(standing: Standing) -> Mapping[int, int]:
    """Return the steps at which an answer fixes the role, with their rounds."""
    steps = standing.game.steps
    return {step.id: step.round for step in steps if step.kind in FIXING}


def _fixed(standing: Standing, people: Sequence[int]) -> set[int]:
    """Return whose role stays, of people who just answered."""
    if standing.game.step.kind in FIXING:
        return set(people)
    answered = responses.own(people, _fixing(standing))
    return {person for person in people if answered[person]}


def _rounds(standing: Standing) -> Mapping[int, int]:
    """Return the rounds of the votes on the present card and of what is asked now."""
    game = standing.game
    rounds = {step.id: step.round for step in game.votes_on_card}
    if game.step.kind is Kind.ALONE:
        rounds |= {step.id: step.round for step in alone.votes(game.steps)}
    if game.asking is not None:
        rounds[game.step.id] = game.step.round
    return rounds


def _participant(
    standing: Standing,
    participant: int,
    face: Face,
    own: tuple[OwnAnswer, ...],
    *,
    before: bool,
) -> Participant:
    deck = standing.workshop.deck
    role = deck.role(face.role)
    assert role is not None  # people take roles of this deck only
    about = dealing.dealt(standing.game.step, role.slug, participant)
    return Participant(
        id=participant,
        workshop=standing.workshop.id,
        role=role,
        language=deck.language,
        answers=own,
        answered_before=before,
        about=deck.role(about) if about else None,
        picked=_picks(standing, own),
        seat=face.seat,
        real=face.real,
    )


def _picks(standing: Standing, own: tuple[OwnAnswer, ...]) -> tuple[Challenge, ...]:
    """Return the challenges that somebody picked at the present step."""
    step = standing.game.step
    if step.kind is not Kind.PRIORITIES:
        return ()
    slugs = {
        slug for one in own if one.step == step.id for slug in one.value.split("+")
    }
    deck = standing.workshop.deck
    return tuple(one for one in deck.challenges if one.slug in slugs)
