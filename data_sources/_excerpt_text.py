"""Draws part of a CSV around values: their lines, the lines near them, the header."""

from collections.abc import Sequence

from core.collect.contract import Source
from core.domain.lineage import CellValue, TableExcerpt
from core.domain.lineage_place import Place
from data_sources._excerpt_window import drawn_table, window
from data_sources._grid import folded
from data_sources._table import columns_of
from data_sources._text import decoded
from data_sources.csv_file import grid_of

TITLE = 60  # characters of a column's name that a place keeps (core.collect.places)


def draw_text(source: Source, content: bytes, places: Sequence[Place]) -> TableExcerpt | None:
    """Return the part of a CSV around values; None when the file has none of their lines.

    Raises:
        SourceError: If this is no CSV that can be read whole.
    """
    grid, header = grid_of(source, decoded(source, content, str(source.options.get("encoding", ""))))
    names = columns_of(source, grid, header)
    near = window(place.row for place in places)
    rows: dict[int, dict[int, CellValue]] = {
        row.number: {at: str(cell) for at, cell in enumerate(row.cells) if cell not in (None, "")}
        for row in grid.rows
        if row.number in near
    }
    found = {place: column_named(place.title, names) for place in places if place.row in rows}
    return drawn_table(rows, names, found, heads=grid.rows[header.after - 1].number)


def column_named(title: str, names: dict[int, str]) -> int:
    """Return the index of a column by its name, which may have been cut; -1 where it is not told."""
    if not title:
        return -1
    for at, name in names.items():
        if folded(" ".join(name.split())[:TITLE]) == folded(title):
            return at
    return next((at for at, name in names.items() if name.startswith(title.removesuffix("…"))), -1)
