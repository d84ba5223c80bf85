"""Reads one sheet of an xls workbook (Excel 97-2003) in a process of its own, with a limit on memory and time.

python-calamine reads the format, but a lone cell at IV65536 makes it fill 16 million cells, and what
it cannot read it may leave by a panic: neither may happen in the process that serves pages.
It tells no number formats, so a percent cell stays a fraction here and the mapping asks about it.
"""

import json
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

from core.collect.contract import Source
from core.reasons import Reason
from data_sources._fault import refusal
from data_sources._grid import MAX_COLUMNS, MAX_ROWS, Cell, Grid, check_size
from data_sources._sheet import Parsed, Sheet, choose_sheet, visible_grid

READER = Path(__file__).with_name("_xls_reader.py")
SECONDS = 60


def read_xls(source: Source, content: bytes) -> Grid:
    """Return what is visible of the chosen sheet.

    Raises:
        SourceChangedError: CORRUPT, ENCRYPTED, NO_DATA, SCHEMA_MISMATCH, FILE_TOO_LARGE.
    """
    sheet, parsed = parse_xls(source, content)
    return visible_grid(source, sheet.name, parsed)


def parse_xls(source: Source, content: bytes) -> tuple[Sheet, Parsed]:
    """Return the chosen sheet and its cells; raises as `read_xls`."""
    if _has_stream(content, "EncryptedPackage"):
        raise refusal(source, Reason.ENCRYPTED, "an encrypted workbook", found="berkas berkata sandi")
    if _has_stream(content, "_VBA_PROJECT_CUR"):
        message = "the workbook holds a macro"
        raise refusal(source, Reason.FORMAT_NOT_ALLOWED, message, found="berkas bermakro", expected="xls tanpa makro")
    listed = _ask(source, content, "")
    sheets = [Sheet(name, visible) for name, visible in listed["sheets"]]
    sheet = choose_sheet(source, sheets)
    answer = _ask(source, content, sheet.name)
    parsed = Parsed(merges=[(top + 1, left, bottom + 1, right) for top, left, bottom, right in answer["merges"]])
    for index, cells in enumerate(answer["rows"]):
        kept = {column: _cell(cell) for column, cell in enumerate(cells) if cell not in (None, "")}
        if kept:
            parsed.rows[index + 1] = kept
    return sheet, parsed


def _has_stream(content: bytes, name: str) -> bool:
    """Return whether an OLE container lists a stream or storage of this name in its directory."""
    return name.encode("utf-16-le") in content


def _ask(source: Source, content: bytes, sheet: str) -> dict[str, Any]:
    command = [sys.executable, "-I", str(READER), sheet, str(MAX_ROWS), str(MAX_COLUMNS)]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise refusal(source, Reason.CORRUPT, "the workbook cannot be read in time", found="berkas rusak") from None
    if b"memory allocation" in done.stderr:
        found = "lembar yang terisi terlalu luas"
        raise refusal(source, Reason.FILE_TOO_LARGE, "the sheet does not fit into the memory allowed", found=found)
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        found = "berkas terpotong atau rusak"
        raise refusal(source, Reason.CORRUPT, "the workbook cannot be read", found=found) from None
    if answer.get("fault") == "encrypted":
        raise refusal(source, Reason.ENCRYPTED, "the workbook is encrypted", found="berkas berkata sandi")
    if answer.get("fault") == "size":
        check_size(source, answer["height"], answer["width"])
        raise refusal(source, Reason.FILE_TOO_LARGE, "the sheet is too large", found="lembar terlalu besar")
    if "fault" in answer:
        message = f"the workbook cannot be read ({answer['fault'][:100]})"
        raise refusal(source, Reason.CORRUPT, message, found="berkas terpotong atau rusak")
    return answer


def _cell(cell: Any) -> Cell:
    """Return a cell as the reader wrote it: [kind, text] for a date, the value itself otherwise."""
    if isinstance(cell, list):
        return datetime.fromisoformat(cell[1]) if cell[0] == "datetime" else date.fromisoformat(cell[1])
    value: Cell = cell
    return value
