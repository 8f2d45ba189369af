"""Wiring only: one app from one config. Nothing on disk or network is touched here."""

from typing import Any

from flask import Flask, url_for

from dilemma import fragments, play
from dilemma.config import COMMAND, DECKS, OWN, STATIC, TEMPLATES, Config
from dilemma.fragments import language
from dilemma.library import Library
from dilemma.live import driver, events, guard, writer
from dilemma.live.memberships import Memberships
from dilemma.live.rooms import socketio
from dilemma.store import tables
from dilemma.web import (
    account,
    accounts,
    alone,
    closing,
    cohost,  # noqa: F401 - adds doors to the host's
    decks,
    editor,  # noqa: F401 - adds doors to the decks'
    erase,  # noqa: F401 - adds doors to the host's
    hands,  # noqa: F401 - adds doors to the host's
    headers,
    health,
    host,
    join,
    languages,
    limits,
    new,  # noqa: F401 - adds doors to the host's
    packed,
    prints,
    privacy,
    programme,  # noqa: F401 - adds doors to the host's
    projector,
    public,
    refused,
    regions,
    results,
    room,  # noqa: F401 - adds doors to the host's
    said,
    say,
    seats,  # noqa: F401 - adds doors to the participant's
    seen,
    sharing,  # noqa: F401 - adds doors to the host's
    shell,
    table,
)
from dilemma.web.door import SOCKET_PATH, Door, knows_origin

MOST_FORM_BYTES = 64 * 1024
MOST_MESSAGE_BYTES = 16 * 1024
PING_SECONDS = (20, 15)  # how often a phone is asked, how long it may take
SESSION_SECONDS = 30 * 24 * 3600


def create_app(config: Config, *, async_mode: str = "gevent") -> Flask:
    """Make the app for a config; `async_mode` is "threading" for tests only."""
    app = Flask("dilemma", template_folder=str(TEMPLATES), static_folder=str(STATIC))
    app.config.update(
        DILEMMA=config,
        LIBRARY=Library(config.data / "decks", DECKS, own=play.own_decks),
        SECRET_KEY=config.secret_key,
        MAX_CONTENT_LENGTH=MOST_FORM_BYTES,
        MAX_FORM_MEMORY_SIZE=MOST_FORM_BYTES,
        SESSION_COOKIE_NAME="__Host-dilemma" if config.secure else "dilemma",
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=config.secure,
        PERMANENT_SESSION_LIFETIME=SESSION_SECONDS,
        WTF_CSRF_TIME_LIMIT=None,  # a facilitator's page stays open all day
        WTF_CSRF_SSL_STRICT=False,  # `Door` checks the Origin of every unsafe request
        SEND_FILE_MAX_AGE_DEFAULT=SESSION_SECONDS,
    )
    tables.init_app(app, config.database_url)
    headers.init_app(app, config)
    languages.init_app(app)
    limits.init_app(app)
    decks.init_app(app)
    headers.csrf.init_app(app)
    fragments.init_app(app)
    refused.init_app(app)
    for blueprint in (
        *(health, join, alone, say, table, host, said),
        *(projector, results, closing, privacy, prints),
        *(account, accounts, seen, public, regions, decks),
    ):
        app.register_blueprint(blueprint.bp)
    app.context_processor(
        lambda: {
            "lang": language(),
            "asset": asset,
            "url_for": url_for,
            "command": COMMAND,
            "terms": app.config["DILEMMA"].terms,
        }
    )
    socketio.init_app(
        app,
        async_mode=async_mode,
        async_handlers=False,
        transports=["websocket"],
        cors_allowed_origins=lambda origin, environ: (
            origin is not None
            and knows_origin(config, origin, environ.get("HTTP_HOST", ""))
        ),
        max_http_buffer_size=MOST_MESSAGE_BYTES,
        ping_interval=PING_SECONDS[0],
        ping_timeout=PING_SECONDS[1],
        path=SOCKET_PATH,
        serializer=guard.Packet if async_mode == "gevent" else "default",
        client_manager=Memberships(),
    )
    doors = events.init_app(app)
    writer.init_app(app)
    wave: Any = shell.Shell(packed.Packed(app.wsgi_app), config)
    if async_mode == "gevent":
        own = config.live_transport == OWN and driver.install(socketio.server)
        if own:
            own.lanes["cast"] = doors.cast_then
            app.extensions["live_driver"] = own
            wave = driver.Entrance(wave, own, SOCKET_PATH, app)
        else:
            guard.install(socketio.server, MOST_MESSAGE_BYTES)
    app.wsgi_app = Door(wave, config)  # type: ignore[method-assign]
    return app


def asset(name: str) -> str:
    """Return a static file's address, new whenever the file is."""
    changed = int((STATIC / name).stat().st_mtime)
    return url_for("static", filename=name, v=format(changed, "x"))
