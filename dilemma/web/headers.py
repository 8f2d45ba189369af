"""The same guard on every answer: content policy and security headers.

No inline script or style, nothing from another host, no frame around us.
"""

from flask import Flask, Response, request
from flask_wtf import CSRFProtect

from dilemma.config import Config

csrf = CSRFProtect()


def init_app(app: Flask, config: Config) -> None:
    """Put the headers on every answer of an app."""

    @app.after_request
    def guard(response: Response) -> Response:
        socket = f"{'wss' if config.secure else 'ws'}://{request.host}"
        response.headers["Content-Security-Policy"] = "; ".join(
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
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["X-Frame-Options"] = "DENY"
        # Links carry keys: no other site may see where somebody came from. Not
        # no-referrer, because browsers then send `Origin: null` with our own forms.
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        response.headers["Permissions-Policy"] = (
            "camera=(), microphone=(), geolocation=()"
        )
        if config.secure:
            response.headers["Strict-Transport-Security"] = "max-age=31536000"
        if request.endpoint != "static":
            response.headers.setdefault("Cache-Control", "no-store")
        return response
