"""The participant's doors for texts: a page with the form, and what it hands in.

With scripts the form stands on the participant's own page and asks for JSON; without
them it is a page of its own, because the page that follows the room loads itself again.
"""

import secrets
from functools import partial

from flask import Blueprint, Response, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from dilemma import play
from dilemma.fragments import language
from dilemma.live import rooms, writer
from dilemma.live.proofs import ticket_for
from dilemma.rules import saying
from dilemma.rules.contribution import Genre, Said
from dilemma.rules.refusals import NotAllowed, Refusal
from dilemma.signing import Ticket
from dilemma.store.workshops import Standing
from dilemma.web.answers import see_other
from dilemma.web.entry import from_our_page
from dilemma.web.limits import wrong_codes
from dilemma.web.refused import explain

bp = Blueprint("say", __name__)


@bp.get("/j/<code>/say")
@wrong_codes
def page(code: str) -> str:
    """Show the form of the present step, and what this person wrote before."""
    standing, ticket = _known(code)
    return _page(standing, ticket)


@bp.post("/j/<code>/say")
@wrong_codes
@from_our_page
def say(code: str) -> ResponseReturnValue:
    """Hand a text in."""
    scripts = request.accept_mimetypes.best == "application/json"
    try:
        standing, ticket = _known(code)
        said = _read(standing)
        writer.do(partial(play.say, ticket.workshop, ticket.participant, said))
    except Refusal as refusal:
        words = explain(refusal)
        if not scripts:
            return _again(code, refusal, f"{words.heading}. {words.text}")
        return jsonify(ok=False, text=f"{words.heading}. {words.text}"), words.status
    rooms.stir(ticket.workshop)
    if scripts:
        return jsonify(ok=True)
    return see_other(url_for(".page", code=standing.workshop.code))


def _known(code: str) -> tuple[Standing, Ticket]:
    """Return the workshop and who asks; raises NotAllowed for a stranger."""
    standing = play.standing(play.find(code))
    ticket = ticket_for(standing.workshop.id, standing.workshop.code)
    if ticket is None:
        raise NotAllowed
    return standing, ticket


def _read(standing: Standing) -> Said:
    form = request.form
    entry = form.get("entry", "")
    if form.get("kind") == Genre.DILEMMA:
        return saying.dilemma(form, entry)
    return saying.argument(
        standing.game,
        standing.workshop.deck,
        step=form.get("step", ""),
        side=form.get("side", ""),
        mark=form.get("mark", ""),
        text=form.get("text", ""),
        entry=entry,
    )


def _again(code: str, refusal: Refusal, problem: str) -> Response | tuple[str, int]:
    """Show the form once more with what was typed; no text is lost."""
    if isinstance(refusal, NotAllowed):
        raise refusal
    standing, ticket = _known(code)
    return _page(standing, ticket, problem), explain(refusal).status


def _page(standing: Standing, ticket: Ticket, problem: str = "") -> str:
    game = standing.game
    # The personal part refuses whoever is nobody any more.
    me = play.personal(ticket.workshop, ticket.participant).me
    step = game.step
    sent = str(request.form.get("step", ""))
    if sent:  # it was typed for this card, wherever the room is now
        step = next((one for one in game.steps if str(one.id) == sent), step)
    card = standing.workshop.deck.spoken(language()).card(step.card or "")
    answered = bool(sent) or me.answer_at(step.id) is not None
    writes = saying.may_write(step.kind, answered=answered)
    own = play.own_said(ticket.workshop, ticket.participant)
    return render_template(
        "say.html",
        code=standing.workshop.code,
        title=standing.workshop.title,
        problem=problem,
        card=card if writes is Genre.ARGUMENT else None,
        step=step.id,
        dilemma=writes is Genre.DILEMMA,
        entry=secrets.token_urlsafe(12),
        typed=request.form,
        own=own,
        most=saying.MOST_OF_DILEMMA,
        nothing=_("There is nothing to write now. Go back and follow the room."),
    )
