"""What facilitators print: of a deck, and of a workshop that they lead."""

from collections.abc import Callable

from flask import Blueprint, Response, current_app, render_template

from dilemma import paper, play
from dilemma.config import Config
from dilemma.fragments import language
from dilemma.library import Library
from dilemma.live.press import in_turn
from dilemma.live.proofs import leads, require
from dilemma.paper import OF_A_DECK, Gathering, Way
from dilemma.places import places, sheet, table_link
from dilemma.rules.access import Right
from dilemma.rules.deck import Deck
from dilemma.rules.refusals import NotAllowed
from dilemma.store.workshops import Standing
from dilemma.web.answers import attachment

bp = Blueprint("prints", __name__)


@bp.get("/decks/<slug>/print")
def of_deck(slug: str) -> str:
    """Show what can be printed of a deck."""
    deck = _deck(slug).spoken(language())
    return render_template("prints.html", deck=deck, workshop=None)


@bp.get("/decks/<slug>/print/<what>")
def deck_sheets(slug: str, what: str) -> Response:
    """Print something of a deck."""
    deck, spoken = _deck(slug), language()
    return _pdf(f"{deck.slug}-{what}", lambda: paper.print_deck(what, deck, spoken))


@bp.get("/host/<workshop>/print")
def of_workshop(workshop: str) -> str:
    """Show what can be printed for a workshop."""
    one = _standing(workshop).workshop.spoken(language())
    tables = play.arrangement(workshop).tables
    return render_template("prints.html", deck=one.deck, workshop=one, tables=tables)


@bp.get("/host/<workshop>/print/<what>")
def workshop_sheets(workshop: str, what: str) -> Response:
    """Print something of the cards that a workshop plays, or for its room."""
    standing, spoken = _standing(workshop), language()
    name = f"{standing.workshop.code}-{what}"
    if what in OF_A_DECK:
        deck = paper.played(standing.workshop, standing.game)
        return _pdf(name, lambda: paper.print_deck(what, deck, spoken))
    room = _gathering(standing)
    return _pdf(name, lambda: paper.print_room(what, room, spoken))


def _pdf(name: str, made: Callable[[], bytes]) -> Response:
    return attachment(in_turn(made), "application/pdf", f"dilemma-{name}.pdf")


def _deck(slug: str) -> Deck:
    require(Right.MAKE)
    library: Library = current_app.config["LIBRARY"]
    return library.deck(slug)


def _standing(workshop: str) -> Standing:
    if not leads(workshop):
        raise NotAllowed
    return play.standing(workshop)


def _gathering(standing: Standing) -> Gathering:
    config: Config = current_app.config["DILEMMA"]
    code = standing.workshop.code
    place = places(config, code)
    tables = range(1, play.arrangement(standing.workshop.id).tables + 1)
    return Gathering(
        title=standing.workshop.title,
        code=code,
        join=Way(place.qr, place.short),
        tables=[Way(*sheet(config, table_link(config, code, one))) for one in tables],
    )
