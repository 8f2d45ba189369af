"""Writing a deck in the browser: every piece has its own form, saved while one types.

A form says which edit it saw last (`seen`). What others wrote since is merged in; where
two wrote the same text both are shown, and a person chooses.
"""

from collections.abc import Callable, Mapping
from functools import partial

from flask import Response, render_template, request, url_for
from flask_babel import gettext

from dilemma import play
from dilemma.deckfile.asked import form_advice
from dilemma.deckfile.drafts import EFFECTS, Checked
from dilemma.deckfile.problems import Problem
from dilemma.fragments import language
from dilemma.live import writer
from dilemma.live.aside import aside
from dilemma.play import Saved, Writing
from dilemma.rules.draft import Piece
from dilemma.rules.refusals import Malformed, PieceGone
from dilemma.screens.editor import Field, PieceForm, face_of, piece_form
from dilemma.screens.preview import hall_preview
from dilemma.web.answers import see_other
from dilemma.web.decks import bp, editor_here
from dilemma.web.refused import explain

MOST_TEXT = 4000  # characters of one text; the rules for decks are stricter
KINDS = ("card", "practice", "role", "challenge", "effect", "example")


@bp.get("/<slug>/edit")
def edit(slug: str) -> str:
    """Show all pieces of a deck of one's own, with what is still wrong."""
    writing, checked = aside(lambda: _look(slug))
    counts: dict[int, int] = {}
    for one in checked.problems:
        counts[one.piece] = counts.get(one.piece, 0) + 1
    return render_template(
        "decks/edit.html",
        writing=writing,
        draft=writing.draft,
        checked=checked,
        counts=counts,
        kinds=KINDS,
    )


@bp.post("/<slug>/edit/add")
def add(slug: str) -> Response:
    """Add an empty piece and open its form."""
    kind = request.form.get("kind", "")
    id = writer.do(partial(play.add_piece, slug, kind, {}, editor_here()))
    return see_other(url_for(".piece", slug=slug, id=id))


@bp.get("/<slug>/edit/<int:id>")
def piece(slug: str, id: int) -> str:
    """Show the form of one piece, and how it will look."""
    writing, checked = aside(lambda: _look(slug))
    return _form("decks/piece.html", writing, checked, id, {})


@bp.post("/<slug>/edit/<int:id>")
def save(slug: str, id: int) -> Response | str | tuple[str, int]:
    """Save what is in the form, beside what others wrote meanwhile."""
    whole = "HX-Request" not in request.headers
    try:
        saved = _saved(slug, id)
    except PieceGone as error:
        if not whole:
            raise  # the page has the texts still
        return _gone(slug, id, error)
    if whole and not saved.merged.clashes:
        return see_other(url_for(".piece", slug=slug, id=id))
    return _answer(slug, id, saved, whole=whole)


def _saved(slug: str, id: int) -> Saved:
    return writer.do(partial(play.save, slug, id, _texts(), _seen(), editor_here()))


def _gone(slug: str, id: int, error: PieceGone) -> tuple[str, int]:
    """Show what was typed in a piece that is no more, so that it can be put back."""
    words = explain(error)
    html = render_template(
        "decks/gone.html", words=words, slug=slug, id=id, texts=_texts(), seen=_seen()
    )
    return html, words.status


def _answer(slug: str, id: int, saved: Saved, *, whole: bool) -> str:
    writing, checked = aside(lambda: _look(slug))
    return _form(
        "decks/piece.html" if whole else "decks/saved.html",
        writing,
        checked,
        id,
        saved.merged.clashes,
    )


@bp.get("/<slug>/edit/<int:id>/now")
def now(slug: str, id: int) -> str | tuple[str, int]:
    """Tell whether somebody else wrote in this piece since it was last seen."""
    seen = _number(request.args.get("seen", ""))
    if play.changed_by_others(slug, id, seen, editor_here().id):
        return render_template("decks/others.html", slug=slug, id=id)
    return "", 204


@bp.post("/<slug>/edit/<int:id>/move")
def move(slug: str, id: int) -> Response:
    """Move a piece one place, or before another."""
    before, by = request.form.get("before"), request.form.get("by")
    if before is not None:
        _do(partial(play.place_piece, slug, id, _number(before)))
    elif by in ("up", "down"):
        _do(partial(play.step_piece, slug, id, 1 if by == "down" else -1))
    else:
        raise Malformed
    return see_other(url_for(".edit", slug=slug) + f"#piece-{id}")


