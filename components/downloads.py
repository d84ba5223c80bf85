"""Links to the table behind a chart, as CSV and XLSX, and to the page as a document for paper, as PDF."""

from dash import html
from dash.development.base_component import Component

from components.labels import downloads as said
from components.marks import icon


def downloads(table: str, query: str, *, paper: str = "") -> Component:
    """Return the links; `table` is a name of pages.downloads, `paper` one of pages.papers, "" for none.

    `query`: of the address, without "?".
    """
    links = [_link(table, kind, query) for kind in said.KINDS] if table else []
    return html.P([*links, *([_link(paper, said.PAPER, query)] if paper else [])], className="downloads")


def _link(name: str, kind: str, query: str) -> Component:
    tail = f"?{query}" if query else ""
    return html.A([icon("unduh"), kind], href=f"/unduh/{name}.{kind.lower()}{tail}", download="", className="button")
