"""What every audience of a workshop gets, by page and by push."""

from typing import Any

from dilemma import play
from dilemma.fragments import render_in
from dilemma.live import rooms
from tests.conftest import Person, Room, path

AUDIENCES = tuple(rooms.STAGES)


def everybody_votes(room: Room, *values: str, sequence: int = 1) -> None:
    """Let people vote one of these by turns, if a vote is open."""
    if room.look().game.open_vote:
        for person in range(1, 13):
            room.cast(person, values[person % len(values)], sequence)


def pages(room: Room, ann: Person, fran: Person, lang: str) -> dict[str, str]:
    """Open the page of every audience; of a phone the one with everything in it."""
    return {
        audience: person.get(f"{url}lang={lang}").get_data(as_text=True)
        for audience, person, url in (
            (rooms.PLAYER, ann, f"/j/{room.code}?plain&"),
            (rooms.HOST, fran, f"/host/{room.id}?"),
            (rooms.PROJECTOR, Person(room.app), f"{path(room.links.screen)}?"),
        )
    }


def sockets(room: Room, ann: Person, fran: Person, lang: str) -> dict[str, Any]:
    """Connect every audience."""
    key = room.links.screen.rsplit("/", 1)[1]
    seat = {"workshop": room.id, "lang": lang}
    return {
        rooms.PLAYER: room.phone(ann, lang),
        rooms.HOST: fran.socket(**seat, **{"as": "host"}),
        rooms.PROJECTOR: Person(room.app).socket(
            **seat, key=key, **{"as": "projector"}
        ),
    }


def heard(socket: Any) -> list[str]:
    """Return the fragments pushed since the last time."""
    return [one["args"][0]["html"] for one in socket.get_received()]


def push_of(room: Room, audience: str, lang: str) -> str:
    """Render what an audience is pushed now."""
    with room.app.app_context():
        return render_in(lang, rooms.stage(play.look(room.id), audience, lang))
