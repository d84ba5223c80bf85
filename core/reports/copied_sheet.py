"""A new workbook with the cells of a file at the places where they stood."""

from collections.abc import Container, Mapping

from openpyxl.utils.cell import get_column_letter
from openpyxl.workbook import Workbook

from core.domain.lineage import CellValue
from core.domain.plain_sheet import PlainSheet
from core.reports import notes_words as words
from core.reports.plain_cells import put
from core.reports.xlsx_file import sheet_name

_WIDEST = 60  # characters
_LARGEST_MERGE = 1_000  # cells; openpyxl makes an object of each
_LOOKED_AT = 200  # rows from the top by which a column's width is chosen


def copy_of(sheet: PlainSheet, wanted: Container[int] | None) -> Workbook:
    """Return the workbook; what was hidden is hidden in it.

    Args:
        sheet: What the reader read.
        wanted: Numbers of the rows to copy besides the header and what stands above it; None: all.
    """
    book = Workbook()
    made = book.active
    made.title = sheet_name(sheet.name or words.SHEET)
    rows = {
        number: cells
        for number, cells in sheet.rows.items()
        if wanted is None or number in wanted or number <= sheet.header
    }
    for number, cells in rows.items():
        for column, value in cells.items():
            put(made.cell(number, column + 1), value)
    for top, left, bottom, right in sheet.merges if wanted is None else ():
        if (bottom - top + 1) * (right - left + 1) > _LARGEST_MERGE:
            continue
        made.merge_cells(start_row=top, start_column=left + 1, end_row=bottom, end_column=right + 1)
    for number in sheet.hidden_rows & rows.keys():
        made.row_dimensions[number].hidden = True
    for column, width in _widths(rows).items():
        made.column_dimensions[get_column_letter(column + 1)].width = width
        made.column_dimensions[get_column_letter(column + 1)].hidden = column in sheet.hidden_columns
    return book


def _widths(rows: Mapping[int, Mapping[int, CellValue]]) -> dict[int, int]:
    widths: dict[int, int] = {}
    for number in sorted(rows)[:_LOOKED_AT]:
        for column, value in rows[number].items():
            widths[column] = min(_WIDEST, max(widths.get(column, 10), len(str(value)) + 2))
    return widths
