"""Queries about workshops and where their games stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from dilemma.rules.agenda import Kind, Step
from dilemma.rules.game import Game
from dilemma.rules.refusals import WorkshopUnknown
from dilemma.rules.snapshot import Workshop
from dilemma.store import decks
from dilemma.store.tables import ParticipantRow, StepRow, WorkshopRow, db
from dilemma.store.transaction import has_saved, note_saved, rows

_NOW = """
    SELECT revision, at, acts, locked, rehearsal, blank, paused, timeout, big, leader,
        settled IS NOT NULL
    FROM workshop WHERE id = ?
"""
_BUMP = "UPDATE workshop SET revision = revision + 1 WHERE id = ? RETURNING revision"
# A game changes with every act and never otherwise.
_GAMES: dict[str, Game] = {}
_MOST_GAMES = 256


class CodeTaken(Exception):
    """Another workshop has this code already."""


@dataclass(frozen=True)
class Standing:
    """A workshop, its game and its revision, read in one go."""

    workshop: Workshop
    game: Game
    revision: int


def add(workshop: Workshop, steps: Sequence[Step]) -> None:
    """Store a new workshop; raises CodeTaken."""
    db.session.add(
        WorkshopRow(
            id=workshop.id,
            code=workshop.code,
            title=workshop.title,
            variant=workshop.variant,
            deck=decks.write(workshop.deck),
            roles=" ".join(workshop.roles),
            capacity=workshop.capacity,
            minimum=workshop.minimum,
            created=workshop.created,
        )
    )
    try:
        db.session.flush()
    except IntegrityError:
        raise CodeTaken from None
    db.session.add_all(
        StepRow(
            workshop=workshop.id,
            place=place,
            kind=step.kind,
            card=step.card,
            **_values(step),
        )
        for place, step in enumerate(steps)
    )


def standing(workshop: str) -> Standing:
    """Read where a workshop stands; raises WorkshopUnknown."""
    now = rows(_NOW, workshop)
    if not now:
        raise WorkshopUnknown(workshop)
    revision, *place = now[0]
    fixed = _fixed(workshop)
    if has_saved():  # not committed yet: nobody else may see it
        return Standing(fixed, _game(workshop, *place), revision)
    known = _GAMES.get(workshop)
    if known is None or known.acts != place[1]:
        known = _game(workshop, *place)
        if len(_GAMES) >= _MOST_GAMES:
            _GAMES.clear()
        _GAMES[workshop] = known
    return Standing(fixed, known, revision)


def known_at(workshop: str, acts: int, revision: int) -> Standing | None:
    """Return where a workshop stands after this many acts, if that is in memory."""
    known = _GAMES.get(workshop)
    if known is None or known.acts != acts:
        return None
    return Standing(_fixed(workshop), known, revision)


def id_of(code: str) -> str:
    """Find the workshop with this code; raises WorkshopUnknown."""
    found = db.session.scalar(select(WorkshopRow.id).where(WorkshopRow.code == code))
    if found is None:
        raise WorkshopUnknown(code)
    return found


def belongs(workshop: str) -> str | None:
    """Return the workshop that this one, played alone, belongs to."""
    return db.session.scalar(
        select(WorkshopRow.beside).where(WorkshopRow.id == workshop)
    )


def alone_of(workshop: str) -> str | None:
    """Return what is played alone and belongs to a workshop."""
    return db.session.scalar(
        select(WorkshopRow.id).where(WorkshopRow.beside == workshop)
    )


def put_beside(alone: str, workshop: str) -> None:
    """Say to which workshop something played alone belongs, from now on."""
    db.session.execute(
        update(WorkshopRow).where(WorkshopRow.id == alone).values(beside=workshop)
    )


def save(workshop: str, before: Game, after: Game) -> None:
    """Store what changed in a game; every save has acted once more."""
    note_saved()
    db.session.execute(
        update(WorkshopRow)
        .where(WorkshopRow.id == workshop)
        .values(
            at=after.at,
            acts=after.acts,
            locked=after.locked,
            rehearsal=after.rehearsal,
            blank=after.blank,
            paused=after.paused,
            timeout=after.timeout,
            big=after.big,
            leader=after.leader,
        )
    )
    if [step.id for step in before.steps] != [step.id for step in after.steps]:
        _renumber(workshop, after)
    known = {step.id: step for step in before.steps}
    for step in after.steps:
        if step.id in known and known[step.id] != step:
            db.session.execute(
                update(StepRow).where(StepRow.id == step.id).values(**_values(step))
            )


def _renumber(workshop: str, after: Game) -> None:
    """Give every step its place; a step without an id is new, one that left is gone."""
    ids = {step.id for step in after.steps}
    of_workshop = StepRow.workshop == workshop
    db.session.execute(delete(StepRow).where(of_workshop, StepRow.id.not_in(ids)))
    # First out of the way: no two steps may ever stand at one place.
    db.session.execute(
        update(StepRow).where(of_workshop).values(place=-1 - StepRow.place)
    )
    for place, step in enumerate(after.steps):
        if step.id:
            db.session.execute(
                update(StepRow).where(StepRow.id == step.id).values(place=place)
            )
        else:
            db.session.execute(
                insert(StepRow).values(
                    workshop=workshop,
                    place=place,
                    kind=step.kind,
                    card=step.card,
                    **_values(step),
                )
            )


def _values(step: Step) -> dict[str, object]:
    return {
        "round": step.round,
        "seconds": step.seconds,
        "started": step.started,
        "extra": step.extra,
        "sealed": step.sealed,
        "skipped": step.skipped,
        "turned": step.turned,
        "roles": " ".join(step.roles),
        "spent": step.spent,
        "dropped": step.dropped,
        "passed": step.passed,
    }


def bump(workshop: str) -> int:
    """Raise the revision and return it: something is different from now on."""
    raised = rows(_BUMP, workshop)
    return int(raised[0][0]) if raised else 0


def all_standing() -> tuple[tuple[Standing, int], ...]:
    """Return every workshop, newest first, with how many people joined."""
    joined = dict(
        db.session.execute(
            select(ParticipantRow.workshop, func.count()).group_by(
                ParticipantRow.workshop
            )
        ).all()
    )
    ids = db.session.scalars(
        select(WorkshopRow.id).order_by(WorkshopRow.created.desc(), WorkshopRow.id)
    ).all()
    return tuple((standing(one), joined.get(one, 0)) for one in ids)


@lru_cache(maxsize=256)
def _fixed(workshop: str) -> Workshop:
    """Read what never changes of a workshop, once: its deck is a long text."""
    row = db.session.get_one(WorkshopRow, workshop)
    return Workshop(
        id=row.id,
        code=row.code,
        title=row.title,
        variant=row.variant,
        deck=decks.read(row.deck),
        roles=tuple(row.roles.split()),
        capacity=row.capacity,
        minimum=row.minimum,
        created=row.created,
    )


def _game(
    workshop: str,
    at: int,
    acts: int,
    locked: int,
    rehearsal: int,
    blank: int,
    paused: int | None,
    timeout: int,
    big: int,
    leader: str,
    settled: int,
) -> Game:
    return Game(
        _steps(workshop),
        at,
        acts,
        locked=bool(locked),
        rehearsal=bool(rehearsal),
        blank=bool(blank),
        paused=paused,
        timeout=bool(timeout),
        big=bool(big),
        leader=leader,
        settled=bool(settled),
    )


def _steps(workshop: str) -> tuple[Step, ...]:
    found = db.session.scalars(
        select(StepRow).where(StepRow.workshop == workshop).order_by(StepRow.place)
    )
    return tuple(_step(row) for row in found)


def _step(row: StepRow) -> Step:
    return Step(
        id=row.id,
        kind=Kind(row.kind),
        card=row.card,
        round=row.round,
        seconds=row.seconds,
        extra=row.extra,
        started=row.started,
        sealed=row.sealed,
        skipped=row.skipped,
        turned=row.turned,
        roles=tuple(row.roles.split()),
        spent=row.spent,
        dropped=row.dropped,
        passed=row.passed,
    )
