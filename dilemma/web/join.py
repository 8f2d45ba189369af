"""The participant's doors: type or scan the code, take a role, answer."""

from contextlib import suppress
from functools import partial

from flask import (
    Blueprint,
    Response,
    current_app,
    make_response,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _

from dilemma import play
from dilemma.config import Config
from dilemma.fragments import language
from dilemma.live import kept, rooms, writer
from dilemma.live.proofs import ticket_cookie, ticket_for, whoami
from dilemma.rules import saying
from dilemma.rules.agenda import Kind
from dilemma.rules.refusals import NotAllowed, RoleDealt, WorkshopUnknown
from dilemma.rules.response import parse_form
from dilemma.rules.seating import Dealing, nobody_yet
from dilemma.screens import player
from dilemma.signing import Ticket, write_ticket
from dilemma.store.workshops import Standing
from dilemma.web.answers import one_value, see_other
from dilemma.web.entry import (
    COOKIE_SECONDS,
    entry_in,
    from_our_page,
    new_entry,
    seat_in,
)
from dilemma.web.limits import wrong_codes
from dilemma.web.pauses import pause
from dilemma.web.role import choose_role

bp = Blueprint("join", __name__)

# Seconds after which a phone without scripts asks again by itself, where its person
# only waits. Nobody is disturbed who reads or chooses.


@bp.get("/")
def home() -> str:
    """Show the field for the code."""
    return _home("")


@bp.get("/j")
@wrong_codes
def enter() -> Response | tuple[str, int] | str:
    """Take a typed code to its page."""
    typed = request.args.get("code", "")
    if not typed.strip():
        return _home("")
    try:
        play.find(typed)
    except WorkshopUnknown:
        problem = _("We do not know this code. Look at the screen and try again.")
        return _home(problem, typed), 404
    return _to(play.read_code(typed))


@bp.get("/j/")
@bp.get("/J")
@bp.get("/J/")
def also_enter() -> Response:
    """Take other spellings of the short address to the field for the code."""
    return see_other(url_for(".enter"))


@bp.get("/J/<code>")
def scanned(code: str) -> Response:
    """Take the upper-case address in a QR code to its page."""
    return _to(play.read_code(code))


@bp.get("/j/<code>")
@wrong_codes
def page(code: str) -> Response:
    """Show the participant's one page: choose a role, or the present step."""
    if code != play.read_code(code):
        return _to(play.read_code(code))
    since = kept.watch()
    standing = play.standing(play.find(code))
    ticket = _ticket_of(standing)
    if ticket is None:
        return _newcomer(standing, since)
    if "alone" in request.args and standing.game.step.kind is Kind.ALONE:
        return see_other(url_for("alone.cards", code=code))
    if not request.args.keys().isdisjoint(("plain", "role", "as", "rest")):
        return _personal(standing, ticket)
    return _shell(standing, since)


@bp.post("/j/<code>/role")
@wrong_codes
@from_our_page
def take_role(code: str) -> Response:
    """Come in with a role, or change it before the first answer."""
    role = request.form.get("role", "")
    standing = play.standing(play.find(code))
    try:
        ticket = _switched(standing, role) or _came_in(standing, role)
    except RoleDealt:  # an older page, or a form that is not ours
        return _dealt_here(standing)
    if ticket is None:
        return _once_more(standing, 400)
    rooms.stir(standing.workshop.id)
    return _with_ticket(_to(standing.workshop.code), standing, ticket)


@bp.post("/j/<code>/answer")
@wrong_codes
@from_our_page
def answer(code: str) -> Response:
    """Answer with a plain form, for phones without a socket."""
    step = request.form.get("step", "")
    value = one_value(request.form.getlist("answer"))
    standing = play.standing(play.find(code))
    ticket = _ticket_of(standing)
    if ticket is None:
        return _once_more(standing, 403)
    with suppress(NotAllowed):  # nobody any more: the plain page takes the ticket back
        given = parse_form(step, value, request.form.get("seq", ""))
        writer.cast(play.Vote(ticket.workshop, ticket.participant, given))
        rooms.stir(ticket.workshop)
    return _to(standing.workshop.code, "?plain")


def _newcomer(standing: Standing, since: int, problem: str = "") -> Response:
    """Let somebody choose a role; the page is the same for every newcomer."""
    workshop = play.may_join(standing.workshop.id).workshop
    snapshot = rooms.look(workshop.id)
    people = {one.role.slug: one.joined for one in snapshot.people}
    nobody = nobody_yet(people, workshop.roles)
    dealing = snapshot.arrangement.dealing
    only = "" if dealing is Dealing.DEALT else request.args.get("as", "")
    html = choose_role(
        standing,
        problem=problem,
        dealing=dealing,
        only=only,
        nobody=nobody if snapshot.joined else frozenset(),
    )
    if not problem and not only:
        if dealing is Dealing.DEALT:
            nobody = frozenset()  # that page names no roles
        places = workshop.capacity - snapshot.joined
        made = kept.pack(workshop.id, html)
        face, lang = kept.JOIN, language()
        kept.keep(since, workshop.code, face, lang, made, places=places, nobody=nobody)
    response = make_response(html)
    if entry_in(_config(), workshop.code, request.cookies) is None:
        response.headers.add("Set-Cookie", new_entry(_config(), workshop.code))
    return response


def _shell(standing: Standing, since: int) -> Response:
    """Show the present step; it is the same for every participant."""
    workshop = standing.workshop
    stage = rooms.player_screen(workshop.id, standing.game.acts)
    html = render_template(
        "play.html",
        code=workshop.code,
        title=workshop.title,
        stage=stage,
        tables=play.arrangement(workshop.id).tables,
    )
    made = kept.pack(workshop.id, html)
    kept.keep(since, workshop.code, kept.PLAY, language(), made)
    return make_response(html)


def _personal(standing: Standing, ticket: Ticket) -> Response:
    """Show everything of one person, for phones without scripts or socket."""
    try:
        personal = play.personal(ticket.workshop, ticket.participant)
    except NotAllowed:  # nobody any more: choose a role, as a newcomer
        response = _newcomer(standing, kept.watch())
        response.delete_cookie(
            ticket_cookie(standing.workshop.code),
            httponly=True,
            samesite="Lax",
            secure=_config().secure,
        )
        return response
    mine = player.mine(personal.spoken(language()))
    if ("role" in request.args or "as" in request.args) and mine.may_switch:
        only = request.args.get("as", "")
        return make_response(choose_role(standing, personal.me.role.slug, only=only))
    stage = rooms.player_screen(ticket.workshop, standing.game.acts)
    html = render_template(
        "plain.html",
        code=standing.workshop.code,
        title=standing.workshop.title,
        stage=player.for_one(stage, mine),
        mine=mine,
        now=play.now_ms(),
        tables=play.arrangement(ticket.workshop).tables,
        resting="rest" in request.args,
        pause=0
        if "rest" in request.args
        else pause(player.for_one(stage, mine), voted=mine.receipt is not None),
        may_write=saying.may_write(stage.kind, answered=mine.receipt is not None),
    )
    return make_response(html)


def _switched(standing: Standing, role: str) -> Ticket | None:
    """Change the role of somebody who is in."""
    ticket = _ticket_of(standing)
    if ticket is None:
        return None
    if not role:  # the role was dealt already: a second tap
        return ticket
    switch = partial(play.switch_role, ticket.workshop, ticket.participant, role)
    try:
        unnamed = writer.do(switch)
    except NotAllowed:  # nobody any more
        return None
    if unnamed:  # what hangs on the wall says so at once
        rooms.publish_said(ticket.workshop)
    return ticket


def _came_in(standing: Standing, role: str) -> Ticket | None:
    """Bring somebody in who has the number of the page with the roles."""
    workshop = standing.workshop
    entry = entry_in(_config(), workshop.code, request.cookies)
    if entry is None:
        return None
    simulated = "rehearsal" in request.form
    seat = seat_in(workshop.code, request.cookies)
    newcomer = play.Join(workshop.id, role, entry, simulated=simulated, seat=seat)
    ticket = Ticket(workshop.id, writer.join(newcomer))
    kept.came_in(workshop.id, role)
    return ticket


def _once_more(standing: Standing, status: int) -> Response:
    """Nothing of ours came with a form: no dead end, but the roles and a sentence."""
    text = _(
        "Choose your role once more. Do you see this sentence again? Then allow "
        "cookies for this page, or use another browser."
    )
    response = _newcomer(standing, kept.watch(), text)
    response.status_code = status
    return response


def _dealt_here(standing: Standing) -> Response:
    """Somebody chose where roles are dealt: the page with the one button."""
    text = _("Roles are dealt here. Press the button; you can change it afterwards.")
    response = _newcomer(standing, kept.watch(), text)
    response.status_code = 409
    return response


def _home(problem: str, typed: str = "") -> str:
    return render_template(
        "home.html",
        code=typed[:32],
        problem=problem or None,
        signed_in=whoami() is not None,
    )


def _ticket_of(standing: Standing) -> Ticket | None:
    return ticket_for(standing.workshop.id, standing.workshop.code)


def _with_ticket(response: Response, standing: Standing, ticket: Ticket) -> Response:
    response.set_cookie(
        ticket_cookie(standing.workshop.code),
        write_ticket(_config().secret_key, ticket),
        max_age=COOKIE_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=_config().secure,
    )
    return response


def _config() -> Config:
    config: Config = current_app.config["DILEMMA"]
    return config


def _to(code: str, query: str = "") -> Response:
    return see_other(url_for("join.page", code=code) + query)
