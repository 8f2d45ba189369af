"""The driver stands on the insides of other libraries: this fails when they move."""

from collections.abc import Callable
from importlib.metadata import version
from types import SimpleNamespace
from typing import Any

import engineio.packet
import gevent.pywsgi
import gevent.socket
import pytest
import socketio
from engineio.server import Server as Engine
from websockets.server import ServerProtocol

from dilemma.live import driver, guard
from dilemma.live.driver import handshake, seams
from dilemma.web.patience import Impatient

# Read what changed in their insides (driver/seams.py names them) before raising one.
VERSIONS = {
    "Flask-SocketIO": "5.7",
    "gevent": "26.9",
    "python-engineio": "4.15",
    "python-socketio": "5.18",
    "websockets": "17.4",
}

UPGRADE = (
    b"GET /socket.io/ HTTP/1.1\r\nHost: x\r\n"
    b"Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n"
)


@pytest.fixture
def server() -> socketio.Server:
    return socketio.Server(
        async_mode="gevent", async_handlers=False, serializer=guard.Packet
    )


@pytest.mark.parametrize("name", VERSIONS)
def test_the_versions_are_those_it_was_written_for(name: str) -> None:
    assert f"{version(name)}.".startswith(f"{VERSIONS[name]}.")


def test_every_seam_is_where_it_was(server: socketio.Server) -> None:
    assert seams.moved(server) == []
    assert driver.install(server)


def renamed(self: Any, environ: Any, start_response: Any) -> None:
    """Stand for a version with other parameters."""


class Closed(engineio.packet.Packet):
    """A packet that takes no attributes of ours."""

    __slots__ = ()

    def __setattr__(self, name: str, value: object) -> None:
        if name == "dilemma_frames":
            raise AttributeError(name)
        super().__setattr__(name, value)


