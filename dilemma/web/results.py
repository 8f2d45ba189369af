"""The Wenkend Perspectief page and its downloads, behind an unguessable link."""

from flask import Blueprint, Response, render_template

from dilemma import play
from dilemma.live import rooms
from dilemma.live.proofs import holds_key, leads
from dilemma.rules.refusals import NotAllowed
from dilemma.rules.snapshot import Snapshot
from dilemma.screens import faces, said, sheets
from dilemma.screens.endings import ending
from dilemma.screens.looks import drawn, looks
from dilemma.signing import RESULTS
from dilemma.web.answers import see_other
from dilemma.web.downloads import Way, as_file, as_making
from dilemma.web.limits import wrong_links

bp = Blueprint("results", __name__)


@bp.get("/results/<workshop>")
def show(workshop: str) -> Response:
    """Take whoever leads the workshop to its results link."""
    if not leads(workshop):
        raise NotAllowed
    standing = play.standing(workshop)
    return see_other(rooms.where(standing.workshop).links.results)


@bp.get("/results/<workshop>/<key>")
@wrong_links
def page(workshop: str, key: str) -> str:
    """Show what this room put first."""
    return as_page(_look(workshop, key), _way(workshop, key))


@bp.get("/results/<workshop>/<key>/download.<format>")
@wrong_links
def download(workshop: str, key: str, format: str) -> Response:
    """Download the same numbers as a file."""
    return as_file(_look(workshop, key), _way(workshop, key), format)


@bp.get("/results/<workshop>/<key>/making/<format>/<id>")
@wrong_links
def making(workshop: str, key: str, format: str, id: str) -> Response:
    """Show how far a file is."""
    return as_making(_look(workshop, key), _way(workshop, key), format, id)


def as_page(snapshot: Snapshot, way: Way) -> str:
    """Write the results page, with the downloads behind these doors."""
    return render_template("results.html", **values(snapshot), offers=way.offers)


def values(snapshot: Snapshot) -> dict[str, object]:
    """Return what the results page shows, for whoever may see it."""
    whole = faces.whole(snapshot)
    return {
        "title": snapshot.workshop.title,
        "date": snapshot.workshop.created,
        "joined": snapshot.joined,
        "closed": snapshot.game.closed,
        "rehearsal": snapshot.game.rehearsal,
        "alone": snapshot.workshop.alone,
        "belongs": snapshot.belongs,
        "other_role": snapshot.other_role,
        "whole": whole,
        "polder": drawn(snapshot, whole, sheets.PAGE),
        "phone": drawn(snapshot, whole, sheets.PHONE),
        "looks": looks(snapshot, whole),
        "ending": ending(snapshot),
        "results": {one.card: faces.result(snapshot, one) for one in snapshot.results},
        "said": said.by_card(snapshot),
        "turns": snapshot.turns,
        "dilemmas": said.own_dilemmas(snapshot),
        "harvest": said.harvest(snapshot),
    }


def _way(workshop: str, key: str) -> Way:
    return Way("results", {"workshop": workshop, "key": key})


def _look(workshop: str, key: str) -> Snapshot:
    if not holds_key(RESULTS, workshop, key):
        raise NotAllowed
    return rooms.look(workshop)
