"""An organiser's doors: the results of a shared workshop, and its downloads."""

from flask import Blueprint, Response

from dilemma.live import rooms
from dilemma.live.proofs import require
from dilemma.rules.access import Right
from dilemma.rules.snapshot import Snapshot
from dilemma.web.downloads import Way, as_file, as_making
from dilemma.web.results import as_page

bp = Blueprint("seen", __name__)


@bp.get("/seen/<workshop>")
def page(workshop: str) -> str:
    """Show what this room put first."""
    return as_page(_look(workshop), _way(workshop))


@bp.get("/seen/<workshop>/download.<format>")
def download(workshop: str, format: str) -> Response:
    """Download the same numbers as a file."""
    return as_file(_look(workshop), _way(workshop), format)


@bp.get("/seen/<workshop>/making/<format>/<id>")
def making(workshop: str, format: str, id: str) -> Response:
    """Show how far a file is."""
    return as_making(_look(workshop), _way(workshop), format, id)


def _way(workshop: str) -> Way:
    return Way("seen", {"workshop": workshop})


def _look(workshop: str) -> Snapshot:
    require(Right.SEE, workshop)
    return rooms.look(workshop)
