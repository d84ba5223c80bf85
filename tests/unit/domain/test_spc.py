"""Signal or noise: the limits of an XmR chart, the three rules, and how often noise is called a change."""

import random

import pytest
from rule_properties import make_target

from core.domain.area import Level
from core.domain.figure import Point
from core.domain.indicator import Frequency, Indicator, Kind
from core.domain.period import parse_period
from core.domain.spc import LEAST, MOST, Rule, Signal, variation

CALM = [50.0, 52.0, 49.0, 51.0, 50.0, 48.0, 51.0, 50.0, 52.0, 49.0, 50.0, 51.0]


def ours(kind=Kind.HIGHER, **changed):
    usual = {"minimum": None, "maximum": None}
    return Indicator(
        "X-01",
        "X",
        "",
        "",
        "",
        "%",
        1,
        kind,
        Frequency.MONTHLY,
        Level.REGENCY,
        False,
        "DLH",
        (),
        **{**usual, **changed},
    )


def series(*values):
    period, found = parse_period("2020-01"), []
    for value in values:
        found.append(Point(period, value))
        period = period.following()
    return found


def judged(*values, kind=Kind.HIGHER, target=None, **changed):
    return variation(ours(kind, **changed), series(*values), target)


def test_limits_are_mean_and_266_moving_ranges_of_the_values_before():
    """Worked by hand: the ranges are 2 3 2 1 2 3 1 2 3 1 1, mean 21/11; the mean of the values is 603/12."""
    found = judged(*CALM, 51.0).limits
    assert (found.mean, found.count) == (pytest.approx(50.25), 12)
    assert found.high - found.mean == found.mean - found.low == pytest.approx(2.66 * 21 / 11)


def test_a_value_within_the_limits_is_usual_variation():
    assert (judged(*CALM, 53.0).signal, judged(*CALM, 53.0).rule) == (Signal.COMMON, None)


def test_a_value_outside_is_a_real_change_and_does_not_widen_its_own_limits():
    found = judged(*CALM, 60.0)
    assert (found.signal, found.rule) == (Signal.BETTER, Rule.OUTSIDE)
    assert found.limits == judged(*CALM, 51.0).limits


@pytest.mark.parametrize(
    ("kind", "newest", "signal"),
    [
        (Kind.HIGHER, 40.0, Signal.WORSE),
        (Kind.LOWER, 40.0, Signal.BETTER),
        (Kind.LOWER, 60.0, Signal.WORSE),
        (Kind.INFORMATION, 60.0, Signal.CHANGED),
        (Kind.RANGE, 60.0, Signal.BETTER),
        (Kind.RANGE, 90.0, Signal.BETTER),
        (Kind.RANGE, 40.0, Signal.WORSE),
    ],
)
def test_better_and_worse_follow_the_kind(kind, newest, signal):
    target = make_target(None, low=60.0, high=85.0)
    assert judged(*CALM, newest, kind=kind, target=target).signal is signal


def test_a_range_without_a_target_is_a_change_without_a_judgement():
    assert judged(*CALM, 60.0, kind=Kind.RANGE).signal is Signal.CHANGED


def test_eight_on_one_side_are_a_change_and_seven_are_not():
    side = [51.0, 52.0, 51.5, 52.0, 51.0, 52.0, 51.5]
    assert judged(*CALM[:-1], 49.0, *side).signal is Signal.COMMON
    found = judged(*CALM[:-1], 49.0, *side, 52.0)
    assert (found.signal, found.rule) == (Signal.BETTER, Rule.RUN)


def test_a_gap_ends_a_run_and_makes_no_moving_range():
    side = [51.0, 52.0, 51.5, 52.0, 51.0, 52.0, 51.5]
    assert judged(*CALM[:-1], 49.0, *side[:3], None, *side[3:], 52.0).signal is Signal.COMMON
    with_gap = judged(*CALM[:6], None, *CALM[6:], 51.0).limits
    assert with_gap.high - with_gap.mean == pytest.approx(2.66 * 18 / 10), "the range across the gap is not one"


def test_three_of_four_near_a_limit_are_a_change():
    found = judged(*CALM, *CALM, 55.0, 55.0, 50.0, 55.3)
    assert (found.signal, found.rule) == (Signal.BETTER, Rule.NEAR)
    assert judged(*CALM, *CALM, 55.0, 50.0, 50.0, 55.3).signal is Signal.COMMON


@pytest.mark.parametrize("values", [[], [1.0], CALM[:LEAST], [*CALM, None], [None] * 30])
def test_a_series_too_short_or_without_newest_value_says_nothing(values):
    assert judged(*values) is None


def test_a_series_that_never_varied_says_nothing():
    assert judged(*[5.0] * 20, 4.0) is None


def test_what_was_usual_long_ago_is_forgotten():
    long = [*[900.0, 100.0] * 20, *CALM, *CALM]
    assert judged(*long, 60.0).signal is Signal.BETTER
    assert judged(*long, 60.0).limits.count == MOST
    assert judged(*long, 60.0).first == 40


def test_limits_stay_within_what_the_indicator_can_be():
    found = judged(*[2.0, 0.0, 1.0] * 5, 1.0, minimum=0.0, maximum=2.5).limits
    assert (found.low, found.high) == (0.0, 2.5)


@pytest.mark.parametrize("length", [LEAST, MOST, 60])
def test_pure_noise_is_called_a_change_in_fewer_than_one_of_twenty(length):
    draw = random.Random(64)
    false = sum(
        judged(*(draw.gauss(50, 4) for _ in range(length + 1))).signal is not Signal.COMMON for _ in range(2_000)
    )
    assert false / 2_000 < 0.05


def test_a_shift_of_four_deviations_is_found_at_once_nearly_always():
    draw = random.Random(1)
    found = sum(
        judged(*(draw.gauss(50, 4) for _ in range(24)), draw.gauss(66, 4)).signal is Signal.BETTER for _ in range(500)
    )
    assert found / 500 > 0.75
