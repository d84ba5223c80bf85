"""No update or delete reaches a table of facts: the database itself refuses, on both engines."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import Boolean, DateTime, Float, Integer, insert, text, update

from core.errors import StoreError
from core.store import models_access, models_locks, models_uploads  # noqa: F401 - their tables are among those of Base
from core.store.engine import guarded_tables
from core.store.models import Base

NOW = datetime(2026, 3, 1, tzinfo=UTC)
# What changes by its nature: a run until it has ended, who holds the schedule, the number of the newest state, what a
# screen last told of itself, the codes that are on show.
CHANGING = {"run", "lease", "store_version", "screen_beat", "screen_code"}
FACTS = sorted(set(Base.metadata.tables) - CHANGING)


def row_of(table):
    """Return a value for each column that needs one."""
    made = {}
    for column in table.columns:
        if column.primary_key or column.nullable or column.foreign_keys:
            continue
        kind = column.type
        made[column.name] = (
            NOW
            if "INSTANT" in repr(kind).upper() or isinstance(kind, DateTime)
            else True
            if isinstance(kind, Boolean)
            else 1
            if isinstance(kind, Integer | Float)
            else "x"
        )
    return made


@pytest.fixture
def filled(store):
    """Return a store with a row in each table of facts."""
    tables = Base.metadata.tables
    with store.begin_write() as conn:
        made = {}
        for name in ("run", *FACTS):  # in order of names those that are named by others come before them
            table = tables[name]
            named = {column.name: made[key.column.table.name] for column in table.c for key in column.foreign_keys}
            row = insert(table).values(**row_of(table), **named).returning(*table.primary_key.columns)
            made[name] = conn.execute(row).scalar_one()
    return store


def count(store, name):
    with store.read() as conn:
        return conn.execute(text(f"SELECT count(*) FROM {name}")).scalar_one()


@pytest.mark.parametrize("name", FACTS)
def test_the_database_refuses_to_change_or_delete_a_fact(filled, name):
    table = Base.metadata.tables[name]
    for column in table.columns:
        with pytest.raises(StoreError, match="append-only"), filled.begin_write() as conn:
            conn.execute(update(table).values({column: column}))
    with pytest.raises(StoreError, match="append-only"), filled.begin_write() as conn:
        conn.execute(text(f"DELETE FROM {name}"))
    assert count(filled, name) == 1


@pytest.mark.parametrize("name", FACTS)
def test_no_other_way_gets_past_the_guard(filled, name):
    if filled.engine.dialect.name == "postgresql":
        ways = [f"TRUNCATE {name}", f"TRUNCATE {name} CASCADE"]
    else:
        ways = [f"INSERT OR REPLACE INTO {name} SELECT * FROM {name}", f"UPDATE OR REPLACE {name} SET id = id"]
    for way in ways:  # what others refer to PostgreSQL does not empty for that reason already
        with pytest.raises(StoreError, match=r"append-only|foreign key"), filled.begin_write() as conn:
            conn.execute(text(way))
    assert count(filled, name) == 1


def test_every_table_is_either_guarded_or_known_to_change(store):
    with store.read() as conn:
        assert guarded_tables(conn) >= set(FACTS)
        assert not guarded_tables(conn) & CHANGING
