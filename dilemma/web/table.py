"""A table's doors: its host's page behind a link with a key of that table alone."""

import secrets
from functools import partial

from flask import Blueprint, Response, render_template, request, url_for

from dilemma import play
from dilemma.fragments import render
from dilemma.live import rooms, writer
from dilemma.live.proofs import holds_key
from dilemma.rules.contribution import LONGEST, Genre
from dilemma.rules.refusals import Malformed, NotAllowed, SeatUnknown
from dilemma.rules.snapshot import Snapshot
from dilemma.screens.seats import table_now
from dilemma.signing import table_purpose
from dilemma.web.answers import see_other
from dilemma.web.hands import forms_of, store_hands
from dilemma.web.limits import wrong_links

bp = Blueprint("table", __name__)
MOST_ENTRY = 64
AT = "/table/<workshop>/<seat>/<key>"


@bp.get(AT)
@wrong_links
def page(workshop: str, seat: str, key: str) -> str:
    """Show the card, the clock, what to say, and the notes of this table."""
    number = _require(workshop, seat, key)
    snapshot = _look(workshop, number)
    notes = play.said(workshop, (Genre.HARVEST,))
    return render_template(
        "table.html",
        workshop=snapshot.workshop,
        seat=number,
        key=key,
        now=play.now_ms(),
        screen=table_now(snapshot, number),
        notes=[one for one in notes if one.seat == number],
        most=LONGEST[Genre.HARVEST],
        forms=forms_of(snapshot, number),
        entry=secrets.token_urlsafe(16),
        saved=request.args.get("saved", ""),
    )


@bp.get(AT + "/now")
@wrong_links
def now(workshop: str, seat: str, key: str) -> str:
    """Show the part that follows the steps; the page asks for it every 5 seconds."""
    number = _require(workshop, seat, key)
    return render(table_now(_look(workshop, number), number))


@bp.post(AT + "/note")
@wrong_links
def note(workshop: str, seat: str, key: str) -> Response:
    """Keep a note of this table."""
    number = _require(workshop, seat, key)
    entry = request.form.get("entry", "")
    if not entry or len(entry) > MOST_ENTRY:
        raise Malformed
    text = request.form.get("text", "")
    writer.do(partial(play.note, workshop, number, text, entry))
    rooms.stir(workshop)
    return _to(workshop, seat, key, "note")


@bp.post(AT + "/hands")
@wrong_links
def count_hands(workshop: str, seat: str, key: str) -> Response:
    """Store the hands that were counted at this table."""
    number = _require(workshop, seat, key)
    store_hands(workshop, number)
    return _to(workshop, seat, key, "hands")


def _require(workshop: str, seat: str, key: str) -> int:
    """Return the table's number for whoever holds its key; raises NotAllowed."""
    if not (seat.isascii() and seat.isdigit() and len(seat) < 6):
        raise NotAllowed
    number = int(seat)
    if seat != str(number) or not holds_key(table_purpose(number), workshop, key):
        raise NotAllowed
    return number


def _look(workshop: str, seat: int) -> Snapshot:
    snapshot = rooms.look(workshop)
    if not snapshot.arrangement.has(seat):
        raise SeatUnknown(seat)
    return snapshot


def _to(workshop: str, seat: str, key: str, saved: str) -> Response:
    to = url_for("table.page", workshop=workshop, seat=seat, key=key, saved=saved)
    return see_other(f"{to}#{saved}")
