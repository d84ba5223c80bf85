"""Sessions that somebody left; and which passwords somebody else knows, because they were the first ones."""

import sqlalchemy as sa
from alembic import op

from core.store.engine import append_only_ddl

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # A further column with a default changes no row: the guards of account_state stay as they are.
    op.add_column("account_state", sa.Column("initial", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_table(
        "ended_session",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ended_session")),
    )
    for statement in append_only_ddl(op.get_context().dialect.name, "ended_session"):
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("there is no way back: restore the back-up from before the upgrade")
