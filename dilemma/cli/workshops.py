"""Make and list workshops from the command line, also while the server runs."""

import json
from typing import TYPE_CHECKING

import click

from dilemma.cli.terminal import data_folder, fail, open_app, problems, why_not
from dilemma.words import gettext as _

if TYPE_CHECKING:
    from flask import Flask


@click.group(help=_("Make and list workshops."))
def workshop() -> None:
    pass


@workshop.command(help=_("Make a new workshop, also while the server runs."))
@click.option("--deck", required=True, metavar="SLUG", help=_("Which deck to play."))
@click.option("--cards", default="", metavar="a,b,c", help=_("Slugs or codes."))
@click.option("--roles", default="", metavar="a,b,c", help=_("Slugs of roles."))
@click.option("--variant", default="zaal", metavar="NAME", help=_("The variant."))
@click.option(
    "--add",
    multiple=True,
    type=click.Choice(["practice", "predict", "swap"]),
    help=_("What to add: a practice card, the glasses round, the role swap."),
)
@click.option("--title", default="", metavar="TEXT", help=_("What it is called."))
@click.option(
    "--belongs-to",
    "belongs",
    default="",
    metavar="ID",
    help=_("With zelf: the session in whose results it also stands, marked."),
)
@click.option(
    "--smallest",
    default="5",
    type=click.Choice(["5", "7", "10"]),
    help=_("From how many people a role is shown on its own."),
)
@click.option("--json", "as_json", is_flag=True, help=_("Answer as JSON."))
@data_folder
def new(
    deck: str,
    cards: str,
    roles: str,
    variant: str,
    add: tuple[str, ...],
    title: str,
    belongs: str,
    smallest: str,
    as_json: bool,
    data: str | None,
) -> None:
    from dataclasses import replace

    from dilemma import play
    from dilemma.deckfile import DeckError
    from dilemma.rules import wish
    from dilemma.rules.agenda import Kind
    from dilemma.rules.refusals import Refusal

    if len(title) > wish.LONGEST_TITLE:
        fail(_("A title has at most %(most)s characters.", most=wish.LONGEST_TITLE))
    app = open_app(data)
    with app.app_context():
        try:
            wanted = wish.complete(
                app.config["LIBRARY"].deck(deck),
                variant=variant,
                cards=_names(cards),
                roles=_names(roles),
                title=title,
                extras=tuple(Kind(name) for name in add),
                known=play.variants(),
            )
            wanted = replace(wanted, belongs=belongs, minimum=int(smallest))
            made = play.create(wanted)
        except DeckError as error:
            fail(problems(deck, error))
        except Refusal as refusal:
            fail(why_not(refusal))
        _tell_workshop(app, made.workshop.id, made.workshop.code, as_json)


@workshop.command(help=_("Let a session played alone belong to another session."))
@click.argument("alone", metavar="ID")
@click.argument("to", metavar="ID")
@data_folder
def belongs(alone: str, to: str, data: str | None) -> None:
    from dilemma import play
    from dilemma.rules.refusals import Refusal

    app = open_app(data)
    with app.app_context():
        try:
            play.belong(alone, to)
        except Refusal as refusal:
            fail(why_not(refusal))
        title = play.standing(to).workshop.title
    click.echo(_("It now stands beside the results of: %(title)s", title=title))


@workshop.command("list", help=_("List the workshops, the newest first."))
@click.option("--json", "as_json", is_flag=True, help=_("Answer as JSON."))
@data_folder
def list_workshops(as_json: bool, data: str | None) -> None:
    from dilemma import play

    app = open_app(data)
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


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]
