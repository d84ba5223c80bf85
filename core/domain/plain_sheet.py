"""A sheet, or a text file of rows, as plain cells with the places that people see: to be handed back with marks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from core.domain.lineage import CellValue

# The sheet that says what was refused, first in a workbook that is handed back; read it is never.
NOTES_SHEET = "Catatan pemeriksaan"


@dataclass(frozen=True, slots=True)
class PlainSheet:
    """All cells of what was read of a file.

    Attributes:
        name: Of the sheet; "" for a text file.
        rows: Number of a row, from 1, to its cells by the index of the column, from 0; blank cells are not there.
        merges: First row (from 1), first column (from 0), last row, last column.
        hidden_rows: By number.
        hidden_columns: By index.
        columns: Title as the reader knows it to the index of the column; empty where no header was found.
        header: Number of the header's last row; 0 where none was found.
    """

    name: str
    rows: Mapping[int, Mapping[int, CellValue]]
    merges: Sequence[tuple[int, int, int, int]] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    columns: Mapping[str, int] = field(default_factory=dict)
    header: int = 0

    @property
    def size(self) -> int:
        """Return the number of cells that hold something."""
        return sum(len(cells) for cells in self.rows.values())
