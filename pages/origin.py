"""/asal: how a shown figure was made, down to the rows, runs and files it rests on. The first click of two."""

from dataclasses import replace

import dash
from dash import html
from dash.development.base_component import Component

from components import formats, labels
from components.block import block
from components.crumbs import crumbs
from components.labels import origin as said
from components.labels import places
from components.locks import lock_line
from components.marks import simulated_tag
from components.origin import origin_head, origin_parts
from components.origin_index import index_origin
from components.origin_points import layer_how
from components.shell import address, origins
from core.access import current_viewer
from core.domain.area import Area
from core.domain.figure import View
from core.store import inspections, queries, way_back
from core.store.views import view_of
from pages._frame import framed
from pages._origin import drawn_parts, links_of, page_number, points_parts

dash.register_page(__name__, path="/asal", title=places.tab(said.TITLE), name=said.TITLE, order=12)


def layout(
    kode: str = "", saat: str = "", indeks: str = "", cara: str = "", lapisan: str = "", titik: str = "", **query: str
) -> Component:
    """Return the chain of one figure.

    Args:
        kode: The indicator.
        cara: said.BY_SUM explains the sum of the areas below, also where a source reported the whole itself.
        indeks: Instead of an indicator: a dimension, or said.WHOLE for the whole frame.
        lapisan: Instead of an indicator: a layer of points, whose count is explained.
        titik: Which page of a long list of points; anything but a number means the first.
        saat: The period of the value itself, where it is not the one that the page's period shows.
        query: Period, area and the rest of the view.
    """
    view = view_of(**query)
    if indeks:
        return _index(indeks, view)
    if lapisan:
        return _layer(lapisan, view, page_number(titik))
    explain = way_back.lineage_of_sum if cara == said.BY_SUM else way_back.lineage
    step = explain(current_viewer(), kode, view, saat)
    steps = [
        (places.OVERVIEW, address("/", view)),
        (step.indicator.name, address(f"/indikator/{step.indicator.code}", view)),
        (said.TITLE, ""),
    ]
    parts = html.Section([html.H2(said.CHAIN), *origin_parts(step, links_of(view))])
    locked = lock_line(inspections.lock_of(current_viewer(), view, step.indicator.code, step.period))
    head = html.Section([crumbs(steps), origin_head(step), locked])
    asked = {"kode": kode, "saat": saat, "cara": cara}
    drawn = drawn_parts(step, view, page_number(titik), link=lambda page: address("/asal", view, titik=page, **asked))
    content = block(head, parts, *drawn, class_name="block stack")
    title = said.OF.format(name=step.indicator.name)
    return framed("/asal", content, view=view, title=title, filters=())


def _layer(layer_id: str, view: View, page: int) -> Component:
    layer, found = way_back.layer_records(current_viewer(), layer_id, view, page)
    title = said.LAYER_OF.format(name=layer.title)
    trail = crumbs([(places.OVERVIEW, address("/", view)), (places.MAP, address("/peta", view)), (said.TITLE, "")])
    count = said.LAYER_COUNT.format(count=formats.number(layer.count, 0))
    value = html.P([html.Span(count, className="big"), " ", said.LAYER_AT.format(moment=formats.moment(layer.as_of))])
    how = [html.H2(said.HOW), html.P(layer_how(found), className="formula made")]
    heading = html.H1([title, simulated_tag(shown=layer.simulated)])
    head = html.Section([trail, html.Div([heading, value, *how], className="origin-head")])
    drawn = points_parts(found, view, page, link=lambda one: address("/asal", view, lapisan=layer_id, titik=one))
    return framed("/asal", block(head, *drawn, class_name="block stack"), view=view, title=title, filters=())


def _index(code: str, view: View) -> Component:
    viewer = current_viewer()
    if code == said.WHOLE:
        index, name = queries.overview(viewer, view).total, labels.FRAME[view.frame]
    else:
        view = replace(view, frame=queries.frame_of(viewer, code, view.known_at))
        index = queries.dimension(viewer, code, view).index
        name = index.dimension.name if index.dimension else code
    codes = [part.figure.indicator.code for part in index.parts]
    steps = dict(zip(codes, way_back.lineages(viewer, codes, view), strict=True))
    title = said.INDEX_OF.format(name=name)
    trail = crumbs([(places.OVERVIEW, address("/", view)), (name, address(_page_of(code), view)), (said.TITLE, "")])
    where = said.WHERE_WHEN.format(area=formats.area(_area(view)), period=formats.period(view.period))
    value = html.P([html.Span(formats.index_value(index.value), className="big"), " ", where])
    parts = index_origin(index, steps, origin=origins(view), links=links_of(view))
    heading = html.H1([title, simulated_tag(shown=index.simulated)])
    head = html.Section([trail, html.Div([heading, value, html.H2(said.HOW), *parts], className="origin-head")])
    return framed("/asal", block(head, class_name="block stack"), view=view, title=title, filters=())


def _page_of(code: str) -> str:
    return "/dimensi" if code == said.WHOLE else f"/dimensi/{code}"


def _area(view: View) -> Area:
    return queries.catalogue(current_viewer(), view.known_at).areas[view.area]
