"""An agency's SQLite file is read as it is, by the very file that was let through, and nothing beside it (P46, P47)."""

import sqlite3

import pytest

from core.errors import SourceChangedError, SourceDownError
from core.reasons import Reason
from data_sources import _sqlite
from data_sources._rows import taken
from tests.security.asking_databases import QUERY, File, contents, fetch, refusal


def file_database(folder, name="a.sqlite", value="umum", *, wal=False):
    with sqlite3.connect(folder / name) as made:
        if wal:
            made.execute("pragma journal_mode = wal")
        made.executescript(f"create table rekap (bulan text, jumlah int); insert into rekap values ('{value}', 1)")
    made.close()
    return File()


def test_an_sqlite_is_read_only_even_where_no_step_is_looked_at(tmp_path, monkeypatch):
    monkeypatch.setattr("data_sources.sql_table.statement_of", lambda source: source.options["query"])
    monkeypatch.setattr(_sqlite, "_allowed", lambda *_: sqlite3.SQLITE_OK)
    made = file_database(tmp_path)
    before = contents(tmp_path)
    for statement in (
        *("DELETE FROM rekap", "PRAGMA user_version = 7", "DROP TABLE rekap", "REPLACE INTO rekap VALUES ('a', 1)"),
        f"ATTACH DATABASE '{tmp_path}/baru.sqlite' AS lain",
        f"VACUUM INTO '{tmp_path}/salinan.sqlite'",
        "SELECT load_extension('/tmp/jahat.so')",
    ):
        refusal(made, tmp_path, query=statement)
    assert contents(tmp_path) == before


@pytest.mark.parametrize("back", [False, True])
def test_a_file_that_is_exchanged_for_a_link_while_it_is_opened_is_not_read(back, tmp_path, monkeypatch):
    inside = tmp_path / "berkas"
    inside.mkdir()
    made, connect = file_database(inside), sqlite3.connect
    file_database(tmp_path, "dasbor.sqlite3", "rahasia")

    def swapped(*arguments, **more):
        (inside / "a.sqlite").rename(inside / "asli")
        (inside / "a.sqlite").symlink_to(tmp_path / "dasbor.sqlite3")
        opened = connect(*arguments, **more)
        opened.execute("select * from rekap").fetchall()
        if back:
            (inside / "a.sqlite").unlink()
            (inside / "asli").rename(inside / "a.sqlite")
        return opened

    assert fetch(made, inside, query=QUERY)["bulan"].tolist() == ["umum"]
    monkeypatch.setattr("data_sources._sqlite.sqlite3.connect", swapped)
    error = refusal(made, inside, query=QUERY)
    assert (type(error), error.reason) == (SourceChangedError, Reason.FILE_MISSING)
    assert "rahasia" not in f"{error}{error.found}"


@pytest.mark.parametrize("suffix", ["-wal", "-shm", "-journal"])
def test_a_link_where_sqlite_looks_for_its_own_files_is_refused(suffix, tmp_path):
    inside = tmp_path / "berkas"
    inside.mkdir()
    made = file_database(inside)
    (inside / f"a.sqlite{suffix}").symlink_to(tmp_path / "ditulis")
    assert refusal(made, inside, query=QUERY).reason is Reason.FILE_MISSING
    assert not (tmp_path / "ditulis").exists()


def test_a_database_in_wal_mode_is_read_and_left_as_it_was(tmp_path):
    made = file_database(tmp_path, wal=True)
    before = contents(tmp_path)
    assert fetch(made, tmp_path, query=QUERY)["jumlah"].tolist() == [1]
    assert contents(tmp_path) == before


def test_a_database_that_is_written_to_while_it_is_read_as_one_at_rest_is_not_believed(tmp_path, monkeypatch):
    made = file_database(tmp_path, wal=True)

    def taken_meanwhile(*arguments, **more):
        with sqlite3.connect(tmp_path / "a.sqlite") as owner:
            owner.execute("insert into rekap values ('baru', 2)")
        owner.close()
        return taken(*arguments, **more)

    monkeypatch.setattr(_sqlite, "taken", taken_meanwhile)
    error = refusal(made, tmp_path, query=QUERY)
    assert (type(error), "was written to while" in str(error)) == (SourceDownError, True)


def test_rows_that_its_owner_has_just_written_are_read_while_he_has_it_open(tmp_path):
    made = file_database(tmp_path, wal=True)
    with sqlite3.connect(tmp_path / "a.sqlite") as owner:
        owner.execute("insert into rekap values ('baru', 2)")
        owner.commit()
        assert fetch(made, tmp_path, query=QUERY)["jumlah"].tolist() == [1, 2]
    owner.close()


def test_an_sqlite_that_was_made_to_hurt_hides_no_step_in_a_view(tmp_path):
    made = file_database(tmp_path)
    with sqlite3.connect(tmp_path / "a.sqlite") as owner:
        owner.execute("create view v as select load_extension('/tmp/jahat.so') as bulan, 1 as jumlah")
        owner.execute("create view w as select * from pragma_database_list")
    owner.close()
    for view in ("v", "w"):
        assert refusal(made, tmp_path, table=view).reason is Reason.SCHEMA_MISMATCH
