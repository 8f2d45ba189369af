"""The host's doors to share results: with an account, or by a link for everybody."""

from flask import Response, current_app, render_template, request, url_for

from dilemma import play
from dilemma.config import Config
from dilemma.live.proofs import leads
from dilemma.play.sharing import link_ends, new_link, withdraw_link
from dilemma.rules.access import LONGEST_NAME
from dilemma.rules.refusals import AccountUnknown, Malformed, NotAllowed
from dilemma.rules.sharing import DAYS
from dilemma.web.answers import is_number, see_other
from dilemma.web.host import bp


@bp.get("/host/<workshop>/share")
def share(workshop: str) -> str:
    """Show with whom a workshop is shared."""
    _require(workshop)
    return _page(workshop)


@bp.post("/host/<workshop>/share/with")
def share_with(workshop: str) -> Response | tuple[str, int]:
    """Let somebody with an account see and download the results."""
    _require(workshop)
    name = request.form.get("name", "")
    try:
        play.share_with(workshop, name)
    except AccountUnknown:
        return _page(workshop, problem="unknown", name=name[:LONGEST_NAME]), 404
    return see_other(url_for("host.share", workshop=workshop))


@bp.post("/host/<workshop>/share/stop")
def share_stop(workshop: str) -> Response:
    """Let somebody no longer see the results."""
    _require(workshop)
    number = request.form.get("account", "")
    if not is_number(number):
        raise Malformed
    play.stop_sharing(workshop, int(number))
    return see_other(url_for("host.share", workshop=workshop))


@bp.post("/host/<workshop>/share/link")
def share_link(workshop: str) -> str:
    """Make a link with which anybody reads the results, and show it, once."""
    _require(workshop)
    days = request.form.get("days", "")
    config: Config = current_app.config["DILEMMA"]
    token = new_link(workshop, int(days) if is_number(days) else 0, config.terms)
    return _page(workshop, link=f"{config.public_url}/w/{token}")


@bp.post("/host/<workshop>/share/withdraw")
def share_withdraw(workshop: str) -> Response:
    """Let the link work no longer."""
    _require(workshop)
    withdraw_link(workshop)
    return see_other(url_for("host.share", workshop=workshop))


def _page(workshop: str, *, problem: str = "", name: str = "", link: str = "") -> str:
    return render_template(
        "share.html",
        workshop=play.standing(workshop).workshop,
        shared=play.shared_with(workshop),
        ends=link_ends(workshop),
        choices=DAYS,
        link=link,
        problem=problem,
        name=name,
    )


def _require(workshop: str) -> None:
    if not leads(workshop):
        raise NotAllowed
