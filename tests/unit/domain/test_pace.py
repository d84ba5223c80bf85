"""What it still takes to reach the target, by kind, worked by hand."""

import pytest
from rule_properties import make_target
from test_spc import ours

from core.domain.figure import Point
from core.domain.indicator import Frequency, Kind
from core.domain.pace import pace
from core.domain.period import parse_period


def needed(kind, at, *values, **target):
    """Return the pace after some values, the last of them at a period."""
    series, period = [], parse_period(at)
    for value in reversed(values):
        series.insert(0, Point(period, value))
        period = period.previous()
    return pace(ours(kind), series, series[-1].period, make_target(**target) if target else None)


@pytest.mark.parametrize(
    ("kind", "target", "each"),
    [
        (Kind.HIGHER, {"value": 70.0}, 4.0),
        (Kind.LATEST, {"value": 70.0}, 4.0),
        (Kind.PREDICATE, {"value": 70.0}, 4.0),
        (Kind.LOWER, {"value": 50.0}, -1.0),
        (Kind.RANGE, {"low": 60.0, "high": 85.0}, 1.5),
        (Kind.RANGE, {"low": 10.0, "high": 50.0}, -1.0),
    ],
)
def test_from_august_on_four_months_are_left(kind, target, each):
    found = needed(kind, "2026-08", 54.0, **target)
    assert (found.each, found.periods, found.frequency, found.reached) == (each, 4, Frequency.MONTHLY, False)
    assert str(found.until) == "2026-12-31"


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        (Kind.HIGHER, {"value": 54.0}),
        (Kind.LOWER, {"value": 54.0}),
        (Kind.LOWER, {"value": 99.0}),
        (Kind.RANGE, {"low": 50.0, "high": 60.0}),
        (Kind.RANGE, {"low": None, "high": 60.0}),
    ],
)
def test_a_target_that_is_reached_needs_nothing(kind, target):
    found = needed(kind, "2026-08", 54.0, **target)
    assert (found.reached, found.each, found.gap) == (True, 0.0, 0.0)


def test_zero_of_lower_is_better_has_reached_everything():
    assert needed(Kind.LOWER, "2026-08", 0.0, value=0.0).reached


def test_what_is_summed_since_january_must_bring_the_rest_each_period():
    found = needed(Kind.CUMULATIVE, "2026-Q3", 200.0, 250.0, 270.0, value=1000.0)
    assert (found.each, found.periods, found.frequency) == (280.0, 1, Frequency.QUARTERLY)


def test_a_gap_since_january_leaves_no_sum_to_go_on_from():
    assert needed(Kind.CUMULATIVE, "2026-Q3", None, 250.0, 270.0, value=1000.0) is None


def test_a_target_of_a_later_year_leaves_the_time_until_then():
    found = needed(Kind.LOWER, "2024", 8.63, value=6.22, year=2030)
    assert (found.periods, found.each) == (6, pytest.approx(-2.41 / 6))
    assert needed(Kind.CUMULATIVE, "2026-Q3", 1.0, 2.0, 3.0, value=1000.0, year=2030) is None


def test_daily_and_weekly_figures_are_said_by_the_month():
    assert needed(Kind.HIGHER, "2026-09-21", 54.0, value=60.0).periods == 3
    assert needed(Kind.HIGHER, "2026-W39", 54.0, value=60.0).each == 2.0


def test_after_the_last_period_and_without_target_value_or_judgement_nothing_is_said():
    assert needed(Kind.HIGHER, "2026-12", 54.0, value=60.0) is None
    assert needed(Kind.HIGHER, "2025", 54.0, value=60.0, year=2025) is None
    assert needed(Kind.HIGHER, "2026-08", 54.0) is None
    assert needed(Kind.HIGHER, "2026-08", None, value=60.0) is None
    assert needed(Kind.INFORMATION, "2026-08", 54.0, value=60.0) is None
    assert needed(Kind.RANGE, "2026-08", 54.0, value=60.0) is None
