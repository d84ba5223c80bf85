"""Writes into cells of openpyxl what others wrote: text stays text, whatever it begins with."""

import math
from datetime import date, datetime
from typing import Any

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from core.domain.lineage import CellValue

LONGEST = 32_767  # characters of a cell; Excel's limit
_MARKS = ("=", "+", "-", "@", "\t", "\r")  # with one of these in front a spreadsheet may take a text for a formula


def readable(text: str, longest: int = LONGEST) -> str:
    """Return a text that an XML file can hold, shortened."""
    clean: str = ILLEGAL_CHARACTERS_RE.sub("\ufffd", text.encode("utf-8", errors="replace").decode())
    clean = clean.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
    return clean if len(clean) <= longest else clean[: longest - 1] + "…"


def put_text(cell: Any, text: str) -> None:
    """Write a text as a text; one that looks like a formula with the mark that keeps it one when it is edited."""
    shown = readable(text)
    cell.value = shown
    cell.data_type = "s"  # setting the value made "=1" a formula and "#N/A" an error
    if shown.startswith(_MARKS):
        cell.quotePrefix = True


def put(cell: Any, value: CellValue) -> None:
    """Write what a reader found in a cell."""
    if isinstance(value, str):
        put_text(cell, value)
    elif isinstance(value, float) and not math.isfinite(value):
        put_text(cell, str(value))
    elif isinstance(value, date) and _is_beyond_sheets(value):
        put_text(cell, value.isoformat())
    else:
        cell.value = value


def _is_beyond_sheets(day: date) -> bool:
    """Return whether a sheet knows no such day or instant: it counts from 1900 on, without time zones."""
    return day.year < 1900 or (isinstance(day, datetime) and day.tzinfo is not None)
