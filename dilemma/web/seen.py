"""An organiser's doors: the results of a shared workshop, and its downloads."""

from flask import Blueprint, Response, url_for

from dilemma.live import rooms
from dilemma.live.proofs import require
from dilemma.rules.access import Right
from dilemma.rules.snapshot import Snapshot
from dilemma.web.results import as_file, as_page

bp = Blueprint("seen", __name__)


@bp.get("/seen/<workshop>")
def page(workshop: str) -> str:
    """Show what this room put first."""
    snapshot = _look(workshop)
    return as_page(
        snapshot,
        lambda name: url_for(".download", workshop=workshop, format=name),
    )


@bp.get("/seen/<workshop>/download.<format>")
def download(workshop: str, format: str) -> Response:
    """Download the same numbers as a file."""
    return as_file(_look(workshop), format)


def _look(workshop: str) -> Snapshot:
    require(Right.SEE, workshop)
    return rooms.look(workshop)
