"""What the whole game keeps: more kinds of answers, contributions, history, tables."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

NOTHING = sa.text("''")
ZERO = sa.text("0")


def added() -> tuple[tuple[str, "sa.Column[object]"], ...]:
    """Return the new columns, each with its table."""

    def text(name: str, length: int, value: str = "") -> "sa.Column[object]":
        default = sa.text(f"'{value}'")
        return sa.Column(
            name, sa.String(length), nullable=False, server_default=default
        )

    def number(name: str) -> "sa.Column[object]":
        return sa.Column(name, sa.Integer, nullable=False, server_default=ZERO)

    def mark(name: str) -> "sa.Column[object]":
        return sa.Column(name, sa.Boolean, nullable=False, server_default=ZERO)

    return (
        ("workshop", number("tables")),
        ("workshop", text("dealing", 20, "chosen")),
        ("workshop", mark("blank")),
        ("workshop", sa.Column("paused", sa.Integer)),
        ("workshop", mark("timeout")),
        ("workshop", mark("big")),
        ("workshop", text("leader", 80)),
        ("step", mark("turned")),
        (
            "step",
            sa.Column("roles", sa.Text, nullable=False, server_default=NOTHING),
        ),
        ("step", number("spent")),
        ("participant", sa.Column("seat", sa.Integer)),
        ("participant", sa.Column("real", sa.Boolean)),
        ("response", text("about", 120)),
        ("response", text("picked", 250)),
    )


def upgrade() -> None:
    """Add columns and tables; nothing that is there changes."""
    for table, column in added():
        op.add_column(table, column)
    op.create_table(
        "contribution",
        sa.Column("id", sa.Integer, primary_key=True),
        _workshop(),
        sa.Column("step", sa.Integer),
        sa.Column("participant", sa.Integer),
        sa.Column("entry", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("card", sa.String(120)),
        sa.Column("side", sa.Integer),
        sa.Column("label", sa.String(20), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("original", sa.Text, nullable=False),
        sa.Column("details", sa.Text, nullable=False),
        sa.Column("role", sa.String(120), nullable=False),
        sa.Column("seat", sa.Integer),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("merged", sa.Integer),
    )
    op.create_index("contribution_workshop", "contribution", ["workshop", "kind"])
    op.create_table(
        "act",
        _workshop(primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("card", sa.String(120)),
        sa.Column("who", sa.String(80), nullable=False),
        sa.Column("made", sa.Integer, nullable=False),
        sa.Column("before", sa.Text, nullable=False),
    )
    op.create_table(
        "hand_count",
        sa.Column("step", sa.Integer, sa.ForeignKey("step.id"), primary_key=True),
        sa.Column("seat", sa.Integer, primary_key=True),
        sa.Column("role", sa.String(120), primary_key=True),
        sa.Column("option", sa.Integer, primary_key=True),
        sa.Column("strength", sa.Integer, primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
    )
    op.create_table(
        "recipe",
        sa.Column("name", sa.String(80), primary_key=True),
        sa.Column("steps", sa.Text, nullable=False),
        sa.Column("made", sa.Integer, nullable=False),
    )


def downgrade() -> None:
    """Forget all of it."""
    for table in ("recipe", "hand_count", "act", "contribution"):
        op.drop_table(table)
    for table, column in reversed(added()):
        op.drop_column(table, column.name)


def _workshop(*, primary_key: bool = False) -> "sa.Column[str]":
    return sa.Column(
        "workshop",
        sa.String(32),
        sa.ForeignKey("workshop.id"),
        nullable=False,
        primary_key=primary_key,
    )
