"""The form for a new workshop; it is filled in sensibly before anybody touches it."""

from collections.abc import Collection
from dataclasses import replace

from flask import (
    Response,
    current_app,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from dilemma import play
from dilemma.deckfile import DeckError
from dilemma.fragments import language, render
from dilemma.library import Library
from dilemma.live.proofs import leads, require
from dilemma.rules import agenda, wish
from dilemma.rules.access import Bond, Duty, Right
from dilemma.rules.agenda import Depth, Kind
from dilemma.rules.extras import EXTRAS
from dilemma.rules.refusals import (
    CannotBelong,
    DeckUnknown,
    NotAllowed,
    Refusal,
    TooManyChosen,
    WorkshopUnknown,
)
from dilemma.rules.seating import UNARRANGED, Arrangement, Dealing, arranged
from dilemma.screens.pages import CoverageScreen, NewWorkshop, coverage_of, new_workshop
from dilemma.web.answers import see_other
from dilemma.web.host import bp
from dilemma.web.room import arrangement_of


@bp.get("/host/new")
def new() -> str:
    """Show the form."""
    _only_facilitators()
    return _form(request.args, ())


@bp.post("/host/new")
def create() -> Response | tuple[str, int]:
    """Make the workshop, or show the form again with what is wrong."""
    me = require(Right.MAKE)
    beside = request.form.get("belongs", "")
    if beside and not leads(beside):
        raise NotAllowed
    try:
        maker = me.id if me.duty is not Duty.HOUSE else None
        snapshot = play.create(_wish(request.form), by=maker)
    except TooManyChosen as error:
        return _form(request.form, (_too_many(error),)), 422
    except (CannotBelong, WorkshopUnknown):
        problem = _("It cannot belong to that session. Choose another one, or none.")
        return _form(request.form, (problem,)), 422
    except Refusal:
        problem = _("Something in this form does not fit the deck. Check your choice.")
        return _form(request.form, (problem,)), 422
    to = url_for("host.lead", workshop=snapshot.workshop.id)
    return see_other(to)


@bp.post("/host/coverage")
def coverage() -> str:
    """Tell what the cards chosen so far cover."""
    _only_facilitators()
    return render(_coverage(request.form))


@bp.post("/host/variant/delete")
def delete_variant() -> Response:
    """Delete an own variant."""
    _only_facilitators()
    play.drop_recipe(request.form.get("name", ""))
    return see_other(url_for("host.new"))


def _only_facilitators() -> None:
    require(Right.MAKE)


def _library() -> Library:
    library: Library = current_app.config["LIBRARY"]
    return library


def _deck_slug(data: MultiDict[str, str]) -> str:
    slugs = [slug for slug, _title in _library().titles()]
    wanted = data.get("deck", "")
    if not slugs:
        raise DeckUnknown(wanted)
    return wanted if wanted in slugs else slugs[0]


def _form(data: MultiDict[str, str], problems: tuple[str, ...]) -> str:
    library, slug = _library(), _deck_slug(data)
    form: NewWorkshop = new_workshop(
        decks=library.titles(),
        deck=library.deck(slug).spoken(language()),
        title=data.get("title", "")[: wish.LONGEST_TITLE],
        variant=data.get("variant", ""),
        cards=tuple(data.getlist("card")),
        depths=_depths(data),
        roles=tuple(data.getlist("role")),
        extras=_extras(data) if data.getlist("card") else None,
        known=play.variants(),
        arrangement=_arrangement(data, lenient=True),
        belongs=data.get("belongs", ""),
        may_belong=play.may_belong(_led()),
        minimum=data.get("minimum", ""),
    )
    return render_template(
        "new.html", form=form, problems=problems, broken=library.broken()
    )


def _led() -> Collection[str] | None:
    """Return the workshops that whoever is signed in leads; None for all."""
    me = require(Right.MAKE)
    if me.duty is Duty.HOUSE:
        return None
    tied = play.tied(me.id)
    return [one for one, bond in tied.items() if bond is Bond.LEADS]


def _coverage(data: MultiDict[str, str]) -> CoverageScreen:
    deck = _library().deck(_deck_slug(data))
    cards = [deck.card(slug) for slug in data.getlist("card")]
    return coverage_of(
        deck,
        [card for card in cards if card],
        _depths(data),
        data.get("variant", ""),
        extras=_extras(data),
        known=play.variants(),
    )


def _wish(data: MultiDict[str, str]) -> wish.Wish:
    try:
        deck = _library().deck(data.get("deck", ""))
    except DeckError:
        raise DeckUnknown(data.get("deck", "")) from None
    if not data.getlist("card"):
        raise TooManyChosen("cards", 1, agenda.MOST_CARDS)
    if not data.getlist("role"):
        raise TooManyChosen("roles", 2, agenda.MOST_ROLES)
    wanted = wish.complete(
        deck,
        variant=data.get("variant", "zaal"),
        cards=data.getlist("card"),
        depths=_depths(data),
        roles=data.getlist("role"),
        title=data.get("title", ""),
        extras=_extras(data),
        known=play.variants(),
    )
    return replace(
        wanted,
        arrangement=_arrangement(data),
        belongs=data.get("belongs", ""),
        minimum=_minimum(data),
    )


def _minimum(data: MultiDict[str, str]) -> int:
    return wish.smallest_group(data.get("minimum") or str(wish.SMALLEST_GROUPS[0]))


def _arrangement(data: MultiDict[str, str], *, lenient: bool = False) -> Arrangement:
    try:
        dealing = data.get("dealing", Dealing.CHOSEN)
        return arranged(*arrangement_of(data.get("tables"), dealing))
    except Refusal:
        if lenient:  # the form is shown again, with its problem above
            return UNARRANGED
        raise


def _extras(data: MultiDict[str, str]) -> tuple[Kind, ...]:
    wanted = data.getlist("extra")
    return tuple(kind for kind in EXTRAS if kind in wanted)


def _depths(data: MultiDict[str, str]) -> dict[str, Depth]:
    prefix = "depth-"
    return {
        name.removeprefix(prefix): Depth(value)
        for name, value in data.items()
        if name.startswith(prefix) and value in list(Depth)
    }


def _too_many(error: TooManyChosen) -> str:
    if error.what == "tables":
        return str(_("There can be %(most)s tables at most.", most=error.most))
    if error.what == "cards":
        return str(
            _(
                "Choose %(least)s to %(most)s cards.",
                least=error.least,
                most=error.most,
            )
        )
    return str(
        _("Choose %(least)s to %(most)s roles.", least=error.least, most=error.most)
    )
