"""Fixed classes of a map: the same limits in every period, so that a colour keeps its meaning."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from math import isnan

from core.errors import DataError

Bounds = tuple[float | None, float | None]  # above the first, up to and with the second; None: open


def class_of(value: float, limits: Sequence[float]) -> int:
    """Return the class of a value, counted from 0; a value on a limit belongs to the class below it.

    Args:
        value: In the indicator's unit.
        limits: Upper limits, ascending. What lies above the last one is a class of its own:
            n limits make n + 1 classes.

    Raises:
        DataError: If the limits do not ascend, or the value is NaN (an absent value has no class).
    """
    check_limits(limits)
    if isnan(value):
        raise DataError("map classes: an absent value has no class")
    return bisect_left(limits, value)


def class_bounds(limits: Sequence[float]) -> tuple[Bounds, ...]:
    """Return the lower and the upper limit of every class, for the legend; None is open.

    With the limits (10, 20): (None, 10), (10, 20), (20, None). No limits, no classes: ().
    """
    check_limits(limits)
    if not limits:
        return ()
    edges = (None, *limits, None)
    return tuple(pairwise(edges))


def check_limits(limits: Sequence[float]) -> None:
    """Refuse limits that do not ascend.

    Raises:
        DataError: Naming the two that are out of order.
    """
    for lower, upper in pairwise(limits):
        if not lower < upper:
            raise DataError(f"map classes: the limits must ascend, found {lower:g} before {upper:g}")
