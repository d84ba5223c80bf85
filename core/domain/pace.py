"""What it still takes to reach the target: so much a period, on average, until the target's year ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.domain.change import since_january
from core.domain.figure import Point
from core.domain.indicator import Frequency, Indicator, Kind, Target
from core.domain.period import Period, period_of

# What is reported by the day or the week is said by the month: nobody steers by 0.02 points a day.
_SAID_BY = {Frequency.DAILY: Frequency.MONTHLY, Frequency.WEEKLY: Frequency.MONTHLY, Frequency.EVENT: Frequency.MONTHLY}


@dataclass(frozen=True, slots=True)
class Pace:
    """What is needed to reach a target.

    Attributes:
        reached: The target is reached as of now; `each` is then 0.
        each: In the unit, a period on average: positive must rise, negative must fall. With CUMULATIVE what
            each remaining period must bring; otherwise the step from one period to the next.
        gap: In the unit, in all.
        periods: How many are left; at least 1.
        frequency: Of which length they are.
        until: The last day.
    """

    reached: bool
    each: float
    gap: float
    periods: int
    frequency: Frequency
    until: date


def pace(indicator: Indicator, series: Sequence[Point], at: Period, target: Target | None) -> Pace | None:
    """Return what is needed from a period on; None without a target, a value, or a period that is left.

    Args:
        indicator: Its kind says what reaching means: at least, at most, within, or in sum since January.
        series: Of one length, any order; with CUMULATIVE it must hold all periods since January.
        at: The period of the newest value.
        target: The one that value is held against. One for a later year leaves time until that year ends.
    """
    value = _value(indicator, series, at)
    if target is None or value is None:
        return None
    gap = _gap(indicator.kind, value, target)
    until = _until(indicator.kind, at, target)
    if gap is None or until is None:
        return None
    frequency = _SAID_BY.get(at.frequency, at.frequency)
    left = _left(at, until, frequency)
    return Pace(gap == 0, gap / left, gap, left, frequency, until) if left else None


def _value(indicator: Indicator, series: Sequence[Point], at: Period) -> float | None:
    if indicator.kind is Kind.CUMULATIVE:
        return since_january(series, at)
    return next((point.value for point in series if point.period == at), None)


def _gap(kind: Kind, value: float, target: Target) -> float | None:
    """Return how far the value must still go, signed; 0 when it is there; None where nothing is to be reached."""
    if kind is Kind.INFORMATION:
        return None
    if kind is Kind.RANGE:
        if target.low is None and target.high is None:
            return None
        if target.low is not None and value < target.low:
            return target.low - value
        return target.high - value if target.high is not None and value > target.high else 0.0
    if target.value is None:
        return None
    gap = target.value - value
    return min(gap, 0.0) if kind is Kind.LOWER else max(gap, 0.0)


def _until(kind: Kind, at: Period, target: Target) -> date | None:
    year = at.end.year
    if kind is Kind.CUMULATIVE and target.year > year:
        return None  # the sum begins anew each January: this year's says nothing of a later one
    return date(max(year, target.year), 12, 31)


def _left(at: Period, until: date, frequency: Frequency) -> int:
    """Return how many periods begin after one and end by a day."""
    period, left = period_of(at.end, frequency), 0
    while (period := period.following()).end <= until:
        left += 1
    return left
