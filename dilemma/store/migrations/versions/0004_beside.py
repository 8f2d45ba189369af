"""What was played alone may belong to a workshop; a table's note may be on the screen.

And what people wrote in the further fields of a text stays, when the host mends it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add columns; nothing that is there changes."""
    op.add_column("workshop", sa.Column("beside", sa.String(32)))
    op.create_index("workshop_beside", "workshop", ["beside"], unique=True)
    op.add_column("contribution", sa.Column("original_details", sa.Text))
    op.add_column("contribution", sa.Column("projected", sa.Integer))


def downgrade() -> None:
    """Forget all of it."""
    op.drop_column("contribution", "projected")
    op.drop_column("contribution", "original_details")
    op.drop_index("workshop_beside", "workshop")
    op.drop_column("workshop", "beside")
