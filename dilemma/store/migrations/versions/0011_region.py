"""Workshops that somebody puts in one picture, with a link to read it."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add two tables."""
    op.create_table(
        "region",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("account", sa.Integer, sa.ForeignKey("account.id"), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("made", sa.Integer, nullable=False),
        sa.Column("digest", sa.String(64), unique=True),
        sa.Column("ends", sa.Integer),
    )
    op.create_index("region_account", "region", ["account"])
    op.create_table(
        "region_workshop",
        sa.Column(
            "region", sa.String(32), sa.ForeignKey("region.id"), primary_key=True
        ),
        sa.Column(
            "workshop", sa.String(32), sa.ForeignKey("workshop.id"), primary_key=True
        ),
    )
    op.create_index("region_workshop_workshop", "region_workshop", ["workshop"])


def downgrade() -> None:
    """Forget them."""
    op.drop_table("region_workshop")
    op.drop_table("region")
