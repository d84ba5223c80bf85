"""The way back from a figure: how it was made, of which parts, where each part stood. Made by core.store.lineage."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from core.domain.area import Area
from core.domain.figure import Provenance
from core.domain.indicator import Indicator
from core.domain.lineage_place import Place
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
        provenance: Its source, run and place; core.domain.lineage_place takes the place apart.
        text: As reported.
        files: The raw answers of its run, in the order they came; () when none were kept.
    """

    provenance: Provenance
    value: float
    text: str
    flag: str
    note: str
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

    def leaves(self) -> Iterator["Step"]:
        """Yield the reported values that this one rests on, each as often as it is used."""
        if self.fact is not None:
            yield self
        for part in self.parts:
            yield from part.leaves()

    def facts(self) -> Iterator[Fact]:
        """Yield the stored rows that the value rests on, each as often as it is used."""
        return (leaf.fact for leaf in self.leaves() if leaf.fact is not None)

    @property
    def simulated(self) -> bool:
        """Return whether any stored row below is made up."""
        return any(fact.provenance.simulated for fact in self.facts())


@dataclass(frozen=True, slots=True)
class Point:
    """One stored record of a layer.

    Attributes:
        id: Of its stored row.
        seen: When; None where it has no day.
        position: Longitude and latitude of its middle, EPSG:4326.
        area: The kecamatan in which it was counted; "" in none.
        place: Of its record in the raw answer, as of a value; "" in what was stored before places were noted.
    """

    id: int
    key: str
    name: str
    kind: str
    seen: datetime | None
    position: tuple[float, float]
    area: str
    place: str


@dataclass(frozen=True, slots=True)
class Points:
    """The records that a count rests on, of one source: those of a layer, or of an area and a day within it.

    Attributes:
        layer: Its id.
        title: Its name.
        provenance: The source, and the run that brought the records.
        files: The raw answers of that run.
        points: Those of one page of the list.
        total: How many there are on all pages.
        is_told: False where they were stored before areas were noted: which of them were counted, nobody can tell.
        steps: The counts that rest on them; () for the count of a whole layer.
    """

    layer: str
    title: str
    provenance: Provenance
    files: tuple[KeptFile, ...]
    points: tuple[Point, ...]
    total: int
    is_told: bool = True
    steps: tuple[Step, ...] = ()

    @property
    def is_as_counted(self) -> bool:
        """Return whether there are as many records as the counts say."""
        return not self.steps or self.total == sum(step.value or 0 for step in self.steps)


CellValue = str | float | int | bool | datetime | date | None


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a drawn table; `number` as people see it in the file, "" where rows were left out before it."""

    number: str
    cells: tuple[CellValue, ...]
    is_head: bool = False


@dataclass(frozen=True, slots=True)
class TableExcerpt:
    """Some rows and columns of a sheet or table around one cell or several.

    Attributes:
        heads: Column letters or names; "" stands for columns left out.
        is_of_records: Its lines are records of a JSON answer, their numbers JSON pointers.
        marked: For each of `places` the index of its row and of its column; column -1: the whole row.
        places: Which places are marked; those asked for that are not in the table are left out.
        sheet: Name of the sheet; "" for a table without sheets.
        is_hidden: The sheet is hidden in the workbook.
        merged: Ranges of the merged cells that values were taken from, "B5:B9".
        notices: What was left out, in Indonesian, as the reader said it.
    """

    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    marked: tuple[tuple[int, int], ...]
    places: tuple[Place, ...] = ()
    sheet: str = ""
    is_hidden: bool = False
    merged: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    is_of_records: bool = False


@dataclass(frozen=True, slots=True)
class RecordExcerpt:
    """One record of a JSON answer, printed.

    Attributes:
        pointer: JSON pointer of the record.
        lines: The record, a line each.
        marked: Indexes of the lines of the values; () when the whole record is the value.
        places: Which places lie in the record.
        is_cut: Lines were left out.
    """

    pointer: str
    lines: tuple[str, ...]
    marked: tuple[int, ...]
    places: tuple[Place, ...] = ()
    is_cut: bool = False


Excerpt = TableExcerpt | RecordExcerpt


class NoPicture(Enum):
    """Why a place cannot be drawn. The words for people stand in components.labels.origin."""

    NO_FILE = "no-file"  # the run kept no raw answer
    FILE_GONE = "file-gone"  # it was kept and is not there any more
    DAMAGED = "damaged"  # its sha256 is another one
    TOO_LARGE = "too-large"
    TOO_MUCH = "too-much"  # not on the page of the whole chain, whose files are too large together; on its own it is
    BUSY = "busy"  # other large files are being read; a moment later it is drawn
    UNREADABLE = "unreadable"  # the reader refuses it
    NOT_FOUND = "not-found"  # the place is not in the file
    NOT_NOTED = "not-noted"  # a point that was stored before places of points were noted
    NOT_YOURS = "not-yours"  # rows of an office are for that office, the council and the operator


@dataclass(frozen=True, slots=True)
class Picture:
    """The places of one or several stored rows that lie in one sheet, table or record.

    Attributes:
        steps: The reported values that it shows, each with its fact; of points the values that count them.
        excerpt: None when there is none; `why` then says why.
        file: The raw answer that was drawn; None without one.
        points: The records that it marks instead of values.
    """

    steps: tuple[Step, ...]
    excerpt: Excerpt | None
    why: NoPicture | None
    file: KeptFile | None = None
    points: tuple[Point, ...] = ()
