"""One run, one transaction: wherever it breaks off, the store is as it was before (promise P9)."""

import pandas as pd
import pytest
from recording import NOON, collect, frame
from sqlalchemy import event, text

from core.collect.batch import Rejected
from core.domain.work import RunState
from core.reasons import Reason
from core.store import engine, writes

TABLES = ("observation", "rejection", "raw_answer", "feature", "layer_edition", "boundary", "store_version", "run")
POINT = {"type": "Point", "coordinates": [116.2, -1.9]}
FEATURES = pd.DataFrame(
    [("t1", "TPS 1", "TPS", None, POINT, {"a": 1})],
    columns=["key", "name", "kind", "observed_at", "geometry", "properties"],
)
BOUNDARIES = pd.DataFrame([("64.01.04", POINT)], columns=["area", "geometry"])
GIVEN = frame(*(("TPS-01", "64.01", f"{year}", year) for year in range(2000, 2026)))


def whole_run(store, run):
    """Record everything that one run can bring."""
    with store.begin_write() as conn:
        counts = writes.record_observations(conn, run, "bps", GIVEN, now=NOON)
        writes.record_features(conn, run, "bps", FEATURES, layer="tps", now=NOON)
        writes.record_boundaries(conn, run, "bps", BOUNDARIES, schematic=False, now=NOON)
        writes.record_rejections(conn, run, [Rejected("baris 3", "nilai", "abc", Reason.VALUE_NOT_NUMERIC)])
        writes.keep_raw_rows(conn, run, [writes.KeptAnswer("0" * 64, 3, "text/csv", "https://paser.test/a")])
        writes.finish_run(conn, run, writes.Ending(RunState.OK, counts, read=len(GIVEN)), now=NOON)
        writes.bump_version(conn)


def dump(store):
    with store.read() as conn:
        return {table: sorted(map(repr, conn.execute(text(f'SELECT * FROM "{table}"')).all())) for table in TABLES}


def started(store):
    with store.begin_write() as conn:
        return writes.start_run(conn, source_id="bps", trigger="jadwal", due_at=NOON, now=NOON)


def test_a_run_that_breaks_off_at_any_statement_leaves_nothing(store, monkeypatch):
    monkeypatch.setattr(engine, "CHUNK", 5)  # so that the observations go in several statements, as large answers do
    collect(store, "bps", frame(("TPS-01", "64.01", "2000", 7)))
    run = started(store)
    before = dump(store)
    statements = 0
    while not _fails_at(store, run, statements + 1):
        assert dump(store) == before
        statements += 1
    after = dump(store)
    assert statements >= 12
    assert len(after["observation"]) == 27 and all(after[table] != before[table] for table in TABLES)


def _fails_at(store, run, at):
    seen = []

    def stop(*_):
        seen.append(1)
        if len(seen) == at:
            raise RuntimeError("power loss")

    event.listen(store.engine, "before_cursor_execute", stop)
    try:
        whole_run(store, run)
    except RuntimeError:
        return False
    finally:
        event.remove(store.engine, "before_cursor_execute", stop)
    return True


@pytest.mark.parametrize("row", [0, 1, 13, 25])
def test_rows_that_break_off_midway_leave_nothing(store, row, monkeypatch):
    run = started(store)
    before = dump(store)
    real = engine.bulk_insert

    def broken(conn, table, columns, rows):
        def some():
            for number, one in enumerate(rows):
                if number == row:
                    raise RuntimeError("power loss")
                yield one

        real(conn, table, columns, some())

    monkeypatch.setattr(writes, "bulk_insert", broken)
    monkeypatch.setattr(engine, "CHUNK", 5)
    with pytest.raises(RuntimeError):
        whole_run(store, run)
    assert dump(store) == before


def test_a_run_can_be_recorded_after_it_broke_off_once(store):
    run = started(store)
    _fails_at(store, run, 6)
    whole_run(store, run)
    assert len(dump(store)["observation"]) == 26
