"""What must hold of any attainment, status and index: each property takes the rule it is asked of.

So the same properties are asked of our rules (they hold) and of planted faults (each is rejected).
"""

import math
from collections.abc import Callable
from datetime import date

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from core.domain.indicator import Kind, Target, Verification

# Without shrinking: the planted faults only have to fail, not to fail in the smallest way.
RULES = settings(max_examples=150, deadline=None, derandomize=True, database=None, phases=[Phase.generate])

MORE = (Kind.HIGHER, Kind.CUMULATIVE, Kind.LATEST, Kind.PREDICATE)
values = st.floats(-1e6, 1e6, allow_subnormal=False)
shares = st.none() | st.floats(0, 3, allow_subnormal=False)
weights = st.integers(0, 40).map(lambda n: n / 10)
parts = st.lists(st.tuples(weights, shares), max_size=12)
floors = st.sampled_from([0.0, 0.5, 0.7, 1.0])


def make_target(value=None, low=None, high=None, year=2026, valid_from=date(2020, 1, 1), indicator="X-01"):
    return Target(indicator, year, value, low, high, "Perda", Verification.VERIFIED, valid_from)


# Of index(parts, floor=...), which returns an object with value and coverage.


def improving_a_part_never_lowers_the_index(index: Callable) -> None:
    @RULES
    @given(parts, floors, st.data())
    def check(rows, floor, data):
        measured = [i for i, (_, share) in enumerate(rows) if share is not None]
        if not measured:
            return
        i = data.draw(st.sampled_from(measured))
        better = list(rows)
        better[i] = (rows[i][0], rows[i][1] + data.draw(st.floats(0, 2)))
        before, after = index(rows, floor=floor), index(better, floor=floor)
        assert (before.value is None) == (after.value is None)
        assert before.value is None or after.value >= before.value

    check()


def order_changes_nothing(index: Callable) -> None:
    @RULES
    @given(parts, floors, st.data())
    def check(rows, floor, data):
        shuffled = data.draw(st.permutations(rows))
        assert index(rows, floor=floor) == index(shuffled, floor=floor)

    check()


def dropping_a_part_lowers_the_coverage_unless_it_weighed_nothing(index: Callable) -> None:
    @RULES
    @given(parts, floors, st.data())
    def check(rows, floor, data):
        measured = [i for i, (_, share) in enumerate(rows) if share is not None]
        if not measured:
            return
        i = data.draw(st.sampled_from(measured))
        dropped = [(w, None if j == i else s) for j, (w, s) in enumerate(rows)]
        before, after = index(rows, floor=floor), index(dropped, floor=floor)
        if rows[i][0] == 0:
            assert after == before
        else:
            assert after.coverage < before.coverage

    check()


def not_measured_is_as_if_it_carried_no_weight(index: Callable) -> None:
    """Missing is never zero: the index is the mean of the others, whatever they are."""

    @RULES
    @given(parts, st.floats(0.125, 5))
    def check(rows, weight):
        with_gap = index([*rows, (weight, None)], floor=0.0)
        assert with_gap.value == index(rows, floor=0.0).value
        assert with_gap.coverage < 1

    check()


def the_index_lies_between_its_worst_and_best_part(index: Callable) -> None:
    @RULES
    @given(parts)
    def check(rows):
        got = index(rows, floor=0.0).value
        counted = [min(1.0, share) for weight, share in rows if share is not None and weight > 0]
        if not counted:
            assert got is None
            return
        assert 100 * min(counted) - 1e-9 <= got <= 100 * max(counted) + 1e-9
        assert 0 <= got <= 100

    check()


def one_part_over_its_target_cannot_hide_another(index: Callable) -> None:
    @RULES
    @given(st.floats(1, 100), st.floats(0, 1))
    def check(over, under):
        assert index([(1, over), (1, under)], floor=0.0).value == index([(1, 1.0), (1, under)], floor=0.0).value

    check()


