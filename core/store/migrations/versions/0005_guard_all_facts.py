"""The database refuses changes of all that runs brought, not only of observations."""

from alembic import op

from core.store.engine import append_only_ddl

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TABLES = ("boundary", "feature", "layer_edition", "raw_answer", "rejection")


def upgrade() -> None:
    for table in TABLES:
        for statement in append_only_ddl(op.get_context().dialect.name, table):
            op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("there is no way back: restore the back-up from before the upgrade")
