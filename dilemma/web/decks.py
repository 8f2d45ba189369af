"""The library of decks: find one, read it, begin one's own, bring one in, take one out.

Decks in files are only read. Whoever makes workshops here may write decks too; nobody
else comes in.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from babel import Locale, UnknownLocaleError
from flask import (
    Blueprint,
    Flask,
    Response,
    current_app,
    render_template,
    request,
    session,
    url_for,
)
from flask_babel import gettext

from dilemma import play
from dilemma.deckfile import (
    DeckError,
    load,
    parse_deck,
    sentence,
    starter,
    write_deck,
    write_json,
    write_workbook,
)
from dilemma.deckfile.asked import form_sentence
from dilemma.deckfile.drafts import pieces_of, write_draft
from dilemma.deckfile.unpack import MOST_BYTES_OF_WORKBOOK
from dilemma.deckfile.words import slugify
from dilemma.deckfile.workbook import is_workbook
from dilemma.fragments import language
from dilemma.library import Library
from dilemma.live import writer
from dilemma.live.aside import aside
from dilemma.live.proofs import may, require
from dilemma.play import Editor
from dilemma.rules.access import Right
from dilemma.rules.deck import Deck
from dilemma.rules.draft import DECK, Piece
from dilemma.rules.refusals import DeckUnknown, NotFound
from dilemma.screens.shelf import DeckLine, Filter, Shelf, shelf
from dilemma.web.answers import attachment, see_other

bp = Blueprint("decks", __name__, url_prefix="/decks")
MOST_FORM = 2 * MOST_BYTES_OF_WORKBOOK  # a pasted deck grows on its way
LONGEST_TITLE = 120


@dataclass(frozen=True)
class Format:
    """One form in which a deck leaves: its name for people, and who writes it."""

    name: str
    mimetype: str
    write: Callable[[Deck], str | bytes]


FORMATS = {
    "md": Format("Markdown", "text/markdown", write_deck),
    "xlsx": Format(
        "Excel",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        write_workbook,
    ),
    "json": Format("JSON", "application/json", write_json),
}


@bp.context_processor
def words() -> dict[str, object]:
    """Give the pages the sentences, languages and forms that a deck has."""
    return {
        "language_name": _language_name,
        "sentence": lambda problem: sentence(problem, gettext),
        "asked": lambda problem: form_sentence(problem, gettext),
        "formats": {format: one.name for format, one in FORMATS.items()},
    }


def init_app(app: Flask) -> None:
    """Let a whole deck in at its one door. Call it before CSRF, which reads forms."""

    @app.before_request
    def make_way() -> None:
        if request.endpoint == "decks.bring" and may(Right.MAKE):
            request.max_content_length = request.max_form_memory_size = MOST_FORM


@bp.before_request
def only_facilitators() -> None:
    """Let in whoever may make workshops, and nobody else."""
    require(Right.MAKE)


@bp.get("")
def every() -> str:
    """List the decks, and the cards that are looked for."""
    asked = {name: request.args.get(name, "")[:100] for name in Filter.__annotations__}
    screen = aside(lambda: _shelf(Filter(**asked)))
    name = "decks/found.html" if "HX-Request" in request.headers else "decks/list.html"
    return render_template(name, screen=screen, broken=library().broken())


@bp.get("/<slug>")
def show(slug: str) -> str | Response:
    """Show a deck with all that is in it."""
    own = _own(slug)
    deck = aside(lambda: _playable(slug))
    if deck is None:
        return see_other(url_for(".edit", slug=slug))
    return render_template("decks/show.html", deck=deck.spoken(language()), own=own)


@bp.post("/new")
def new() -> Response:
    """Begin a deck with a title and with what every deck needs."""
    title = " ".join(request.form.get("title", "").split())[:LONGEST_TITLE]
    lends = bool(request.form.get("with"))
    like = library().deck(request.form.get("like", "")) if lends else None
    pieces = _empty(title, like)
    slug = _begin(title, pieces)
    return see_other(url_for(".edit", slug=slug))


@bp.post("/<slug>/copy")
def copy(slug: str) -> Response:
    """Begin a deck of one's own with all that is in this one."""
    deck = library().deck(slug)
    head, *others = pieces_of(deck)
    title = request.form.get("title", "").strip()[:LONGEST_TITLE] or deck.title
    head = head.saying({**head.texts, "title": title})
    return see_other(url_for(".edit", slug=_begin(title, (head, *others))))


