"""Results for everybody who has the link: to read and to print, without an account."""

from flask import Blueprint, Response, make_response, render_template, url_for

from dilemma.live import rooms
from dilemma.play.sharing import opened_by
from dilemma.web.limits import wrong_links
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
    """Show the same screen as the results link does, without the downloads."""
    return _page("results.html", token)


def _page(template: str, token: str) -> Response:
    snapshot = rooms.look(opened_by(token))
    html = render_template(
        template,
        **values(snapshot),
        story_url=url_for(".story", token=token),
        numbers_url=url_for(".numbers", token=token),
    )
    answer = make_response(html)
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    return answer
