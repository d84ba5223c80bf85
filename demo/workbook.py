"""Writes simulated xlsx workbooks as offices lay them out: title, merged header, rows, total, footnote."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from core.domain.period import Period
from demo.files import NOTE, put
from demo.places import MONTHS

Cells = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Percent:
    """A share of 1, written as a number that is shown as percent."""

    value: float


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula with the value it has."""

    text: str
    value: float


class Book:
    """A workbook in the making."""

    def __init__(self) -> None:
        self._stream = io.BytesIO()
        self._book = xlsxwriter.Workbook(self._stream)
        # A fixed date: the same figures make the same bytes.
        self._book.set_properties({"title": NOTE, "comments": NOTE, "created": datetime(2024, 1, 1, tzinfo=UTC)})
        self._bold = self._book.add_format({"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True})
        self._percent = self._book.add_format({"num_format": "0.00%"})
        self._day = self._book.add_format({"num_format": "dd/mm/yyyy"})

    def table(self, name: str, title: str, header: Cells, rows: Sequence[Cells], *, hidden: bool = False) -> None:
        """Add a sheet: title in row 1, SIMULASI in row 2, header in row 4, a footnote below the rows."""
        sheet = self._sheet(name, title, len(header))
        for column, text in enumerate(header):
            sheet.write(3, column, text, self._bold)
        self._fill(sheet, rows, first=4)
        if hidden:
            sheet.hide()

    def months(self, name: str, title: str, months: Sequence[Period], rows: Sequence[Cells]) -> None:
        """Add a sheet with the years merged over their months; rows: number, kecamatan, one figure a month."""
        sheet = self._sheet(name, title, len(months) + 2)
        for column, text in enumerate(("No", "Kecamatan")):
            sheet.merge_range(3, column, 4, column, text, self._bold)
        years = [month.start.year for month in months]
        for year in dict.fromkeys(years):
            first, last = 2 + years.index(year), 1 + years.index(year) + years.count(year)
            if first == last:
                sheet.write(3, first, year, self._bold)
            else:
                sheet.merge_range(3, first, 3, last, year, self._bold)
        for column, month in enumerate(months, 2):
            sheet.write(4, column, MONTHS[month.start.month - 1], self._bold)
        sheet.freeze_panes(5, 2)
        self._fill(sheet, rows, first=5)

    def save(self, path: Path) -> Path:
        """Write the file."""
        self._book.close()
        return put(path, self._stream.getvalue())

    def _sheet(self, name: str, title: str, width: int) -> Any:
        sheet = self._book.add_worksheet(name)
        sheet.merge_range(0, 0, 0, max(width - 1, 1), title, self._bold)
        sheet.write(1, 0, NOTE)
        sheet.set_column(1, 1, 22)
        return sheet

    def _fill(self, sheet: Any, rows: Sequence[Cells], *, first: int) -> None:
        for number, row in enumerate(rows, first):
            for column, cell in enumerate(row):
                self._write(sheet, number, column, cell)
        sheet.write(first + len(rows) + 1, 0, f"Sumber: {NOTE}")

    def _write(self, sheet: Any, row: int, column: int, cell: Any) -> None:
        if isinstance(cell, Percent):
            sheet.write_number(row, column, cell.value, self._percent)
        elif isinstance(cell, Formula):
            sheet.write_formula(row, column, cell.text, None, cell.value)
        elif isinstance(cell, date):
            sheet.write_datetime(row, column, datetime(cell.year, cell.month, cell.day), self._day)
        elif cell is not None:
            sheet.write(row, column, cell)
