"""Leading together: a name for who leads, and the host link for a phone or colleague.

The link signs in whoever scans it, so it is shown only after a question. A name is
asked once, may be skipped, and stays in the signed session and beside the acts.
"""

from flask import Response, render_template, request, session, url_for

from dilemma import play
from dilemma.live import rooms
from dilemma.live.proofs import leads
from dilemma.places import qr
from dilemma.rules.refusals import NotAllowed
from dilemma.web.answers import see_other
from dilemma.web.host import bp

LONGEST = 40


@bp.post("/host/<workshop>/name")
def name(workshop: str) -> Response:
    """Keep the name that the others see; without one the question is over too."""
    _require(workshop)
    session["host_name"] = " ".join(request.form.get("name", "").split())[:LONGEST]
    session.permanent = True
    return see_other(url_for("host.lead", workshop=workshop))


@bp.route("/host/<workshop>/phone", methods=["GET", "POST"])
def phone(workshop: str) -> str:
    """Ask once whether nobody else looks on; then show the host link as a picture."""
    _require(workshop)
    standing = play.standing(workshop)
    link = ""
    if request.method == "POST":
        link = rooms.where(standing.workshop).links.host
    return render_template(
        "phone.html",
        workshop=standing.workshop,
        link=link,
        picture=qr(link) if link else None,
    )


def _require(workshop: str) -> None:
    if not leads(workshop):
        raise NotAllowed
