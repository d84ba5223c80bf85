"""Screens of walls: states, tokens and commands are added; what they last told, and codes on show, change."""

import sqlalchemy as sa
from alembic import op

from core.store.engine import append_only_ddl

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_INSTANT = sa.DateTime(timezone=True)
_FACTS = ("screen_state", "screen_token", "screen_command")


def upgrade() -> None:
    op.create_table(
        "screen_state",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("screen", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("slides", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("since", _INSTANT, nullable=False),
        sa.Column("expires_at", _INSTANT, nullable=False),
        sa.Column("changed_at", _INSTANT, nullable=False),
        sa.Column("changed_by", sa.String(length=160), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screen_state")),
    )
    op.create_index("ix_screen_state_screen", "screen_state", ["screen", "id"])
    op.create_table(
        "screen_token",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("screen", sa.String(length=16), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("parent", sa.BigInteger(), nullable=False),
        sa.Column("issued_at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screen_token")),
        sa.UniqueConstraint("sha256", name=op.f("uq_screen_token_sha256")),
    )
    op.create_index("ix_screen_token_screen", "screen_token", ["screen", "parent"])
    op.create_table(
        "screen_command",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("screen", sa.String(length=16), nullable=False),
        sa.Column("command", sa.String(length=16), nullable=False),
        sa.Column("ordered_at", _INSTANT, nullable=False),
        sa.Column("ordered_by", sa.String(length=160), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screen_command")),
    )
    op.create_index("ix_screen_command_screen", "screen_command", ["screen", "id"])
    _what_changes()
    for table in _FACTS:
        for statement in append_only_ddl(op.get_context().dialect.name, table):
            op.execute(statement)


def _what_changes() -> None:
    op.create_table(
        "screen_beat",
        sa.Column("screen", sa.String(length=16), nullable=False),
        sa.Column("token", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", _INSTANT, nullable=False),
        sa.Column("slide", sa.String(length=80), nullable=False),
        sa.Column("script", sa.String(length=16), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("agent", sa.String(length=32), nullable=False),
        sa.Column("loaded_at", _INSTANT, nullable=False),
        sa.Column("done", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("screen", name=op.f("pk_screen_beat")),
    )
    op.create_table(
        "screen_code",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("code_sha256", sa.String(length=64), nullable=False),
        sa.Column("browser_sha256", sa.String(length=64), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("made_at", _INSTANT, nullable=False),
        sa.Column("screen", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screen_code")),
        sa.UniqueConstraint("code_sha256", name=op.f("uq_screen_code_code_sha256")),
    )


def downgrade() -> None:
    raise NotImplementedError("there is no way back: restore the back-up from before the upgrade")
