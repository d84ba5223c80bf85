"""All tables of the first release.

The shapes are written out and not taken from core.store.models: a migration says what the tables
were like on its day, whatever the models become.
"""

import sqlalchemy as sa
from alembic import op

from core.store.engine import append_only_ddl

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "lease",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("holder", sa.String(length=160), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_lease")),
    )
    op.create_table(
        "run",
        sa.Column("id", KEY, nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("trigger", sa.String(length=16), nullable=False),
        sa.Column("due_at", INSTANT, nullable=True),
        sa.Column("started_at", INSTANT, nullable=False),
        sa.Column("finished_at", INSTANT, nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("holder", sa.String(length=160), nullable=False),
        sa.Column("read", sa.Integer(), nullable=False),
        sa.Column("new", sa.Integer(), nullable=False),
        sa.Column("same", sa.Integer(), nullable=False),
        sa.Column("revised", sa.Integer(), nullable=False),
        sa.Column("rejected", sa.Integer(), nullable=False),
        sa.Column("simulated", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("mend", sa.Text(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run")),
        sa.UniqueConstraint("source", "due_at", name=op.f("uq_run_source_due_at")),
    )
    op.create_index("ix_run_source_started", "run", ["source", "started_at"], unique=False)
    version = op.create_table(
        "store_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_store_version")),
    )
    op.create_table(
        "boundary",
        sa.Column("id", KEY, nullable=False),
        sa.Column("area", sa.String(length=13), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("run_id", KEY, nullable=False),
        sa.Column("schematic", sa.Boolean(), nullable=False),
        sa.Column("geometry", sa.Text(), nullable=False),
        sa.Column("stored_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_boundary_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_boundary")),
        sa.UniqueConstraint("run_id", "area", name=op.f("uq_boundary_run_id_area")),
    )
    op.create_table(
        "feature",
        sa.Column("id", KEY, nullable=False),
        sa.Column("layer", sa.String(length=64), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("run_id", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("observed_at", INSTANT, nullable=True),
        sa.Column("geometry", sa.Text(), nullable=False),
        sa.Column("properties", sa.Text(), nullable=False),
        sa.Column("stored_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_feature_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feature")),
        sa.UniqueConstraint("run_id", "layer", "key", name=op.f("uq_feature_run_id_layer_key")),
    )
    op.create_table(
        "layer_edition",
        sa.Column("id", KEY, nullable=False),
        sa.Column("layer", sa.String(length=64), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("run_id", KEY, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("stored_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_layer_edition_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_layer_edition")),
        sa.UniqueConstraint("run_id", "layer", name=op.f("uq_layer_edition_run_id_layer")),
    )
    op.create_table(
        "observation",
        sa.Column("id", KEY, nullable=False),
        sa.Column("indicator", sa.String(length=16), nullable=False),
        sa.Column("area", sa.String(length=13), nullable=False),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("value", sa.Float(precision=53), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("flag", sa.String(length=2), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("citation", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("run_id", KEY, nullable=False),
        sa.Column("stored_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_observation_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation")),
        sa.UniqueConstraint(
            "indicator",
            "area",
            "period",
            "source",
            "revision",
            name=op.f("uq_observation_indicator_area_period_source_revision"),
        ),
    )
    op.create_index("ix_observation_source", "observation", ["source", "indicator", "period"], unique=False)
    op.create_table(
        "raw_answer",
        sa.Column("id", KEY, nullable=False),
        sa.Column("run_id", KEY, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_raw_answer_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_raw_answer")),
    )
    op.create_index(op.f("ix_raw_answer_run_id"), "raw_answer", ["run_id"], unique=False)
    op.create_table(
        "rejection",
        sa.Column("id", KEY, nullable=False),
        sa.Column("run_id", KEY, nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("column", sa.Text(), nullable=False),
        sa.Column("found", sa.Text(), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("mend", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_rejection_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rejection")),
    )
    op.create_index(op.f("ix_rejection_run_id"), "rejection", ["run_id"], unique=False)
    op.bulk_insert(version, [{"id": 1, "number": 0}])
    for statement in append_only_ddl(op.get_context().dialect.name, "observation"):
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("there is no way back: restore the back-up from before the upgrade")
