"""Our own WebSocket transport: gevent's sockets around the protocol of `websockets`.

It takes the place of one step of python-engineio's server, letting a phone in; above
it python-socketio and Flask-SocketIO are as they came. Why it is there, and how to do
without it: docs/besluiten/0010-eigen-transport.md.
"""

import logging
from collections.abc import Callable, Iterable
from time import monotonic
from typing import Any

import gevent
from engineio.server import Server as Engine
from flask import Flask
from socketio import Server

from dilemma.live.driver import handshake, seams
from dilemma.live.driver.connection import RESTART, Lane, Phone
from dilemma.live.driver.pinger import Pinger

log = logging.getLogger(__name__)

GLANCE_SECONDS = 0.02

OUR_QUERY = "EIO=4&transport=websocket"

Wsgi = Callable[..., Iterable[bytes]]
Start = Any
"""WSGI's start_response."""


class Driver:
    """The phones of one server, and the door they come in by."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._engine: Engine = server.eio
        self._pinger = Pinger(self._engine.ping_interval, self._engine.ping_timeout)
        self._closing = False
        # Events that are answered later go straight there: no greenlet waits, and
        # python-socketio's layers cost more than a vote does.
        self.lanes: dict[str, Lane] = {}

    def connect(
        self, environ: dict[str, Any], start: Start, transport: str, _jsonp: Any = None
    ) -> list[bytes]:
        """Let a phone in and stay until it has left; WSGI's answer is then empty."""
        if transport != "websocket" or self._closing:
            return handshake.refuse(start, 503 if self._closing else 400)
        accepted = handshake.accept(environ, self._engine.max_http_buffer_size)
        if isinstance(accepted, int):
            return handshake.refuse(start, accepted)
        protocol, answer = accepted
        sock, early = handshake.take_socket(environ)
        phone = Phone(self._server, sock, protocol, self._pinger, self.lanes)
        phone.serve(handshake.slim(environ), answer, early)
        return []

    def shutdown(self, seconds: float) -> None:
        """Tell every phone to come back later; whoever lingers is cut off."""
        self._closing = True
        for phone in tuple(self._pinger.phones):
            phone.leave(RESTART)
        self._wait_for_all(seconds)
        for phone in tuple(self._pinger.phones):
            phone.drop()
        self._wait_for_all(seconds)  # their handlers run to the end
        self._pinger.stop()

    def _wait_for_all(self, seconds: float) -> None:
        until = monotonic() + seconds
        while self._pinger.phones and monotonic() < until:
            gevent.sleep(GLANCE_SECONDS)


class Entrance:
    """WSGI middleware: what our phones ask for goes straight to the driver.

    Everything else about sockets is python-engineio's to judge. Who may come at all
    (Host and Origin) is decided further out.
    """

    def __init__(self, app: Wsgi, driver: Driver, path: str, flask: Flask) -> None:
        self._app = app
        self._flask = flask  # Flask-SocketIO's doors look for it
        self._driver = driver
        self._path = f"{path}/"

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        """Let a phone in, or pass the request on."""
        if (
            environ["PATH_INFO"] == self._path
            and environ.get("QUERY_STRING") == OUR_QUERY
            and environ.get("HTTP_UPGRADE", "").lower() == "websocket"
            and environ["REQUEST_METHOD"] == "GET"
        ):
            environ["flask.app"] = self._flask
            return self._driver.connect(environ, start, "websocket")
        return self._app(environ, start)


def install(server: Server) -> Driver | None:
    """Put the transport into a Socket.IO server; None when the seams have moved."""
    moved = seams.moved(server)
    if moved:
        log.error(
            "our own transport does not fit the installed libraries (%s); "
            "the stock one is used, which is slower and bears less",
            "; ".join(moved),
        )
        return None
    driver = Driver(server)
    server.eio._handle_connect = driver.connect
    server.eio.start_service_task = False  # the pinger watches over the phones
    return driver
