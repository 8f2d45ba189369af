"""The one list of every name in every file: what it is, how it is counted, when empty.

The names are those of JSON. A column of the workbook, and a column or a measure of CSV,
carries the heading that stands beside its name; so one codebook serves all formats.
"""

import csv
import io

from flask_babel import gettext as _

from dilemma.export import named, named_ending
from dilemma.export.fields import Field, Words

COLUMNS = ("heading", "name_in_files", "meaning", "unit", "counted", "when_empty")


def fields() -> dict[str, Field]:
    """Return the list in the present language, by name."""
    words = Words()
    parts = (
        *(named.gathering(words), named.cards(words), named.counts(words)),
        *(named.roles(words), named_ending.said(words), named_ending.whole(words)),
        named_ending.files(words),
    )
    return {one.name: one for part in parts for one in part}


def headings(*names: str) -> tuple[str, ...]:
    """Return the headings of columns."""
    known = fields()
    return tuple(known[name].heading for name in names)


def lines() -> tuple[tuple[str, ...], ...]:
    """Return the codebook as rows under `COLUMNS`."""
    return tuple(
        (one.heading, one.name, one.meaning, one.unit, one.counted, one.empty)
        for one in fields().values()
    )


def as_csv() -> bytes:
    """Write the codebook as a table for a spreadsheet."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows((headings(*COLUMNS), *lines()))
    return text.getvalue().encode("utf-8-sig")


def as_markdown() -> bytes:
    """Write the codebook as a text that people read."""
    rows = [
        "# " + _("Codebook"),
        "",
        _(
            "Every column and every name in these files. The heading stands in the "
            "workbook and in CSV, the name in JSON."
        ),
        "",
        "| " + " | ".join(headings(*COLUMNS)) + " |",
        "|" + "---|" * len(COLUMNS),
        *("| " + " | ".join(one) + " |" for one in lines()),
    ]
    return ("\n".join(rows) + "\n").encode()
