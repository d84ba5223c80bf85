"""/rapor: how completely, punctually and cleanly each office provides its figures."""

import dash
from dash import html
from dash.development.base_component import Component

from components.block import block
from components.crumbs import crumbs
from components.downloads import downloads
from components.labels import places
from components.labels import scorecard as said
from components.scorecard_table import definitions, scorecard_table
from components.shell import address
from core.access import current_viewer
from core.store import inspections, reviews
from core.store.views import view_of
from pages._frame import framed

PATH = "/rapor"
dash.register_page(__name__, path=PATH, title=places.tab(places.SCORECARD), order=6)


def layout(**query: str) -> Component:
    """Return the table of all offices, the worst first, and what its columns mean."""
    viewer, view = current_viewer(), view_of(**query)
    table = scorecard_table(
        reviews.scorecards(viewer, view),
        link=lambda code: address(f"/opd/{code}", view),
        conflicts=lambda code: address("/konflik", view, opd=code, keadaan="terbuka"),
    )
    steps = crumbs([(places.OVERVIEW, address("/", view)), (places.AGENCIES, address("/opd", view)), (said.TITLE, "")])
    head = [steps, html.H1(said.TITLE), html.P(said.INTRO, className="summary")]
    files = downloads("rapor", address("", view).lstrip("?"))
    check = html.A(places.VERIFICATION, href=address("/verifikasi", view)) if inspections.may_read(viewer) else None
    content = block(html.Section([*head, table, files, html.P(check)]), definitions(), class_name="block stack")
    return framed(PATH, content, view=view, title=said.TITLE, filters=())
