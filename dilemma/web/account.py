"""The doors of one's own account: sign in with a password, change it, sign out."""

from flask import Blueprint, Response, render_template, request, session, url_for

from dilemma import passwords, play
from dilemma.live import events
from dilemma.live.aside import slowly
from dilemma.live.proofs import whoami
from dilemma.rules.access import (
    LONGEST_NAME,
    LONGEST_PASSWORD,
    SHORTEST_PASSWORD,
    Account,
    Duty,
    check_password,
    same_name,
)
from dilemma.rules.refusals import NotAllowed, PasswordTooShort, TooLong
from dilemma.web.answers import see_other
from dilemma.web.entrance import enter, leave
from dilemma.web.limits import begin_try, end_try

bp = Blueprint("account", __name__)


@bp.get("/sign-in")
def form() -> Response | str:
    """Show the form, or go on for who is in already."""
    if whoami() is not None:
        return see_other(url_for("host.workshops"))
    return render_template("sign_in.html", problem="")


@bp.post("/sign-in")
def sign_in() -> Response | tuple[str, int]:
    """Sign in with a name and a password.

    Unknown name, no password and wrong password get the same answer, as slowly.
    """
    name = request.form.get("name", "")[: 2 * LONGEST_NAME]
    same = same_name(name)
    if not begin_try(same):
        return render_template("sign_in.html", problem="tries", name=name), 429
    me = _with_password(name, request.form.get("password", ""))
    end_try(same, good=me is not None)
    if me is None:
        return render_template("sign_in.html", problem="wrong", name=name), 403
    enter(me, by_link=False)
    return see_other(url_for("host.workshops"))


@bp.post("/sign-out")
def sign_out() -> Response:
    """End this browser's session."""
    leave()
    return see_other(url_for("join.home"))


@bp.get("/account")
def mine() -> str:
    """Show one's own account."""
    me = _me()
    return _page(me, done=request.args.get("done", ""))


@bp.post("/account/password")
def password() -> Response | tuple[str, int]:
    """Choose another password; sessions elsewhere end."""
    me, new = _me(), request.form.get("new", "")
    if me.duty is Duty.HOUSE:
        raise NotAllowed
    try:
        check_password(new)
    except (PasswordTooShort, TooLong):
        return _page(me, problem="length"), 422
    if me.has_password and not session.get("by_link"):
        if not begin_try(same_name(me.name)):
            return _page(me, problem="tries"), 429
        good = _with_password(me.name, request.form.get("old", "")) is not None
        end_try(same_name(me.name), good=good)
        if not good:
            return _page(me, problem="old"), 403
    kept = slowly(lambda: passwords.write(new))
    enter(play.new_password(me.id, kept), by_link=False)
    events.recheck()
    return see_other(url_for(".mine", done="password"))


@bp.post("/account/everywhere")
def everywhere() -> Response:
    """Sign out in every browser, this one too."""
    play.sign_out_everywhere(_me().id)
    leave()
    return see_other(url_for(".form"))


def _me() -> Account:
    me = whoami()
    if me is None:
        raise NotAllowed
    return me


def _with_password(name: str, given: str) -> Account | None:
    me, kept = play.password_of(name)
    fits = slowly(lambda: passwords.fits(kept, given[:LONGEST_PASSWORD]))
    return me if fits else None


def _page(me: Account, *, problem: str = "", done: str = "") -> str:
    return render_template(
        "account.html",
        me=me,
        problem=problem,
        done=done,
        ask_old=me.has_password and not session.get("by_link"),
        least=SHORTEST_PASSWORD,
        most=LONGEST_PASSWORD,
    )
