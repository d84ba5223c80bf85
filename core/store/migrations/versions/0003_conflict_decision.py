"""Who decided which of two contradicting values is shown, why, and on which values."""

import sqlalchemy as sa
from alembic import op

from core.store.engine import append_only_ddl

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "conflict_decision",
        sa.Column("id", KEY, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("indicator", sa.String(length=16), nullable=False),
        sa.Column("area", sa.String(length=13), nullable=False),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.String(length=120), nullable=False),
        sa.Column("decided_at", INSTANT, nullable=False),
        sa.Column("taken_on", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflict_decision")),
    )
    for statement in append_only_ddl(op.get_context().dialect.name, "conflict_decision"):
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("there is no way back: restore the back-up from before the upgrade")
