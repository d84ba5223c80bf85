"""Where the record of each point stood in its raw answer, and in which area it was counted."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Added in place: what SQLite would have to rebuild would lose its append-only guards. Nobody noted either of
    # them before, so both stay NULL in what is stored already.
    op.add_column("feature", sa.Column("place", sa.Text(), nullable=True))
    op.add_column("feature", sa.Column("area", sa.String(length=13), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("there is no way back: restore the back-up from before the upgrade")
