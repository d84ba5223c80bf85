"""Which rows and columns of a table are drawn around cells: enough to recognise the places, never the whole file."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.domain.lineage import CellValue, Line, TableExcerpt
from core.domain.lineage_place import Place

AROUND = 4  # rows above and below a single marked one
FEW = 12  # marked rows up to which each still has one row above and below it; more of them stand alone
SIDE = 3  # columns left and right of the marked one
WHOLE = 16  # columns of rows that are marked as a whole
LEADING = 2  # first columns: they say what a row is about
HEAD = 8  # rows from the top that are drawn, where titles and headers stand
TEXT = 200  # characters of one cell


@dataclass(frozen=True, slots=True)
class Window:
    """Which rows (numbers, from 1) are drawn; without those of the head."""

    rows: frozenset[int]

    def __contains__(self, row: int) -> bool:
        """Return whether a row is drawn."""
        return row <= HEAD or row in self.rows


def window(marked: Iterable[int]) -> Window:
    """Return the window around marked rows: the more of them, the fewer rows stand beside each."""
    rows = frozenset(marked)
    around = AROUND if len(rows) < 2 else 1 if len(rows) <= FEW else 0
    return Window(frozenset(row + step for row in rows for step in range(-around, around + 1)))


def columns_near(used: Sequence[int], marked: Collection[int]) -> list[int]:
    """Return which of the used columns are drawn, -1 where some are left out between two; none marked: the first."""
    most = LEADING + 2 * SIDE + 1 if marked else WHOLE
    if len(used) <= most:
        chosen = list(used)
    elif not marked:
        chosen = list(used[:most])
    else:
        near = {one + step for one in marked for step in range(-SIDE, SIDE + 1)}
        chosen = [one for at, one in enumerate(used) if at < LEADING or one in near]
    shown: list[int] = []
    for at, one in enumerate(chosen):
        if at and used.index(one) != used.index(chosen[at - 1]) + 1:
            shown.append(-1)
        shown.append(one)
    if chosen and chosen[-1] != used[-1]:
        shown.append(-1)
    return shown


def lines_of(rows: Mapping[int, Mapping[int, CellValue]], columns: Sequence[int], *, heads: int) -> list[Line]:
    """Return the lines of rows by their numbers, one with no number where rows are left out; `heads`: last head row."""
    lines: list[Line] = []
    before = 0
    for number in sorted(rows):
        if before and number > before + 1:
            lines.append(Line("", tuple(None for _ in columns)))
        cells = rows[number]
        shown = tuple(None if column < 0 else bounded(cells.get(column)) for column in columns)
        lines.append(Line(str(number), shown, is_head=number <= heads))
        before = number
    return lines


def bounded(value: CellValue) -> CellValue:
    """Return a cell whose text is no longer than what can be drawn."""
    if isinstance(value, str) and len(value) > TEXT:
        return f"{value[:TEXT]}…"
    return value


def drawn_table(
    rows: Mapping[int, Mapping[int, CellValue]], names: Mapping[int, str], found: Mapping[Place, int], *, heads: int
) -> TableExcerpt | None:
    """Return rows of a table without sheets, under the names of its columns; None where no place was found.

    Args:
        rows: By number.
        names: Of the columns, by their position.
        found: The column of each place; -1: its whole row.
        heads: Number of the last head row.
    """
    if not found:
        return None
    columns = columns_near(sorted(names), {column for column in found.values() if column >= 0})
    lines = lines_of(rows, columns, heads=heads)
    return TableExcerpt(
        heads=tuple("" if one < 0 else names[one] for one in columns),
        lines=tuple(lines),
        marked=marks(lines, columns, found),
        places=tuple(found),
    )


def marks(lines: Sequence[Line], columns: Sequence[int], found: Mapping[Place, int]) -> tuple[tuple[int, int], ...]:
    """Return for each place the index of its row and of its column among what is drawn; -1 for a whole row."""
    at = {line.number: index for index, line in enumerate(lines)}
    return tuple((at[str(place.row)], columns.index(column) if column >= 0 else -1) for place, column in found.items())
