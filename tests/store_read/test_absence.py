"""Why there is no figure."""

from datetime import date, timedelta

import pytest
from reading import NOON, NORTH, REGENCY, SOUTH, VILLAGES, catalogue, config, indicator, model, run, source, view

from core.collect.batch import Rejected
from core.collect.contract import Column, Layout, Reading
from core.domain.figure import Absence
from core.domain.indicator import Frequency
from core.domain.status import FreshnessState, Status
from core.domain.work import RunState
from core.reasons import Reason
from core.store.figures import figure

START = NOON - timedelta(days=9)
BAD = Rejected("baris 3", "Jumlah", "abc", Reason.VALUE_NOT_NUMERIC)
WIDE = Reading(Layout.INDICATORS_ACROSS, indicators={"A": Column("Jumlah"), "B": Column("Luas")})


def absent(store, definitions, settled, place=REGENCY, code="A"):
    found = figure(model(store, definitions, settled).current(), code, place, view(place=place))
    assert (found.value, found.attainment, found.provenance, found.simulated) == (None, None, None, False)
    assert len(found.comparisons) == 3
    return found


def test_nobody_is_asked_for_it(store):
    found = absent(store, catalogue(indicator("A")), config())
    assert (found.absence, found.status) == (Absence.NO_SOURCE, Status.NO_DATA)
    assert found.freshness.state is FreshnessState.NONE


def test_it_is_not_collected_for_areas_of_this_level(store):
    found = absent(store, catalogue(indicator("A")), config(source("s", "A")), VILLAGES[0])
    assert found.absence is Absence.NOT_COVERED


def test_a_source_that_was_never_asked_owes_nothing_yet(store):
    found = absent(store, catalogue(indicator("A")), config(source("s", "A")))
    assert (found.absence, found.status) == (Absence.NOT_DUE, Status.NOT_DUE)


def test_the_source_answered_without_it(store):
    run(store, "s")
    assert absent(store, catalogue(indicator("A")), config(source("s", "A"))).absence is Absence.NOT_REPORTED


def test_no_event_is_nothing_to_wait_for(store):
    run(store, "s")
    definitions = catalogue(indicator("A", frequency=Frequency.EVENT))
    assert absent(store, definitions, config(source("s", "A"))).absence is Absence.NOT_DUE


def test_the_newest_run_failed(store):
    run(store, "s")
    run(store, "s", state=RunState.FAILED, now=NOON + timedelta(hours=1))
    assert absent(store, catalogue(indicator("A")), config(source("s", "A"))).absence is Absence.SOURCE_DOWN


def test_a_source_that_is_back_is_no_longer_down(store):
    run(store, "s", state=RunState.FAILED)
    run(store, "s", now=NOON + timedelta(hours=1))
    assert absent(store, catalogue(indicator("A")), config(source("s", "A"))).absence is Absence.NOT_REPORTED


def test_the_whole_answer_was_refused(store):
    run(store, "s", state=RunState.REFUSED, rejected=[BAD])
    assert absent(store, catalogue(indicator("A")), config(source("s", "A"))).absence is Absence.REJECTED


@pytest.mark.parametrize(("code", "absence"), [("A", Absence.REJECTED), ("B", Absence.NOT_REPORTED)])
def test_only_the_column_that_was_rejected_says_so(store, code, absence):
    run(store, "s", state=RunState.PARTIAL, rejected=[BAD])
    settled = config(source("s", reading=WIDE))
    assert absent(store, catalogue(indicator("A"), indicator("B")), settled, code=code).absence is absence


def test_a_figure_stays_when_its_source_fails(store):
    run(store, "s", ("A", REGENCY, "2026-10", 5))
    run(store, "s", state=RunState.FAILED, now=NOON + timedelta(hours=1))
    snapshot = model(store, catalogue(indicator("A")), config(source("s", "A"))).current()
    found = figure(snapshot, "A", REGENCY, view())
    assert (found.value, found.absence) == (5.0, None)


def test_the_day_of_the_last_whole_run_confirms_a_figure(store):
    run(store, "s", ("A", REGENCY, "2026-10", 5), now=NOON - timedelta(days=5))
    run(store, "s", ("A", REGENCY, "2026-10", 5), state=RunState.UNCHANGED, now=NOON - timedelta(days=1))
    run(store, "s", state=RunState.FAILED)
    snapshot = model(store, catalogue(indicator("A")), config(source("s", "A"))).current()
    found = figure(snapshot, "A", REGENCY, view())
    assert found.freshness.confirmed_on == (NOON - timedelta(days=1)).date()


def test_what_was_due_says_which_period_and_when(store):
    run(store, "s")
    found = absent(store, catalogue(indicator("A")), config(source("s", "A"))).gap
    assert (found.period.text, found.due_on) == ("2026-10", date(2026, 11, 30))
    assert found.sources == ("Data s",)


def test_what_fails_says_since_when(store):
    run(store, "s", now=START - timedelta(days=1))
    for day in range(3):
        run(store, "s", state=RunState.FAILED, now=START + timedelta(days=day))
    found = absent(store, catalogue(indicator("A")), config(source("s", "A")))
    assert (found.absence, found.gap.since, found.gap.sources) == (Absence.SOURCE_DOWN, START, ("Data s",))


def test_what_was_rejected_says_how_many_rows_and_why_most_of_them(store):
    many = [Rejected(f"baris {row}", "Jumlah", "x", Reason.AREA_UNKNOWN) for row in range(4)]
    other = Rejected("baris 9", "Luas", "x", Reason.VALUE_NOT_INTEGER)
    run(store, "s", state=RunState.PARTIAL, rejected=[BAD, *many, other])
    found = absent(store, catalogue(indicator("A"), indicator("B")), config(source("s", reading=WIDE)))
    assert (found.absence, found.gap.rejected, found.gap.reason) == (Absence.REJECTED, 5, "area_unknown")


def test_a_sum_says_which_areas_are_missing(store):
    run(store, "s", ("A", NORTH, "2026-10", 1))
    found = absent(store, catalogue(indicator("A")), config(source("s", "A")))
    assert found.absence is Absence.PART_MISSING
    assert (found.gap.missing, found.gap.parts) == ((f"Nama {SOUTH}",), 2)


def test_a_formula_says_which_part_is_missing(store):
    run(store, "s", ("N", REGENCY, "2026-10", 1))
    parts = [indicator(code, is_variable=True, additive=False) for code in ("N", "Y")]
    definitions = catalogue(*parts, indicator("R", additive=False, formula="N / Y"))
    found = absent(store, definitions, config(source("s", "N", "Y")), code="R")
    assert found.absence is Absence.PART_MISSING
    assert (found.gap.missing, found.gap.parts) == (("Ukuran Y",), 2)


def test_a_series_that_begins_later_says_when(store):
    run(store, "s", ("A", REGENCY, "2026-11", 1))
    found = absent(store, catalogue(indicator("A")), config(source("s", "A")))
    assert (found.absence, found.gap.first.text) == (Absence.NOT_REPORTED, "2026-11")
