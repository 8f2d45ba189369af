"""The socket's doors: connect, cast, sync. Each asks first who you are.

Connecting, reconnecting and waking up are one act: prove who you are, get the
present snapshot. Only the doors in this file exist; hosts act over HTTP. They stand on
the Socket.IO server itself: a request context for every vote would cost more than the
vote does.
"""

import logging
from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Flask, session
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_socketio import ConnectionRefusedError
from gevent.event import AsyncResult

from dilemma import play
from dilemma.live import departed, proofs, rooms, writer
from dilemma.live.aside import aside
from dilemma.live.rooms import HOST, PLAYER, PROJECTOR, Seat, socketio
from dilemma.rules.access import Right
from dilemma.rules.refusals import NotAllowed, Refusal, VoteClosed
from dilemma.rules.response import parse_cast
from dilemma.signing import SCREEN, key_fits
from dilemma.words import LANGUAGES

log = logging.getLogger(__name__)

# Which seat a connection was given. A seat ends with its connection; who somebody is
# never follows from the connection's own id.
_seats: dict[str, Seat] = {}

# The connections of each participant, the oldest first: a phone that lost its network
# comes back before we know, and somebody may have a tab open; a flood stops here.
_phones: dict[tuple[str, int], tuple[str, ...]] = {}
MOST_PHONES = 3

EVENTS = ("connect", "disconnect", "cast", "sync")

Answer = dict[str, object]
Tell = Callable[[Answer], object]
Outcome = play.Personal | Exception


