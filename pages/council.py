"""Ringkasan: where the kabupaten stands, what moved, what needs attention. Drawn without Plotly."""

import dash
from dash import Input, Output, State, callback, dcc, html, no_update
from dash.development.base_component import Component

from components import formats, labels
from components.agency_list import late_agencies
from components.block import block, text_of
from components.conflict_links import contradictions
from components.downloads import downloads
from components.figure_table import figure_table
from components.index_rows import index_head, index_rows
from components.labels import council as said
from components.labels import dimension, places
from components.legend import legend
from components.marks import simulated_among
from components.shell import address, index_origin_address, origins, source_links
from components.svg_map import svg_map
from core.access import current_viewer
from core.domain.screens import Overview
from core.store import queries
from core.store.views import view_of
from pages._frame import framed
from pages._moved import moved_part, weights_note

PATH = "/"
FEW = 6  # parts of the waterfall with a row of their own; a dimension's page shows more
TICK, SHOWN, FIGURES = "council-tick", "council-shown", "council-figures"
dash.register_page(__name__, path=PATH, title=places.tab(places.OVERVIEW), order=1)


def layout(**query: str) -> Component:
    """Return the page with its figures drawn."""
    view = view_of(**query)
    state = [
        dcc.Interval(id=TICK, interval=60_000),  # ms
        dcc.Store(id=SHOWN, data=[queries.version(current_viewer()), query]),
    ]
    content = block(*_content(query), class_name="block grid", id=FIGURES)
    return framed(PATH, content, *state, view=view, title=places.OVERVIEW)


@callback(
    Output(FIGURES, "html"),
    Output(SHOWN, "data"),
    Input(TICK, "n_intervals"),
    State(SHOWN, "data"),
    prevent_initial_call=True,
)
def show_figures(_tick: int, shown: tuple[int, dict[str, str]]) -> tuple[str, tuple[int, dict[str, str]]]:
    """Draw the figures again when the store has newer ones; what the reader has in hand stays otherwise."""
    number, query = queries.version(current_viewer()), shown[1]
    return (no_update, no_update) if number == shown[0] else (text_of(*_content(query)), (number, query))


def _content(query: dict[str, str]) -> list[Component]:
    seen = queries.overview(current_viewer(), view_of(**query))
    return [
        html.Div([_index(seen), _attention(seen)], className="column"),
        html.Div([_map(seen), _moved(seen, query.get("dari", "")), _late(seen)], className="column"),
    ]


def _index(seen: Overview) -> Component:
    def link(code: str) -> str:
        return address(f"/dimensi/{code}", seen.view)

    head = index_head(seen.total, seen.dimensions, name=_name(seen), link=link, origin=index_origin_address(seen.view))
    note = weights_note(seen.view, "") if seen.total.value is not None else ""
    return html.Section(
        [
            head,
            html.P(note, className="note"),
            index_rows(seen.dimensions, link=link, origin=lambda code: index_origin_address(seen.view, code)),
            downloads("", address("", seen.view).lstrip("?"), paper="ringkasan"),
        ]
    )


def _name(seen: Overview) -> str:
    return dimension.INDEX.format(frame=labels.FRAME[seen.view.frame])


def _moved(seen: Overview, since: str) -> Component:
    return moved_part(PATH, "", seen.view, since, name=_name(seen), most=FEW)


def _map(seen: Overview) -> Component:
    shown = seen.map
    code = shown.indicator.code
    drawing = svg_map(shown, link=lambda area: address(f"/indikator/{code}", seen.view, wilayah=area))
    unit, period = formats.short_unit(shown.indicator.unit), formats.period(shown.period)
    heading = html.H2(
        [
            html.A(shown.indicator.name, href=address(f"/indikator/{code}", seen.view)),
            simulated_among(shown.cells),
            html.Small(said.PER_DISTRICT.format(unit=unit, period=period)),
        ]
    )
    query = address("", seen.view, kode=code).lstrip("?")
    schematic = html.P(labels.NO_OFFICIAL_BORDER, className="caution") if shown.boundaries.schematic else None
    return html.Section([heading, drawing, legend(shown), schematic, downloads("wilayah", query)])


def _attention(seen: Overview) -> Component:
    agencies = dict(queries.catalogue(current_viewer(), seen.view.known_at).agencies)
    heading = html.H2([said.ATTENTION, html.Small(said.ATTENTION_NOTE.format(below=seen.below_target))])
    if not seen.attention:
        return html.Section([heading, html.P(said.NOTHING_TO_ATTEND, className="empty")])
    table = figure_table(
        seen.attention,
        caption=said.ATTENTION_TABLE,
        link=lambda code: address(f"/indikator/{code}", seen.view),
        agencies=agencies,
        comparison=seen.view.comparison,
        origin=origins(seen.view),
        conflicts=contradictions(seen.view),
        source=source_links(seen.view),
    )
    return html.Section([heading, table])


def _late(seen: Overview) -> Component:
    listed = late_agencies(seen.agencies, link=lambda code: address(f"/opd/{code}", seen.view))
    return html.Section([html.H2(said.LATE), listed])
