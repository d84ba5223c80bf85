"""Gives what was read of a file as plain cells, by the same readers, so that places found in it lead to them."""

from datetime import date

from openpyxl.utils.cell import column_index_from_string

from core.collect.connectors import unfolds_files
from core.collect.contract import Source
from core.domain.lineage import CellValue
from core.domain.plain_sheet import PlainSheet
from core.errors import SourceChangedError, SourceError
from core.reasons import Reason
from data_sources._fault import refusal
from data_sources._grid import MAX_ROWS, Cell, Grid, is_blank
from data_sources._header import Header, find_header
from data_sources._ods import parse_ods
from data_sources._package import Package
from data_sources._sheet import Parsed, Sheet, choose_sheet, visible_grid
from data_sources._sniff import kind_of
from data_sources._table import columns_of
from data_sources._text import decoded
from data_sources._xls import parse_xls
from data_sources._xlsx import Workbook
from data_sources._xlsx_sheet import parse_sheet
from data_sources.csv_file import declared, split_of


@unfolds_files
def unfold(source: Source, content: bytes) -> PlainSheet | None:
    """Return the cells of the sheet, or the text file, that a source reads; None for what has none.

    Raises:
        SourceError: If it cannot be read.
    """
    kind = kind_of(content)
    try:
        if kind in {"zip", "ole"}:
            return _sheet(source, *_parsed(source, content, kind))
        return _text(source, content) if source.connector == "csv_file" else None
    except SourceError:
        raise
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        message = f"the file is damaged ({type(error).__name__})"
        raise refusal(source, Reason.CORRUPT, message, found="berkas rusak") from error


def _parsed(source: Source, content: bytes, kind: str) -> tuple[Sheet, Parsed]:
    if kind == "ole":
        return parse_xls(source, content)
    package = Package(source, content)
    if "mimetype" in package.names:
        return parse_ods(source, package)
    workbook = Workbook(source, package)
    sheet = choose_sheet(source, workbook.sheets)
    return sheet, parse_sheet(source, workbook, sheet)


def _sheet(source: Source, sheet: Sheet, parsed: Parsed) -> PlainSheet:
    grid = visible_grid(source, sheet.name, parsed)
    columns, header = _header(source, grid)
    return PlainSheet(
        name=sheet.name,
        rows={
            number: {column: _plain(cell) for column, cell in cells.items()} for number, cells in parsed.rows.items()
        },
        merges=tuple(parsed.merges),
        hidden_rows=frozenset(parsed.hidden_rows),
        hidden_columns=frozenset(parsed.hidden_columns),
        columns={name: column_index_from_string(grid.letters[at]) - 1 for at, name in columns.items()},
        header=header,
    )


def _text(source: Source, content: bytes) -> PlainSheet:
    text = decoded(source, content, str(source.options.get("encoding", "")))
    delimiter, rest = declared(source, text)
    grid = split_of(source, rest, delimiter, most=MAX_ROWS + 1).grid
    columns, header = _header(source, grid)
    rows = {
        row.number: {at: _plain(cell) for at, cell in enumerate(row.cells) if not is_blank(cell)} for row in grid.rows
    }
    return PlainSheet("", rows, columns={name: at for at, name in columns.items()}, header=header)


def _header(source: Source, grid: Grid) -> tuple[dict[int, str], int]:
    """Return the columns by their index in the grid and the number of the header's last row; nothing without one."""
    try:
        found: Header = find_header(source, grid)
        return columns_of(source, grid, found), grid.rows[found.after - 1].number
    except SourceChangedError:
        return {}, 0


def _plain(cell: Cell | object) -> CellValue:
    if cell is None or isinstance(cell, str | float | int | bool | date):
        return cell
    return str(cell)
