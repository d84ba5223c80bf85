"""The sheet in front of a workbook that is handed back: what was refused, line by line, each with a way to its cell."""

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils.cell import get_column_letter, quote_sheetname
from openpyxl.workbook import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from core.domain.plain_sheet import NOTES_SHEET
from core.reports import notes_words as words
from core.reports.plain_cells import put_text

MOST_LINES = 10_000  # as many as a draft keeps
_WIDTHS = (6, 24, 22, 32, 60, 60)
_HEADER = 5  # row of the header
_WRAPPED = Alignment(wrap_text=True, vertical="top")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was refused.

    Attributes:
        texts: Place, column, found, sentence, mend.
        at: Title of the sheet and name of the cell that stands for it; None where there is none.
        is_seen: Whether the sheet is one that can be gone to.
    """

    texts: tuple[str, str, str, str, str]
    at: tuple[str, str] | None = None
    is_seen: bool = True


def write_notes(book: Workbook, lines: Sequence[Line], how: str, *, marked: int) -> None:
    """Put the sheet in front of all others and let the workbook open with it.

    Args:
        book: Whose sheets the lines lead to.
        lines: All that was refused; of very many the first are written, and how many more there are.
        how: What to do with this file, in a sentence.
        marked: How many places carry a comment; 0: no more need be said of it.
    """
    for other in book.worksheets:
        other.sheet_view.tabSelected = False  # of several chosen sheets each gets what is typed into one
    sheet = book.create_sheet(NOTES_SHEET, 0)
    book.active, sheet.sheet_view.tabSelected = 0, True
    for view in book.views:
        view.firstSheet = 0
    put_text(sheet["A1"], words.TITLE)
    sheet["A1"].font = Font(bold=True, size=13)
    put_text(sheet["A2"], words.COUNT.format(count=len(lines)) if lines else words.NOTHING)
    put_text(sheet["A3"], how if lines else "")
    if marked:
        put_text(sheet["A4"], words.UNCOMMENTED.format(count=marked))
    _write_lines(sheet, lines[:MOST_LINES])
    if len(lines) > MOST_LINES:
        put_text(sheet.cell(_HEADER + MOST_LINES + 1, 2), words.MORE.format(count=len(lines) - MOST_LINES))
    _set_up(sheet, min(len(lines), MOST_LINES))


def _write_lines(sheet: Worksheet, lines: Sequence[Line]) -> None:
    for column, head in enumerate(words.HEADS, start=1):
        cell = sheet.cell(_HEADER, column)
        put_text(cell, head)
        cell.font, cell.fill, cell.alignment = Font(bold=True), PatternFill("solid", fgColor="FFE6EBF2"), _WRAPPED
    for number, line in enumerate(lines, start=1):
        sheet.cell(_HEADER + number, 1, number).alignment = _WRAPPED
        for column, text in enumerate(line.texts, start=2):
            cell = sheet.cell(_HEADER + number, column)
            put_text(cell, text)
            cell.alignment = _WRAPPED
        if line.at and line.is_seen:
            _lead(sheet, _HEADER + number, line.at)


def _lead(sheet: Worksheet, row: int, at: tuple[str, str]) -> None:
    """Let the place lead to its cell: within this workbook, never to an address."""
    cell = sheet.cell(row, 2)
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"{quote_sheetname(at[0])}!{at[1]}")
    cell.font = Font(color="FF0B5CAD", underline="single")


def _set_up(sheet: Worksheet, lines: int) -> None:
    for column, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = f"A{_HEADER + 1}"
    sheet.auto_filter.ref = f"A{_HEADER}:{get_column_letter(len(_WIDTHS))}{_HEADER + max(lines, 1)}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{_HEADER}:{_HEADER}"
