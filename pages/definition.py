"""/katalog/<kode>: the definition card of one indicator or variable, what it lacks, and how it changed."""

from datetime import datetime

import dash
from dash import html
from dash.development.base_component import Component

from components.block import block
from components.crumbs import crumbs
from components.definition_card import Fields, card_fields, card_history, defects, definition_card
from components.downloads import downloads
from components.labels import definitions as said
from components.labels import places
from components.shell import address
from core.access import current_viewer
from core.domain.figure import View
from core.errors import NotFoundError
from core.store import queries
from core.store.views import view_of
from pages._catalogue import kept_states
from pages._frame import framed

dash.register_page(__name__, path_template="/katalog/<kode>", title=places.tab(said.CARD), name=said.CARD, order=15)


def layout(kode: str = "", **query: str) -> Component:
    """Return the card of one code.

    Raises:
        NotFoundError: If the catalogue has no such code.
    """
    view, viewer = view_of(**query), current_viewer()
    catalogue = queries.catalogue(viewer, view.known_at)
    one = catalogue.indicators.get(kode)
    if one is None:
        raise NotFoundError(f"indicator {kode!r} is not in the catalogue")
    fields = card_fields(catalogue, kode)
    steps = [(places.OVERVIEW, address("/", view)), (said.CATALOGUE, address("/katalog", view)), (one.name, "")]
    figure = html.A(said.OPEN_FIGURE, href=address(f"/indikator/{kode}", view), className="button")
    head = html.Section(
        [
            crumbs(steps),
            html.H1(one.name),
            None if one.is_variable else _defects(defects(fields)),
            definition_card(fields, is_variable=one.is_variable),
            html.P(figure, className="downloads"),
            downloads("katalog", address("", view, kode=kode).lstrip("?")),
        ]
    )
    heading = html.H2([said.HISTORY, html.Small(said.HISTORY_NOTE)])
    content = block(head, html.Section([heading, card_history(_states(kode, view))]), class_name="block stack")
    return framed(f"/katalog/{kode}", content, view=view, title=said.CARD_OF.format(name=one.name), filters=())


def _defects(found: list[str]) -> Component | None:
    if not found:
        return None
    items = html.Ul([html.Li(one) for one in found])
    return html.Div([html.B(said.DEFECTS), items], className="trouble")


def _states(code: str, view: View) -> list[tuple[datetime, Fields | None]]:
    return [
        (one.known_at, card_fields(one.catalogue, code) if code in one.catalogue.indicators else None)
        for one in kept_states(view)
    ]
