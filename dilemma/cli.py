"""The command line: parse, one call, answer.

Commands import what they need when they run: `serve` must patch before anything else.
"""

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from dilemma import __version__
from dilemma.words import gettext as _

if TYPE_CHECKING:
    from flask import Flask

    from dilemma.deckfile import DeckError
    from dilemma.rules.refusals import Refusal

WRONG_USE = 2


def _data(command: Any) -> Any:
    return click.option(
        "--data", metavar="DIR", help=_("The data folder; also DATA_DIR.")
    )(command)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="%(version)s")
def main() -> None:
    """Run the parts of Dilemma."""


main.help = _("Dilemma: play the stakeholder dilemma game in a hall.")


@main.command(help=_("Start the server."))
@click.option("--port", metavar="N", help=_("The port; also PORT."))
@click.option("--host", metavar="ADDRESS", help=_("The address; also HOST."))
@_data
def serve(port: str | None, host: str | None, data: str | None) -> None:
    from gevent import monkey

    monkey.patch_all()
    import logging

    from dilemma.server import CannotStart, run

    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(message)s")
    try:
        run(_config(PORT=port, HOST=host, DATA_DIR=data))
    except CannotStart as error:
        _fail(str(error))


@main.command(help=_("Make a new one-time link that signs a facilitator in."))
@_data
def link(data: str | None) -> None:
    from dilemma import play

    app = _app(data)
    with app.app_context():
        url = app.config["DILEMMA"].public_url
        click.echo(f"{url}/in/{play.new_sign_in()}")


@main.group(help=_("Make and list workshops."))
def workshop() -> None:
    pass


@workshop.command(help=_("Make a new workshop, also while the server runs."))
@click.option("--deck", required=True, metavar="SLUG", help=_("Which deck to play."))
@click.option("--cards", default="", metavar="a,b,c", help=_("Slugs or codes."))
@click.option("--roles", default="", metavar="a,b,c", help=_("Slugs of roles."))
@click.option("--variant", default="zaal", metavar="NAME", help=_("The variant."))
@click.option("--title", default="", metavar="TEXT", help=_("What it is called."))
@click.option("--json", "as_json", is_flag=True, help=_("Answer as JSON."))
@_data
def new(
    deck: str,
    cards: str,
    roles: str,
    variant: str,
    title: str,
    as_json: bool,
    data: str | None,
) -> None:
    from dilemma import play
    from dilemma.deckfile import DeckError
    from dilemma.rules.refusals import Refusal

    app = _app(data)
    with app.app_context():
        try:
            wanted = play.wish(
                app.config["LIBRARY"].deck(deck),
                variant=variant,
                cards=_names(cards),
                roles=_names(roles),
                title=title,
            )
            made = play.create(wanted)
        except DeckError as error:
            _fail(_problems(deck, error))
        except Refusal as refusal:
            _fail(_why_not(refusal))
        _tell_workshop(app, made.workshop.id, made.workshop.code, as_json)


@workshop.command("list", help=_("List the workshops, the newest first."))
@click.option("--json", "as_json", is_flag=True, help=_("Answer as JSON."))
@_data
def list_workshops(as_json: bool, data: str | None) -> None:
    from dilemma import play

    app = _app(data)
    with app.app_context():
        lines = [
            {
                "id": one.workshop.id,
                "code": one.workshop.code,
                "title": one.workshop.title,
                "step": one.game.step.kind.value,
                "joined": joined,
            }
            for one, joined in play.everything()
        ]
    if as_json:
        click.echo(json.dumps(lines, ensure_ascii=False, indent=2))
    for line in [] if as_json else lines:
        click.echo("{id}  {code}  {step:<12} {joined:>5}  {title}".format(**line))


@main.command(help=_("Write what came out of a workshop to a file."))
@click.argument("workshop_id", metavar="ID")
@click.option("--format", "format_", default="csv", metavar="csv|json")
@click.option("-o", "--output", required=True, metavar="FILE")
@_data
def export(workshop_id: str, format_: str, output: str, data: str | None) -> None:
    from flask_babel import force_locale

    from dilemma import play
    from dilemma.export import FORMATS
    from dilemma.rules.refusals import WorkshopUnknown
    from dilemma.words import terminal_language

    if format_ not in FORMATS:
        known = ", ".join(FORMATS)
        _fail(
            _(
                "We do not know the format %(name)s. Choose from: %(known)s.",
                name=format_,
                known=known,
            )
        )
    app = _app(data)
    with app.app_context(), force_locale(terminal_language()):
        try:
            written = FORMATS[format_].write(play.look(workshop_id))
        except WorkshopUnknown:
            _fail(
                _(
                    "There is no workshop with id %(id)s. See: dilemma workshop list",
                    id=workshop_id,
                )
            )
    _write(output, written)


