"""Reading everything at once gives what reading row by row would, on both engines."""

import itertools
import random

import pytest
from reading import NORTH, REGENCY, SOUTH, catalogue, config, indicator, model, run, source
from sqlalchemy import select

from core.errors import StoreError
from core.store.facts import load_facts
from core.store.models import Observation
from core.store.places import SIZE

PLACES = (REGENCY, NORTH, SOUTH)
PERIODS = [f"{year}-{month:02d}" for year in range(2015, 2026) for month in range(1, 13)] + ["2019", "2020-Q1"]


def told(facts):
    """Return all that is known of every value: by indicator, area, source and period."""
    return {
        (*key, source, period.text): (
            series.values[at],
            tuple(facts.origins.known[series.origins[at]]),
            facts.places.known[series.places[at]],
        )
        for key, found in facts.series.items()
        for source, series in found.items()
        for at, period in enumerate(series.periods)
    }


def row_by_row(store):
    found = {}
    with store.read() as conn:
        for row in conn.execute(select(Observation.__table__).order_by(Observation.revision)):
            origin = (row.source, row.run_id, row.revision, row.flag, row.citation)
            found[row.indicator, row.area, row.source, row.period] = (row.value, origin, row.place)
    return found


def load(store):
    with store.read() as conn:
        return load_facts(conn)


def fill(store, rounds, seed):
    """Record many runs of two sources: new figures, corrections, flags, each value at a place of its own."""
    dice, number = random.Random(seed), itertools.count()
    for _ in range(rounds):
        cells = dice.sample([(code, area, text) for code in "ABC" for area in PLACES for text in PERIODS], 300)
        rows = [
            (
                *cell,
                dice.choice((0, 1e-9, 0.1 + 0.2, -3, dice.random() * 1e6)),
                dice.choice(("", "", "p")),
                f"S!{next(number)}",
            )
            for cell in cells
        ]
        run(store, dice.choice(("s", "t")), *rows)


def test_every_value_origin_and_place_is_that_of_the_newest_revision(store):
    fill(store, 12, seed=1)
    assert len(row_by_row(store)) > SIZE / 2
    assert told(load(store)) == row_by_row(store)


def test_places_are_found_beyond_the_first_text(store):
    run(
        store,
        "s",
        *(
            (code, area, text, 1.0, "", f"{code}{area}{text}")
            for code in "ABCDEF"
            for area in PLACES
            for text in PERIODS
        ),
    )
    facts = load(store)
    assert facts.rows > SIZE
    assert told(facts) == row_by_row(store)


def test_numbers_that_were_lost_to_a_rollback_shift_nothing(store):
    run(store, "s", ("A", REGENCY, "2025-01", 1.0))
    with pytest.raises(StoreError), store.begin_write() as conn:
        conn.exec_driver_sql("INSERT INTO observation SELECT * FROM gone")
    with store.begin_write() as conn:  # the number is taken and given back
        values = "'A', 'x', '2025', 's', 0, 1.0, '', '', '', '', '', 1, '2026-01-01 00:00:00'"
        columns = (
            "indicator, area, period, source, revision, value, text, flag, place, citation, note, run_id, stored_at"
        )
        conn.exec_driver_sql(f"INSERT INTO observation (id, {columns}) VALUES (900, {values})")
    with store.begin_write() as conn:
        if conn.dialect.name == "postgresql":
            conn.exec_driver_sql("SELECT setval(pg_get_serial_sequence('observation', 'id'), 1000)")
    run(store, "s", ("A", REGENCY, "2025-02", 2.0), ("B", REGENCY, "2025-02", 3.0, "e"))
    facts = load(store)
    assert facts.last_id > facts.rows
    assert told(facts) == row_by_row(store)


def test_what_came_later_is_added_with_its_places(store):
    fill(store, 3, seed=2)
    reader = model(store, catalogue(*(indicator(code) for code in "ABC")), config(source("s"), source("t")))
    reader.current()
    fill(store, 2, seed=3)
    assert told(reader.renew().facts) == told(load(store)) == row_by_row(store)


def test_an_empty_store_gives_nothing(store):
    facts = load(store)
    assert (facts.series, facts.rows, facts.last_id) == ({}, 0, 0)
