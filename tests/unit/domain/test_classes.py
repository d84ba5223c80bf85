"""Map classes: every value has one, and the legend says which."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rule_properties import RULES

from core.domain.classes import class_bounds, class_of
from core.errors import DataError


def test_a_value_on_a_limit_belongs_to_the_class_below():
    assert [class_of(value, (0, 5, 20)) for value in (-1, 0, 0.1, 5, 5.1, 20, 20.1)] == [0, 0, 1, 1, 2, 2, 3]


def test_the_legend_names_every_class():
    assert class_bounds((10, 20)) == ((None, 10), (10, 20), (20, None))
    assert class_bounds(()) == ()


@RULES
@given(st.floats(-100, 100), st.lists(st.integers(-90, 90), min_size=1, max_size=6, unique=True).map(sorted))
def test_a_value_lies_within_the_bounds_of_its_class(value, limits):
    lower, upper = class_bounds(limits)[class_of(value, limits)]
    assert (lower is None or value > lower) and (upper is None or value <= upper)


@RULES
@given(st.floats(-100, 100), st.floats(-100, 100))
def test_a_larger_value_never_has_a_lower_class(one, other):
    low, high = sorted((one, other))
    assert class_of(low, (-10, 0, 10)) <= class_of(high, (-10, 0, 10))


@pytest.mark.parametrize("limits", [(2, 1), (1, 1), (1, math.nan)])
def test_limits_that_do_not_ascend_are_refused(limits):
    with pytest.raises(DataError, match="must ascend"):
        class_of(1, limits)


def test_an_absent_value_has_no_class():
    with pytest.raises(DataError, match="absent"):
        class_of(math.nan, (1, 2))
