"""Run as a script by _xls: reads an xls from standard input and writes its sheets, or one sheet's cells, as JSON.

Arguments: the sheet's name ("" lists the sheets), most rows, most columns.
"""

import io
import json
import sys
from datetime import date, datetime

MEMORY = 1_000_000_000  # bytes of address space; the interpreter and the reader take 200 MB of it
CELLS = 5_000_000


def main() -> None:
    """Write one JSON object: {"sheets"}, {"rows", "merges"} or {"fault"}."""
    _limit_memory()
    answer: dict[str, object]
    try:
        answer = _read(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
    except BaseException as error:  # a panic of the reader is no Exception
        kind = type(error).__name__
        answer = {"fault": "encrypted" if kind == "PasswordError" else f"{kind}: {error}"}
    sys.stdout.write(json.dumps(answer))


def _read(name: str, most_rows: int, most_columns: int) -> dict[str, object]:
    from python_calamine import CalamineWorkbook, SheetVisibleEnum  # noqa: PLC0415 - after the limit is set

    book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
    if not name:
        sheets = [(one.name, one.visible == SheetVisibleEnum.Visible) for one in book.sheets_metadata]
        return {"sheets": sheets}
    sheet = book.get_sheet_by_name(name)
    height, width = sheet.total_height, sheet.total_width
    if height > most_rows or width > most_columns or height * width > CELLS:
        return {"fault": "size", "height": height, "width": width}
    rows = [[_cell(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    merges = [(*start, *end) for start, end in sheet.merged_cell_ranges or ()]
    return {"rows": rows, "merges": merges}


def _cell(cell: object) -> object:
    if isinstance(cell, datetime):
        return ["datetime", cell.isoformat()]
    if isinstance(cell, date):
        return ["date", cell.isoformat()]
    return cell if isinstance(cell, str | float | int | bool) else str(cell)


def _limit_memory() -> None:
    try:
        import resource  # noqa: PLC0415 - not everywhere
    except ImportError:  # Windows has no such limit
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    main()
