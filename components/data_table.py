"""A plain table of texts and numbers, for what stands behind a chart and for lists of records."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component
from markupsafe import Markup

from components.markup import Node, to_html


def data_table(
    heads: Sequence[str], rows: Sequence[Sequence[Node]], *, caption: str, numeric: Sequence[str] = ()
) -> Component:
    """Return a table that scrolls within its own box on a phone.

    Args:
        heads: Column heads; the first column heads its row.
        rows: Cells in the order of the heads.
        caption: What the table is of.
        numeric: Heads of the columns that are aligned to the right.
    """
    css = ["n" if head in numeric else "" for head in heads]
    head = html.Thead(
        html.Tr([html.Th(word, scope="col", className=name) for word, name in zip(heads, css, strict=True)])
    )
    body = Markup("").join(_row(row, css[1:]) for row in rows)
    table = html.Table([html.Caption(caption, className="sr"), head, html.Tbody(body)], className="wide")
    return html.Div(table, className="scroll", tabIndex="0", role="region", **{"aria-label": caption})


def _row(row: Sequence[Node], css: Sequence[str]) -> Markup:
    """Return one row as text: long tables made of components were a quarter of the time of their page."""
    first, *rest = row
    cells = [f'<td class="{name}">{to_html(cell)}</td>' for cell, name in zip(rest, css, strict=True)]
    return Markup(f'<tr><th scope="row">{to_html(first)}</th>{"".join(cells)}</tr>')  # noqa: S704 - cells are escaped


def behind(summary: str, *content: Node) -> Component:
    """Return content that opens on demand: the table behind a chart."""
    return html.Details([html.Summary(summary), *content], className="behind")
