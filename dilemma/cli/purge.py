"""Let go of what is kept no longer, from the command line, also while a server runs."""

import json

import click

from dilemma.cli.terminal import data_folder, fail, open_app
from dilemma.words import gettext as _


@click.command(help=_("Wipe what is kept no longer; a running server does so itself."))
@click.option("--session", metavar="ID", help=_("Wipe this session, with everything."))
@click.option("--json", "as_json", is_flag=True, help=_("Answer as JSON."))
@data_folder
def purge(session: str | None, as_json: bool, data: str | None) -> None:
    from dilemma.live import retention
    from dilemma.rules.refusals import WorkshopUnknown
    from dilemma.rules.retention import Part

    app = open_app(data)
    with app.app_context():
        done = retention.tend()
        if session:
            try:
                retention.erase(session)
            except WorkshopUnknown:
                text = _(
                    "There is no workshop with id %(id)s. See: dilemma workshop list"
                )
                fail(text % {"id": session})
            done[Part.TOTALS] += 1
    told = {part.value: done[part] for part in Part}
    if as_json:
        click.echo(json.dumps(told))
        return
    click.echo(_("Votes wiped of %(n)s sessions.", n=told["votes"]))
    click.echo(_("Texts wiped of %(n)s sessions.", n=told["words"]))
    click.echo(_("Wiped as a whole: %(n)s sessions.", n=told["totals"]))
