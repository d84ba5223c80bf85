"""Draws part of a CSV around values: their lines, the lines near them, the header.

The file is read line by line as far as the last line that is drawn, and none of the others are kept.
"""

import io
from collections.abc import Sequence
from dataclasses import replace
from typing import TextIO

from core.collect.contract import Reading, Source
from core.domain.lineage import CellValue, TableExcerpt
from core.domain.lineage_place import Place
from core.errors import SourceChangedError
from core.reasons import Reason
from data_sources._excerpt_window import HEAD, Window, drawn_table, window
from data_sources._fault import refusal
from data_sources._grid import Row, folded
from data_sources._header import LOOK_AT
from data_sources._table import columns_of
from data_sources._text import encodings_of
from data_sources.csv_file import Split, declared, rows_of, split_of

TITLE = 60  # characters of a column's name that a place keeps (core.collect.places)
TOP = 256 * 1024  # characters in which delimiter and header are looked for
_BELOW = 8  # rows below the last in which a header may stand: units, column numbers


def draw_text(source: Source, content: bytes, places: Sequence[Place]) -> TableExcerpt | None:
    """Return the part of a CSV around values; None when the file has none of their lines.

    Raises:
        SourceError: If this is no CSV that can be read so far.
    """
    tried = encodings_of(content, str(source.options.get("encoding", "")))
    for encoding in tried:
        try:
            return _drawn(source, io.TextIOWrapper(io.BytesIO(content), encoding, newline=""), places)
        except (UnicodeError, LookupError):
            continue
    found = ", ".join(tried)
    raise refusal(source, Reason.ENCODING_ERROR, f"cannot be read as {found}", found=found, expected="teks")


def _drawn(source: Source, lines: TextIO, places: Sequence[Place]) -> TableExcerpt | None:
    top = lines.read(TOP)
    delimiter, text = declared(source, top)
    split = _split(source, text, delimiter)
    names = columns_of(source, split.grid, split.header)
    lines.seek(0)
    lines.read(len(top) - len(text))  # a first line that names the delimiter is no row
    near = window(place.row for place in places)
    rows: dict[int, dict[int, CellValue]] = {
        row.number: {at: str(cell) for at, cell in enumerate(row.cells) if cell not in (None, "")}
        for row in _rows_near(source, lines, split.delimiter, near)
    }
    found = {place: column_named(place.title, names) for place in places if place.row in rows}
    return drawn_table(rows, names, found, heads=split.grid.rows[split.header.after - 1].number)


def _split(source: Source, text: str, delimiter: str) -> Split:
    """Return delimiter and header; of records that a connector names anew, such as FIRMS's, the first wide row."""
    try:
        return split_of(source, text, delimiter, most=LOOK_AT + _BELOW)
    except SourceChangedError as error:
        if error.reason is not Reason.HEADER_NOT_FOUND:
            raise
        return split_of(replace(source, reading=Reading()), text, delimiter, most=LOOK_AT + _BELOW)


def _rows_near(source: Source, lines: TextIO, delimiter: str, near: Window) -> list[Row]:
    last = max([HEAD, *near.rows])
    found: list[Row] = []
    for row in rows_of(source, lines, delimiter):
        if row.number > last:
            break
        if row.number in near:
            found.append(row)
    return found


def column_named(title: str, names: dict[int, str]) -> int:
    """Return the index of a column by its name, which may have been cut; -1 where it is not told."""
    if not title:
        return -1
    for at, name in names.items():
        if folded(" ".join(name.split())[:TITLE]) == folded(title):
            return at
    return next((at for at, name in names.items() if name.startswith(title.removesuffix("…"))), -1)
