"""Rejected rows: where, what was found, why, and how to mend it."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from components.data_table import data_table
from core.domain.work import RejectionRow

_HEADS = ("Tempat", "Kolom", "Tertulis", "Masalah", "Perbaikan")


def rejection_list(rows: Sequence[RejectionRow], *, most: int = 200) -> Component:
    """Return the rejected rows as a table; a sentence when there are none."""
    if not rows:
        return html.P("Tidak ada baris yang ditolak.", className="empty")
    cells = [(row.place, row.column, row.found, row.sentence, row.mend) for row in rows[:most]]
    table = data_table(_HEADS, cells, caption="Baris yang ditolak dan cara memperbaikinya")
    more = html.P(f"dan {len(rows) - most} baris lain, lihat unduhan", className="empty") if len(rows) > most else None
    return html.Div([table, more])
