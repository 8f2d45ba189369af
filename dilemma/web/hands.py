"""Hands counted in the room, and the desk where somebody without a phone votes."""

import secrets
from functools import partial

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from dilemma import play
from dilemma.fragments import language
from dilemma.live import kept, rooms, writer
from dilemma.rules import hands
from dilemma.rules.agenda import Kind
from dilemma.rules.refusals import HandsClosed, Malformed
from dilemma.rules.response import NEWEST, parse_form
from dilemma.rules.snapshot import Snapshot, Workshop
from dilemma.screens import player
from dilemma.screens.alone import alone, at_desk
from dilemma.screens.seats import DeskPage, HandsForm, hands_form
from dilemma.web.answers import one_value, see_other
from dilemma.web.host import bp
from dilemma.web.room import require

HOST_SEAT = 0


@bp.get("/host/<workshop>/hands")
def hands_page(workshop: str) -> str:
    """Show a field for every role and answer."""
    require(workshop)
    snapshot = rooms.look(workshop)
    return render_template(
        "hands.html",
        workshop=snapshot.workshop,
        forms=forms_of(snapshot, HOST_SEAT),
        saved=request.args.get("saved", ""),
    )


@bp.post("/host/<workshop>/hands")
def count_hands(workshop: str) -> Response:
    """Store the hands of the room for one vote."""
    require(workshop)
    step = store_hands(workshop, HOST_SEAT)
    return see_other(url_for("host.hands_page", workshop=workshop, saved=step))


def forms_of(snapshot: Snapshot, seat: int) -> tuple[HandsForm, ...]:
    """Return a form for every vote of which hands may be counted."""
    votes = play.countable(snapshot.workshop.id, seat)
    return tuple(hands_form(snapshot, one) for one in votes)


def store_hands(workshop: str, seat: int) -> int:
    """Read the posted form and store its hands; returns the vote's step."""
    step = _number(request.form.get("step"))
    votes = {one.step: one for one in play.countable(workshop, seat)}
    if step not in votes:
        raise HandsClosed
    one = play.standing(workshop).workshop
    card = one.deck.card(votes[step].card)
    assert card is not None  # votes are about cards of the deck
    raised = hands.parse(request.form, one.roles, card)
    writer.do(partial(play.count_hands, workshop, step, seat, raised))
    rooms.stir(workshop)
    return step


@bp.get("/host/<workshop>/desk")
def desk(workshop: str) -> str:
    """Show who came in at the desk, and who of them still has to answer."""
    require(workshop)
    standing = play.standing(workshop)
    people = play.at_desk(workshop)
    page = DeskPage(
        workshop=standing.workshop.spoken(language()),
        arrangement=play.arrangement(workshop),
        asks=len(standing.game.answerable),
        people=people,
        entry=secrets.token_urlsafe(16),
        done=_number(request.args.get("done", "0")),
        came=len(people) if "came" in request.args else 0,
    )
    return render_template("desk.html", page=page)


@bp.post("/host/<workshop>/desk")
def take_in(workshop: str) -> Response:
    """Bring somebody in who has no phone."""
    require(workshop)
    entry = request.form.get("entry", "")
    if not entry or len(entry) > 40:
        raise Malformed
    seat = _number(request.form.get("seat") or "0")
    role = request.form.get("role", "")
    newcomer = play.Join(workshop, role, play.desk_entry(entry), seat=seat or None)
    writer.join(newcomer)
    kept.came_in(workshop, role)
    rooms.stir(workshop)
    return see_other(url_for("host.desk", workshop=workshop, came=""))


@bp.get("/host/<workshop>/desk/<int:participant>")
def ballot(workshop: str, participant: int) -> ResponseReturnValue:
    """Show the present step for one person; never what that person answered."""
    require(workshop)
    one = play.of_desk(workshop, participant)
    standing = play.standing(workshop)
    if standing.game.step.kind is Kind.ALONE:
        return _card_of(standing.workshop, one)
    mine = player.mine(play.personal(workshop, participant).spoken(language()))
    stage = rooms.player_screen(workshop, standing.game.acts)
    return render_template(
        "ballot.html",
        workshop=standing.workshop.spoken(language()),
        one=one,
        stage=player.at_desk(stage, mine),
        about=mine.about,
        unasked=mine.unasked,
    )


@bp.post("/host/<workshop>/desk/<int:participant>")
def answer(workshop: str, participant: int) -> Response:
    """Cast the answer of one person who is at the desk, and of nobody else."""
    require(workshop)
    one = play.of_desk(workshop, participant)
    form = request.form
    value = one_value(form.getlist("answer"))
    given = parse_form(form.get("step", ""), value, str(NEWEST))
    writer.cast(play.Vote(workshop, participant, given))
    rooms.stir(workshop)
    if play.standing(workshop).game.step.kind is Kind.ALONE:  # on to the next card
        at = url_for("host.ballot", workshop=workshop, participant=participant)
        return see_other(at)
    return see_other(url_for("host.desk", workshop=workshop, done=one.number))


def _card_of(workshop: Workshop, one: play.AtDesk) -> ResponseReturnValue:
    """Show a card of somebody who plays alone: the one asked for, or the next."""
    personal = play.personal(workshop.id, one.participant).spoken(language())
    spoken = workshop.spoken(language())
    place = _number(request.args.get("card") or "0")
    page = at_desk(alone(spoken.deck, personal, place), place)
    if page.at is None:
        return see_other(url_for("host.desk", workshop=workshop.id, done=one.number))
    return render_template("ballot_alone.html", workshop=spoken, one=one, page=page)


def _number(text: str | None) -> int:
    if not (text and text.isascii() and text.isdigit() and len(text) < 16):
        raise Malformed
    return int(text)
