"""Connections of people who are no longer in are ended by the server.

Their phones come back by themselves, are not let in, and load the page again.
"""

from dilemma.live.rooms import PLAYER, STAGES, room, socketio
from dilemma.words import LANGUAGES


def drop_participants(workshop: str) -> None:
    """End every participant's connection to a workshop."""
    _drop(PLAYER, workshop)


def drop_everybody(workshop: str) -> None:
    """End every connection to a workshop that is gone."""
    for audience in STAGES:
        _drop(audience, workshop)


def _drop(audience: str, workshop: str) -> None:
    """End the connections of one audience.

    The transport is closed, not the Socket.IO session: a phone takes the latter for
    a goodbye and would not come back.
    """
    server = socketio.server
    for language in LANGUAGES:
        name = room(audience, workshop, language)
        for _sid, engine_sid in list(server.manager.get_participants("/", name)):
            close(engine_sid)


def close(engine_sid: str) -> None:
    """Close a transport."""
    connection = socketio.server.eio.sockets.get(engine_sid)
    if connection is not None:
        connection.close(wait=False)  # a stalled phone holds nobody up
