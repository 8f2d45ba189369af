"""Check and list decks from the command line."""

import json
import os
import sys
from pathlib import Path

import click

from dilemma.cli.terminal import data_folder, open_app, problems
from dilemma.words import gettext as _


@click.group(help=_("Check and list decks."))
def deck() -> None:
    pass


@deck.command(help=_("Check deck files; lists every problem with its line."))
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
def check(files: tuple[str, ...]) -> None:
    from dilemma.deckfile import DeckError, load_deck

    wrong = False
    for name in files:
        try:
            read = load_deck(Path(name))
        except OSError as error:
            wrong = True
            why = os.strerror(error.errno) if error.errno else str(error)
            click.echo(_("%(file)s: cannot be opened (%(why)s).", file=name, why=why))
        except DeckError as error:
            wrong = True
            click.echo(problems(name, error))
        else:
            cards = len(read.cards)
            click.echo(_("%(file)s: good, %(n)s cards.", file=name, n=cards))
    sys.exit(1 if wrong else 0)


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
