"""Links with which anybody reads the results of a workshop."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add a table."""
    op.create_table(
        "share",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column(
            "workshop",
            sa.String(32),
            sa.ForeignKey("workshop.id"),
            nullable=False,
            unique=True,
        ),
        sa.Column("made", sa.Integer, nullable=False),
        sa.Column("ends", sa.Integer, nullable=False),
    )


def downgrade() -> None:
    """Forget it."""
    op.drop_table("share")
