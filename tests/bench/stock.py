"""The server as it is usually written, to compare with: nothing of ours in the way.

Flask-SocketIO with its own sockets, a handler in a request context for every vote, and
in it a session of the ORM with a COMMIT of its own. Checks, what is stored and what is
answered are the product's. `python -m tests.bench.stock`, with settings from the
environment.
"""

from gevent import monkey

if __name__ == "__main__":
    monkey.patch_all()

from functools import partial
from typing import Any

from flask import Flask, request
from sqlalchemy import update

from dilemma import app, config, play, server
from dilemma.live import events, rooms
from dilemma.rules.response import Cast, admit, parse_cast
from dilemma.store.tables import ParticipantRow, ResponseRow, WorkshopRow, db


def wire(settings: config.Config) -> Flask:
    """Make the app, with the handler of votes that somebody would have written."""
    made = app.create_app(settings)
    rooms.socketio.server.async_handlers = True  # as it comes
    rooms.socketio.on_event("cast", partial(cast, made))
    return made


def cast(made: Flask, data: Any) -> dict[str, object]:
    """Store one vote and answer with what its phone shows then."""
    seat = events._seats[request.sid]  # type: ignore[attr-defined]
    store(seat, parse_cast(data))
    rooms.stir(seat.workshop)
    personal = play.personal(seat.workshop, seat.participant)
    own = rooms.own_part(made, seat.language, personal)
    return rooms.message(own, answers=True)


def store(seat: rooms.Seat, given: Cast) -> None:
    """Write a vote if it may be cast, and commit."""
    standing = play.standing(seat.workshop)
    person = db.session.get_one(ParticipantRow, seat.participant)
    answer = admit(given, standing.game, standing.workshop.deck, person.id, person.role)
    row = db.session.get(ResponseRow, (given.step, person.id))
    if row is None:
        row = ResponseRow(step=given.step, participant=person.id, sequence=0)
        db.session.add(row)
    if given.sequence > row.sequence:
        row.option, row.strength = answer.option, answer.strength
        row.about, row.picked = answer.about, answer.picked
        row.sequence = given.sequence
    raised = WorkshopRow.revision + 1
    here = WorkshopRow.id == seat.workshop
    db.session.execute(update(WorkshopRow).where(here).values(revision=raised))
    db.session.commit()


def main() -> None:
    """Start it."""
    vars(server).update(create_app=wire)
    server.run(config.load())


if __name__ == "__main__":
    main()
