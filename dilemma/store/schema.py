"""The database's form, brought up to date by one explicit step at the start."""

import fcntl
import logging
from pathlib import Path

from alembic.util import CommandError
from flask import Flask
from flask_migrate import Migrate, upgrade
from sqlalchemy.exc import DatabaseError

from dilemma.store.tables import db

MIGRATIONS = Path(__file__).parent / "migrations"

_migrate = Migrate(db=db, directory=str(MIGRATIONS), render_as_batch=True)


class SchemaTooNew(Exception):
    """A newer Dilemma made this database; this one would damage it."""


class NoDatabase(Exception):
    """The file is no database, or cannot be read and written."""


def bring_up_to_date(app: Flask, data: Path) -> None:
    """Run the migrations that are missing; raises SchemaTooNew or NoDatabase.

    A lock file keeps two commands from doing it at the same moment.
    """
    logging.getLogger("alembic").setLevel(logging.WARNING)
    logging.getLogger("flask_migrate").setLevel(logging.CRITICAL)  # we say it ourselves
    _migrate.init_app(app)
    with (data / "schema.lock").open("w") as lock, app.app_context():
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            upgrade()
        except CommandError as error:
            raise SchemaTooNew(str(error)) from None
        except SystemExit:  # Flask-Migrate turns a CommandError into an exit
            raise SchemaTooNew from None
        except DatabaseError as error:
            raise NoDatabase(str(error.orig)) from None
        finally:
            db.session.remove()
            db.engine.dispose()
