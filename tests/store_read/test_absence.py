"""Why there is no figure."""

from datetime import timedelta

import pytest
from reading import NOON, REGENCY, VILLAGES, catalogue, config, indicator, model, run, source, view

from core.collect.batch import Rejected
from core.collect.contract import Column, Layout, Reading
from core.domain.figure import Absence
from core.domain.indicator import Frequency
from core.domain.status import FreshnessState, Status
from core.domain.work import RunState
from core.reasons import Reason
from core.store.figures import figure

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
