"""Which rows of a table count: totals, footnotes and numbering rows are passed, the rest goes to its indicators."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.collect.contract import FAULT, PLACE, Column, Layout
from core.collect.labels import clean, is_footnote, is_numbering, is_total, label_key
from core.collect.layouts import Objects, Rows, Table
from core.collect.missing import is_missing
from core.domain.area import REGENCY
from core.domain.catalogue import Catalogue

_LABELS = ("area", "date", "period", "month", "year")  # words whose column may hold "JUMLAH" or "Sumber: ..."


@dataclass(frozen=True, slots=True)
class RowPlan:
    """What is to be done with each row.

    Attributes:
        of: Indicator code to the positions of its rows.
        beside: Indicator code to the positions of the rows that only its `where` keeps out, told by cells that say
            something: of their area and period is known that nothing of it was there.
        unknown: Positions of rows whose indicator label nobody knows.
        skipped: Positions of rows that are passed.
        faulty: Positions of rows that the connector could not read whole.
        areas: The area column with the labels of the kabupaten replaced by its code; None without such a column.
    """

    of: Mapping[str, Rows]
    beside: Mapping[str, Rows]
    unknown: Rows
    skipped: Rows
    faulty: Rows
    areas: Objects | None


def plan_rows(table: Table, catalogue: Catalogue) -> RowPlan:
    """Return what is to be done with each row."""
    areas = table.cells("area")
    areas = None if areas is None else areas.copy()
    regency = np.zeros(len(table.records), dtype=bool)
    if areas is not None:
        _name_lost_labels(table, areas)
        regency = _among(areas, table.source.reading.regency_labels)
        areas[regency] = REGENCY
    skipped = _passed(table, areas) & ~regency
    faulty = _faulty(table) & ~skipped
    usable = ~skipped & ~faulty
    of, beside, unknown, aside = _rows_of(table, catalogue, usable)
    return RowPlan(of, beside, _at(unknown), _at(skipped | aside), _at(faulty), areas)


def _at(mask: NDArray[np.bool_]) -> Rows:
    return np.flatnonzero(mask).astype(np.int64)


def _faulty(table: Table) -> NDArray[np.bool_]:
    if FAULT not in table.records:
        return np.zeros(len(table.records), dtype=bool)
    found: NDArray[np.bool_] = (table.records[FAULT].fillna("") != "").to_numpy(dtype=bool)
    return found


def _among(cells: Objects, labels: Iterable[str]) -> NDArray[np.bool_]:
    """Return which cells carry one of the labels; each different cell is looked at once."""
    wanted = {label_key(label) for label in labels}
    return _each(cells, lambda cell: label_key(cell) in wanted) if wanted else np.zeros(len(cells), dtype=bool)


def _each(cells: Objects, test: Callable[[object], bool]) -> NDArray[np.bool_]:
    """Return what a test says of each cell; each different cell is tested once, None and NaN never."""
    codes, uniques = pd.factorize(cells, use_na_sentinel=True)
    answers = np.array([*(test(one) for one in uniques), False], dtype=np.bool_)
    found: NDArray[np.bool_] = answers[codes]
    return found


def _name_lost_labels(table: Table, areas: Objects) -> None:
    """Put the row's first text where the area is blank: "JUMLAH" is often merged over the numbering column."""
    blank = np.flatnonzero(_each(areas, is_missing) | pd.isna(areas))
    if not len(blank):
        return
    keys = [title for title in table.records.columns if title not in (PLACE, FAULT)]
    rows = table.records[keys].iloc[blank].to_numpy(dtype=object)
    for at, cells in zip(blank, rows, strict=True):
        text = next((clean(cell) for cell in cells if isinstance(cell, str) and not is_missing(cell)), "")
        if is_total(text) or is_footnote(text):
            areas[at] = text


def _passed(table: Table, areas: Objects | None) -> NDArray[np.bool_]:
    """Return which rows are totals, footnotes, numbering rows or configured to be skipped."""
    skip = {label_key(label) for label in table.source.reading.skip_rows}
    passed = np.zeros(len(table.records), dtype=bool)
    for word in _LABELS:
        cells = areas if word == "area" else table.cells(word)
        if cells is not None:
            passed |= _each(cells, lambda cell: _is_passed(cell, skip))
    if areas is not None:
        passed |= _numbering(table, areas)
    return passed


def _is_passed(cell: object, skip: set[str]) -> bool:
    if not isinstance(cell, str):
        return False
    label = clean(cell)
    return is_total(label) or is_footnote(label) or label_key(label) in skip


def _numbering(table: Table, areas: Objects) -> NDArray[np.bool_]:
    """Return which rows number the columns. A cell of one or two digits is never an area, so few rows are tried."""
    tried = _each(areas, lambda cell: is_numbering(clean(cell).removesuffix(".0"), (1, 2)))
    for at in np.flatnonzero(tried):
        row = table.records.drop(columns=[PLACE, FAULT], errors="ignore").iloc[at]
        tried[at] = is_numbering(clean(areas[at]).removesuffix(".0"), row.tolist())
    return tried


def _rows_of(
    table: Table, catalogue: Catalogue, usable: NDArray[np.bool_]
) -> tuple[dict[str, Rows], dict[str, Rows], NDArray[np.bool_], NDArray[np.bool_]]:
    """Return the rows of each indicator and those beside them, those of no known one, those that none wants."""
    labels = table.cells("indicator")
    known = _columns(table, catalogue, labels)
    of: dict[str, Rows] = {}
    beside: dict[str, Rows] = {}
    wanted = np.zeros(len(usable), dtype=bool)
    labelled = np.zeros(len(usable), dtype=bool)
    for code, column in known.items():
        mask = usable.copy()
        if labels is not None and column.column:
            mask &= _among(labels, (column.column,))
        labelled |= mask
        taken, told = mask.copy(), mask.copy()
        for name, values in column.where.items():
            cells = table.column(name)
            taken &= _among(cells, values)
            told &= ~(_each(cells, is_missing) | pd.isna(cells))
        of[code], beside[code] = _at(taken), _at(told & ~taken)
        wanted |= taken
    unknown = usable & ~labelled
    if labels is not None:
        unknown &= ~_aside(table, labels)
    return of, beside, unknown, usable & ~wanted & ~unknown


def _columns(table: Table, catalogue: Catalogue, labels: Objects | None) -> dict[str, Column]:
    """Return the indicators of the source; without configured ones the indicator column holds catalogue codes."""
    reading = table.source.reading
    if reading.indicators or labels is None or reading.layout is Layout.INDICATORS_ACROSS:
        return dict(reading.indicators)
    found = {clean(label) for label in pd.unique(labels)}
    return {code: Column(column=code) for code in catalogue.indicators if code in found}


def _aside(table: Table, labels: Objects) -> NDArray[np.bool_]:
    """Return which rows without a known indicator are no figures: blank labels, remarks, totals, skipped labels."""
    skip = {label_key(label) for label in table.source.reading.skip_rows}

    def is_aside(cell: object) -> bool:
        label = clean(cell)
        return is_footnote(label) or label_key(label) in skip or (is_total(label) and len(label.split()) < 3)

    return _each(labels, is_aside)
