"""Recording observations: nothing doubled, nothing overwritten, every revision kept. On both engines."""

import hashlib
import random
from datetime import timedelta

import pytest
from recording import NOON, collect, frame
from sqlalchemy import text

from core.errors import DataError, StoreError
from core.store import writes
from core.store.engine import open_store
from core.store.models import Observation

TWO = frame(("TPS-01", "64.01", "2026-01", 1), ("TPS-01", "64.01.04", "2026-01", 0.1))


def rows(store, columns="indicator, area, period, source, revision, value, flag"):
    with store.read() as conn:
        return sorted(tuple(row) for row in conn.execute(text(f"SELECT {columns} FROM observation")))


def test_a_new_figure_is_stored_with_all_that_stood_beside_it(store):
    given = frame(("TPS-01", "64.01", "2026-01", 12.5, "p")).assign(citation="https://paser.test/a", note="catatan")
    assert collect(store, "bps", given) == writes.Counts(new=1)
    kept = rows(store, "indicator, area, period, source, revision, value, text, flag, place, citation, note, run_id")
    assert kept == [
        ("TPS-01", "64.01", "2026-01", "bps", 0, 12.5, "12.5", "p", "baris 2", "https://paser.test/a", "catatan", 1)
    ]


def test_the_same_answer_a_hundred_times_adds_nothing(store):
    collect(store, "bps", TWO)
    before = rows(store)
    assert {collect(store, "bps", TWO) for _ in range(100)} == {writes.Counts(same=2)}
    assert rows(store) == before


def test_fifty_revisions_are_all_kept_in_order(store):
    for value in range(51):
        collect(store, "bps", frame(("TPS-01", "64.01", "2026-01", value)), now=NOON + timedelta(minutes=value))
    assert [(row[4], row[5]) for row in rows(store)] == [(number, float(number)) for number in range(51)]
    with store.read() as conn:
        seen = conn.execute(text("SELECT revision FROM observation ORDER BY stored_at")).scalars().all()
    assert seen == list(range(51))


def test_a_figure_that_returns_to_an_earlier_value_is_a_revision_too(store):
    for value in (1, 2, 1):
        collect(store, "bps", frame(("TPS-01", "64.01", "2026-01", value)))
    assert [row[5] for row in rows(store)] == [1.0, 2.0, 1.0]


def test_a_flag_alone_makes_a_revision(store):
    collect(store, "bps", frame(("TPS-01", "64.01", "2026", 1, "p")))
    assert collect(store, "bps", frame(("TPS-01", "64.01", "2026", 1, ""))) == writes.Counts(revised=1)


@pytest.mark.parametrize("value", [0.1 + 0.2, 1e-300, 1.7976931348623157e308, 123456789.123456789, -0.0, 5e-324])
def test_a_float_comes_back_to_the_last_bit(store, value):
    given = frame(("TPS-01", "64.01", "2026", value))
    collect(store, "bps", given)
    assert rows(store, "value") == [(value,)]
    assert collect(store, "bps", given) == writes.Counts(same=1)


def test_the_next_float_is_another_value(store):
    collect(store, "bps", frame(("TPS-01", "64.01", "2026", 0.3)))
    assert collect(store, "bps", frame(("TPS-01", "64.01", "2026", 0.1 + 0.2))).revised == 1


def test_two_sources_that_disagree_both_stay(store):
    collect(store, "bps", frame(("TPS-01", "64.01", "2026", 1)))
    assert collect(store, "dlh", frame(("TPS-01", "64.01", "2026", 2))) == writes.Counts(new=1)
    assert [(row[3], row[4], row[5]) for row in rows(store)] == [("bps", 0, 1.0), ("dlh", 0, 2.0)]


def test_new_same_and_revised_are_counted_apart(store):
    collect(store, "bps", TWO)
    mixed = frame(
        ("TPS-01", "64.01", "2026-01", 1), ("TPS-01", "64.01.04", "2026-01", 7), ("TPS-01", "64.01", "2026-02", 3)
    )
    assert collect(store, "bps", mixed) == writes.Counts(new=1, same=1, revised=1)


def test_an_empty_answer_adds_nothing(store):
    assert collect(store, "bps", TWO.iloc[:0]) == writes.Counts()


def test_so_many_periods_that_they_fit_no_list_are_still_compared(store, monkeypatch):
    monkeypatch.setattr(writes, "MOST_VALUES", 3)
    many = frame(*(("TPS-01", "64.01", f"{year}", year) for year in range(2000, 2020)))
    collect(store, "bps", many)
    assert collect(store, "bps", many) == writes.Counts(same=20)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_what_is_no_number_is_refused_whole(store, value):
    with pytest.raises(DataError, match="not a finite number"):
        collect(store, "bps", frame(("TPS-01", "64.01", "2025", 1), ("TPS-01", "64.01", "2026", value)))
    assert rows(store) == []


def test_a_missing_text_is_refused_whole(store):
    with pytest.raises(DataError, match="citation"):
        collect(store, "bps", TWO.assign(citation=[None, "x"]))
    assert rows(store) == []


@pytest.mark.parametrize("known", [False, True])
def test_a_key_that_stands_twice_is_refused_whole(store, known):
    if known:
        collect(store, "bps", frame(("TPS-01", "64.01", "2026", 1)))
    before = rows(store)
    with pytest.raises(DataError, match="twice"):
        collect(store, "bps", frame(("TPS-01", "64.01", "2026", 2), ("TPS-01", "64.01", "2026", 3)))
    assert rows(store) == before


@pytest.mark.parametrize("act", ["UPDATE observation SET value = 9", "DELETE FROM observation"])
def test_the_database_itself_refuses_to_change_an_observation(store, act):
    collect(store, "bps", TWO)
    before = rows(store)
    with pytest.raises(StoreError, match="append-only"), store.begin_write() as conn:
        conn.execute(text(act))
    assert rows(store) == before


def test_replacing_or_truncating_does_not_slip_past_the_guard(store):
    collect(store, "bps", TWO)
    before = rows(store)
    sqlite = "INSERT OR REPLACE INTO observation SELECT * FROM observation"
    act = sqlite if store.engine.dialect.name == "sqlite" else "TRUNCATE observation"
    with pytest.raises(StoreError, match="append-only"), store.begin_write() as conn:
        conn.execute(text(act))
    assert rows(store) == before


def _batches():
    draw = random.Random(64)
    sources = [("bps", 1.0), ("dlh", 2.0), ("sd", 3.0)]
    return [
        (source, frame(*((f"I-{i}", f"64.01.{a:02d}", f"2026-{m:02d}", factor * (i + a + m)) for a in (1, 2, 3))))
        for source, factor in sources
        for i, m in draw.sample([(i, m) for i in range(4) for m in range(1, 6)], 8)
    ]


def test_the_order_of_arrival_does_not_matter(new_store_url):
    """Twenty orders of 24 answers of three sources, each answer once more somewhere: one table."""
    hashes = set()
    for seed in range(20):
        store = open_store(new_store_url())
        order = _batches() + random.Random(seed).sample(_batches(), 8)
        random.Random(seed).shuffle(order)
        for source, given in order:
            collect(store, source, given)
        hashes.add(hashlib.sha256(repr(rows(store)).encode()).hexdigest())
        store.close()
    assert len(hashes) == 1


def test_figures_are_stored_at_the_instant_given(store):
    collect(store, "bps", TWO, now=NOON)
    with store.read() as conn:
        instants = conn.execute(Observation.__table__.select()).mappings().all()
    assert {row["stored_at"] for row in instants} == {NOON}
    assert all(row["stored_at"].tzinfo is not None for row in instants)
