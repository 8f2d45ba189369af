"""The outermost door: only our own addresses come in, whatever a request claims.

It stands before Flask and before the socket server, so no route can forget it. What
goes out through it carries the security headers, whoever answers.
"""

import ipaddress
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

from dilemma.config import LOOPBACK, Config

UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
SOCKET_PATH = "/socket.io"

PAGE = """<!doctype html><html lang="nl"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>400</title>
<h1>Dit adres klopt niet</h1>
<p>Open Dilemma via het adres op het scherm of in je uitnodiging.</p>
<p lang="en"><strong>This address is not right.</strong>
Open Dilemma through the address on the screen or in your invitation.</p>
"""

HEADERS = (
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    # Links carry keys: no other site may see where somebody came from. Not
    # no-referrer, because browsers then send `Origin: null` with our own forms.
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=()"),
)
HTTPS_ONLY = ("Strict-Transport-Security", "max-age=31536000")

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
Wsgi = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


class Door:
    """WSGI middleware that refuses foreign Host and Origin headers."""

    def __init__(self, app: Wsgi, config: Config) -> None:
        self._app = app
        self._config = config

    def __call__(
        self, environ: Environ, start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        """Pass a request on, or answer 400."""

        def guarded(status: str, headers: Headers, *rest: Any) -> Any:
            return start_response(status, self._guard(headers), *rest)

        if self._welcome(environ):
            return self._app(environ, guarded)
        body = PAGE.encode()
        guarded(
            "400 Bad Request",
            [
                ("Content-Type", "text/html; charset=utf-8"),
                ("Content-Length", str(len(body))),
                ("Cache-Control", "no-store"),
                ("Connection", "close"),
            ],
        )
        return [body]

    def _guard(self, headers: Headers) -> Headers:
        """Add the security headers that an answer does not have yet."""
        present = {name.lower() for name, _value in headers}
        wanted = (*HEADERS, HTTPS_ONLY) if self._config.secure else HEADERS
        return headers + [one for one in wanted if one[0].lower() not in present]

    def _welcome(self, environ: Environ) -> bool:
        host = environ.get("HTTP_HOST", "")
        if not knows_host(self._config, host):
            return False
        origin = environ.get("HTTP_ORIGIN")
        guarded = environ.get("REQUEST_METHOD") in UNSAFE or environ.get(
            "PATH_INFO", ""
        ).startswith(SOCKET_PATH)
        return origin is None or not guarded or knows_origin(self._config, origin, host)


def knows_host(config: Config, host: str) -> bool:
    """Tell whether a Host header is one of our own addresses.

    A name that somebody else can point at us is refused (DNS rebinding); a bare
    address of this machine's networks cannot be pointed anywhere.
    """
    host = host.lower()
    if host == urlsplit(config.public_url).netloc:
        return True
    name, _, port = host.rpartition(":")
    if not port.isdigit() or host.endswith("]"):
        name, port = host, ""
    if name in LOOPBACK:
        return port in ("", str(config.port))
    if config.public_fixed or port != str(config.port):
        return False
    try:
        address = ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return address.is_private or address.is_link_local


def knows_origin(config: Config, origin: str, host: str) -> bool:
    """Tell whether an Origin header is PUBLIC_URL, or the very host that was asked."""
    origin = origin.lower()
    return origin == config.public_url or origin in (
        f"http://{host.lower()}",
        f"https://{host.lower()}",
    )
