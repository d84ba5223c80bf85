"""/sumber/<id>: one source: its runs, and the rows of its newest runs that were rejected."""

import dash
from dash import html
from dash.development.base_component import Component

from components.block import block
from components.crumbs import crumbs
from components.downloads import downloads
from components.labels import places
from components.labels import sources as said
from components.marks import simulated_tag
from components.rejections import rejection_list
from components.shell import address
from components.source_cards import run_table, source_card
from core.access import current_viewer
from core.errors import NotFoundError
from core.store import queries
from core.store.views import view_of
from pages._frame import framed

dash.register_page(__name__, path_template="/sumber/<kode>", title=places.tab(places.SOURCES), order=9)


def layout(kode: str = "", **query: str) -> Component:
    """Return the page of one source."""
    viewer, view = current_viewer(), view_of(**query)
    found = [one for one in queries.sources(viewer, view.known_at) if one.source_id == kode]
    if not found:
        raise NotFoundError(f"no source {kode!r} in config.toml")
    steps = [(places.OVERVIEW, address("/", view)), (places.SOURCES, address("/sumber", view)), (found[0].title, "")]
    title = html.H1([found[0].title, simulated_tag(shown=found[0].simulated)])
    starts = queries.may_start(viewer, kode)
    card = source_card(found[0], link=lambda path: address(path, view), starts=starts, titled=False)
    content = block(
        html.Section([crumbs(steps), title, card]),
        html.Section(
            [
                html.H2(said.REJECTED),
                rejection_list(queries.rejections(viewer, kode, view.known_at)),
                downloads("ditolak", address("", view, kode=kode).lstrip("?")),
            ]
        ),
        html.Section([html.H2(said.RUNS), run_table(queries.runs(viewer, kode, view.known_at))]),
        class_name="block stack",
    )
    return framed(f"/sumber/{kode}", content, view=view, title=found[0].title, filters=())
