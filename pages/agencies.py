"""/opd: all offices and how far their figures are."""

import dash
from dash import html
from dash.development.base_component import Component

from components.agency_list import agency_table
from components.block import block
from components.downloads import downloads
from components.labels import agency as said
from components.labels import places
from components.shell import address
from core.access import current_viewer
from core.store import queries
from core.store.views import view_of
from pages._frame import framed

PATH = "/opd"
dash.register_page(__name__, path=PATH, title=places.tab(places.AGENCIES), order=4)


def layout(**query: str) -> Component:
    """Return the table of all offices, latest first."""
    view = view_of(**query)
    states = queries.agencies(current_viewer(), view)
    table = agency_table(states, link=lambda code: address(f"/opd/{code}", view))
    rapor = html.P(html.A(places.SCORECARD, href=address("/rapor", view)))
    content = html.Section([html.H1(said.TITLE), rapor, table, downloads("opd", address("", view).lstrip("?"))])
    return framed(
        PATH, block(content, class_name="block stack"), view=view, title=places.AGENCIES, filters=("periode", "wilayah")
    )
