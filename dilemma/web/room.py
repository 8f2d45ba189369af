"""The host's doors to tables and roles: settings, and sheets to print or project."""

from functools import partial

from flask import Response, current_app, render_template, request, url_for

from dilemma import play
from dilemma.config import Config
from dilemma.fragments import language
from dilemma.live import rooms, writer
from dilemma.live.proofs import leads
from dilemma.places import role_link, sheet, table_host_link, table_link
from dilemma.rules.contribution import Genre
from dilemma.rules.refusals import Malformed, NotAllowed
from dilemma.rules.seating import Dealing
from dilemma.screens.seats import Sheet, room_page
from dilemma.web.answers import see_other
from dilemma.web.host import bp


@bp.get("/host/<workshop>/room")
def room(workshop: str) -> str:
    """Show how tables and roles are arranged, and what tables wrote down."""
    require(workshop)
    snapshot = rooms.look(workshop)
    notes = play.said(workshop, (Genre.HARVEST,))
    saved = "saved" in request.args
    return render_template("room.html", page=room_page(snapshot, notes), saved=saved)


@bp.post("/host/<workshop>/room")
def arrange(workshop: str) -> Response:
    """Change the number of tables or how roles are given."""
    require(workshop)
    tables, dealing = arrangement_of(request.form.get("tables"), _dealing())
    writer.do(partial(play.arrange, workshop, tables, dealing))
    rooms.publish(workshop)
    return see_other(url_for("host.room", workshop=workshop, saved=""))


@bp.get("/host/<workshop>/tables")
def tables(workshop: str) -> str:
    """Show a sheet for every table: for those who sit there, or for its host."""
    require(workshop)
    standing = play.standing(workshop)
    for_hosts = "hosts" in request.args
    config, code = _config(), standing.workshop.code
    sheets = []
    for seat in range(1, play.arrangement(workshop).tables + 1):
        link = (
            table_host_link(config, workshop, seat)
            if for_hosts
            else table_link(config, code, seat)
        )
        qr, address = sheet(config, link, secret=for_hosts)
        sheets.append(Sheet("", seat, "", qr, address))
    return render_template(
        "sheets.html",
        workshop=standing.workshop,
        sheets=sheets,
        kind="hosts" if for_hosts else "tables",
    )


@bp.get("/host/<workshop>/roles")
def roles(workshop: str) -> str:
    """Show a sheet for every role, for those who are given one."""
    require(workshop)
    one = play.standing(workshop).workshop.spoken(language())
    sheets = []
    for role in one.offered:
        qr, address = sheet(_config(), role_link(_config(), one.code, role.slug))
        sheets.append(Sheet(role.name, 0, role.sign, qr, address, role.language))
    return render_template("sheets.html", workshop=one, sheets=sheets, kind="roles")


def arrangement_of(tables: str | None, dealing: str) -> tuple[int, Dealing]:
    """Read both fields of a form; raises Malformed."""
    text = (tables or "0").strip() or "0"
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        raise Malformed
    try:
        return int(text), Dealing(dealing)
    except ValueError:
        raise Malformed from None


def require(workshop: str) -> None:
    """Let nobody in but whoever leads this workshop; raises NotAllowed."""
    if not leads(workshop):
        raise NotAllowed


def _dealing() -> str:
    return request.form.get("dealing", Dealing.CHOSEN)


def _config() -> Config:
    config: Config = current_app.config["DILEMMA"]
    return config
