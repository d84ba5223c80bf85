"""Run by Alembic; takes the connection that core.store.migrations hands over."""

from alembic import context

from core.store import models_access, models_locks, models_uploads  # noqa: F401 - their tables are among those of Base
from core.store.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,  # SQLite alters a table by rebuilding it
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
