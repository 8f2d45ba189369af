"""What is kept when votes are deleted, and since when nothing happened."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add columns and a table; nothing that is there changes."""
    op.add_column(
        "workshop",
        sa.Column("watched", sa.Integer, nullable=False, server_default=sa.text("0")),
    )
    op.add_column("workshop", sa.Column("stirred", sa.Integer))
    op.add_column("workshop", sa.Column("settled", sa.Integer))
    op.create_table(
        "totals",
        sa.Column(
            "workshop", sa.String(32), sa.ForeignKey("workshop.id"), primary_key=True
        ),
        sa.Column("told", sa.Text, nullable=False),
    )


def downgrade() -> None:
    """Forget all of it."""
    op.drop_table("totals")
    for column in ("settled", "stirred", "watched"):
        op.drop_column("workshop", column)
