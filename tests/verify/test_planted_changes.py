"""A verification finds each planted change at its place, on both engines, and says what it cannot recompute.

The changes are those of somebody who holds the file of the database: the guards are dropped first.
"""

from dataclasses import replace

import pytest
from sqlalchemy import text

import data_sources  # noqa: F401 - registers the connectors
from core.catalogue.texts import packed
from core.clock import now_utc
from core.collect.raw import RawStore
from core.collect.verify import verify
from core.collect.verify_report import Kind
from core.domain.period import parse_period
from core.domain.viewer import Role, Viewer
from core.opening import Parts, catalogue_texts
from core.store.catalogues import keep_catalogue
from core.store.locking import LockDesk
from core.store.read_model import ReadModel
from core.store.verifying import Desk
from tests.collecting import MONTHS, Installation, feeds, run_source, section, table

REVISED = "SELECT indicator, area, period, run_id FROM observation WHERE revision = 1"
PERIOD = parse_period("2025-12")


@pytest.fixture
def server():
    with feeds() as running:
        running.give("a", table())
        yield running


@pytest.fixture
def parts(tmp_path, server, store):
    """Return an installation with one collected source, its database once on each engine."""
    installed = Installation(tmp_path, section("a", url=server.url("a")))
    installed.store.close()
    made = Parts(installed.config, installed.catalogue, store)
    keep_catalogue(store, *packed(catalogue_texts()), now=now_utc())
    _collect(made)
    return made


def _collect(parts):
    run_source(
        parts.config.sources["a"], config=parts.config, store=parts.store, catalogue=parts.catalogue, trigger="manual"
    )


def _change(parts, statement, table_name="observation", **values):
    """Change stored rows as somebody does who first drops the guards."""
    with parts.store.begin_write() as conn:
        if conn.dialect.name == "sqlite":
            for act in ("update", "delete"):
                conn.execute(text(f"DROP TRIGGER {table_name}_no_{act}"))
        else:
            conn.execute(text(f"ALTER TABLE {table_name} DISABLE TRIGGER USER"))
        conn.execute(text(statement), values)


def _files(parts):
    with parts.store.read() as conn:
        return [
            RawStore(parts.config.data_dir).path(one) for one in conn.scalars(text("SELECT sha256 FROM raw_answer"))
        ]


def _found(report, kind):
    return [str(one) for one in report.differences if one.kind is kind]


def test_what_nobody_touched_is_verified(parts):
    report = verify(parts, PERIOD)
    assert report.differences == report.unverified == []
    assert report.rows == 120
    assert report.figures > 100
    assert report.indexes > 1000
    assert report.as_json()["verified"] is True


def test_a_revision_and_an_unchanged_answer_are_verified_with_all_runs(parts, server):
    _collect(parts)
    server.give("a", table(shift=0.5))
    _collect(parts)
    report = verify(parts, PERIOD, every_run=True)
    assert report.differences == report.unverified == []
    assert report.runs == 2  # the second run stored nothing


def test_a_returned_value_is_missing_from_what_is_shown_and_from_what_is_recomputed(parts, server):
    """Nothing else rests on the run that brought it; without that run the revision before would be shown again."""
    server.give("a", table().replace("3.011", "9.011"))
    _collect(parts)
    model, steward = ReadModel(parts.store, parts.catalogue, parts.config), Viewer(Role.STEWARD, "Walidata")
    with parts.store.read() as conn:
        key = "_".join(map(str, conn.execute(text(REVISED)).one()))
    Desk(steward, parts.store, model, now=now_utc()).send_back("a", [key], "tiga kali lipat dari biasanya")
    report = verify(parts, PERIOD)
    assert report.differences == report.unverified == []
    assert report.runs == 2


def _locked(parts):
    model, steward = ReadModel(parts.store, parts.catalogue, parts.config), Viewer(Role.STEWARD, "Walidata")
    return LockDesk(steward, parts.store, model, now=now_utc())


def test_what_a_lock_held_back_is_not_missed_neither_while_it_holds_nor_later(parts, server):
    _locked(parts).lock("DLH", "2025", "")
    server.give("a", table(shift=0.5, months=MONTHS[-13:]))
    _collect(parts)
    for every_run in (False, True):
        report = verify(parts, PERIOD, every_run=every_run)
        assert report.differences == report.unverified == []
    _locked(parts).open("DLH", "2025", "laporan akhir tahun diperbaiki")
    _collect(parts)
    report = verify(parts, PERIOD, every_run=True)
    assert report.differences == report.unverified == []
    assert report.runs == 3


def test_a_forged_rejection_excuses_no_deleted_row(parts):
    """Only where there was a lock may a row be held back."""
    _change(parts, "DELETE FROM observation WHERE area = '64.01.04' AND period = '2025-12'")
    with parts.store.begin_write() as conn:
        conn.execute(
            text(
                'INSERT INTO rejection (run_id, place, "column", found, reason, sentence, mend) '
                "VALUES (1, 'x', '', 'LH-01 64.01.04 2025-12: 3.011', 'period_locked', '', '')"
            )
        )
    gone = _found(verify(parts, PERIOD), Kind.GONE)
    assert any("LH-01 64.01.04 2025-12" in one and "is not stored" in one for one in gone)


