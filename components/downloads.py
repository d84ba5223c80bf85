"""Links to the table behind a chart, as CSV and XLSX."""

from dash import html
from dash.development.base_component import Component

from components.labels import downloads as said
from components.marks import icon


def downloads(table: str, query: str) -> Component:
    """Return the two links; `table` is a name of core.web.downloads, `query` the query of the address without "?"."""
    tail = f"?{query}" if query else ""
    return html.P(
        [
            html.A([icon("unduh"), kind], href=f"/unduh/{table}.{kind.lower()}{tail}", download="", className="button")
            for kind in said.KINDS
        ],
        className="downloads",
    )
