"""XLSX: the facts as sheets to count on and to print; a text is never a formula."""

import io
from collections.abc import Iterable
from datetime import UTC, datetime
from math import ceil
from typing import Any

from flask_babel import get_locale
from flask_babel import gettext as _

from dilemma.export import codebook
from dilemma.export.facts import facts
from dilemma.export.format import Format, standard_line
from dilemma.export.plain import for_a_cell, plain, would_run
from dilemma.export.sheets import sheets
from dilemma.export.table import Table
from dilemma.rules.snapshot import Snapshot

MIMETYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FONT = "Calibri"
INK, PAPER, LINE, TEAL = "#1D2A32", "#FAF7F2", "#D9D2C7", "#0B5563"
NARROW, WIDE = 9, 48  # of a column, in letters
PAGE = 190  # letters across one page that can still be read
MOST_IN_A_HEAD = 255  # letters that Excel takes above or below a printed page
A4 = 9  # in the list of paper sizes of Excel
WHOLE = "0%"
# Columns that hold a share from 0 to 1 and show a percentage.
SHARES = frozenset(
    {"share_of_votes", "percent_A", "equal_A", "percent_before", "percent_after"}
)


def write(snapshot: Snapshot) -> bytes:
    """Write what may be shown of a workshop."""
    return workbook(
        snapshot.workshop.title,
        standard_line(snapshot.joined),
        snapshot.workshop.created,
        sheets(facts(snapshot)),
    )


def workbook(title: str, line: str, made: int, tables: Iterable[Table]) -> bytes:
    """Write tables as the sheets of one book, with a line at the foot of each page.

    `made` is in milliseconds since 1970.
    """
    import xlsxwriter  # only who makes a workbook needs it

    file = io.BytesIO()
    # Nothing that people typed may come to life; nothing is written to disk on the way.
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(file, options) as book:
        line = plain(line)
        book.set_properties(
            {
                "title": for_a_cell(title)[:MOST_IN_A_HEAD],
                "subject": _("Wenkend Perspectief"),
                "author": "Dilemma",
                "comments": line,
                "created": datetime.fromtimestamp(made / 1000, UTC).replace(
                    tzinfo=None
                ),
            }
        )
        book.set_custom_property("Language", str(get_locale()))
        writer = _Writer(book, plain(title), line)
        for table in tables:
            writer.sheet(table)
    return file.getvalue()


FORMAT = Format("xlsx", MIMETYPE, write, pressed=True)


class _Writer:
    """Sheets of one book, with its few ways of writing a cell."""

    def __init__(self, book: Any, title: str, line: str) -> None:
        base = {"font_name": FONT, "font_size": 11, "font_color": INK, "valign": "top"}
        wrapped = base | {"text_wrap": True}
        self.book, self.title, self.line = book, title, line
        self.head = book.add_format(
            wrapped
            | {
                "bold": True,
                "font_color": PAPER,
                "bg_color": TEAL,
                "border_color": LINE,
            }
        )
        self.number = book.add_format(base)
        self.share = book.add_format(base | {"num_format": WHOLE})
        self.text = book.add_format(wrapped)
        # With the quote Excel keeps it a text, also when somebody edits the cell.
        self.quoted = book.add_format(wrapped | {"quote_prefix": True})

    def sheet(self, table: Table) -> None:
        """Write a table as a sheet."""
        sheet = self.book.add_worksheet(table.title)
        names = table.heads or codebook.headings(*table.columns)
        widths = [len(name) + 3 for name in names]
        for place, name in enumerate(names):
            sheet.write_string(0, place, name, self.head)
        for number, row in enumerate(table.rows, start=1):
            for place, cell in enumerate(row):
                written = self._cell(sheet, number, place, cell, table.columns[place])
                widths[place] = max(widths[place], written)
        widths = [min(max(width, NARROW), WIDE) for width in widths]
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        # Which card a row is about stays in sight, and on every page.
        named = 2 if table.columns[0] == "card" else 0
        sheet.freeze_panes(1, named)
        sheet.autofilter(0, 0, max(len(table.rows), 1), len(names) - 1)
        self._print(sheet, across=ceil(sum(widths) / PAGE), named=named)

    def _cell(self, sheet: Any, row: int, place: int, cell: object, column: str) -> int:
        """Write one cell; returns how many letters wide it wants to be."""
        if cell is None or cell == "":
            return 0
        if isinstance(cell, int | float):
            style = self.share if column in SHARES else self.number
            sheet.write_number(row, place, cell, style)
            return 0
        text = for_a_cell(str(cell))
        style = self.quoted if would_run(text) else self.text
        sheet.write_string(row, place, text, style)
        return max(map(len, text.splitlines() or [""])) + 2

    def _print(self, sheet: Any, *, across: int, named: int) -> None:
        """Set a sheet up for paper: A4 on its side, so many pages across."""
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.8)
        sheet.fit_to_pages(across, 0)
        sheet.repeat_rows(0)
        if across > 1 and named:
            sheet.repeat_columns(0, named - 1)
        sheet.hide_gridlines(0)
        title, line = (one.replace("&", "&&") for one in (self.title, self.line))
        sheet.set_header(f"&L&10{' ' + title[:120]}&R&10&A")
        sheet.set_footer(f"&L&8{line[:180]}&R&8&P / &N")
