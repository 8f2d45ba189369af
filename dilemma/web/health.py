"""Is it up? `/healthz` answers without asking the database anything."""

from flask import Blueprint

from dilemma import __version__

bp = Blueprint("health", __name__)


@bp.get("/healthz")
def healthz() -> dict[str, str]:
    """Tell that the server answers."""
    return {"status": "ok", "version": __version__}
