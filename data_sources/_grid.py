"""A sheet or a CSV as rows of cells with their places, before anybody knows which row is the header."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property

from core.collect.contract import Source
from core.reasons import Reason
from data_sources._fault import refusal

Cell = str | float | int | bool | datetime | date | time | None

MAX_ROWS = 500_000  # an OPD's largest workbook so far had 60,000; more is an export of the wrong thing
MAX_COLUMNS = 1024
MAX_CELLS = 5_000_000

_BLANKS = re.compile(r"[\s\u00a0\u202f\u2007\u200b\ufeff]+")


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range, in indexes of Grid.rows and of their cells, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Row:
    """One row.

    Attributes:
        number: As the agency sees it: of the sheet, or the line of the file.
        cells: Left to right; may be shorter than other rows.
        fault: A Reason value when the row cannot be used as it stands.
    """

    number: int
    cells: list[Cell]
    fault: str = ""


@dataclass(frozen=True)
class Grid:
    """All visible cells.

    Attributes:
        sheet: Name of the sheet; "" for a CSV.
        letters: Column letters of a sheet, one for each cell of a row; hidden columns are left out. () for a CSV.
        merges: Merged ranges of the sheet.
        notices: What was left out and why (Indonesian), e.g. hidden rows.
    """

    sheet: str
    rows: Sequence[Row]
    letters: Sequence[str] = ()
    merges: Sequence[Merge] = ()
    notices: Sequence[str] = field(default=())

    def text(self, row: int, column: int) -> str:
        """Return a cell as header text: one line, single spaces, "" where there is none."""
        cells = self.rows[row].cells
        return header_text(cells[column]) if column < len(cells) else ""

    @cached_property
    def width(self) -> int:
        """Return the number of cells of the widest row."""
        return max((len(row.cells) for row in self.rows), default=0)


def header_text(cell: Cell) -> str:
    """Return a header cell as text; a typed month ("Jan-25" in the sheet) as "2025-01"."""
    if cell is None or isinstance(cell, bool):
        return ""
    if isinstance(cell, datetime | date):
        return cell.strftime("%Y-%m") if cell.day == 1 else cell.strftime("%Y-%m-%d")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return _BLANKS.sub(" ", str(cell)).strip()


def folded(name: str) -> str:
    """Return a column name as it is compared: case, kinds of space and a closing colon do not count."""
    return _BLANKS.sub(" ", name).strip().rstrip(":").rstrip().casefold()


def is_blank(cell: Cell) -> bool:
    """Return whether a cell holds nothing; a zero is something."""
    return cell is None or (isinstance(cell, str) and not cell.strip().strip("\u200b\ufeff").strip())


def letter(index: int) -> str:
    """Return the letters of a column: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def check_size(source: Source, rows: int, columns: int) -> None:
    """Raise FILE_TOO_LARGE for more rows, columns or cells than any OPD sends."""
    if rows > MAX_ROWS or columns > MAX_COLUMNS or rows * columns > MAX_CELLS:
        found = f"{rows} baris x {columns} kolom"
        expected = f"paling banyak {MAX_ROWS} baris, {MAX_COLUMNS} kolom, {MAX_CELLS} sel"
        raise refusal(source, Reason.FILE_TOO_LARGE, f"too large: {found}", found=found, expected=expected)
