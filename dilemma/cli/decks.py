"""Decks from the command line: check, list, change the form of, print, begin one."""

import json
import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dilemma.cli.terminal import data_folder, fail, open_app, problems, write
from dilemma.words import LANGUAGES
from dilemma.words import gettext as _

if TYPE_CHECKING:
    from dilemma.rules.deck import Deck

FORMS = ("md", "json", "xlsx")
PRINTS = ("cards", "booklet", "roles")


@click.group(help=_("Check, list, convert, print and begin decks."))
def deck() -> None:
    pass


@deck.command(
    help=_(
        "Check deck files (md, json or xlsx): every problem with its line, and advice"
        " for a deck without problems."
    )
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--advice/--no-advice", default=True, help=_("With or without advice."))
def check(files: tuple[str, ...], advice: bool) -> None:
    from dilemma.deckfile import DeckError, load_deck

    wrong = False
    for name in files:
        try:
            read = load_deck(Path(name))
        except DeckError as error:
            wrong = True
            click.echo(problems(name, error))
        else:
            cards = len(read.cards)
            click.echo(_("%(file)s: good, %(n)s cards.", file=name, n=cards))
            if advice:
                _advise(read)
    sys.exit(1 if wrong else 0)


def _advise(read: "Deck") -> None:
    from dilemma.deckfile import advice_sentence
    from dilemma.rules.advice import advise
    from dilemma.words import terminal_language

    codes = {one.slug: one.code for one in (*read.cards, *read.practice)}
    for one in advise(read, f"{date.today():%Y-%m}"):
        about = codes.get(one.card, _("the deck"))
        said = advice_sentence(one, _, terminal_language())
        click.echo(_("  Advice for %(about)s: %(said)s", about=about, said=said))


@deck.command("list", help=_("List the decks that can be played."))
@click.option("--json", "as_json", is_flag=True, help=_("Answer as JSON."))
@data_folder
def list_decks(as_json: bool, data: str | None) -> None:
    app = open_app(data)
    library = app.config["LIBRARY"]
    with app.app_context():
        lines = [
            {"slug": slug, "title": title, "cards": len(library.deck(slug).cards)}
            for slug, title in library.titles()
        ]
        broken = library.broken()
    if as_json:
        click.echo(json.dumps(lines, ensure_ascii=False, indent=2))
    for line in [] if as_json else lines:
        click.echo("{slug}  {cards:>3}  {title}".format(**line))
    for slug, error in broken:
        click.echo(problems(slug, error), err=True)


@deck.command(
    help=_(
        "Write a deck in another form: Markdown, JSON or an Excel workbook. DECK is a"
        " file, or the slug of a deck that can be played."
    )
)
@click.argument("name", metavar="DECK")
@click.option("-o", "--output", required=True, metavar="FILE")
@click.option("--to", metavar="|".join(FORMS), help=_("The form; else FILE's ending."))
@data_folder
def convert(name: str, output: str, to: str | None, data: str | None) -> None:
    write(output, _written(_find(name, data), _form(output, to)))


@deck.command(
    "print",
    help=_(
        "Print a deck as a PDF: cards to cut out, the facilitator's booklet, or role"
        " cards. DECK is a file, or the slug of a deck that can be played."
    ),
)
@click.argument("name", metavar="DECK")
@click.option(
    "--what",
    default="cards",
    metavar="|".join(PRINTS),
    help=_("What to print; else cards."),
)
@click.option(
    "--language",
    metavar="|".join(LANGUAGES),
    help=_("The language on paper; else that of the command line."),
)
@click.option("-o", "--output", required=True, metavar="FILE")
@data_folder
def print_(
    name: str, what: str, language: str | None, output: str, data: str | None
) -> None:
    from dilemma.paper import print_deck
    from dilemma.words import terminal_language

    spoken = language or terminal_language()
    for given, known in ((what, PRINTS), (spoken, LANGUAGES)):
        if given not in known:
            text = _("We do not know %(name)s. Choose from: %(known)s.")
            fail(text % {"name": given, "known": ", ".join(known)})
    write(output, print_deck(what, _find(name, data), spoken))


@deck.command(help=_("Begin a deck: a file with one of everything, and explanation."))
@click.argument("output", metavar="FILE")
@click.option("--title", help=_("The title of the deck."))
def new(output: str, title: str | None) -> None:
    from dilemma.deckfile import parse_deck, starter
    from dilemma.words import terminal_language

    form = _form(output, None)
    if output != "-" and os.path.lexists(output):
        fail(_("%(file)s is there already. Choose another name.", file=output))
    text = starter(title or _("Our own dilemmas"), terminal_language())
    made = parse_deck(text, "deck")
    write(output, text.encode() if form == "md" else _written(made, form))


def _form(output: str, to: str | None) -> str:
    ending = "md" if output == "-" else Path(output).suffix[1:].lower()
    form = to or ending
    if form not in FORMS:
        known = ", ".join(FORMS)
        text = _("We do not know the format %(name)s. Choose from: %(known)s.")
        fail(text % {"name": form or output, "known": known})
    return form


def _written(made: "Deck", form: str) -> bytes:
    from dilemma.deckfile import write_deck, write_json, write_workbook

    if form == "xlsx":
        return write_workbook(made)
    return (write_json if form == "json" else write_deck)(made).encode()


def _find(name: str, data: str | None) -> "Deck":
    from dilemma.deckfile import DeckError, load_deck
    from dilemma.rules.refusals import DeckUnknown

    try:
        if os.path.lexists(name):
            return load_deck(Path(name))
        app = open_app(data)
        with app.app_context():
            return app.config["LIBRARY"].deck(name)
    except DeckUnknown:
        fail(_("There is no deck %(name)s. See: dilemma deck list", name=name))
    except DeckError as error:
        fail(problems(name, error))
