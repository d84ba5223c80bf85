"""Databases of agencies are only read: attacked on both real engines with the first guard, the words, taken away."""

import socket

import psycopg
import pytest
import sqlalchemy as sa

from core.collect.contract import Limits
from core.domain.internal_hosts import NOTHING_INTERNAL
from core.errors import SourceChangedError, SourceDownError, SourceError, SourceRefusedError
from core.reasons import Reason
from tests.security.asking_databases import QUERY, File, contents, fetch, refusal

BOTH = [
    "DELETE FROM rekap",
    "UPDATE rekap SET jumlah = 0",
    "INSERT INTO rekap VALUES ('2025-03', 1)",
    "WITH x AS (SELECT 1) DELETE FROM rekap",
    "WITH x AS (SELECT 1 AS a) INSERT INTO rekap SELECT 'x', a FROM x",
    "WITH x AS (DELETE FROM rekap RETURNING *) SELECT * FROM x",
    "DROP TABLE rekap",
    "CREATE TABLE baru (a int)",
    "CREATE TEMP TABLE baru AS SELECT * FROM rekap",
    "SELECT 1; DELETE FROM rekap",
    "COMMIT; DELETE FROM rekap",
    "BEGIN",
    "VACUUM",
    "ANALYZE",
]
SQLITE = [
    "ATTACH DATABASE '{folder}/baru.sqlite' AS lain",
    "ATTACH DATABASE '{folder}/perizinan.sqlite' AS lain",
    "ATTACH DATABASE 'file:{folder}/perizinan.sqlite?mode=rwc' AS lain",
    "VACUUM INTO '{folder}/salinan.sqlite'",
    "PRAGMA query_only = off",
    "PRAGMA writable_schema = on",
    "PRAGMA journal_mode = wal",
    "PRAGMA user_version = 7",
    "PRAGMA temp_store_directory = '{folder}'",
    "SELECT * FROM pragma_database_list",
    "UPDATE sqlite_master SET sql = 'x'",
    "REPLACE INTO rekap VALUES ('2025-01', 0)",
    "CREATE VIRTUAL TABLE v USING fts5(a)",
    "SELECT load_extension('{folder}/jahat.so')",
    "SELECT readfile('/etc/passwd')",
    "SELECT writefile('{folder}/a.txt', 'x')",
    "SELECT fts3_tokenizer('simple', x'0000000000000000')",
    "SELECT zeroblob(900000000)",
    "DETACH DATABASE main",
]
POSTGRES = [
    "COPY rekap TO PROGRAM 'touch {folder}/a.txt'",
    "COPY rekap TO '{folder}/a.txt'",
    "COPY rekap FROM PROGRAM 'echo 2025-03,1'",
    "SELECT pg_read_file('/etc/passwd')",
    "SELECT pg_read_binary_file('/etc/passwd')",
    "SELECT pg_ls_dir('/')",
    "SELECT lo_import('/etc/passwd')",
    "SELECT lo_from_bytea(0, 'x')",
    "SELECT lo_create(0)",
    "SELECT nextval('urut')",
    "SELECT setval('urut', 99)",
    "SET TRANSACTION READ WRITE",
    "SET default_transaction_read_only = off",
    "SET ROLE postgres",
    "SET SESSION AUTHORIZATION postgres",
    "RESET ALL",
    "DISCARD ALL",
    "SELECT set_config('transaction_read_only', 'off', true)",
    "SELECT set_config('transaction_read_only', 'off', false), tulis()",
    "SELECT set_config('role', 'postgres', false)",
    "SELECT set_config('session_authorization', 'postgres', false)",
    "SELECT tulis()",
    "SELECT tulis_paksa()",
    "SELECT * FROM rekap FOR UPDATE",
    "CALL hapus()",
    "DO 'begin delete from rekap; end'",
    "SELECT * FROM pg_authid",
    "SELECT jumlah INTO salinan FROM rekap",
    "EXPLAIN ANALYZE DELETE FROM rekap",
    "LISTEN a",
    "NOTIFY a",
    "LOCK TABLE rekap",
    "PREPARE TRANSACTION 'a'",
]
# What an owner of the database, by mistake or not, may have left there for everybody to call, with his own rights.
TRAPS = """
create function tulis() returns int language sql security definer as
    $$ insert into rekap values ('2025-09', 9) returning jumlah $$;
create function tulis_paksa() returns int language plpgsql security definer as
    $$ begin perform set_config('transaction_read_only', 'off', true);
       insert into rekap values ('2025-09', 9); return 1; end $$;
create procedure hapus() language plpgsql security definer as $$ begin delete from rekap; commit; end $$;
"""


@pytest.fixture
def unguarded(database, monkeypatch):
    """Return a database in front of which no word is refused: what holds now is the engine and how we opened it."""
    monkeypatch.setattr("data_sources.sql_table.statement_of", lambda source: source.options["query"])
    if database.owner:
        with psycopg.connect(database.owner, autocommit=True) as made:
            made.execute(TRAPS)
    return database


