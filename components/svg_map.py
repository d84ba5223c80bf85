"""Choropleth as inline SVG: names and values drawn, hatches for what is missing. Needs no mouse."""

import math
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from markupsafe import Markup

from components import formats, labels, words, words_gap
from components.labels import maps as said
from core.domain.figure import AreaCell, AreaMap, Figure
from core.domain.status import Status

_LINE = 1.25  # height of a label's line, in letters' heights
_LETTER = 0.55  # mean width of a letter, in letters' heights
_MISSING = (Status.NO_DATA, Status.NOT_DUE)
_PALE = ("klas-0", "klas-1", "klas-2", "st-no-data", "st-not-due", "st-unscored")

# A hatch for "no data" and dots for "not due": different from each other, from low, and in print.
PATTERNS = Markup(
    '<defs><pattern id="arsir" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="7" height="7" class="hatch-ground"/><line class="hatch" y2="7"/></pattern>'
    '<pattern id="titik" width="8" height="8" patternUnits="userSpaceOnUse">'
    '<rect width="8" height="8" class="hatch-ground"/><circle class="dot" cx="4" cy="4" r="1.2"/></pattern></defs>'
)


def svg_map(
    shown: AreaMap,
    *,
    link: Callable[[str], str] | None = None,
    width: int = 460,
    with_labels: bool = True,
    letter: int = 12,
) -> Markup:
    """Return the map.

    Args:
        shown: The areas with their figures and polygons.
        link: Address of an area's own view by its code; None draws no links.
        width: Of the drawing, in pixels; the height follows from the shape of the kabupaten.
        with_labels: Whether names and values are drawn; 144 of them would not be readable.
        letter: Height of the letters of the labels, in the drawing's pixels.
    """
    polygons = {str(one["properties"]["code"]): one for one in shown.boundaries.features["features"]}
    if not polygons:
        return Markup('<p class="empty">{}</p>').format(said.NO_BOUNDARIES)
    project, height = _projection(polygons.values(), width)
    cells = [cell for cell in shown.cells if cell.area.code in polygons]
    areas = Markup("").join(_area(cell, polygons[cell.area.code], project, link) for cell in cells)
    texts = _texts(cells, polygons, project, letter) if with_labels else Markup("")
    return Markup('<svg class="map" viewBox="0 0 {} {}" role="{}" aria-label="{}">{}{}{}</svg>').format(
        width, height, "group" if link else "img", _name(shown), PATTERNS, areas, texts
    )


def fill_class(cell: AreaCell) -> str:
    """Return the CSS class of an area: its class of values, or its status, or what is missing."""
    status = cell.figure.status
    if cell.figure.value is None or status is Status.NOT_DUE:
        return f"st-{(status if status in _MISSING else Status.NO_DATA).value}"
    return f"klas-{cell.klass}" if cell.klass is not None else f"st-{status.value}"


def state_words(figure: Figure) -> str:
    """Return the status in words, with the age of what is no longer fresh, or why there is nothing."""
    told = [labels.STATUS[figure.status].lower()]
    if figure.value is None:
        told.append(words_gap.why_nothing(figure))
    elif words.is_due(figure.freshness):
        told.append(words.age(figure.freshness, figure.period))
    if figure.conflict:
        told.append(words_gap.CONTRADICTED)
    return ", ".join(dict.fromkeys(one for one in told if one))


def _name(shown: AreaMap) -> str:
    period, level = formats.period(shown.period), labels.LEVEL[shown.level]
    return said.DRAWING.format(name=shown.indicator.name, level=level, period=period)


def _area(
    cell: AreaCell,
    polygon: dict[str, Any],
    project: Callable[[Sequence[float]], str],
    link: Callable[[str], str] | None,
) -> Markup:
    value = words_gap.measured(cell.figure)
    made_up = f", {labels.SIMULATED}" if cell.figure.is_made_up else ""
    state = state_words(cell.figure) + made_up
    title = said.AREA.format(name=cell.area.name, value=value, state=state)
    path = Markup('<path class="area {}" d="{}"><title>{}</title></path>').format(
        fill_class(cell), _path(polygon["geometry"], project), title
    )
    if link is None:
        return path
    return Markup('<a href="{}" aria-label="{}">{}</a>').format(link(cell.area.code), title, path)


def _texts(
    cells: Sequence[AreaCell], polygons: dict[str, Any], project: Callable[[Sequence[float]], str], letter: int
) -> Markup:
    wanted = []
    for cell in cells:
        properties = polygons[cell.area.code]["properties"]
        x, y = (float(part) for part in project([properties["lon"], properties["lat"]]).split(","))
        wanted.append((x, y, cell))
    drawn = Markup("").join(_label(x, y, cell) for x, y, cell in spread(wanted, letter))
    return Markup('<g class="names" style="font-size:{}px">{}</g>').format(letter, drawn)


def _label(x: float, y: float, cell: AreaCell) -> Markup:
    value = f"{formats.number(cell.figure.value, cell.figure.indicator.decimals)} {cell.figure.flag}".rstrip()
    return Markup('<text class="{}" x="{}" y="{}">{}<tspan class="v" x="{}" dy="1.05em">{}</tspan></text>').format(
        tone(cell), x, y, cell.area.name, x, value
    )


def tone(cell: AreaCell) -> str:
    """Return "pale" where the ground of an area is light, so that its label is drawn dark."""
    return "pale" if fill_class(cell) in _PALE else ""


def spread(wanted: Sequence[tuple[float, float, AreaCell]], letter: int = 12) -> list[tuple[float, float, AreaCell]]:
    """Return the labels with those that would cover an earlier one moved down, from north to south."""
    placed: list[tuple[float, float, AreaCell]] = []
    for x, start, cell in sorted(wanted, key=lambda one: one[1]):
        y, moved = start, True
        while moved:
            moved = False
            for other_x, other_y, other in placed:
                wide = (len(cell.area.name) + len(other.area.name)) / 2 * _LETTER * letter
                if abs(x - other_x) < wide and abs(y - other_y) < 2 * _LINE * letter:
                    y, moved = other_y + 2 * _LINE * letter + 1, True
        placed.append((round(x, 1), round(y, 1), cell))
    return placed


def _projection(polygons: Iterable[dict[str, Any]], width: int) -> tuple[Callable[[Sequence[float]], str], int]:
    """Return a plate carrée, true to scale at the middle latitude (error below 0.1 %), and the height."""
    places = [place for one in polygons for ring in _rings(one["geometry"]) for place in ring]
    west, east = min(p[0] for p in places), max(p[0] for p in places)
    south, north = min(p[1] for p in places), max(p[1] for p in places)
    squeeze = math.cos(math.radians((south + north) / 2))
    scale = (width - 12) / ((east - west) * squeeze)

    def project(place: Sequence[float]) -> str:
        return f"{6 + (place[0] - west) * squeeze * scale:.1f},{6 + (north - place[1]) * scale:.1f}"

    return project, int((north - south) * scale) + 12


def _path(geometry: dict[str, Any], project: Callable[[Sequence[float]], str]) -> str:
    return "".join("M" + "L".join(project(place) for place in ring) + "Z" for ring in _rings(geometry))


def _rings(geometry: dict[str, Any]) -> list[list[list[float]]]:
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return [ring for polygon in polygons for ring in polygon]
