"""Reads one sheet of an ods package: typed values, percent times 100, merges and hidden parts known.

Repeated cells and rows are counted, not unrolled, until they are known to hold something.

Source: OASIS OpenDocument 1.3, part 3, 9 (tables) and 19.385 (office:value-type).
"""

import io
from collections.abc import Iterator
from datetime import datetime
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from core.collect.contract import FORMULA_SIGN, Source
from core.reasons import Reason
from data_sources._fault import refusal
from data_sources._grid import MAX_COLUMNS, MAX_ROWS, Cell, Grid, check_size
from data_sources._package import Package
from data_sources._sheet import Parsed, Sheet, choose_sheet, visible_grid
from data_sources._xlsx import local

_CELLS = ("table-cell", "covered-table-cell")
_HIDDEN = ("collapse", "filter")


def read_ods(source: Source, package: Package) -> Grid:
    """Return what is visible of the chosen sheet.

    Raises:
        SourceChangedError: CORRUPT, ENCRYPTED, NO_DATA, SCHEMA_MISMATCH, FILE_TOO_LARGE.
    """
    sheet, parsed = parse_ods(source, package)
    return visible_grid(source, sheet.name, parsed)


def parse_ods(source: Source, package: Package) -> tuple[Sheet, Parsed]:
    """Return the chosen sheet and its cells, hidden ones too; raises as `read_ods`."""
    if b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise refusal(source, Reason.ENCRYPTED, "the workbook is encrypted", found="berkas berkata sandi")
    content = package.read("content.xml")
    sheet = choose_sheet(source, list(_sheets(source, content)))
    parsed = Parsed()
    table = _Table(source, parsed)
    name = ""
    for event, element in _events(source, content):
        tag = local(element)
        if event == "start" and tag == "table":
            name = _get(element, "name") if not name or name != sheet.name else name
        elif event == "end" and tag == "table" and name == sheet.name:
            break
        elif event == "end" and tag in {"table-row", "table-column"}:
            if name == sheet.name:
                table.take(tag, element)
            element.clear()
    return sheet, parsed


class _Table:
    """Takes the columns and rows of a table one after another."""

    def __init__(self, source: Source, parsed: Parsed) -> None:
        self._source = source
        self._parsed = parsed
        self._row = 1
        self._column = 0

    def take(self, tag: str, element: Element) -> None:
        """Take a column definition or a row, as often as it is repeated."""
        hidden = _get(element, "visibility") in _HIDDEN
        if tag == "table-column":
            times = int(_get(element, "number-columns-repeated") or 1)
            if hidden:
                self._parsed.hidden_columns.update(range(self._column, min(self._column + times, MAX_COLUMNS)))
            self._column += times
            return
        times = int(_get(element, "number-rows-repeated") or 1)
        cells = dict(self._cells(element))
        if cells and times + len(self._parsed.rows) > MAX_ROWS:
            check_size(self._source, times, 1)
        for number in range(self._row, self._row + times if cells else self._row):
            self._parsed.rows[number] = dict(cells)
            if hidden:
                self._parsed.hidden_rows.add(number)
        self._row += times

    def _cells(self, row: Element) -> Iterator[tuple[int, Cell]]:
        column = 0
        for cell in row:
            if local(cell) not in _CELLS:
                continue
            times = int(_get(cell, "number-columns-repeated") or 1)
            value = _value(cell)
            if value is not None and column + times > MAX_COLUMNS:
                check_size(self._source, 1, column + times)
            across, down = int(_get(cell, "number-columns-spanned") or 1), int(_get(cell, "number-rows-spanned") or 1)
            if across > 1 or down > 1:
                self._parsed.merges.append((self._row, column, self._row + down - 1, column + across - 1))
            if value is not None:
                yield from ((at, value) for at in range(column, column + times))
            column += times


def _value(cell: Element) -> Cell:
    kind = _get(cell, "value-type")
    if kind in {"float", "currency", "percentage"}:
        number = float(_get(cell, "value"))
        return round(number * 100, 12) if kind == "percentage" else number
    if kind == "date":
        return datetime.fromisoformat(_get(cell, "date-value").removesuffix("Z"))
    if kind == "boolean":
        return _get(cell, "boolean-value") == "true"
    lines = ["".join(line.itertext()) for line in cell if local(line) == "p"]
    if not lines and _get(cell, "formula"):
        return FORMULA_SIGN + _get(cell, "formula").rpartition("=")[2]
    return "\n".join(lines) or None


def _sheets(source: Source, content: bytes) -> Iterator[Sheet]:
    hidden: set[str] = set()
    for event, element in _events(source, content):
        tag = local(element)
        if event == "end" and tag == "style":
            if any(_get(child, "display") == "false" for child in element if local(child) == "table-properties"):
                hidden.add(_get(element, "name"))
        elif event == "start" and tag == "table":
            yield Sheet(_get(element, "name"), _get(element, "style-name") not in hidden)
        elif event == "end" and tag == "table-row":
            element.clear()


def _events(source: Source, content: bytes) -> Iterator[tuple[str, Element]]:
    try:
        yield from iterparse(io.BytesIO(content), events=("start", "end"), forbid_dtd=True)
    except (ParseError, DefusedXmlException, LookupError) as error:
        message = f"content.xml is not well-formed XML ({error})"
        raise refusal(source, Reason.CORRUPT, message, found="berkas terpotong atau rusak") from None


def _get(element: Element, name: str) -> str:
    """Return an attribute by its local name; "" when it is not there."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return ""
