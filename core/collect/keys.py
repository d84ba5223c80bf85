"""The key of a figure: which area and which period each row, or each column title, speaks of."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.collect.dates import fit, read_month, read_period, read_year
from core.collect.labels import clean, label_key
from core.collect.layouts import Objects, Table
from core.collect.missing import is_missing
from core.collect.months import nearly_month
from core.collect.names import AreaIndex, Unresolved, find_area, uses_bps
from core.domain.area import REGENCY, Level
from core.domain.indicator import Frequency
from core.domain.period import Period
from core.reasons import Reason


@dataclass(frozen=True, slots=True)
class Key:
    """A part of a key that was read: `text` is the code or period, or `reason` says why there is none."""

    text: str = ""
    reason: Reason | None = None
    expected: str = ""
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of many rows: `keys[codes[row]]`, with the agency's column and the cell for each."""

    codes: np.ndarray[tuple[int], np.dtype[np.int64]]
    keys: tuple[Key, ...]
    title: str
    found: Objects


def area_keys(table: Table, areas: Objects | None, index: AreaIndex, *, villages: bool) -> Keys:
    """Return the area of each row; one for all when the source fixes it.

    Args:
        table: The records.
        areas: The area column, the labels of the kabupaten replaced; None when the source fixes the area.
        index: See area_index.
        villages: Whether any indicator of the source is collected for desa.
    """
    rows = len(table.records)
    if areas is None:
        fixed = table.source.reading.fixed.get("area", REGENCY)
        key = _area_key(find_area(fixed, index, level=Level.DISTRICT))
        return Keys(
            np.zeros(rows, dtype=np.int64), (key,), "area", np.full(1, fixed, dtype=object)[np.zeros(rows, int)]
        )
    parents = table.cells("parent")
    codes, pairs = _combinations([areas] if parents is None else [areas, parents])
    keys = resolve_areas(table, [tuple(pair) for pair in pairs], index, villages=villages)
    return Keys(codes, tuple(keys), table.columns["area"], areas)


def resolve_areas(table: Table, pairs: list[tuple[object, ...]], index: AreaIndex, *, villages: bool) -> list[Key]:
    """Return the area of each (label,) or (label, kecamatan).

    The level of a column's names is the configured one, else that of desa beside a kecamatan column, else
    kecamatan. Where desa occur among the names of a source that has figures for desa, a name that is both a
    kecamatan's and a desa's is ambiguous.
    """
    labels = [pair[0] for pair in pairs]
    bps = uses_bps((label for label in labels if not is_missing(label)), index)
    parents = [_parent_of(pair, index) for pair in pairs]
    configured = table.source.reading.level
    level = (
        Level(configured) if configured else Level.VILLAGE if len(pairs[:1]) and len(pairs[0]) > 1 else Level.DISTRICT
    )

    def resolve(wanted: Level | None) -> list[str | Unresolved]:
        return [
            outer if isinstance(outer, Unresolved) else find_area(label, index, level=wanted, parent=outer, bps=bps)
            for label, outer in zip(labels, parents, strict=True)
        ]

    found = resolve(level)
    mixed = any(isinstance(one, Unresolved) and one.reason is Reason.AREA_LEVEL_MISMATCH for one in found)
    if mixed and villages and not configured:
        found = resolve(None)
    return [_area_key(one) for one in found]


def _parent_of(pair: tuple[object, ...], index: AreaIndex) -> str | Unresolved:
    if len(pair) < 2 or is_missing(pair[1]):
        return ""
    return find_area(pair[1], index, level=Level.DISTRICT)


def _area_key(found: str | Unresolved) -> Key:
    if isinstance(found, Unresolved):
        return Key(reason=found.reason, expected=found.expected)
    return Key(found)


def title_areas(table: Table, titles: list[str], index: AreaIndex, *, villages: bool) -> dict[str, Key]:
    """Return the area that each column title names."""
    regency = {label_key(label) for label in table.source.reading.regency_labels}
    labels: list[tuple[object, ...]] = [(REGENCY if label_key(title) in regency else title,) for title in titles]
    return dict(zip(titles, resolve_areas(table, labels, index, villages=villages), strict=True)) if titles else {}


