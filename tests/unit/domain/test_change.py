"""Comparisons: the neighbouring period or nothing, last year, the year to date; better by kind."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rule_properties import RULES, make_target

from core.domain.area import Level
from core.domain.change import comparisons, since_january
from core.domain.figure import ComparisonKind, Point
from core.domain.indicator import Frequency, Indicator, Kind
from core.domain.period import parse_period, period_of


def indicator(kind=Kind.HIGHER, *, additive=False):
    return Indicator(
        "X-01",
        "Uji",
        "",
        "",
        "",
        "%",
        1,
        kind,
        Frequency.MONTHLY,
        Level.DISTRICT,
        additive,
        "DLH",
        (("tuntas", "adil"),),
    )


def series(values, start="2025-01"):
    period, points = parse_period(start), []
    for value in values:
        points.append(Point(period, value))
        period = period.following()
    return points


LAST_YEAR = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120]


def at(text, values, **more):
    kind = more.pop("kind", Kind.HIGHER)
    target = more.pop("target", None)
    return comparisons(indicator(kind, **more), series(values), parse_period(text), target=target)


def test_the_three_comparisons_in_their_order():
    got = at("2026-03", [*LAST_YEAR, 11, 22, 36], additive=True)
    assert [(c.kind, str(c.period), c.value, c.difference, c.better) for c in got] == [
        (ComparisonKind.PREVIOUS, "2026-02", 22, 14, True),
        (ComparisonKind.LAST_YEAR, "2025-03", 30, 6, True),
        (ComparisonKind.YEAR_TO_DATE, "2025-03", 60, 9, True),
    ]


def test_what_does_not_add_up_is_a_mean_since_january():
    got = at("2026-03", [*LAST_YEAR, 11, 22, 36])[2]
    assert (got.value, got.difference) == (20, 3)


def test_a_cumulative_indicator_is_summed():
    assert at("2026-03", [*LAST_YEAR, 11, 22, 36], kind=Kind.CUMULATIVE)[2].value == 60


def test_a_gap_just_before_is_a_gap_and_no_older_value_takes_its_place():
    got = at("2026-03", [*LAST_YEAR, 11, None, 36])
    assert (got[0].value, got[0].difference, got[0].better) == (None, None, None)
    assert got[1].difference == 6


@pytest.mark.parametrize("month", [0, 1])
def test_a_gap_in_this_years_span_leaves_no_difference(month):
    values = [*LAST_YEAR, 11, 22, 36]
    values[12 + month] = None
    got = at("2026-03", values)[2]
    assert (got.value, got.difference, got.better) == (20, None, None)


@pytest.mark.parametrize("month", [0, 1, 2])
def test_a_gap_in_last_years_span_leaves_nothing_to_compare_with(month):
    values = [*LAST_YEAR, 11, 22, 36]
    values[month] = None
    got = at("2026-03", values)[2]
    assert (got.value, got.difference) == (None, None)


def test_without_a_value_now_the_earlier_one_still_stands():
    got = at("2026-03", [*LAST_YEAR, 11, 22, None])
    assert [(c.value, c.difference, c.better) for c in got] == [(22, None, None), (30, None, None), (20, None, None)]


def test_zero_is_a_value():
    got = at("2026-02", [*LAST_YEAR, 0, 0])[0]
    assert (got.value, got.difference, got.better) == (0, 0, None)


@pytest.mark.parametrize(
    ("kind", "up"),
    [
        (Kind.HIGHER, True),
        (Kind.LATEST, True),
        (Kind.PREDICATE, True),
        (Kind.CUMULATIVE, True),
        (Kind.LOWER, False),
        (Kind.INFORMATION, None),
    ],
)
def test_better_by_kind(kind, up):
    assert at("2026-02", [*LAST_YEAR, 5, 6], kind=kind)[0].better is up
    assert at("2026-02", [*LAST_YEAR, 6, 5], kind=kind)[0].better is (None if up is None else not up)


@pytest.mark.parametrize(
    ("then", "now", "better"), [(90, 80, True), (50, 58, True), (70, 80, None), (70, 86, False), (50, 97, False)]
)
def test_a_range_is_better_when_it_is_nearer(then, now, better):
    values = [*LAST_YEAR, then, now]
    assert at("2026-02", values, kind=Kind.RANGE, target=make_target(None, 60, 85))[0].better is better
    assert at("2026-02", values, kind=Kind.RANGE)[0].better is None


def test_a_difference_made_by_floats_alone_is_none():
    got = at("2026-02", [*LAST_YEAR, 0.3, 0.1 + 0.2])[0]
    assert (got.difference, got.better) == (0, None)


def test_the_order_of_the_series_changes_nothing():
    points = series([*LAST_YEAR, 11, 22, 36])
    march = parse_period("2026-03")
    assert comparisons(indicator(), points[::-1], march) == comparisons(indicator(), points, march)


def test_periods_of_another_length_are_left_aside():
    points = [*series(LAST_YEAR), Point(parse_period("2025"), 780.0)]
    assert comparisons(indicator(), points, parse_period("2026"))[0].value == 780
    assert comparisons(indicator(), points, parse_period("2025-12"))[0].value == 110


def test_the_sum_since_january():
    assert since_january(series([1, 2, 3, 4], "2026-01"), parse_period("2026-03")) == 6
    assert since_january(series([1, None, 3], "2026-01"), parse_period("2026-03")) is None
    assert since_january(series([2, 3], "2026-02"), parse_period("2026-03")) is None
    assert since_january(series([5], "2026-01"), parse_period("2026-01")) == 5


def test_week_1_belongs_to_its_iso_year():
    weeks = series([1, 2, 3], "2025-W52")  # 2025 has 52 weeks; 2026-W01 begins on 29 December 2025
    assert since_january(weeks, parse_period("2026-W02")) == 5


@RULES
@given(
    st.sampled_from([f for f in Frequency if f is not Frequency.EVENT]), st.dates(date(2020, 1, 1), date(2028, 12, 31))
)
def test_the_span_starts_with_the_year_at_every_length(frequency, day):
    period = period_of(day, frequency)
    year = period.start.isocalendar().year if frequency is Frequency.WEEKLY else period.start.year
    first = parse_period(f"{year}-W01") if frequency is Frequency.WEEKLY else period_of(date(year, 1, 1), frequency)
    ones, count, one = [], 0, first
    while one <= period:
        ones.append(Point(one, 1.0))
        count += 1
        one = one.following()
    assert since_january(ones, period) == count
    assert since_january(ones[1:], period) is None
