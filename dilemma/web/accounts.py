"""The administrator's doors: who has an account, a new one, a new link, one less."""

from flask import Blueprint, Response, current_app, render_template, request, url_for

from dilemma import play
from dilemma.config import Config
from dilemma.live import events
from dilemma.live.proofs import require
from dilemma.rules.access import GIVEN, LINK_DAYS, LONGEST_NAME, Account, Duty, Right
from dilemma.rules.refusals import (
    AccountUnknown,
    LastAdministrator,
    Malformed,
    NameTaken,
    NothingSaid,
    TooLong,
)
from dilemma.web.answers import is_number, see_other

bp = Blueprint("accounts", __name__)


@bp.get("/accounts")
def everybody() -> str:
    """Show every account."""
    require(Right.ACCOUNTS)
    return _page()


@bp.post("/accounts")
def add() -> str | tuple[str, int]:
    """Make an account and show its first link, once."""
    require(Right.ACCOUNTS)
    name = request.form.get("name", "")
    try:
        made = play.add_account(name, _duty(request.form.get("duty", "")))
    except NameTaken:
        return _page(problem="taken", name=name), 409
    except (NothingSaid, TooLong):
        return _page(problem="name", name=name[:LONGEST_NAME]), 422
    return _page(made=made, link=_link(made))


@bp.post("/accounts/<number>/link")
def link(number: str) -> str:
    """Make a new one-time link and show it, once."""
    require(Right.ACCOUNTS)
    one = _one(number)
    return _page(made=one, link=_link(one))


@bp.get("/accounts/<number>/remove")
def ask_remove(number: str) -> str:
    """Ask whether an account must go."""
    me = require(Right.ACCOUNTS)
    return _ask(me, _one(number))


@bp.post("/accounts/<number>/remove")
def remove(number: str) -> Response | str | tuple[str, int]:
    """Forget an account and end its sessions, once somebody is sure."""
    me = require(Right.ACCOUNTS)
    one = _one(number)
    if request.form.get("sure") != "yes":
        return _ask(me, one)
    try:
        play.remove_account(one.id, by=me.id)
    except LastAdministrator:
        return _ask(me, one, last=True), 409
    events.recheck()
    return see_other(url_for(".everybody"))


def _ask(me: Account, one: Account, *, last: bool = False) -> str:
    return render_template("account_remove.html", one=one, me=me, last=last)


def _page(**shown: object) -> str:
    blank = {"problem": "", "name": "", "made": None, "link": ""}
    everyone = play.accounts()
    values = blank | {"accounts": everyone, "duties": GIVEN, "days": LINK_DAYS} | shown
    return render_template("accounts.html", **values)


def _one(number: str) -> Account:
    if not is_number(number):
        raise AccountUnknown
    found = play.account(int(number))
    if found is None or found.duty is Duty.HOUSE:
        raise AccountUnknown
    return found


def _link(one: Account) -> str:
    config: Config = current_app.config["DILEMMA"]
    return f"{config.public_url}/in/{play.new_sign_in(one.id)}"


def _duty(text: str) -> Duty:
    if text not in GIVEN:
        raise Malformed
    return Duty(text)
