"""CSV that an Indonesian Excel opens right by a double click, and that evaluates nothing.

UTF-8 with a byte order mark (else Excel reads the letters wrong), ";" between the cells and "," before
the decimals, because that is what Excel with Indonesian settings expects: it would read 1.234 as 1234.
No thousands separators, dates as 2026-03-14, title and notes above the header on lines that begin
with "# ". `machine=True` is for programs: "," between, "." before decimals, the header on the first line.
"""

import csv
import io
import re
from datetime import date, datetime
from decimal import Decimal

from core.clock import in_city
from core.reports.table import Cell, Table

# What a spreadsheet takes for a formula when it stands first in a cell; the wide forms count in East Asian ones.
_MARKS = "=+\\-@\uff1d\uff0b\uff0d\uff20"
# A plain signed number, or a sign alone ("-" is the usual mark of a missing figure in mid-text: "Rp5.000,-").
_HARMLESS = r"[+\-]?(?:\d[\d.,]*)?\s*(?:$|[,;\t\r\n\"])"
# A mark counts at the start, and after whatever another setting takes for the end of a cell.
_ARMED = re.compile(rf"(?P<edge>[,;|\t\r\n\"]\s*)(?=[{_MARKS}])(?!{_HARMLESS})")
_FIRST = re.compile(rf"\s*[{_MARKS}]|[\t\r\n\0]")
_NUMBER = re.compile(r"[+\-]?\d+(?:[.,]\d+)*")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def to_csv(table: Table, *, machine: bool = False) -> bytes:
    """Return the table as a CSV file.

    Text that a spreadsheet would evaluate gets an apostrophe in front of it; numbers never do, so
    negative ones stay numbers.

    Args:
        table: What to write.
        machine: Write for programs instead of for Excel; title and notes are left out, the remark
            SIMULASI of each simulated row stays.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter="," if machine else ";", lineterminator="\r\n")
    if not machine:
        writer.writerows([f"# {neutralise(line)}"] for line in (table.title, *table.all_notes()))
    writer.writerow([neutralise(name) for name in table.all_columns()])
    for row in table.all_rows():
        writer.writerow([_cell(cell, decimal="." if machine else ",") for cell in row])
    return out.getvalue().encode("utf-8-sig", errors="replace")


def neutralise(text: str) -> str:
    """Return text that no spreadsheet evaluates: an apostrophe stands before every armed mark.

    Text that is nothing but a signed number stays as it is.
    """
    if _NUMBER.fullmatch(text):
        return text
    safe = _CONTROL.sub("\ufffd", _ARMED.sub(r"\g<edge>'", text))
    return f"'{safe}" if _FIRST.match(text) else safe


def plain_number(value: float) -> str:
    """Return a number with "." before its decimals, without exponent and separators, losing no digit."""
    text = format(Decimal(repr(value)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _cell(cell: Cell, *, decimal: str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return (in_city(cell) if cell.tzinfo else cell).strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, str):
        return neutralise(cell)
    return plain_number(cell).replace(".", decimal)
