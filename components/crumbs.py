"""The way back: from the index to the figure in front of the reader."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from components.labels import shell as said


def crumbs(steps: Sequence[tuple[str, str]]) -> Component:
    """Return the steps as links; a step without an address is where the reader stands."""
    items = [
        html.Li(html.A(word, href=link) if link else html.Span(word, **{"aria-current": "page"}))
        for word, link in steps
    ]
    return html.Nav(html.Ol(items, className="crumbs"), **{"aria-label": said.TRAIL})
