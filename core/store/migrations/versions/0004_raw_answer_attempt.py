"""Which attempt of its run brought a raw answer, so that an answer that was read can be read again."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # What was kept before is taken as one attempt: nobody noted it.
    op.add_column("raw_answer", sa.Column("attempt", sa.Integer(), nullable=False, server_default="1"))


def downgrade() -> None:
    raise NotImplementedError("there is no way back: restore the back-up from before the upgrade")
