"""Maps: the newest good polygons of a level, made light for the screen, and an indicator over them."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

import shapely
from shapely.geometry import mapping, shape
from sqlalchemy import Connection, func, select

from core.domain.area import Area, Level, level_of
from core.domain.classes import class_of
from core.domain.figure import AreaCell, AreaMap, BoundarySet, View
from core.store.figures import figure
from core.store.models import Boundary
from core.store.snapshot import Snapshot
from core.store.standing import Standings

# Degrees, about 55 m. Tried on the real polygons: a border moves by 15 to 37 m (median of the desa) and
# 374 KB of detailed ones become 44 KB, compressed.
TOLERANCE = 0.0005
DECIMALS = 4  # of a coordinate, about 11 m
HALF = 0.5  # a set that covers less of a level than this gives way to one that covers more

Row = tuple[str, str, bool, str]  # area, source, schematic, geometry


def area_map(snapshot: Snapshot, code: str, view: View, level: Level, parent: str, bounds: BoundarySet) -> AreaMap:
    """Return an indicator over the areas of a level, of one parent or of all."""
    indicator = snapshot.plan.indicator(code)
    areas = [area for area in snapshot.catalogue.at(level) if not parent or area.code.startswith(f"{parent}.")]
    cells = tuple(area_cell(snapshot, code, area, view) for area in areas)
    return AreaMap(indicator, view.period, level, cells, indicator.classes, within(bounds, areas))


def area_cell(snapshot: Snapshot, code: str, area: Area, view: View) -> AreaCell:
    """Return an indicator for one area, with its class when the indicator has fixed classes."""
    found = figure(snapshot, code, area.code, view)
    limits = found.indicator.classes
    klass = class_of(found.value, limits) if limits and found.value is not None else None
    return AreaCell(found.area, found, klass)


def within(bounds: BoundarySet, areas: Sequence[Area]) -> BoundarySet:
    """Return the polygons of some areas of a set."""
    wanted = {area.code for area in areas}
    features = [one for one in bounds.features["features"] if one["properties"]["code"] in wanted]
    if len(features) == len(bounds.features["features"]):
        return bounds
    return BoundarySet(bounds.level, bounds.schematic, bounds.attribution, _collection(features))


def load_boundaries(conn: Connection, snapshot: Snapshot, level: Level) -> BoundarySet:
    """Read the best polygons of a level from the store, simplified; without features when there are none.

    Official ones go before schematic ones, then the better source; of each source its newest run counts.
    A set that knows fewer than half of the areas gives way to a fuller one.
    """
    names = {area.code: area.name for area in snapshot.catalogue.at(level)}
    sets = _sets(_newest_rows(conn, snapshot), level, names)
    if not sets:
        return BoundarySet(level, schematic=True, attribution="", features=_collection(()))
    best = min(sets.items(), key=lambda one: _order(one[0], one[1], snapshot.standings, len(names)))
    (source, schematic), polygons = best
    features = _simplified(polygons, names)
    attribution = snapshot.standings.of(source).source.attribution or source
    return BoundarySet(level, schematic, attribution, _collection(features))


def _newest_rows(conn: Connection, snapshot: Snapshot) -> list[Row]:
    standings = snapshot.standings
    newest = select(func.max(Boundary.run_id)).where(snapshot.knows(Boundary.stored_at)).group_by(Boundary.source)
    query = select(Boundary.area, Boundary.source, Boundary.schematic, Boundary.geometry)
    rows = conn.execute(query.where(Boundary.run_id.in_(newest)))
    # A schematic is drawn by this project and says so itself: it stays when simulated figures are hidden.
    return [(a, s, schematic, g) for a, s, schematic, g in rows if schematic or standings.shown(s)]


def _sets(rows: Iterable[Row], level: Level, names: dict[str, str]) -> dict[tuple[str, bool], dict[str, Any]]:
    sets: dict[tuple[str, bool], dict[str, Any]] = {}
    for code, source, schematic, geometry in rows:
        if code in names and level_of(code) is level:
            sets.setdefault((source, schematic), {})[code] = shape(json.loads(geometry))
    return sets


def _order(
    key: tuple[str, bool], polygons: dict[str, Any], standings: Standings, expected: int
) -> tuple[bool, bool, tuple[bool, int, str]]:
    source, schematic = key
    return len(polygons) < HALF * expected, schematic, standings.of(source).order


def _simplified(polygons: dict[str, Any], names: dict[str, str]) -> list[dict[str, Any]]:
    """Simplify shared borders once, so that neighbours still meet without gaps."""
    codes = sorted(polygons)
    light = shapely.coverage_simplify([polygons[code] for code in codes], TOLERANCE)
    return [_feature(code, names[code], polygon) for code, polygon in zip(codes, light, strict=True)]


def _feature(code: str, name: str, polygon: Any) -> dict[str, Any]:
    label = polygon.representative_point()
    properties = {"code": code, "name": name, "lon": round(label.x, DECIMALS), "lat": round(label.y, DECIMALS)}
    geometry = mapping(polygon)
    return {
        "type": "Feature",
        "id": code,
        "properties": properties,
        "geometry": {"type": geometry["type"], "coordinates": _rounded(geometry["coordinates"])},
    }


def _rounded(coordinates: Any) -> Any:
    if isinstance(coordinates, float):
        return round(coordinates, DECIMALS)
    return [_rounded(one) for one in coordinates]


def _collection(features: Iterable[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}
