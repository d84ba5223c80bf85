"""A projection is shown where it beat the seasonal naive forecast on the indicator's own past, and nowhere else."""

import random
import subprocess
import sys

import numpy as np
import pytest
from test_spc import ours, series

from core.domain.exponential_smoothing import DRAWS, smoothed
from core.domain.figure import Point
from core.domain.indicator import Kind
from core.domain.period import parse_period
from core.domain.projection import (
    LONGEST,
    BackTest,
    NoProjection,
    Projection,
    back_test,
    left_in_year,
    project,
    unbroken,
)

SEASON = [0.0, 4.0, 8.0, 12.0, 16.0, 20.0, 20.0, 16.0, 12.0, 8.0, 4.0, 0.0]


def months(*values, until="2026-10"):
    period, found = parse_period(until), []
    for value in reversed(values):
        found.insert(0, Point(period, value))
        period = period.previous()
    return found


def rising(count=36, step=1.0, noise=0.3, base=20.0):
    draw = random.Random(5)
    return [base + step * at + draw.gauss(0, noise) for at in range(count)]


def seasonal(count=36):
    draw = random.Random(5)
    return [30 + SEASON[at % 12] + draw.gauss(0, 0.5) for at in range(count)]


def last_value(values, steps):
    return np.full((10, steps), values[-1])


def perfect(values, steps):
    return np.array([[values[-1] + 1.0 + at for at in range(steps)]] * 10)


def test_a_rising_series_is_projected_to_december_with_an_interval():
    found = project(ours(), months(*rising()), smoothed)
    assert isinstance(found, Projection)
    assert found.period.text == "2026-12"
    assert found.low < found.value < found.high
    assert found.value == pytest.approx(57, abs=1.5)
    assert found.tried.error < found.tried.naive_error / 5


def test_a_seasonal_series_is_left_to_the_pattern_of_last_year():
    assert project(ours(), months(*seasonal()), smoothed) is NoProjection.NO_BETTER


def test_the_same_values_give_the_same_projection():
    assert project(ours(), months(*rising()), smoothed) == project(ours(), months(*rising()), smoothed)


@pytest.mark.parametrize(
    ("points", "why"),
    [
        ([], NoProjection.FREQUENCY),
        (months(*rising(), until="2026"), NoProjection.FREQUENCY),
        (months(*rising(), until="2026-W40"), NoProjection.FREQUENCY),
        (months(*rising(), until="2026-12"), NoProjection.YEAR_COMPLETE),
        (months(*rising(28)), NoProjection.TOO_SHORT),
        (months(*rising(20), None, *rising(20)), NoProjection.TOO_SHORT),
        (months(*[5.0] * 40), NoProjection.NO_BETTER),
    ],
)
def test_otherwise_it_says_why_not(points, why):
    assert project(ours(), points, last_value) is why


def test_the_back_test_learns_from_nothing_that_came_later():
    seen = []

    def spy(values, steps):
        seen.append(list(values))
        return last_value(values, steps)

    values = rising(36, noise=0)
    back_test(ours(), values, 12, 2, spy)
    assert [len(one) for one in seen] == list(range(24, 35))
    assert all(one == values[: len(one)] for one in seen)


def test_errors_are_worked_by_hand():
    """Values rise by 1: a year ago is 12 below; the last value is 1 and 2 below; so 1.5 against 12."""
    found = back_test(ours(), [float(at) for at in range(30)], 12, 2, last_value)
    assert found == BackTest(origins=5, steps=2, error=1.5, naive_error=12.0, covered=0)
    assert back_test(ours(), [float(at) for at in range(30)], 12, 2, perfect).covered == 5


def test_a_draw_is_no_win():
    assert not BackTest(10, 1, 0.96, 1.0, 10).beats
    assert BackTest(10, 1, 0.94, 1.0, 10).beats
    assert not BackTest(10, 1, 0.0, 0.0, 10).beats


def test_what_is_summed_is_projected_as_the_sum_of_the_year():
    quarters = [
        Point(parse_period(f"{year}-Q{part}"), 100.0 * (year - 2020))
        for year in range(2021, 2027)
        for part in (1, 2, 3, 4)
    ]
    found = project(ours(Kind.CUMULATIVE), quarters[:-1], last_value)
    assert (found.value, found.years_sum, found.period.text) == (2400.0, True, "2026-Q4")


def test_no_future_leaves_what_the_indicator_can_be():
    near_top = [min(100.0, 64 + at + random.Random(at).gauss(0, 0.2)) for at in range(36)]
    found = project(ours(maximum=100.0, minimum=0.0), months(*near_top), smoothed)
    assert isinstance(found, Projection)
    assert found.high <= 100.0


def test_only_the_values_after_the_newest_gap_count_and_not_more_than_five_years():
    assert unbroken(series(1.0, None, 2.0, 3.0)) == [2.0, 3.0]
    assert len(unbroken(series(*[1.0] * 100))) == LONGEST


def test_what_is_left_of_the_year():
    assert [left_in_year(parse_period(text)) for text in ("2026-10", "2026-12", "2026-Q1")] == [2, 0, 3]


def test_the_interval_holds_about_what_it_promises():
    draw = random.Random(11)
    held = 0
    for _ in range(60):
        walk = np.cumsum([draw.gauss(0.2, 1) for _ in range(38)]) + 50
        low, high = np.percentile(smoothed(list(walk[:36]), 2)[:, -1], [5, 95])
        held += low <= walk[37] <= high
    assert 45 <= held <= 60


def test_values_that_never_moved_stay_where_they_are():
    assert np.array_equal(smoothed([7.0] * 30, 2), np.full((DRAWS, 2), 7.0))


def test_the_library_is_imported_when_it_is_first_used_and_not_before():
    code = "import sys, core.store.queries, core.domain.exponential_smoothing; print('statsmodels' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "False"