@bp.post("/<slug>/edit/<int:id>/remove")
def remove(slug: str, id: int) -> Response:
    """Take a piece away; the history keeps it."""
    _do(partial(play.remove_piece, slug, id))
    return see_other(url_for(".edit", slug=slug))


@bp.post("/<slug>/edit/<int:id>/back")
def back(slug: str, id: int) -> Response | str:
    """Put a piece back that somebody else took away while this form was open."""
    whole = "HX-Request" not in request.headers
    try:
        saved = _saved(slug, id)  # it stands there again: as any other save
    except PieceGone:
        editor = editor_here()
        writer.do(partial(play.put_back, slug, id, _texts(), _seen(), editor))
    else:
        if saved.merged.clashes:
            return _answer(slug, id, saved, whole=whole)
    to = url_for(".piece", slug=slug, id=id)
    return see_other(to) if whole else Response("", headers={"HX-Redirect": to})


@bp.get("/<slug>/history")
def history(slug: str) -> str:
    """Show what was done in a deck, and offer every moment of it."""
    before = request.args.get("before")
    until = _number(before) if before else None
    return render_template(
        "decks/history.html",
        writing=play.writing_of(slug),
        history=aside(lambda: play.history_of(slug, until)),
        me=editor_here().id,
    )


@bp.post("/<slug>/restore")
def restore(slug: str) -> Response:
    """Make a deck as it was after one moment."""
    number = _number(request.form.get("number", ""))
    _do(partial(play.restore, slug, number))
    return see_other(url_for(".edit", slug=slug))


@bp.route("/<slug>/delete", methods=["GET", "POST"])
def delete(slug: str) -> str | Response:
    """Ask once, then delete a deck of one's own for good."""
    if request.method == "GET":
        return render_template("decks/delete.html", writing=play.writing_of(slug))
    writer.do(partial(play.drop_deck, slug))
    return see_other(url_for(".every"))


def _look(slug: str) -> tuple[Writing, Checked]:
    writing = play.writing_of(slug)
    return writing, play.check(writing)


def _form(
    template: str,
    writing: Writing,
    checked: Checked,
    id: int,
    clashes: Mapping[str, str],
) -> str:
    piece = writing.draft.piece(id)
    shown, mine = _shown(piece, clashes)
    problems: dict[str, list[Problem]] = {}
    for one in checked.problems:
        if one.piece == id:
            problems.setdefault(one.name, []).append(one.problem)
    form = piece_form(
        writing.draft, shown, language(), problems=problems, clashes=clashes
    )
    return render_template(
        template,
        writing=writing,
        piece=piece,
        form=form,
        changed=_changed(form, mine),
        face=face_of(writing.draft, piece) if piece.kind == "card" else None,
        hall=hall_preview(writing.draft, piece) if piece.kind == "card" else None,
        advice=[
            form_advice(one, gettext, language()) for one in play.advice_on(writing, id)
        ],
    )


def _shown(piece: Piece, clashes: Mapping[str, str]) -> tuple[Piece, Mapping[str, str]]:
    """The piece as the form shows it: where texts clash, with what was sent."""
    sent = _texts() if request.method == "POST" else {}
    mine = {name: sent.get(name, "") for name in clashes}
    return piece.saying({**piece.texts, **mine}), sent


def _changed(form: PieceForm, sent: Mapping[str, str]) -> tuple[Field, ...]:
    """The fields that are not as they were sent: somebody else wrote in them."""
    return tuple(
        one
        for one in form.fields
        if one.theirs is not None
        or f"pick-{one.name}" in request.form
        or (
            one.kind in ("line", "area")
            and one.name in sent
            and sent[one.name] != one.value
        )
    )


def _texts() -> dict[str, str]:
    """Read the texts of a form; of a clash what the person chose."""
    form = request.form
    texts: dict[str, str] = {}
    for name in form.get("names", "").split():
        value = form.get(name, "")
        if form.get(f"pick-{name}") == "mine":
            value = form.get(f"mine-{name}", "")
        if name == "roles":
            value = ", ".join(form.getlist(name))
        if name.startswith(EFFECTS):
            value = _effects(name)
        if len(name) > 40 or len(value) > MOST_TEXT:
            raise Malformed
        texts[name] = value.replace("\r\n", "\n").strip()
    return texts


def _effects(name: str) -> str:
    found = []
    for key, sign in request.form.items():
        if key.startswith(name + ":") and sign in ("+", "-"):
            found.append(sign + key.partition(":")[2])
    return " ".join(found)


def _seen() -> int:
    return _number(request.form.get("seen", ""))


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Malformed
    return int(text)


def _do(act: Callable[..., None]) -> None:
    writer.do(partial(act, editor_here()))
