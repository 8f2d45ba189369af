"""A participant's doors beside the answer: sit at a table, say whose role it is."""

from contextlib import suppress
from functools import partial

from flask import Response, current_app, render_template, request, url_for

from dilemma import play
from dilemma.config import Config
from dilemma.live import rooms, writer
from dilemma.live.proofs import ticket_for
from dilemma.rules.refusals import Malformed, NotAllowed, SeatUnknown
from dilemma.rules.seating import take_seat
from dilemma.store.workshops import Standing
from dilemma.web.answers import see_other
from dilemma.web.entry import COOKIE_SECONDS, from_our_page, seat_cookie
from dilemma.web.join import bp
from dilemma.web.limits import wrong_codes


@bp.get("/T/<code>/<seat>")
def scanned_table(code: str, seat: str) -> Response:
    """Take the upper-case address in a table's QR code to its page."""
    return see_other(url_for("join.table", code=play.read_code(code), seat=seat))


@bp.get("/t/<code>/<seat>")
@wrong_codes
def table(code: str, seat: str) -> Response | str:
    """Remember a newcomer's table, or ask somebody inside whether to move there."""
    standing = play.standing(play.find(code))
    number = take_seat(play.arrangement(standing.workshop.id), _number(seat))
    page = url_for("join.page", code=standing.workshop.code)
    if _inside(standing):
        return _ask(standing, number)
    answer = see_other(page)
    config = _config()
    answer.set_cookie(
        seat_cookie(standing.workshop.code),
        str(number),
        max_age=COOKIE_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=config.secure,
    )
    return answer


@bp.get("/j/<code>/table")
@wrong_codes
def which_table(code: str) -> Response | str:
    """Let somebody type the number of the table."""
    standing = play.standing(play.find(code))
    if not _inside(standing):
        return see_other(url_for("join.page", code=standing.workshop.code))
    return _ask(standing)


@bp.post("/j/<code>/table")
@wrong_codes
@from_our_page
def sit(code: str) -> Response | tuple[str, int]:
    """Move somebody to a table."""
    standing = play.standing(play.find(code))
    ticket = ticket_for(standing.workshop.id, standing.workshop.code)
    if ticket is None:
        raise NotAllowed
    try:
        seat = _number(request.form.get("seat", "").strip())
        writer.do(partial(play.sit, ticket.workshop, ticket.participant, seat))
    except (SeatUnknown, Malformed):
        return _ask(standing, problem=True), 422
    rooms.stir(ticket.workshop)
    return _back(standing)


@bp.post("/j/<code>/real")
@wrong_codes
@from_our_page
def real(code: str) -> Response:
    """Keep whether the role is somebody's own outside the game."""
    standing = play.standing(play.find(code))
    ticket = ticket_for(standing.workshop.id, standing.workshop.code)
    said = request.form.get("real", "")
    if said not in ("yes", "no"):
        raise Malformed
    if ticket is not None:
        with suppress(NotAllowed):  # nobody any more: the page takes the ticket back
            own = said == "yes"
            writer.do(
                partial(play.say_real, ticket.workshop, ticket.participant, real=own)
            )
    return _back(standing)


def _ask(standing: Standing, seat: int = 0, *, problem: bool = False) -> str:
    workshop = standing.workshop
    tables = play.arrangement(workshop.id).tables
    return render_template(
        "seat.html", workshop=workshop, seat=seat, tables=tables, problem=problem
    )


def _inside(standing: Standing) -> bool:
    return ticket_for(standing.workshop.id, standing.workshop.code) is not None


def _back(standing: Standing) -> Response:
    to = url_for("join.page", code=standing.workshop.code)
    return see_other(to + ("?plain" if "plain" in request.form else ""))


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        raise Malformed
    return int(text)


def _config() -> Config:
    config: Config = current_app.config["DILEMMA"]
    return config
