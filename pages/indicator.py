"""/indikator/<kode>: one indicator in depth: series, areas, definition, raw rows."""

from collections.abc import Callable, Sequence

import dash
from dash import html
from dash.development.base_component import Component

from components import formats, labels
from components.block import ABSENT, block
from components.charts import ranking_chart, trend_chart
from components.conflict_links import contradictions
from components.crumbs import crumbs
from components.data_table import behind
from components.definition import definition
from components.downloads import downloads
from components.figure_card import figure_card
from components.figure_table import figure_table
from components.frames import succession
from components.labels import indicator as said
from components.labels import places
from components.labels.definitions import CARD
from components.legend import legend
from components.lineage import lineage
from components.locks import lock_line
from components.marks import simulated_among, simulated_tag
from components.revisions import revised_mark, revision_section
from components.series_table import area_table, series_table
from components.shell import address, origins, place_address, row_address, source_links
from components.svg_map import svg_map
from core.access import current_viewer
from core.domain.area import REGENCY, Level
from core.domain.moved import Outlook
from core.domain.revision import Revision
from core.domain.screens import IndicatorView
from core.store import analyses, inspections, queries, way_back
from core.store.views import view_of
from pages._frame import framed

dash.register_page(__name__, path_template="/indikator/<kode>", title=places.tab(places.INDICATOR), order=6)


def layout(kode: str = "", **query: str) -> Component:
    """Return the page of one indicator for the area and period of the address."""
    view = view_of(**query)
    seen = queries.indicator(current_viewer(), kode, view)
    corrected = way_back.revisions(current_viewer(), kode, view)
    parts = [
        block(_head(seen, corrected), class_name="block stack"),
        _series(seen),
        _areas(seen),
        block(*_rest(seen, corrected), class_name="block stack"),
    ]
    return framed(f"/indikator/{kode}", *parts, view=view, title=seen.figure.indicator.name)


def _head(seen: IndicatorView, corrected: Sequence[Revision]) -> Component:
    indicator, view = seen.figure.indicator, seen.view
    catalogue = queries.catalogue(current_viewer(), view.known_at)
    agency = catalogue.agencies.get(indicator.agency)
    dimension = catalogue.dimensions.get(indicator.dimension(view.frame))
    steps = [(places.OVERVIEW, address("/", view))]
    if dimension:
        steps.append((dimension.name, address(f"/dimensi/{dimension.code}", view)))
    if agency:
        steps.append((agency.short, address(f"/opd/{agency.code}", view)))
    steps += _area_steps(seen)
    locked = lock_line(inspections.lock_of(current_viewer(), view, indicator.code, seen.figure.period))
    card = figure_card(
        seen.figure,
        agency=agency,
        link=lambda path: address(path, view),
        comparators=seen.comparators,
        outlook=_outlook(seen),
        conflicts_link=contradictions(view)(seen.figure),
        origin=origins(view)(seen.figure) if seen.figure.value is not None else "",
        marks=(revised_mark(corrected), locked),
    )
    after = succession(indicator, catalogue.indicators.values(), link=lambda code: address(f"/indikator/{code}", view))
    return html.Div([crumbs(steps), card, after], className="headed")


def _area_steps(seen: IndicatorView) -> list[tuple[str, str]]:
    """Return the way down: indicator, kecamatan, desa; the last one is where the reader stands."""
    areas = queries.catalogue(current_viewer(), seen.view.known_at).areas
    here = seen.figure.area
    steps: list[tuple[str, str]] = []
    code = here.code
    while code and code != REGENCY:
        link = _area_link(seen, code) if code != here.code else ""
        steps.insert(0, (areas[code].name, link))
        code = areas[code].parent
    name = seen.figure.indicator.name
    return [(name, _area_link(seen, REGENCY) if steps else ""), *steps]


def _area_link(seen: IndicatorView, code: str) -> str:
    return address(f"/indikator/{seen.figure.indicator.code}", seen.view, wilayah=code)


def _series(seen: IndicatorView) -> Component:
    indicator = seen.figure.indicator
    known = any(point.value is not None for point in seen.series)
    name = formats.area(seen.figure.area)
    chart = trend_chart(
        indicator, seen.series, targets=seen.targets, comparators=seen.comparators, outlook=_outlook(seen), name=name
    )
    made_up = simulated_tag(shown=any(point.simulated for point in seen.series))
    heading = html.H2([said.SERIES, made_up, html.Small(said.SERIES_NOTE.format(unit=indicator.unit))])
    empty = None if known else html.P(said.NO_SERIES, className="empty")
    table = [behind(said.SERIES_TABLE, series_table(seen)), downloads("deret", _kept(seen), paper="indikator")]
    box = html.Section(
        [block(heading, empty), chart, block(*table, class_name="block" if known else f"block {ABSENT}")]
    )
    return html.Div(box, className="stack")


