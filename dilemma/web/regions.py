"""The doors of a region: choose sessions, look, take along, change, share, remove."""

from functools import partial

from flask import Blueprint, Response, current_app, render_template, request, url_for

from dilemma import play
from dilemma.config import Config
from dilemma.export.regional import FORMATS
from dilemma.fragments import language
from dilemma.live.aside import aside
from dilemma.live.press import in_turn
from dilemma.live.proofs import require
from dilemma.play import regions
from dilemma.rules.access import Account, Right, may
from dilemma.rules.publication import LEAST, LONGEST_NAME, MOST, CannotCompare
from dilemma.rules.refusals import NotFound, NothingSaid, TooLong
from dilemma.rules.sharing import DAYS
from dilemma.screens.region import (
    RegionLine,
    SessionChoice,
    region_face,
    session_choices,
)
from dilemma.store.regions import Kept
from dilemma.web.answers import attachment, is_number, see_other
from dilemma.web.downloads import offers

bp = Blueprint("regions", __name__)


@bp.get("/regions")
def every() -> str:
    """List one's own pictures."""
    me = require(Right.COMPARE)
    lines = tuple(
        RegionLine(one.id, one.name, one.made, len(regions.chosen(one.id)))
        for one in regions.of(me)
    )
    return render_template("regions.html", lines=lines)


@bp.route("/regions/new", methods=["GET", "POST"])
def new() -> Response | str | tuple[str, int]:
    """Choose sessions and a name for a new picture."""
    me = require(Right.COMPARE)
    if request.method == "GET":
        return _form(me)
    try:
        made = aside(partial(regions.make, me, *_filled()))
    except (CannotCompare, NothingSaid, TooLong) as wrong:
        return _form(me, wrong), 422
    return see_other(url_for(".page", region=made))


@bp.get("/regions/<region>")
def page(region: str) -> str:
    """Show where rooms agree and where they differ."""
    return _page(require(Right.COMPARE), region)


@bp.get("/regions/<region>/download.<format>")
def download(region: str, format: str) -> Response:
    """Download the same as a file."""
    me = require(Right.COMPARE)
    if format not in FORMATS:
        raise NotFound
    one, kept = FORMATS[format], regions.find(me, region)
    seen = aside(partial(regions.seen, kept, language()))
    if not seen.region.enough:
        raise NotFound  # the page says that there is nothing to compare
    make = in_turn if one.pressed else aside
    content = make(lambda: one.write(kept.name, seen.region))
    return attachment(content, one.mimetype, one.file_name(kept.id))


@bp.route("/regions/<region>/change", methods=["GET", "POST"])
def change(region: str) -> Response | str | tuple[str, int]:
    """Choose other sessions or another name."""
    me = require(Right.COMPARE)
    kept = regions.find(me, region)
    if request.method == "GET":
        return _form(me, kept=kept, name=kept.name, chosen=regions.chosen(region))
    try:
        aside(partial(regions.change, me, region, *_filled()))
    except (CannotCompare, NothingSaid, TooLong) as wrong:
        return _form(me, wrong, kept=kept), 422
    return see_other(url_for(".page", region=region))


@bp.route("/regions/<region>/remove", methods=["GET", "POST"])
def remove(region: str) -> Response | str:
    """Ask once; then forget the picture. The sessions stay."""
    me = require(Right.COMPARE)
    kept = regions.find(me, region)
    if request.method == "POST" and request.form.get("sure") == "yes":
        regions.remove(me, region)
        return see_other(url_for(".every"))
    return render_template("region_remove.html", kept=kept)


@bp.post("/regions/<region>/link")
def link(region: str) -> str:
    """Make a link with which anybody reads the picture, and show it, once."""
    me, days = require(Right.COMPARE), request.form.get("days", "")
    config: Config = current_app.config["DILEMMA"]
    token = regions.new_link(me, region, int(days) if is_number(days) else 0)
    return _page(me, region, link=f"{config.public_url}/r/{token}")


@bp.post("/regions/<region>/withdraw")
def withdraw(region: str) -> Response:
    """Let the link work no longer."""
    regions.withdraw_link(require(Right.COMPARE), region)
    return see_other(url_for(".page", region=region))


def values(kept: Kept) -> dict[str, object]:
    """Return what the page of a region shows, for whoever may see it."""
    seen = aside(partial(regions.seen, kept, language()))
    return {"kept": kept, "face": region_face(seen.region), "gone": seen.gone}


def _page(me: Account, region: str, link: str = "") -> str:
    kept = regions.find(me, region)
    ends = kept.ends if (kept.ends or 0) > play.now_ms() else None
    return render_template(
        "region.html",
        own=True,
        ends=ends,
        choices=DAYS,
        link=link,
        offers=offers(
            FORMATS, lambda name: url_for(".download", region=region, format=name)
        ),
        **values(kept),
    )


def _filled() -> tuple[str, list[str]]:
    return request.form.get("name", ""), request.form.getlist("workshop")


def _form(
    me: Account,
    wrong: Exception | None = None,
    *,
    kept: Kept | None = None,
    name: str = "",
    chosen: tuple[str, ...] = (),
) -> str:
    if wrong is not None:
        name, chosen = _filled()[0][: 2 * LONGEST_NAME], tuple(_filled()[1])
    problem = wrong.why if isinstance(wrong, CannotCompare) else "name" if wrong else ""
    return render_template(
        "region_form.html",
        sessions=_sessions(me, chosen),
        name=name,
        problem=problem,
        kept=kept,
        least=LEAST,
        most=MOST,
        longest=LONGEST_NAME,
    )


def _sessions(me: Account, chosen: tuple[str, ...]) -> tuple[SessionChoice, ...]:
    tied = play.tied(me.id)
    mine = [
        one
        for one in play.everything()
        if may(me.duty, Right.SEE, tied.get(one[0].workshop.id))
    ]
    return session_choices(mine, chosen, language())
