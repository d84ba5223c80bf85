"""Opens the database. All that differs between SQLite and PostgreSQL stands in this file.

Readers get a read-only snapshot; whoever writes goes through `Store.begin_write`, which lets one
transaction in at a time on both engines. Why the journal mode depends on the SQLite in use, and why
`BEGIN IMMEDIATE`: docs/decisions/0010-store-engines.md.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    ClauseElement,
    ColumnElement,
    Connection,
    Engine,
    Table,
    Text,
    cast,
    create_engine,
    event,
    func,
    literal,
    make_url,
    text,
    type_coerce,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.exc import DBAPIError

from core.errors import ConfigError, StoreError
from core.store.journal import journal_mode, journal_notice

BUSY_TIMEOUT = 60_000  # ms; a foreign lock of half a minute must not fail anybody
READ_CACHE, WRITE_CACHE = -8_192, -65_536  # KiB; a writer that spills its cache locks all readers out early
CHUNK = 5_000  # rows handed to the driver at a time: memory stays flat, and larger ones are no faster
HALTED = 60_000  # ms; a writer that is silent so long within its transaction was halted, and must not hold up the rest
_ADVISORY_LOCK = 640_100_001  # any number, the same in every process of this product
_WRITE = "store_write"


class Store:
    """The open database.

    Attributes:
        engine: The pool. Its transactions are read-only unless `begin_write` began them.
        notice: One English sentence for the log: the journal mode and why; "" on PostgreSQL.
    """

    def __init__(self, engine: Engine, notice: str = "") -> None:
        self.engine = engine
        self.notice = notice

    @contextmanager
    def begin_write(self) -> Iterator[Connection]:
        """Open the one writing transaction; it commits at the end and rolls back on any exception.

        Others wait their turn. Must not be nested: the inner one would wait for the outer one.

        Raises:
            StoreError: If the database refuses; nothing was stored.
        """
        try:
            with self.engine.connect() as conn:
                _prepare_write(conn)
                with conn.begin():
                    _serialise(conn)
                    yield conn
        except DBAPIError as error:
            raise _refused(error) from error

    def read(self) -> Connection:
        """Return a connection whose transaction sees one unchanging state: `with store.read() as conn`."""
        return self.engine.connect()

    def close(self) -> None:
        """Close every pooled connection."""
        self.engine.dispose()


def open_store(url: str) -> Store:
    """Open the database at an SQLAlchemy address; a missing SQLite folder is made.

    Raises:
        ConfigError: If the address is unreadable or of another engine than SQLite or PostgreSQL.
    """
    try:
        address = make_url(url)
    except Exception:  # the library's own message would print the address with its password
        raise ConfigError("[store] url: not a database address; expected postgresql+psycopg://...") from None
    backend = address.get_backend_name()
    if backend == "sqlite":
        return _open_sqlite(address)
    if backend == "postgresql":
        return _open_postgresql(address.set(drivername="postgresql+psycopg"))
    raise ConfigError(f"[store] url: {backend} is not supported; expected sqlite or postgresql+psycopg")


def migrate(store: Store) -> None:
    """Bring the tables up to the newest revision, in one transaction: old or new, never between.

    Raises:
        StoreError: If the database was made by a newer release, or refuses.
    """
    from core.store.migrations import upgrade  # noqa: PLC0415 - alembic takes 0.1 s and only a start needs it

    with store.begin_write() as conn:
        upgrade(conn)


def bulk_insert(conn: Connection, table: Table, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Add many rows by the engine's fastest way.

    Args:
        conn: A connection of `Store.begin_write`.
        table: Where to.
        columns: Names, in the order of the rows' values.
        rows: Values as the driver takes them (see `stored`).

    Raises:
        IntegrityError: If a row breaks a constraint.
    """
    quote = conn.dialect.identifier_preparer.quote
    names = ", ".join(quote(name) for name in columns)
    if conn.dialect.name == "postgresql":
        _copy(conn, f"COPY {quote(table.name)} ({names}) FROM STDIN", rows)
        return
    statement = f"INSERT INTO {quote(table.name)} ({names}) VALUES ({', '.join('?' * len(columns))})"  # noqa: S608
    remaining = iter(rows)
    while chunk := list(islice(remaining, CHUNK)):
        conn.exec_driver_sql(statement, chunk)


def stream_rows(conn: Connection, statement: ClauseElement, size: int) -> Iterator[list[tuple[Any, ...]]]:
    """Yield the rows of a long result in lists of at most `size`, as the driver's own tuples.

    For half a million rows: SQLAlchemy's rows would take another second, and PostgreSQL's client would
    hold them all. Only for columns that need no conversion (texts, numbers).

    Args:
        conn: A connection of `Store.read`.
        statement: Whatever is bound in it stands in the text, so numbers only.
        size: Rows in memory at a time.

    Raises:
        StoreError: If the database refuses.
    """
    if not conn.in_transaction():
        conn.begin()
    text_of = str(statement.compile(conn, compile_kwargs={"literal_binds": True}))
    driver: Any = conn.connection.driver_connection
    cursor = driver.cursor("stream_rows") if conn.dialect.name == "postgresql" else driver.cursor()
    try:
        cursor.execute(text_of)
        while rows := cursor.fetchmany(size):
            yield rows
    except conn.dialect.loaded_dbapi.Error as error:
        raise StoreError(f"database: {(str(error).splitlines() or ['no reason given'])[0]}") from error
    finally:
        cursor.close()


