"""The answers that many doors give, and what they read alike."""

from flask import Response, make_response, redirect

from dilemma.rules.response import PASS


def is_number(text: str) -> bool:
    """Tell whether a text in a form or address is a number of ours."""
    return text.isascii() and text.isdigit() and len(text) < 10


def one_value(answers: list[str]) -> str:
    """Read one answer, or several boxes of one form; who skips picks nothing."""
    return PASS if PASS in answers else "+".join(answers)


def attachment(content: str | bytes, mimetype: str, name: str) -> Response:
    """Answer with a file to keep."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, mimetype=mimetype, headers=headers)


def see_other(url: str) -> Response:
    """Send a browser on with GET, so that a reload never repeats a form."""
    return make_response(redirect(url, 303))
