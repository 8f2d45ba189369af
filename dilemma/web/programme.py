"""The host's doors to the programme: change it, keep it as a variant, undo an act."""

from collections.abc import Callable
from functools import partial

from flask import Response, render_template, request, session, url_for

from dilemma import play
from dilemma.fragments import language, render
from dilemma.live import rooms, writer
from dilemma.live.proofs import leads
from dilemma.rules.agenda import Depth
from dilemma.rules.refusals import Malformed, NotAllowed
from dilemma.rules.replan import Change, Edit
from dilemma.screens.programme import programme
from dilemma.web.answers import see_other
from dilemma.web.host import bp


@bp.get("/host/<workshop>/programme")
def show_programme(workshop: str) -> str | tuple[str, int]:
    """Show the programme to edit; a page that has it already gets nothing new."""
    _require(workshop)
    snapshot = rooms.look(workshop)
    screen = programme(snapshot)
    if "HX-Request" in request.headers:
        if request.args.get("acts") == str(screen.acts):
            return "", 204
        return render(screen)
    return render_template(
        "programme.html",
        workshop=snapshot.workshop,
        screen=screen,
        kept=request.args.get("kept", "")[: play.LONGEST_NAME],
        longest=play.LONGEST_NAME,
    )


@bp.post("/host/<workshop>/programme")
def change_programme(workshop: str) -> Response | str:
    """Change the programme and tell everybody."""
    _require(workshop)
    call = partial(play.change, workshop, _change(), _expect(), who=_who())
    return _do(workshop, call)


@bp.post("/host/<workshop>/undo")
def undo(workshop: str) -> Response | str:
    """Take back the last thing that was done and tell everybody."""
    _require(workshop)
    writer.do(partial(play.undo, workshop, _expect(), who=_who()))
    snapshot = rooms.publish(workshop)
    if "HX-Request" not in request.headers:
        return see_other(url_for("host.lead", workshop=workshop))
    return render(rooms.stage(snapshot, rooms.HOST, language()))


@bp.post("/host/<workshop>/variant")
def keep_variant(workshop: str) -> Response:
    """Keep the programme as an own variant."""
    _require(workshop)
    name = request.form.get("name", "")
    recipe = writer.do(partial(play.keep_recipe, workshop, name))
    return see_other(
        url_for("host.show_programme", workshop=workshop, kept=recipe.name)
    )


def _do(workshop: str, call: Callable[[], None]) -> Response | str:
    writer.do(call)
    snapshot = rooms.publish(workshop)
    if "HX-Request" not in request.headers:
        return see_other(url_for("host.show_programme", workshop=workshop))
    return render(programme(snapshot))


def _change() -> Change:
    """Read what a button says ("up 12"), or the fields of a form beside it."""
    form = request.form
    edit, _space, step = form.get("edit", "").partition(" ")
    step = step or form.get("step", "")
    if not (step.isascii() and step.isdigit() and len(step) < 16):
        raise Malformed
    try:
        return Change(
            edit=Edit(edit.replace("-", " ")),
            step=int(step),
            kind=form.get("kind", ""),
            card=form.get("card", ""),
            depth=Depth(form.get("depth", Depth.QUICK)),
        )
    except ValueError:
        raise Malformed from None


def _expect() -> int:
    expect = request.form.get("expect", "")
    if not (expect.isascii() and expect.isdigit() and len(expect) < 10):
        raise Malformed
    return int(expect)


def _who() -> str:
    return str(session.get("host_name", ""))


def _require(workshop: str) -> None:
    if not leads(workshop):
        raise NotAllowed