@main.group(help=_("Check and list decks."))
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
            click.echo(_problems(name, error))
        else:
            cards = len(read.cards)
            click.echo(_("%(file)s: good, %(n)s cards.", file=name, n=cards))
    sys.exit(1 if wrong else 0)


@deck.command("list", help=_("List the decks that can be played."))
@click.option("--json", "as_json", is_flag=True, help=_("Answer as JSON."))
@_data
def list_decks(as_json: bool, data: str | None) -> None:
    from dilemma.config import DECKS
    from dilemma.library import Library

    library = Library(_config(DATA_DIR=data).data / "decks", DECKS)
    lines = [
        {"slug": slug, "title": title, "cards": len(library.deck(slug).cards)}
        for slug, title in library.titles()
    ]
    if as_json:
        click.echo(json.dumps(lines, ensure_ascii=False, indent=2))
    for line in [] if as_json else lines:
        click.echo("{slug}  {cards:>3}  {title}".format(**line))
    for slug, error in library.broken():
        click.echo(_problems(slug, error), err=True)


def _config(**given: str | None) -> Any:
    """Read the settings; what stands on the command line goes before the rest."""
    from dilemma.config import ConfigWrong, load

    environ = os.environ | {name: value for name, value in given.items() if value}
    try:
        return load(environ)
    except ConfigWrong as wrong:
        _fail(
            _(
                "%(name)s cannot be %(value)s: %(why)s.",
                name=wrong.name,
                value=wrong.value,
                why=_(wrong.why),
            )
        )


def _app(data: str | None) -> "Flask":
    """Make an app for a command, with the running server's address if there is one."""
    from dataclasses import replace

    from dilemma import running
    from dilemma.app import create_app
    from dilemma.store import schema

    config = _config(DATA_DIR=data)
    at = running.url(config.data)
    if at and not config.public_fixed:
        config = replace(config, public_url=at)
    app = create_app(config, async_mode="threading")
    try:
        schema.bring_up_to_date(app, config.data)
    except schema.SchemaTooNew:
        _fail(_("A newer Dilemma made these data. Install that version again."))
    return app


def _tell_workshop(app: "Flask", workshop: str, code: str, as_json: bool) -> None:
    from dilemma.places import links

    where = links(app.config["DILEMMA"], workshop, code)
    told = {
        "id": workshop,
        "code": code,
        "join_url": where.join,
        "host_url": where.host,
        "screen_url": where.screen,
        "results_url": where.results,
    }
    if as_json:
        click.echo(json.dumps(told, indent=2))
        return
    for name, value in told.items():
        click.echo(f"{name:<12} {value}")


def _problems(name: str, error: "DeckError") -> str:
    from dilemma.deckfile import sentence

    return "\n".join(f"{name}: {sentence(problem, _)}" for problem in error.problems)


def _why_not(refusal: "Refusal") -> str:
    """Say what does not fit, with what was asked for."""
    from dilemma.rules import refusals
    from dilemma.rules.agenda import VARIANTS

    match refusal:
        case refusals.DeckUnknown(name=name):
            return _("There is no deck %(name)s. See: dilemma deck list", name=name)
        case refusals.CardUnknown(name=name):
            return _("The deck has no card %(name)s.", name=name)
        case refusals.RoleUnknown(name=name):
            return _("The deck has no role %(name)s.", name=name)
        case refusals.VariantUnknown(name=name):
            known = ", ".join(VARIANTS)
            text = _("There is no variant %(name)s. Choose from: %(known)s.")
            return text % {"name": name, "known": known}
        case refusals.TooManyChosen(what="cards", least=least, most=most):
            return _("Choose %(least)s to %(most)s cards.", least=least, most=most)
        case refusals.TooManyChosen(least=least, most=most):
            return _("Choose %(least)s to %(most)s roles.", least=least, most=most)
    return str(refusal)


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


def _write(output: str, written: bytes) -> None:
    if output == "-":
        sys.stdout.buffer.write(written)
        return
    try:
        Path(output).write_bytes(written)
    except OSError as error:
        why = os.strerror(error.errno) if error.errno else str(error)
        _fail(_("%(file)s cannot be written (%(why)s).", file=output, why=why))


def _fail(text: str) -> NoReturn:
    click.echo(text, err=True)
    sys.exit(WRONG_USE)
