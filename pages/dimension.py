"""/dimensi/<kode>: one dimension: its index, its indicators, indicators x kecamatan."""

import dash
from dash import html
from dash.development.base_component import Component

from components import formats, labels
from components.block import block
from components.conflict_links import contradictions
from components.crumbs import crumbs
from components.downloads import downloads
from components.figure_table import figure_table, origin_link
from components.heat_table import heat_table
from components.index_rows import bar, shown_status, withheld_words
from components.labels import dimension as said
from components.labels import places
from components.marks import simulated_tag, status_mark
from components.shell import address, index_origin_address, origins, source_links
from components.sparkline import sparkline
from components.words import points, sentence
from core.access import current_viewer
from core.domain.figure import View
from core.domain.screens import DimensionView
from core.store import queries
from core.store.views import known_day, view_of
from pages._frame import framed
from pages._moved import moved_part, weights_note

dash.register_page(__name__, path_template="/dimensi/<kode>", title=places.tab(places.DIMENSIONS), order=3)


def layout(kode: str = "", **query: str) -> Component:
    """Return the page of one dimension; its own frame wins over the one in the address."""
    viewer = current_viewer()
    view = view_of(**{**query, "kerangka": queries.frame_of(viewer, kode, known_day(query.get("diketahui", "")))})
    seen = queries.dimension(viewer, kode, view)
    path = f"/dimensi/{kode}"
    moved = moved_part(path, kode, view, query.get("dari", ""), name=_name(seen))
    content = block(_head(seen), moved, _figures(seen), _heat(seen), class_name="block stack")
    return framed(path, content, view=view, title=_name(seen))


def _name(seen: DimensionView) -> str:
    return seen.index.dimension.name if seen.index.dimension else ""


def _head(seen: DimensionView) -> Component:
    index = seen.index
    steps = [(places.OVERVIEW, address("/", seen.view)), (places.DIMENSIONS, address("/dimensi", seen.view))]
    withheld = index.value is None
    state = said.WITHHELD if withheld else labels.STATUS[index.status]
    moved = withheld_words(index) if withheld else points(index.change, index.before)
    return html.Section(
        [
            crumbs([*steps, (_name(seen), "")]),
            html.Div(
                [
                    html.H1(
                        [
                            _name(seen),
                            html.Strong(origin_link(formats.index_value(index.value), _origin(seen))),
                            html.Span([status_mark(shown_status(index)), f" {state}"]),
                            simulated_tag(shown=index.simulated),
                        ]
                    ),
                    html.P(
                        said.MOVED.format(change=sentence(moved), share=formats.share(index.coverage)) + _meaning(seen)
                    ),
                    _weights(seen),
                ],
                className="lead",
            ),
            html.Div([bar(index), html.Span(sparkline(index.spark, width=220, height=44))], className="bar-line"),
        ]
    )


def _origin(seen: DimensionView) -> str:
    dimension = seen.index.dimension
    return index_origin_address(seen.view, dimension.code) if dimension else ""


def _weights(seen: DimensionView) -> Component | None:
    dimension = seen.index.dimension
    shown = dimension is not None and seen.index.value is not None
    return html.P(weights_note(seen.view, dimension.code), className="note") if dimension and shown else None


def _meaning(seen: DimensionView) -> str:
    return seen.index.dimension.meaning if seen.index.dimension else ""


def _figures(seen: DimensionView) -> Component:
    agencies = dict(queries.catalogue(current_viewer(), seen.view.known_at).agencies)
    table = figure_table(
        seen.figures,
        caption=said.TABLE.format(name=_name(seen)),
        link=lambda code: address(f"/indikator/{code}", seen.view),
        agencies=agencies,
        comparison=seen.view.comparison,
        origin=origins(seen.view),
        conflicts=contradictions(seen.view),
        source=source_links(seen.view),
    )
    heading = html.H2([said.INDICATORS, html.Small(said.WORST_FIRST)])
    return html.Section([heading, table, downloads("dimensi", _query(seen.view, seen))])


def _heat(seen: DimensionView) -> Component:
    shown = [one.indicator for one in seen.figures if one.indicator.code in seen.heat]
    if not shown:
        return html.Section([html.H2(said.PER_DISTRICT), html.P(said.NOT_PER_DISTRICT)])
    table = heat_table(
        shown,
        seen.districts,
        seen.heat,
        link=lambda code, area: address(f"/indikator/{code}", seen.view, wilayah=area or seen.view.area),
        caption=said.PER_DISTRICT_TABLE.format(name=_name(seen), period=formats.period(seen.view.period)),
    )
    return html.Section([html.H2([said.PER_DISTRICT, html.Small(formats.period(seen.view.period))]), table])


def _query(view: View, seen: DimensionView) -> str:
    code = seen.index.dimension.code if seen.index.dimension else ""
    return address("", view, kode=code).lstrip("?")
