"""From an agency's table to cells: which cell of which row may hold a value of which indicator."""

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.collect.contract import FAULT, PLACE, Column, Layout, Source
from core.collect.labels import clean, is_footnote, is_passed_title, is_total, label_key
from core.errors import SourceChangedError
from core.reasons import Reason

Objects = NDArray[np.object_]
Rows = NDArray[np.int64]

# Words whose columns may be absent: a portal leaves out a key that no record fills.
_OPTIONAL = frozenset({"note", "citation"})
_KEYS = ("indicator", "area", "parent", "date", "period", "year", "month")


@dataclass(frozen=True, slots=True)
class Block:
    """The cells of one indicator in one column, for some rows.

    Attributes:
        code: Indicator.
        column: How the indicator stands in the source.
        title: The agency's column; "" when the rows themselves are counted.
        rows: Positions in the records.
        values: As many cells.
        period, area: What the column's title says, in tables with months or areas across; else "".
    """

    code: str
    column: Column
    title: str
    rows: Rows
    values: Objects
    period: str = ""
    area: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """The records with their columns found.

    Attributes:
        columns: Our word to the title in the records.
        where: Agency column of a `where` to the title in the records.
    """

    source: Source
    records: pd.DataFrame
    columns: Mapping[str, str]
    titles: Mapping[str, str]

    def cells(self, word: str) -> Objects | None:
        """Return the cells of one of our words; None when the table has no such column."""
        title = self.columns.get(word)
        return None if title is None else objects(self.records[title])

    def column(self, name: str) -> Objects:
        """Return the cells of an agency column named in the configuration."""
        return objects(self.records[self.titles[label_key(name)]])

    def unclaimed(self) -> list[str]:
        """Return the titles that neither the configuration nor the header conventions explain."""
        reading = self.source.reading
        claimed = {*self.columns.values(), PLACE, FAULT}
        claimed |= {self.titles[label_key(name)] for one in reading.indicators.values() for name in one.where}
        skipped = {label_key(name) for name in reading.skip_rows}
        names = [str(name) for name in self.records.columns if name not in claimed]
        return [name for name in names if label_key(name) not in skipped]


def objects(cells: pd.Series) -> Objects:
    """Return cells as Python objects that can be compared and hashed; True stays apart from 1."""
    found = raw_objects(cells)
    odd = [at for at, cell in enumerate(found) if type(cell) in (bool, np.bool_, list, dict, set)]
    if odd:
        found = found.copy()
        for at in odd:
            found[at] = str(found[at])
    return found


def open_table(source: Source, records: pd.DataFrame) -> Table:
    """Return the records with every configured column found.

    Raises:
        SourceChangedError: SCHEMA_MISMATCH, naming the missing columns, the found ones and the nearest.
    """
    titles: dict[str, str] = {}
    for name in records.columns:
        titles.setdefault(label_key(name), name)
    reading = source.reading
    wanted = {
        word: name for word, name in reading.columns.items() if word not in _OPTIONAL or label_key(name) in titles
    }
    names = [*wanted.values(), *_indicator_columns(source)]
    missing = [name for name in dict.fromkeys(names) if label_key(name) not in titles]
    if missing:
        raise schema_error(source, missing, records)
    return Table(source, records, {word: titles[label_key(name)] for word, name in wanted.items()}, titles)


def _indicator_columns(source: Source) -> Iterator[str]:
    """Yield the agency columns that the indicators name: their own, and those of their conditions."""
    for one in source.reading.indicators.values():
        yield from one.where
        if one.column and names_column(source):
            yield one.column


def names_column(source: Source) -> bool:
    """Return whether `column` of an indicator is a title of the table, not a label in the indicator column."""
    reading = source.reading
    return reading.layout is Layout.INDICATORS_ACROSS or (
        reading.layout is Layout.LONG and "indicator" not in reading.columns
    )


def schema_error(source: Source, missing: list[str], records: pd.DataFrame) -> SourceChangedError:
    """Return the error for columns that are not there, with the nearest titles that are."""
    found = [str(name) for name in records.columns if name not in (PLACE, FAULT)]
    near = {name: difflib.get_close_matches(name, found, n=1) for name in missing}
    hints = "; ".join(f"{name!r} may now be {match[0]!r}" for name, match in near.items() if match)
    return SourceChangedError(
        source.id,
        f"column(s) {', '.join(missing)} are missing; the agency now sends {', '.join(found) or 'none'}. "
        + (f"Perhaps {hints}. " if hints else "")
        + "Nothing was stored, the last good values stay on screen. If a column was renamed, correct "
        f"[sources.{source.id}.columns] in config.toml, then try: python -m core collect {source.id} --dry-run",
        reason=Reason.SCHEMA_MISMATCH,
        found=", ".join(found)[:300],
        expected=", ".join(missing),
    )


def blocks_of(table: Table, rows_of: Mapping[str, Rows]) -> list[Block]:
    """Return all cells that may hold a value, for the rows that belong to each indicator."""
    return [block for code, rows in rows_of.items() for block in _blocks(table, code, rows)]


def _blocks(table: Table, code: str, rows: Rows) -> Iterator[Block]:
    layout = table.source.reading.layout
    column = table.source.reading.indicators.get(code, Column())
    if layout is Layout.MONTHS_ACROSS:
        for title in period_titles(table):
            yield Block(code, column, title, rows, objects(table.records[title])[rows], period=title)
    elif layout is Layout.AREAS_ACROSS:
        for title in area_titles(table):
            yield Block(code, column, title, rows, objects(table.records[title])[rows], area=title)
    else:
        yield _one_column(table, code, column, rows)


def _one_column(table: Table, code: str, column: Column, rows: Rows) -> Block:
    own = column.column if names_column(table.source) else ""
    title = table.titles[label_key(own)] if own else table.columns.get("value", "")
    counted = column.is_counted and not own
    if counted or not title:
        return Block(code, column, "", rows, np.ones(len(rows), dtype=object))
    cells = table.records[title]
    values = cells.to_numpy()[rows] if cells.dtype.kind in "fiu" else raw_objects(cells)[rows]
    return Block(code, column, title, rows, values)


def raw_objects(cells: pd.Series) -> Objects:
    """Return cells as they are: a true or a list in the place of a number must be seen."""
    found: Objects = cells.astype(object).to_numpy(dtype=object)
    return found


def period_titles(table: Table) -> list[str]:
    """Return the titles that are not claimed by another word; whether each names a period is decided by the keys."""
    return [title for title in table.unclaimed() if not _is_aside(title)]


def area_titles(table: Table) -> list[str]:
    """Return the titles that stand for areas, and those of totals that the configuration calls the kabupaten."""
    regency = {label_key(label) for label in table.source.reading.regency_labels}
    return [title for title in table.unclaimed() if label_key(title) in regency or not _is_aside(title)]


def _is_aside(title: str) -> bool:
    return is_passed_title(title) or is_footnote(clean(title)) or is_total(clean(title))
