"""The engine: journal by version, pragmas on every connection, one writer at a time, readers that only read."""

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from recording import NOON, collect, frame
from sqlalchemy import text

from core.errors import ConfigError, StoreError
from core.store import engine, writes
from core.store.engine import migrate, open_store
from core.store.journal import journal_mode, journal_notice, wal_is_safe

ONE = frame(("TPS-01", "64.01", "2026-01", 1))


@pytest.fixture
def sqlite_store(tmp_path):
    """Return a migrated SQLite store."""
    store = open_store(f"sqlite:///{tmp_path / 'not' / 'there' / 'yet' / 'd.sqlite3'}")
    migrate(store)
    yield store
    store.close()


@pytest.mark.parametrize(
    ("version", "mode"),
    [
        ((3, 6, 23), "TRUNCATE"),
        ((3, 7, 0), "TRUNCATE"),
        ((3, 40, 1), "TRUNCATE"),
        ((3, 44, 5), "TRUNCATE"),
        ((3, 44, 6), "WAL"),
        ((3, 45, 0), "TRUNCATE"),
        ((3, 49, 9), "TRUNCATE"),
        ((3, 50, 6), "TRUNCATE"),
        ((3, 50, 7), "WAL"),
        ((3, 51, 0), "TRUNCATE"),
        ((3, 51, 2), "TRUNCATE"),
        ((3, 51, 3), "WAL"),
        ((3, 53, 0), "WAL"),
        ((4, 0, 0), "WAL"),
    ],
)
def test_the_write_ahead_log_is_used_only_where_it_is_safe(version, mode):
    assert journal_mode(version) == mode
    assert ("WAL-reset bug (" in journal_notice(version)) == (mode == "TRUNCATE")
    assert journal_notice(version).startswith("SQLite " + ".".join(map(str, version)))


def test_the_database_is_in_the_mode_that_the_version_asks_for(sqlite_store):
    with sqlite_store.read() as conn:
        assert conn.execute(text("PRAGMA journal_mode")).scalar().upper() == journal_mode(sqlite3.sqlite_version_info)
    assert (sqlite3.sqlite_version in sqlite_store.notice) and (
        ("WAL-reset bug (" in sqlite_store.notice) != wal_is_safe(sqlite3.sqlite_version_info)
    )


def test_every_pooled_connection_syncs_fully_and_checks_foreign_keys(sqlite_store):
    opened = [sqlite_store.read() for _ in range(20)]
    found = {
        tuple(
            conn.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("synchronous", "foreign_keys", "busy_timeout", "recursive_triggers", "query_only")
        )
        for conn in opened
    }
    for conn in opened:
        conn.close()
    with sqlite_store.begin_write() as conn:
        assert conn.execute(text("PRAGMA synchronous")).scalar() == 2
        assert conn.execute(text("PRAGMA query_only")).scalar() == 0
    assert found == {(2, 1, 60_000, 1, 1)}


def test_a_write_outside_begin_write_is_refused(store):
    with pytest.raises(Exception, match=r"read-?only"), store.engine.begin() as conn:
        conn.execute(text("UPDATE store_version SET number = 9"))
    with store.read() as conn:
        assert conn.execute(text("SELECT number FROM store_version")).scalar() == 0


def test_a_reader_sees_one_state_while_others_write(store):
    collect(store, "bps", ONE)
    # With the rollback journal the writer waits for the reader, otherwise it does not; the reader notices neither.
    writer = threading.Thread(target=collect, args=(store, "bps", frame(("TPS-01", "64.01", "2026-02", 1))))
    with store.read() as reader:
        seen = [reader.execute(text("SELECT count(*) FROM observation")).scalar()]
        writer.start()
        writer.join(0.2)
        seen.append(reader.execute(text("SELECT count(*) FROM observation")).scalar())
    writer.join()
    assert seen == [1, 1] and _count(store) == 2


def test_four_writers_and_three_readers_never_meet_a_locked_database(store):
    numbers = []

    def write():
        for _ in range(25):
            with store.begin_write() as conn:
                number = conn.execute(text("SELECT number FROM store_version")).scalar()
                conn.execute(text("UPDATE store_version SET number = :next"), {"next": number + 1})
                numbers.append(number)

    def read():
        for _ in range(50):
            with store.read() as conn:
                conn.execute(text("SELECT number FROM store_version")).scalar()

    with ThreadPoolExecutor(7) as pool:
        for done in [pool.submit(act) for act in (write, write, write, write, read, read, read)]:
            done.result()
    assert sorted(numbers) == list(range(100))


