"""Migrations of the tables: one file a step in versions/, run by code, never by hand."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection

from core.errors import StoreError


def config(conn: Connection | None = None) -> Config:
    """Return Alembic's settings; there is no alembic.ini.

    Args:
        conn: A connection inside a transaction, in which the migrations run and which they do not commit.
    """
    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).parent))
    settings.set_main_option("path_separator", "os")
    settings.attributes["connection"] = conn
    return settings


def upgrade(conn: Connection) -> None:
    """Bring the tables up to the newest revision within the caller's transaction.

    Raises:
        StoreError: If the database is of a newer release.
    """
    try:
        command.upgrade(config(conn), "head")
    except CommandError as error:
        raise StoreError(
            f"database: {error}. It was made by a newer release of this program: start that one, "
            "or restore the back-up from before its upgrade"
        ) from None
