"""The participant's doors: type or scan the code, take a role, answer."""

import secrets

from flask import (
    Blueprint,
    Response,
    current_app,
    render_template,
    request,
    session,
    url_for,
)
from flask_babel import gettext as _

from dilemma import play
from dilemma.config import Config
from dilemma.live import rooms, writer
from dilemma.live.proofs import ticket_cookie, ticket_for
from dilemma.rules.refusals import Malformed, WorkshopUnknown
from dilemma.screens import player
from dilemma.screens.pages import JoinPage
from dilemma.signing import Ticket, write_ticket
from dilemma.store.workshops import Standing
from dilemma.web.answers import see_other
from dilemma.web.limits import wrong_codes

bp = Blueprint("join", __name__)
TICKET_SECONDS = 8 * 24 * 3600  # a congress and the days around it


@bp.get("/")
def home() -> str:
    """Show the field for the code."""
    return _home("")


@bp.get("/j")
@wrong_codes
def enter() -> Response | tuple[str, int] | str:
    """Take a typed code to its page."""
    typed = request.args.get("code", "")
    if not typed.strip():
        return _home("")
    try:
        play.find(typed)
    except WorkshopUnknown:
        problem = _("We do not know this code. Look at the screen and try again.")
        return _home(problem, typed), 404
    return _to(play.read_code(typed))


@bp.get("/j/")
@bp.get("/J")
@bp.get("/J/")
def also_enter() -> Response:
    """Take other spellings of the short address to the field for the code."""
    return see_other(url_for(".enter"))


@bp.get("/J/<code>")
def scanned(code: str) -> Response:
    """Take the upper-case address in a QR code to its page."""
    return _to(play.read_code(code))


@bp.get("/j/<code>")
@wrong_codes
def page(code: str) -> Response | str:
    """Show the participant's one page: choose a role, or the present step."""
    if code != play.read_code(code):
        return _to(play.read_code(code))
    standing = play.standing(play.find(code))
    ticket = _ticket_of(standing)
    if ticket is None:
        play.may_join(standing.workshop.id)
        return _choose(standing)
    personal = play.personal(ticket.workshop, ticket.participant)
    mine = player.mine(personal)
    if "role" in request.args and mine.may_switch:
        return _choose(standing, personal.me.role.slug)
    return render_template(
        "play.html",
        code=code,
        title=standing.workshop.title,
        stage=player.stage(play.look(ticket.workshop)),
        mine=mine,
        now=play.now_ms(),
    )


@bp.post("/j/<code>/role")
@wrong_codes
def take_role(code: str) -> Response:
    """Come in with a role, or change it before the first answer."""
    standing = play.standing(play.find(code))
    role, ticket = request.form.get("role", ""), _ticket_of(standing)
    if ticket is None:
        entry = request.form.get("entry", "")
        if not 16 <= len(entry) <= 64:
            raise Malformed
        participant = play.join(standing.workshop.id, role, entry)
        ticket = Ticket(standing.workshop.id, participant)
    else:
        play.switch_role(ticket.workshop, ticket.participant, role)
    rooms.stir(standing.workshop.id)
    return _with_ticket(_to(standing.workshop.code), standing, ticket)


@bp.post("/j/<code>/answer")
@wrong_codes
def answer(code: str) -> Response:
    """Answer with a plain form, for phones without a socket."""
    standing = play.standing(play.find(code))
    ticket = _ticket_of(standing)
    if ticket is None:
        return _to(standing.workshop.code)
    step = request.form.get("step", "")
    if not (step.isascii() and step.isdigit() and len(step) < 16):
        raise Malformed
    value = request.form.get("answer", "")
    writer.cast(play.form_vote(ticket.workshop, ticket.participant, int(step), value))
    rooms.stir(ticket.workshop)
    return _to(standing.workshop.code)


def _home(problem: str, typed: str = "") -> str:
    return render_template(
        "home.html",
        code=typed[:32],
        problem=problem or None,
        signed_in=bool(session.get("facilitator")),
    )


def _choose(standing: Standing, chosen: str = "") -> str:
    workshop = standing.workshop
    page = JoinPage(
        code=workshop.code,
        title=workshop.title,
        roles=workshop.offered,
        chosen=chosen,
        minimum=workshop.minimum,
        language=workshop.deck.language,
    )
    return render_template("join.html", page=page, entry=secrets.token_urlsafe(16))


def _ticket_of(standing: Standing) -> Ticket | None:
    return ticket_for(standing.workshop.id, standing.workshop.code)


def _with_ticket(response: Response, standing: Standing, ticket: Ticket) -> Response:
    config: Config = current_app.config["DILEMMA"]
    response.set_cookie(
        ticket_cookie(standing.workshop.code),
        write_ticket(config.secret_key, ticket),
        max_age=TICKET_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=config.secure,
    )
    return response


def _to(code: str) -> Response:
    return see_other(url_for("join.page", code=code))
