"""A sheet of any workbook: parsed cells become the grid of what a person sees in it."""

from dataclasses import dataclass, field
from datetime import time, timedelta

from core.collect.contract import Source
from core.domain.plain_sheet import NOTES_SHEET
from core.reasons import Reason
from data_sources._fault import refusal
from data_sources._grid import Cell, Grid, Merge, Row, check_size, letter

MAX_MERGES = 50_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as the workbook lists it; `part` is where its reader finds it."""

    name: str
    visible: bool
    part: str = ""


@dataclass(slots=True)
class Parsed:
    """What a reader collects from one sheet. Rows are 1-based as people see them, columns 0-based.

    Attributes:
        rows: Row number to its cells by column; blank cells are not there.
        merges: (first row, first column, last row, last column).
    """

    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


def choose_sheet(source: Source, sheets: list[Sheet]) -> Sheet:
    """Return the sheet that option `sheet` names (name, or number from 1); without it the first visible one.

    Raises:
        SourceChangedError: SCHEMA_MISMATCH when there is no such sheet, NO_DATA when none is visible.
    """
    wanted = source.options.get("sheet", "")
    visible = [sheet for sheet in sheets if sheet.visible]
    # A workbook that was handed back with notes may come again: they stand before the sheet that is meant.
    visible = [sheet for sheet in visible if sheet.name != NOTES_SHEET] or visible
    names = ", ".join(sheet.name for sheet in visible)
    if wanted == "":
        if visible:
            return visible[0]
        raise refusal(source, Reason.NO_DATA, "no visible sheet", found="tidak ada lembar yang tampak")
    if isinstance(wanted, int) and 1 <= wanted <= len(visible):
        return visible[wanted - 1]
    # A hidden sheet may be read, but only by its name: somebody then meant it.
    for sheet in sheets:
        if sheet.name.strip().casefold() == str(wanted).strip().casefold():
            return sheet
    message = f"no sheet {wanted!r}; there are {names}"
    raise refusal(source, Reason.SCHEMA_MISMATCH, message, found=names, expected=f"lembar {wanted}")


def visible_grid(source: Source, name: str, parsed: Parsed) -> Grid:
    """Return the grid without hidden rows and columns; each kind left out is told in `notices`.

    Raises:
        SourceChangedError: FILE_TOO_LARGE.
    """
    last = max((max(cells) for cells in parsed.rows.values() if cells), default=-1)
    columns = [column for column in range(min(last + 1, 16384)) if column not in parsed.hidden_columns]
    numbers = sorted(number for number in parsed.rows if number not in parsed.hidden_rows)
    check_size(source, len(numbers), last + 1)
    if len(parsed.merges) > MAX_MERGES:
        found = f"{len(parsed.merges)} sel gabungan"
        raise refusal(source, Reason.FILE_TOO_LARGE, found, found=found, expected=f"paling banyak {MAX_MERGES}")
    rows = [Row(number, [_plain(parsed.rows[number].get(column)) for column in columns]) for number in numbers]
    merges = _seen(parsed.merges, numbers, columns)
    return Grid(name, rows, [letter(column) for column in columns], merges, _notices(parsed))


def _seen(merges: list[tuple[int, int, int, int]], numbers: list[int], columns: list[int]) -> list[Merge]:
    """Return merges in indexes of what is left, those of a single cell dropped."""
    row_index = {number: index for index, number in enumerate(numbers)}
    column_index = {column: index for index, column in enumerate(columns)}
    seen = []
    for top, left, bottom, right in merges:
        rows = [row_index[n] for n in range(top, min(bottom, top + 5000) + 1) if n in row_index]
        across = [column_index[c] for c in range(left, min(right, left + 1100) + 1) if c in column_index]
        # A range whose first row or column is hidden keeps its value there, out of sight.
        if rows and across and top in row_index and left in column_index and len(rows) * len(across) > 1:
            seen.append(Merge(rows[0], across[0], rows[-1], across[-1]))
    return seen


def _plain(cell: Cell | timedelta) -> Cell:
    """Return a duration or a time of day as text: no figure of ours is one."""
    return str(cell) if isinstance(cell, time | timedelta) else cell


def _notices(parsed: Parsed) -> list[str]:
    hidden = sorted(number for number in parsed.hidden_rows if parsed.rows.get(number))
    columns = sorted(parsed.hidden_columns & {column for cells in parsed.rows.values() for column in cells})
    notices = []
    if hidden:
        notices.append(f"{len(hidden)} baris tersembunyi tidak dibaca (baris {_some(hidden)})")
    if columns:
        shown = _some([letter(column) for column in columns])
        notices.append(f"{len(columns)} kolom tersembunyi tidak dibaca (kolom {shown})")
    return notices


def _some(items: list[int] | list[str]) -> str:
    return ", ".join(str(item) for item in items[:10]) + (", ..." if len(items) > 10 else "")
