"""Attainment: the share of its target that a value reaches, and the status level that follows from it.

All formulas stand in docs/index.md with an example. Source: LKjIP practice of kabupaten (SAKIP), where
"lower is better" is counted as (2 x target - value) / target, so that 10 % over is as bad as 10 % short.
"""

from math import isfinite

from core.domain.bands import Bands
from core.domain.indicator import Kind, Target
from core.domain.status import Status

# A quotient of two floats misses the true one by some 1e-16 of itself: 63.7 / 70 must count as 91 %,
# 90.99 % must not. This is far below any digit that an agency reports, so nothing is rounded up by it.
_FLOAT_ERROR = 1e-9  # percent points


def attainment(kind: Kind, value: float | None, target: Target | None) -> float | None:
    """Return the share of the target that is reached.

    Args:
        kind: How a value is held against its target.
        value: In the indicator's unit; with CUMULATIVE the sum since 1 January
            (`core.domain.change.since_january`), with LATEST the newest value. None: not measured.
        target: The target of the value's period, in the same unit; None: there is none.

    Returns:
        A fraction: 1.0 is on target, 0.8 is 80 %; never below 0, not capped above 1, never NaN.
        None where nothing can be said: no value, no target, INFORMATION.
    """
    if kind is Kind.INFORMATION or value is None or target is None or not isfinite(value):
        return None
    if kind is Kind.RANGE:
        return _within(value, target)
    if target.value is None:
        return None
    return _against(value, target.value, more_is_better=kind is not Kind.LOWER)


def status_of(attainment: float | None, bands: Bands) -> Status:
    """Return the level of an attainment; UNSCORED without one.

    The levels close without a gap and without rounding up: 90.99 % is still HIGH.
    """
    if attainment is None:
        return Status.UNSCORED
    percent = attainment * 100 + _FLOAT_ERROR
    reached = (status for status, floor in bands.floors if percent >= floor)
    return next(reached, bands.lowest)


def distance(value: float, target: Target) -> float | None:
    """Return how far a value lies outside a RANGE target, in the unit; 0 inside; None without limits."""
    if target.low is None and target.high is None:
        return None
    below = 0.0 if target.low is None else target.low - value
    above = 0.0 if target.high is None else value - target.high
    return max(0.0, below, above)


def _against(value: float, target: float, *, more_is_better: bool) -> float:
    if target == 0:
        # No share of zero exists: the target is either reached or it is not.
        return float(value >= 0 if more_is_better else value <= 0)
    ratio = value / target
    # Below zero "more" means a smaller ratio, so the two formulas change places.
    return max(0.0, ratio if more_is_better == (target > 0) else 2 - ratio)


def _within(value: float, target: Target) -> float | None:
    """Fall linearly with the distance; one scale on both sides, so that nearer is never worse."""
    outside = distance(value, target)
    if outside is None:
        return None
    limits = [abs(limit) for limit in (target.low, target.high) if limit]
    if outside == 0 or not limits:
        return float(outside == 0)
    return max(0.0, 1 - outside / min(limits))
