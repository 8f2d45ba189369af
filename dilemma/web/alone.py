"""A participant who plays alone: one card a page, plain forms, at one's own pace."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from dilemma import play
from dilemma.fragments import language
from dilemma.live import rooms, writer
from dilemma.live.proofs import ticket_for
from dilemma.rules.agenda import Kind
from dilemma.rules.response import parse_form
from dilemma.screens.alone import alone
from dilemma.signing import Ticket
from dilemma.web.answers import see_other
from dilemma.web.entry import from_our_page
from dilemma.web.limits import wrong_codes

bp = Blueprint("alone", __name__)


@bp.get("/j/<code>/alone")
@wrong_codes
def cards(code: str) -> ResponseReturnValue:
    """Show one card, or what is chosen so far after the last one."""
    ticket = _ticket(code)
    if ticket is None:
        return see_other(url_for("join.page", code=code))
    personal = play.personal(ticket.workshop, ticket.participant)
    if personal.game.step.kind is not Kind.ALONE:
        return see_other(url_for("join.page", code=code))
    deck = play.standing(ticket.workshop).workshop.deck.spoken(language())
    number = request.args.get("card", "1")
    place = int(number) if number.isascii() and number.isdigit() else 1
    page = alone(deck, personal.spoken(language()), min(place, 1000))
    return render_template("alone.html", page=page, code=code)


@bp.post("/j/<code>/alone")
@wrong_codes
@from_our_page
def choose(code: str) -> ResponseReturnValue:
    """Store a choice, and go to the next card."""
    ticket = _ticket(code)
    if ticket is None:
        return see_other(url_for("join.page", code=code))
    given = parse_form(request.form.get("step", ""), request.form.get("answer", ""), "")
    writer.cast(play.Vote(ticket.workshop, ticket.participant, given))
    rooms.stir(ticket.workshop)
    after = request.form.get("after", "1")
    after = after if after.isascii() and after.isdigit() and len(after) < 4 else "1"
    return see_other(url_for("alone.cards", code=code, card=after))


def _ticket(code: str) -> Ticket | None:
    return ticket_for(play.find(code), play.read_code(code))
