"""The Wenkend Perspectief page and its downloads, behind an unguessable link."""

from collections.abc import Callable

from flask import (
    Blueprint,
    Response,
    render_template,
    url_for,
)

from dilemma import play
from dilemma.export import FORMATS
from dilemma.live import rooms
from dilemma.live.aside import aside
from dilemma.live.proofs import holds_key, leads
from dilemma.rules.refusals import NotAllowed, NotFound
from dilemma.rules.snapshot import Snapshot
from dilemma.screens import faces, said, sheets
from dilemma.screens.endings import ending
from dilemma.screens.looks import drawn, looks
from dilemma.signing import RESULTS
from dilemma.web.answers import see_other
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
    snapshot = _look(workshop, key)
    return as_page(
        snapshot,
        lambda name: url_for(".download", workshop=workshop, key=key, format=name),
    )


@bp.get("/results/<workshop>/<key>/download.<format>")
@wrong_links
def download(workshop: str, key: str, format: str) -> Response:
    """Download the same numbers as a file."""
    return as_file(_look(workshop, key), format)


def as_page(snapshot: Snapshot, file_url: Callable[[str], str]) -> str:
    """Write the results page; `file_url` tells where a format is downloaded."""
    return render_template(
        "results.html",
        **values(snapshot),
        csv_url=file_url("csv"),
        json_url=file_url("json"),
    )


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


def as_file(snapshot: Snapshot, format: str) -> Response:
    """Write one download; raises NotFound for a format that we do not know."""
    if format not in FORMATS:
        raise NotFound
    one = FORMATS[format]
    name = f"wenkend-perspectief-{snapshot.workshop.code}.{format}"
    return Response(
        aside(lambda: one.write(snapshot)),
        mimetype=one.mimetype,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _look(workshop: str, key: str) -> Snapshot:
    if not holds_key(RESULTS, workshop, key):
        raise NotAllowed
    return rooms.look(workshop)
