"""Pictures of a region from the command line: those of whoever starts the server."""

import json

import click

from dilemma.cli.terminal import (
    check_format,
    data_folder,
    fail,
    open_app,
    why_not,
    write,
)
from dilemma.words import LANGUAGES, terminal_language
from dilemma.words import gettext as _


@click.group(help=_("Put workshops together in the picture of a region."))
def region() -> None:
    pass


@region.command(help=_("Put workshops with the same cards in a new picture."))
@click.argument("workshops", metavar="ID ID ...", nargs=-1, required=True)
@click.option(
    "--name", required=True, metavar="TEXT", help=_("The name of the region.")
)
@click.option("--json", "as_json", is_flag=True, help=_("Answer as JSON."))
@data_folder
def new(workshops: tuple[str, ...], name: str, as_json: bool, data: str | None) -> None:
    from dilemma.play import regions
    from dilemma.rules.publication import LONGEST_NAME, CannotCompare
    from dilemma.rules.refusals import NothingSaid, TooLong, WorkshopUnknown

    app = open_app(data)
    with app.app_context():
        try:
            made = regions.make(regions.house(), name, workshops)
        except CannotCompare as refusal:
            fail(cannot_compare(refusal.why))
        except (NothingSaid, TooLong):
            fail(_("Choose a name of 1 to %(most)s characters.", most=LONGEST_NAME))
        except WorkshopUnknown as refusal:
            fail(why_not(refusal))
    url = f"{app.config['DILEMMA'].public_url}/regions/{made}"
    told = {"id": made, "url": url}
    click.echo(json.dumps(told, indent=2) if as_json else f"{made}  {url}")


@region.command("list", help=_("List the pictures, the newest first."))
@click.option("--json", "as_json", is_flag=True, help=_("Answer as JSON."))
@data_folder
def list_regions(as_json: bool, data: str | None) -> None:
    from dilemma.play import regions

    app = open_app(data)
    with app.app_context():
        lines = [
            {
                "id": one.id,
                "name": one.name,
                "workshops": list(regions.chosen(one.id)),
            }
            for one in regions.of(regions.house())
        ]
    if as_json:
        click.echo(json.dumps(lines, ensure_ascii=False, indent=2))
    for line in [] if as_json else lines:
        click.echo(f"{line['id']}  {len(line['workshops']):>3}  {line['name']}")


@region.command(help=_("Write the picture of a region to a file."))
@click.argument("region_id", metavar="ID")
@click.option("--format", "format_", default="csv", metavar="csv|json|xlsx|pdf|png|svg")
@click.option("-o", "--output", required=True, metavar="FILE")
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    help=_("Language of the file; else that of the terminal."),
)
@data_folder
def export(
    region_id: str, format_: str, output: str, language: str | None, data: str | None
) -> None:
    from flask_babel import force_locale

    from dilemma.export.regional import FORMATS
    from dilemma.play import regions
    from dilemma.rules.refusals import NotFound

    check_format(format_, FORMATS)
    app, spoken = open_app(data), language or terminal_language()
    with app.app_context(), force_locale(spoken):
        try:
            kept = regions.find(regions.house(), region_id)
        except NotFound:
            text = _("There is no region with id %(id)s. See: dilemma region list")
            fail(text % {"id": region_id})
        seen = regions.seen(kept, spoken)
        if not seen.region.enough:
            fail(_("A picture of a region needs at least two sessions that are over."))
        written = FORMATS[format_].write(kept.name, seen.region)
    write(output, written)


def cannot_compare(why: str) -> str:
    """Say why workshops do not go into one picture."""
    from dilemma.rules.publication import MOST

    return {
        "few": _(
            "Choose at least two workshops; what people play alone does not count."
        ),
        "many": _("Choose at most %(n)s workshops.", n=MOST),
        "open": _("One of these workshops is still going on."),
        "rehearsal": _("Dress rehearsals do not go together with real workshops."),
        "no card": _("Two of these workshops have no card in common."),
    }[why]
