"""Who hears what: the whole privacy policy of pushes, on one screen.

A room is an audience of one workshop in one language. Nothing personal is pushed.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from threading import Lock

from flask import Flask, current_app
from flask_socketio import SocketIO

from dilemma import play
from dilemma.config import Config
from dilemma.fragments import Screen, render_in
from dilemma.fragments import language as language_now
from dilemma.live import kept
from dilemma.live.aside import aside
from dilemma.live.proofs import Proof
from dilemma.live.ready import Part, Ready, part
from dilemma.places import Links, Places, links, places
from dilemma.play import Personal
from dilemma.rules.snapshot import Snapshot, Workshop
from dilemma.screens import hall, host, player, said
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
        lambda snapshot, _: said.waiting(snapshot),
        lambda snapshot, _: said.turned(snapshot),
    ),
    PROJECTOR: (lambda snapshot, _: hall.turnout(snapshot),),
}


@dataclass(frozen=True)
class Kept:
    """The participants' stage after so many acts, rendered once a language."""

    acts: int
    _snapshot: Snapshot
    _screens: dict[str, player.PlayerStage] = field(default_factory=dict)
    _parts: dict[str, Part] = field(default_factory=dict)

    def screen(self, language: str) -> player.PlayerStage:
        """Return it in a language before it is rendered."""
        if language not in self._screens:
            self._screens[language] = player.stage(self._snapshot.spoken(language))
        return self._screens[language]

    def part(self, language: str) -> Part:
        """Return it in a language."""
        if language not in self._parts:
            self._parts[language] = part(render_in(language, self.screen(language)))
        return self._parts[language]


# What is the same for many, kept as it was rendered: the participants' stage with the
# acts it belongs to, and own parts of people of one role who chose the same.
_stages: dict[str, Kept] = {}
_own_parts: dict[tuple[object, ...], Part] = {}
_MOST_KEPT = 4096
_looking = Lock()
# The numbers that hosts and halls were told last, by workshop.
_told: dict[str, tuple[object, ...]] = {}

socketio = SocketIO()


@dataclass(frozen=True)
class Seat:
    """What one connection was let in as."""

    audience: str
    workshop: str
    language: str
    participant: int = 0
    proof: Proof | None = None  # the account that it hangs on; none with a host link
    visit: str = ""  # the browser's session that it belongs to

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


def look(workshop: str) -> Snapshot:
    """Return what is true now, in the language of the present request."""
    return aside(lambda: play.look(workshop)).spoken(language_now())


def stage(snapshot: Snapshot, audience: str, language: str) -> Screen:
    """Build the present stage of an audience in a language."""
    return STAGES[audience](snapshot.spoken(language), where(snapshot.workshop))


def message(*parts: Part, answers: bool = False) -> Ready:
    """Wrap fragments for a phone; `now` lets it correct its own clock."""
    return Ready(parts, play.now_ms(), answers=answers)


def stage_in(language: str, snapshot: Snapshot, audience: str) -> Part:
    """Render the present stage of an audience in a language."""
    if audience != PLAYER:
        return part(render_in(language, stage(snapshot, audience, language)))
    known = _stages.get(snapshot.workshop.id)
    if known is None or known.acts != snapshot.game.acts:
        known = _keep(snapshot)
    return known.part(language)


def player_stage(language: str, workshop: str, acts: int) -> Part:
    """Return the participants' stage after so many acts, or a newer one."""
    return _kept(workshop, acts).part(language)


def player_screen(workshop: str, acts: int) -> player.PlayerStage:
    """Return the same before it is rendered, in the language of the present request."""
    return _kept(workshop, acts).screen(language_now())


def _kept(workshop: str, acts: int) -> Kept:
    known = _stages.get(workshop)
    if known is None or known.acts < acts:
        with _looking:  # hundreds come in at once, and one look is enough
            known = _stages.get(workshop)
            if known is None or known.acts < acts:
                known = _keep(aside(lambda: play.look(workshop)))
    return known


def _keep(snapshot: Snapshot) -> Kept:
    if len(_stages) >= _MOST_KEPT:
        _stages.clear()
    made = Kept(snapshot.game.acts, snapshot)
    _stages[snapshot.workshop.id] = made
    return made


def own_part(app: Flask, language: str, personal: Personal) -> Part:
    """Return one participant's own part.

    It is rendered once for everybody who sees the same; only the revision differs.
    """
    me, game = personal.me, personal.game
    key = (
        *(language, me.workshop, game.acts, me.role.slug),
        *(me.answers, me.answered_before, me.about, me.picked, me.seat, me.real),
    )
    known = _own_parts.get(key)
    if known is None:
        if len(_own_parts) >= _MOST_KEPT:
            _own_parts.clear()
        with app.app_context():
            mine = player.mine(replace(personal.spoken(language), revision=0))
            known = _own_parts[key] = part(render_in(language, mine))
    return known.numbered(personal.revision)


def publish(workshop: str) -> Snapshot:
    """Push the present stage to every audience of a workshop, and return what it is.

    Committed state only. Most people first: participants before host and projector.
    """
    kept.drop(workshop)
    snapshot = aside(lambda: play.look(workshop))
    for audience in STAGES:
        for language, name in _listening(snapshot, audience):
            shown = stage_in(language, snapshot, audience)
            socketio.server.emit("fragments", message(shown), to=name)
    return snapshot


def publish_said(workshop: str) -> Snapshot:
    """Push what the host shows of texts; to phones nothing of it goes."""
    snapshot = aside(lambda: play.look(workshop))
    for audience in (PROJECTOR, HOST):
        for language, name in _listening(snapshot, audience):
            shown = stage_in(language, snapshot, audience)
            socketio.server.emit("fragments", message(shown), to=name)
    publish_turnout(snapshot)  # a page that is not the stage counts what waits, too
    return snapshot


def publish_turnout(snapshot: Snapshot) -> None:
    """Push who is in and how many answered to those who may see it."""
    counts = (
        *(snapshot.game.acts, snapshot.people, snapshot.ending.written),
        *(snapshot.tables, snapshot.hands, snapshot.waiting),
    )
    if _told.get(snapshot.workshop.id) == counts:
        return  # a vote that was sent again, or a changed mind: the same numbers
    _told[snapshot.workshop.id] = counts
    spots = where(snapshot.workshop)
    for audience, builds in TURNOUTS.items():
        for language, name in _listening(snapshot, audience):
            spoken = snapshot.spoken(language)
            html = render_in(language, *(build(spoken, spots) for build in builds))
            socketio.server.emit("fragments", message(part(html)), to=name)


def _listening(snapshot: Snapshot, audience: str) -> Iterator[tuple[str, str]]:
    """Yield the languages and rooms of an audience in which somebody is."""
    rooms = socketio.server.manager.rooms.get("/", {})
    for language in LANGUAGES:
        name = room(audience, snapshot.workshop.id, language)
        if name in rooms:
            yield language, name


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
            publish_turnout(aside(partial(play.look, workshop)))
        except Exception:  # one workshop's trouble is not another's
            log.exception("turnout was not pushed")
