"""The content policy of our pages, and no copies of them on the way.

No inline script or style, nothing from another host, no frame around us. The other
security headers come from `Door`, on every answer.
"""

from flask import Flask, Response, request
from flask_wtf import CSRFProtect

from dilemma.config import Config

csrf = CSRFProtect()


def policy(config: Config, host: str) -> str:
    """Write the content policy of a page that was asked for at a host."""
    socket = f"{'wss' if config.secure else 'ws'}://{host}"
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            # Older Safari does not take 'self' for web sockets.
            f"connect-src 'self' {socket}",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


def init_app(app: Flask, config: Config) -> None:
    """Put the headers on every answer of an app."""

    @app.after_request
    def guard(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = policy(config, request.host)
        if request.endpoint != "static":
            response.headers.setdefault("Cache-Control", "no-store")
        return response
