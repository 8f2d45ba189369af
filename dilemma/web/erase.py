"""The host's door to wipe a workshop at once, with all that belongs to it."""

from flask import current_app, render_template, request

from dilemma import play
from dilemma.config import Config
from dilemma.live import retention, rooms
from dilemma.live.proofs import leads
from dilemma.play.retention import leaving
from dilemma.rules.refusals import NotAllowed
from dilemma.web.host import bp


@bp.route("/host/<workshop>/erase", methods=["GET", "POST"])
def erase(workshop: str) -> str:
    """Ask once, and say what stays with whom; then wipe everything."""
    if not leads(workshop):
        raise NotAllowed
    config: Config = current_app.config["DILEMMA"]
    one = play.standing(workshop).workshop
    if request.method == "POST" and request.form.get("sure") == "yes":
        retention.erase(workshop)
        return render_template("erased.html", title=one.title)
    return render_template(
        "erase.html",
        workshop=one,
        when=leaving(workshop, play.now_ms(), config.terms),
        links=rooms.where(one).links,
    )
