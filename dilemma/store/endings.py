"""Queries about the last part: picks and recognition counted, agreements numbered."""

from sqlalchemy import func, select

from dilemma.rules.agenda import Step
from dilemma.rules.contribution import Genre
from dilemma.rules.priorities import Picks
from dilemma.store.tables import ContributionRow, ResponseRow, db


def picks(step: Step) -> Picks:
    """Count who picked what at a step; passes are not counted."""
    groups = db.session.execute(
        select(ResponseRow.picked, func.count())
        .where(ResponseRow.step == step.id, ResponseRow.option.is_not(None))
        .group_by(ResponseRow.picked)
    ).all()
    counts: dict[str, int] = {}
    for picked, count in groups:
        for slug in picked.split("+"):
            counts[slug] = counts.get(slug, 0) + count
    return Picks(sum(count for _picked, count in groups), counts)


def recognised(step: Step, answers: int) -> tuple[int, ...]:
    """Count each of so many answers at a step; passes are not counted."""
    counts = [0] * answers
    groups = db.session.execute(
        select(ResponseRow.option, func.count())
        .where(ResponseRow.step == step.id, ResponseRow.option.is_not(None))
        .group_by(ResponseRow.option)
    )
    for option, count in groups:
        counts[option or 0] = count
    return tuple(counts)


def written(workshop: str, kind: Genre) -> int:
    """Count the texts of a kind, whatever the host did with them."""
    found = db.session.scalar(
        select(func.count())
        .select_from(ContributionRow)
        .where(ContributionRow.workshop == workshop, ContributionRow.kind == kind)
    )
    return int(found or 0)
