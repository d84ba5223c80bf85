"""What is printed on paper: words, facts, tables and a chart, as plain values that a template lays out.

All text here is text: none of it is ever read as markup, whatever it looks like.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from core.errors import DataError


@dataclass(frozen=True, slots=True)
class Words:
    """A line or a cell.

    Attributes:
        text: What is said.
        small: Remarks below it, one line each.
        mark: Name of a drawing of the paper that stands before the text; "" for none.
        tag: A word in a box behind the text, as SIMULASI; "" for none.
        strong: Printed bold.
        late: Printed in the colour of what is late.
    """

    text: str
    small: Sequence[str] = ()
    mark: str = ""
    tag: str = ""
    strong: bool = False
    late: bool = False


@dataclass(frozen=True, slots=True)
class Spark:
    """A small line of values, oldest first; None is a gap and stays one. `target`: drawn dashed, in the same unit."""

    points: Sequence[float | None]
    target: float | None = None


Cell = Words | Spark | str


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and what is to be said of each."""

    pairs: Sequence[tuple[str, Sequence[Words | str]]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table.

    Attributes:
        heads: One for each column.
        rows: Cells, as many a row as there are heads.
        widths: Of the columns, against each other.
        numeric: Heads of the columns that are aligned to the right.
        most: Rows that are printed at most; never more than core.reports.pdf_file.MOST_ROWS.
        more: Said below a table that was cut, with a gap for {shown}: where all rows are.

    Raises:
        DataError: If a row or the widths do not fit the heads.
    """

    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    widths: Sequence[float]
    numeric: Sequence[str] = ()
    most: int = 60
    more: str = "{shown} …"

    def __post_init__(self) -> None:
        for cells in (self.widths, *self.rows):
            if len(cells) != len(self.heads):
                raise DataError(f"paper: a row has {len(cells)} cells for {len(self.heads)} heads")


@dataclass(frozen=True, slots=True)
class Chart:
    """A series over time. Places are fractions: 0 is left or at the bottom, 1 is right or on top.

    Attributes:
        told: What is to be seen, for who cannot see it.
        points: Across and up; None up is a gap and stays one.
        steps: Stretches of the target: from, to, up.
        others: Figures of others, drawn as open diamonds: across and up.
        across, up: Where a word stands at the axes, and the word.
        legend: Kind of a mark ("line", "target", "other") and its word.
    """

    told: str
    points: Sequence[tuple[float, float | None]]
    steps: Sequence[tuple[float, float, float]] = ()
    others: Sequence[tuple[float, float]] = ()
    across: Sequence[tuple[float, str]] = ()
    up: Sequence[tuple[float, str]] = ()
    legend: Sequence[tuple[str, str]] = ()


Part = Words | Facts | Sheet | Chart


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands below it. `tag`: as in Words."""

    title: str
    parts: Sequence[Part]
    note: str = ""
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of one or several pages.

    Attributes:
        title: Names the file.
        name: The heading; `tag` stands behind it.
        brand: Stands at the head of each page.
        trail: Stands over the heading: where this belongs.
        value: The figure it is about, printed large; None for none.
        state: Lines below the value.
        intro: What is to be said first.
        warning: On top: that figures are made up; "" where none is.
        stamp: Stands at the head of each page: a word of that warning.
        notices: Stand over all else: as of which day's knowledge this is.
        sections: In their order.
        foot: Lines at the foot of each page: how new the figures are, of which address this is.
        page: With gaps for {page} and {pages}.
        drawings: Name to drawing (SVG) of the marks.
        made_at: Aware.
    """

    title: str
    name: str
    brand: str
    made_at: datetime
    foot: Sequence[str]
    page: str
    tag: str = ""
    trail: str = ""
    value: Words | None = None
    state: Sequence[Words] = ()
    intro: Sequence[str] = ()
    warning: str = ""
    stamp: str = ""
    notices: Sequence[str] = ()
    sections: Sequence[Section] = ()
    drawings: Mapping[str, str] = field(default_factory=dict)
