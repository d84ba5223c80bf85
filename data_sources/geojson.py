"""GeoJSON layer: points, lines or polygons, from the files folder or an address.

Options: path (below the files folder) or url; crs (where the file does not declare the one it is in, "EPSG:32750").
Format: RFC 7946, and the older `crs` member that QGIS and BIG's services still write.
Geometries come in EPSG:4326; one that cannot be used marks its own feature, the others stand.
"""

from typing import Any

import pandas as pd
from pyproj import CRS
from shapely.geometry.base import BaseGeometry

from core.collect.connectors import HTTP_OPTIONS, connector
from core.collect.contract import Source, Tools
from core.reasons import Reason
from data_sources._fault import refusal
from data_sources._features import Feature, crs_of, frame_of_features, geojson_feature
from data_sources._input import read_input
from data_sources._json import parse_json
from data_sources._sniff import NAMES, kind_of

MAX_FEATURES = 200_000
_GEOMETRIES = frozenset({"Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"})


@connector("geojson", optional={"crs", *HTTP_OPTIONS}, one_of={"url", "path"})
def fetch_geojson(source: Source, tools: Tools) -> pd.DataFrame:
    """Fetch every feature: its properties unchanged, its geometry in EPSG:4326.

    Raises:
        SourceError: The file is missing, no GeoJSON, or in an unknown or undeclared reference system.
    """
    return read_geojson(source, read_input(source, tools))


def read_geojson(source: Source, content: bytes) -> pd.DataFrame:
    """Return the features of a GeoJSON text; see fetch_geojson."""
    kind = kind_of(content)
    if kind not in {"json", "text"}:
        name = NAMES[kind]
        reason = Reason.FORMAT_NOT_ALLOWED if b"<kml" in content[:1000].lower() else Reason.FORMAT_MISMATCH
        raise refusal(source, reason, f"expected GeoJSON, found {kind}", found=name, expected="GeoJSON")
    value = parse_json(source.id, content)
    features = _features(source, value)
    crs = crs_of(source, source.options.get("crs") or _declared(value))
    read = [_checked(geojson_feature(f"/features/{number}", one)) for number, one in enumerate(features)]
    if crs.is_geographic:
        _check_degrees(source, read)
    return frame_of_features(read, _flat(crs))


def _features(source: Source, value: Any) -> list[dict[str, Any]]:
    """Return the features of a collection, of one feature, or around one bare geometry.

    Raises:
        SourceChangedError: SCHEMA_MISMATCH, NO_DATA or FILE_TOO_LARGE.
    """
    kind = value.get("type") if isinstance(value, dict) else None
    found: Any
    if kind == "Feature":
        found = [value]
    elif kind in _GEOMETRIES:
        found = [{"type": "Feature", "properties": {}, "geometry": value}]
    else:
        found = value.get("features") if isinstance(value, dict) else None
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        shown = ", ".join(map(str, value))[:100] if isinstance(value, dict) else type(value).__name__
        message = f"JSON, but no GeoJSON: found {shown}"
        raise refusal(source, Reason.SCHEMA_MISMATCH, message, found=shown, expected="FeatureCollection")
    if len(found) > MAX_FEATURES:
        message = f"{len(found)} features"
        raise refusal(source, Reason.FILE_TOO_LARGE, message, found=message, expected=f"paling banyak {MAX_FEATURES}")
    return found


def _declared(value: dict[str, Any]) -> Any:
    """Return the `crs` member; an old one may say {"type": "EPSG", "properties": {"code": 32750}}."""
    member = value.get("crs")
    if isinstance(member, dict) and isinstance(member.get("properties"), dict) and "code" in member["properties"]:
        return f"EPSG:{member['properties']['code']}"
    return member


def _checked(feature: Feature) -> Feature:
    """Return the feature, marked where its numbers are none; flaws of a ring are for the mapping to judge."""
    place, record, geometry, fault = feature
    if geometry is None or fault:
        return feature
    if not _is_finite(geometry):
        return place, record, None, Reason.GEOMETRY_INVALID.value
    return feature


def _is_finite(geometry: BaseGeometry) -> bool:
    return all(abs(bound) < 1e9 for bound in geometry.bounds)


def _check_degrees(source: Source, features: list[Feature]) -> None:
    """Raise CRS_UNSUPPORTED when coordinates said to be degrees are metres: QGIS exports them without a word."""
    shapes = [geometry for _, _, geometry, _ in features if geometry is not None]
    beyond = [one for one in shapes if max(map(abs, one.bounds)) > 360]
    if shapes and len(beyond) * 2 > len(shapes):
        x, y = beyond[0].bounds[:2]
        found = f"koordinat {x:.0f}, {y:.0f}"
        message = f"coordinates such as {x:.0f}, {y:.0f} are no degrees; declare them with crs"
        raise refusal(source, Reason.CRS_UNSUPPORTED, message, found=found, expected='crs = "EPSG:32750" (contoh)')


def _flat(crs: CRS) -> CRS:
    """Return the horizontal part of a reference system: heights are of no interest here."""
    parts = crs.sub_crs_list
    return parts[0] if parts else crs
