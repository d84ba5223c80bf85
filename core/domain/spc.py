"""Signal or noise: whether the newest value is a real change or lies within the usual variation of its series.

The chart is the XmR chart: natural process limits are mean +- 2.66 x the mean moving range of the values before
the newest one. So the value that is judged never widens the limits it is judged by. Three rules are used:

* OUTSIDE  the newest value lies outside the limits
* RUN      it is at least the eighth in a row on one side of the mean
* NEAR     three of the last four, it among them, lie in the outer quarter between mean and limit, on one side

Source: D. J. Wheeler, Understanding Variation (2nd ed., 2000), detection rules one to three; the factor 2.66 is
3 / 1.128. NHS England, Making Data Count, uses the same chart with runs of seven and words for the outcome
("special cause", "common cause") as ours.

Limits take 12 values at least and the newest 24 at most: with fewer the limits themselves are guesswork (the
mean moving range of 12 values has a standard error of about a fifth), and what was usual longer ago than 24
periods is not what a value is surprising against. Where no value differs from the one before, nothing is said:
the measure is too coarse to have a variation (Wheeler: chunky data).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from math import fsum

from core.domain.attainment import distance
from core.domain.figure import Point
from core.domain.indicator import Indicator, Kind, Target

FACTOR = 2.66
LEAST = 12  # values before the newest
MOST = 24
RUN = 8  # in a row on one side
_NEAR = 0.75  # of the way from the mean to a limit


class Signal(Enum):
    """What the newest value is: noise, or a change for the better, the worse, or neither."""

    COMMON = "common"
    BETTER = "better"
    WORSE = "worse"
    CHANGED = "changed"  # real, but better or worse cannot be said


class Rule(Enum):
    """Which rule found the change, the strongest first."""

    OUTSIDE = "outside"
    RUN = "run"
    NEAR = "near"


@dataclass(frozen=True, slots=True)
class Limits:
    """Natural process limits, in the unit, kept within what the indicator can be; `count` values made them."""

    mean: float
    low: float
    high: float
    count: int


@dataclass(frozen=True, slots=True)
class Variation:
    """The newest value against the usual variation.

    Attributes:
        first, last: The values that made the limits, by position in the series that was given.
        rule: Which rule found a change; None with COMMON.
    """

    signal: Signal
    rule: Rule | None
    limits: Limits
    first: int
    last: int


def variation(indicator: Indicator, series: Sequence[Point], target: Target | None = None) -> Variation | None:
    """Return whether the newest value of a series is a real change; None where that cannot be said.

    Args:
        indicator: Says what is better, and what a value can be.
        series: Periods of one length, oldest first, gaps as None; the newest must have a value.
        target: Needed to say whether a RANGE became better.
    """
    if not series or series[-1].value is None:
        return None
    known = [at for at, point in enumerate(series[:-1]) if point.value is not None][-MOST:]
    if len(known) < LEAST:
        return None
    limits = _limits(series, known)
    if limits is None:
        return None
    rule = _rule([point.value for point in series], limits)
    signal = _signal(indicator.kind, series[-1].value, limits.mean, target) if rule else Signal.COMMON
    return Variation(signal, rule, _within(indicator, limits), known[0], known[-1])


def _limits(series: Sequence[Point], known: Sequence[int]) -> Limits | None:
    values = {at: value for at in known if (value := series[at].value) is not None}
    ranges = [abs(values[b] - values[a]) for a, b in pairwise(known) if b == a + 1]  # none across a gap
    if not ranges or max(ranges) == 0:
        return None
    mean = fsum(values.values()) / len(values)
    width = FACTOR * fsum(ranges) / len(ranges)
    return Limits(mean, mean - width, mean + width, len(values))


def _rule(values: Sequence[float | None], limits: Limits) -> Rule | None:
    newest = values[-1] or 0.0
    if not limits.low <= newest <= limits.high:
        return Rule.OUTSIDE
    side = _side(newest, limits.mean)
    if side and len(values) >= RUN and all(_side(one, limits.mean) == side for one in values[-RUN:]):
        return Rule.RUN
    return Rule.NEAR if _near(newest, limits, side) and _nears(values, limits, side) >= 3 else None


def _nears(values: Sequence[float | None], limits: Limits, side: int) -> int:
    return sum(one is not None and _near(one, limits, side) for one in values[-4:])


def _near(value: float, limits: Limits, side: int) -> bool:
    return side * (value - limits.mean) > _NEAR * (limits.high - limits.mean)


def _side(value: float | None, mean: float) -> int:
    return 0 if value is None else (value > mean) - (value < mean)


def _signal(kind: Kind, newest: float, mean: float, target: Target | None) -> Signal:
    if kind is Kind.INFORMATION:
        return Signal.CHANGED
    if kind is not Kind.RANGE:
        return Signal.BETTER if (newest < mean) == (kind is Kind.LOWER) else Signal.WORSE
    far, usual = (distance(value, target) if target else None for value in (newest, mean))
    if far is None or usual is None or far == usual:
        return Signal.CHANGED
    return Signal.BETTER if far < usual else Signal.WORSE


def _within(indicator: Indicator, limits: Limits) -> Limits:
    low = limits.low if indicator.minimum is None else max(limits.low, indicator.minimum)
    high = limits.high if indicator.maximum is None else min(limits.high, indicator.maximum)
    return Limits(limits.mean, low, high, limits.count)
