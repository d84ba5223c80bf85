"""All current observations as one file for programs, written row by row so that size does not matter."""

import csv
import json
from collections.abc import Iterable, Iterator
from typing import TextIO

from core.domain.screens import ObservationRow
from core.reports.csv_file import neutralise, plain_number
from core.reports.table import SIMULATED

COLUMNS = (
    *("indicator", "area", "area_name", "period", "value", "text", "flag", "revision", "source", "source_title"),
    *("agency", "attribution", "citation", "place", "run", "stored_at", "raw_sha256", "remark"),
)
Value = str | float | int


def write_csv(rows: Iterable[ObservationRow], out: TextIO) -> int:
    """Write the rows as CSV ("," between, "." before decimals, header first); return how many.

    Text that a spreadsheet would evaluate gets an apostrophe in front; numbers never do.
    """
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    number = 0
    for row in rows:
        writer.writerow([_cell(value) for value in _in_order(row)])
        number += 1
    return number


def write_json(rows: Iterable[ObservationRow], out: TextIO) -> int:
    """Write the rows as one JSON array of objects, an object a line; return how many."""
    number = 0
    out.write("[")
    for row in rows:
        out.write(",\n" if number else "\n")
        json.dump(dict(zip(COLUMNS, _in_order(row), strict=True)), out, ensure_ascii=False)
        number += 1
    out.write("\n]\n")
    return number


def _in_order(row: ObservationRow) -> Iterator[Value]:
    origin = row.provenance
    yield from (row.indicator, row.area.code, row.area.name, row.period.text, row.value, row.text, row.flag)
    yield from (row.revision, origin.source_id, origin.source_title, origin.agency, origin.attribution)
    yield from (origin.citation, origin.place, origin.run_id, origin.stored_at.isoformat(), row.raw_sha256)
    yield SIMULATED if origin.simulated else ""


def _cell(value: Value) -> str:
    return neutralise(value) if isinstance(value, str) else plain_number(value)
