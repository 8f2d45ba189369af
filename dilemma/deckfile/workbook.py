"""From an Excel workbook to a deck: one row a card, a sheet for each kind of part.

Reading makes the same tree as JSON does; a line is a sheet and a row.
"""

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from dilemma.deckfile.build import build
from dilemma.deckfile.columns import COLUMNS, SHEETS, Column, heading_of, read_heading
from dilemma.deckfile.problems import DeckError, Found, Problem, ProblemKind
from dilemma.deckfile.tree import Node, parts_of
from dilemma.deckfile.unpack import unpack
from dilemma.deckfile.words import LETTERS, fold, suggest
from dilemma.rules.deck import Deck

MOST_ROWS = 400
MOST_COLUMNS = 120
_ROWS = 1 << 20  # more than a sheet has: a line is a sheet times this and a row


def is_workbook(data: bytes) -> bool:
    """Tell whether this is a zip file, as every workbook is."""
    return data.startswith(b"PK")


def read_workbook(data: bytes, slug: str) -> Deck:
    """Read a deck from a workbook; raises DeckError, each with a sheet and a row."""
    found = Found()
    sheets: list[str] = []
    try:
        book = _open(unpack(data))
        tree = _Reader(found, sheets).tree(book)
        return build(parts_of(tree, found), slug, found)
    except DeckError as error:
        raise DeckError(tuple(_placed(one, sheets) for one in error.problems)) from None


def _open(file: io.BytesIO) -> Any:
    import openpyxl  # both take long to load, and few ever need them

    try:
        return openpyxl.load_workbook(
            file, read_only=True, data_only=True, keep_links=False
        )
    except Exception:  # whatever a stranger's file does to it, it is no workbook
        raise DeckError((Problem(0, ProblemKind.NOT_A_WORKBOOK),)) from None


def _placed(problem: Problem, sheets: list[str]) -> Problem:
    sheet, row = divmod(problem.line, _ROWS)
    data = tuple(
        (name, datum % _ROWS if name == "first" and isinstance(datum, int) else datum)
        for name, datum in problem.data
    )
    return replace(
        problem, line=row, data=data, place=sheets[sheet - 1] if sheet else ""
    )


class _Reader:
    def __init__(self, found: Found, sheets: list[str]) -> None:
        self.found = found
        self.sheets = sheets

    def tree(self, book: Any) -> Node:
        tree = Node()
        for title in book.sheetnames:
            kind = SHEETS.find(title)
            if kind is None:
                self._unknown_sheet(title)
                continue
            rows = self._rows(book, title, kind)
            if kind == "deck":
                for row in rows:
                    tree.update(row)
                    tree.line = row.line
                    break
            else:
                tree[SHEETS.lists[kind]] = [*tree.get(SHEETS.lists[kind], []), *rows]
        if "cards" not in tree:
            sheet = SHEETS.title("card")
            self.found.add(0, ProblemKind.MISSING_SHEET, found=sheet)
        return tree

    def _unknown_sheet(self, title: str) -> None:
        near = suggest(title, SHEETS.titles)
        if near and fold(title) != fold(SHEETS.notes):
            self.found.add(0, ProblemKind.UNKNOWN_SHEET, found=title, suggestion=near)

    def _rows(self, book: Any, title: str, kind: str) -> list[Node]:
        self.sheets.append(title)
        base = len(self.sheets) * _ROWS
        try:
            cells = list(
                book[title].iter_rows(
                    max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS, values_only=True
                )
            )
        except Exception:  # what openpyxl does with a broken sheet is its own affair
            self.found.add(base, ProblemKind.NOT_A_WORKBOOK)
            return []
        if len(cells) > MOST_ROWS:
            self.found.add(base + MOST_ROWS, ProblemKind.TOO_MANY_ROWS, most=MOST_ROWS)
        headings = self._headings(kind, cells[0] if cells else (), base + 1)
        return [
            self._row(headings, row, base + number)
            for number, row in enumerate(cells[1:MOST_ROWS], start=2)
            if any(cell not in (None, "") for cell in row)
        ]

    def _headings(
        self, kind: str, row: tuple[object, ...], line: int
    ) -> Mapping[int, tuple[str, Column]]:
        headings: dict[int, tuple[str, Column]] = {}
        for place, cell in enumerate(row):
            name = str(cell or "").strip()
            column = read_heading(kind, name) if name else None
            if column is None:
                if name:
                    known = [heading_of(one) for one in COLUMNS[kind]]
                    near = suggest(name, known)
                    self.found.add(
                        line, ProblemKind.UNKNOWN_COLUMN, found=name, suggestion=near
                    )
            elif column in (one for _name, one in headings.values()):
                self.found.add(line, ProblemKind.COLUMN_TWICE, found=name)
            else:
                headings[place] = (name, column)
        return headings

    def _row(
        self,
        headings: Mapping[int, tuple[str, Column]],
        row: tuple[object, ...],
        line: int,
    ) -> Node:
        node = Node()
        node.line = line
        options: dict[str, Node] = {}
        for place, (name, column) in headings.items():
            text = self._cell(row[place] if place < len(row) else None, name, line)
            if text:
                self._put(node, options, column, text)
        self._keep(node, options)
        return node

    def _cell(self, cell: object, name: str, line: int) -> str:
        if isinstance(cell, datetime):
            return f"{cell.year}-{cell.month:02}"
        if isinstance(cell, float) and cell.is_integer():
            cell = int(cell)
        if cell is None or isinstance(cell, str):
            return (cell or "").strip()
        if type(cell) is int:
            return str(cell)
        self.found.add(line, ProblemKind.NOT_TEXT_CELL, key=name, found=str(cell))
        return ""

    def _put(
        self, node: Node, options: dict[str, Node], column: Column, text: str
    ) -> None:
        to = node
        if column.language:
            spoken = node.setdefault("translations", Node())
            to = spoken.setdefault(column.language, Node())
            spoken.line = to.line = node.line
        if column.letter and column.language:
            to.setdefault("options", dict.fromkeys(LETTERS, ""))[column.letter] = text
        elif column.letter:
            option = options.setdefault(column.letter, Node())
            option.line = node.line
            option[column.key] = [text] if column.key == "effects" else text
        elif column.key == "costs":
            to["costs"] = [line for line in map(str.strip, text.split("\n")) if line]
        elif column.key == "roles":
            to["roles"] = [text]
        else:
            to[column.key] = text

    def _keep(self, node: Node, options: dict[str, Node]) -> None:
        """Options stand in a row without a gap, and so do their translations."""
        for place, letter in enumerate(sorted(options)):
            if letter != LETTERS[place]:
                self.found.add(
                    node.line,
                    ProblemKind.WRONG_LETTER,
                    found=letter.upper(),
                    expected=LETTERS[place].upper(),
                )
                break
        if options:
            node["options"] = [options[letter] for letter in sorted(options)]
        for said in node.get("translations", {}).values():
            if "options" in said:
                texts = list(said["options"].values())
                while texts and not texts[-1]:
                    texts.pop()
                said["options"] = texts
