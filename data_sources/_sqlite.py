"""Reads an agency's SQLite file: the very file that was let through, opened read-only, every step allowed by name."""

import os
import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote
from weakref import WeakValueDictionary

from core.collect.contract import Source
from core.errors import SourceDownError
from core.reasons import Reason
from data_sources._confined import OpenFile
from data_sources._fault import refusal
from data_sources._rows import taken

_READS = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE})
_NO_FUNCTIONS = frozenset(
    {"load_extension", "readfile", "writefile", "edit", "fts3_tokenizer", "zeroblob", "randomblob"}
)
_STEPS = 5000  # of SQLite's machine between two looks at the clock: a few milliseconds
_LENGTH = 1_000_000  # bytes of one value
_BESIDE = ("-wal", "-shm", "-journal")  # what SQLite opens along with the file
_DESCRIPTORS = Path("/proc/self/fd")
# One reader of a file at a time: POSIX drops a process's locks on a file when any of its descriptors is closed, and
# only so a new descriptor of the file is surely that of our own connection.
_READERS: WeakValueDictionary[str, threading.Lock] = WeakValueDictionary()
_MAKING = threading.Lock()


def read_sqlite(
    source: Source, file: OpenFile, statement: str, *, seconds: float, most: int, max_bytes: int
) -> tuple[list[str], list[Sequence[Any]]]:
    """Return the column names and at most `most` rows.

    Raises:
        SourceError: No SQLite, damaged, busy, too slow, too much, no such table or column, or not a read.
    """
    if file.read(16) != b"SQLite format 3\x00":
        raise refusal(source, Reason.FORMAT_MISMATCH, "no SQLite database", found=file.path.name, expected="SQLite")
    before = _state(file) if _is_at_rest(file) else None
    try:
        with closing(_connected(source, file, seconds, at_rest=before is not None)) as database:
            _guard(database, seconds)
            cursor = database.execute(statement)
            names = [str(column[0]) for column in cursor.description or ()]
            rows = taken(source, cursor.fetchmany, most=most, max_bytes=max_bytes)
    except sqlite3.Error as error:
        raise _told(source, error) from None
    if before is not None and not (_is_at_rest(file) and _state(file) == before):
        raise SourceDownError(source.id, "the database was written to while it was read. Nothing was stored")
    return names, rows


def _is_at_rest(file: OpenFile) -> bool:
    """Tell whether a database in WAL mode is open nowhere.

    Opened as usual SQLite would put two files of its own beside it. So such a one is read as a file that does not
    change, and looked at again afterwards.
    """
    return file.read(20)[18:20] == b"\x02\x02" and not _beside(file, "-wal").exists()


def _beside(file: OpenFile, suffix: str) -> Path:
    return file.path.with_name(file.path.name + suffix)


def _state(file: OpenFile) -> tuple[int, int]:
    found = os.fstat(file.descriptor)
    return found.st_size, found.st_mtime_ns


@contextmanager
def alone_with(source: Source, path: str, seconds: float) -> Iterator[None]:
    """Wait until no other source of this process reads the same file.

    Raises:
        SourceDownError: If that takes too long.
    """
    with _MAKING:
        lock = _READERS.setdefault(path, threading.Lock())
    if not lock.acquire(timeout=3 * seconds):
        raise SourceDownError(source.id, "the database is being read by another source. Nothing was stored")
    try:
        yield
    finally:
        lock.release()


def _connected(source: Source, file: OpenFile, seconds: float, *, at_rest: bool) -> sqlite3.Connection:
    """Return a connection to the file that was let through; SQLite opens by path, so it is compared afterwards."""
    for suffix in _BESIDE:
        beside = _beside(file, suffix)
        if beside.is_symlink() or (beside.exists() and not beside.is_file()):
            raise _replaced(source, beside.name)
    before = _descriptors_of(file)
    mode = "mode=ro&immutable=1" if at_rest else "mode=ro"
    database = sqlite3.connect(f"file:{quote(str(file.path))}?{mode}", uri=True, timeout=seconds)
    try:
        database.execute("pragma mmap_size = 0")
        database.execute("select count(*) from sqlite_master").fetchone()
        if not _is_same(file, before):
            raise _replaced(source, file.path.name)
    except BaseException:
        database.close()
        raise
    return database


def _is_same(file: OpenFile, before: set[str]) -> bool:
    if not _DESCRIPTORS.is_dir():  # no Linux: a swap there and back while it is opened goes unseen
        found = file.path.lstat()
        return (found.st_dev, found.st_ino) == file.identity
    return bool(_descriptors_of(file) - before)


def _descriptors_of(file: OpenFile) -> set[str]:
    """Return this process's descriptors of the same file; where there is no list of them, none."""
    same = set()
    for one in _DESCRIPTORS.iterdir() if _DESCRIPTORS.is_dir() else ():
        with suppress(OSError):  # closed meanwhile, by another thread
            found = os.fstat(int(one.name))
            if (found.st_dev, found.st_ino) == file.identity:
                same.add(one.name)
    return same


def _guard(database: sqlite3.Connection, seconds: float) -> None:
    database.execute("pragma query_only = on")
    database.execute("pragma trusted_schema = off")
    database.execute("pragma cell_size_check = on")  # the file may have been made to hurt
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


def _replaced(source: Source, name: str) -> Exception:
    message = f"{name} is a link, or was exchanged while it was opened"
    return refusal(source, Reason.FILE_MISSING, message, found=name, expected="berkas biasa di foldernya sendiri")


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
