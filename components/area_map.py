"""The interactive map: areas coloured by status or class, points in clusters. Needs no internet.

Style, tooltips and clicks are functions in assets/js/map.js; colours and hatches come from the style sheet.
"""

from collections.abc import Callable, Sequence
from typing import Any

import dash_leaflet as dl
from dash.development.base_component import Component
from dash_extensions.javascript import Namespace

from components import formats, labels, words_gap
from components.block import island
from components.labels import maps as said
from components.svg_map import fill_class, state_words, svg_map, tone
from core.domain.area import Level
from core.domain.figure import AreaCell, AreaMap
from core.domain.layer import LayerPoints

_SCRIPT = Namespace("paser", "peta")
Place = list[list[float]]


def area_map(
    shown: AreaMap,
    points: Sequence[LayerPoints],
    *,
    link: Callable[[str], str],
    chosen: str,
    tiles: str = "",
    tiles_attribution: str = "",
) -> Component:
    """Return the map as an island; until its script has come the same areas stand there as a drawing.

    Args:
        shown: Areas with their figures.
        points: Layers of points to lay over them.
        link: Address of the view of an area by its code.
        chosen: Code of the area that is outlined.
        tiles: Address of a tile server with {z}/{x}/{y}; "" for our own plain background.
        tiles_attribution: What the tile server wants to be said.
    """
    named = shown.level is Level.DISTRICT
    layers: list[Component] = [dl.TileLayer(url=tiles, attribution=tiles_attribution)] if tiles else []
    layers.append(
        dl.GeoJSON(
            data=_areas(shown, link, chosen),
            style=_SCRIPT("gaya"),
            onEachFeature=_SCRIPT("wilayah" if named and not points else "wilayahKecil"),
        )
    )
    layers += [_points(one) for one in points]
    drawn = dl.Map(
        layers,
        bounds=bounds(shown),
        className="leaflet",
        attributionControl=bool(tiles),
        trackViewport=False,  # nothing reads it, and without a centre of its own it fails
        zoomSnap=0.25,
        minZoom=7,
        maxZoom=16,
    )
    return island(drawn, placeholder=lambda: svg_map(shown, link=link, with_labels=named), class_name="map-box")


def bounds(shown: AreaMap) -> Place:
    """Return south-west and north-east corner of all areas, as [latitude, longitude]."""
    places = [
        place for one in shown.boundaries.features["features"] for place in _places(one["geometry"]["coordinates"])
    ]
    if not places:
        return [[-2.6, 115.3], [-0.7, 117.0]]
    longitudes, latitudes = [place[0] for place in places], [place[1] for place in places]
    return [[min(latitudes), min(longitudes)], [max(latitudes), max(longitudes)]]


def _places(nested: Any) -> list[list[float]]:
    if nested and isinstance(nested[0], (int, float)):
        return [nested]
    return [place for part in nested for place in _places(part)]


def _areas(shown: AreaMap, link: Callable[[str], str], chosen: str) -> dict[str, Any]:
    cells = {cell.area.code: cell for cell in shown.cells}
    features = [
        {
            "type": "Feature",
            "geometry": one["geometry"],
            "properties": _area(cells[one["properties"]["code"]], link, chosen),
        }
        for one in shown.boundaries.features["features"]
        if one["properties"]["code"] in cells
    ]
    return {"type": "FeatureCollection", "features": features}


def _area(cell: AreaCell, link: Callable[[str], str], chosen: str) -> dict[str, str]:
    figure = cell.figure
    told = [words_gap.measured(figure), state_words(figure)]
    outlined = " chosen" if cell.area.code == chosen else ""
    return {
        "name": cell.area.name,
        "value": formats.number(figure.value, figure.indicator.decimals),
        "words": " · ".join([*told, labels.SIMULATED] if figure.is_made_up else told),
        "css": f"area {fill_class(cell)}{outlined}",
        "tone": tone(cell),
        "link": link(cell.area.code),
    }


def _points(layer: LayerPoints) -> Component:
    tagged = f"{layer.layer.title} · {labels.SIMULATED}" if layer.layer.simulated else layer.layer.title
    return dl.GeoJSON(
        data=dict(layer.features),
        cluster=True,
        zoomToBoundsOnClick=True,
        superClusterOptions={"radius": 60, "maxZoom": 13},
        pointToLayer=_SCRIPT("titik"),
        clusterToLayer=_SCRIPT("gugus"),
        options={},
        hideout={"layer": layer.layer.id, "title": tagged, "points": said.POINTS},
    )
