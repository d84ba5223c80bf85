"""Where an indicator will stand at the end of the year, if a forecast has shown that it can tell.

A forecast is shown only where it beat the seasonal naive one ("as in the same period last year") on the
indicator's own past: from each of several earlier days the year end was forecast with what was known then,
and held against what came (rolling origin). Beating means a mean absolute error at least MARGIN smaller.

The forecaster is handed in (core.domain.exponential_smoothing): these rules do not know which library it is.

Source: Hyndman and Athanasopoulos, Forecasting: Principles and Practice (3rd ed.), 5.8 and 5.10.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from math import fsum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.domain.figure import Point
from core.domain.indicator import Frequency, Indicator, Kind
from core.domain.period import Period

SEASONS = {Frequency.MONTHLY: 12, Frequency.QUARTERLY: 4}  # periods a year, of the series that are long enough
MARGIN = 0.05  # share by which the naive error must be undercut: a draw is no win
LEAST_ORIGINS, MOST_ORIGINS = 4, 12
LONGEST = 60  # values: five years of months; what was before belongs to other times
COVERAGE = 0.9  # of the interval, as the model computes it

Array = NDArray[Any]
# Values, oldest first, and how many steps ahead -> possible futures, shape (draws, steps).
Forecaster = Callable[[Sequence[float], int], Array]


class NoProjection(Enum):
    """Why no projection is shown."""

    NOTHING = "nothing"  # no value that speaks for the day: none, too old, of events, or of what is over
    FREQUENCY = "frequency"  # neither monthly nor quarterly
    YEAR_COMPLETE = "year-complete"  # the year's last figure is there
    TOO_SHORT = "too-short"  # too few values without a gap to try it out
    NO_BETTER = "no-better"  # than the same period of last year
    FAILED = "failed"  # the forecaster did; the log says why


@dataclass(frozen=True, slots=True)
class BackTest:
    """How a forecaster fared on an indicator's own past.

    Attributes:
        origins: From how many earlier days it was asked.
        steps: How many periods ahead.
        error, naive_error: Mean absolute error of the forecast and of the seasonal naive one, in the unit.
        covered: In how many of them the interval held what came.
    """

    origins: int
    steps: int
    error: float
    naive_error: float
    covered: int

    @property
    def beats(self) -> bool:
        """Return whether the forecast was better than the naive one by the margin."""
        return self.error < (1 - MARGIN) * self.naive_error


@dataclass(frozen=True, slots=True)
class Projection:
    """Where the year will end.

    Attributes:
        period: The last period of the year.
        value, low, high: In the unit; with CUMULATIVE the sum of the year. The interval is COVERAGE wide.
        years_sum: Whether it is the sum of the year.
        tried: How the forecaster fared.
    """

    period: Period
    value: float
    low: float
    high: float
    years_sum: bool
    tried: BackTest


def project(indicator: Indicator, series: Sequence[Point], forecaster: Forecaster) -> Projection | NoProjection:
    """Return where the year of the newest value will end, or why nothing is said.

    Args:
        indicator: Says whether the year is a sum, and what a value can be.
        series: Of one length, oldest first, gaps as None; the newest has a value.
        forecaster: See above; its draws must be the same for the same values.
    """
    newest = series[-1].period if series else None
    if newest is None or newest.frequency not in SEASONS:
        return NoProjection.FREQUENCY
    steps = left_in_year(newest)
    if not steps:
        return NoProjection.YEAR_COMPLETE
    values = unbroken(series)
    passed = SEASONS[newest.frequency] - steps  # since January, the newest one included
    tried = back_test(indicator, values, SEASONS[newest.frequency], steps, forecaster)
    if tried is None or (indicator.kind is Kind.CUMULATIVE and len(values) < passed):
        return NoProjection.TOO_SHORT
    if not tried.beats:
        return NoProjection.NO_BETTER
    so_far = fsum(values[-passed:]) if indicator.kind is Kind.CUMULATIVE else 0.0
    ends = so_far + _ends(indicator, forecaster(values, steps))
    low, high = _interval(ends)
    period = newest
    for _ in range(steps):
        period = period.following()
    return Projection(period, float(np.mean(ends)), low, high, indicator.kind is Kind.CUMULATIVE, tried)


def back_test(
    indicator: Indicator, values: Sequence[float], season: int, steps: int, forecaster: Forecaster
) -> BackTest | None:
    """Return how the forecaster fares from each of the newest origins; None with too few of them.

    Each origin leaves at least two seasons to learn from and all the steps to be held against.
    """
    origins = range(2 * season, len(values) - steps + 1)[-MOST_ORIGINS:]
    if len(origins) < LEAST_ORIGINS:
        return None
    errors, naive, covered = [], [], 0
    for origin in origins:
        came = np.array(values[origin : origin + steps])
        draws = _bounded(indicator, forecaster(values[:origin], steps))
        ends = _ends(indicator, draws)
        low, high = _interval(ends)
        covered += bool(low <= _ends(indicator, came[None, :])[0] <= high)
        errors.append(_error(indicator, draws.mean(axis=0), came))
        naive.append(_error(indicator, np.array(values[origin - season : origin - season + steps]), came))
    return BackTest(len(origins), steps, fsum(errors) / len(errors), fsum(naive) / len(naive), covered)


def left_in_year(period: Period) -> int:
    """Return how many periods of the year come after one; 0 for its last."""
    left = 0
    while period.following().end.year == period.end.year:
        period, left = period.following(), left + 1
    return left


def unbroken(series: Sequence[Point]) -> list[float]:
    """Return the newest values back to the first gap, oldest first, at most LONGEST."""
    found: list[float] = []
    for point in reversed(series):
        if point.value is None or len(found) == LONGEST:
            break
        found.append(point.value)
    return found[::-1]


def _bounded(indicator: Indicator, draws: Array) -> Array:
    if indicator.minimum is None and indicator.maximum is None:
        return draws
    return np.clip(draws, indicator.minimum, indicator.maximum)


def _ends(indicator: Indicator, draws: Array) -> Array:
    """Return what each future comes to at the end: its sum (CUMULATIVE) or its last value, shape (draws,)."""
    bounded = _bounded(indicator, draws)
    ends: Array = bounded.sum(axis=1) if indicator.kind is Kind.CUMULATIVE else bounded[:, -1]
    return ends


def _error(indicator: Indicator, forecast: Array, came: Array) -> float:
    if indicator.kind is Kind.CUMULATIVE:
        return float(abs(forecast.sum() - came.sum()))
    return float(np.abs(forecast - came).mean())


def _interval(ends: Array) -> tuple[float, float]:
    outside = 100 * (1 - COVERAGE) / 2
    low, high = np.percentile(ends, [outside, 100 - outside])
    return float(low), float(high)