def _outlook(seen: IndicatorView) -> Outlook:
    return analyses.outlook(current_viewer(), seen.figure.indicator.code, seen.view)


def _areas(seen: IndicatorView) -> Component:
    """Return the areas below, and their map; both stand unseen where nothing is known of any."""
    known = any(cell.figure.value is not None for cell in seen.ranking)
    told = origins(seen.view)
    chart = ranking_chart(seen.figure.indicator, seen.ranking, origin=lambda cell: told(cell.figure))
    ranking = html.Section([block(_areas_heading(seen)), chart, block(*_areas_table(seen))])
    return html.Div([ranking, block(_map(seen))], className="grid even" if known else f"grid even {ABSENT}")


def _areas_heading(seen: IndicatorView) -> Component | None:
    if not seen.ranking:
        return None
    words = said.PER_LEVEL.format(level=labels.LEVEL[seen.ranking[0].area.level])
    return html.H2([words, simulated_among(seen.ranking), html.Small(formats.period(seen.view.period))])


def _areas_table(seen: IndicatorView) -> list[Component]:
    if not seen.ranking:
        return []
    table = area_table(
        seen.ranking,
        link=lambda code: _area_link(seen, code),
        origin=origins(seen.view),
        conflicts=contradictions(seen.view),
    )
    return [behind(said.AREA_TABLE, table), downloads("wilayah", _kept(seen))]


def _kept(seen: IndicatorView) -> str:
    return address("", seen.view, kode=seen.figure.indicator.code).lstrip("?")


def _map(seen: IndicatorView) -> Component | None:
    if seen.map is None:
        return None
    drawing = svg_map(seen.map, link=lambda code: _area_link(seen, code), with_labels=seen.map.level is Level.DISTRICT)
    schematic = html.P(labels.NO_OFFICIAL_BORDER, className="caution") if seen.map.boundaries.schematic else None
    link = address("/peta", seen.view, indikator=seen.figure.indicator.code)
    more = html.A(said.OPEN_MAP, href=link, className="button")
    return html.Section(
        [html.H2([places.MAP, simulated_among(seen.map.cells)]), drawing, legend(seen.map), schematic, more]
    )


def _revision_place(seen: IndicatorView) -> Callable[[Revision, int], str]:
    def place(one: Revision, number: int) -> str:
        given = one.source_id, number
        return place_address(seen.view, one.indicator.code, one.area.code, one.period.text, given)

    return place


def _rest(seen: IndicatorView, corrected: Sequence[Revision]) -> list[Component | None]:
    parts: list[Component | None] = []
    if seen.parts:
        table = figure_table(
            seen.parts,
            caption=said.PARTS,
            link=lambda code: address(f"/indikator/{code}", seen.view),
            comparison=seen.view.comparison,
            origin=origins(seen.view),
            conflicts=contradictions(seen.view),
            source=source_links(seen.view),
        )
        text = html.P(seen.figure.indicator.formula_text, className="formula")
        parts.append(html.Section([html.H2(said.PARTS), text, table]))
    parts.append(
        revision_section(corrected, seen.figure.indicator, place=_revision_place(seen), source=source_links(seen.view))
    )
    dimensions = queries.catalogue(current_viewer(), seen.view.known_at).dimensions
    names = [dimensions[code].name for _, code in seen.figure.indicator.dimensions if code in dimensions]
    card = html.A(CARD, href=address(f"/katalog/{seen.figure.indicator.code}", seen.view), className="button")
    told = definition(seen.figure.indicator, dimensions=names)
    parts.append(html.Section([html.H2(said.DEFINITION), told, html.P(card, className="downloads")]))
    rows = lineage(
        seen.observations,
        seen.figure.indicator,
        link=lambda row: row_address(seen.view, row),
        source=source_links(seen.view),
    )
    parts.append(
        html.Section(
            [
                html.H2([said.ORIGIN, html.Small(said.ORIGIN_NOTE)]),
                rows,
                downloads("baris", _kept(seen), paper="indikator"),
            ]
        )
    )
    return parts
