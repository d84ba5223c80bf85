"""Features of a map service become a GeoDataFrame in EPSG:4326; a geometry that cannot be read marks its row."""

from collections.abc import Iterable
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely
from pyproj import CRS
from pyproj.exceptions import CRSError
from shapely.errors import ShapelyError
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from core.collect.contract import FAULT, PLACE, Source
from core.errors import SourceChangedError
from core.reasons import Reason
from data_sources._json import flat

WGS84 = "EPSG:4326"
Feature = tuple[str, dict[str, Any], BaseGeometry | None, str]  # place, properties, geometry, fault


def geojson_feature(place: str, feature: dict[str, Any]) -> Feature:
    """Return one GeoJSON feature read: properties unchanged, its `id` beside them as feature_id."""
    properties = feature.get("properties")
    record = dict(properties) if isinstance(properties, dict) else {}
    if "id" in feature:
        record.setdefault("feature_id", feature["id"])
    geometry = feature.get("geometry")
    if geometry is None:
        return place, record, None, Reason.GEOMETRY_MISSING.value
    try:
        read = shape(geometry)
        return place, record, read, "" if not read.is_empty else Reason.GEOMETRY_MISSING.value
    except (ShapelyError, ValueError, TypeError, KeyError, IndexError, AttributeError):
        return place, record, None, Reason.GEOMETRY_INVALID.value


def crs_of(source: Source, declared: Any) -> CRS:
    """Return the reference system of a GeoJSON `crs` member, a wkid or a name; WGS 84 when nothing is declared.

    Raises:
        SourceChangedError: If it is none that we know.
    """
    name = declared
    if isinstance(declared, dict):
        inner = declared.get("properties")
        name = inner.get("name") if isinstance(inner, dict) else declared
    if name is None or "CRS84" in str(name):
        return CRS(WGS84)
    try:
        # ESRI's own numbers begin above those of EPSG.
        return CRS.from_user_input(f"ESRI:{name}" if isinstance(name, int) and name > 100_000 else name)
    except (CRSError, TypeError, ValueError):
        raise SourceChangedError(
            source.id,
            f"the reference system {str(name)[:60]!r} is not known. Nothing was stored",
            reason=Reason.CRS_UNSUPPORTED,
            found=str(name)[:60],
            expected=WGS84,
        ) from None


def frame_of_features(features: Iterable[Feature], crs: CRS) -> gpd.GeoDataFrame:
    """Return features as a GeoDataFrame in EPSG:4326: properties flattened, PLACE, FAULT and the geometry.

    Coordinates that stand as latitude, longitude are turned round: a latitude beyond 90 degrees does not exist,
    and Indonesia lies east of 90, so that nothing is guessed.
    """
    listed = list(features)
    frame = pd.DataFrame([flat(record) for _, record, _, _ in listed], dtype=object)
    frame[PLACE] = pd.Series([place for place, _, _, _ in listed], dtype=object, index=frame.index)
    frame[FAULT] = pd.Series([fault for _, _, _, fault in listed], dtype=object, index=frame.index)
    shapes = gpd.GeoSeries([geometry for _, _, geometry, _ in listed], index=frame.index, crs=crs)
    if crs.is_geographic and _is_turned(shapes):
        turned = shapely.transform(shapes.to_numpy(), lambda pairs: pairs[:, ::-1])
        shapes = gpd.GeoSeries(turned, index=frame.index, crs=crs)
    # A property named geometry would be lost under the geometry itself.
    frame = frame.rename(columns={"geometry": "geometry_property"})
    return gpd.GeoDataFrame(frame, geometry=shapes.to_crs(WGS84), crs=WGS84)


def _is_turned(shapes: gpd.GeoSeries) -> bool:
    bounds = shapes.dropna().bounds
    if bounds.empty:
        return False
    return bool((bounds["miny"] > 90).all() and (bounds["minx"] >= -90).all() and (bounds["maxx"] <= 90).all())
