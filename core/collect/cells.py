"""Reads the cells of one indicator in one column: keys and values side by side, nothing decided yet."""

import difflib
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from core.collect.keys import Key, Keys, area_keys, period_keys, title_areas, title_period, year_of_rows
from core.collect.labels import clean
from core.collect.layouts import Block, Table, area_titles
from core.collect.names import AreaIndex, area_index
from core.collect.places import Places
from core.collect.remarks import Remarks
from core.collect.rows import RowPlan
from core.collect.units import Conversion, conversion, find_conversion
from core.collect.values import Values, read_truths, read_values
from core.domain.area import Level
from core.domain.catalogue import Catalogue
from core.domain.indicator import Frequency, Indicator
from core.reasons import Reason

Codes = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class KeyPart:
    """The area, or the period, of each cell of a block: `keys[codes]`.

    Attributes:
        title: The agency's column that says it; of the block itself when the column's title says it.
        by_row: Whether the rows differ; otherwise one fault speaks for the whole column.
    """

    codes: Codes
    keys: tuple[Key, ...]
    title: str
    by_row: bool

    def bad(self) -> NDArray[np.bool_]:
        """Return which cells have no readable key."""
        return np.array([key.reason is not None for key in self.keys], dtype=bool)[self.codes]

    def texts(self) -> NDArray[np.object_]:
        """Return the code or period of each cell, "" where it could not be read."""
        found: NDArray[np.object_] = np.array([key.text for key in self.keys], dtype=object)[self.codes]
        return found


@dataclass(frozen=True, slots=True)
class Cells:
    """A block that was read.

    Attributes:
        unit: The unit the agency sends, as configured or as the catalogue has it.
        counted: Rows are counted: the value has no unit.
        conversions: How each cell's value becomes the catalogue's; by the rows' own unit when they carry one.
    """

    block: Block
    indicator: Indicator
    area: KeyPart
    period: KeyPart
    values: Values
    unit: str
    counted: bool
    conversions: tuple[tuple[NDArray[np.bool_], Conversion | None], ...]


class Reader:
    """A table with all that its cells are read with."""

    def __init__(self, table: Table, catalogue: Catalogue, plan: RowPlan) -> None:
        self.table = table
        self.reading = table.source.reading
        self.catalogue = catalogue
        self.plan = plan
        self.places = Places(table.records)
        self.index: AreaIndex = area_index(catalogue)
        self.remarks = Remarks(table)
        finest = {catalogue.indicators[code].finest for code in plan.of}
        self.villages = Level.VILLAGE in finest
        self._periods: dict[tuple[Frequency | None, bool], Keys] = {}

    @cached_property
    def areas(self) -> Keys:
        """Return the area of each row."""
        return area_keys(self.table, self.plan.areas, self.index, villages=self.villages)

    @cached_property
    def areas_by_title(self) -> dict[str, Key]:
        """Return the area that each column title names."""
        return title_areas(self.table, area_titles(self.table), self.index, villages=self.villages)

    @cached_property
    def years(self) -> Keys | None:
        """Return the year of each row, for tables with months across."""
        return year_of_rows(self.table)

    def periods(self, wanted: Frequency | None, *, coarsen: bool) -> Keys:
        """Return the period of each row, in the wanted length."""
        if (wanted, coarsen) not in self._periods:
            self._periods[wanted, coarsen] = period_keys(self.table, wanted, coarsen=coarsen)
        return self._periods[wanted, coarsen]

    def frequency(self, indicator: Indicator) -> Frequency | None:
        """Return the length of the periods that are sent; None takes each as it is written."""
        wanted = Frequency(self.reading.frequency) if self.reading.frequency else indicator.frequency
        return None if wanted is Frequency.EVENT else wanted

    def nearest_label(self, label: object) -> str:
        """Return the known indicator label nearest to one that nobody knows; "" when none is near."""
        known = [column.column for column in self.reading.indicators.values() if column.column]
        known = known or list(self.catalogue.indicators)
        near = difflib.get_close_matches(clean(label), known, n=1)
        return near[0] if near else ""


def read_block(reader: Reader, block: Block) -> Cells | None:
    """Return the block with its keys and values read; None for a column whose title names no period."""
    indicator = reader.catalogue.indicators[block.code]
    coarsen = bool(block.column.reduce)
    period = _period(reader, block, reader.frequency(indicator), coarsen=coarsen)
    if period is None:
        return None
    counted = block.column.is_counted
    conversions = ((np.ones(len(block.rows), dtype=bool), Conversion()),) if counted else _conversions(reader, block)
    unit = block.column.unit or indicator.unit
    values = _values(reader, block, indicator, conversions, unit, counted=counted)
    return Cells(block, indicator, _area(reader, block), period, values, unit, counted, conversions)


def _area(reader: Reader, block: Block) -> KeyPart:
    if block.area:
        return KeyPart(
            np.zeros(len(block.rows), dtype=np.int64), (reader.areas_by_title[block.area],), block.title, False
        )
    keys = reader.areas
    return KeyPart(keys.codes[block.rows], keys.keys, keys.title, "area" in reader.table.columns)


def _period(reader: Reader, block: Block, wanted: Frequency | None, *, coarsen: bool) -> KeyPart | None:
    if not block.period:
        keys = reader.periods(wanted, coarsen=coarsen)
        return KeyPart(keys.codes[block.rows], keys.keys, keys.title, True)
    years = reader.years
    if years is None:
        key = title_period(block.period, None, wanted, coarsen=coarsen)
        return None if key is None else KeyPart(np.zeros(len(block.rows), dtype=np.int64), (key,), block.title, False)
    named = [title_period(block.period, year, wanted, coarsen=coarsen) for year in years.keys]
    if any(key is None for key in named):
        return None
    own_year = "year" in reader.table.columns
    keys_of = tuple(key for key in named if key is not None)
    return KeyPart(years.codes[block.rows], keys_of, block.title, by_row=own_year)


def _conversions(reader: Reader, block: Block) -> tuple[tuple[NDArray[np.bool_], Conversion | None], ...]:
    """Return the conversion of each cell, as masks: a configured unit holds for all, else the row's own."""
    wanted = reader.catalogue.indicators[block.code].unit
    if block.column.unit or "unit" not in reader.table.columns:
        one = find_conversion(reader.table.source.id, block.code, block.column.unit, wanted)
        return ((np.ones(len(block.rows), dtype=bool), one),)
    units = reader.remarks.unit[block.rows]
    return tuple((units == unit, conversion(unit, wanted)) for unit in dict.fromkeys(units.tolist()))


def _values(
    reader: Reader,
    block: Block,
    indicator: Indicator,
    conversions: tuple[tuple[NDArray[np.bool_], Conversion | None], ...],
    unit: str,
    *,
    counted: bool,
) -> Values:
    if counted and block.title:
        return read_truths(block.values, count=block.column.reduce == "count")
    identity = all(one is not None and one.is_identity for _mask, one in conversions)
    values = read_values(
        block.values,
        locale="en" if reader.reading.numbers == "en" else "id",
        integer=indicator.integer and identity and not counted,
        unit=unit,
        zero_words=reader.reading.zero_words,
    )
    for mask, one in conversions:
        if one is None:
            values.reason[mask & ~values.missing] = Reason.UNIT_MISMATCH
    return values
