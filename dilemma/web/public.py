"""Results for everybody who has the link: to read, to print and to download."""

from flask import Blueprint, Response, make_response, render_template, url_for

from dilemma.live import rooms
from dilemma.play.regions import opened_by as region_by
from dilemma.play.sharing import opened_by
from dilemma.rules.snapshot import Snapshot
from dilemma.web.downloads import Way, as_file, as_making
from dilemma.web.limits import wrong_links
from dilemma.web.regions import values as of_region
from dilemma.web.results import values

bp = Blueprint("public", __name__)


@bp.get("/w/<token>")
@wrong_links
def story(token: str) -> Response:
    """Show the results as a story: picture, dilemmas, words, examples, agreements."""
    return _page("story.html", token)


@bp.get("/w/<token>/numbers")
@wrong_links
def numbers(token: str) -> Response:
    """Show the same screen as the results link does."""
    return _page("results.html", token)


@bp.get("/w/<token>/download.<format>")
@wrong_links
def download(token: str, format: str) -> Response:
    """Download the same numbers as a file."""
    return _unlisted(as_file(_look(token), _way(token), format))


@bp.get("/w/<token>/making/<format>/<id>")
@wrong_links
def making(token: str, format: str, id: str) -> Response:
    """Show how far a file is."""
    return _unlisted(as_making(_look(token), _way(token), format, id))


@bp.get("/r/<token>")
@wrong_links
def region(token: str) -> Response:
    """Show a picture of several sessions, as its owner may see it now."""
    html = render_template("region.html", own=False, **of_region(region_by(token)))
    return _unlisted(make_response(html))


def _page(template: str, token: str) -> Response:
    html = render_template(
        template,
        **values(_look(token)),
        offers=_way(token).offers,
        story_url=url_for(".story", token=token),
        numbers_url=url_for(".numbers", token=token),
    )
    return _unlisted(make_response(html))


def _look(token: str) -> Snapshot:
    return rooms.look(opened_by(token))


def _way(token: str) -> Way:
    return Way("public", {"token": token})


def _unlisted(answer: Response) -> Response:
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    return answer
