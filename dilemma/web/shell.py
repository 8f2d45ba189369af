"""A hall that scans the code is answered before Flask, with bytes that are kept.

Newcomers get the page with the roles, participants the shell of their page; all that is
personal comes over the socket. Flask makes these pages and everything unusual.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from werkzeug.http import parse_cookie

from dilemma.config import Config
from dilemma.live import kept
from dilemma.live.kept import JOIN, PLAY, Page
from dilemma.live.proofs import ticket_cookie
from dilemma.signing import read_ticket
from dilemma.web import entry, languages
from dilemma.web.door import Environ, Headers, Wsgi
from dilemma.web.headers import policy
from dilemma.web.packed import takes_gzip

ADDRESS = "/j/"


class Shell:
    """WSGI middleware that answers a plain `GET /j/<CODE>` with a kept page."""

    def __init__(self, app: Wsgi, config: Config) -> None:
        self._app = app
        self._config = config

    def __call__(
        self, environ: Environ, start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        """Answer with a kept page, or pass the request on."""
        path = environ.get("PATH_INFO", "")
        usual = environ["REQUEST_METHOD"] == "GET" and not environ.get("QUERY_STRING")
        if not usual or not path.startswith(ADDRESS):
            return self._app(environ, start_response)
        code = path[len(ADDRESS) :]
        cookies = parse_cookie(environ)
        face, page = self._find(code, cookies, environ)
        if page is None:
            return self._app(environ, start_response)
        headers: Headers = [
            ("Content-Type", "text/html; charset=utf-8"),
            ("Cache-Control", "no-store"),
            ("Vary", "Accept-Encoding, Accept-Language, Cookie"),
            (
                "Content-Security-Policy",
                policy(self._config, environ.get("HTTP_HOST", "")),
            ),
        ]
        body = page.plain
        if takes_gzip(environ.get("HTTP_ACCEPT_ENCODING")):
            body = page.packed
            headers.append(("Content-Encoding", "gzip"))
        headers.append(("Content-Length", str(len(body))))
        if face == JOIN and entry.entry_in(self._config, code, cookies) is None:
            headers.append(("Set-Cookie", entry.new_entry(self._config, code)))
        start_response("200 OK", headers)
        return [body]

    def _find(
        self, code: str, cookies: Mapping[str, str], environ: Environ
    ) -> tuple[str, Page | None]:
        """Find the page for this browser; a ticket for something else is for Flask."""
        language = languages.choice(
            cookies.get(languages.COOKIE), environ.get("HTTP_ACCEPT_LANGUAGE", "")
        )
        text = cookies.get(ticket_cookie(code), "")
        ticket = read_ticket(self._config.secret_key, text) if text else None
        face = PLAY if ticket else JOIN
        page = kept.find(code, face, language)
        if page and ticket and ticket.workshop != page.workshop:
            page = None
        return face, page
