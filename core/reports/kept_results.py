"""Puts the results of formulas back: openpyxl keeps the formulas and forgets what they came to.

A program that calculates does not need them; a preview on a phone, and our own reader, know nothing else.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from html import escape

import openpyxl
from openpyxl.utils.datetime import to_excel
from openpyxl.workbook import Workbook

from core.reports.plain_cells import readable

Result = str | float | int | bool | datetime | date | time | timedelta
Results = dict[str, dict[str, Result]]  # by sheet and cell
_FORMULA = re.compile(rb'<c r="([A-Z]{1,3}\d{1,7})"([^>]*)>(<f[^>]*>(?:[^<]*</f>)?)<v\s*(?:/>|></v>)</c>')
_ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")


def results_of(content: bytes, formulas: Workbook) -> Results:
    """Return what the formulas of a workbook came to, by sheet and cell; nothing where none has a result.

    Args:
        content: The workbook.
        formulas: The same, opened with its formulas.
    """
    wanted = {
        sheet.title: [cell.coordinate for cell in sheet._cells.values() if cell.data_type == "f"]
        for sheet in formulas.worksheets
    }
    if not any(wanted.values()):
        return {}
    values = openpyxl.load_workbook(io.BytesIO(content), keep_links=False, data_only=True)
    return {
        title: {name: values[title][name].value for name in names if values[title][name].value is not None}
        for title, names in wanted.items()
        if names
    }


def with_results(content: bytes, results: Mapping[str, Mapping[str, Result]]) -> bytes:
    """Return a workbook that openpyxl wrote with the results beside its formulas.

    Args:
        content: The workbook.
        results: By name of the sheet's part ("xl/worksheets/sheet2.xml") and cell.
    """
    if not results:
        return content
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part = old.read(entry)
            mine = results.get(entry.filename)
            new.writestr(entry, _with(part, mine) if mine else part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _with(part: bytes, results: Mapping[str, Result]) -> bytes:
    def put(found: re.Match[bytes]) -> bytes:
        name = found[1].decode()
        if name not in results:
            return found[0]
        kind, text = _written(results[name])
        return b'<c r="%s"%s%s>%s<v>%s</v></c>' % (found[1], found[2], kind, found[3], text)

    return _FORMULA.sub(put, part)


def _written(value: Result) -> tuple[bytes, bytes]:
    """Return the attribute and the text that a result is stored with."""
    if isinstance(value, bool):
        return b' t="b"', b"1" if value else b"0"
    if isinstance(value, str):
        return (b' t="e"' if value in _ERRORS else b' t="str"'), escape(readable(value), quote=False).encode()
    if isinstance(value, float | int):
        return b"", repr(value).encode()
    return b"", repr(to_excel(value)).encode()
