"""States of the configured sources are kept beside those of the catalogue, in the same guarded table."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Added in place: what SQLite would have to rebuild would lose its append-only guards.
    kind = sa.Column("kind", sa.String(length=16), server_default="catalogue", nullable=False)
    op.add_column("catalogue_version", kind)


def downgrade() -> None:
    raise NotImplementedError("there is no way back: restore the back-up from before the upgrade")