def test_a_changed_value_is_found_at_its_cell_and_in_the_figures(parts):
    statement = "UPDATE observation SET value = value + 1e-9 WHERE area = '64.01.04' AND period = '2025-12'"
    _change(parts, statement)
    report = verify(parts, PERIOD)
    [row] = _found(report, Kind.ROW)
    assert "LH-01 64.01.04 2025-12" in row
    assert "baris 49, kolom nilai" in row
    assert "stored 3.011000001, the raw answer says 3.011" in row
    figures = _found(report, Kind.FIGURE)
    assert any("64.01.04 Tanah Grogot, 2025-12" in one for one in figures)
    assert any("64.01 Paser, 2025-12" in one for one in figures)  # the sum of the kecamatan
    assert _found(report, Kind.GUARD) == [
        "guard: table observation: its append-only triggers are gone: rows can be changed"
    ]


@pytest.mark.parametrize("column", ["text", "flag", "place", "citation", "note"])
def test_what_stands_beside_a_value_is_compared_too(parts, column):
    _change(parts, f"UPDATE observation SET {column} = 'x' WHERE area = '64.01.01' AND period = '2025-12'")
    [row] = _found(verify(parts, PERIOD), Kind.ROW)
    assert f"{column}: stored 'x', the raw answer says" in row


def test_a_deleted_row_is_missed(parts):
    _change(parts, "DELETE FROM observation WHERE area = '64.01.04' AND period = '2025-12'")
    gone = _found(verify(parts, PERIOD), Kind.GONE)
    assert any("LH-01 64.01.04 2025-12" in one and "stands in the raw answer and is not stored" in one for one in gone)
    assert any("it stored 120 row(s), 119 stand there" in one for one in gone)


def test_a_row_that_no_answer_holds_is_found(parts):
    columns = "indicator, area, source, value, text, flag, place, citation, note, run_id, stored_at"
    _change(
        parts,
        f"INSERT INTO observation (period, revision, {columns}) "
        f"SELECT period, 1, {columns.replace('value', '99')} FROM observation "
        "WHERE area = '64.01.04' AND period = '2025-12'",
    )
    report = verify(parts, PERIOD)
    assert any("stored 99.0" in one for one in _found(report, Kind.ROW)) or _found(report, Kind.EXTRA)
    assert any("64.01.04" in one for one in _found(report, Kind.FIGURE))


def test_one_changed_byte_of_a_raw_answer_is_found(parts):
    [path] = _files(parts)
    content = bytearray(path.read_bytes())
    content[-5] ^= 1
    path.write_bytes(content)
    report = verify(parts, PERIOD)
    [raw] = _found(report, Kind.RAW)
    assert str(path) in raw
    assert report.unverified[0].why == "its raw answer was changed"


def test_one_changed_weight_in_the_kept_catalogue_is_found_at_its_line(parts):
    [(row, number)] = [
        (line, number)
        for number, line in enumerate(catalogue_texts()["weights.csv"].splitlines(), 1)
        if line.startswith("tuntas,LH-03,")
    ]
    changed = row.replace("tuntas,LH-03,1", "tuntas,LH-03,9")
    assert changed != row
    _change(parts, "UPDATE catalogue_version SET files = replace(files, :old, :new)", "catalogue_version",
            old=row, new=changed)  # fmt: skip
    found = _found(verify(parts, PERIOD), Kind.CATALOGUE)
    assert any("its sha256 is" in one for one in found)
    assert any(f"weights.csv line {number}" in one and "kept tuntas, LH-03, 9" in one for one in found)


def test_a_missing_raw_answer_is_no_difference_and_said(parts):
    [path] = _files(parts)
    path.unlink()
    report = verify(parts, PERIOD)
    assert report.differences == []
    [one] = report.unverified
    assert (one.source_id, one.rows) == ("a", 120)
    assert one.why.endswith("is missing")


def test_a_source_that_left_the_configuration_is_said(parts):
    without = replace(parts, config=parts.config.model_copy(update={"sources": {}}))
    report = verify(without, PERIOD)
    assert report.differences == []
    assert [one.why for one in report.unverified] == ["its source is not in config.toml any more"]


def test_a_section_that_reads_otherwise_now_is_not_reproducible(parts):
    source = parts.config.sources["a"]
    columns = {**source.reading.columns, "value": "lain"}
    other = replace(source, reading=replace(source.reading, columns=columns))
    report = verify(replace(parts, config=parts.config.model_copy(update={"sources": {"a": other}})), PERIOD)
    [one] = _found(report, Kind.UNREADABLE)
    assert "lain" in one


def test_nothing_is_changed_by_verifying(parts):
    before = _everything(parts)
    verify(parts, PERIOD, every_run=True)
    assert _everything(parts) == before


def _everything(parts):
    with parts.store.read() as conn:
        rows = conn.execute(text("SELECT * FROM observation ORDER BY id")).all()
        return rows, conn.scalar(text("SELECT number FROM store_version"))
