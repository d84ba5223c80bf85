"""The way back from a figure: how it was made, of which parts, where each part stood. Made by core.store.lineage."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum

from core.domain.area import Area
from core.domain.indicator import Indicator
from core.domain.period import Period


class Making(Enum):
    """How a value came about."""

    REPORTED = "reported"  # a source gave it
    FORMULA = "formula"  # by the catalogue's formula, from other indicators of the same area and period
    SUM = "sum"  # of the areas just below
    MISSING = "missing"  # there is none


@dataclass(frozen=True, slots=True)
class KeptFile:
    """One raw answer as it was kept; `address` is where it came from, free of query string and secrets."""

    sha256: str
    size: int
    media_type: str
    address: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One stored observation with all that leads to its place.

    Attributes:
        text: As reported.
        place: Sheet and cell, row and column, or JSON pointer, as core.domain.lineage_place reads it.
        files: The raw answers of its run, in the order they came; () when none were kept.
    """

    source_id: str
    source_title: str
    agency: str
    attribution: str
    simulated: bool
    value: float
    text: str
    flag: str
    revision: int
    place: str
    citation: str
    note: str
    run_id: int
    stored_at: datetime
    files: tuple[KeptFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One value of the chain: how it was made, and the values it was made of.

    Attributes:
        value: In the indicator's unit; None with MISSING.
        parts: Operands of the formula, or the areas of the sum, in the order of the catalogue.
        constants: What a formula uses besides indicators, e.g. the number of desa.
        fact: The stored row of a REPORTED value.
    """

    indicator: Indicator
    area: Area
    period: Period
    value: float | None
    making: Making
    parts: tuple["Step", ...] = ()
    constants: tuple[tuple[str, float], ...] = ()
    fact: Fact | None = None

    def facts(self) -> Iterator[Fact]:
        """Yield the stored rows that the value rests on, each as often as it is used."""
        if self.fact is not None:
            yield self.fact
        for part in self.parts:
            yield from part.facts()

    @property
    def simulated(self) -> bool:
        """Return whether any stored row below is made up."""
        return any(fact.simulated for fact in self.facts())


CellValue = str | float | int | bool | datetime | date | None


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a drawn table; `number` as people see it in the file, "" where rows were left out before it."""

    number: str
    cells: tuple[CellValue, ...]
    is_head: bool = False


@dataclass(frozen=True, slots=True)
class TableExcerpt:
    """Some rows and columns of a sheet or table around a cell.

    Attributes:
        heads: Column letters or names; "" stands for columns left out.
        marked: Index of the row and of the column; column -1: the whole row.
        sheet: Name of the sheet; "" for a table without sheets.
        is_hidden: The sheet is hidden in the workbook.
        merged: Range of the merged cell that the value was taken from, "B5:B9"; "" for an ordinary cell.
        notices: What was left out, in Indonesian, as the reader said it.
    """

    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    marked: tuple[int, int]
    sheet: str = ""
    is_hidden: bool = False
    merged: str = ""
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordExcerpt:
    """One record of a JSON answer, printed.

    Attributes:
        pointer: JSON pointer of the record.
        lines: The record, a line each.
        marked: Indexes of the lines of the value.
        is_cut: Lines were left out.
    """

    pointer: str
    lines: tuple[str, ...]
    marked: tuple[int, ...]
    is_cut: bool = False


Excerpt = TableExcerpt | RecordExcerpt


class NoPicture(Enum):
    """Why a place cannot be drawn. The words for people stand in components.labels.origin."""

    NO_FILE = "no-file"  # the run kept no raw answer
    FILE_GONE = "file-gone"  # it was kept and is not there any more
    DAMAGED = "damaged"  # its sha256 is another one
    TOO_LARGE = "too-large"
    UNREADABLE = "unreadable"  # the reader refuses it
    NOT_FOUND = "not-found"  # the place is not in the file
    COUNTED = "counted"  # the value counts points of a layer, there is no cell
    NOT_YOURS = "not-yours"  # rows of an office are for that office, the council and the operator


@dataclass(frozen=True, slots=True)
class Picture:
    """The place of one stored row.

    Attributes:
        step: The reported value.
        excerpt: None when there is none; `why` then says why.
        file: The raw answer that was drawn; None without one.
    """

    step: Step
    excerpt: Excerpt | None
    why: NoPicture | None
    file: KeptFile | None = None
    older: tuple[Fact, ...] = field(default=())