def test_a_foreign_lock_is_waited_for(sqlite_store):
    foreign = sqlite3.connect(sqlite_store.engine.url.database, isolation_level=None, check_same_thread=False)
    foreign.execute("BEGIN EXCLUSIVE")
    done = []
    threads = [
        threading.Thread(target=lambda: done.append(collect(sqlite_store, "bps", ONE).new)),
        threading.Thread(target=lambda: done.append(_count(sqlite_store))),
    ]
    for thread in threads:
        thread.start()
    assert done == []
    foreign.execute("ROLLBACK")
    for thread in threads:
        thread.join()
    assert 1 in done and len(done) == 2


def test_a_writer_that_was_halted_within_its_transaction_holds_up_postgresql_for_a_while_only(store, monkeypatch):
    if store.engine.dialect.name == "sqlite":
        pytest.skip("an SQLite file stays locked until the halted process goes on or is killed")
    monkeypatch.setattr(engine, "HALTED", 200)
    with pytest.raises(StoreError, match="nothing was stored"), store.begin_write() as conn:
        conn.execute(text("UPDATE store_version SET number = 9"))
        collect(store, "bps", ONE)  # waits for the lock, gets it when the server ends the halted one
        conn.execute(text("UPDATE store_version SET number = 9"))
    assert _count(store) == 1
    with store.read() as conn:
        assert conn.execute(text("SELECT number FROM store_version")).scalar() == 1


def _count(store):
    with store.read() as conn:
        return conn.execute(text("SELECT count(*) FROM observation")).scalar()


def test_what_the_database_refuses_is_told_without_the_rows(store):
    with pytest.raises(StoreError) as caught, store.begin_write() as conn:
        conn.execute(text("INSERT INTO lease VALUES ('rahasia-negara', NULL, 1, NULL)"))
    assert "nothing was stored" in str(caught.value) and "rahasia-negara" not in str(caught.value)


def test_a_run_that_does_not_exist_cannot_be_named(store):
    with pytest.raises(StoreError), store.begin_write() as conn:
        conn.execute(text("INSERT INTO raw_answer (run_id, sha256, size, media_type, address) VALUES (7,'a',1,'','')"))


@pytest.mark.parametrize("url", ["mysql://u:geheim@h/d", "geheim", "sqlite://", "sqlite:///:memory:"])
def test_an_address_that_cannot_serve_stops_the_start_and_stays_secret(url):
    with pytest.raises(ConfigError, match=r"\[store\] url") as caught:
        open_store(url)
    assert "geheim" not in str(caught.value)


KILLED = """
    import os, signal, sys
    from recording import frame, NOON
    from core.domain.work import RunState
    from core.store import writes
    from core.store.engine import open_store
    store = open_store(sys.argv[1])
    with store.begin_write() as conn:
        run = writes.start_run(conn, source_id="bps", trigger="jadwal", due_at=NOON, now=NOON)
    with store.begin_write() as conn:
        many = frame(*(("TPS-01", "64.01", f"{year}", 1) for year in range(1000, 9000)))
        writes.record_observations(conn, run, "bps", many, now=NOON)
        if sys.argv[2] == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        writes.finish_run(conn, run, writes.Ending(RunState.OK), now=NOON)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
@pytest.mark.parametrize(("when", "stored"), [("before", 0), ("after", 8000)])
def test_a_killed_process_leaves_the_whole_run_or_nothing(store, store_url, when, stored):
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    command = [sys.executable, "-c", textwrap.dedent(KILLED), store_url, when]
    done = subprocess.run(command, check=False, capture_output=True, env=environment)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    assert _count(store) == stored
    with store.begin_write() as conn:  # what did not happen is caught up, what did is not repeated
        again = writes.start_run(conn, source_id="bps", trigger="susulan", due_at=NOON, now=NOON)
    assert (again is None) == (when == "after")
    if store.engine.dialect.name == "sqlite":
        with store.read() as conn:
            assert conn.execute(text("PRAGMA integrity_check")).scalar() == "ok"
