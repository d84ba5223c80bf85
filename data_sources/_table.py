"""A grid of cells becomes records: header found, blanks passed, merged labels filled, each row with its place."""

import logging

import pandas as pd

from core.collect.contract import CELLS, FAULT, NOTICES, PLACE, Layout, Source
from core.reasons import Reason
from data_sources._fault import refusal
from data_sources._grid import Cell, Grid, Merge, check_size, folded, is_blank, letter
from data_sources._header import Header, find_header, key_columns, wanted_columns

log = logging.getLogger(__name__)
_ACROSS = (Layout.MONTHS_ACROSS, Layout.AREAS_ACROSS)
# Columns that may stand twice in a table of months without any figure being lost.
_HARMLESS_TWICE = ("no", "jumlah", "total", "rata-rata", "keterangan", "ket", "ket.", "%")


def records_of(source: Source, grid: Grid) -> pd.DataFrame:
    """Return the rows below the header, unchanged, under the agency's column names, plus PLACE.

    Totals and footnotes stay: the mapping knows what they are. Left out are blank rows, blank columns,
    and the header where it is repeated on a later page.

    Raises:
        SourceChangedError: HEADER_NOT_FOUND, NO_DATA, SCHEMA_MISMATCH (a named column twice), FILE_TOO_LARGE.
    """
    check_size(source, len(grid.rows), grid.width)
    header = find_header(source, grid)
    columns = columns_of(source, grid, header)
    _fill_merged(source, grid, header)
    wanted = {folded(name) for name in wanted_columns(source.reading)}
    rows: list[list[object]] = []
    for row in grid.rows[header.after :]:
        cells = [row.cells[column] if column < len(row.cells) else None for column in columns]
        if all(is_blank(cell) for cell in cells) or _repeats(cells, columns, wanted):
            continue
        place = f"{grid.sheet}!{row.number}" if grid.sheet else f"baris {row.number}"
        rows.append([*cells, place, row.fault])
    if not rows:
        raise refusal(source, Reason.NO_DATA, "no data row below the header", found="0 baris data")
    records = pd.DataFrame(rows, columns=[*columns.values(), PLACE, FAULT], dtype=object)
    if grid.letters:
        records.attrs[CELLS] = {name: grid.letters[column] for column, name in columns.items()}
    if grid.notices:
        records.attrs[NOTICES] = list(grid.notices)
        log.info("%s: %s", source.id, "; ".join(grid.notices))
    return records


def columns_of(source: Source, grid: Grid, header: Header) -> dict[int, str]:
    """Return index to name of the columns that hold anything, each name once."""
    used = [False] * grid.width
    for row in grid.rows[header.after :]:
        for column, cell in enumerate(row.cells):
            used[column] = used[column] or not is_blank(cell)
    names: dict[int, str] = {}
    seen: dict[str, int] = {}
    for column, name in enumerate(header.names):
        if not name and not used[column]:
            continue
        where = grid.letters[column] if grid.letters else letter(column)
        shown = name or f"kolom {where}"
        seen[folded(shown)] = times = seen.get(folded(shown), 0) + 1
        if times > 1:
            _check_twice(source, name, where)
        names[column] = shown if times == 1 else f"{shown} ({times})"
    return names


def _check_twice(source: Source, name: str, where: str) -> None:
    """Raise SCHEMA_MISMATCH where taking the first of two equal columns would lose or swap a figure."""
    named = {folded(one) for one in wanted_columns(source.reading)}
    across = source.reading.layout in _ACROSS and folded(name) not in _HARMLESS_TWICE
    if name and (folded(name) in named or across):
        found = f'kolom "{name}" ada dua kali (yang kedua di {where})'
        raise refusal(
            source, Reason.SCHEMA_MISMATCH, f"column {name!r} stands twice", found=found, expected="satu kolom"
        )


def _fill_merged(source: Source, grid: Grid, header: Header) -> None:
    """Repeat a label that was merged down; a figure merged over several rows belongs to none of them alone."""
    keys = key_columns(source.reading)
    for merge in grid.merges:
        if merge.top < header.after or merge.bottom == merge.top:
            continue
        cells = grid.rows[merge.top].cells
        value = cells[merge.left] if merge.left < len(cells) else None
        name = header.names[merge.left] if merge.left < len(header.names) else ""
        if folded(name) in keys or (isinstance(value, str) and not any(sign.isdigit() for sign in value)):
            _repeat(grid, merge, value, first=merge.top + 1)
        elif not is_blank(value):
            # Rejected by the mapping as no number, row by row, with this text as what was found.
            _repeat(grid, merge, f"sel gabungan {merge.bottom - merge.top + 1} baris: {value}", first=merge.top)


def _repeat(grid: Grid, merge: Merge, value: Cell, *, first: int) -> None:
    for row in range(first, merge.bottom + 1):
        cells = grid.rows[row].cells
        cells.extend([None] * (merge.left + 1 - len(cells)))
        cells[merge.left] = value


def _repeats(cells: list[Cell], columns: dict[int, str], wanted: set[str]) -> bool:
    """Return whether a row is the header again, as at the top of a second printed page."""
    pairs = [(cell, name) for cell, name in zip(cells, columns.values(), strict=True) if folded(name) in wanted]
    return bool(pairs) and all(isinstance(cell, str) and folded(cell) == folded(name) for cell, name in pairs)
