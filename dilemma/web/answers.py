"""The answers that many doors give."""

from flask import Response, make_response, redirect


def see_other(url: str) -> Response:
    """Send a browser on with GET, so that a reload never repeats a form."""
    return make_response(redirect(url, 303))
