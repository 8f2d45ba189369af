"""What goes wrong with prints and downloads, with its status and its sentence."""

from flask_babel import gettext as _

from dilemma.live.making import FileFailed
from dilemma.rules import refusals


def table() -> tuple[tuple[type[Exception], int, str, str], ...]:
    """Return the rows, as in `refused`."""
    return (
        (
            refusals.PressBusy,
            503,
            _("Many files are being made now"),
            _("Wait a minute, go back and press again."),
        ),
        (
            FileFailed,
            500,
            _("This file could not be made"),
            _("Nothing is lost. Ask again, or take another kind of file for now."),
        ),
    )
