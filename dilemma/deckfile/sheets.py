"""From a deck to an Excel workbook, which is the template for a new one too."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from dilemma.deckfile.cases import write_cost
from dilemma.deckfile.columns import COLUMNS, SHEETS, Column, heading_of
from dilemma.deckfile.trees import tree_of
from dilemma.deckfile.words import LETTERS
from dilemma.rules.deck import Cost, Deck

_WIDE, _NARROW = 48, 16


def write_workbook(deck: Deck) -> bytes:
    """Write a deck as a workbook; reading it gives an equal deck."""
    import xlsxwriter

    file = io.BytesIO()
    book = xlsxwriter.Workbook(
        file,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        },
    )
    book.set_properties({"title": deck.title, "created": datetime(2000, 1, 1)})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    plain = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    for kind, rows in _tables(deck):
        sheet = book.add_worksheet(SHEETS.title(kind))
        sheet.freeze_panes(1, 1)
        if kind == "card":
            sheet.activate()
        columns = _columns(kind, rows)
        for place, column in enumerate(columns):
            sheet.set_column(place, place, _WIDE if column.wide else _NARROW, plain)
            sheet.write_string(0, place, heading_of(column), bold)
            for number, row in enumerate(rows, start=1):
                if row.get(column):
                    sheet.write_string(number, place, row[column], plain)
    notes = book.add_worksheet(SHEETS.notes)
    notes.set_column(0, 0, 100, plain)
    for number, line in enumerate(SHEETS.explanation):
        notes.write_string(number, 0, line, plain)
    book.close()
    return file.getvalue()


def _tables(deck: Deck) -> Iterator[tuple[str, list[dict[Column, str]]]]:
    tree = tree_of(deck)
    yield "deck", [_row(tree, "deck", deck)]
    for kind, name in SHEETS.lists.items():
        yield kind, [_row(one, kind, deck) for one in tree.get(name, [])]


def _columns(kind: str, rows: list[dict[Column, str]]) -> list[Column]:
    """Every column of a kind, and those of the languages that this deck speaks."""
    used = {column for row in rows for column in row}
    languages = sorted({column.language for column in used if column.language})
    own = [one for one in COLUMNS[kind] if one in used or not one.rare]
    return own + [
        replace(one, language=language)
        for language in languages
        for one in COLUMNS[kind]
        if one.spoken and (one in own)
    ]


def _row(tree: Mapping[str, Any], kind: str, deck: Deck) -> dict[Column, str]:
    """Lay one branch of the tree out over the columns of its kind."""
    row = {}
    for column in COLUMNS[kind]:
        text = _of(tree, column, deck)
        if text:
            row[column] = text
        for language, texts in tree.get("translations", {}).items():
            said = _said(tree, texts, column, deck) if column.spoken else ""
            if said:
                row[replace(column, language=language)] = said
    return row


def _of(tree: Mapping[str, Any], column: Column, deck: Deck) -> str:
    if column.letter:
        options = tree.get("options", [])
        place = LETTERS.index(column.letter)
        tree = options[place] if place < len(options) else {}
    value = tree.get(column.key, "")
    if column.key == "costs":
        return _ranges(tree, [one["label"] for one in value], deck)
    if isinstance(value, list):
        return (", " if column.key == "roles" else " ").join(value)
    return str(value)


def _said(
    tree: Mapping[str, Any], texts: Mapping[str, Any], column: Column, deck: Deck
) -> str:
    if column.letter:
        options = texts.get("options", [])
        place = LETTERS.index(column.letter)
        return str(options[place]) if place < len(options) else ""
    if column.key == "costs":
        return _ranges(tree, texts.get("costs", []), deck)
    return str(texts.get(column.key, ""))


def _ranges(tree: Mapping[str, Any], labels: list[str], deck: Deck) -> str:
    costs = [
        Cost(label, one["low"], one["high"])
        for label, one in zip(labels, tree.get("costs", []), strict=False)
    ]
    return "\n".join(write_cost(cost, deck.language) for cost in costs)
