"""Draws part of a sheet around cells: column letters, row numbers, titles from the top, hidden parts told."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from openpyxl.utils.cell import column_index_from_string

from core.collect.contract import Source
from core.domain.lineage import CellValue, TableExcerpt
from core.domain.lineage_place import Place
from data_sources._excerpt_window import columns_near, lines_of, marks, window
from data_sources._grid import MAX_COLUMNS, letter
from data_sources._ods import parse_ods
from data_sources._package import Package
from data_sources._sheet import Parsed, Sheet, choose_sheet, visible_grid
from data_sources._sniff import kind_of
from data_sources._xls import parse_xls
from data_sources._xlsx import Workbook
from data_sources._xlsx_sheet import parse_sheet

_YEARS = range(1900, 2101)  # a heading "2026" may be typed as a number
_Merge = tuple[int, int, int, int]  # first row (from 1), first column (from 0), last row, last column


def draw_sheet(source: Source, content: bytes, places: Sequence[Place]) -> TableExcerpt | None:
    """Return the part of a sheet around cells of it; None when the sheet has none of their rows.

    Raises:
        SourceError: If this is no workbook, or one without such a sheet.
    """
    named = replace(source, options={**source.options, "sheet": places[0].sheet})
    sheet, parsed = _parsed(named, content, places)
    merges = {place: _merge_at(parsed, place.row, _column(place)) for place in places}
    found = {place: merge for place, merge in merges.items() if place.row in parsed.rows or merge is not None}
    return _drawn(named, sheet, parsed, found) if found else None


def _column(place: Place) -> int:
    """Return the index of a place's column; -1 for a whole row."""
    return column_index_from_string(place.letters) - 1 if place.letters else -1


def _parsed(source: Source, content: bytes, places: Sequence[Place]) -> tuple[Sheet, Parsed]:
    if kind_of(content) == "ole":
        return parse_xls(source, content)
    package = Package(source, content)
    if "mimetype" in package.names:
        return parse_ods(source, package)
    workbook = Workbook(source, package)
    sheet = choose_sheet(source, workbook.sheets)
    near = window(place.row for place in places)
    parsed = parse_sheet(source, workbook, sheet, wanted=near.__contains__)
    merges = [_merge_at(parsed, place.row, _column(place)) for place in places]
    tops = {merge[0] for merge in merges if merge and merge[0] not in near}
    if not tops:
        return sheet, parsed
    # The value of a merged cell stands in its first row.
    return sheet, parse_sheet(source, workbook, sheet, wanted=lambda row: row in tops or row in near)


def _drawn(source: Source, sheet: Sheet, parsed: Parsed, found: Mapping[Place, _Merge | None]) -> TableExcerpt:
    rows = _rows(parsed, found)
    heads = _head_rows(parsed)
    chosen = {place: _column(place) for place in found}
    marked = {column for column in chosen.values() if column >= 0}
    columns = columns_near(sorted({at for cells in rows.values() for at in cells} | marked), marked)
    _spread_heads(rows, parsed, heads)
    lines = lines_of(rows, columns, heads=heads)
    return TableExcerpt(
        heads=tuple("" if one < 0 else letter(one) for one in columns),
        lines=tuple(lines),
        marked=marks(lines, columns, chosen),
        places=tuple(found),
        sheet=sheet.name,
        is_hidden=not sheet.visible,
        merged=tuple(dict.fromkeys(_range(merge) for merge in found.values() if merge)),
        notices=tuple(visible_grid(source, sheet.name, parsed).notices),
    )


def _rows(parsed: Parsed, found: Mapping[Place, _Merge | None]) -> dict[int, dict[int, CellValue]]:
    """Return the rows to draw without what is hidden; a cell within a merged one holds the value of that."""
    near, tops = window(place.row for place in found), {merge[0] for merge in found.values() if merge}
    rows = {
        number: {at: _plain(value) for at, value in cells.items() if at not in parsed.hidden_columns}
        for number, cells in parsed.rows.items()
        if number not in parsed.hidden_rows and (number in near or number in tops)
    }
    for place, merge in found.items():
        rows.setdefault(place.row, {})
        if merge:
            rows[place.row].setdefault(_column(place), _plain(parsed.rows.get(merge[0], {}).get(merge[1])))
    return rows


def _head_rows(parsed: Parsed) -> int:
    """Return the last row above the first that holds a number that is no year: titles and headers."""
    for number in sorted(parsed.rows):
        if any(type(value) in (int, float) and value not in _YEARS for value in parsed.rows[number].values()):
            return number - 1
    return 0


def _spread_heads(rows: dict[int, dict[int, CellValue]], parsed: Parsed, heads: int) -> None:
    """Repeat a heading that was merged across columns, so that it is seen above the columns that are drawn."""
    for top, left, _, right in parsed.merges:
        if top <= heads and top in rows and left in rows[top] and right - left <= MAX_COLUMNS:
            for column in range(left + 1, right + 1):
                rows[top].setdefault(column, rows[top][left])


def _merge_at(parsed: Parsed, row: int, column: int) -> _Merge | None:
    for merge in parsed.merges:
        top, left, bottom, right = merge
        if top <= row <= bottom and left <= column <= right and (top, left) != (bottom, right):
            return merge
    return None


def _range(merge: _Merge) -> str:
    top, left, bottom, right = merge
    return f"{letter(left)}{top}:{letter(right)}{bottom}"


def _plain(value: object) -> CellValue:
    if value is None or isinstance(value, str | float | int | bool) or hasattr(value, "year"):
        return value  # type: ignore[return-value] # what has a year is a date or a datetime
    return str(value)