@bp.route("/import", methods=["GET", "POST"])
def bring() -> str | tuple[str, int] | Response:
    """Read a deck from a file or a pasted text; what is wrong is told by line."""
    if request.method == "GET":
        return render_template("decks/bring.html", text="", error=None)
    file, text = request.files.get("file"), request.form.get("text", "")
    data = file.read() if file else b""
    name = (file.filename if file else "") or "deck"
    try:
        deck = aside(lambda: load(data, name) if data else parse_deck(text, "deck"))
    except DeckError as error:
        if data and not text and not is_workbook(data):
            text = data.decode("utf-8", "replace")  # to be mended on the page
        return render_template("decks/bring.html", text=text, error=error), 422
    return see_other(url_for(".edit", slug=_begin(deck.title, pieces_of(deck))))


@bp.get("/template.xlsx")
def template() -> Response:
    """Hand out a workbook with one of everything, to write a deck in."""
    made = parse_deck(starter(gettext("Our own dilemmas"), language()), "deck")
    return attachment(write_workbook(made), FORMATS["xlsx"].mimetype, "dilemma.xlsx")


@bp.get("/<slug>/file.<format>")
def take(slug: str, format: str) -> Response:
    """Hand out a deck as a file; as Markdown also one that is not finished."""
    if format == "md" and _own(slug):
        written: str | bytes = write_draft(play.writing_of(slug).draft)
    elif format in FORMATS:
        written = aside(lambda: FORMATS[format].write(library().deck(slug)))
    else:
        raise NotFound
    return attachment(written, FORMATS[format].mimetype, f"{slug}.{format}")


def library() -> Library:
    """Return the decks that can be played."""
    found: Library = current_app.config["LIBRARY"]
    return found


def editor_here() -> Editor:
    """Return who writes in this browser."""
    if "editor" not in session:
        session["editor"] = secrets.token_hex(8)
    return Editor(session["editor"], str(session.get("host_name") or ""))


def _own(slug: str) -> bool:
    return any(one.slug == slug for one in play.own_drafts())


def _language_name(code: str) -> str:
    try:
        name = Locale.parse(code, sep="-").get_display_name(language())
    except (ValueError, UnknownLocaleError):
        return code
    return name or code


def _playable(slug: str) -> Deck | None:
    try:
        return library().deck(slug)
    except DeckUnknown:
        play.writing_of(slug)
        return None


def _begin(title: str, pieces: tuple[Piece, ...]) -> str:
    taken = {"new", "import"} | {one.slug for one in library().files()}  # our doors
    return writer.do(
        partial(play.begin_deck, slugify(title), pieces, editor_here(), taken)
    )


def _empty(title: str, like: Deck | None) -> tuple[Piece, ...]:
    """A deck with one empty card; `like` lends its roles, challenges and effects."""
    head = Piece(1, DECK).saying({"title": title, "language": language()})
    kinds = ("role", "challenge", "effect")
    lent = [one for one in pieces_of(like) if one.kind in kinds] if like else []
    card = Piece(1 + max((one.id for one in lent), default=1), "card")
    return (head, *lent, card.saying({"code": "D01"}))


def _shelf(wanted: Filter) -> Shelf:
    files = library().files()
    drafts = [(one, play.check(one)) for one in play.own_drafts()]
    lines = [
        *(
            DeckLine(
                one.slug,
                one.draft.of(DECK)[0].title,
                one.draft.of(DECK)[0].texts.get("language", "nl"),
                len(one.draft.of("card")),
                own=True,
                problems=len(checked.problems),
                changed=one.changed,
            )
            for one, checked in drafts
        ),
        *(
            DeckLine(
                one.slug,
                one.title,
                one.language,
                len(one.cards),
                own=False,
                folder=not library().comes_with(one.slug),
            )
            for one in (deck.spoken(language()) for deck in files)
        ),
    ]
    own = [checked.deck for _one, checked in drafts if checked.deck]
    speaking = [one.spoken(language()) for one in (*own, *files)]
    return shelf(lines, speaking, wanted)
