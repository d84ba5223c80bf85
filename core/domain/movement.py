"""What moved an index: parts whose sum is the change, exactly.

Between two states of an index six things may differ, and they are taken in this order:

1. REVISION  the older state as it was known then, against the same as it is known now
2. FRAME     indicators that belong to one of the two only (another frame, an indicator that began or ended)
3. WEIGHT    the weights of those that belong to both
4. COVERAGE  what was measured in one of the two only: came in, dropped out
5. TARGET    the old value held against the new target
6. VALUE     the new value, against the new target, with the new weights

Within a step no order is needed: each indicator's part has a closed form, and the parts of a step add up.
With v the weight as a share of what was measured, c the capped attainment, r a level to be above or below:

* both measured, c changed:   v (c' - c)
* weight changed:             (v' - v) (c - r), r halfway between the index before and after the step
* came in, dropped out:       v' (c' - r), -v (c - r), r the index of those that stayed

All this is done in fractions, so nothing is lost and there is no remainder to hide. Two rules then make
numbers of it, both by the same means: levels are put on a grid, and a part is the difference of two levels.

* `points` lie on a grid of 2**-40 points. Their differences are exact in floats: they sum to the change in
  any order, to the last digit.
* `hundredths` are levels cut to 0.01 point, as the index itself is cut and never rounded up. What is printed
  adds up to the change that is printed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from core.domain.index_steps import Cause, Exact, State, level_of, path, shares_of, step

_GRID = 2**40  # steps a point: finer than any index is computed, coarse enough that differences are exact
_CUT = Fraction(1, 10**10)  # points; what components.formats allows for float error before it cuts


@dataclass(frozen=True, slots=True)
class MovedPart:
    """What one indicator moved the index by, for one cause.

    Attributes:
        points: On the grid; their sum over all parts is the change exactly.
        hundredths: As printed, in 0.01 point; their sum is the printed change exactly.
        before, after: Capped attainment before and after the step; None where not measured (or no member).
        weight_before, weight_after: Share of the measured weight, 0 to 1; 0 where not measured.
    """

    cause: Cause
    indicator: str
    points: float
    hundredths: int
    before: float | None
    after: float | None
    weight_before: float
    weight_after: float


@dataclass(frozen=True, slots=True)
class Movement:
    """What moved an index from one level to another.

    Attributes:
        start, end: Index on the grid, 0 to 100; None where nothing was measured.
        start_hundredths, end_hundredths: As printed, in 0.01 point, cut and not rounded.
        parts: In the order of the steps, those that moved nothing left out; () when either end is None.
    """

    start: float | None
    end: float | None
    start_hundredths: int | None
    end_hundredths: int | None
    parts: tuple[MovedPart, ...]

    @property
    def change(self) -> float | None:
        """Return the change in points; None when either end is None."""
        return None if self.start is None or self.end is None else self.end - self.start

    def by_cause(self) -> dict[Cause, int]:
        """Return the printed sum of each cause that moved something, in 0.01 point."""
        sums: dict[Cause, int] = {}
        for part in self.parts:
            sums[part.cause] = sums.get(part.cause, 0) + part.hundredths
        return sums


def movement(then: State, now: State, *, known_then: State | None = None) -> Movement:
    """Return what moved an index from one state to another.

    Args:
        then: The older state, as it is known now.
        now: The newer state.
        known_then: The older state as it was known then; None: revisions are not asked for.
    """
    first = known_then if known_then is not None else then
    start, end = level_of(shares_of(first)), level_of(shares_of(now))
    if start is None or end is None:
        return Movement(_grid(start), _grid(end), _cut(start), _cut(end), ())
    exact: list[Exact] = []
    steps = [*path(first, then, Cause.REVISION), *path(then, now, None)]
    for cause, before, after in steps:
        exact += step(cause, before, after, between=(start + end) / 200)
    return Movement(_grid(start), _grid(end), _cut(start), _cut(end), tuple(_levelled(start, exact)))


def _levelled(start: Fraction, parts: Sequence[Exact]) -> Iterable[MovedPart]:
    """Yield the parts as differences of levels on the two grids."""
    level = start
    for part in parts:
        before, level = level, level + part.points
        points = (_grid(level) or 0.0) - (_grid(before) or 0.0)
        hundredths = (_cut(level) or 0) - (_cut(before) or 0)
        if part.points:
            yield MovedPart(
                part.cause,
                part.indicator,
                points,
                hundredths,
                float(part.before.capped) if part.before else None,
                float(part.after.capped) if part.after else None,
                float(part.weights[0]),
                float(part.weights[1]),
            )


def _grid(level: Fraction | None) -> float | None:
    return None if level is None else round(level * _GRID) / _GRID


def _cut(level: Fraction | None) -> int | None:
    return None if level is None else floor((level + _CUT) * 100)
