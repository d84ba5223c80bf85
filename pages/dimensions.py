"""/dimensi: all dimensions of the chosen frame with their parts."""

import dash
from dash import html
from dash.development.base_component import Component

from components import labels
from components.block import block
from components.index_rows import index_head, index_rows
from components.labels import dimension as said
from components.labels import places
from components.shell import address, index_origin_address
from core.access import current_viewer
from core.store import queries
from core.store.views import view_of
from pages._frame import framed

PATH = "/dimensi"
dash.register_page(__name__, path=PATH, title=places.tab(places.DIMENSIONS), order=2)


def layout(**query: str) -> Component:
    """Return the index and one row a dimension, with what each dimension means."""
    view = view_of(**query)
    seen = queries.overview(current_viewer(), view)

    def link(code: str) -> str:
        return address(f"/dimensi/{code}", view)

    meanings = [
        part
        for one in seen.dimensions
        if one.dimension
        for part in (html.Dt(html.A(one.dimension.name, href=link(one.dimension.code))), html.Dd(one.dimension.meaning))
    ]
    name = said.INDEX.format(frame=labels.FRAME[view.frame])
    content = block(
        html.Section(
            [
                index_head(seen.total, seen.dimensions, name=name, link=link, origin=index_origin_address(view)),
                index_rows(seen.dimensions, link=link, origin=lambda code: index_origin_address(view, code)),
            ]
        ),
        html.Section(
            [
                html.H2(said.MEANINGS),
                html.Dl(meanings, className="facts"),
                html.P(labels.PROPOSAL, className="caution"),
            ]
        ),
        class_name="block stack",
    )
    return framed(PATH, content, view=view, title=places.DIMENSIONS)
