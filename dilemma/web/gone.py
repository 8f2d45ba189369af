"""A ticket for somebody who was wiped is taken back: the phone may join anew."""

from flask import Response, current_app, request, url_for

from dilemma import play
from dilemma.config import Config
from dilemma.live.proofs import ticket_cookie
from dilemma.rules.refusals import NotAllowed
from dilemma.web.answers import see_other
from dilemma.web.join import bp


@bp.errorhandler(NotAllowed)
def take_ticket_back(_error: NotAllowed) -> Response:
    """Forget the ticket and show the join page.

    A ticket that we signed for this very workshop names somebody who is not in it:
    only a wipe does that.
    """
    code = play.read_code((request.view_args or {})["code"])
    answer = see_other(url_for("join.page", code=code))
    config: Config = current_app.config["DILEMMA"]
    answer.delete_cookie(
        ticket_cookie(code), httponly=True, samesite="Lax", secure=config.secure
    )
    return answer
