"""Freshness: a clock stepped day by day past every limit, for every frequency."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rule_properties import RULES

from core.domain.freshness import freshness
from core.domain.indicator import Frequency
from core.domain.period import parse_period, period_of
from core.domain.status import FreshnessState as State

# Written out again, not imported: due, overdue, delinquent in days since the end of the period.
TABLE = {
    Frequency.DAILY: (1, 2, 3),
    Frequency.WEEKLY: (7, 14, 21),
    Frequency.MONTHLY: (30, 44, 60),
    Frequency.QUARTERLY: (90, 120, 150),
    Frequency.HALF_YEARLY: (180, 210, 240),
    Frequency.YEARLY: (365, 425, 455),
}


@pytest.mark.parametrize("frequency", TABLE)
def test_over_500_days_each_state_is_the_tables(frequency):
    period = period_of(date(2024, 2, 29), frequency)
    due, overdue, delinquent = TABLE[frequency]
    for age in range(500):
        got = freshness(period, frequency, period.end + timedelta(days=age))
        expected = [State.FRESH, State.DUE, State.OVERDUE, State.DELINQUENT][
            (age >= due) + (age >= overdue) + (age >= delinquent)
        ]
        assert (got.state, got.age_days) == (expected, age)
        assert got.due_on == period.end + timedelta(days=due)
        assert got.late_days == (age - due if age >= overdue else 0)


def test_august_looked_at_in_november():
    got = freshness(parse_period("2026-08"), Frequency.MONTHLY, date(2026, 11, 22))
    assert (got.state, got.age_days, got.late_days, got.due_on) == (State.DELINQUENT, 83, 53, date(2026, 9, 30))


def test_the_age_counts_from_the_end_of_the_period_not_from_the_fetch():
    fetched_today = freshness(parse_period("2024"), Frequency.YEARLY, date(2026, 11, 22), date(2026, 11, 22))
    assert fetched_today.state is State.DELINQUENT
    assert fetched_today.confirmed_on == date(2026, 11, 22)


def test_the_indicators_own_frequency_counts_not_the_length_of_the_period():
    assert freshness(parse_period("2025"), Frequency.DAILY, date(2026, 1, 5)).state is State.DELINQUENT


def test_a_period_that_has_not_ended_is_fresh():
    got = freshness(parse_period("2026"), Frequency.YEARLY, date(2026, 6, 1))
    assert (got.state, got.age_days, got.late_days) == (State.FRESH, 0, 0)


def test_events_have_an_age_but_are_never_late():
    got = freshness(parse_period("2023-09-14"), Frequency.EVENT, date(2026, 11, 22))
    assert (got.state, got.age_days, got.late_days, got.due_on) == (State.EVENT, 1165, 0, None)


@pytest.mark.parametrize("frequency", Frequency)
def test_never_reported_is_a_state_of_its_own(frequency):
    got = freshness(None, frequency, date(2026, 11, 22))
    assert (got.state, got.age_days, got.late_days, got.due_on) == (State.NONE, None, 0, None)


@RULES
@given(st.sampled_from(list(TABLE)), st.dates(date(2015, 1, 1), date(2030, 1, 1)), st.integers(-400, 2000))
def test_state_and_late_days_never_contradict_each_other(frequency, day, passed):
    period = period_of(day, frequency)
    today = period.end + timedelta(days=passed)
    got = freshness(period, frequency, today)
    assert (got.late_days > 0) == (got.state in (State.OVERDUE, State.DELINQUENT))
    assert got.late_days in (0, (today - got.due_on).days)
    assert (got.state is State.FRESH) == (today < got.due_on)
