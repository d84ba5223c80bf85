"""Second factors: in each state of an account, and the codes that were used."""

import sqlalchemy as sa
from alembic import op

from core.store.engine import append_only_ddl

revision = "0010"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Further columns with a default change no row: the guards of account_state stay as they are.
    op.add_column("account_state", sa.Column("factor", sa.Text(), server_default="", nullable=False))
    op.add_column("account_state", sa.Column("recovery", sa.Text(), server_default="", nullable=False))
    op.create_table(
        "factor_use",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("login", sa.String(length=40), nullable=False),
        sa.Column("step", sa.BigInteger(), nullable=True),
        sa.Column("recovery", sa.String(length=64), nullable=True),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_factor_use")),
        sa.UniqueConstraint("login", "step", name=op.f("uq_factor_use_login_step")),
        sa.UniqueConstraint("login", "recovery", name=op.f("uq_factor_use_login_recovery")),
    )
    for statement in append_only_ddl(op.get_context().dialect.name, "factor_use"):
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("there is no way back: restore the back-up from before the upgrade")
