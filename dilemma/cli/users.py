"""Accounts from the command line, also while the server runs.

A removed account loses its open connections within seconds.
"""

import json
from typing import TYPE_CHECKING

import click

from dilemma.cli.terminal import data_folder, fail, open_app
from dilemma.words import gettext as _

if TYPE_CHECKING:
    from dilemma.rules.access import Account

DUTIES = ("facilitator", "organiser", "administrator")


@click.group(help=_("Add, list and remove accounts."))
def user() -> None:
    pass


@user.command(help=_("Make an account; answers with its one-time sign-in link."))
@click.argument("name", metavar="NAME")
@click.option("--as", "duty", default="facilitator", type=click.Choice(DUTIES))
@data_folder
def add(name: str, duty: str, data: str | None) -> None:
    from dilemma import play
    from dilemma.rules.access import LONGEST_NAME, Duty
    from dilemma.rules.refusals import NameTaken, NothingSaid, TooLong

    app = open_app(data)
    with app.app_context():
        try:
            made = play.add_account(name, Duty(duty))
        except NameTaken:
            fail(_("There is an account %(name)s already.", name=name))
        except (NothingSaid, TooLong):
            fail(_("Choose a name of 1 to %(most)s characters.", most=LONGEST_NAME))
        _tell_link(app.config["DILEMMA"].public_url, made)


@user.command("list", help=_("List the accounts, by name."))
@click.option("--json", "as_json", is_flag=True, help=_("Answer as JSON."))
@data_folder
def list_users(as_json: bool, data: str | None) -> None:
    from dilemma import play

    app = open_app(data)
    with app.app_context():
        lines = [
            {"name": one.name, "as": one.duty.value, "password": one.has_password}
            for one in play.accounts()
        ]
    if as_json:
        click.echo(json.dumps(lines, ensure_ascii=False, indent=2))
    for line in [] if as_json else lines:
        click.echo("{as:<14} {name}".format(**line))


@user.command(help=_("Make a new one-time link that signs somebody in."))
@click.argument("name", metavar="NAME")
@data_folder
def link(name: str, data: str | None) -> None:
    app = open_app(data)
    with app.app_context():
        _tell_link(app.config["DILEMMA"].public_url, _find(name))


@user.command(help=_("Remove an account; the sessions that it led stay."))
@click.argument("name", metavar="NAME")
@data_folder
def remove(name: str, data: str | None) -> None:
    from dilemma import play

    app = open_app(data)
    with app.app_context():
        found = _find(name)
        play.remove_account(found.id)
    click.echo(_("%(name)s was removed.", name=found.name))


def _find(name: str) -> "Account":
    from dilemma import play
    from dilemma.rules.refusals import AccountUnknown

    try:
        return play.account_called(name)
    except AccountUnknown:
        fail(_("There is no account %(name)s. See: dilemma user list", name=name))


def _tell_link(url: str, one: "Account") -> None:
    from dilemma import play
    from dilemma.rules.access import LINK_DAYS

    click.echo(f"{url}/in/{play.new_sign_in(one.id)}")
    told = _("For %(name)s. Works once, for %(n)s days.", name=one.name, n=LINK_DAYS)
    click.echo(told, err=True)
