"""Static files travel small and once: compressed, and kept by the browser for good.

Only static files: a page with a person's token in it is never compressed (BREACH).
"""

import gzip
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, request

from dilemma.config import STATIC

PACKABLE = ("text/css", "text/javascript", "application/javascript", "image/svg+xml")
YEAR = 365 * 24 * 3600


@lru_cache(maxsize=64)
def _packed(file: Path, changed: int) -> bytes:
    """Compress a file once for each time it changes."""
    return gzip.compress(file.read_bytes(), compresslevel=9, mtime=0)


def init_app(app: Flask) -> None:
    """Pack the static files of an app."""

    @app.after_request
    def pack(response: Response) -> Response:
        if request.endpoint != "static" or response.status_code != 200:
            return response
        if "v" in request.args:  # a changed file has another address
            response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
        if response.mimetype not in PACKABLE:
            return response
        response.vary.add("Accept-Encoding")
        if request.accept_encodings["gzip"] and request.method == "GET":
            file = STATIC / (request.view_args or {})["filename"]
            response.close()  # the file itself is not sent
            response.direct_passthrough = False
            response.set_data(_packed(file, file.stat().st_mtime_ns))
            response.headers["Content-Encoding"] = "gzip"
        return response
