"""Accounts and what they are tied to; whoever starts the server is the first."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add tables; links that were made before are the house's."""
    account = op.create_table(
        "account",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("called", sa.String(240), nullable=False, unique=True),
        sa.Column("duty", sa.String(20), nullable=False),
        sa.Column("password", sa.String(200)),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("made", sa.Integer, nullable=False),
        sqlite_autoincrement=True,
    )
    house = {
        "id": 1,
        "name": "",
        "called": "",
        "duty": "house",
        "version": 1,
        "made": 0,
    }
    op.bulk_insert(account, [house])
    op.create_table(
        "bond",
        sa.Column(
            "workshop", sa.String(32), sa.ForeignKey("workshop.id"), primary_key=True
        ),
        sa.Column("account", sa.Integer, sa.ForeignKey("account.id"), primary_key=True),
        sa.Column("bond", sa.String(20), nullable=False),
    )
    op.add_column(
        "sign_in",
        sa.Column("account", sa.Integer, nullable=False, server_default=sa.text("1")),
    )


def downgrade() -> None:
    """Forget all of it."""
    op.execute("DELETE FROM sign_in WHERE account != 1")
    op.drop_column("sign_in", "account")
    op.drop_table("bond")
    op.drop_table("account")
