"""Rows of the result and how they are printed: as text, and as the table of docs/performance.md."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

BEGIN, END = "<!-- bench:begin -->", "<!-- bench:end -->"
_HEAD = ("Budget", "Ours", "Floor", "Ratio", "Limit", "Met")


@dataclass(frozen=True, slots=True)
class Row:
    """One budget and what was measured.

    Attributes:
        what: The budget in words.
        ours, floor: Measured, with unit; "" where there is none.
        ratio: Ours to the floor, median of the rounds' own ratios; "" where there is none.
        limit: What the budget allows; "" for a figure that is only reported.
        met: None where there is no limit.
    """

    what: str
    ours: str
    floor: str = ""
    ratio: str = ""
    limit: str = ""
    met: bool | None = None

    def cells(self) -> tuple[str, ...]:
        """Return the row as texts, in the order of the head."""
        met = "" if self.met is None else "yes" if self.met else "**no**"
        return self.what, self.ours, self.floor, self.ratio, self.limit, met


def against(
    what: str, ours: Sequence[float], floor: Sequence[float], unit: str, *, most: float = 0, least: float = 0
) -> Row:
    """Return a row whose budget is a ratio.

    Args:
        what: The budget in words.
        ours: One value a round.
        floor: Of the same rounds, in the same order.
        unit: Of both.
        most: The largest ratio allowed; 0 for no such limit.
        least: The smallest ratio allowed; 0 for no such limit.
    """
    ratios = [mine / theirs for mine, theirs in zip(ours, floor, strict=True)]
    ratio = statistics.median(ratios)
    limit = f"<= {most:g} x" if most else f">= {least:g} x" if least else ""
    met = ratio <= most if most else ratio >= least if least else None
    span = f"{ratio:.2f} [{min(ratios):.2f}-{max(ratios):.2f}]"
    return Row(what, number(ours, unit), number(floor, unit), span, limit, met)


def at_most(what: str, ours: Sequence[float], unit: str, limit: float | None, *, floor: Sequence[float] = ()) -> Row:
    """Return a row whose budget is an amount; without a limit the figure is only reported."""
    met = None if limit is None else statistics.median(ours) <= limit
    shown = "" if limit is None else f"<= {limit:g} {unit}"
    return Row(what, number(ours, unit), number(floor, unit) if floor else "", "", shown, met)


def number(values: Sequence[float], unit: str) -> str:
    """Return the median with its unit: three digits count, a machine's noise is larger than the fourth."""
    middle = statistics.median(values)
    text = f"{middle:.0f}" if abs(middle) >= 100 else f"{middle:.1f}" if abs(middle) >= 10 else f"{middle:.2f}"
    return f"{text} {unit}".strip()


def as_text(rows: Sequence[Row]) -> str:
    """Return the rows for a terminal."""
    lines = [_HEAD, *(row.cells() for row in rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(_HEAD))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines)


def as_markdown(rows: Sequence[Row], about: str) -> str:
    """Return the rows as a table, below a line that says when and where they were measured."""
    lines = [f"| {' | '.join(cells)} |" for cells in (_HEAD, ("---",) * len(_HEAD), *(row.cells() for row in rows))]
    return "\n".join([about, "", *lines])


def write_table(page: Path, table: str) -> None:
    """Put a table between the markers of a page; everything else there stays.

    Raises:
        ValueError: If the page does not have each marker once, in this order.
    """
    text = page.read_text(encoding="utf-8")
    if text.count(BEGIN) != 1 or text.count(END) != 1 or text.index(END) < text.index(BEGIN):
        raise ValueError(f"{page}: expected {BEGIN} and below it {END}, each once")
    before, _, rest = text.partition(BEGIN)
    page.write_text(f"{before}{BEGIN}\n{table}\n{END}{rest.partition(END)[2]}", encoding="utf-8")
