"""A workbook: the table with a frozen header on the first sheet, sources and remarks on the second.

Numbers are numbers and text is text: nothing is written as a formula or a link, whatever it begins with.
"""

import io
import re
from collections.abc import Mapping
from datetime import date, datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from core.clock import in_city
from core.errors import DataError
from core.reports.table import SOURCES, Cell, Table

_MOST_ROWS = 1_048_576  # of a sheet; Excel's limit, header included
_MOST_CHARACTERS = 32_767  # of a cell; Excel's limit
_NARROWEST, _WIDEST = 8, 60  # width of a column, in characters
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_STYLES = {
    "header": {"bold": True, "bg_color": "#E6EBF2", "bottom": 1, "text_wrap": True, "valign": "vcenter"},
    "title": {"bold": True, "font_size": 13},
    "warning": {"bold": True, "text_wrap": True},
    "note": {"text_wrap": True, "valign": "top"},
    "day": {"num_format": "dd/mm/yyyy", "align": "left"},
    "moment": {"num_format": "dd/mm/yyyy hh:mm", "align": "left"},
}


def to_xlsx(table: Table) -> bytes:
    """Return the table as a workbook.

    Raises:
        DataError: If there are more rows than a sheet holds; hand them out as CSV.
    """
    if len(table.rows) >= _MOST_ROWS:
        raise DataError(f"table {table.title!r}: {len(table.rows)} rows; a sheet holds {_MOST_ROWS - 1}, write CSV")
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        styles = {name: book.add_format(look) for name, look in _STYLES.items()}
        for count in set(table.decimals.values()):
            styles[f"decimals {count}"] = book.add_format({"num_format": number_format(count)})
        book.set_properties({"title": table.title})
        _write_table(book.add_worksheet(sheet_name(table.title)), table, styles)
        _write_sources(book.add_worksheet(SOURCES), table, styles)
    return out.getvalue()


def sheet_name(title: str) -> str:
    """Return a title as Excel takes it: 31 characters, no forbidden marks, not the second sheet's name."""
    name = re.sub(r"[\[\]:*?/\\\s\x00-\x1f]+", " ", title).strip(" '")[:31].strip(" '")
    return "Data" if name.casefold() in {"", SOURCES.casefold(), "history"} else name


def _write_table(sheet: Worksheet, table: Table, styles: Mapping[str, Format]) -> None:
    columns, rows = table.all_columns(), table.all_rows()
    for at, name in enumerate(columns):
        sheet.write_string(0, at, fitting(name), styles["header"])
        sheet.set_column(at, at, _width([name, *(row[at] for row in rows)]))
    numbers = [styles.get(f"decimals {table.decimals.get(name)}") for name in columns]
    for line, row in enumerate(rows, start=1):
        for at, cell in enumerate(row):
            _write(sheet, line, at, cell, numbers[at], styles)
    sheet.freeze_panes(1, 0)
    if columns:
        sheet.autofilter(0, 0, len(rows), len(columns) - 1)


def _write(
    sheet: Worksheet, line: int, at: int, cell: Cell, number: Format | None, styles: Mapping[str, Format]
) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, str):
        sheet.write_string(line, at, fitting(cell))
    elif isinstance(cell, datetime):
        local = in_city(cell) if cell.tzinfo else cell
        sheet.write_datetime(line, at, local.replace(tzinfo=None), styles["moment"])
    elif isinstance(cell, date):
        sheet.write_datetime(line, at, cell, styles["day"])
    else:
        sheet.write_number(line, at, cell, number)


def _write_sources(sheet: Worksheet, table: Table, styles: Mapping[str, Format]) -> None:
    sheet.set_column(0, 0, 100)
    sheet.write_string(0, 0, fitting(table.title), styles["title"])
    for line, note in enumerate(table.all_notes(), start=2):
        is_warning = bool(table.simulated) and line == 2
        sheet.write_string(line, 0, fitting(note), styles["warning" if is_warning else "note"])


def number_format(decimals: int) -> str:
    """Return how a number of so many decimals is shown; each program puts its own separators."""
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def fitting(text: str) -> str:
    """Return what fits into a cell; XlsxWriter leaves out a longer text without a word."""
    text = text.encode("utf-8", errors="replace").decode()
    return text if len(text) <= _MOST_CHARACTERS else text[: _MOST_CHARACTERS - 1] + "…"


def _width(cells: list[Cell]) -> int:
    longest = max(len(str(cell)) for cell in cells if cell is not None)
    return min(_WIDEST, max(_NARROWEST, longest + 2))
