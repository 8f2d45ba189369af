"""What each format is called and what it is for, in the words of page and files."""

from flask_babel import gettext as _


def title(name: str) -> str:
    """Write what a format is called."""
    return {
        "zip": _("Everything (ZIP)"),
        "pdf": _("Report (PDF)"),
        "poster": _("Poster (PDF, A3)"),
        "pptx": _("Presentation (PowerPoint)"),
        "xlsx": _("Workbook (Excel)"),
        "csv": _("Table (CSV)"),
        "json": _("Data (JSON)"),
        "png": _("Picture (PNG)"),
        "svg": _("Picture (SVG)"),
    }[name]


def purpose(name: str) -> str:
    """Write what a format is for."""
    return {
        "zip": _("All files below, with the codebook and how it was counted."),
        "pdf": _("To read and to print, also with a screen reader."),
        "poster": _("To hang on the wall."),
        "pptx": _("A slide a card, to go on with in a meeting."),
        "xlsx": _("Sheets to sort, count and print."),
        "csv": _("One number a row, for any spreadsheet."),
        "json": _("For software; the form is published."),
        "png": _("The picture for a slide or a mail."),
        "svg": _("The picture for a designer; sharp at any size."),
    }[name]
