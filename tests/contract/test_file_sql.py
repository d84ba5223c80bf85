"""SQL tables on both real engines: what is read, and that nothing else can be done (P47)."""

import sqlite3

import pytest
from cases import Kept, tools_of

from core.collect.contract import PLACE, Layout, Reading, Source
from core.errors import SourceDownError, SourceError, SourceRefusedError
from core.reasons import Reason
from data_sources.sql_table import fetch_sql_table
from tests.databases import Database

GOOD = [
    "SELECT bulan, jumlah FROM rekap ORDER BY bulan",
    "select bulan, jumlah from rekap order by bulan;",
    "WITH r AS (SELECT * FROM rekap) SELECT bulan, jumlah FROM r ORDER BY bulan -- dua bulan",
    "SELECT bulan AS \"bulan\", jumlah FROM rekap WHERE bulan <> 'drop table; update' ORDER BY 1",
    "SELECT replace(bulan, '-', '-') AS bulan, sum(jumlah) AS jumlah /* per bulan */ FROM rekap GROUP BY 1 ORDER BY 1",
]
BAD = [
    "",
    "bukan sql",
    "INSERT INTO rekap VALUES ('2025-03', 1)",
    "UPDATE rekap SET jumlah = 0",
    "DELETE FROM rekap",
    "DROP TABLE rekap",
    "TRUNCATE rekap",
    "CREATE TABLE baru (a int)",
    "ALTER TABLE rekap ADD b int",
    "REPLACE INTO rekap VALUES ('2025-03', 1)",
    "VACUUM",
    "PRAGMA query_only = off",
    "ATTACH DATABASE '/tmp/lain.sqlite' AS lain",
    "COPY rekap TO '/tmp/rekap.csv'",
    "COPY rekap TO PROGRAM 'id'",
    "GRANT ALL ON rekap TO public",
    "CALL hapus()",
    "DO 'begin delete from rekap; end'",
    "EXPLAIN ANALYZE DELETE FROM rekap",
    "SET default_transaction_read_only = off",
    "BEGIN; DELETE FROM rekap; COMMIT",
    "SELECT 1; DELETE FROM rekap",
    "SELECT 1; SELECT 2",
    "SELECT 1;; DROP TABLE rekap",
    "SELECT bulan, jumlah INTO salinan FROM rekap",
    "WITH x AS (DELETE FROM rekap RETURNING *) SELECT * FROM x",
    "WITH x AS (UPDATE rekap SET jumlah = 0 RETURNING *) SELECT * FROM x",
    "WITH x AS (INSERT INTO rekap VALUES ('2025-03', 1) RETURNING *) SELECT * FROM x",
    "SELECT * FROM rekap FOR UPDATE",
    "SELECT * FROM rekap FOR SHARE",
    "SELECT pg_sleep(30)",
    'SELECT "pg_sleep"(30)',
    "SELECT pg_read_file('/etc/passwd')",
    "SELECT pg_ls_dir('/')",
    "SELECT lo_import('/etc/passwd')",
    "SELECT * FROM dblink('host=127.0.0.1', 'delete from rekap') AS t(a int)",
    "SELECT query_to_xml('delete from rekap', true, true, '')",
    "SELECT set_config('transaction_read_only', 'off', false)",
    "SELECT nextval('urut')",
    "SELECT pg_terminate_backend(pg_backend_pid())",
    "SELECT load_extension('/tmp/jahat.so')",
    "SELECT writefile('/tmp/a', 'b')",
    "SELECT zeroblob(999999999)",
    "SELECT $$a$$; DROP TABLE rekap",
    "SELECT $$ ; DROP TABLE rekap $$",
    "SELECT E'\\'' , pg_sleep(30), ''",
    'SELECT U&"\\0070g_sleep"(30)',
    "SELECT /*! pg_sleep(30) */ 1",
    "SELECT 'tidak ditutup",
    "SELECT /* /* */ pg_sleep(30) */ 1",
    "SELECT * FROM pg_authid",
    "VALUES (1)",
    "TABLE rekap",
    "SELECT tidak_ada FROM rekap",
    "SELECT * FROM tidak_ada",
    "SELECT 1 AS a, 2 AS a",
    "SELECT (SELECT",
]


def fetch(database, tmp_path, kept=None, *, columns=None, **options):
    reading = Reading(Layout.LONG, columns or {})
    source = Source(
        "uji", "DPMPTSP", "sql_table", options={**database.options, **options}, reading=reading, secret="URL"
    )
    return fetch_sql_table(source, tools_of(kept or Kept(), tmp_path, secret=database.secret))


def refusal(database, tmp_path, **options):
    with pytest.raises(SourceError) as caught:
        fetch(database, tmp_path, **options)
    return caught.value


def test_good_statements_are_answered_on_both_engines(database, tmp_path):
    for query in GOOD:
        records = fetch(database, tmp_path, query=query)
        assert records[["bulan", "jumlah"]].values.tolist() == [["2025-01", 96], ["2025-02", 104]]
    assert records[PLACE].tolist() == ["baris 1", "baris 2"]


def test_bad_statements_change_nothing_and_answer_nothing(database, tmp_path):
    before = database.rows()
    for query in BAD:
        error = refusal(database, tmp_path, query=query)
        assert error.reason is Reason.SCHEMA_MISMATCH, query
    assert database.rows() == before


