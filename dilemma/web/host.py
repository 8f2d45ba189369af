"""The facilitator's doors: sign in, make a workshop, lead it."""

from functools import partial
from secrets import token_urlsafe

from flask import (
    Blueprint,
    Response,
    render_template,
    request,
    session,
    url_for,
)

from dilemma import play
from dilemma.fragments import language, render
from dilemma.live import departed, rooms, writer
from dilemma.live.proofs import holds_key, leads, whoami
from dilemma.rules.access import Duty, Right, may
from dilemma.rules.game import Action
from dilemma.rules.refusals import Malformed, NoRehearsal, NotAllowed
from dilemma.screens.pages import workshop_line
from dilemma.signing import HOST
from dilemma.web.answers import see_other
from dilemma.web.entrance import enter
from dilemma.web.limits import wrong_links

bp = Blueprint("host", __name__)
LOOKING_AHEAD = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")
MOST_LEADS = 50  # keys kept in one browser's cookie


@bp.get("/in/<token>")
@wrong_links
def sign_in(token: str) -> Response | tuple[str, int]:
    """Sign somebody in with a one-time link; the same browser may reload it."""
    if request.method == "HEAD" or any(map(request.headers.get, LOOKING_AHEAD)):
        return "", 403  # only looking ahead: the link stays good
    me = play.use_sign_in(token)
    if me is not None:
        enter(me, by_link=True)
    elif whoami() is None:
        return render_template("sign_in.html", problem="link"), 403
    return see_other(url_for("host.workshops"))


@bp.get("/host")
def workshops() -> Response | str | tuple[str, int]:
    """List the workshops that somebody may lead or see."""
    me = whoami()
    if me is None:
        return render_template("sign_in.html", problem=""), 403
    if me.duty is Duty.ADMINISTRATOR:
        return see_other(url_for("accounts.everybody"))
    tied = play.tied(me.id)
    lines = tuple(
        workshop_line(
            one.workshop,
            one.game,
            joined,
            rooms.where(one.workshop).links,
            leads=may(me.duty, Right.LEAD, tied.get(one.workshop.id)),
        )
        for one, joined in play.everything()
        if may(me.duty, Right.SEE, tied.get(one.workshop.id))
    )
    makes = may(me.duty, Right.MAKE)
    return render_template("workshops.html", workshops=lines, me=me, makes=makes)


@bp.get("/host/<workshop>/key/<key>")
@wrong_links
def by_key(workshop: str, key: str) -> Response:
    """Sign in for one workshop with the key in its host link."""
    if not holds_key(HOST, workshop, key):
        raise NotAllowed
    me = whoami()
    if me is not None and me.duty is Duty.FACILITATOR:
        play.lead_with(workshop, me.id)
        return see_other(url_for("host.lead", workshop=workshop))
    others = [one for one in session.get("leads", ()) if one != workshop]
    session["leads"] = [*others[1 - MOST_LEADS :], workshop]
    session.setdefault("visit", token_urlsafe(8))
    session.permanent = True
    return see_other(url_for("host.lead", workshop=workshop))


@bp.get("/host/<workshop>")
def lead(workshop: str) -> str:
    """Show the page from which one workshop is led."""
    _require(workshop)
    snapshot = rooms.look(workshop)
    return render_template(
        "lead.html",
        stage=rooms.stage(snapshot, rooms.HOST, language()),
        workshop=workshop,
        me=session.get("host_name"),  # None: not asked yet
        links=rooms.where(snapshot.workshop).links,
        now=play.now_ms(),
    )


@bp.post("/host/<workshop>/act")
def act(workshop: str) -> Response | str:
    """Do one of the facilitator's actions and tell everybody."""
    _require(workshop)
    action, expect = _action(request.form.get("action")), request.form.get("expect", "")
    if not (expect.isascii() and expect.isdigit() and len(expect) < 10):
        raise Malformed
    # Only a page with scripts can ask back: its notice holds the field `sure`.
    sure = "HX-Request" not in request.headers or request.form.get("sure") == expect
    who = str(session.get("host_name", ""))
    writer.do(partial(play.act, workshop, action, int(expect), sure=sure, who=who))
    snapshot = rooms.publish(workshop)
    if "HX-Request" not in request.headers:
        return see_other(url_for("host.lead", workshop=workshop))
    return render(rooms.stage(snapshot, rooms.HOST, language()))


@bp.post("/host/<workshop>/rehearse")
def rehearse(workshop: str) -> Response:
    """Mark an empty workshop as a dress rehearsal, before simulated people come in."""
    _require(workshop)
    writer.do(partial(play.begin_rehearsal, workshop))
    rooms.publish(workshop)
    return see_other(url_for("host.lead", workshop=workshop))


@bp.post("/host/<workshop>/wipe")
def wipe(workshop: str) -> Response | str:
    """Wipe a rehearsal; asks once more, with scripts or without."""
    _require(workshop)
    if request.form.get("sure") != "yes":
        standing = play.standing(workshop)
        if not standing.game.rehearsal:
            raise NoRehearsal
        return render_template("wipe.html", workshop=standing.workshop)
    writer.do(partial(play.wipe, workshop))
    rooms.publish(workshop)
    departed.drop_participants(workshop)
    return see_other(url_for("host.lead", workshop=workshop))


def _action(text: str | None) -> Action:
    try:
        return Action(text or "")
    except ValueError:
        raise Malformed from None


def _require(workshop: str) -> None:
    if not leads(workshop):
        raise NotAllowed
