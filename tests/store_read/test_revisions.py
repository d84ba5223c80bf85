"""Corrections: old, new, when, who, why; of a computed figure those of the rows it rests on."""

from datetime import UTC, date, datetime, timedelta

import pandas as pd
import pytest
from reading import COUNCIL, NOON, NORTH, REGENCY, SOUTH, catalogue, config, indicator, run, source, view

from core.collect.batch import OBSERVATION_COLUMNS
from core.errors import NotFoundError
from core.store import queries, way_back, writes

EARLIER = datetime(2026, 11, 1, 4, 0, tzinfo=UTC)
DEFINITIONS = catalogue(
    indicator("A"),
    indicator("LH-A", is_variable=True),
    indicator("B", additive=False, formula="LH_A * 2"),
    indicator("C", additive=False),
)


@pytest.fixture(autouse=True)
def _connected(store):
    queries.connect(store, DEFINITIONS, config(source("s", "A", "LH-A", "C"), source("t", "C", simulated=True)))


def told(code, known_at=None, **of):
    shown = view(today=known_at or date(2026, 11, 22), known_at=known_at, **of)
    return way_back.revisions(COUNCIL, code, shown)


def test_a_correction_says_old_new_when_who_and_which_run(store):
    run(store, "s", ("C", REGENCY, "2026-10", 5), now=EARLIER)
    number = run(store, "s", ("C", REGENCY, "2026-10", 7, "p"), now=NOON)
    (one,) = told("C")
    assert (one.old, one.new, one.old_flag, one.new_flag, one.number) == (5.0, 7.0, "", "p", 1)
    assert (one.stored_at, one.source_title, one.agency, one.run_id) == (NOON, "Data s", "DLH", number)
    assert (one.shown, one.note, one.simulated) == (True, "", False)


def test_the_reason_is_what_the_source_wrote(store):
    run(store, "s", ("C", REGENCY, "2026-10", 5))

    def corrected(conn, number):
        row = ("C", REGENCY, "2026-10", 6.0, "6", "", "baris 2", "", "salah ketik")
        writes.record_observations(conn, number, "s", pd.DataFrame([row], columns=list(OBSERVATION_COLUMNS)), now=NOON)

    run(store, "s", also=corrected)
    assert [one.note for one in told("C")] == ["salah ketik"]


def test_a_figure_without_corrections_has_none(store):
    run(store, "s", ("C", REGENCY, "2026-10", 5))
    run(store, "s", ("C", REGENCY, "2026-10", 5), ("C", REGENCY, "2026-09", 4))
    assert told("C") == ()


def test_corrections_of_other_periods_are_listed_after_those_of_the_shown_figure(store):
    for value in (1, 2):
        run(store, "s", ("C", REGENCY, "2026-10", value), now=EARLIER)
    for value in (1, 2, 3):
        run(store, "s", ("C", REGENCY, "2026-09", value), now=NOON + timedelta(hours=value))
    assert [(one.period.text, one.old, one.new, one.shown) for one in told("C")] == [
        ("2026-10", 1.0, 2.0, True),
        ("2026-09", 2.0, 3.0, False),
        ("2026-09", 1.0, 2.0, False),
    ]


def test_a_computed_figure_lists_the_corrections_of_its_parts_and_of_their_areas(store):
    run(store, "s", ("LH-A", NORTH, "2026-10", 1), ("LH-A", SOUTH, "2026-10", 1))
    run(store, "s", ("LH-A", SOUTH, "2026-10", 4))
    found = told("B")
    assert [(one.indicator.code, one.area.code, one.old, one.new, one.shown) for one in found] == [
        ("LH-A", SOUTH, 1.0, 4.0, True)
    ]
    assert told("B", place=NORTH) == ()


def test_only_corrections_that_were_known_on_the_day_are_listed(store):
    run(store, "s", ("C", REGENCY, "2026-09", 1), now=EARLIER)
    run(store, "s", ("C", REGENCY, "2026-09", 2), now=EARLIER + timedelta(days=2))
    run(store, "s", ("C", REGENCY, "2026-09", 3), now=NOON)
    assert [one.new for one in told("C", date(2026, 11, 10), period="2026-10")] == [2.0]
    assert [one.new for one in told("C", period="2026-10")] == [3.0, 2.0]


def test_a_correction_of_a_source_that_is_not_shown_is_not_listed(store):
    run(store, "t", ("C", REGENCY, "2026-10", 1), simulated=True)
    run(store, "t", ("C", REGENCY, "2026-10", 2), simulated=True)
    assert [one.simulated for one in told("C")] == [True]
    queries.connect(store, DEFINITIONS, config(source("t", "C", simulated=True), demo=False))
    assert told("C") == ()


def test_at_most_twenty_are_listed(store):
    for value in range(25):
        run(store, "s", ("C", REGENCY, "2026-10", value))
    assert [one.number for one in told("C")] == list(range(24, 4, -1))


def test_an_unknown_indicator_is_not_found(store):
    with pytest.raises(NotFoundError):
        told("X")
