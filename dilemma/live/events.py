"""The socket's doors: connect, cast, sync. Each asks first who you are.

Connecting, reconnecting and waking up are one act: prove who you are, get the
present snapshot. Only the doors in this file exist; hosts act over HTTP.
"""

import logging
from typing import Any

from flask import request
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_socketio import ConnectionRefusedError, join_room

from dilemma import play
from dilemma.fragments import render_in
from dilemma.live import proofs, rooms
from dilemma.live.rooms import HOST, PLAYER, PROJECTOR, Seat, socketio
from dilemma.rules.refusals import NotAllowed, Refusal, VoteClosed
from dilemma.rules.response import parse_cast
from dilemma.screens import player
from dilemma.signing import SCREEN
from dilemma.words import LANGUAGES

log = logging.getLogger(__name__)

# Which seat a connection was given. A seat ends with its connection; who somebody is
# never follows from the connection's own id.
_seats: dict[str, Seat] = {}


@socketio.on("connect")
def connect(auth: Any = None) -> None:
    """Let a connection in as what it can prove to be, and send it what is true now."""
    if request.sid in _seats:  # type: ignore[attr-defined]
        return  # an event that calls itself "connect"
    try:
        seat = _prove(auth if isinstance(auth, dict) else {})
        answer = _present(seat)
    except Refusal:
        raise ConnectionRefusedError("not allowed") from None
    except Exception:
        log.exception("connect failed")
        raise ConnectionRefusedError("try again") from None
    _seats[request.sid] = seat  # type: ignore[attr-defined]
    join_room(seat.room)
    socketio.emit("fragments", answer, to=request.sid)  # type: ignore[attr-defined]


@socketio.on("disconnect")
def disconnect(*_reason: Any) -> None:
    """Forget the seat of a connection that ended."""
    sid = request.sid  # type: ignore[attr-defined]
    if not socketio.server.manager.is_connected(sid, "/"):  # else an event's name only
        _seats.pop(sid, None)


@socketio.on("cast")
def cast(data: Any = None, *_rest: Any) -> dict[str, object]:
    """Store a participant's answer; the acknowledgement follows the commit."""
    seat = _seats.get(request.sid)  # type: ignore[attr-defined]
    if seat is None or seat.audience != PLAYER:
        raise NotAllowed
    personal = play.cast(seat.workshop, seat.participant, parse_cast(data))
    rooms.stir(seat.workshop)
    mine = player.mine(personal)
    return {"ok": True, **rooms.message(render_in(seat.language, mine))}


@socketio.on("sync")
def sync(*_rest: Any) -> dict[str, object]:
    """Answer with everything that is true now, for a phone that woke up."""
    seat = _seats.get(request.sid)  # type: ignore[attr-defined]
    if seat is None:
        raise NotAllowed
    return {"ok": True, **_present(seat)}


@socketio.on_error_default
def refuse(error: Exception) -> dict[str, object]:
    """Turn an error into an acknowledgement that says what to do."""
    if not isinstance(error, Refusal):
        log.error("event failed", exc_info=error)
    seat = _seats.get(request.sid)  # type: ignore[attr-defined]
    with force_locale(seat.language if seat else LANGUAGES[0]):
        return {
            "ok": False,
            "why": type(error).__name__ if isinstance(error, Refusal) else "Error",
            # A refusal is final: trying the same again will not help.
            "final": isinstance(error, Refusal),
            "text": _sentence(error),
        }


def _sentence(error: Exception) -> str:
    if isinstance(error, VoteClosed):
        return str(_("This vote is closed. Your last choice no longer counts."))
    if isinstance(error, NotAllowed):
        return str(_("We do not know this phone here. Join again with the code."))
    if isinstance(error, Refusal):
        return str(_("We could not read this choice. Reload the page and try again."))
    return str(_("Something went wrong here. Your choice is sent again."))


def _prove(auth: dict[str, Any]) -> Seat:
    audience, language = auth.get("as"), auth.get("lang")
    language = language if language in LANGUAGES else LANGUAGES[0]
    if audience == PLAYER:
        code = play.read_code(str(auth.get("code", "")))
        ticket = proofs.ticket_for(play.find(code), code)
        if ticket is None:
            raise NotAllowed
        return Seat(PLAYER, ticket.workshop, language, ticket.participant)
    workshop = str(auth.get("workshop", ""))
    if not workshop.isascii():
        raise NotAllowed
    if audience == HOST and proofs.leads(workshop):
        return Seat(HOST, workshop, language)
    key = str(auth.get("key", ""))
    if audience == PROJECTOR and proofs.holds_key(SCREEN, workshop, key):
        return Seat(PROJECTOR, workshop, language)
    raise NotAllowed


def _present(seat: Seat) -> dict[str, object]:
    """Return the present fragments for one seat; a participant's own ones too."""
    snapshot = play.look(seat.workshop)
    screens = [rooms.stage(snapshot, seat.audience)]
    if seat.audience == PLAYER:
        mine = player.mine(play.personal(seat.workshop, seat.participant))
        return rooms.message(render_in(seat.language, *screens, mine))
    return rooms.message(render_in(seat.language, *screens))
