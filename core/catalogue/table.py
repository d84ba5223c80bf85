"""One CSV file of the catalogue as text: its rows with their line numbers, before anybody reads meaning into them.

DKISP edits these files in Excel, which in an Indonesian Windows saves semicolons, decimal commas and days as
dd/mm/yyyy. The header line tells which habit a file has; it then holds for the whole file.
"""

import csv
import io
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

_QUOTE_HINT = "a text that holds the separator must stand in double quotes"


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong in a file.

    Attributes:
        line: As an editor counts, the header being 1; 0 when the whole file is meant.
        column: Header of the column; "" when the whole line is meant.
    """

    file: str
    line: int
    column: str
    found: str
    expected: str

    def __str__(self) -> str:
        """Return the fault as one line of the message."""
        place = f"line {self.line}" if self.line else "the file"
        column = f", column {self.column}" if self.column else ""
        return f"{self.file}, {place}{column}: found {self.found}; expected {self.expected}"


@dataclass(frozen=True, slots=True)
class Line:
    """One record: the line it begins on and its cells by header, stripped."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A file that could be taken apart.

    Attributes:
        semicolons: The file has the Indonesian habit: semicolons, decimal commas, days as dd/mm/yyyy.
        faults: What was wrong with its shape; the lines concerned are not among `lines`.
    """

    name: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    semicolons: bool
    faults: tuple[Fault, ...]

    def fault(self, number: int, column: str, found: str, expected: str) -> Fault:
        """Return a fault at a place of this file."""
        return Fault(self.name, number, column, found, expected)


def read_table(path: Path, columns: Iterable[str], optional: Collection[str] = ()) -> Table:
    """Return the rows of a file under the columns it must have, in any order.

    A file that cannot be read, or that lacks a column that is not optional, has no lines and says why in `faults`.
    """
    wanted = tuple(columns)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        return _refused(path.name, wanted, 0, f"nothing ({error.strerror})", "a CSV file")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return _refused(
            path.name, wanted, line, f"byte {error.object[error.start]:#04x}", 'UTF-8 (in Excel "CSV UTF-8")'
        )
    return take_apart(path.name, text, wanted, optional)


def take_apart(name: str, text: str, columns: Iterable[str], optional: Collection[str] = ()) -> Table:
    """Return the rows of a file's text, as `read_table` does of a file."""
    wanted = tuple(columns)
    first = text.partition("\n")[0]
    semicolons = first.count(";") > first.count(",")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if semicolons else ",", strict=True)
    try:
        records = list(_numbered(reader))
    except csv.Error as error:
        return _refused(name, wanted, reader.line_num, str(error), f"well-formed CSV; {_QUOTE_HINT}")
    header = [cell.lower() for cell in records[0][1]] if records else []
    faults = list(_header_faults(name, header, wanted, optional))
    if faults:
        return Table(name, wanted, (), semicolons, tuple(faults))
    lines = []
    for number, cells in records[1:]:
        if len(cells) == len(header):
            lines.append(Line(number, dict(zip(header, cells, strict=True))))
        else:
            expected = f"{len(header)} as in the header; {_QUOTE_HINT}"
            faults.append(Fault(name, number, "", f"{len(cells)} cells", expected))
    return Table(name, wanted, tuple(lines), semicolons, tuple(faults))


def _numbered(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with the line it begins on; lines without any text (Excel leaves them) are passed over."""
    begins = 1
    for cells in reader:
        stripped = [cell.strip() for cell in cells]
        if any(stripped):
            yield begins, stripped
        begins = reader.line_num + 1  # type: ignore[attr-defined]


def _header_faults(name: str, header: list[str], wanted: tuple[str, ...], optional: Collection[str]) -> Iterator[Fault]:
    known = f"the columns {', '.join(wanted)}"
    if not header:
        yield Fault(name, 1, "", "an empty file", known)
        return
    for column in wanted:
        if column not in header and column not in optional:
            yield Fault(name, 1, column, "no such column", known)
    for column in dict.fromkeys(header):
        if column not in wanted:
            yield Fault(name, 1, column, "an unknown column" if column else "a column without a header", known)
        elif header.count(column) > 1:
            yield Fault(name, 1, column, f"the column {header.count(column)} times", "it once")


def _refused(name: str, columns: tuple[str, ...], line: int, found: str, expected: str) -> Table:
    return Table(name, columns, (), False, (Fault(name, line, "", found, expected),))
