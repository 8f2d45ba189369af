"""Queries about the facilitator's own variants."""

import json
from typing import Any

from sqlalchemy import delete, insert, select

from dilemma.rules.agenda import Depth, Kind
from dilemma.rules.variants import COURSES, Course, Variant
from dilemma.store.tables import RecipeRow, db


def add(recipe: Variant, made: int) -> None:
    """Store an own variant; its name is new."""
    db.session.execute(
        insert(RecipeRow).values(name=recipe.name, steps=_write(recipe), made=made)
    )


def every() -> tuple[Variant, ...]:
    """Return the own variants, by name."""
    found = db.session.execute(
        select(RecipeRow.name, RecipeRow.steps).order_by(RecipeRow.name)
    )
    return tuple(_read(name, json.loads(steps)) for name, steps in found)


def remove(name: str) -> None:
    """Delete an own variant, if it is there."""
    db.session.execute(delete(RecipeRow).where(RecipeRow.name == name))


def _write(recipe: Variant) -> str:
    return json.dumps(
        {
            "depths": recipe.depths,
            "opening": recipe.opening,
            "cards": recipe.by_place,
            "closing": recipe.closing,
        }
    )


def _read(name: str, data: dict[str, Any]) -> Variant:
    by_place = tuple(map(_course, data["cards"]))
    return Variant(
        name=name,
        cards=max(1, len(by_place)),
        depths=tuple(map(Depth, data["depths"])),
        courses=COURSES,
        opening=_course(data["opening"]),
        closing=_course(data["closing"]),
        by_place=by_place,
    )


def _course(lines: list[list[Any]]) -> Course:
    return tuple((Kind(kind), round, seconds) for kind, round, seconds in lines)
