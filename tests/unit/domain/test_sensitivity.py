"""The band of an index over a thousand sets of weights, and whether the order of the dimensions survives."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain import sensitivity as rule
from core.domain.rollup import index
from core.domain.sensitivity import DRAWS, Weighted, sensitivity

RULES = settings(max_examples=60, deadline=None, derandomize=True, database=None)
members = st.lists(
    st.tuples(st.sampled_from("ab"), st.sampled_from([0.0, 0.5, 1.0, 3.0]), st.none() | st.floats(0, 1)), max_size=12
).map(lambda rows: [Weighted(f"X-{at:02}", *row) for at, row in enumerate(rows)])


def of(dimension, *shares, weight=1.0):
    return [Weighted(f"{dimension}-{at:02}", dimension, weight, share) for at, share in enumerate(shares)]


@RULES
@given(members)
def test_the_band_lies_between_the_worst_and_the_best_member(parts):
    found = sensitivity(parts, ["a", "b"])
    shares = [one.capped for one in parts if one.capped is not None and one.weight > 0]
    if not shares:
        assert (found.total, found.dimensions, found.order) == (None, {}, ())
        return
    assert 100 * min(shares) - 1e-9 <= found.total.low <= found.total.high <= 100 * max(shares) + 1e-9


@RULES
@given(members, st.randoms())
def test_the_order_of_the_indicators_and_the_scale_of_the_weights_change_nothing(parts, order):
    mixed = [Weighted(one.code, one.dimension, one.weight * 8, one.capped) for one in parts]
    order.shuffle(mixed)
    assert sensitivity(mixed, ["b", "a"]) == sensitivity(parts, ["a", "b"])


def test_the_same_question_gets_the_same_answer():
    parts = [*of("a", 0.2, 0.9), *of("b", 0.4)]
    assert sensitivity(parts, ["a", "b"]) == sensitivity(parts, ["a", "b"])


def test_the_band_holds_nine_of_ten_draws_and_the_index_itself():
    draw = random.Random(3)
    parts = of("a", *(draw.random() for _ in range(12)))
    found = sensitivity(parts, ["a"]).total
    assert found.low < index([(one.weight, one.capped) for one in parts], floor=0).value < found.high
    levels = rule._levels(rule._drawn(np.ones(12), DRAWS), np.array([one.capped for one in parts]), range(12))
    assert np.mean((levels >= found.low) & (levels <= found.high)) == pytest.approx(0.9, abs=0.002)


def test_each_weight_varies_by_about_a_quarter_of_itself():
    drawn = rule._drawn(np.ones(12), 20_000)
    shares = drawn / drawn.sum(axis=1, keepdims=True)
    assert shares.mean(axis=0) == pytest.approx(1 / 12, rel=0.02)
    assert shares.std(axis=0) / shares.mean(axis=0) == pytest.approx(0.25, abs=0.02)


def test_given_weights_are_the_mean_of_the_drawn_ones():
    given_weights = np.array([1.0, 2.0, 5.0])
    drawn = rule._drawn(given_weights, 20_000)
    assert (drawn / drawn.sum(axis=1, keepdims=True)).mean(axis=0) == pytest.approx(given_weights / 8, rel=0.02)


def test_equal_attainments_leave_no_room_for_weights():
    found = sensitivity(of("a", 0.6, 0.6, 0.6), ["a"]).total
    assert (found.low, found.high) == (pytest.approx(60), pytest.approx(60))


def test_what_is_not_measured_has_no_say():
    with_gap = sensitivity([*of("a", 0.6, None, 0.6)], ["a"]).total
    assert with_gap.low == pytest.approx(60), "missing counted as zero"


def test_dimensions_far_apart_keep_their_order_in_every_draw():
    found = sensitivity([*of("low", 0.1, 0.2, 0.1), *of("top", 0.9, 0.8, 0.95)], ["low", "top"])
    assert (found.order, found.same_order, found.same_last) == (("top", "low"), DRAWS, DRAWS)


def test_dimensions_close_to_each_other_lose_it_in_some():
    found = sensitivity([*of("a", 0.2, 0.81), *of("b", 0.9, 0.1)], ["a", "b"])
    assert found.order == ("a", "b")
    assert 0.2 * DRAWS < found.same_order == found.same_last < 0.8 * DRAWS


def test_dimensions_as_good_as_each_other_have_no_order_to_lose():
    assert sensitivity([*of("a", 0.5, 0.9), *of("b", 0.9, 0.5)], ["a", "b"]).same_order == DRAWS


def test_a_withheld_dimension_has_no_place_in_the_order():
    parts = [*of("a", 0.2), *of("b", 0.9), *of("c", 0.5)]
    assert sensitivity(parts, ["a", "c"]).order == ("c", "a")
