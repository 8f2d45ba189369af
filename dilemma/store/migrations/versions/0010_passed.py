"""What skipping passed over, beside what the host left out."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add a mark to every step.

    Who skipped what was not kept: coming back to such a card takes it all back.
    """
    op.add_column(
        "step",
        sa.Column("passed", sa.Boolean, nullable=False, server_default=sa.text("0")),
    )
    op.execute("UPDATE step SET passed = skipped")


def downgrade() -> None:
    """Take the mark away."""
    op.drop_column("step", "passed")
