"""Draws part of a CSV around a value: its line, the lines near it, its header."""

from core.collect.contract import Source
from core.domain.lineage import CellValue, TableExcerpt
from core.domain.lineage_place import Place
from data_sources._excerpt_window import columns_near, is_near, lines_of
from data_sources._grid import folded
from data_sources._table import columns_of
from data_sources._text import decoded
from data_sources.csv_file import grid_of

TITLE = 60  # characters of a column's name that a place keeps (core.collect.places)


def draw_text(source: Source, content: bytes, place: Place) -> TableExcerpt | None:
    """Return the part of a CSV around a value; None when the file has no such line.

    Raises:
        SourceError: If this is no CSV that can be read whole.
    """
    grid, header = grid_of(source, decoded(source, content, str(source.options.get("encoding", ""))))
    names = columns_of(source, grid, header)
    rows: dict[int, dict[int, CellValue]] = {
        row.number: {at: str(cell) for at, cell in enumerate(row.cells) if cell not in (None, "")}
        for row in grid.rows
        if is_near(row.number, place.row)
    }
    if place.row not in rows:
        return None
    column = column_named(place.title, names)
    columns = columns_near(sorted(names), column)
    lines = lines_of(rows, columns, heads=grid.rows[header.after - 1].number)
    at = next(index for index, line in enumerate(lines) if line.number == str(place.row))
    return TableExcerpt(
        heads=tuple("" if one < 0 else names[one] for one in columns),
        lines=tuple(lines),
        marked=(at, columns.index(column) if column >= 0 else -1),
    )


def column_named(title: str, names: dict[int, str]) -> int:
    """Return the index of a column by its name, which may have been cut; -1 where it is not told."""
    if not title:
        return -1
    for at, name in names.items():
        if folded(" ".join(name.split())[:TITLE]) == folded(title):
            return at
    return next((at for at, name in names.items() if name.startswith(title.removesuffix("…"))), -1)
