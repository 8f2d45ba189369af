"""A server for the tests of the driver: the product, with eyes and a few doors more.

Run as `python -m tests.driver_server`, with the product's own settings; PINGS
("1 3 2") makes it less patient: a ping every second, three for the answer, and two to
say who you are or what you ask. Then it lets more wait, so that what waits is seen.
"""

import gc
import logging
import os
from collections import Counter
from secrets import token_hex
from typing import Any

from gevent import monkey

monkey.patch_all()

import gevent  # noqa: E402
from flask import Flask, jsonify, request  # noqa: E402
from websockets.server import ServerProtocol  # noqa: E402

import dilemma.app  # noqa: E402
from dilemma import play, server, signing  # noqa: E402
from dilemma.config import load  # noqa: E402
from dilemma.live import rooms  # noqa: E402
from dilemma.live.driver import connection, output  # noqa: E402
from dilemma.rules import wish  # noqa: E402
from dilemma.rules.game import Action  # noqa: E402
from dilemma.web import patience as requests  # noqa: E402

handled: Counter[str] = Counter()
socketio = rooms.socketio


@socketio.on("spam")
def spam(how: Any) -> int:
    """Send everybody in the hall so many frames of a size."""
    for number in range(how["count"]):
        socketio.emit("news", [number, "x" * how["size"]])
        if number % 10 == 9:  # who reads gets the time to
            gevent.sleep(0.001)
    return int(how["count"])


@socketio.on("slow")
def slow(seconds: float) -> str:
    """Keep one phone's handler busy."""
    gevent.sleep(seconds)
    return "done"


@socketio.on("echo")
def echo(what: Any) -> Any:
    """Say what was said."""
    return what


def create_app(config: Any) -> Flask:
    """Make the product's app, and look into it."""
    app = real_create_app(config)
    live = socketio.server
    for name, handler in tuple(live.handlers["/"].items()):
        live.handlers["/"][name] = counted(name, handler)

    @app.get("/test/state")
    def state() -> Any:
        manager = live.manager
        deep = "deep" in request.args
        left = sum(isinstance(one, ServerProtocol) for one in gc.get_objects())
        if deep:
            gc.collect()
        return jsonify(
            phones=len(live.eio.sockets),
            environs=len(live.environ),
            rooms=sum(len(rooms) for rooms in manager.rooms.values()),
            pending=len(manager.pending_connect) + len(manager.pending_disconnect),
            greenlets=sum(
                isinstance(one, gevent.Greenlet) and not one.dead
                for one in (gc.get_objects() if deep else ())
            ),
            objects=sum(
                isinstance(one, connection.Phone)
                for one in (gc.get_objects() if deep else ())
            ),
            protocols=left,  # before anything is collected
            own="live_driver" in app.extensions,
            handled=handled,
        )

    @app.get("/test/workshop")
    def workshop() -> Any:
        deck = app.config["LIBRARY"].deck(request.args["deck"])
        return jsonify(code=play.create(wish.complete(deck)).workshop.code)

    @app.get("/test/tickets")
    def tickets() -> Any:
        workshop = play.find(request.args["code"])
        people = [
            play.join(workshop, request.args["role"], token_hex(16))
            for _ in range(int(request.args["count"]))
        ]
        return jsonify(
            [
                signing.write_ticket(config.secret_key, signing.Ticket(workshop, one))
                for one in people
            ]
        )

    @app.get("/test/host")
    def key() -> Any:
        secret = config.secret_key
        return jsonify(signing.link_key(secret, signing.HOST, request.args["workshop"]))

    @app.get("/test/next")
    def act() -> Any:
        handled["next"] += 1
        snapshot = play.look(play.find(request.args["code"]))
        play.act(snapshot.workshop.id, Action.NEXT, snapshot.game.acts)
        moved = rooms.publish(snapshot.workshop.id)
        return jsonify(step=moved.game.step.id, kind=moved.game.step.kind)

    return app


def counted(name: str, handler: Any) -> Any:
    """Count how often a handler ran; some trip over their own feet."""

    def run(*args: Any) -> Any:
        handled[name] += 1
        if args[-1] == {"as": "stumble"}:
            raise ZeroDivisionError
        return handler(*args)

    return run


real_create_app = dilemma.app.create_app
server.create_app = create_app  # type: ignore[attr-defined, assignment]

if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s %(message)s")
    if pings := os.environ.get("PINGS"):
        every, patience, hello = map(int, pings.split())
        dilemma.app.PING_SECONDS = (every, patience)
        connection.HELLO_SECONDS = requests.HEAD_SECONDS = hello
        requests.ANSWER_SECONDS = hello + patience
        output.MOST_BYTES, output.MOST_FRAMES = 64 * 1024 * 1024, 10_000
    server.run(load())
    print(f"connect={handled['connect']} disconnect={handled['disconnect']}")
