"""The properties of the rules hold of ours, and the same properties reject each planted fault."""

import math

import pytest
import rule_properties as rules

from core.domain.attainment import attainment
from core.domain.indicator import Kind
from core.domain.rollup import IndexValue, cap, index


@pytest.mark.parametrize("holds", rules.INDEX_PROPERTIES, ids=lambda p: p.__name__)
def test_our_index_keeps_every_property(holds):
    holds(index)


@pytest.mark.parametrize("holds", rules.ATTAINMENT_PROPERTIES, ids=lambda p: p.__name__)
def test_our_attainment_keeps_every_property(holds):
    holds(attainment)


# Faults that were seen in dashboards and scorecards in use, planted here as mutants of our own rules.


def rounded_up(parts, *, floor):
    got = index(parts, floor=floor)
    return IndexValue(None if got.value is None else math.ceil(got.value), got.coverage)


def missing_as_zero(parts, *, floor):
    return index([(weight, share or 0.0) for weight, share in parts], floor=floor)


def uncapped(parts, *, floor):
    measured = [(w, s) for w, s in parts if s is not None]
    weight = math.fsum(w for w, _ in measured)
    got = index(parts, floor=floor)
    value = None if got.value is None else 100 * math.fsum(w * s for w, s in measured) / weight
    return IndexValue(value, got.coverage)


def unweighted(parts, *, floor):
    return index([(1.0, share) for _, share in parts], floor=floor)


def coverage_of_the_measured_only(parts, *, floor):
    return IndexValue(index([p for p in parts if p[1] is not None], floor=floor).value, 1.0)


def never_withheld(parts, *, floor):
    return index(parts, floor=0.0)


def summed_in_the_order_given(parts, *, floor):
    total = weight = 0.0
    for one, share in parts:
        if share is not None:
            total += one * cap(share) / 3
            weight += one / 3
    got = index(parts, floor=floor)
    return IndexValue(None if got.value is None else 100 * total / weight, got.coverage)


INDEX_FAULTS = (
    rounded_up,
    missing_as_zero,
    uncapped,
    unweighted,
    coverage_of_the_measured_only,
    never_withheld,
    summed_in_the_order_given,
)


def perfect_zero_scores_zero(kind, value, target):
    if kind is Kind.LOWER and target is not None and value is not None:
        return target.value / value if value > 0 else 0.0
    return attainment(kind, value, target)


def direction_ignored(kind, value, target):
    return attainment(Kind.HIGHER if kind is Kind.LOWER else kind, value, target)


def missing_value_scores_zero(kind, value, target):
    return attainment(kind, 0.0 if value is None else value, target)


def capped_below_the_target(kind, value, target):
    got = attainment(kind, value, target)
    return None if got is None else min(got, 0.99)


def two_decimals_rounded_up(kind, value, target):
    got = attainment(kind, value, target)
    return None if got is None else math.ceil(got * 100) / 100 if got < 1e9 else got


def negative_shares(kind, value, target):
    if kind is Kind.HIGHER and target is not None and value is not None and target.value:
        return value / target.value
    return attainment(kind, value, target)


def zero_target_always_reached(kind, value, target):
    if target is not None and value is not None and target.value == 0 and kind is not Kind.INFORMATION:
        return 1.0
    return attainment(kind, value, target)


def edges_of_the_range_swapped(kind, value, target):
    got = attainment(kind, value, target)
    return 1 - got if kind is Kind.RANGE and got is not None and got <= 1 else got


ATTAINMENT_FAULTS = (
    perfect_zero_scores_zero,
    direction_ignored,
    missing_value_scores_zero,
    capped_below_the_target,
    two_decimals_rounded_up,
    negative_shares,
    zero_target_always_reached,
    edges_of_the_range_swapped,
)


def _is_rejected(check, fault):
    try:
        check(fault)
    except (AssertionError, TypeError, ExceptionGroup):
        return True
    return False


@pytest.mark.parametrize("fault", INDEX_FAULTS, ids=lambda f: f.__name__)
def test_a_planted_fault_of_the_index_is_rejected(fault):
    assert any(_is_rejected(check, fault) for check in rules.INDEX_PROPERTIES)


@pytest.mark.parametrize("fault", ATTAINMENT_FAULTS, ids=lambda f: f.__name__)
def test_a_planted_fault_of_the_attainment_is_rejected(fault):
    assert any(_is_rejected(check, fault) for check in rules.ATTAINMENT_PROPERTIES)
