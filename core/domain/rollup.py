"""The index: a weighted mean of what was measured, with its coverage, withheld where too little was."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import fsum, isfinite, isnan

from core.errors import DataError

_FLOAT_ERROR = 1e-12  # of a coverage: 5.81 out of 8.3 is 70 %


@dataclass(frozen=True, slots=True)
class IndexValue:
    """An index.

    Attributes:
        value: 0 to 100, not rounded; None when withheld.
        coverage: Share of the weight that was measured, 0 to 1.
    """

    value: float | None
    coverage: float


def cap(attainment: float | None) -> float | None:
    """Return the attainment within 0 and 1, so that one good indicator cannot hide four bad ones."""
    return None if attainment is None else min(1.0, max(0.0, attainment))


def index(parts: Sequence[tuple[float, float | None]], *, floor: float) -> IndexValue:
    """Return the weighted mean of the measured parts, times 100.

    Args:
        parts: Weight (any scale, not negative) and attainment as a fraction (capped here again); None
            is not measured: it lowers the coverage and never counts as zero.
        floor: Coverage, 0 to 1, below which no index is given.

    Raises:
        DataError: If a weight is negative, or a number is not one.
    """
    _check(parts)
    measured = [(weight, capped) for weight, share in parts if (capped := cap(share)) is not None]
    # fsum rounds once: the order of the parts cannot change the last digit.
    weight = fsum(one for one, _ in measured)
    whole = fsum(one for one, _ in parts)
    coverage = weight / whole if whole else 0.0
    if weight == 0 or coverage < floor - _FLOAT_ERROR:
        return IndexValue(None, coverage)
    return IndexValue(100 * (fsum(one * share for one, share in measured) / weight), coverage)


def points(parts: Sequence[tuple[float, float | None]]) -> tuple[float | None, ...]:
    """Return the points that each part gives to the index, in the order of the parts; None where not measured.

    They add up to the index, so the differences between two periods add up to its change.
    """
    _check(parts)
    weight = fsum(one for one, share in parts if share is not None)
    return tuple(
        None if (capped := cap(share)) is None or weight == 0 else 100 * (one * capped / weight) for one, share in parts
    )


def _check(parts: Iterable[tuple[float, float | None]]) -> None:
    for weight, share in parts:
        if not isfinite(weight) or weight < 0:
            raise DataError(f"index: a weight must be a number from 0 on, found {weight}")
        if share is not None and isnan(share):
            raise DataError("index: an attainment is NaN; what was not measured is None")