class Deaf(ServerProtocol):
    """A protocol that takes any size."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options | {"max_size": None})


@pytest.mark.parametrize(
    ("seam", "move"),
    [
        (
            "engine",
            lambda server, _: server.eio.handlers.update(message=print),
        ),
        ("engine", lambda server, _: setattr(server, "environ", SimpleNamespace())),
        ("engine", lambda server, _: setattr(server, "packet_class", object)),
        ("engine", lambda server, _: delattr(server.eio, "ping_timeout")),
        (
            "packet",
            lambda _, patch: patch.setattr(engineio.packet, "Packet", Closed),
        ),
        (
            "protocol",
            lambda _, patch: patch.setattr(seams, "ServerProtocol", Deaf),
        ),
    ],
)
def test_a_seam_that_moved_is_seen_and_the_stock_one_is_used(
    server: socketio.Server,
    seam: str,
    move: Callable[[socketio.Server, pytest.MonkeyPatch], None],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    move(server, monkeypatch)
    assert seams.moved(server)[0].startswith(seam)
    assert driver.install(server) is None
    assert "_handle_connect" not in vars(server.eio)
    assert "stock" in caplog.text


def test_a_call_that_changed_its_shape_is_seen(
    server: socketio.Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = ((renamed, seams.CALLS[0][1]), *seams.CALLS[1:])
    monkeypatch.setattr(seams, "CALLS", calls)
    assert seams.moved(server) == ["renamed"]


def test_engineio_lets_phones_in_by_the_step_that_we_take(
    server: socketio.Server,
) -> None:
    taken: list[Any] = []

    def connect(*what: Any) -> list[bytes]:
        taken.append(what)
        return []

    server.eio._handle_connect = connect
    environ = {
        "REQUEST_METHOD": "GET",
        "QUERY_STRING": "EIO=4&transport=websocket",
        "HTTP_UPGRADE": "websocket",
    }
    assert server.handle_request(environ, print) == []
    assert taken == [(environ, print, "websocket", None)]


def test_engineio_gives_a_socket_what_we_understand(server: socketio.Server) -> None:
    sent: list[Any] = []
    phone = SimpleNamespace(send=sent.append, closed=False)
    engine: Engine = server.eio
    engine.sockets["phone"] = phone
    server._handle_eio_connect("phone", {})
    server.on("connect", lambda sid, environ, auth: None)
    server.on("echo", lambda sid, what: what)
    server._handle_eio_message("phone", '0{"as":"player"}')
    server._handle_eio_message("phone", '27["echo",[1]]')
    assert [packet.encode()[:5] for packet in sent] == ['40{"s', "437[["]
    sent.clear()
    server.emit("news", {"x": 1})
    assert [packet.encode() for packet in sent] == ['42["news",{"x":1}]']


def test_pywsgi_hands_over_the_bare_socket_of_an_upgrade() -> None:
    with gevent.socket.create_server(("127.0.0.1", 0)) as listener:
        there = gevent.socket.create_connection(listener.getsockname())
        here, _address = listener.accept()
    there.sendall(UPGRADE + b"glued")
    seen: list[Any] = []

    def app(environ: dict[str, Any], _start: Any) -> list[bytes]:
        seen.append(handshake.take_socket(environ))
        return []

    environ: dict[str, Any] = {"wsgi.errors": None, "wsgi.url_scheme": "http"}
    quiet = SimpleNamespace(write=lambda _text: None)
    stub: Any = SimpleNamespace(
        application=app, get_environ=environ.copy, log=quiet, error_log=quiet
    )
    with here, there:
        gevent.pywsgi.WSGIHandler(here, "", stub).handle()
    assert seen[0][1] == b"glued"


def test_pywsgi_asks_us_for_the_headers_of_a_request() -> None:
    with gevent.socket.create_server(("127.0.0.1", 0)) as listener:
        there = gevent.socket.create_connection(listener.getsockname())
        here, _address = listener.accept()
    there.sendall(
        b"GET /x HTTP/1.1\r\nHost: x\r\nA-B: 1\r\nA_B: 2\r\nConnection: close"
    )
    there.sendall(b"\r\nA-B: 3\r\n\r\n")
    seen: list[dict[str, Any]] = []

    def app(environ: dict[str, Any], start: Any) -> list[bytes]:
        seen.append(environ)
        start("204 None", [])
        return []

    environ: dict[str, Any] = {"wsgi.errors": None, "wsgi.url_scheme": "http"}
    quiet = SimpleNamespace(write=lambda _text: None)
    stub: Any = SimpleNamespace(
        application=app, get_environ=environ.copy, log=quiet, error_log=quiet
    )
    with here, there:
        Impatient(here, "", stub).handle()
    assert (seen[0]["HTTP_HOST"], seen[0]["HTTP_A_B"]) == ("x", "1,3")


def test_a_socket_with_tls_is_refused() -> None:
    import ssl

    secret = ssl.SSLSocket.__new__(ssl.SSLSocket)
    reader = SimpleNamespace(raw=SimpleNamespace(_sock=secret))
    with pytest.raises(TypeError, match="proxy"):
        handshake.take_socket({"wsgi.input": reader})


def offer(**changes: str) -> dict[str, Any]:
    """Ask for a socket as a browser does."""
    return {
        "REQUEST_METHOD": "GET",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_CONNECTION": "keep-alive, Upgrade",
        "HTTP_UPGRADE": "websocket",
        "HTTP_SEC_WEBSOCKET_KEY": handshake.SOME_KEY,
        "HTTP_SEC_WEBSOCKET_VERSION": "13",
        "HTTP_SEC_WEBSOCKET_EXTENSIONS": "permessage-deflate",
    } | changes


def test_a_browser_is_judged_once_and_each_phone_gets_its_own_answer() -> None:
    handshake.judge.cache_clear()
    ann, bo = (
        handshake.accept(offer(HTTP_SEC_WEBSOCKET_KEY=key), 99)
        for key in (handshake.SOME_KEY, "AAAAAAAAAAAAAAAAAAAAAA==")
    )
    assert handshake.judge.cache_info().misses == 1
    assert not isinstance(ann, int)
    assert not isinstance(bo, int)
    assert b"Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n" in ann[1]  # RFC 6455, 1.3
    assert b"Accept: ICX+Yqv66kxgM0FcWaLWlFLwTAI=\r\n" in bo[1]
    assert b"Date" not in ann[1]
    assert ann[0].max_message_size == 99
    # What one phone packs and unpacks is nothing to another.
    assert ann[0].extensions[0] is not bo[0].extensions[0]
    assert not {"decoder", "encoder"} & set(vars(ann[0].extensions[0]))


def test_what_was_judged_well_for_one_is_not_for_another() -> None:
    assert not isinstance(handshake.accept(offer(), 99), int)
    assert handshake.accept(offer(HTTP_SEC_WEBSOCKET_VERSION="8"), 99) == 400
    assert handshake.accept(offer(HTTP_SEC_WEBSOCKET_KEY="short"), 99) == 400
    plain = handshake.accept(offer(HTTP_SEC_WEBSOCKET_EXTENSIONS="x-other"), 99)
    assert not isinstance(plain, int)
    assert plain[0].extensions == []
