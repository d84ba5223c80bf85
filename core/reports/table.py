"""A table to be handed out: typed cells, whose figures they are, and which rows are simulated."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import isinf, isnan

from core.errors import DataError

Cell = str | float | int | date | None  # None (and NaN) is an empty cell, never a zero

SIMULATED = "SIMULASI"
REMARK = "Keterangan"
SOURCES = "Sumber"  # name of the second sheet of a workbook
WARNING = "SIMULASI: baris yang bertanda SIMULASI berisi angka buatan untuk peragaan, bukan data resmi."


@dataclass(frozen=True, slots=True)
class Table:
    """A table with what must go along with it into every file.

    Attributes:
        title: For people; also names the file and the sheet.
        columns: Headers, each different, with the unit where there is one: "Nilai (%)".
        rows: Cells, as many a row as there are columns.
        notes: Sources, licences, remarks; one line each. Real figures carry their source.
        simulated: Numbers of the rows (from 0) whose figures are made up; they say so in a column of their own.
        decimals: Column to the number of decimals that a spreadsheet shows; the value itself stays whole.

    Raises:
        DataError: If a row does not fit the columns or a cell is of another type.
    """

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    notes: Sequence[str] = ()
    simulated: frozenset[int] = frozenset()
    decimals: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if len(set(self.columns)) != len(self.columns):
            raise DataError(f"table {self.title!r}: two columns have the same name: {', '.join(self.columns)}")
        for number, row in enumerate(self.rows):
            if len(row) != len(self.columns):
                raise DataError(
                    f"table {self.title!r}: row {number} has {len(row)} cells for {len(self.columns)} columns"
                )
            for cell in row:
                _check(self.title, number, cell)

    @property
    def file_stem(self) -> str:
        """Return a name for the file without its ending: ASCII letters, digits and "-" only."""
        return stem(self.title)

    def all_columns(self) -> list[str]:
        """Return the headers as written: with the remark where a row is simulated."""
        return [*self.columns, REMARK] if self.simulated else list(self.columns)

    def all_rows(self) -> list[list[Cell]]:
        """Return the rows as written: NaN as an empty cell, each simulated row saying so."""
        rows = [[None if isinstance(cell, float) and isnan(cell) else cell for cell in row] for row in self.rows]
        if self.simulated:
            for number, row in enumerate(rows):
                row.append(SIMULATED if number in self.simulated else None)
        return rows

    def all_notes(self) -> list[str]:
        """Return the lines that go along: the warning first where a row is simulated."""
        return [*([WARNING] if self.simulated else []), *self.notes]


def stem(title: str) -> str:
    """Return a title as the name of a file without its ending: ASCII letters, digits and "-" only."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80] or "tabel"


def _check(title: str, number: int, cell: Cell) -> None:
    fits = cell is None or (isinstance(cell, str | float | int | date) and not isinstance(cell, bool))
    if not fits or (isinstance(cell, float) and isinf(cell)):
        raise DataError(f"table {title!r}: row {number} holds {cell!r}, expected text, a number, a date or None")