class Doors:
    """The doors of one app."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._secret: str = app.config["DILEMMA"].secret_key

    def connect(self, sid: str, environ: Any = None, auth: Any = None) -> None:
        """Let a connection in as what it can prove to be, and send what is true now."""
        if sid in _seats:
            return  # an event that calls itself "connect"
        try:
            with self._app.app_context():
                seat = self._prove(environ, auth if isinstance(auth, dict) else {})
                # First the room, then what is true: nothing falls in between.
                socketio.server.enter_room(sid, seat.room)
                answer = self._present(seat)
        except Refusal:
            raise ConnectionRefusedError("not allowed") from None
        except Exception:
            log.exception("connect failed")
            raise ConnectionRefusedError("try again") from None
        _seats[sid] = seat
        socketio.server.emit("fragments", answer, to=sid)
        if seat.audience == PLAYER:
            self._make_place(sid, seat)

    def disconnect(self, sid: str, *_reason: Any) -> None:
        """Forget the seat of a connection that ended."""
        if not socketio.server.manager.is_connected(sid, "/"):  # else a name only
            seat = _seats.pop(sid, None)
            if seat is not None and seat.audience == PLAYER:
                whose = seat.workshop, seat.participant
                left = tuple(one for one in _phones.get(whose, ()) if one != sid)
                if left:
                    _phones[whose] = left
                else:
                    _phones.pop(whose, None)

    def _make_place(self, sid: str, seat: Seat) -> None:
        """Let a participant's oldest connection go when there are too many."""
        whose = seat.workshop, seat.participant
        phones = _phones[whose] = (*_phones.get(whose, ()), sid)
        for oldest in phones[:-MOST_PHONES]:
            socketio.server.disconnect(oldest)

    def cast(self, sid: str, data: Any = None, *_rest: Any) -> Answer:
        """Store a participant's answer; the acknowledgement follows the commit."""
        told: AsyncResult[Any] = AsyncResult()
        self.cast_then(sid, data, told.set)
        answer: Any = told.get()
        return answer

    def cast_then(self, sid: str, data: Any, tell: Tell) -> None:
        """Do the same without waiting: `tell` is given the acknowledgement."""
        try:
            seat = _seats.get(sid)
            if seat is None or seat.audience != PLAYER:
                raise NotAllowed
            vote = play.Vote(seat.workshop, seat.participant, parse_cast(data))
        except Exception as error:
            tell(self._refuse(sid, error))
        else:
            writer.cast_then(vote, partial(self._acknowledge, sid, seat, tell))

    def _acknowledge(self, sid: str, seat: Seat, tell: Tell, outcome: Outcome) -> None:
        if isinstance(outcome, Exception):  # not raised: that would keep the phone
            tell(self._refuse(sid, outcome))
            return
        try:
            rooms.stir(seat.workshop)
            own = rooms.own_part(self._app, seat.language, outcome)
            answer: Answer = rooms.message(own, answers=True)
        except Exception as error:
            answer = self._refuse(sid, error)
        tell(answer)

    def sync(self, sid: str, *_rest: Any) -> Answer:
        """Answer with everything that is true now, for a phone that woke up."""
        try:
            seat = _seats.get(sid)
            if seat is None:
                raise NotAllowed
            with self._app.app_context():
                return self._present(seat, answers=True)
        except Exception as error:
            return self._refuse(sid, error)

    def _refuse(self, sid: str, error: Exception) -> Answer:
        """Turn an error into an acknowledgement that says what to do."""
        if not isinstance(error, (Refusal, writer.NotStored)):
            log.error("event failed", exc_info=error)
        seat = _seats.get(sid)
        with (
            self._app.app_context(),
            force_locale(seat.language if seat else LANGUAGES[0]),
        ):
            return {
                "ok": False,
                "why": type(error).__name__ if isinstance(error, Refusal) else "Error",
                # A refusal is final: trying the same again will not help.
                "final": isinstance(error, Refusal),
                "text": _sentence(error),
            }

    def _prove(self, environ: dict[str, Any], auth: dict[str, Any]) -> Seat:
        audience, language = auth.get("as"), auth.get("lang")
        language = language if language in LANGUAGES else LANGUAGES[0]
        if audience == PLAYER:
            code = play.read_code(str(auth.get("code", "")))
            cookie = environ.get("HTTP_COOKIE", "")
            ticket = proofs.ticket_among(cookie, self._secret, play.find(code), code)
            if ticket is None:
                raise NotAllowed
            return Seat(PLAYER, ticket.workshop, language, ticket.participant)
        workshop, key = str(auth.get("workshop", "")), str(auth.get("key", ""))
        if not workshop.isascii():
            raise NotAllowed
        if audience == HOST:
            with self._app.request_context(environ):
                if proofs.leads(workshop):
                    by_link = proofs.holds_host_link(workshop)
                    shown = None if by_link else proofs.proof()
                    visit = str(session.get("visit", ""))
                    return Seat(HOST, workshop, language, proof=shown, visit=visit)
        if audience == PROJECTOR and key_fits(self._secret, SCREEN, workshop, key):
            return Seat(PROJECTOR, workshop, language)
        raise NotAllowed

    def _present(self, seat: Seat, *, answers: bool = False) -> Answer:
        """Return the present fragments for one seat; a participant's own ones too."""
        if seat.audience != PLAYER:
            snapshot = aside(lambda: play.look(seat.workshop))
            stage = rooms.stage_in(seat.language, snapshot, seat.audience)
            return rooms.message(stage, answers=answers)
        personal = play.personal(seat.workshop, seat.participant)
        stage = rooms.player_stage(seat.language, seat.workshop, personal.game.acts)
        own = rooms.own_part(self._app, seat.language, personal)
        return rooms.message(stage, own, answers=answers)


def init_app(app: Flask) -> Doors:
    """Open the doors on the app's Socket.IO server."""
    doors = Doors(app)
    for name in EVENTS:
        socketio.server.on(name, getattr(doors, name))
    return doors


def recheck(ended: str = "") -> None:
    """End the connections of hosts who may no longer lead; `ended` is a visit.

    A host's seat is void at once: whatever it still sends is refused.
    """
    for sid, seat in list(_seats.items()):
        if seat.audience != HOST:
            continue
        over = bool(ended) and seat.visit == ended
        if seat.proof and not over:
            over = not proofs.may(Right.LEAD, seat.workshop, seat.proof)
        if over:
            _seats.pop(sid, None)
            socketio.server.leave_room(sid, seat.room)
            departed.close(socketio.server.manager.eio_sid_from_sid(sid, "/"))


def _sentence(error: Exception) -> str:
    if isinstance(error, VoteClosed):
        return str(_("This vote is closed. Your last choice no longer counts."))
    if isinstance(error, NotAllowed):
        return str(_("We do not know this phone here. Join again with the code."))
    if isinstance(error, Refusal):
        return str(_("We could not read this choice. Reload the page and try again."))
    return str(_("Something went wrong here. Your choice is sent again."))
