"""Reads an agency's SQLite file: opened read-only, and every step allowed by name."""

import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

from core.collect.contract import Source
from core.errors import SourceDownError
from core.reasons import Reason
from data_sources._fault import refusal

_READS = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE})
_NO_FUNCTIONS = frozenset(
    {"load_extension", "readfile", "writefile", "edit", "fts3_tokenizer", "zeroblob", "randomblob"}
)
_STEPS = 5000  # of SQLite's machine between two looks at the clock: a few milliseconds
_LENGTH = 1_000_000  # bytes of one value


def read_sqlite(
    source: Source, path: Path, statement: str, *, seconds: float, most: int
) -> tuple[list[str], list[Sequence[Any]]]:
    """Return the column names and at most `most` + 1 rows.

    Raises:
        SourceError: No SQLite, damaged, busy, too slow, no such table or column, or not a read.
    """
    with path.open("rb") as file:
        head = file.read(16)
    if head != b"SQLite format 3\x00":
        raise refusal(source, Reason.FORMAT_MISMATCH, "no SQLite database", found=path.name, expected="SQLite")
    try:
        with closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True, timeout=seconds)) as database:
            _guard(database, seconds)
            cursor = database.execute(statement)
            names = [str(column[0]) for column in cursor.description or ()]
            return names, cursor.fetchmany(most + 1)
    except sqlite3.Error as error:
        raise _told(source, error) from None


def _guard(database: sqlite3.Connection, seconds: float) -> None:
    database.execute("pragma query_only = on")
    database.execute("pragma trusted_schema = off")
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LENGTH)
    database.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    end = time.monotonic() + seconds
    database.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
    database.set_authorizer(_allowed)  # last: the lines above would not pass it


def _allowed(action: int, _first: str | None, second: str | None, _database: str | None, _inner: str | None) -> int:
    if action in _READS:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_FUNCTION and (second or "").lower() not in _NO_FUNCTIONS:
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


def _told(source: Source, error: sqlite3.Error) -> Exception:
    text = str(error)
    if text == "interrupted":
        message = "the query took too long and was stopped. Nothing was stored"
        return SourceDownError(source.id, message, reason=Reason.SOURCE_TIMEOUT)
    if "locked" in text or "busy" in text:
        return SourceDownError(source.id, "the database is locked by its owner. Nothing was stored")
    if "malformed" in text or "not a database" in text or "corrupt" in text:
        return refusal(source, Reason.CORRUPT, f"the database is damaged ({text})", found="basis data rusak")
    message = f"the query cannot be answered: {text}"
    return refusal(
        source, Reason.SCHEMA_MISMATCH, message, found=text, expected="tabel dan kolom seperti di config.toml"
    )
