"""Who hears what: the whole privacy policy of pushes, on one screen.

A room is an audience of one workshop in one language. Nothing personal is pushed.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from threading import Lock

from flask import current_app
from flask_socketio import SocketIO

from dilemma import play
from dilemma.config import Config
from dilemma.fragments import Screen, render_in
from dilemma.live import kept
from dilemma.places import Links, Places, links, places
from dilemma.rules.snapshot import Snapshot, Workshop
from dilemma.screens import hall, host, player
from dilemma.words import LANGUAGES

log = logging.getLogger(__name__)

PLAYER, HOST, PROJECTOR = "player", "host", "projector"
PULSE_SECONDS = 0.25  # turnout reaches host and projector at most four times a second


@dataclass(frozen=True)
class Spots:
    """Where a workshop is found; the links hold keys and are for the host alone."""

    places: Places
    links: Links


Build = Callable[[Snapshot, Spots], Screen]

# What each audience is sent after the facilitator acted, and on arrival ...
STAGES: dict[str, Build] = {
    PLAYER: lambda snapshot, _: player.stage(snapshot),
    HOST: lambda snapshot, spots: host.stage(snapshot, spots.places, spots.links),
    PROJECTOR: lambda snapshot, spots: hall.stage(snapshot, spots.places),
}
# ... and while people join and vote. Participants are told nothing about others.
TURNOUTS: dict[str, tuple[Build, ...]] = {
    HOST: (
        lambda snapshot, _: host.turnout(snapshot),
        lambda snapshot, _: hall.turnout(snapshot),
    ),
    PROJECTOR: (lambda snapshot, _: hall.turnout(snapshot),),
}

socketio = SocketIO()


@dataclass(frozen=True)
class Seat:
    """What one connection was let in as."""

    audience: str
    workshop: str
    language: str
    participant: int = 0

    @property
    def room(self) -> str:
        """The room that this seat hears."""
        return room(self.audience, self.workshop, self.language)


def room(audience: str, workshop: str, language: str) -> str:
    """Name the room of an audience in a language."""
    return f"{audience}:{workshop}:{language}"


def where(workshop: Workshop) -> Spots:
    """Return where a workshop is found on this server."""
    config: Config = current_app.config["DILEMMA"]
    return Spots(
        places(config, workshop.code), links(config, workshop.id, workshop.code)
    )


def stage(snapshot: Snapshot, audience: str) -> Screen:
    """Build the present stage of an audience."""
    return STAGES[audience](snapshot, where(snapshot.workshop))


def message(html: str) -> dict[str, object]:
    """Wrap fragments for a phone; `now` lets it correct its own clock."""
    return {"html": html, "now": play.now_ms()}


def publish(snapshot: Snapshot) -> None:
    """Push the present stage to every audience of a workshop; committed state only."""
    kept.drop(snapshot.workshop.id)
    for audience in STAGES:
        _push(snapshot, audience, (stage(snapshot, audience),))


def publish_turnout(snapshot: Snapshot) -> None:
    """Push who is in and how many answered to those who may see it."""
    spots = where(snapshot.workshop)
    for audience, builds in TURNOUTS.items():
        _push(snapshot, audience, [build(snapshot, spots) for build in builds])


def _push(snapshot: Snapshot, audience: str, screens: Iterable[Screen]) -> None:
    shown = tuple(screens)
    for language in LANGUAGES:
        name = room(audience, snapshot.workshop.id, language)
        html = render_in(language, *shown)
        socketio.emit("fragments", message(html), to=name)


# Workshops in which somebody joined or answered since the last pulse.
_stirred: set[str] = set()
_lock = Lock()


def stir(workshop: str) -> None:
    """Remember that turnout changed; the next pulse tells it."""
    with _lock:
        _stirred.add(workshop)


def pulse() -> None:
    """Push turnout for every workshop that changed since the last pulse."""
    with _lock:
        changed = tuple(_stirred)
        _stirred.clear()
    for workshop in changed:
        try:
            publish_turnout(play.look(workshop))
        except Exception:  # one workshop's trouble is not another's
            log.exception("turnout was not pushed")
