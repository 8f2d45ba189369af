"""From a WSGI request to a WebSocket: the checks, the answer, the bare socket.

Nothing is kept of a request that is refused, and little of one that is not.
"""

import logging
import socket
import ssl
from http import HTTPStatus
from typing import Any

from websockets.datastructures import Headers
from websockets.extensions.permessage_deflate import ServerPerMessageDeflateFactory
from websockets.http11 import Request
from websockets.protocol import OPEN
from websockets.server import ServerProtocol

Environ = dict[str, Any]

FIELDS = {
    "HTTP_CONNECTION": "Connection",
    "HTTP_UPGRADE": "Upgrade",
    "HTTP_SEC_WEBSOCKET_KEY": "Sec-WebSocket-Key",
    "HTTP_SEC_WEBSOCKET_VERSION": "Sec-WebSocket-Version",
    "HTTP_SEC_WEBSOCKET_EXTENSIONS": "Sec-WebSocket-Extensions",
}
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
    protocol = ServerProtocol(
        extensions=DEFLATE, state=OPEN, max_size=most_bytes, logger=quiet
    )
    headers = Headers()
    for key, name in FIELDS.items():
        if key in environ:
            headers[name] = environ[key]
    response = protocol.accept(
        Request("/", headers, environ["REQUEST_METHOD"], environ["SERVER_PROTOCOL"])
    )
    if response.status_code != HTTPStatus.SWITCHING_PROTOCOLS:
        return response.status_code
    return protocol, response.serialize()


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
