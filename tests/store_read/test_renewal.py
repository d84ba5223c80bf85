"""The model follows the store: whole, at once, and not more often than needed."""

import threading

import pytest
from reading import NORTH, REGENCY, SOUTH, catalogue, config, indicator, model, run, source, view
from sqlalchemy import event, text

from core.errors import StoreError
from core.store import read_model
from core.store.engine import open_store
from core.store.facts import load_facts
from core.store.figures import figure
from core.store.read_model import ReadModel

DEFINITIONS = catalogue(
    indicator("A"),
    indicator("LH-A", is_variable=True),
    indicator("B", additive=False, formula="LH_A * 2"),
    indicator("C", additive=False),
)
SETTLED = config(source("s", "A", "LH-A", "C"))


def value(current, code, place=REGENCY):
    return figure(current, code, place, view(place=place)).value


def test_a_new_figure_is_seen_as_soon_as_the_version_moved(store):
    run(store, "s", ("C", REGENCY, "2026-10", 1))
    reader = model(store, DEFINITIONS, SETTLED)
    assert value(reader.current(), "C") == 1.0
    run(store, "s", ("C", REGENCY, "2026-10", 2))
    assert value(reader.renew(), "C") == 2.0


def test_what_follows_from_a_new_figure_is_new_too_and_the_rest_is_kept(store):
    rows = [("LH-A", REGENCY, "2026-10", 1), ("A", NORTH, "2026-10", 1), ("A", SOUTH, "2026-10", 1)]
    run(store, "s", *rows)
    reader = model(store, DEFINITIONS, SETTLED)
    before = reader.current()
    assert (value(before, "B"), value(before, "A")) == (2.0, 2.0)
    run(store, "s", ("LH-A", REGENCY, "2026-10", 5))
    after = reader.renew()
    assert (value(after, "B"), value(after, "A")) == (10.0, 2.0)
    assert after.computed.entries["A", REGENCY] is before.computed.entries["A", REGENCY]
    assert value(before, "B") == 2.0


def test_a_model_that_grew_equals_one_that_was_built_anew(store):
    for month in range(1, 11):
        for revision in (0, 1):
            run(store, "s", ("A", NORTH, f"2026-{month:02d}", month + revision), ("A", SOUTH, "2026-01", revision))
    grown = model(store, DEFINITIONS, SETTLED)
    grown.current()
    run(store, "s", ("A", NORTH, "2025-12", 7), ("A", NORTH, "2026-03", 7), ("C", SOUTH, "2026-03", 7))
    run(store, "t", ("A", NORTH, "2026-03", 8, "e"))
    renewed, built = grown.renew(), model(store, DEFINITIONS, SETTLED).current()
    assert renewed.facts.rows == built.facts.rows
    assert _told(renewed) == _told(built)


def _told(current):
    return {
        (*key, source, period.text): (series.values[at], current.origin(series, at))
        for key, found in current.facts.series.items()
        for source, series in found.items()
        for at, period in enumerate(series.periods)
    }


def test_rows_that_vanished_are_noticed_by_their_count(store):
    run(store, "s", ("C", REGENCY, "2026-09", 1), ("C", REGENCY, "2026-10", 2))
    with store.read() as conn:
        known = load_facts(conn)
    known.rows = 5  # as if more had been there when it was read
    run(store, "s", ("C", NORTH, "2026-10", 3))
    with store.read() as conn:
        again = load_facts(conn, known)
    assert (again.rows, again.touched) == (3, None)


def test_the_version_is_asked_once_within_a_pause_and_pages_ask_nothing_else(store, monkeypatch):
    run(store, "s", ("C", REGENCY, "2026-10", 1))
    reader = model(store, DEFINITIONS, SETTLED)
    reader.current()
    asked = []
    event.listen(store.engine, "before_cursor_execute", lambda *call: asked.append(call[2]))
    clock = [read_model.time.monotonic()]
    monkeypatch.setattr(read_model.time, "monotonic", lambda: clock[0])
    for _ in range(3):
        clock[0] += 10
        for _ in range(50):
            value(reader.current(), "C")
    assert len([one for one in asked if "store_version" in one]) == 3
    assert all("store_version" in one or "PRAGMA" in one or "BEGIN" in one for one in asked)


def test_readers_go_on_with_the_last_state_while_the_store_is_out_of_reach(tmp_path, store, caplog):
    run(store, "s", ("C", REGENCY, "2026-10", 1))
    broken = _Breakable(store)
    reader = ReadModel(broken, DEFINITIONS, SETTLED)
    reader.current()
    broken.down = True
    for _ in range(3):
        assert value(reader.renew(), "C") == 1.0
    assert len(caplog.records) == 1
    run(store, "s", ("C", REGENCY, "2026-10", 2))
    broken.down = False
    assert value(reader.renew(), "C") == 2.0


class _Breakable:
    """A store that can be taken away and given back: a real connection to a table that is not there."""

    def __init__(self, store):
        self.store = store
        self.down = False

    def read(self):
        conn = self.store.read()
        if self.down:
            conn.execute(text("SELECT 1 FROM gone"))
        return conn


def test_a_store_without_tables_is_refused_at_the_first_look(tmp_path):
    empty = open_store(f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    with pytest.raises(StoreError, match="cannot be read"):
        ReadModel(empty, DEFINITIONS, SETTLED).current()
    empty.close()


def test_readers_never_see_half_a_run(store, monkeypatch):
    monkeypatch.setattr(read_model, "PAUSE", 0.0)
    run(store, "s", ("A", REGENCY, "2026-10", 0), ("C", REGENCY, "2026-10", 0))
    reader = model(store, DEFINITIONS, SETTLED)
    torn, done = [], threading.Event()

    def look():
        while not done.is_set():
            current = reader.current()
            pair = value(current, "A"), value(current, "C")
            if pair[0] != pair[1]:
                torn.append(pair)

    threads = [threading.Thread(target=look) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(1, 21):
        run(store, "s", ("A", REGENCY, "2026-10", number), ("C", REGENCY, "2026-10", number))
    done.set()
    for thread in threads:
        thread.join()
    assert torn == []
    assert value(reader.renew(), "A") == 20.0
