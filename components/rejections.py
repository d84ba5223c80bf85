"""Rejected rows: where, what was found, why, and how to mend it."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from components.data_table import data_table
from components.labels import sources as said
from core.domain.uploads import Finding
from core.domain.work import RejectionRow


def rejection_list(rows: Sequence[RejectionRow | Finding], *, most: int = 200) -> Component:
    """Return the rejected rows as a table; a sentence when there are none."""
    if not rows:
        return html.P(said.NONE_REJECTED, className="empty")
    cells = [(row.place, row.column, row.found, row.sentence, row.mend) for row in rows[:most]]
    table = data_table(said.REJECTED_HEADS, cells, caption=said.REJECTED_TABLE)
    more = html.P(said.MORE_REJECTED.format(count=len(rows) - most), className="empty") if len(rows) > most else None
    return html.Div([table, more], className="rejections")
