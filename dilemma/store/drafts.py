"""Queries about decks of one's own: every edit is kept, none is ever changed."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert

from dilemma.rules.draft import Change, Edit, Piece
from dilemma.store.deck_tables import EditRow, OwnDeckRow
from dilemma.store.tables import db
from dilemma.store.transaction import rows

_SLUGS = "SELECT slug FROM own_deck ORDER BY made DESC, slug"
_LAST = "SELECT deck, max(number) FROM edit GROUP BY deck"
_EDITS = """
SELECT number, made, editor, who, change FROM edit WHERE deck = ? ORDER BY number
"""


@dataclass(frozen=True)
class Kept:
    """An edit as it is kept: when, in which browser and under which name."""

    number: int
    made: int  # milliseconds since 1970
    editor: str
    who: str
    edit: Edit


def begin(slug: str, made: int) -> None:
    """Store a deck of one's own without edits; its slug is new."""
    db.session.execute(insert(OwnDeckRow).values(slug=slug, made=made))


def slugs() -> tuple[str, ...]:
    """Return the decks of one's own, the newest first."""
    return tuple(slug for (slug,) in rows(_SLUGS))


def numbers() -> dict[str, int]:
    """Return the number of the last edit of each deck."""
    return {str(slug): int(number) for slug, number in rows(_LAST)}


def edits(slug: str) -> Sequence[Kept]:
    """Return every edit of a deck, the first one first."""
    return tuple(
        Kept(number, made, editor, who, _read(json.loads(change)))
        for number, made, editor, who, change in rows(_EDITS, slug)
    )


def add(slug: str, kept: Kept) -> None:
    """Keep one more edit; its number is new."""
    db.session.execute(
        insert(EditRow).values(
            deck=slug,
            number=kept.number,
            made=kept.made,
            editor=kept.editor,
            who=kept.who,
            change=_write(kept.edit),
        )
    )


def remove(slug: str) -> None:
    """Delete a deck with everything that was ever written in it."""
    db.session.execute(delete(OwnDeckRow).where(OwnDeckRow.slug == slug))


def _write(edit: Edit) -> str:
    return json.dumps(
        {
            "change": edit.change,
            "pieces": [[one.id, one.kind, one.fields] for one in edit.pieces],
            "id": edit.id,
            "before": edit.before,
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def _read(data: dict[str, Any]) -> Edit:
    return Edit(
        Change(data["change"]),
        tuple(
            Piece(id, kind, tuple((name, text) for name, text in fields))
            for id, kind, fields in data["pieces"]
        ),
        data["id"],
        data["before"],
    )
