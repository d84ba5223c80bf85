"""Finds the header of a table: the rows that carry the columns config.toml names. Nothing is guessed.

Above it stand titles; it may itself take several rows (merged: No | Kecamatan | 2025 over Jan ... Des),
whose texts are joined ("2025 Jan"); below it a row of units or of column numbers may stand.
"""

import re
from dataclasses import dataclass, replace

from core.collect.contract import Layout, Reading, Source
from core.errors import SourceChangedError
from core.reasons import Reason
from data_sources._fault import refusal
from data_sources._grid import Cell, Grid, folded, header_text, is_blank

DEPTH = 3  # rows of one header; no OPD needs more
LOOK_AT = 100  # rows from the top in which a header may stand
# Words of Reading.columns whose cells hold a figure or a remark; all others say what a figure is about.
_NOT_KEYS = frozenset({"value", "note", "flag"})
_MAY_LACK = frozenset({"note", "citation"})  # a remark that is gone costs no figure
_YEAR = re.compile(r"(19|20)\d\d")
_FIGURE = re.compile(r"[\d.,\s]*\d[\d.,\s]*%?")  # "4G" is a name, "12,5" is not
_IN_BRACKETS = re.compile(r"\(.*\)")


@dataclass(frozen=True, slots=True)
class Header:
    """Where a header stands.

    Attributes:
        first: Index of its first row in the grid.
        after: Index of the first row below it, units and column numbers passed.
        names: One name a column, "" where the header is blank.
    """

    first: int
    after: int
    names: list[str]


def wanted_columns(reading: Reading) -> list[str]:
    """Return the agency's columns without which the source cannot be read, in the order of its section, each once."""
    names = [name for word, name in reading.columns.items() if name and word not in _MAY_LACK]
    # With an indicator column an indicator's `column` is a label in it, otherwise a column of its own.
    across = reading.layout is Layout.INDICATORS_ACROSS
    own = across or (reading.layout is Layout.LONG and "indicator" not in reading.columns)
    for column in reading.indicators.values():
        if own and column.column:
            names.append(column.column)
        names.extend(column.where)
    return list(dict.fromkeys(names))


def key_columns(reading: Reading) -> set[str]:
    """Return the folded names of the columns that say what a figure is about: area, period, indicator."""
    return {folded(name) for word, name in reading.columns.items() if name and word not in _NOT_KEYS}


def find_header(source: Source, grid: Grid) -> Header:
    """Return the header.

    Raises:
        SourceChangedError: HEADER_NOT_FOUND when no row carries all columns that config.toml names.
    """
    wanted = {folded(name) for name in wanted_columns(source.reading)}
    # Only merges near the top can be headings; sheets with thousands of them exist.
    grid = replace(grid, merges=[merge for merge in grid.merges if merge.top <= LOOK_AT])
    if not wanted:
        return _first_wide_row(source, grid)
    for depth in range(1, DEPTH + 1):
        for first in range(min(len(grid.rows) - depth + 1, LOOK_AT)):
            names = _joined(grid, first, depth)
            if wanted <= {folded(name) for name in names}:
                return _below(source, grid, first, depth)
    raise _not_found(source, grid, wanted)


def _first_wide_row(source: Source, grid: Grid) -> Header:
    for first, row in enumerate(grid.rows[:LOOK_AT]):
        if sum(not is_blank(cell) for cell in row.cells) > 1:
            return Header(first, first + 1, _joined(grid, first, 1))
    raise refusal(source, Reason.HEADER_NOT_FOUND, "no row with two or more cells", expected="baris judul kolom")


def _below(source: Source, grid: Grid, first: int, depth: int) -> Header:
    """Return the header with the sub-headings that hang under it, and pass units and column numbers."""
    wanted = {folded(name) for name in wanted_columns(source.reading)}
    about = key_columns(source.reading) or wanted
    keys = [column for column, name in enumerate(_joined(grid, first, depth)) if folded(name) in about]
    while depth < DEPTH and _is_sub_heading(grid, first, depth, keys):
        if not wanted <= {folded(name) for name in _joined(grid, first, depth + 1)}:
            break
        depth += 1
    names = _joined(grid, first, depth)
    after = first + depth
    while after < len(grid.rows) and (_is_units(grid, after, keys) or _is_numbering(grid.rows[after].cells)):
        after += 1
    return Header(first, after, names)


