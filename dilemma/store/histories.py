"""Queries about what the host did: written with the act itself, read to undo it."""

import json
from dataclasses import asdict
from typing import Any

from sqlalchemy import delete, insert

from dilemma.rules.agenda import Kind, Step
from dilemma.rules.game import Game
from dilemma.rules.history import Act
from dilemma.store.tables import ActRow, db
from dilemma.store.transaction import rows

_ACTS = """
SELECT number, action, kind, card, who, made FROM act WHERE workshop = ? ORDER BY number
"""
_BEFORE = "SELECT before FROM act WHERE workshop = ? AND number = ?"


def add(workshop: str, act: Act, before: Game, sentence: int | None = None) -> None:
    """Store an act with what was true before it."""
    text = _write(before, sentence)
    db.session.execute(
        insert(ActRow).values(workshop=workshop, **asdict(act), before=text)
    )


def of(workshop: str) -> tuple[Act, ...]:
    """Return everything that was done in a workshop, in order."""
    return tuple(Act(*row) for row in rows(_ACTS, workshop))


def before(workshop: str, number: int) -> Game:
    """Return the game as it was before an act."""
    return _read(_before(workshop, number))


def sentence_before(workshop: str, number: int) -> int | None:
    """Return the closing sentence that was shown before an act, if there was one."""
    found: int | None = _before(workshop, number)["sentence"]
    return found


def _before(workshop: str, number: int) -> dict[str, Any]:
    ((text,),) = rows(_BEFORE, workshop, number)
    found: dict[str, Any] = json.loads(text)
    return found


def in_lobby(workshop: str) -> Game | None:
    """Return the game as it was when the lobby was last left, if it was."""
    for act in reversed(of(workshop)):
        game = before(workshop, act.number)
        if game.at == 0:
            return game
    return None


def forget(workshop: str) -> None:
    """Forget what was done: the workshop begins anew."""
    db.session.execute(delete(ActRow).where(ActRow.workshop == workshop))


def _write(game: Game, sentence: int | None) -> str:
    return json.dumps(
        {
            "sentence": sentence,
            "at": game.at,
            "locked": game.locked,
            "steps": [_short(asdict(step)) for step in game.steps],
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def _short(step: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is as a new step has it."""
    return {name: value for name, value in step.items() if value not in (None, 0, ())}


def _read(data: dict[str, Any]) -> Game:
    steps = tuple(
        Step(
            **one | {"kind": Kind(one["kind"]), "roles": tuple(one.get("roles", ()))},
        )
        for one in data["steps"]
    )
    return Game(steps, at=data["at"], locked=data["locked"])
