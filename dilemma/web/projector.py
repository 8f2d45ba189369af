"""The projector's page: an unguessable link, and nothing to press."""

from flask import Blueprint, render_template, request

from dilemma import play
from dilemma.fragments import language
from dilemma.live import rooms
from dilemma.live.proofs import holds_key
from dilemma.rules.refusals import NotAllowed
from dilemma.signing import SCREEN
from dilemma.web.limits import wrong_links

bp = Blueprint("projector", __name__)


@bp.get("/screen/<workshop>/<key>")
@wrong_links
def screen(workshop: str, key: str) -> str:
    """Show the hall's screen."""
    if not holds_key(SCREEN, workshop, key):
        raise NotAllowed
    snapshot = rooms.look(workshop)
    return render_template(
        "projector.html",
        stage=rooms.stage(snapshot, rooms.PROJECTOR, language()),
        workshop=workshop,
        key=key,
        dark="dark" in request.args,
        now=play.now_ms(),
    )
