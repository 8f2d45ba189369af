"""A workshop can be marked as a rehearsal; no participant's id is ever given again.

Wiping a rehearsal deletes participants, and SQLite gives the highest id out again
unless the table says AUTOINCREMENT. That takes a new table, and so does the one that
refers to it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the mark, and copy participants and answers to tables that keep ids apart."""
    op.add_column(
        "workshop",
        sa.Column("rehearsal", sa.Boolean, nullable=False, server_default=sa.text("0")),
    )
    _copy_people(sqlite_autoincrement=True)


def downgrade() -> None:
    """Take the mark away, and let ids be given again."""
    _copy_people(sqlite_autoincrement=False)
    op.drop_column("workshop", "rehearsal")


def _copy_people(*, sqlite_autoincrement: bool) -> None:
    op.create_table(
        "new_participant",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "workshop", sa.String(32), sa.ForeignKey("workshop.id"), nullable=False
        ),
        sa.Column("role", sa.String(120), nullable=False),
        sa.Column("entry", sa.String(64), nullable=False),
        sqlite_autoincrement=sqlite_autoincrement,
    )
    op.create_table(
        "new_response",
        sa.Column("step", sa.Integer, sa.ForeignKey("step.id"), primary_key=True),
        sa.Column(
            "participant",
            sa.Integer,
            sa.ForeignKey("new_participant.id"),
            primary_key=True,
        ),
        sa.Column("option", sa.Integer),
        sa.Column("strength", sa.Integer, nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    for table, columns in (
        ("participant", "id, workshop, role, entry"),
        ("response", "step, participant, option, strength, sequence"),
    ):
        op.execute(f"INSERT INTO new_{table} ({columns}) SELECT {columns} FROM {table}")
    op.drop_table("response")  # first: it refers to the other one
    op.drop_table("participant")
    # The reference follows the new name.
    op.rename_table("new_participant", "participant")
    op.rename_table("new_response", "response")
    op.create_index("participant_workshop", "participant", ["workshop", "role"])
    op.create_index(
        "participant_entry", "participant", ["workshop", "entry"], unique=True
    )
