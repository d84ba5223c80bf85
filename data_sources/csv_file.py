"""CSV file: a table of text, from the files folder or an address.

Options: path (below the files folder) or url; encoding and delimiter where they are not to be detected.
Format: RFC 4180 as OPD really send it: semicolons, tabs, titles above the header, UTF-16 and cp1252 from Excel.
All cells stay text: what a number is, the mapping decides for a whole column.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TextIO

import pandas as pd

from core.collect.connectors import HTTP_OPTIONS, connector
from core.collect.contract import Source, Tools
from core.errors import SourceChangedError
from core.reasons import Reason
from data_sources._fault import refusal
from data_sources._grid import MAX_ROWS, Grid, Row, check_size, is_blank
from data_sources._header import Header, find_header
from data_sources._input import read_input
from data_sources._sniff import NAMES, kind_of
from data_sources._table import records_of
from data_sources._text import decoded

DELIMITERS = (";", ",", "\t", "|")
FAULTY_SHARE = 0.5  # more rows of a wrong width than this: the delimiter or the quoting is broken


@connector("csv_file", optional={"encoding", "delimiter", *HTTP_OPTIONS}, one_of={"url", "path"})
def fetch_csv(source: Source, tools: Tools) -> pd.DataFrame:
    """Fetch every row below the header, all cells as text.

    Raises:
        SourceError: The file is missing, of another format, undecodable, cut or without the named columns.
    """
    return read_csv(source, read_input(source, tools))


def read_csv(source: Source, content: bytes) -> pd.DataFrame:
    """Return the records of a CSV; see fetch_csv."""
    kind = kind_of(content)
    if kind not in {"text", "json"}:  # a first cell may well begin with a bracket
        name = NAMES[kind]
        raise refusal(source, Reason.FORMAT_MISMATCH, f"expected CSV, found {kind}", found=name, expected="CSV")
    grid, header = grid_of(source, decoded(source, content, str(source.options.get("encoding", ""))))
    return records_of(source, _with_faults(source, grid, header))


@dataclass(frozen=True, slots=True)
class Split:
    """Rows under one delimiter, and the header among them."""

    delimiter: str
    grid: Grid
    header: Header


def grid_of(source: Source, text: str) -> tuple[Grid, Header]:
    """Return the rows under the delimiter that makes the header whole."""
    delimiter, rest = declared(source, text)
    split = split_of(source, rest, delimiter, most=MAX_ROWS + 1)
    return split.grid, split.header


def split_of(source: Source, text: str, delimiter: str, *, most: int) -> Split:
    """Return the first rows of a text under its delimiter; "": the one that makes the header whole.

    Raises:
        SourceChangedError: CSV_MALFORMED, HEADER_NOT_FOUND or FILE_TOO_LARGE.
    """
    fitting: list[Split] = []
    faults: list[tuple[int, SourceChangedError]] = []
    for sign in [delimiter] if delimiter else [sign for sign in DELIMITERS if sign in text]:
        try:
            grid = _split(source, text, sign, most)
            fitting.append(Split(sign, grid, find_header(source, grid)))
        except SourceChangedError as error:
            faults.append((text.count(sign), error))
    if fitting:
        return max(fitting, key=lambda one: sum(bool(name) for name in one.header.names))
    if not faults:
        grid = _split(source, text, ",", most)  # one column needs no delimiter
        return Split(",", grid, find_header(source, grid))
    # Told is the fault under the sign that splits most: the others never had a chance.
    raise max(faults, key=lambda pair: pair[0])[1]


def declared(source: Source, text: str) -> tuple[str, str]:
    """Return the delimiter that config.toml or Excel's own first line names ("" = detect), and the rest."""
    if text[:4].lower() == "sep=" and text[5:6] in {"\r", "\n"}:
        return text[4], text[5:].lstrip("\r\n")
    return str(source.options.get("delimiter", "")), text


def rows_of(source: Source, lines: TextIO, delimiter: str) -> Iterator[Row]:
    """Yield the rows of a text one by one.

    Raises:
        SourceChangedError: CSV_MALFORMED.
    """
    # strict finds the quote that is never closed (M12).
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    number = 1
    try:
        for cells in reader:
            yield Row(number, list(cells))
            number = reader.line_num + 1
    except csv.Error as error:
        found = f"baris {number}: {error}"
        expected = "tanda kutip berpasangan"
        message = f"not well-formed CSV from line {number}: {error}"
        raise refusal(source, Reason.CSV_MALFORMED, message, found=found, expected=expected) from None


def _split(source: Source, text: str, delimiter: str, most: int) -> Grid:
    rows: list[Row] = []
    # newline="" keeps line ends inside quotes.
    for row in islice(rows_of(source, io.StringIO(text, newline=""), delimiter), most):
        if len(rows) >= MAX_ROWS:
            check_size(source, MAX_ROWS + 1, len(row.cells))
        _check_swallowed(source, [str(cell) for cell in row.cells], delimiter, row.number)
        rows.append(row)
    return Grid("", rows)


def _check_swallowed(source: Source, cells: list[str], delimiter: str, number: int) -> None:
    """Raise CSV_MALFORMED for a cell that holds what looks like further rows: its quote was closed too late."""
    for cell in cells:
        if "\n" in cell and any(line.count(delimiter) >= max(len(cells) - 1, 1) for line in cell.splitlines()[1:]):
            found = f"baris {number}: tanda kutip menelan baris berikutnya"
            message = f"a quoted cell that begins in line {number} holds further rows"
            raise refusal(source, Reason.CSV_MALFORMED, message, found=found, expected="tanda kutip berpasangan")


def _with_faults(source: Source, grid: Grid, header: Header) -> Grid:
    """Return the grid with rows of a wrong width marked; titles, footnotes and blank rows have one cell at most."""
    width = len(grid.rows[header.after - 1].cells)
    last = max((column for column, name in enumerate(header.names) if name), default=0) + 1
    rows = list(grid.rows[: header.after])
    data = faulty = 0
    for row in grid.rows[header.after :]:
        filled = [column for column, cell in enumerate(row.cells) if not is_blank(cell)]
        wrong = len(filled) > 1 and (filled[-1] >= max(width, last) or len(row.cells) < last)
        data, faulty = data + (len(filled) > 1), faulty + wrong
        rows.append(Row(row.number, row.cells, Reason.ROW_WIDTH.value if wrong else ""))
    if data and faulty > FAULTY_SHARE * data:
        found = f"{faulty} dari {data} baris"
        message = f"{faulty} of {data} rows have more or fewer fields than the header ({last})"
        raise refusal(source, Reason.CSV_MALFORMED, message, found=found, expected=f"{last} kolom per baris")
    return Grid(grid.sheet, rows)
