"""Which value speaks for a period."""

from datetime import date

import pytest
from reading import NORTH, REGENCY, SOUTH, catalogue, config, indicator, model, run, source, target, view

from core.domain.figure import Absence
from core.domain.indicator import Frequency
from core.domain.status import FreshnessState, Status
from core.store.figures import figure


def seen(store, definitions, settled, code="A", place=REGENCY, **of):
    return figure(model(store, definitions, settled).current(), code, place, view(place=place, **of))


def test_the_newest_value_by_the_end_of_the_period_is_shown(store):
    run(store, "s", ("A", REGENCY, "2026-08", 1), ("A", REGENCY, "2026-09", 2), ("A", REGENCY, "2026-11", 4))
    found = seen(store, catalogue(indicator("A")), config(source("s", "A")), period="2026-10")
    assert (found.value, found.period.text, found.absence) == (2.0, "2026-09", None)


def test_a_revision_takes_the_place_of_what_was_reported_first(store):
    run(store, "s", ("A", REGENCY, "2026-09", 2))
    run(store, "s", ("A", REGENCY, "2026-09", 3, "p"))
    found = seen(store, catalogue(indicator("A")), config(source("s", "A")))
    assert (found.value, found.flag, found.provenance.revision) == (3.0, "p", 1)


def test_a_yearly_value_speaks_for_months_until_it_is_delinquent(store):
    run(store, "s", ("A", REGENCY, "2024", 8))
    definitions = catalogue(indicator("A", frequency=Frequency.YEARLY), targets=[target("A", 10)])
    still = seen(store, definitions, config(source("s", "A")), period="2026-03", today=date(2026, 4, 5))
    assert (still.value, still.absence, still.status) == (8.0, Absence.TOO_OLD, Status.HIGH)
    before = seen(store, definitions, config(source("s", "A")), period="2026-02", today=date(2026, 4, 5))
    assert (before.value, before.absence) == (8.0, None)


def test_the_day_before_the_limit_a_yearly_value_still_counts(store):
    run(store, "s", ("A", REGENCY, "2024", 8))
    definitions = catalogue(indicator("A", frequency=Frequency.YEARLY), targets=[target("A", 10)])
    for day, absence in ((date(2026, 3, 30), None), (date(2026, 3, 31), Absence.TOO_OLD)):
        found = seen(store, definitions, config(source("s", "A")), period="2026-03", today=day)
        assert found.absence is absence


def test_a_period_that_has_not_ended_is_taken_as_of_today(store):
    run(store, "s", ("A", REGENCY, "2026-10", 1))
    found = seen(store, catalogue(indicator("A")), config(source("s", "A")), period="2026")
    assert found.period.text == "2026-10"
    assert found.absence is None


def test_looking_back_makes_nothing_late_that_has_come_since(store):
    run(store, "s", *(("A", REGENCY, f"2026-{month:02d}", month) for month in range(1, 11)))
    found = seen(store, catalogue(indicator("A")), config(source("s", "A")), period="2026-03")
    assert found.value == 3.0
    assert found.freshness.state is FreshnessState.FRESH


def test_december_goes_before_its_year_for_a_monthly_indicator_and_after_it_for_a_yearly_one(store):
    rows = (("A", REGENCY, "2025", 120), ("A", REGENCY, "2025-12", 10))
    run(store, "s", *rows)
    settled = config(source("s", "A"))
    for frequency, value in ((Frequency.MONTHLY, 10.0), (Frequency.YEARLY, 120.0)):
        definitions = catalogue(indicator("A", frequency=frequency))
        assert seen(store, definitions, settled, period="2026-01").value == value


def test_a_spark_keeps_gaps_as_gaps_up_to_the_view(store):
    run(store, "s", ("A", REGENCY, "2026-06", 1), ("A", REGENCY, "2026-08", 0), ("A", REGENCY, "2026-11", 9))
    found = seen(store, catalogue(indicator("A")), config(source("s", "A")), period="2026-09")
    assert [(point.period.text, point.value) for point in found.spark] == [
        ("2026-06", 1.0),
        ("2026-07", None),
        ("2026-08", 0.0),
        ("2026-09", None),
    ]


def test_a_spark_has_at_most_24_periods(store):
    run(store, "s", *(("A", REGENCY, f"{year}-{m:02d}", m) for year in (2023, 2024, 2025) for m in range(1, 13)))
    found = seen(store, catalogue(indicator("A")), config(source("s", "A")), period="2025-12")
    assert (len(found.spark), found.spark[0].period.text) == (24, "2024-01")


def test_a_zero_is_a_value(store):
    run(store, "s", ("A", NORTH, "2026-10", 0))
    found = seen(store, catalogue(indicator("A")), config(source("s", "A")), place=NORTH)
    assert found.value == 0.0
    assert found.absence is None


@pytest.mark.parametrize("place", [NORTH, SOUTH])
def test_the_target_of_a_sum_is_no_target_for_one_kecamatan(store, place):
    run(store, "s", ("A", place, "2026-10", 5))
    definitions = catalogue(indicator("A"), targets=[target("A", 100)])
    found = seen(store, definitions, config(source("s", "A")), place=place)
    assert (found.target, found.status) == (None, Status.UNSCORED)
