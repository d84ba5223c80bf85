"""Rapor of offices: what was due, what came, when it first came; what is not due does not count."""

import itertools
from datetime import UTC, date, datetime, timedelta

import pytest
from reading import NORTH, REGENCY, SOUTH, catalogue, config, indicator, model, run, source

from core.collect.batch import Rejected
from core.domain.indicator import Frequency
from core.domain.scorecard import Scorecard, completeness, due_periods, on_time
from core.domain.work import RunState
from core.reasons import Reason
from core.store.scorecards import scorecards

TODAY = date(2026, 11, 22)
LONG_AGO = datetime(2024, 1, 1, 4, tzinfo=UTC)
DUE = ("2025-10", "2025-11", "2025-12", *(f"2026-{month:02d}" for month in range(1, 10)))  # due 30 days after each
BAD = Rejected("baris 3", "Jumlah", "abc", Reason.VALUE_NOT_NUMERIC)


def at(day, hours=4):
    return datetime(day.year, day.month, day.day, hours, tzinfo=UTC)


def cards(store, definitions, settled, today=TODAY, may_read=lambda _agency: True):
    snapshot = model(store, definitions, settled).current()
    with store.read() as conn:
        return {one.agency.code: one for one in scorecards(conn, snapshot, today, may_read)}


def card(store, *indicators, sources=("s",), **changed) -> Scorecard:
    codes = [one.code for one in indicators]
    settled = config(*(source(name, *codes) for name in sources))
    return cards(store, catalogue(*indicators), settled, **changed)["DLH"]


def test_twelve_months_of_due_days_are_looked_at(store):
    run(store, "s", now=LONG_AGO)
    found = card(store, indicator("A"))
    # Due days from 1 December 2025 to today: the figures of November 2025 (due 30 December) to September 2026.
    assert found.slots == 11
    assert [one.period.text for one in found.trend] == [
        "2025-12",
        *(f"2026-{month:02d}" for month in range(1, 12)),
    ]


def test_what_is_not_due_does_not_count_and_what_is_due_and_missing_does(store):
    run(store, "s", *(("A", REGENCY, period, 1) for period in DUE[1:]), now=LONG_AGO)
    found = card(store, indicator("A"))
    assert (found.slots, found.filled, found.completeness) == (11, 11, 1.0)
    # October 2026 is due on 30 November: neither asked for nor counted when it is there already.
    run(store, "s", ("A", REGENCY, "2026-10", 1))
    assert card(store, indicator("A")).slots == 11
    assert card(store, indicator("A"), today=date(2026, 12, 1)).filled == 11


def test_each_indicator_counts_the_same_however_often_it_is_due(store):
    run(store, "s", ("Y", REGENCY, "2024", 1), now=LONG_AGO)
    found = card(store, indicator("D", frequency=Frequency.DAILY), indicator("Y", frequency=Frequency.YEARLY))
    assert found.slots > 350
    assert found.filled == 1
    assert found.completeness == 0.5


def test_events_are_never_due(store):
    run(store, "s", now=LONG_AGO)
    found = card(store, indicator("E", frequency=Frequency.EVENT))
    assert (found.slots, found.completeness, found.on_time) == (0, None, None)
    assert all(one.value is None for one in found.trend)


@pytest.mark.parametrize(("day", "share"), [(date(2026, 10, 30), 1.0), (date(2026, 10, 31), 0.0)])
def test_on_time_is_up_to_the_due_day(store, day, share):
    run(store, "s", now=at(date(2026, 10, 25)))  # asked since then: earlier ones cannot be judged
    run(store, "s", ("A", REGENCY, "2026-09", 1), now=at(day))
    found = card(store, indicator("A"))
    assert (found.judged, found.on_time) == (1, share)


def test_the_due_day_ends_at_midnight_of_the_city(store):
    run(store, "s", now=at(date(2026, 10, 25)))
    run(store, "s", ("A", REGENCY, "2026-09", 1), now=datetime(2026, 10, 30, 15, 59, tzinfo=UTC))  # 23.59 WITA
    assert card(store, indicator("A")).on_time == 1.0


