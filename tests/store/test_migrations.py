"""Migrations: they make what the models describe, whole or not at all, and wait for one another."""

import threading

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import event, inspect, text

from core.errors import StoreError
from core.store import models_access, models_locks, models_uploads  # noqa: F401 - their tables are among those of Base
from core.store.accounts import account_of
from core.store.engine import migrate, open_store
from core.store.migrations import config
from core.store.models import Base


@pytest.fixture(params=["sqlite", "postgres"])
def empty_url(request, tmp_path):
    """Return the address of a database without tables, once on each engine."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'new' / 'd.sqlite3'}"
    return request.getfixturevalue("empty_postgres_url")


def test_models_and_migrations_agree(store):
    with store.read() as conn:
        context = MigrationContext.configure(conn, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_there_is_one_newest_revision():
    assert len(ScriptDirectory.from_config(config()).get_heads()) == 1


def test_migrating_again_changes_nothing(store):
    with store.begin_write() as conn:
        conn.execute(text("UPDATE store_version SET number = 41"))
    migrate(store)
    with store.read() as conn:
        assert conn.execute(text("SELECT number FROM store_version")).scalars().all() == [41]


def test_a_migration_that_breaks_off_at_any_statement_leaves_no_table(empty_url):
    store = open_store(empty_url)
    at = 1
    while not _fails_at(store, at):
        with store.read() as conn:
            assert inspect(conn).get_table_names() == []
        at += 1
    assert at > 10  # as many statements as there are tables, at least
    store.close()


def _fails_at(store, at):
    """Break the migration off at its n-th statement; return True when it ended before."""
    seen = []

    def stop(*_):
        seen.append(1)
        if len(seen) == at:
            raise RuntimeError("power loss")

    event.listen(store.engine, "before_cursor_execute", stop)
    try:
        migrate(store)
    except RuntimeError:
        return False
    finally:
        event.remove(store.engine, "before_cursor_execute", stop)
    return True


def test_two_processes_that_start_at_once_both_find_the_tables(empty_url):
    stores = [open_store(empty_url) for _ in range(2)]
    faults = []

    def start(store):
        try:
            migrate(store)
        except Exception as error:
            faults.append(error)

    threads = [threading.Thread(target=start, args=(store,)) for store in stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    with stores[0].read() as conn:
        assert conn.execute(text("SELECT count(*) FROM store_version")).scalar() == 1
    for store in stores:
        store.close()


def test_a_database_of_a_newer_release_is_left_alone(store):
    with store.begin_write() as conn:
        conn.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="newer release"):
        migrate(store)
    with store.read() as conn:
        assert conn.execute(text("SELECT version_num FROM alembic_version")).scalar() == "9999"


def test_accounts_from_before_second_factors_have_none_and_stay_guarded(empty_url):
    store = open_store(empty_url)
    with store.begin_write() as conn:
        command.upgrade(config(conn), "0008")
        conn.execute(
            text(
                "INSERT INTO account_state (login, person, role, agency, password, active, changed_at, changed_by) "
                "VALUES ('siti', 'Siti', 'operator', '', 'hash', true, '2026-03-01 00:00:00', 'uji')"
            )
        )
    migrate(store)
    with store.read() as conn:
        found = account_of(conn, "siti")
    assert (found.password, found.factor, found.recovery) == ("hash", "", "")
    with pytest.raises(StoreError, match="append-only"), store.begin_write() as conn:
        conn.execute(text("UPDATE account_state SET factor = 'x'"))
    store.close()
