"""The facilitator's doors for texts: the queue, and what is done with one of them."""

from functools import partial

from flask import (
    Blueprint,
    Response,
    current_app,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _

from dilemma import play
from dilemma.fragments import render
from dilemma.library import Library
from dilemma.live import rooms, writer
from dilemma.live.proofs import leads
from dilemma.rules import owncard
from dilemma.rules.contribution import LONGEST, MODERATED, Genre, Handling
from dilemma.rules.owncard import Draft
from dilemma.rules.refusals import ContributionUnknown, Malformed, NotAllowed
from dilemma.rules.snapshot import Snapshot
from dilemma.screens import queue as queues
from dilemma.screens import said
from dilemma.web.answers import is_number, see_other
from dilemma.web.decks import editor_here

bp = Blueprint("said", __name__)

_PROJECTS = ("project", "unproject")


@bp.get("/host/<workshop>/said")
def queue(workshop: str) -> str:
    """Show everything that people wrote."""
    _require(workshop)
    snapshot = rooms.look(workshop)
    if "HX-Request" in request.headers:
        return render(_queue(snapshot))
    return render_template(
        "said.html",
        queue=_queue(snapshot),
        waiting=said.waiting(snapshot),
        workshop=workshop,
    )


@bp.post("/host/<workshop>/said")
def handle(workshop: str) -> Response | str:
    """Show, hide or release a text: the button says which, as `show-12`.

    Or put a table's note on the big screen, or take it off.
    """
    _require(workshop)
    name, _dash, number = request.form.get("do", "").partition("-")
    if name not in ("show", "hide", "release", *_PROJECTS) or not is_number(number):
        raise Malformed
    if name in _PROJECTS:
        which = int(number) if name == "project" else None
        writer.do(partial(play.project, workshop, which))
    else:
        writer.do(partial(play.handle, workshop, int(number), Handling(name)))
    snapshot = rooms.publish_said(workshop)
    if "HX-Request" in request.headers:
        return render(_queue(snapshot))
    return _back(workshop)


@bp.get("/host/<workshop>/said/<number>")
def one(workshop: str, number: str) -> str:
    """Show one text, to mend it, merge it, or make a card of it."""
    _require(workshop)
    text = play.text_of(workshop, _number(number))
    snapshot = rooms.look(workshop)
    screen = queues.mending(
        snapshot, text, play.said(workshop, MODERATED), LONGEST[text.kind]
    )
    return render_template("mend.html", screen=screen, details=dict(text.details))


@bp.post("/host/<workshop>/said/<number>/mend")
def mend(workshop: str, number: str) -> Response:
    """Mend typing errors."""
    _require(workshop)
    text = request.form.get("text", "")
    details = {
        name.removeprefix("field-"): value
        for name, value in request.form.items()
        if name.startswith("field-")
    }
    writer.do(partial(play.mend, workshop, _number(number), text, details))
    rooms.publish_said(workshop)
    return _back(workshop)


@bp.post("/host/<workshop>/said/<number>/merge")
def merge(workshop: str, number: str) -> Response:
    """Say that another text says it too."""
    _require(workshop)
    into = request.form.get("into", "")
    if not is_number(into):
        raise Malformed
    writer.do(
        partial(play.handle, workshop, _number(number), Handling.MERGE, int(into))
    )
    rooms.publish_said(workshop)
    return _back(workshop)


@bp.post("/host/<workshop>/said/<number>/card")
def card(workshop: str, number: str) -> Response | str:
    """Make a card of a dilemma, in a deck of one's own."""
    _require(workshop)
    text = play.text_of(workshop, _number(number))
    if text.kind is not Genre.DILEMMA:
        raise Malformed
    played = play.standing(workshop).workshop.deck
    form = request.form
    draft = Draft(
        title=form.get("title", ""),
        situation=form.get("situation", ""),
        a=form.get("a", ""),
        b=form.get("b", ""),
        challenge=form.get("challenge", ""),
    )
    title = played.title
    if owncard.own_slug(played) != played.slug:
        title = _("Own dilemmas: %(deck)s", deck=played.title)
    library: Library = current_app.config["LIBRARY"]
    slug = owncard.own_slug(played)
    begun = library.file(slug) or owncard.begin(played, title)
    keep = partial(play.keep_card, played, begun, draft, editor_here())
    deck = writer.do(keep)
    if Handling.SHOW in text.handlings:
        writer.do(partial(play.handle, workshop, text.id, Handling.SHOW))
        rooms.publish_said(workshop)
    return render_template(
        "made_card.html", deck=deck, card=deck.cards[-1], back=said.path_of(workshop)
    )


def _queue(snapshot: Snapshot) -> queues.Queue:
    texts = play.said(snapshot.workshop.id, MODERATED)
    return queues.queue(snapshot, texts)


def _back(workshop: str) -> Response:
    return see_other(url_for(".queue", workshop=workshop))


def _number(text: str) -> int:
    if not is_number(text):
        raise ContributionUnknown
    return int(text)


def _require(workshop: str) -> None:
    if not leads(workshop):
        raise NotAllowed
