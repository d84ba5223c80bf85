"""Geometry as ArcGIS writes it (f=json): points, paths and rings become shapes."""

from typing import Any

from shapely.errors import ShapelyError
from shapely.geometry import LinearRing, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

from core.reasons import Reason
from data_sources._features import Feature


def esri_feature(place: str, feature: dict[str, Any]) -> Feature:
    """Return one feature of f=json read: its attributes unchanged, its geometry as a shape."""
    attributes = feature.get("attributes")
    record = dict(attributes) if isinstance(attributes, dict) else {}
    geometry = feature.get("geometry")
    if not geometry:
        return place, record, None, Reason.GEOMETRY_MISSING.value
    try:
        read = _shape(geometry)
    except (ShapelyError, ValueError, TypeError, KeyError, IndexError, AttributeError):
        return place, record, None, Reason.GEOMETRY_INVALID.value
    empty = read.is_empty
    return place, record, None if empty else read, Reason.GEOMETRY_MISSING.value if empty else ""


def _shape(geometry: dict[str, Any]) -> BaseGeometry:
    if "x" in geometry:
        if geometry["x"] in (None, "NaN"):
            return Point()
        return Point(geometry["x"], geometry["y"])
    if "points" in geometry:
        return MultiPoint([one[:2] for one in geometry["points"]])
    if "paths" in geometry:
        return MultiLineString([[one[:2] for one in path] for path in geometry["paths"]])
    return _polygons([[one[:2] for one in ring] for ring in geometry["rings"]])


def _polygons(rings: list[list[Any]]) -> BaseGeometry:
    """Put rings together: clockwise ones are outer, the others are holes of the outer ring around them.

    Source:
        ArcGIS REST API, Geometry objects. A hole without a ring around it is an outer ring drawn the wrong way.
    """
    outer = [ring for ring in rings if not LinearRing(ring).is_ccw]
    holes: list[list[list[Any]]] = [[] for _ in outer]
    alone = []
    for ring in rings:
        if not LinearRing(ring).is_ccw:
            continue
        inside = Polygon(ring).representative_point()
        around = [number for number, one in enumerate(outer) if Polygon(one).contains(inside)]
        if around:
            holes[min(around, key=lambda number: float(Polygon(outer[number]).area))].append(ring)
        else:
            alone.append(ring)
    polygons = [Polygon(ring, gaps) for ring, gaps in zip(outer, holes, strict=True)] + [Polygon(one) for one in alone]
    return polygons[0] if len(polygons) == 1 else MultiPolygon(polygons)
