"""Attainment and status at the points that people argue about."""

import math
from datetime import date

import pytest
from rule_properties import make_target

from core.domain.attainment import attainment, distance, status_of
from core.domain.bands import bands_for
from core.domain.indicator import Band, Kind
from core.domain.status import Status

SAKIP = {"VERY_HIGH": 91, "HIGH": 76, "MEDIUM": 66, "LOW": 51, "VERY_LOW": 0}
BANDS = bands_for([Band("", name, floor, date(2020, 1, 1)) for name, floor in SAKIP.items()], "X-01", date(2026, 9, 30))


@pytest.mark.parametrize(
    ("kind", "value", "goal", "share"),
    [
        (Kind.HIGHER, 63, 70, 0.9),
        (Kind.HIGHER, 84, 70, 1.2),
        (Kind.HIGHER, 0, 70, 0),
        (Kind.HIGHER, -5, 70, 0),
        (Kind.HIGHER, 0, 0, 1),
        (Kind.HIGHER, -1, 0, 0),
        (Kind.HIGHER, -2, -2, 1),  # a shrinking economy that was to shrink by 2 %
        (Kind.HIGHER, -3, -2, 0.5),
        (Kind.LOWER, 66, 60, 0.9),
        (Kind.LOWER, 60, 60, 1),
        (Kind.LOWER, 30, 60, 1.5),
        (Kind.LOWER, 0, 60, 2),
        (Kind.LOWER, 150, 60, 0),
        (Kind.LOWER, 0, 0, 1),  # no blank spot left
        (Kind.LOWER, 2, 0, 0),
        (Kind.CUMULATIVE, 300, 1200, 0.25),
        (Kind.LATEST, 40, 50, 0.8),
        (Kind.PREDICATE, 3.27, 2.6, 3.27 / 2.6),
    ],
)
def test_the_share_of_the_target(kind, value, goal, share):
    assert attainment(kind, value, make_target(goal)) == pytest.approx(share, abs=1e-12)


@pytest.mark.parametrize(
    ("value", "share"),
    [(60, 1), (72.5, 1), (85, 1), (54, 0.9), (91, 0.9), (0, 0), (30, 0.5), (115, 0.5), (145, 0), (200, 0)],
)
def test_bed_occupancy_between_60_and_85_is_full_and_falls_evenly_outside(value, share):
    assert attainment(Kind.RANGE, value, make_target(None, 60, 85)) == pytest.approx(share)


@pytest.mark.parametrize(
    ("limits", "value", "share"),
    [((6, None), 3, 0.5), ((None, 10), 12, 0.8), ((0, 5), 6, 0.8), ((0, 5), -1, 0.8), ((0, 0), 0, 1), ((0, 0), 0.1, 0)],
)
def test_a_range_with_one_limit_or_a_zero_limit(limits, value, share):
    assert attainment(Kind.RANGE, value, make_target(None, *limits)) == pytest.approx(share)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("value", [None, math.nan, math.inf])
def test_without_a_value_nothing_is_said(kind, value):
    assert attainment(kind, value, make_target(1, 1, 2)) is None


@pytest.mark.parametrize("kind", Kind)
def test_without_a_target_nothing_is_said(kind):
    assert attainment(kind, 1, None) is None
    assert attainment(kind, 1, make_target()) is None


def test_information_is_never_scored():
    assert attainment(Kind.INFORMATION, 5, make_target(1, 1, 2)) is None


def test_the_distance_to_a_range():
    target = make_target(None, 6, 9)
    assert [distance(value, target) for value in (5, 6, 9, 11.5)] == [1, 0, 0, 2.5]
    assert distance(5, make_target(7)) is None


@pytest.mark.parametrize(
    ("percent", "status"),
    [
        (250, Status.VERY_HIGH),
        (91, Status.VERY_HIGH),
        (90.99, Status.HIGH),
        (90.999999, Status.HIGH),
        (90, Status.HIGH),
        (76, Status.HIGH),
        (75.99, Status.MEDIUM),
        (66, Status.MEDIUM),
        (65.99, Status.LOW),
        (51, Status.LOW),
        (50.99, Status.VERY_LOW),
        (50, Status.VERY_LOW),
        (0, Status.VERY_LOW),
    ],
)
def test_the_levels_close_without_a_gap_and_without_rounding_up(percent, status):
    assert status_of(percent / 100, BANDS) is status


@pytest.mark.parametrize(("value", "goal"), [(63.7, 70), (0.91, 1), (6.37, 7), (2.73, 3), (31.85, 35), (18.2, 20)])
def test_exactly_91_percent_is_very_high_whatever_the_floats_make_of_it(value, goal):
    assert status_of(attainment(Kind.HIGHER, value, make_target(goal)), BANDS) is Status.VERY_HIGH


def test_without_an_attainment_there_is_no_level():
    assert status_of(None, BANDS) is Status.UNSCORED
