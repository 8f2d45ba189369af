"""From a WSGI request to a WebSocket: the checks, the answer, the bare socket.

Nothing is kept of a request that is refused, and little of one that is not.
"""

import logging
import re
import socket
import ssl
from functools import lru_cache
from http import HTTPStatus
from typing import Any

from websockets.datastructures import Headers
from websockets.extensions.permessage_deflate import (
    PerMessageDeflate,
    ServerPerMessageDeflateFactory,
)
from websockets.http11 import Request
from websockets.protocol import OPEN
from websockets.server import ServerProtocol
from websockets.utils import accept_key

Environ = dict[str, Any]

KEY = "HTTP_SEC_WEBSOCKET_KEY"
# What else is judged. A hall has a handful of browsers, and each says the same.
FIELDS = {
    "HTTP_CONNECTION": "Connection",
    "HTTP_UPGRADE": "Upgrade",
    "HTTP_SEC_WEBSOCKET_VERSION": "Sec-WebSocket-Version",
    "HTTP_SEC_WEBSOCKET_EXTENSIONS": "Sec-WebSocket-Extensions",
}
SOME_KEY = "dGhlIHNhbXBsZSBub25jZQ=="  # RFC 6455, 1.3
MOST_VERDICTS = 64
_A_KEY = re.compile(r"[A-Za-z0-9+/]{22}==")  # 16 bytes
# What a socket's handlers may still ask about the request it began with.
KEPT = (
    "REQUEST_METHOD",
    "SCRIPT_NAME",
    "PATH_INFO",
    "QUERY_STRING",
    "SERVER_NAME",
    "SERVER_PORT",
    "SERVER_PROTOCOL",
    "REMOTE_ADDR",
    "HTTP_HOST",
    "HTTP_ORIGIN",
    "HTTP_COOKIE",
    "HTTP_ACCEPT_LANGUAGE",
    "wsgi.url_scheme",
    "flask.app",
)
# Without context takeover a broadcast is compressed once, and a phone costs little.
# Less memory for zlib is a third of the time, for texts as short as ours.
DEFLATE = (
    ServerPerMessageDeflateFactory(
        server_no_context_takeover=True,
        client_no_context_takeover=True,
        compress_settings={"memLevel": 5},
    ),
)

# The library tells of every connection that ends; we speak of the odd ones ourselves.
quiet = logging.getLogger("dilemma.live.driver.protocol")
quiet.setLevel(logging.WARNING)


def accept(environ: Environ, most_bytes: int) -> tuple[ServerProtocol, bytes] | int:
    """Return the protocol and its answer for a good request, else an HTTP status."""
    if environ.get("CONTENT_LENGTH", "0") != "0" or "HTTP_TRANSFER_ENCODING" in environ:
        return HTTPStatus.BAD_REQUEST  # pywsgi would read on for the body after us
    verdict = judge(
        environ["REQUEST_METHOD"],
        environ["SERVER_PROTOCOL"],
        *(environ.get(field) for field in FIELDS),
    )
    if isinstance(verdict, int):
        return verdict
    key = environ.get(KEY, "")
    if not _A_KEY.fullmatch(key):
        return HTTPStatus.BAD_REQUEST
    before, after, deflate = verdict
    protocol = ServerProtocol(state=OPEN, max_size=most_bytes, logger=quiet)
    if deflate:
        protocol.extensions = [PerMessageDeflate(*deflate)]
    return protocol, before + accept_key(key).encode() + after


Deflate = tuple[bool, bool, int, int, dict[str, int] | None]
Verdict = tuple[bytes, bytes, Deflate | None] | int


@lru_cache(MOST_VERDICTS)
def judge(method: str, version: str, *values: str | None) -> Verdict:
    """Return the answer before and after what follows from the key, and how to pack.

    Or an HTTP status. The library judges each kind of browser once; what it says does
    not depend on the key.
    """
    protocol = ServerProtocol(extensions=DEFLATE, state=OPEN, logger=quiet)
    headers = Headers(**{"Sec-WebSocket-Key": SOME_KEY})
    for name, value in zip(FIELDS.values(), values, strict=True):
        if value is not None:
            headers[name] = value
    response = protocol.accept(Request("/", headers, method, version))
    if response.status_code != HTTPStatus.SWITCHING_PROTOCOLS:
        return response.status_code
    del response.headers["Date"]  # it would be of another day
    before, after = response.serialize().split(accept_key(SOME_KEY).encode())
    return before, after, _settings(protocol)


def _settings(protocol: ServerProtocol) -> Deflate | None:
    """Return what was agreed about packing; each phone packs and unpacks by itself."""
    for agreed in protocol.extensions:
        assert isinstance(agreed, PerMessageDeflate)
        return (
            agreed.remote_no_context_takeover,
            agreed.local_no_context_takeover,
            agreed.remote_max_window_bits,
            agreed.local_max_window_bits,
            agreed.compress_settings,
        )
    return None


def refuse(start: Any, status: int) -> list[bytes]:
    """Answer a request that does not become a WebSocket."""
    phrase = HTTPStatus(status).phrase
    body = phrase.encode()
    headers = [
        ("Content-Type", "text/plain"),
        ("Content-Length", str(len(body))),
        ("Connection", "close"),
        ("Sec-WebSocket-Version", "13"),
    ]
    start(f"{status} {phrase}", headers)
    return [body]


def take_socket(environ: Environ) -> tuple[socket.socket, bytes]:
    """Take the socket over from pywsgi, with what the phone sent already.

    pywsgi keeps the descriptor and closes it when we return; with its reader closed it
    looks for no further request on it.
    """
    reader = environ["wsgi.input"]
    sock: socket.socket = reader.raw._sock
    if isinstance(sock, ssl.SSLSocket):
        raise TypeError("TLS must end at a proxy: we write on the bare descriptor")
    sock.settimeout(0)  # take only what is there
    early = bytes(reader.peek())
    sock.settimeout(None)
    reader.close()
    # A short answer does not wait until the phone confirmed the one before.
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return sock, early


def slim(environ: Environ) -> Environ:
    """Return what a socket's handlers may ask of its request; empties the rest."""
    kept = {key: environ[key] for key in KEPT if key in environ}
    environ.clear()
    return kept
