"""What is kept of people, how long and who sees it: a page that says what is true."""

from flask import Blueprint, render_template

from dilemma.rules.retention import QUIET_DAYS

bp = Blueprint("privacy", __name__)


@bp.get("/privacy")
def page() -> str:
    """Say what this installation keeps, with its own terms."""
    return render_template("privacy.html", quiet_days=QUIET_DAYS)