def period_keys(table: Table, wanted: Frequency | None, *, coarsen: bool) -> Keys:
    """Return the period of each row, with the length that is wanted."""
    words = [word for word in ("date", "period", "year", "month") if word in table.columns]
    fixed = table.source.reading.fixed
    rows = len(table.records)
    columns = [table.cells(word) for word in words]
    cells = [column for column in columns if column is not None]
    codes, pairs = _combinations(cells) if cells else (np.zeros(rows, dtype=np.int64), [()])
    keys = [_period_key({**fixed, **dict(zip(words, pair, strict=True))}, wanted, coarsen=coarsen) for pair in pairs]
    title = table.columns[words[0]] if words else "period"
    constant = next((fixed[word] for word in ("date", "period", "year") if word in fixed), "")
    found = cells[0] if cells else np.full(rows, constant, dtype=object)
    return Keys(codes, tuple(keys), title, found)


def _period_key(found: Mapping[str, object], wanted: Frequency | None, *, coarsen: bool) -> Key:
    year = _year(found.get("year"))
    if isinstance(year, Reason):
        return Key(reason=year)
    if "date" in found or "period" in found:
        cell = found["date"] if "date" in found else found["period"]
        return _key(read_period(cell, wanted, year=year, coarsen=coarsen))
    if year is None:
        return Key(reason=Reason.PERIOD_AMBIGUOUS)
    if "month" in found:
        month = read_month(found["month"], year)
        return _key(month if isinstance(month, Reason) else fit(month, wanted, coarsen=coarsen))
    return _key(read_period(year, wanted))


def _year(found: object) -> int | Reason | None:
    return None if found is None else read_year(found)


def _key(period: Period | Reason) -> Key:
    return Key(reason=period) if isinstance(period, Reason) else Key(period.text, period=period)


def year_of_rows(table: Table) -> Keys | None:
    """Return the year of each row, for tables with months across; None when neither table nor source has one."""
    cells = table.cells("year")
    fixed = table.source.reading.fixed.get("year")
    if cells is None and fixed is None:
        return None
    if cells is None:
        cells = np.full(len(table.records), fixed, dtype=object)
    codes, pairs = _combinations([cells])
    years = [read_year(pair[0]) for pair in pairs]
    keys = [Key(reason=one) if isinstance(one, Reason) else Key(str(one)) for one in years]
    return Keys(codes, tuple(keys), table.columns.get("year", "year"), cells)


def title_period(title: str, year: Key | None, wanted: Frequency | None, *, coarsen: bool) -> Key | None:
    """Return the period that a column title names in a row's year; None when the title names none at all.

    A title that is nearly a month's is refused with the month it resembles.
    """
    if year is not None and year.reason is not None:
        named = read_period(title, None)
        return year if named is Reason.PERIOD_AMBIGUOUS else _titled(title, None, wanted, coarsen=coarsen)
    return _titled(title, int(year.text) if year else None, wanted, coarsen=coarsen)


def _titled(title: str, year: int | None, wanted: Frequency | None, *, coarsen: bool) -> Key | None:
    if read_period(title, None, year=year) is Reason.PERIOD_INVALID:
        near = nearly_month(clean(title))
        return Key(reason=Reason.PERIOD_INVALID, expected=near) if near else None
    return _key(read_period(title, wanted, year=year, coarsen=coarsen))


def _combinations(
    columns: list[Objects],
) -> tuple[np.ndarray[tuple[int], np.dtype[np.int64]], list[tuple[object, ...]]]:
    """Return for each row the number of its combination of cells, and the combinations: each is read once."""
    codes = np.zeros(len(columns[0]), dtype=np.int64)
    uniques = []
    for column in columns:
        own, values = pd.factorize(column, use_na_sentinel=False)
        codes = codes * max(len(values), 1) + own
        uniques.append(values)
    dense, first = np.unique(codes, return_index=True)
    lookup = np.searchsorted(dense, codes)
    return lookup, [tuple(column[at] for column in columns) for at in first]
