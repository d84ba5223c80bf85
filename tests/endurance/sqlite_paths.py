"""Both ways of SQLite, whichever the machine has: the product chooses its journal by the version it finds.

With a SQLite that has the WAL-reset bug the product takes the rollback journal. pysqlite3 brings a newer one, which
takes the place of the standard module before anything of the product is imported; the product then takes the
write-ahead log by itself.
"""

import sqlite3
import sys
from importlib import import_module

ROLLBACK, WAL = "rollback", "wal"
PATHS = (ROLLBACK, WAL)


def take_path(path):
    """Make this process's product use a journal. Call it before core.store.engine is imported."""
    assert "core.store.engine" not in sys.modules
    if path == WAL and not _is_safe(sqlite3.sqlite_version_info):
        _replace_sqlite()
    engine = import_module("core.store.engine")
    if path == ROLLBACK:
        engine.journal_mode = lambda _version: "TRUNCATE"
    assert engine.journal_mode(engine.sqlite3.sqlite_version_info) == {ROLLBACK: "TRUNCATE", WAL: "WAL"}[path]


def _is_safe(version):
    return version >= (3, 51, 3)


def _replace_sqlite():
    import pysqlite3 as newer  # noqa: PLC0415 - only where the machine's own will not do

    assert _is_safe(newer.sqlite_version_info), f"pysqlite3 brings SQLite {newer.sqlite_version}"
    sys.modules["sqlite3"] = newer
    sys.modules["sqlite3.dbapi2"] = newer.dbapi2
