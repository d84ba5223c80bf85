"""Files that offices hand in: what was checked, what was refused in them, how they ended."""

import sqlalchemy as sa
from alembic import op

from core.store.engine import append_only_ddl

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_INSTANT = sa.DateTime(timezone=True)
_COUNTS = ("read", "new", "same", "revised", "rejected")


def upgrade() -> None:
    op.create_table(
        "upload",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("agency", sa.String(length=32), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("uploaded_by", sa.String(length=120), nullable=False),
        sa.Column("uploaded_at", _INSTANT, nullable=False),
        sa.Column("simulated", sa.Boolean(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in _COUNTS),
        sa.Column("reason", sa.String(length=32), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("mend", sa.Text(), nullable=False),
        sa.Column("notices", sa.Text(), nullable=False),
        sa.Column("first_values", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload")),
    )
    op.create_index("ix_upload_agency_uploaded", "upload", ["agency", "uploaded_at"])
    _findings()
    op.create_table(
        "upload_ending",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("upload_id", _KEY, nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("ended_by", sa.String(length=120), nullable=False),
        sa.Column("ended_at", _INSTANT, nullable=False),
        sa.Column("run_id", _KEY, nullable=True),
        sa.ForeignKeyConstraint(["upload_id"], ["upload.id"], name=op.f("fk_upload_ending_upload_id")),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_upload_ending_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload_ending")),
        sa.UniqueConstraint("upload_id", name=op.f("uq_upload_ending_upload_id")),
    )
    for table in ("upload", "upload_finding", "upload_ending"):
        for statement in append_only_ddl(op.get_context().dialect.name, table):
            op.execute(statement)


def _findings() -> None:
    op.create_table(
        "upload_finding",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("upload_id", _KEY, nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("column", sa.Text(), nullable=False),
        sa.Column("found", sa.Text(), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("mend", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["upload_id"], ["upload.id"], name=op.f("fk_upload_finding_upload_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload_finding")),
    )
    op.create_index("ix_upload_finding_upload_id", "upload_finding", ["upload_id"])


def downgrade() -> None:
    raise NotImplementedError("there is no way back: restore the back-up from before the upgrade")
