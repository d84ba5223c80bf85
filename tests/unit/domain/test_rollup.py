"""The index at its edges: floor, coverage, the points that each part gives."""

import math

import pytest
from hypothesis import given
from rule_properties import RULES, parts

from core.domain.rollup import IndexValue, cap, index, points
from core.errors import DataError


def test_the_index_is_not_rounded():
    assert index([(1, 1 / 3), (2, 0.9)], floor=0.7).value == pytest.approx(71.1111111111)


@pytest.mark.parametrize(
    ("measured", "value"), [(7, 50), (6, None)], ids=["exactly at the floor it is given", "below it is withheld"]
)
def test_the_floor(measured, value):
    rows = [(0.1, 0.5)] * measured + [(0.1, None)] * (10 - measured)
    got = index(rows, floor=0.7)
    assert got.value == (None if value is None else pytest.approx(value))
    assert got.coverage == pytest.approx(measured / 10)


def test_weights_that_make_exactly_the_floor_reach_it_whatever_the_floats_make_of_it():
    assert index([(5.81, 0.5), (2.49, None)], floor=0.7).value == 50  # 5.81 / 8.3 is 0.6999999999999998 in floats


def test_zero_counts_and_missing_does_not():
    assert index([(1, 1.0), (1, 0.0)], floor=0).value == 50
    assert index([(1, 1.0), (1, None)], floor=0) == IndexValue(100, 0.5)


@pytest.mark.parametrize("rows", [[], [(1, None)], [(0, 1.0)]])
def test_where_nothing_is_measured_there_is_no_index_even_without_a_floor(rows):
    assert index(rows, floor=0) == IndexValue(None, 0)


@pytest.mark.parametrize(("share", "capped"), [(None, None), (1.2, 1), (-0.1, 0), (0.5, 0.5), (math.inf, 1)])
def test_the_cap(share, capped):
    assert cap(share) == capped


@pytest.mark.parametrize("row", [(-1, 0.5), (math.nan, 0.5), (math.inf, 0.5), (1, math.nan)])
def test_what_is_no_number_is_refused(row):
    with pytest.raises(DataError):
        index([row], floor=0)


@RULES
@given(parts)
def test_the_points_of_the_parts_add_up_to_the_index(rows):
    value = index(rows, floor=0).value
    given_points = [one for one in points(rows) if one is not None]
    assert math.fsum(given_points) == pytest.approx(value or 0)
    assert [one is None for one in points(rows)] == [share is None or value is None for _, share in rows]