def joined(conn: Connection, column: Any, separator: str, *, order_by: Any = None) -> ColumnElement[str]:
    """Return the aggregate that joins a column's values into one text.

    Args:
        conn: Tells the engine.
        column: Texts or whole numbers.
        separator: Between them.
        order_by: What the values are ordered by. SQLite takes rows as it reads them: only for a range of the table's
            own key, which it reads in the order of the key. None: any order, the same for all columns of one query.
    """
    if conn.dialect.name == "sqlite":  # joins numbers without a cast, which would cost as much again
        return func.group_concat(type_coerce(column, Text), separator)
    between: Any = literal(separator)
    return func.string_agg(cast(column, Text), between if order_by is None else aggregate_order_by(between, order_by))


def stored(conn: Connection, table: Table, column: str, value: Any) -> Any:
    """Return a value as the driver takes it for that column, for `bulk_insert`."""
    processor = table.c[column].type.dialect_impl(conn.dialect).bind_processor(conn.dialect)
    return processor(value) if processor else value


def append_only_ddl(dialect: str, table: str) -> list[str]:
    """Return the statements that make the database itself refuse to change or delete rows of a table.

    For migrations. On SQLite a migration that rebuilds the table has to run them again.
    """
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            for act in ("UPDATE", "DELETE")
        ]
    return [
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$",
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    ]


def guarded_tables(conn: Connection) -> set[str]:
    """Return the tables that the database itself still keeps from being changed (see `append_only_ddl`)."""
    if conn.dialect.name == "sqlite":
        query = "SELECT tbl_name, count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_no_%' GROUP BY 1"
    else:
        query = (
            "SELECT c.relname, count(*) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE NOT t.tgisinternal AND t.tgenabled <> 'D' AND t.tgname LIKE '%\\_no\\_%' GROUP BY 1"
        )
    return {table for table, triggers in conn.execute(text(query)) if triggers >= 2}


def _open_sqlite(address: URL) -> Store:
    if not address.database or address.database == ":memory:":
        raise ConfigError("[store] url: SQLite needs a file; a database in memory forgets everything")
    Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(address, pool_size=8, max_overflow=24)
    mode = journal_mode(sqlite3.sqlite_version_info)
    event.listen(engine, "connect", lambda connection, _: _set_pragmas(connection, mode))
    event.listen(engine, "begin", _begin_sqlite)
    return Store(engine, journal_notice(sqlite3.sqlite_version_info))


def _set_pragmas(connection: sqlite3.Connection, mode: str) -> None:
    connection.isolation_level = None  # the driver would begin transactions of its own, deferred ones
    connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT}")  # first: the next ones may already have to wait
    actual = connection.execute(f"PRAGMA journal_mode={mode}").fetchone()[0]
    if actual.upper() != mode:
        raise StoreError(f"SQLite stays in journal mode {actual}, {mode} is needed: stop other programs that use it")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA recursive_triggers=ON")  # else INSERT OR REPLACE slips past the append-only guard


def _begin_sqlite(conn: Connection) -> None:
    """Begin for writing at once or for reading only: a reader that turns writer fails with "database is locked"."""
    write = bool(conn.get_execution_options().get(_WRITE))
    conn.exec_driver_sql(f"PRAGMA query_only={'OFF' if write else 'ON'}")
    conn.exec_driver_sql(f"PRAGMA cache_size={WRITE_CACHE if write else READ_CACHE}")
    conn.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _open_postgresql(address: URL) -> Store:
    snapshot = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    engine = create_engine(address, pool_size=8, max_overflow=24, pool_pre_ping=True, execution_options=snapshot)
    return Store(engine)


def _prepare_write(conn: Connection) -> None:
    if conn.dialect.name == "sqlite":
        conn.execution_options(**{_WRITE: True})
    else:
        conn.execution_options(isolation_level="READ COMMITTED", postgresql_readonly=False)


def _serialise(conn: Connection) -> None:
    # READ COMMITTED: what follows the lock sees what the one before us committed.
    if conn.dialect.name == "postgresql":
        conn.exec_driver_sql(f"SET LOCAL idle_in_transaction_session_timeout = {HALTED}")
        conn.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})


def _copy(conn: Connection, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
    driver: Any = conn.connection.driver_connection
    fault = conn.dialect.loaded_dbapi.Error
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
    except fault as error:  # as SQLAlchemy would have told it: callers tell a broken key from a lost connection
        raise DBAPIError.instance(statement, None, error, fault, dialect=conn.dialect) from error


def _refused(error: DBAPIError) -> StoreError:
    # Only the driver's first line: the statement and its parameters may hold an agency's data.
    return StoreError(f"database: {(str(error.orig).splitlines() or ['no reason given'])[0]}; nothing was stored")
