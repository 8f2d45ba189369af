"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables for one workshop, end to end."""
    op.create_table(
        "workshop",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("code", sa.String(12), nullable=False, unique=True),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("variant", sa.String(40), nullable=False),
        sa.Column("deck", sa.Text, nullable=False),
        sa.Column("roles", sa.Text, nullable=False),
        sa.Column("capacity", sa.Integer, nullable=False),
        sa.Column("minimum", sa.Integer, nullable=False),
        sa.Column("created", sa.Integer, nullable=False),
        sa.Column("at", sa.Integer, nullable=False),
        sa.Column("acts", sa.Integer, nullable=False),
        sa.Column("locked", sa.Boolean, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
    )
    op.create_table(
        "step",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "workshop", sa.String(32), sa.ForeignKey("workshop.id"), nullable=False
        ),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("card", sa.String(120)),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("seconds", sa.Integer, nullable=False),
        sa.Column("extra", sa.Integer, nullable=False),
        sa.Column("started", sa.Integer),
        sa.Column("sealed", sa.Boolean, nullable=False),
        sa.Column("skipped", sa.Boolean, nullable=False),
    )
    op.create_index("step_workshop", "step", ["workshop", "place"], unique=True)
    op.create_table(
        "participant",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "workshop", sa.String(32), sa.ForeignKey("workshop.id"), nullable=False
        ),
        sa.Column("role", sa.String(120), nullable=False),
        sa.Column("entry", sa.String(64), nullable=False),
    )
    op.create_index("participant_workshop", "participant", ["workshop", "role"])
    op.create_index(
        "participant_entry", "participant", ["workshop", "entry"], unique=True
    )
    op.create_table(
        "response",
        sa.Column("step", sa.Integer, sa.ForeignKey("step.id"), primary_key=True),
        sa.Column(
            "participant",
            sa.Integer,
            sa.ForeignKey("participant.id"),
            primary_key=True,
        ),
        sa.Column("option", sa.Integer),
        sa.Column("strength", sa.Integer, nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sign_in",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("made", sa.Integer, nullable=False),
        sa.Column("used", sa.Boolean, nullable=False),
    )


def downgrade() -> None:
    """Take the tables away again."""
    for table in ("sign_in", "response", "participant", "step", "workshop"):
        op.drop_table(table)
