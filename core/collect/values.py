"""Reads many cells at once: each different text once, typed numbers as they are."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.collect.layouts import Objects
from core.collect.missing import is_missing
from core.collect.numbers import Locale, Missing, Number, Parsed, parse
from core.collect.spellings import words
from core.collect.units import is_percent
from core.reasons import Reason

_YES = words("ya, ada, y, iya, sudah, true, v, ✓, √")
_NO = words("tidak, tdk, t, false, belum, belum ada, tidak ada")


@dataclass(frozen=True, slots=True)
class Values:
    """What many cells say; all arrays have the length of the cells.

    Attributes:
        value: NaN where there is none.
        missing: The cell says that there is no figure.
        reason: A Reason where the cell is refused, else None.
        flag: Of the number's own status mark.
        suspect: Whether the cell is a typed number from 0 to 1 without a percent sign.
    """

    value: NDArray[np.float64]
    missing: NDArray[np.bool_]
    reason: Objects
    flag: Objects
    suspect: NDArray[np.bool_]


def read_values(cells: Objects, *, locale: Locale, integer: bool, unit: str, zero_words: tuple[str, ...]) -> Values:
    """Return what the cells say; see core.collect.numbers.parse for the arguments."""
    values = _blank(len(cells))
    if cells.dtype.kind in "fiu":
        return _typed(cells.astype(np.float64), values)
    cache: dict[str, Parsed] = {}
    for at, cell in enumerate(cells):
        if isinstance(cell, str):
            parsed = cache.get(cell)
            if parsed is None:
                parsed = parse(cell, locale=locale, integer=integer, unit=unit, zero_words=zero_words)
                cache[cell] = parsed
        else:
            parsed = parse(cell)
            values.suspect[at] = isinstance(parsed, Number) and 0 <= parsed.value <= 1
        _enter(values, at, parsed)
    return values


def read_truths(cells: Objects, *, count: bool) -> Values:
    """Return 1 for "Ya", true and numbers above zero, 0 for "Tidak", false and zero.

    Args:
        cells: Of a column that is counted or looked for any.
        count: Any cell that holds something counts as 1, whatever it says.
    """
    values = _blank(len(cells))
    if count:
        values.missing[:] = [is_missing(cell) for cell in cells]
        values.value[~values.missing] = 1.0
        return values
    for at, cell in enumerate(cells):
        word = str(cell).strip().casefold()
        if word in _YES or word in _NO:
            values.value[at] = float(word in _YES)
            continue
        parsed = parse(cell)
        _enter(values, at, Number(float(parsed.value > 0)) if isinstance(parsed, Number) else parsed)
    return values


def is_suspect_scale(values: Values, unit: str) -> bool:
    """Return whether a percent column holds nothing but typed numbers from 0 to 1, one of them above 0.

    Such a column was most likely a share of 1 whose percent format got lost; nobody can tell, so it is refused.
    """
    numbers = ~np.isnan(values.value)
    if not is_percent(unit) or not numbers.any():
        return False
    return bool(values.suspect[numbers].all() and (values.value[numbers] > 0).any())


def _blank(length: int) -> Values:
    return Values(
        value=np.full(length, np.nan),
        missing=np.zeros(length, dtype=bool),
        reason=np.full(length, None, dtype=object),
        flag=np.full(length, "", dtype=object),
        suspect=np.zeros(length, dtype=bool),
    )


def _typed(numbers: NDArray[np.float64], values: Values) -> Values:
    """Take a column of typed numbers at once."""
    values.value[:] = np.where(np.isfinite(numbers), numbers, np.nan)
    values.missing[:] = np.isnan(numbers)
    values.reason[np.isinf(numbers)] = Reason.VALUE_NOT_NUMERIC
    values.suspect[:] = (numbers >= 0) & (numbers <= 1)
    return values


def _enter(values: Values, at: int, parsed: Parsed) -> None:
    if isinstance(parsed, Number):
        values.value[at] = parsed.value
        values.flag[at] = parsed.flag
    elif isinstance(parsed, Missing):
        values.missing[at] = True
    else:
        values.reason[at] = parsed
