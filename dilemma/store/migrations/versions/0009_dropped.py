"""Rounds that the host left out before their card was shown, and that stay out."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add a mark to every step; what was shown before stays as it was shown."""
    op.add_column(
        "step",
        sa.Column("dropped", sa.Boolean, nullable=False, server_default=sa.text("0")),
    )


def downgrade() -> None:
    """Take the mark away."""
    with op.batch_alter_table("step") as step:
        step.drop_column("dropped")
