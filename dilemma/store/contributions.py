"""Queries about what people wrote."""

import json
from collections.abc import Iterable, Mapping

from sqlalchemy import func, select, update

from dilemma.rules.contribution import Contribution, Genre, Said, State
from dilemma.rules.refusals import ContributionUnknown
from dilemma.store.tables import ContributionRow, db


def find_entry(workshop: str, participant: int | None, entry: str) -> int | None:
    """Return the text that this very form brought in already."""
    return db.session.scalar(
        select(ContributionRow.id).where(
            ContributionRow.workshop == workshop,
            ContributionRow.participant.is_not_distinct_from(participant),
            ContributionRow.entry == entry,
        )
    )


def count_of(workshop: str, participant: int, kind: Genre) -> int:
    """Count the texts of one kind of one person."""
    found = db.session.scalar(
        select(func.count())
        .select_from(ContributionRow)
        .where(
            ContributionRow.workshop == workshop,
            ContributionRow.participant == participant,
            ContributionRow.kind == kind,
        )
    )
    return int(found or 0)


def add(
    workshop: str,
    said: Said,
    *,
    participant: int | None = None,
    role: str = "",
    seat: int | None = None,
    state: State = State.WAITING,
) -> int:
    """Store a text and return its id."""
    row = ContributionRow(
        workshop=workshop,
        step=said.step,
        participant=participant,
        entry=said.entry,
        kind=said.kind,
        card=said.card,
        side=said.side,
        label=said.label,
        text=said.text,
        original=said.text,
        details=_json(said.details),
        role=role,
        seat=seat,
        state=state,
    )
    db.session.add(row)
    db.session.flush()
    return row.id


def get(workshop: str, number: int) -> Contribution:
    """Return one text; raises ContributionUnknown, also for another workshop's."""
    row = db.session.get(ContributionRow, number)
    if row is None or row.workshop != workshop:
        raise ContributionUnknown
    return _contribution(row)


def of(
    workshop: str,
    kinds: Iterable[Genre] = Genre,
    states: Iterable[State] = State,
    *,
    most: int = 1000,
) -> tuple[Contribution, ...]:
    """Return the newest texts of a workshop, the oldest of them first."""
    rows = db.session.scalars(
        select(ContributionRow)
        .where(
            ContributionRow.workshop == workshop,
            ContributionRow.kind.in_(tuple(kinds)),
            ContributionRow.state.in_(tuple(states)),
        )
        .order_by(ContributionRow.id.desc())
        .limit(most)
    )
    return tuple(_contribution(row) for row in reversed(rows.all()))


def by(workshop: str, participant: int) -> tuple[Contribution, ...]:
    """Return the texts of one participant, the oldest first."""
    rows = db.session.scalars(
        select(ContributionRow)
        .where(
            ContributionRow.workshop == workshop,
            ContributionRow.participant == participant,
        )
        .order_by(ContributionRow.id)
    )
    return tuple(_contribution(row) for row in rows)


def waiting(workshop: str) -> Mapping[Genre, int]:
    """Count the texts that wait for the host, by kind."""
    rows = db.session.execute(
        select(ContributionRow.kind, func.count())
        .where(
            ContributionRow.workshop == workshop,
            ContributionRow.state == State.WAITING,
        )
        .group_by(ContributionRow.kind)
    )
    return {Genre(kind): count for kind, count in rows}


def change(
    number: int,
    *,
    state: State | None = None,
    text: str | None = None,
    merged: int | None = None,
) -> None:
    """Give a text another state or another wording; what came in stays beside it."""
    values: dict[str, object] = {}
    if state is not None:
        values |= {"state": state, "merged": merged}
    if text is not None:
        values["text"] = text
    db.session.execute(
        update(ContributionRow).where(ContributionRow.id == number).values(**values)
    )


def keep_roles(workshop: str, roles: Iterable[str]) -> bool:
    """Take every other role away from the texts for good; whether any had one."""
    others = (
        update(ContributionRow)
        .where(
            ContributionRow.workshop == workshop,
            ContributionRow.role.not_in(("", *roles)),
        )
        .values(role="")
        .returning(ContributionRow.id)
    )
    return bool(db.session.scalars(others).all())


def change_details(one: Contribution, details: Mapping[str, str]) -> None:
    """Give a text other further fields; those that came in stay beside them."""
    values = {"details": _json(details), "original_details": _json(one.written)}
    db.session.execute(
        update(ContributionRow).where(ContributionRow.id == one.id).values(**values)
    )


def project(workshop: str, number: int | None, step: int) -> None:
    """Say that this text alone is on the big screen at a step, or that none is."""
    texts = update(ContributionRow).where(ContributionRow.workshop == workshop)
    db.session.execute(texts.values(projected=None))
    if number is not None:
        chosen = texts.where(ContributionRow.id == number)
        db.session.execute(chosen.values(projected=step))


def show_only(workshop: str, kind: Genre, number: int | None) -> None:
    """Show this text alone of its kind, or none; what was shown is hidden."""
    for one in of(workshop, (kind,), (State.SHOWN,)):
        change(one.id, state=State.HIDDEN)
    if number is not None:
        change(number, state=State.SHOWN)


def _contribution(row: ContributionRow) -> Contribution:
    return Contribution(
        id=row.id,
        kind=Genre(row.kind),
        text=row.text,
        original=row.original,
        state=State(row.state),
        step=row.step,
        card=row.card,
        side=row.side,
        label=row.label,
        details=json.loads(row.details),
        role=row.role,
        seat=row.seat,
        merged=row.merged,
        original_details=json.loads(row.original_details or "{}"),
        projected=row.projected,
    )


def _json(details: Mapping[str, str]) -> str:
    return json.dumps(dict(details), ensure_ascii=False, sort_keys=True)
