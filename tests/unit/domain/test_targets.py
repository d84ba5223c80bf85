"""A target stands until the next one; one that lies ahead is what a figure is on its way to."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rule_properties import RULES, make_target

from core.domain.period import parse_period
from core.domain.targets import target_for


def chosen(targets, period, indicator="X-01"):
    found = target_for(targets, indicator, parse_period(period))
    return None if found is None else found.value


STEPS = [make_target(51.21, year=2025), make_target(100, year=2029)]


@pytest.mark.parametrize(
    ("period", "value"),
    [("2025", 51.21), ("2025-03", 51.21), ("2026-09", 51.21), ("2028-12", 51.21), ("2029-01", 100), ("2031", 100)],
)
def test_a_target_stands_from_its_year_until_the_next(period, value):
    assert chosen(STEPS, period) == value


def test_before_the_first_target_year_the_nearest_one_ahead_is_the_standing_target():
    assert chosen(STEPS, "2024") == 51.21
    assert chosen([make_target(6.22, year=2030)], "2024") == 6.22


def test_a_target_does_not_count_before_it_was_in_force():
    targets = [make_target(6.22, year=2030, valid_from=date(2025, 7, 8))]
    assert chosen(targets, "2025-06") is None
    assert chosen(targets, "2025-07") == 6.22


def test_a_target_changed_in_mid_year_leaves_the_months_before_as_they_were():
    targets = [make_target(70, valid_from=date(2026, 1, 1)), make_target(75, valid_from=date(2026, 7, 1))]
    assert [chosen(targets, f"2026-{month:02d}") for month in (1, 6, 7, 12)] == [70, 70, 75, 75]
    assert chosen(targets, "2026") == 75


def test_another_indicators_target_never_counts():
    assert chosen([make_target(1, indicator="X-02")], "2026") is None


def test_a_week_at_the_turn_of_the_year_belongs_to_the_year_it_ends_in():
    targets = [make_target(1, year=2025), make_target(2, year=2026)]
    assert chosen(targets, "2026-W01") == 2


@RULES
@given(st.permutations([*STEPS, make_target(40, year=2025, valid_from=date(2019, 1, 1))]))
def test_the_order_of_the_file_changes_nothing(targets):
    assert [chosen(targets, year) for year in ("2024", "2025", "2030")] == [51.21, 51.21, 100]
