"""Decks of one's own, with every change of them."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add two tables; nothing that is there changes."""
    op.create_table(
        "own_deck",
        sa.Column("slug", sa.String(60), primary_key=True),
        sa.Column("made", sa.Integer, nullable=False),
    )
    op.create_table(
        "edit",
        sa.Column(
            "deck",
            sa.String(60),
            sa.ForeignKey("own_deck.slug", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("made", sa.Integer, nullable=False),
        sa.Column("editor", sa.String(32), nullable=False),
        sa.Column("who", sa.String(80), nullable=False),
        sa.Column("change", sa.Text, nullable=False),
    )


def downgrade() -> None:
    """Take the tables away, with what was written in them."""
    op.drop_table("edit")
    op.drop_table("own_deck")
