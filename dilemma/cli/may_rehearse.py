"""Whether a rehearsal can begin: each reason why not in plain words, before it does."""

import contextlib
import resource
from pathlib import Path
from typing import TYPE_CHECKING

from dilemma.cli.terminal import fail, write
from dilemma.words import gettext as _

if TYPE_CHECKING:
    from dilemma.config import Config
    from dilemma.rehearsal import Place
    from dilemma.rules.snapshot import Snapshot

OTHER_FILES = 200  # the database, pages being loaded, what Python opened


def find(code: str) -> "Snapshot":
    from dilemma import play
    from dilemma.rules.refusals import WorkshopUnknown

    try:
        return play.look(play.find(code))
    except WorkshopUnknown:
        fail(
            _(
                "There is no workshop with code %(code)s. See: dilemma workshop list",
                code=code,
            )
        )


def may_rehearse(snapshot: "Snapshot", participants: int) -> None:
    game, workshop = snapshot.game, snapshot.workshop
    if workshop.alone:
        fail(
            _(
                "People play this session alone, at their own pace: there is nothing "
                "to rehearse. Choose another variant."
            )
        )
    if game.closed:
        if game.rehearsal:
            fail(_("This rehearsal is over. Wipe it first, on the page that leads it."))
        fail(in_use())
    if not game.rehearsal and (game.at or snapshot.joined):
        fail(in_use())
    if game.locked:
        fail(_("Nobody new can join this session. Let people join again first."))
    room = workshop.capacity - snapshot.joined
    if participants > room:
        fail(_("There is room for %(n)s more people in this session.", n=room))


def in_use() -> str:
    return _(
        "This session began or people joined already. Simulated people never mix with "
        "real ones. Make a new session to rehearse in: dilemma workshop new"
    )


def place_of(config: "Config") -> "Place":
    from urllib.parse import urlsplit

    from dilemma import rehearsal, running

    url = running.url(config.data)
    if url is None:
        fail(
            _(
                "No server uses the data folder %(folder)s. Start it first: dilemma "
                "serve",
                folder=config.data,
            )
        )
    parts = urlsplit(url)
    at = [("127.0.0.1", parts.port), (parts.hostname or "", parts.port)]
    if parts.scheme == "https" or not parts.port:  # a proxy stands before it
        at = []
    at += [("127.0.0.1", config.port), (config.host, config.port)]
    place = rehearsal.find_place(url, [(name, port) for name, port in at if port])
    if place is None:
        fail(
            _(
                "The server at %(url)s does not answer on this computer. Give this "
                "command the same PORT and HOST as the server.",
                url=url,
            )
        )
    return place


def enough_files(participants: int) -> None:
    """Every phone is an open file: allow as many as it takes."""
    need = participants + OTHER_FILES
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY or soft >= need:
        return
    if hard != resource.RLIM_INFINITY and hard < need:
        fail(
            _(
                "This computer lets a program open %(hard)s files; %(participants)s "
                "participants take %(need)s. Take fewer, or raise the limit (ulimit "
                "-Hn).",
                hard=hard,
                participants=participants,
                need=need,
            )
        )
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (need, hard))


def writable(file: str) -> None:
    """Refuse a file that cannot be written before the rehearsal, not after it."""
    if file != "-" and not Path(file).exists():
        write(file, b"")
