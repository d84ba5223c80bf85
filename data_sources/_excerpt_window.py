"""Which rows and columns of a table are drawn around a cell: enough to recognise the place, never the whole file."""

from collections.abc import Mapping, Sequence

from core.domain.lineage import CellValue, Line

AROUND = 4  # rows above and below the marked one
SIDE = 3  # columns left and right of the marked one
LEADING = 2  # first columns: they say what a row is about
HEAD = 8  # rows from the top that are drawn, where titles and headers stand
TEXT = 200  # characters of one cell


def is_near(row: int, marked: int) -> bool:
    """Return whether a row (its number, from 1) is drawn."""
    return row <= HEAD or abs(row - marked) <= AROUND


def columns_near(used: Sequence[int], marked: int) -> list[int]:
    """Return which of the used columns are drawn, -1 where some are left out between two; marked -1: the first ones."""
    most = LEADING + 2 * SIDE + 1
    if len(used) <= most:
        chosen = list(used)
    elif marked < 0:
        chosen = list(used[:most])
    else:
        chosen = [one for at, one in enumerate(used) if at < LEADING or abs(one - marked) <= SIDE]
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
