"""Alembic's entry: migrations run on the app's own engine, online only."""

from alembic import context
from flask import current_app

from dilemma.store.transaction import insist


def run() -> None:
    """Run the migrations inside one transaction."""
    extension = current_app.extensions["migrate"]
    with extension.db.engine.connect().execution_options(writes=True) as connection:
        insist(connection.begin)  # a server may be writing at this very moment
        context.configure(
            connection=connection,
            target_metadata=extension.db.metadata,
            render_as_batch=True,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run()
