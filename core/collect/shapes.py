"""Geometry of records: points from columns or shapes as they came, checked, within the kabupaten."""

import math

import pandas as pd
import shapely
from shapely.geometry import GeometryCollection, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

from core.collect.missing import is_missing
from core.reasons import Reason

# Envelope of Kabupaten Paser with a margin, degrees WGS 84: lon 115.3..117.0, lat -2.6..-0.7.
WEST, SOUTH, EAST, NORTH = 115.3, -2.6, 117.0, -0.7
# Paser lies south of the equator: a latitude of 0..3 there lost its minus sign, as in real lists of islands.
_HINT_MINUS = f"lintang negatif {SOUTH:g} sampai {NORTH:g} (tanda minus hilang?)".replace(".", ",")
HINT_TURNED = "bujur dulu baru lintang (tertukar?)"
_HINT = f"bujur {WEST:g} sampai {EAST:g}, lintang {SOUTH:g} sampai {NORTH:g}".replace(".", ",")


def point_of(lon: object, lat: object) -> BaseGeometry | Reason:
    """Return the point of two cells in degrees, or GEOMETRY_MISSING, GEOMETRY_INVALID, COORDS_OUT_OF_AREA (exchanged).

    A comma is a decimal sign here whatever the habit of the source: no degree has thousands.
    """
    if is_missing(lon) or is_missing(lat):
        return Reason.GEOMETRY_MISSING
    x, y = degrees(lon), degrees(lat)
    if x is not None and y is not None and abs(x) <= 90 < abs(y) <= 180:
        return Reason.COORDS_OUT_OF_AREA  # latitude and longitude were exchanged
    if x is None or y is None or abs(x) > 180 or abs(y) > 90:
        return Reason.GEOMETRY_INVALID
    point: BaseGeometry = Point(x, y)
    return point


def degrees(cell: object) -> float | None:
    """Return a cell as decimal degrees; None when it is none."""
    if isinstance(cell, bool):
        return None
    text = str(cell).strip().replace("\u2212", "-").rstrip("°").replace(",", ".")
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def checked_shape(shape: object) -> BaseGeometry | Reason:
    """Return a shape made valid and two-dimensional, or why it is refused."""
    if shape is None or not isinstance(shape, BaseGeometry) or shape.is_empty:
        return Reason.GEOMETRY_MISSING
    flat: BaseGeometry = shapely.force_2d(shape)
    if not all(math.isfinite(one) for one in flat.bounds):
        return Reason.GEOMETRY_INVALID
    west, south, east, north = flat.bounds
    if max(abs(west), abs(east)) > 180 or max(abs(south), abs(north)) > 90:
        return Reason.GEOMETRY_INVALID
    if flat.is_valid:
        return flat
    return _mended(flat)


def _mended(shape: BaseGeometry) -> BaseGeometry | Reason:
    mended: BaseGeometry = shapely.make_valid(shape, method="structure", keep_collapsed=False)
    return Reason.GEOMETRY_INVALID if mended.is_empty else mended


def polygons_of(shape: object) -> BaseGeometry | Reason:
    """Return the polygons of a shape made valid; GEOMETRY_INVALID when it has none."""
    found = checked_shape(shape)
    if isinstance(found, Reason):
        return found
    parts = [found] if isinstance(found, Polygon) else list(getattr(found, "geoms", []))
    polygons = [one for part in parts for one in _flattened(part) if one.area > 0]
    if not polygons:
        return Reason.GEOMETRY_INVALID
    return polygons[0] if len(polygons) == 1 else MultiPolygon(polygons)


def _flattened(part: BaseGeometry) -> list[Polygon]:
    if isinstance(part, MultiPolygon | GeometryCollection):
        return [one for inner in part.geoms for one in _flattened(inner)]
    return [part] if isinstance(part, Polygon) else []


def is_within(shape: BaseGeometry) -> bool:
    """Return whether all of a shape lies in the envelope of the kabupaten."""
    west, south, east, north = shape.bounds
    return bool(west >= WEST and east <= EAST and south >= SOUTH and north <= NORTH)


def hint_for(shape: BaseGeometry) -> str:
    """Return where the shape was expected, with the likely slip: a lost minus sign, or axes turned (Indonesian)."""
    west, south, east, north = shape.bounds
    if west >= WEST and east <= EAST and south > 0 and north <= -SOUTH:
        return _HINT_MINUS
    if south >= WEST and north <= EAST and west >= -3 and east <= 3:
        return HINT_TURNED
    return _HINT


def written(shape: BaseGeometry) -> str:
    """Return where a shape lies, for a refusal: "116.1234 1.6606"."""
    west, south, east, north = shape.bounds
    return f"{(west + east) / 2:.4f} {(south + north) / 2:.4f}"


def shapes_of(records: pd.DataFrame) -> list[object]:
    """Return the geometry of each record; None where the frame has no geometry."""
    geometry = getattr(records, "_geometry_column_name", None)
    if geometry is None or geometry not in records:
        geometry = "geometry" if "geometry" in records else None
    if geometry is None:
        return [None] * len(records)
    return [shape if isinstance(shape, BaseGeometry) else None for shape in records[geometry]]