def _joined(grid: Grid, first: int, depth: int) -> list[str]:
    """Return one name a column: the texts of the header's rows from top to bottom, each text once."""
    lines = [_spread(grid, row, last=row == first + depth - 1) for row in range(first, first + depth)]
    return [" ".join(dict.fromkeys(text for text in column if text)) for column in zip(*lines, strict=True)]


def _spread(grid: Grid, row: int, *, last: bool) -> list[str]:
    """Return the texts of one header row, a heading over several columns repeated for each of them."""
    texts = [grid.text(row, column) for column in range(grid.width)]
    for merge in grid.merges:
        if merge.top <= row <= merge.bottom:
            text = grid.text(merge.top, merge.left)
            for column in range(merge.left, min(merge.right + 1, len(texts))):
                texts[column] = text
    if last:
        return texts
    for column in range(1, len(texts)):
        # Without merges a heading reaches as far as the blanks to its right have sub-headings.
        if not texts[column] and grid.text(row + 1, column) and grid.text(row + 1, column - 1):
            texts[column] = texts[column - 1]
    return texts


def _is_sub_heading(grid: Grid, first: int, depth: int, keys: list[int]) -> bool:
    """Return whether the next row belongs to the header: nothing under the key columns, groups above it."""
    below = first + depth
    if below >= len(grid.rows):
        return False
    cells = grid.rows[below].cells
    named = [column for column, cell in enumerate(cells) if not is_blank(cell)]
    if not named or any(column in keys and not _reaches(grid, below, column) for column in named):
        return False
    if any(_is_figure(cells[column]) for column in named):
        return False
    above = [_spread(grid, below - 1, last=False)[column] for column in named]
    return len(set(above)) < len(above) or any(_YEAR.fullmatch(text) for text in above)


def _reaches(grid: Grid, row: int, column: int) -> bool:
    """Return whether a merged heading from above covers this cell."""
    return any(m.top < row <= m.bottom and m.left <= column <= m.right for m in grid.merges)


def _is_figure(cell: Cell) -> bool:
    """Return whether a cell is a value rather than the name of a day, month or year."""
    text = header_text(cell)
    if not _FIGURE.fullmatch(text):
        return False
    return not (text.isdigit() and (1 <= int(text) <= 31 or _YEAR.fullmatch(text)))


def _is_units(grid: Grid, row: int, keys: list[int]) -> bool:
    """Return whether a row below the header only names units: "(ton)", "%", nothing under the key columns."""
    cells = grid.rows[row].cells
    texts = [header_text(cell) for cell in cells]
    if not any(texts) or any(texts[column] for column in keys if column < len(texts)):
        return False
    shown = [text for text in texts if text]
    return all(_IN_BRACKETS.fullmatch(text) or not any(sign.isdigit() for sign in text) for text in shown)


def _is_numbering(cells: list[Cell]) -> bool:
    """Return whether a row numbers the columns: (1) (2) (3), or 1 2 3."""
    texts = [header_text(cell).strip("()") for cell in cells if not is_blank(cell)]
    return len(texts) > 2 and texts == [str(number) for number in range(1, len(texts) + 1)]


def _not_found(source: Source, grid: Grid, wanted: set[str]) -> SourceChangedError:
    """Return HEADER_NOT_FOUND with the row that comes nearest."""
    rows = [[grid.text(row, column) for column in range(grid.width)] for row in range(min(len(grid.rows), LOOK_AT))]
    best = max(rows, key=lambda row: (len({folded(t) for t in row} & wanted), sum(map(bool, row))), default=[])
    found = ", ".join(text for text in best if text)
    have = {folded(text) for text in best}
    names = wanted_columns(source.reading)
    missing = ", ".join(name for name in names if folded(name) not in have) or ", ".join(names)
    return refusal(
        source,
        Reason.HEADER_NOT_FOUND,
        f"no header row with column(s) {missing}; the nearest row has {found or 'nothing'}. "
        f"If a column was renamed, correct [sources.{source.id}.columns] in config.toml",
        found=found,
        expected=missing,
    )