def below_the_floor_nothing_is_said(index: Callable) -> None:
    @RULES
    @given(parts, floors)
    def check(rows, floor):
        got = index(rows, floor=floor)
        whole = math.fsum(weight for weight, _ in rows)
        measured = math.fsum(weight for weight, share in rows if share is not None)
        said = measured > 0 and measured >= floor * whole - 1e-9
        assert (got.value is not None) == said

    check()


INDEX_PROPERTIES = (
    improving_a_part_never_lowers_the_index,
    order_changes_nothing,
    dropping_a_part_lowers_the_coverage_unless_it_weighed_nothing,
    not_measured_is_as_if_it_carried_no_weight,
    the_index_lies_between_its_worst_and_best_part,
    one_part_over_its_target_cannot_hide_another,
    below_the_floor_nothing_is_said,
)


# Of attainment(kind, value, target).


def improving_a_value_never_lowers_its_attainment(attainment: Callable) -> None:
    @RULES
    @given(st.sampled_from([*MORE, Kind.LOWER]), values, values, values)
    def check(kind, one, other, goal):
        worse, better = sorted((one, other), reverse=kind is Kind.LOWER)
        target = make_target(goal)
        assert attainment(kind, better, target) >= attainment(kind, worse, target)

    check()


def reaching_the_target_is_a_full_achievement_and_missing_it_is_not(attainment: Callable) -> None:
    @RULES
    @given(st.sampled_from([*MORE, Kind.LOWER]), values, values)
    def check(kind, value, goal):
        got = attainment(kind, value, make_target(goal))
        reached = value <= goal if kind is Kind.LOWER else value >= goal
        if reached:
            assert got >= 1
        elif not math.isclose(value, goal, rel_tol=1e-12):
            assert got < 1

    check()


def a_perfect_zero_of_lower_is_better_is_a_full_achievement(attainment: Callable) -> None:
    @RULES
    @given(st.floats(0, 1e6))
    def check(goal):
        assert attainment(Kind.LOWER, 0.0, make_target(goal)) >= 1

    check()


def it_is_never_below_zero_and_never_nan(attainment: Callable) -> None:
    @RULES
    @given(
        st.sampled_from(list(Kind)),
        st.none() | st.floats(allow_nan=True),
        st.none() | st.floats(allow_nan=False, allow_infinity=False),
        st.tuples(values, values).map(sorted),
    )
    def check(kind, value, goal, limits):
        got = attainment(kind, value, make_target(goal, *limits))
        assert got is None or got >= 0

    check()


def missing_is_never_zero(attainment: Callable) -> None:
    @RULES
    @given(st.sampled_from(list(Kind)), values)
    def check(kind, goal):
        assert attainment(kind, None, make_target(goal, goal, goal + 1)) is None
        assert attainment(kind, goal, None) is None

    check()


def nearer_to_the_range_is_never_worse(attainment: Callable) -> None:
    @RULES
    @given(values, values, st.tuples(values, values).map(sorted))
    def check(one, other, limits):
        low, high = limits
        far = {v: max(0.0, low - v, v - high) for v in (one, other)}
        nearer, farther = sorted((one, other), key=far.get)
        target = make_target(None, low, high)
        got = attainment(Kind.RANGE, nearer, target)
        assert got >= attainment(Kind.RANGE, farther, target)
        assert (got == 1) or far[nearer] > 0

    check()


def a_value_a_little_short_of_its_target_is_short(attainment: Callable) -> None:
    @RULES
    @given(st.floats(1, 1e6), st.floats(1e-4, 1e-2))
    def check(goal, short):
        assert math.isclose(attainment(Kind.HIGHER, goal * (1 - short), make_target(goal)), 1 - short, rel_tol=1e-9)
        assert math.isclose(attainment(Kind.LOWER, goal * (1 + short), make_target(goal)), 1 - short, rel_tol=1e-9)

    check()


ATTAINMENT_PROPERTIES = (
    a_value_a_little_short_of_its_target_is_short,
    improving_a_value_never_lowers_its_attainment,
    reaching_the_target_is_a_full_achievement_and_missing_it_is_not,
    a_perfect_zero_of_lower_is_better_is_a_full_achievement,
    it_is_never_below_zero_and_never_nan,
    missing_is_never_zero,
    nearer_to_the_range_is_never_worse,
)
