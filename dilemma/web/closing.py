"""The doors of the last part: a line why, an agreement, the host's closing sentence."""

from functools import partial

from flask import Blueprint, Response, render_template, request, session, url_for

from dilemma import play
from dilemma.fragments import language, render
from dilemma.live import rooms, writer
from dilemma.live.proofs import leads, ticket_for
from dilemma.rules.contribution import Genre, Said
from dilemma.rules.refusals import NotAllowed
from dilemma.web.answers import see_other
from dilemma.web.entry import from_our_page
from dilemma.web.limits import wrong_codes

bp = Blueprint("closing", __name__)


@bp.post("/j/<code>/why")
@wrong_codes
@from_our_page
def why(code: str) -> str:
    """Take one line beside "do you recognise this picture?"."""
    return _take(code, Said(Genre.WHY, request.form.get("why", ""), ""))


@bp.post("/j/<code>/agree")
@wrong_codes
@from_our_page
def agree(code: str) -> str:
    """Take an agreement: who does what, with whom, before when.

    A name is kept only of somebody who ticked that it may stand in the report.
    """
    form = request.form
    details = {name: form.get(name, "") for name in ("organisation", "with", "by")}
    if "named" in form:
        details["name"] = form.get("name", "")
    return _take(code, Said(Genre.AGREEMENT, form.get("what", ""), "", details=details))


@bp.post("/host/<workshop>/closing")
def closing(workshop: str) -> Response | str:
    """Take the host's closing sentence and show it to everybody at once."""
    if not leads(workshop):
        raise NotAllowed
    text = request.form.get("sentence", "")
    who = str(session.get("host_name", ""))
    writer.do(partial(play.close_with, workshop, text, who=who))
    snapshot = rooms.publish(workshop)
    if "HX-Request" not in request.headers:
        return see_other(url_for("host.lead", workshop=workshop))
    return render(rooms.stage(snapshot, rooms.HOST, language()))


def _take(code: str, said: Said) -> str:
    standing = play.standing(play.find(code))
    ticket = ticket_for(standing.workshop.id, standing.workshop.code)
    if ticket is None:
        raise NotAllowed
    writer.do(partial(play.write_down, ticket.workshop, ticket.participant, said))
    rooms.stir(ticket.workshop)
    return render_template("written.html", code=standing.workshop.code)
