"""One table of the facts: a heading a column, see the codebook."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Row = Sequence[object]
Facts = dict[str, Any]


@dataclass(frozen=True)
class Table:
    """A sheet: its name for people, names of its columns in the codebook, its rows.

    `heads` stand above the columns instead of what the codebook calls them.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    heads: tuple[str, ...] = ()


def name_of(card: Facts) -> str:
    """Return what people call a card for short."""
    return str(card["code"] or card["slug"])


def chose(room: Facts | None, letter: str) -> int | None:
    """How many people chose an option in a round, surely and rather together."""
    pair = room["votes"].get(letter) if room else None
    return pair and pair["sure"] + pair["rather"]


def part_of(some: int | None, of: int) -> float | None:
    """Return a share from 0 to 1."""
    return None if some is None or not of else some / of