def attacks(asked, folder):
    return [one.replace("{folder}", str(folder)) for one in [*BOTH, *(POSTGRES if asked.owner else SQLITE)]]


def test_no_statement_changes_anything_or_reaches_a_file(unguarded, tmp_path):
    before = unguarded.rows(), contents(tmp_path)
    for statement in attacks(unguarded, tmp_path):
        error = refusal(unguarded, tmp_path, query=statement)
        assert isinstance(error, SourceError), statement
        assert "root:" not in f"{error}{error.found}"
    assert (unguarded.rows(), contents(tmp_path)) == before


only_postgres = pytest.mark.parametrize("database", ["postgres"], indirect=True)


@only_postgres
def test_a_time_limit_that_the_query_takes_away_holds_all_the_same(unguarded, tmp_path):
    query = (
        "SELECT set_config('statement_timeout', '0', false) AS a, CASE WHEN i > 700 THEN pg_sleep(60) END AS b "
        "FROM generate_series(1, 2000) AS i"
    )
    error = refusal(unguarded, tmp_path, query=query, timeout=0.5)
    assert (type(error), error.reason) == (SourceDownError, Reason.SOURCE_TIMEOUT)


@only_postgres
def test_a_server_that_is_silent_in_the_middle_is_cut(database, over_tcp, tmp_path):
    deaf = sa.make_url(over_tcp(database.owner, deaf_after=b"DECLARE")).set(username="pembaca", password=None)
    database.secret = deaf.render_as_string(hide_password=False)
    error = refusal(database, tmp_path, query=QUERY, timeout=0.5)
    assert (type(error), error.reason) == (SourceDownError, Reason.SOURCE_TIMEOUT)


def test_a_server_that_never_says_a_word_is_cut(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        made = File()
        made.options, made.secret = {}, f"postgresql://a:b@127.0.0.1:{silent.getsockname()[1]}/d"
        error = refusal(made, tmp_path, query=QUERY, timeout=1)
    assert (type(error), error.reason) == (SourceDownError, Reason.SOURCE_TIMEOUT)


@only_postgres
@pytest.mark.parametrize(
    "right", ["superuser", "pg_read_server_files", "pg_write_server_files", "pg_execute_server_program"]
)
def test_an_account_that_may_reach_files_of_the_server_is_not_used(right, database, tmp_path):
    name = f"kuasa_{right}"
    with psycopg.connect(database.owner, autocommit=True) as made:
        if not made.execute("select 1 from pg_roles where rolname = %s", [name]).fetchone():
            made.execute(f"create role {name} login {'superuser' if right == 'superuser' else ''}")
            if right != "superuser":
                made.execute(f"create role lewat_{right} in role {right}; grant lewat_{right} to {name}")
    database.secret = database.secret.replace("pembaca", name)
    error = refusal(database, tmp_path, query="SELECT 1 AS a")
    assert (type(error), error.reason, error.found) == (SourceRefusedError, Reason.ACCOUNT_TOO_POWERFUL, right)
    assert name not in str(error)


@pytest.mark.parametrize("rows", [1, 400])
def test_values_that_are_too_large_together_are_refused(database, rows, tmp_path):
    long = "repeat('x', 900000)" if database.owner else "printf('%.*c', 900000, 'x')"
    numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {}) SELECT {} AS a FROM n"
    limits = Limits(deadline=30, max_bytes=800_000 if rows == 1 else 50_000_000)
    error = refusal(database, tmp_path, query=numbers.format(rows, long), limits=limits)
    assert (type(error), error.reason) == (SourceChangedError, Reason.FILE_TOO_LARGE)


@only_postgres
def test_a_database_at_an_address_that_is_not_named_is_not_connected_to(database, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        database.secret = f"postgresql://a:kata-sandi-77@127.0.0.1:{listener.getsockname()[1]}/d"
        error = refusal(database, tmp_path, query=QUERY, internal=NOTHING_INTERNAL)
        with pytest.raises(BlockingIOError):
            listener.accept()
    assert (type(error), error.reason) == (SourceRefusedError, Reason.ADDRESS_INTERNAL)
    assert "kata-sandi-77" not in f"{error}{error.found}"


@only_postgres
def test_the_name_of_a_database_is_looked_up_once(database, tmp_path, monkeypatch):
    real, asked = socket.getaddrinfo, []

    def resolve(host, *rest, **more):
        asked.append(host)
        return real("127.0.0.1" if host == "basis.test" else host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    database.secret = database.secret.replace("127.0.0.1", "basis.test")
    assert len(fetch(database, tmp_path, query=QUERY)) == 2
    assert asked.count("basis.test") == 1


def test_no_other_engine_is_spoken_to(tmp_path):
    made = File()
    made.options = {}
    for address in ("mysql+pymysql://a:b@127.0.0.1/d", "mssql://a:b@127.0.0.1/d", "oracle://a:b@127.0.0.1/d"):
        made.secret = address
        assert refusal(made, tmp_path, query=QUERY).reason is Reason.SOURCE_FORBIDDEN
