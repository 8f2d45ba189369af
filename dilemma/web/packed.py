"""Static files travel small and once: read and compressed at first use, kept for good.

They are answered before Flask: a hall that scans the code asks for all of them at the
same moment. What is not here (another method, a new file) falls through to Flask.
"""

import gzip
import mimetypes
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header, parse_etags

from dilemma.config import STATIC
from dilemma.web.door import Environ, Headers, Wsgi

ADDRESS = "/static/"
YEAR = 365 * 24 * 3600
MONTH = 30 * 24 * 3600


@dataclass(frozen=True)
class File:
    """One file in both forms; the packed one is empty when it is not smaller."""

    type: str
    plain: bytes
    packed: bytes
    mark: str  # new whenever the content is


class Packed:
    """WSGI middleware that answers for the static files."""

    def __init__(self, app: Wsgi) -> None:
        self._app = app
        self._files = {
            f"{ADDRESS}{path.relative_to(STATIC).as_posix()}": path
            for path in STATIC.rglob("*")
            if path.is_file()
        }

    def __call__(
        self, environ: Environ, start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        """Answer with a file, or pass the request on."""
        path = self._files.get(environ.get("PATH_INFO", ""))
        if path is None or environ["REQUEST_METHOD"] != "GET" or not path.exists():
            return self._app(environ, start_response)
        file = _read(path, path.stat().st_mtime_ns)
        small = bool(file.packed) and takes_gzip(environ.get("HTTP_ACCEPT_ENCODING"))
        mark = f"{file.mark}-gzip" if small else file.mark
        headers: Headers = [
            ("Cache-Control", _keeping(environ.get("QUERY_STRING", ""))),
            ("ETag", f'"{mark}"'),
            ("Vary", "Accept-Encoding"),
        ]
        if parse_etags(environ.get("HTTP_IF_NONE_MATCH")).contains_weak(mark):
            start_response("304 Not Modified", headers)
            return []
        body = file.packed if small else file.plain
        headers += [("Content-Type", file.type), ("Content-Length", str(len(body)))]
        if small:
            headers.append(("Content-Encoding", "gzip"))
        start_response("200 OK", headers)
        return [body]


@lru_cache(maxsize=64)
def takes_gzip(accept: str | None) -> bool:
    """Tell from its Accept-Encoding header whether a browser takes gzip."""
    return parse_accept_header(accept, Accept)["gzip"] > 0


def _keeping(query: str) -> str:
    """A changed file has another address, if the page said which version it wants."""
    if query.startswith("v="):
        return f"public, max-age={YEAR}, immutable"
    return f"public, max-age={MONTH}"


@lru_cache(maxsize=256)
def _read(path: Path, _changed: int) -> File:
    """Read and compress a file once for each time it changes."""
    plain = path.read_bytes()
    packed = gzip.compress(plain, compresslevel=9, mtime=0)
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return File(
        type=f"{kind}; charset=utf-8" if kind.startswith("text/") else kind,
        plain=plain,
        packed=packed if len(packed) < len(plain) else b"",
        mark=sha256(plain).hexdigest()[:16],
    )
