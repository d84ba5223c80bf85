"""The cells of one xlsx sheet, typed: percent times 100, dates as dates, formulas by their stored value.

Cells are taken as they come, so a lone one at XFD1048576 costs nothing.

Source: ECMA-376, part 1, 18.3 (worksheets).
"""

import re
from collections.abc import Callable
from datetime import datetime
from xml.etree.ElementTree import Element

from openpyxl.utils.cell import column_index_from_string, range_boundaries
from openpyxl.utils.datetime import from_excel

from core.collect.contract import FORMULA_SIGN, Source
from data_sources._grid import MAX_ROWS, Cell, Grid, check_size
from data_sources._sheet import Parsed, Sheet, visible_grid
from data_sources._xlsx import Workbook, is_true, local, text_of

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?\d{1,7}")
_LAST_COLUMN = 16384
_ROW = re.compile(rb"""<(?P<prefix>(?:[A-Za-z_][\w.-]*:)?)row(?P<attributes>(?:\s(?:[^>"']|"[^"]*"|'[^']*')*)?/?)>""")
_NUMBER = re.compile(rb"""\sr=["'](\d{1,7})["']""")


def read_sheet(source: Source, workbook: Workbook, sheet: Sheet) -> Grid:
    """Return what is visible of a sheet.

    Raises:
        SourceChangedError: CORRUPT, FILE_TOO_LARGE.
    """
    return visible_grid(source, sheet.name, parse_sheet(source, workbook, sheet))


def parse_sheet(
    source: Source, workbook: Workbook, sheet: Sheet, *, wanted: Callable[[int], bool] | None = None
) -> Parsed:
    """Return the cells of a sheet, hidden ones too; of the rows whose number is wanted (None: of all).

    Raises:
        SourceChangedError: CORRUPT, FILE_TOO_LARGE.
    """
    parsed = Parsed()
    last = 0
    shortened = None if wanted is None else lambda content: only_rows(content, wanted)
    for element in workbook.elements(sheet.part, shortened):
        tag = local(element)
        if tag == "row":
            last = int(element.get("r") or last + 1)
            if wanted is None or wanted(last):
                _take_row(workbook, element, last, parsed)
            element.clear()
        elif tag == "mergeCell":
            left, top, right, bottom = range_boundaries(element.get("ref", ""))
            parsed.merges.append((top, left - 1, bottom, right - 1))
        elif tag == "col" and is_true(element.get("hidden")):
            first, end = int(element.get("min", "1")), int(element.get("max", "1"))
            parsed.hidden_columns.update(range(first - 1, min(end, _LAST_COLUMN)))
        if len(parsed.rows) > MAX_ROWS:
            check_size(source, len(parsed.rows), 1)
    return parsed


def only_rows(content: bytes, wanted: Callable[[int], bool]) -> bytes:
    """Return the XML of a sheet without the rows that are not wanted: taking 1.8 million cells apart needs seconds.

    The whole, where rows do not all say their numbers or text may look like a row.
    """
    if b"<![CDATA[" in content or b"<!--" in content:
        return content
    kept: list[bytes] = []
    copied = 0
    for row in _ROW.finditer(content):
        number = _NUMBER.search(row["attributes"])
        if number is None:
            return content
        if wanted(int(number[1])):
            continue
        closing = b"</" + row["prefix"] + b"row>"
        end = row.end() if row["attributes"].endswith(b"/") else content.find(closing, row.end()) + len(closing)
        if end < row.end():
            return content
        kept.append(content[copied : row.start()])
        copied = end
    return b"".join([*kept, content[copied:]])


def _take_row(workbook: Workbook, element: Element, number: int, parsed: Parsed) -> None:
    if is_true(element.get("hidden")):
        parsed.hidden_rows.add(number)
    cells: dict[int, Cell] = {}
    at = -1
    for cell in element:
        found = _REFERENCE.fullmatch(cell.get("r", ""))
        at = column_index_from_string(found[1]) - 1 if found else at + 1
        value = _value(workbook, cell)
        if value is not None:
            cells[at] = value
    if cells:
        parsed.rows[number] = cells


def _value(workbook: Workbook, cell: Element) -> Cell:
    kind = cell.get("t", "n")
    parts = {local(part): part for part in cell}
    if kind == "inlineStr":
        return text_of(parts["is"]) if "is" in parts else None
    text = parts["v"].text if "v" in parts else None
    if text is None:
        # Written by a program that does not calculate: what it would show, nobody knows.
        return FORMULA_SIGN + (parts["f"].text or "...") if "f" in parts else None
    if kind == "s":
        return workbook.strings[int(text)]
    if kind == "b":
        return text == "1"
    if kind in {"str", "e"}:
        return text
    if kind == "d":
        return datetime.fromisoformat(text.removesuffix("Z"))
    return _number(workbook, float(text), int(cell.get("s") or 0))


def _number(workbook: Workbook, value: float, style: int) -> Cell:
    if style in workbook.dates:
        moment: Cell = from_excel(value, workbook.epoch)
        return moment
    if style in workbook.percent:
        # Twelve digits are more than any cell shows; without rounding 0.07 becomes 7.000000000000001.
        return round(value * 100, 12)
    return value
