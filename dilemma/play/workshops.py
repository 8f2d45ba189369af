"""Making workshops, finding them, and looking at everything true of one now."""

import secrets
import time

from dilemma import counting
from dilemma.play import belonging
from dilemma.rules import alone, extras, variants
from dilemma.rules.access import Bond
from dilemma.rules.agenda import Kind
from dilemma.rules.contribution import SEEN
from dilemma.rules.game import ASKING
from dilemma.rules.history import SHOWN_ACTS, undoable
from dilemma.rules.refusals import WorkshopUnknown
from dilemma.rules.snapshot import Headcount, Snapshot, Workshop
from dilemma.rules.wish import Wish
from dilemma.store import (
    access,
    contributions,
    hands,
    histories,
    responses,
    seating,
    workshops,
)
from dilemma.store.transaction import reading, writing
from dilemma.store.workshops import CodeTaken, Standing

# No vowels and no 0, 1, O, I: no words by accident and nothing to confuse.
CODE_LETTERS = "23456789BCDFGHJKLMNPQRSTVWXZ"
CODE_LENGTH = 6

_IDS: dict[str, str] = {}  # a workshop keeps its code for good
_MOST_IDS = 1024


def now_ms() -> int:
    """Read the clock, in milliseconds since 1970."""
    return time.time_ns() // 1_000_000


def create(wanted: Wish, by: int | None = None) -> Snapshot:
    """Make a new workshop and return its first snapshot; the account `by` leads it."""
    if wanted.variant == alone.VARIANT:
        steps = alone.plan([card for card, _depth in wanted.cards])
    else:
        steps = variants.plan(wanted.cards, wanted.recipe)
        steps = extras.lay_in(steps, wanted.extras)
    while True:
        workshop = Workshop(
            id=secrets.token_hex(8),
            code="".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH)),
            title=wanted.title,
            variant=wanted.variant,
            deck=wanted.deck,
            roles=wanted.roles,
            capacity=wanted.capacity,
            minimum=wanted.minimum,
            created=now_ms(),
        )
        try:
            with writing():
                workshops.add(workshop, steps)
                seating.put(workshop.id, wanted.arrangement)
                if by is not None:
                    access.tie(workshop.id, by, Bond.LEADS)
                if wanted.belongs:
                    belonging.put(workshop.id, wanted.belongs)
            return look(workshop.id)
        except CodeTaken:
            continue


def read_code(text: str) -> str:
    """Read a code as people type it: any case, with spaces or dashes."""
    return "".join(filter(str.isalnum, text.upper()))[:32]


def find(code: str) -> str:
    """Return the id of the workshop with this code; raises WorkshopUnknown."""
    code = read_code(code)
    known = _IDS.get(code)
    if known is None:
        with reading():
            known = workshops.id_of(code)
        if len(_IDS) >= _MOST_IDS:
            _IDS.clear()
        _IDS[code] = known
    return known


def named(name: str) -> str:
    """Return the id of the workshop with this code, else what was given: an id."""
    try:
        return find(name)
    except WorkshopUnknown:
        return name


def standing(workshop: str) -> Standing:
    """Return a workshop and its game without counting anything."""
    with reading():
        return workshops.standing(workshop)


def everything() -> tuple[tuple[Standing, int], ...]:
    """Return every workshop, newest first, with how many people joined."""
    with reading():
        return tuple(
            (one, sum(counting.joined(one).values()) if one.game.settled else joined)
            for one, joined in workshops.all_standing()
        )


def look(workshop: str) -> Snapshot:
    """Return everything true of a workshop now."""
    with reading():
        standing = workshops.standing(workshop)
        step = standing.game.step
        joined = counting.joined(standing)
        asked = step.kind in ASKING or standing.game.asking is not None
        answered = responses.answered(step.id) if asked else {}
        if step.kind is Kind.ALONE:
            votes = alone.votes(standing.game.steps)
            answered = responses.begun(vote.id for vote in votes)
        acts = histories.of(workshop)
        last = None if standing.game.closed else undoable(acts)
        arrangement = seating.arrangement(workshop)
        results = counting.results(standing)
        return Snapshot(
            workshop=standing.workshop,
            game=standing.game,
            revision=standing.revision,
            people=tuple(
                Headcount(role, joined.get(role.slug, 0), answered.get(role.slug, 0))
                for role in standing.workshop.offered
            ),
            results=results,
            said=contributions.of(workshop, states=SEEN),
            waiting=sum(contributions.waiting(workshop).values()),
            guessed=counting.guesses(standing, results),
            acts=acts[-SHOWN_ACTS:],
            undoable=last,
            ending=counting.ending(standing),
            arrangement=arrangement,
            tables=counting.tables(standing),
            hands=hands.people(step.id) if step.kind is Kind.VOTE else 0,
            other_role=counting.other_role(standing),
            turns=counting.turns(standing),
            beside=belonging.beside(standing, results) if results else None,
            belongs=belonging.title_of(standing.workshop),
        )