def test_the_engine_itself_refuses_to_write_when_the_words_were_not_seen(database, tmp_path, monkeypatch):
    monkeypatch.setattr("data_sources.sql_table.statement_of", lambda source: source.options["query"])
    before = database.rows()
    for query in (
        "DELETE FROM rekap",
        "INSERT INTO rekap VALUES ('x', 1)",
        "DROP TABLE rekap",
        "CREATE TABLE a (b int)",
    ):
        assert isinstance(refusal(database, tmp_path, query=query), SourceError)
    assert database.rows() == before


def test_of_a_table_only_the_named_columns_are_asked_for(database, tmp_path):
    records = fetch(database, tmp_path, table="rekap", columns={"period": "bulan"})
    assert records.columns.tolist() == ["bulan", PLACE]


@pytest.mark.parametrize("name", ['rekap"; drop table rekap; --', "rekap where 1=1; ", "", "a'b", "rekap\x00"])
def test_what_is_no_name_of_a_table_is_refused(database, tmp_path, name):
    before = database.rows()
    assert refusal(database, tmp_path, table=name).reason is Reason.SCHEMA_MISMATCH
    assert database.rows() == before


def test_what_is_kept_is_the_answer_and_tells_no_address(database, tmp_path):
    kept = Kept()
    fetch(database, tmp_path, kept, query=GOOD[0])
    assert b"2025-01" in kept.contents[0]
    assert database.secret not in kept.addresses[0] or not database.secret


def test_rows_beyond_the_limit_are_refused(database, tmp_path):
    assert refusal(database, tmp_path, query=GOOD[0], max_rows=1).reason is Reason.FILE_TOO_LARGE


def test_a_query_without_end_is_stopped(database, tmp_path):
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) AS bulan FROM n"
    error = refusal(database, tmp_path, query=endless, timeout=0.3)
    assert (type(error), error.reason) == (SourceDownError, Reason.SOURCE_TIMEOUT)


def test_dates_and_decimals_come_typed(database, tmp_path):
    records = fetch(database, tmp_path, query="SELECT 1.5 AS a, NULL AS b, 'x' AS c")
    assert records.iloc[0, :3].tolist() == [1.5, None, "x"]


SECRET_PART = "kata-sandi-rahasia"


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("", Reason.SECRET_MISSING),
        ("bukan alamat", Reason.SOURCE_FORBIDDEN),
        (f"sqlite:////etc/{SECRET_PART}", Reason.SOURCE_FORBIDDEN),
        (f"mysql+pymysql://a:{SECRET_PART}@h/d", Reason.SOURCE_FORBIDDEN),
        (f"postgresql+psycopg2://a:{SECRET_PART}@h/d", Reason.SOURCE_FORBIDDEN),
        (f"postgresql://a:{SECRET_PART}@/d", Reason.SOURCE_FORBIDDEN),
        (f"postgresql://a:{SECRET_PART}@h", Reason.SOURCE_FORBIDDEN),
        (f"postgresql://a:{SECRET_PART}@h:angka/d", Reason.SOURCE_FORBIDDEN),
        (f"postgresql://a:{SECRET_PART}@h/d?options=-c%20a=b", Reason.SOURCE_FORBIDDEN),
        (f"postgresql://a:{SECRET_PART}@h/d?passfile=/etc/passwd", Reason.SOURCE_FORBIDDEN),
        (f"postgresql://a:{SECRET_PART}@h/d?host=/tmp", Reason.SOURCE_FORBIDDEN),
        (f"postgresql://a:{SECRET_PART}@h1,h2/d", Reason.SOURCE_FORBIDDEN),
        (f"postgresql://a:{SECRET_PART}@127.0.0.1:1/d", Reason.SOURCE_DOWN),
    ],
)
def test_a_bad_address_is_refused_and_never_shown(address, reason, tmp_path):
    error = refusal(Database({}, address, None), tmp_path, query=GOOD[0])
    assert error.reason is reason
    assert SECRET_PART not in f"{error} {error.found} {error.expected}"
    assert error.__cause__ is None


def test_a_refused_account_is_told_apart_from_a_server_that_is_down(empty_postgres_url, over_tcp, tmp_path):
    address = over_tcp(empty_postgres_url).replace("://postgres", "://tidak_ada", 1)
    error = refusal(Database({}, address, None), tmp_path, query="SELECT 1 AS a")
    assert (type(error), error.reason) == (SourceRefusedError, Reason.SOURCE_FORBIDDEN)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.sqlite", b"bukan basis data", Reason.FORMAT_MISMATCH),
        ("a.sqlite", b"SQLite format 3\x00" + b"\xff" * 2000, Reason.CORRUPT),
    ],
)
def test_what_is_no_sqlite_is_refused(name, content, reason, tmp_path):
    (tmp_path / name).write_bytes(content)
    assert refusal(Database({"path": name}, "", None), tmp_path, query=GOOD[0]).reason is reason


def test_an_sqlite_outside_the_folder_is_not_opened(tmp_path):
    inside = tmp_path / "dalam"
    inside.mkdir()
    sqlite3.connect(tmp_path / "luar.sqlite").close()
    error = refusal(Database({"path": "../luar.sqlite"}, "", None), inside, query=GOOD[0])
    assert error.reason is Reason.FILE_MISSING