def test_a_revision_makes_nothing_late(store):
    run(store, "s", ("A", REGENCY, "2026-09", 1), now=at(date(2026, 10, 25)))
    run(store, "s", ("A", REGENCY, "2026-09", 2), now=at(date(2026, 11, 20)))
    assert card(store, indicator("A")).on_time == 1.0


def test_what_never_came_is_not_on_time(store):
    run(store, "s", now=at(date(2026, 10, 25)))
    found = card(store, indicator("A"))
    assert (found.judged, found.on_time) == (1, 0.0)


def test_before_the_source_was_asked_nothing_can_be_judged(store):
    run(store, "s", *(("A", REGENCY, period, 1) for period in DUE))  # all at once, on the day of installing
    found = card(store, indicator("A"))
    assert (found.completeness, found.on_time, found.judged) == (1.0, None, 0)


def test_a_sum_came_with_its_last_area(store):
    run(store, "s", ("A", NORTH, "2026-09", 1), now=at(date(2026, 10, 25)))
    run(store, "s", ("A", SOUTH, "2026-09", 1), now=at(date(2026, 11, 2)))
    assert card(store, indicator("A")).on_time == 0.0


def test_a_formula_came_with_its_last_part(store):
    parts = [indicator(code, is_variable=True, additive=False) for code in ("N", "Y")]
    run(store, "s", ("N", REGENCY, "2026-09", 1), now=at(date(2026, 10, 25)))
    run(store, "s", ("Y", REGENCY, "2026-09", 1), now=at(date(2026, 11, 2)))
    found = card(store, *parts, indicator("R", additive=False, formula="N / Y"))
    assert (found.filled, found.judged, found.on_time) == (1, 1, 0.0)


def test_rejected_rows_are_held_against_the_rows_read_of_the_offices_own_sources(store):
    run(store, "s", *(("A", REGENCY, period, 1) for period in DUE[:9]), state=RunState.PARTIAL, rejected=[BAD])
    run(store, "other", ("B", REGENCY, "2026-09", 1), rejected=[BAD])
    settled = config(source("s", "A"), source("other", "B", agency="DKISP"))
    definitions = catalogue(indicator("A"), indicator("B", agency="DKISP"))
    found = cards(store, definitions, settled)
    assert (found["DLH"].rows, found["DLH"].rejected) == (9, 1)
    assert found["DLH"].rejected_share == pytest.approx(1 / 9)
    hidden = cards(store, definitions, settled, may_read=lambda agency: agency == "DKISP")
    assert (hidden["DLH"].rejected_share, hidden["DKISP"].rejected_share) == (None, 1.0)


def test_open_conflicts_belong_to_the_owner_of_the_indicator(store):
    run(store, "s", ("A", REGENCY, "2026-09", 1))
    run(store, "t", ("A", REGENCY, "2026-09", 9))
    assert card(store, indicator("A"), sources=("s", "t")).open_conflicts == 1


def test_the_trend_is_by_the_month_of_the_due_day(store):
    run(store, "s", *(("A", REGENCY, period, 1) for period in DUE[1:7]), now=LONG_AGO)
    values = {one.period.text: one.value for one in card(store, indicator("A")).trend}
    assert values["2025-12"] == 100.0  # November 2025
    assert values["2026-06"] == 0.0  # May 2026
    assert values["2026-11"] is None  # October is due on 30 November


def test_the_least_complete_office_comes_first_and_one_without_anything_due_last(store):
    run(store, "s", ("A", REGENCY, "2026-09", 1), now=LONG_AGO)
    definitions = catalogue(indicator("A"), indicator("E", agency="DKISP", frequency=Frequency.EVENT))
    assert list(cards(store, definitions, config(source("s", "A", "E")))) == ["DLH", "DKISP"]


@pytest.mark.parametrize("frequency", [one for one in Frequency if one is not Frequency.EVENT])
def test_due_periods_are_without_gap_and_due_within_the_time(frequency):
    found = list(due_periods(indicator("A", frequency=frequency), TODAY - timedelta(days=800), TODAY))
    assert found
    assert all(later.previous() == earlier for later, earlier in itertools.pairwise(found))


def test_nothing_due_has_no_share():
    assert completeness([]) is None
    assert on_time([]) is None
