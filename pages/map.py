"""/peta: any indicator as a choropleth by kecamatan or desa, layers of points over it, one area beside it."""

import dash
from dash import html
from dash.development.base_component import Component
from markupsafe import Markup

from components import formats, labels
from components.area_map import area_map
from components.block import block
from components.conflict_links import contradictions
from components.data_table import behind
from components.downloads import downloads
from components.figure_table import figure_table, target_line
from components.labels import maps as said
from components.labels import places
from components.layer_list import layer_list
from components.legend import legend
from components.marks import simulated_among
from components.series_table import area_table
from components.shell import address, field, origins, source_links
from components.sparkline import sparkline
from components.svg_map import PATTERNS
from core.access import current_viewer
from core.domain.area import REGENCY, Level, level_of
from core.domain.figure import AreaMap, View
from core.domain.indicator import Indicator
from core.errors import NotFoundError
from core.store import queries
from core.store.views import view_of
from pages._frame import framed

PATH = "/peta"
_LEVELS = {"kecamatan": Level.DISTRICT, "desa": Level.VILLAGE}
dash.register_page(__name__, path=PATH, title=places.tab(places.MAP), order=7, with_map=True)


def layout(indikator: str = "", tingkat: str = "", lapisan: str = "", **query: str) -> Component:
    """Return the map of one indicator; the area of the address stands beside it."""
    viewer, view = current_viewer(), view_of(**query)
    indicator = _indicator(indikator, view)
    level = _level(tingkat, indicator)
    shown = queries.area_map(viewer, indicator.code, view, level, parent=_parent(view, level))
    chosen = [one for one in lapisan.split(",") if one]
    state = {
        "indikator": indicator.code,
        "tingkat": level.value if level is Level.VILLAGE else "",
        "lapisan": ",".join(chosen),
    }
    return framed(
        PATH,
        html.Div([_map(shown, view, state, chosen), _beside(shown, view, state)], className="grid"),
        view=view,
        title=places.MAP,
        filters=("periode", "wilayah"),
        extra=(_indicator_field(indicator, view), *_level_field(indicator, level)),
    )


def _indicator(code: str, view: View) -> Indicator:
    catalogue = queries.catalogue(current_viewer(), view.known_at)
    if code and code not in catalogue.indicators:
        raise NotFoundError(f"no indicator {code!r} in the catalogue")
    return catalogue.indicators[code] if code else next(one for one in mapped(view) if one.is_core)


def mapped(view: View) -> list[Indicator]:
    """Return the indicators that are collected below the kabupaten."""
    return [
        one for one in queries.catalogue(current_viewer(), view.known_at).shown() if one.finest is not Level.REGENCY
    ]


def _level(word: str, indicator: Indicator) -> Level:
    level = _LEVELS.get(word, Level.DISTRICT)
    return level if indicator.finest is Level.VILLAGE else Level.DISTRICT


def _parent(view: View, level: Level) -> str:
    """Return the kecamatan to which a map of desa is kept; "" for the whole kabupaten."""
    return view.area if level is Level.VILLAGE and level_of(view.area) is Level.DISTRICT else ""


def _indicator_field(chosen: Indicator, view: View) -> Component:
    return field("indikator", said.INDICATOR, [(one.code, one.name) for one in mapped(view)], chosen.code)


def _level_field(indicator: Indicator, level: Level) -> list[Component]:
    if indicator.finest is not Level.VILLAGE:
        return []
    pairs = [("", said.PER_DISTRICT), ("desa", said.PER_VILLAGE)]
    return [field("tingkat", said.DETAIL, pairs, "desa" if level is Level.VILLAGE else "")]


def _map(shown: AreaMap, view: View, state: dict[str, str], chosen: list[str]) -> Component:
    viewer = current_viewer()
    settings = queries.map_settings(viewer)
    points = [queries.layer_points(viewer, one, view.known_at) for one in chosen]
    level, period = labels.LEVEL[shown.level], formats.period(shown.period)
    about = said.HEADING.format(unit=shown.indicator.unit, period=period, level=level)
    heading = html.H1([shown.indicator.name, simulated_among(shown.cells), html.Small(about)])
    drawn = area_map(
        shown,
        points,
        link=lambda code: address(PATH, view, **{**state, "wilayah": code}),
        chosen=view.area,
        tiles=settings.tiles,
        tiles_attribution=settings.tiles_attribution,
    )
    schematic = html.P(labels.NO_OFFICIAL_BORDER, className="caution") if shown.boundaries.schematic else None
    source = html.P(said.BOUNDARIES.format(attribution=shown.boundaries.attribution), className="empty")
    layers = layer_list(
        queries.layers(viewer, view.known_at),
        chosen,
        link=lambda ids: address(PATH, view, **{**state, "lapisan": ",".join(ids)}),
        origin=lambda layer: address("/asal", view, lapisan=layer),
    )
    patterns = Markup('<svg class="sr" aria-hidden="true">{}</svg>').format(PATTERNS)
    return html.Section(
        [block(heading), block(layers), drawn, block(patterns, legend(shown), schematic, source)], className="map-page"
    )


def _beside(shown: AreaMap, view: View, state: dict[str, str]) -> Component:
    figure = queries.figure(current_viewer(), shown.indicator.code, view)
    table = figure_table(
        [figure],
        caption=formats.area(figure.area),
        link=lambda code: address(f"/indikator/{code}", view),
        comparison=view.comparison,
        origin=origins(view),
        conflicts=contradictions(view),
        source=source_links(view),
    )
    line = html.Div(sparkline(figure.spark, target=target_line(figure), width=420, height=90), className="wide-line")
    back = (
        html.A(
            said.BACK,
            href=address(PATH, view, **{**state, "wilayah": REGENCY}),
            className="button",
        )
        if view.area != REGENCY
        else None
    )
    more = html.A(said.MORE, href=address(f"/indikator/{shown.indicator.code}", view), className="button")
    areas = area_table(
        shown.cells,
        link=lambda code: address(PATH, view, **{**state, "wilayah": code}),
        origin=origins(view),
        conflicts=contradictions(view),
    )
    query = address("", view, kode=shown.indicator.code, tingkat=shown.level.value).lstrip("?")
    return block(
        html.Section([html.H2(formats.area(figure.area)), table, line, html.P([more, back], className="downloads")]),
        html.Section(
            [
                html.H2(said.ALL.format(level=labels.LEVEL[shown.level])),
                behind(said.AS_TABLE, areas),
                downloads("wilayah", query),
            ]
        ),
        class_name="block column",
    )
