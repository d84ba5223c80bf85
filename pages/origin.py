"""/asal: how a shown figure was made, down to the rows, runs and files it rests on. The first click of two."""

import dash
from dash import html
from dash.development.base_component import Component

from components.block import block
from components.crumbs import crumbs
from components.labels import origin as said
from components.labels import places
from components.origin import PlaceLink, origin_head, origin_parts
from components.shell import address
from core.access import current_viewer
from core.domain.figure import View
from core.domain.lineage import Fact, Step
from core.store import queries
from core.store.views import view_of
from pages._frame import framed

dash.register_page(__name__, path="/asal", title=places.tab(said.TITLE), name=said.TITLE, order=12)


def layout(kode: str = "", saat: str = "", **query: str) -> Component:
    """Return the chain of one figure.

    Args:
        kode: The indicator.
        saat: The period of the value itself, where it is not the one that the page's period shows.
        query: Period, area and the rest of the view.
    """
    view = view_of(**query)
    step = queries.lineage(current_viewer(), kode, view, saat)
    steps = [
        (places.OVERVIEW, address("/", view)),
        (step.indicator.name, address(f"/indikator/{step.indicator.code}", view)),
        (said.TITLE, ""),
    ]
    parts = html.Section([html.H2(said.CHAIN), *origin_parts(step, place_link=_link(view))])
    head = html.Section([crumbs(steps), origin_head(step)])
    content = block(head, parts, class_name="block stack")
    title = said.OF.format(name=step.indicator.name)
    return framed("/asal", content, view=view, title=title, filters=())


def _link(view: View) -> PlaceLink:
    def link(step: Step, fact: Fact) -> str:
        return place_address(view, step, fact)

    return link


def place_address(view: View, step: Step, fact: Fact) -> str:
    """Return the address at which the place of a stored row is drawn."""
    return address(
        "/asal/tempat",
        view,
        kode=step.indicator.code,
        wilayah=step.area.code,
        saat=step.period.text,
        sumber=fact.source_id,
        revisi=str(fact.revision),
    )
