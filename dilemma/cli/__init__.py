"""The command line: parse, one call, answer.

Commands import what they need when they run: `serve` must patch before anything else.
"""

import os

import click

from dilemma import __version__
from dilemma.cli.decks import deck
from dilemma.cli.purge import purge
from dilemma.cli.regions import region
from dilemma.cli.rehearse import rehearse
from dilemma.cli.terminal import (
    check_format,
    data_folder,
    fail,
    open_app,
    settings,
    write,
)
from dilemma.cli.users import user
from dilemma.cli.workshops import workshop
from dilemma.words import LANGUAGES, terminal_language
from dilemma.words import gettext as _


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="%(version)s")
def main() -> None:
    """Run the parts of Dilemma."""
    os.umask(0o077)  # single votes are for no other account on this computer


main.help = _("Dilemma: play the stakeholder dilemma game in a hall.")


@main.command(help=_("Start the server."))
@click.option("--port", metavar="N", help=_("The port; also PORT."))
@click.option("--host", metavar="ADDRESS", help=_("The address; also HOST."))
@data_folder
def serve(port: str | None, host: str | None, data: str | None) -> None:
    from gevent import monkey

    monkey.patch_all()
    import logging

    from dilemma.server import CannotStart, run

    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(message)s")
    try:
        run(settings(PORT=port, HOST=host, DATA_DIR=data))
    except CannotStart as error:
        fail(str(error))


@main.command(help=_("Make a new one-time link that signs a facilitator in."))
@data_folder
def link(data: str | None) -> None:
    from dilemma import play

    app = open_app(data)
    with app.app_context():
        url = app.config["DILEMMA"].public_url
        click.echo(f"{url}/in/{play.new_sign_in()}")


@main.command(help=_("Write what came out of a workshop to a file."))
@click.argument("workshop_id", metavar="ID")
@click.option(
    "--format",
    "format_",
    default="csv",
    metavar="csv|json|xlsx|pdf|poster|png|svg|pptx|zip",
    help=_("Which kind of file; zip holds all of them."),
)
@click.option("-o", "--output", required=True, metavar="FILE")
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    help=_("Language of the file; else that of the terminal."),
)
@data_folder
def export(
    workshop_id: str, format_: str, output: str, language: str | None, data: str | None
) -> None:
    from flask_babel import force_locale

    from dilemma import play
    from dilemma.export import FORMATS
    from dilemma.rules.refusals import WorkshopUnknown

    check_format(format_, FORMATS)
    app, spoken = open_app(data), language or terminal_language()
    with app.app_context(), force_locale(spoken):
        try:
            found = play.look(play.named(workshop_id)).spoken(spoken)
            written = FORMATS[format_].write(found)
        except WorkshopUnknown:
            fail(
                _(
                    "There is no workshop with id %(id)s. See: dilemma workshop list",
                    id=workshop_id,
                )
            )
    write(output, written)


main.add_command(workshop)
main.add_command(deck)
main.add_command(rehearse)
main.add_command(purge)
main.add_command(user)
main.add_command(region)
