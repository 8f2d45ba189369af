"""What commands share: settings, an app, and saying what went wrong in plain words."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from dilemma.words import gettext as _

if TYPE_CHECKING:
    from flask import Flask

    from dilemma.config import Config
    from dilemma.deckfile import DeckError
    from dilemma.rules.refusals import Refusal

WRONG_USE = 2


def data_folder(command: Any) -> Any:
    return click.option(
        "--data", metavar="DIR", help=_("The data folder; also DATA_DIR.")
    )(command)


def settings(**given: str | None) -> "Config":
    """Read the settings; what stands on the command line goes before the rest."""
    from dilemma.config import ConfigWrong, load

    environ = os.environ | {name: value for name, value in given.items() if value}
    try:
        return load(environ)
    except ConfigWrong as wrong:
        fail(
            _(
                "%(name)s cannot be %(value)s: %(why)s.",
                name=wrong.name,
                value=wrong.value,
                why=_(wrong.why),
            )
        )


def open_app(data: str | None) -> "Flask":
    """Make an app for a command, with the running server's address if there is one."""
    from dataclasses import replace

    from dilemma import running
    from dilemma.app import create_app
    from dilemma.store import schema

    config = settings(DATA_DIR=data)
    at = running.url(config.data)
    if at and not config.public_fixed:
        config = replace(config, public_url=at)
    app = create_app(config, async_mode="threading")
    try:
        schema.bring_up_to_date(app, config.data)
    except schema.SchemaTooNew:
        fail(_("A newer Dilemma made these data. Install that version again."))
    except schema.NoDatabase as wrong:
        file = config.database_url
        fail(_("%(file)s: cannot be opened (%(why)s).", file=file, why=wrong))
    return app


def problems(name: str, error: "DeckError") -> str:
    from dilemma.deckfile import sentence

    return "\n".join(f"{name}: {sentence(problem, _)}" for problem in error.problems)


def why_not(refusal: "Refusal") -> str:
    """Say what does not fit, with what was asked for."""
    from dilemma import play
    from dilemma.rules import refusals

    match refusal:
        case refusals.DeckUnknown(name=name):
            return _("There is no deck %(name)s. See: dilemma deck list", name=name)
        case refusals.CardUnknown(name=name):
            return _("The deck has no card %(name)s.", name=name)
        case refusals.RoleUnknown(name=name):
            return _("The deck has no role %(name)s.", name=name)
        case refusals.VariantUnknown(name=name):
            known = ", ".join(play.variants())
            text = _("There is no variant %(name)s. Choose from: %(known)s.")
            return text % {"name": name, "known": known}
        case refusals.WorkshopUnknown(name=id_):
            text = _("There is no workshop with id %(id)s. See: dilemma workshop list")
            return text % {"id": id_}
        case refusals.CannotBelong(why=why):
            return cannot_belong(why)
        case refusals.TooManyChosen(what="cards", least=least, most=most):
            return _("Choose %(least)s to %(most)s cards.", least=least, most=most)
        case refusals.TooManyChosen(least=least, most=most):
            return _("Choose %(least)s to %(most)s roles.", least=least, most=most)
    return str(refusal)


def cannot_belong(why: str) -> str:
    """Say why what is played alone cannot belong to a session."""
    return {
        "not alone": _("The first session is not one that people play alone."),
        "to one alone": _("People play the other session alone too."),
        "taken": _("Another session that people play alone belongs there already."),
        "shown": _("It was shown beside another session: that stays so."),
        "no card": _("The two sessions have no card in common."),
    }[why]


def check_format(name: str, formats: Iterable[str]) -> None:
    """Say which formats there are, and stop, when this is none of them."""
    if name not in formats:
        known = ", ".join(formats)
        fail(
            _(
                "We do not know the format %(name)s. Choose from: %(known)s.",
                name=name,
                known=known,
            )
        )


def write(output: str, written: bytes) -> None:
    if output == "-":
        sys.stdout.buffer.write(written)
        return
    try:
        Path(output).write_bytes(written)
    except OSError as error:
        why = os.strerror(error.errno) if error.errno else str(error)
        fail(_("%(file)s cannot be written (%(why)s).", file=output, why=why))


def fail(text: str) -> NoReturn:
    click.echo(text, err=True)
    sys.exit(WRONG_USE)
