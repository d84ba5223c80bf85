"""Polygons of areas: codes resolved, shapes made valid, desa dissolved to kecamatan and kabupaten. EPSG:4326."""

from collections.abc import Iterable

import pandas as pd
import shapely
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from core.collect.batch import FeatureBatch, Rejected, shown
from core.collect.contract import FAULT, Source
from core.collect.layouts import open_table, raw_objects
from core.collect.names import Unresolved, area_index, find_area, uses_bps
from core.collect.places import Places
from core.collect.shapes import hint_for, is_within, polygons_of, shapes_of, written
from core.domain.area import REGENCY, Level, level_of
from core.domain.catalogue import Catalogue
from core.errors import SourceChangedError
from core.reasons import Reason

_GAP = 1e-5  # degrees, about one metre: gaps between neighbours narrower than this are no land
_HOLE = 1e-6  # square degrees, about 1.2 hectares: smaller holes are left over from gaps
_ABOVE = ((Level.VILLAGE, Level.DISTRICT), (Level.DISTRICT, Level.REGENCY))


def map_boundaries(records: pd.DataFrame, source: Source, catalogue: Catalogue) -> FeatureBatch:
    """Return one polygon for each area that the records name, and for the areas these make up.

    An area is dissolved only from all its parts: with one desa missing its kecamatan would have a hole.

    Args:
        records: A GeoDataFrame in EPSG:4326; column `code` of the configuration holds Kemendagri or BPS codes.
        source: reading.level is the level of the polygons ("" = desa).
        catalogue: Areas with both codes.

    Raises:
        SourceChangedError: SCHEMA_MISMATCH without the code column or its configuration.
    """
    if "code" not in source.reading.columns:
        raise SourceChangedError(
            source.id,
            f"[sources.{source.id}.columns] does not say which column holds the code of the area (code = ...)",
            reason=Reason.SCHEMA_MISMATCH,
            expected="code",
        )
    records = records.reset_index(drop=True)
    found, rejected, read = _read(records, source, catalogue)
    level = Level(source.reading.level or Level.VILLAGE.value)
    merged = read - len(rejected) - len(found)
    shapes = {code: _united(parts) if len(parts) > 1 else parts[0] for code, parts in found.items()}
    for below, above in _ABOVE:
        if level is below or (level is Level.VILLAGE and below is Level.DISTRICT):
            rejected += _dissolve(shapes, catalogue, above)
    frame = pd.DataFrame({"area": list(shapes), "geometry": pd.Series(list(shapes.values()), dtype=object)})
    return FeatureBatch(frame, rejected, read, merged=merged)


def _read(
    records: pd.DataFrame, source: Source, catalogue: Catalogue
) -> tuple[dict[str, list[BaseGeometry]], list[Rejected], int]:
    """Return the polygons by code, and what was refused of the records."""
    table, places, index = open_table(source, records), Places(records), area_index(catalogue)
    title = table.columns["code"]
    codes, shapes = raw_objects(records[title]), shapes_of(records)
    bps, level = uses_bps(codes, index), Level(source.reading.level or Level.VILLAGE.value)
    found: dict[str, list[BaseGeometry]] = {}
    rejected: list[Rejected] = []
    for at, (label, shape) in enumerate(zip(codes, shapes, strict=True)):
        code = find_area(label, index, level=level, bps=bps)
        polygons = polygons_of(shape)
        fault = _fault(records, at, code, polygons, level)
        if fault is not None:
            reason, held, expected = fault
            rejected.append(Rejected(places.row(at), title, shown(held or label), reason, expected))
        elif isinstance(code, str) and isinstance(polygons, BaseGeometry):
            found.setdefault(code, []).append(polygons)
    return found, rejected, len(records)


def _fault(
    records: pd.DataFrame,
    at: int,
    code: str | Unresolved,
    polygons: BaseGeometry | Reason,
    level: Level,
) -> tuple[Reason, str, str] | None:
    """Return reason, what was found and what was expected of a record that cannot be used; None for a good one."""
    if FAULT in records and records[FAULT].iloc[at]:
        return Reason(records[FAULT].iloc[at]), "", ""
    if isinstance(code, Unresolved):
        return code.reason, "", code.expected
    if level_of(code) is not level:
        return Reason.AREA_LEVEL_MISMATCH, "", level.value
    if isinstance(polygons, Reason):
        return polygons, "", "poligon"
    if not is_within(polygons):
        return Reason.COORDS_OUT_OF_AREA, f"{code}: {written(polygons)}", hint_for(polygons)
    return None


def _dissolve(shapes: dict[str, BaseGeometry], catalogue: Catalogue, level: Level) -> list[Rejected]:
    """Add the areas of a level that all their parts are there for; return a refusal for each that lacks one."""
    lacking: list[Rejected] = []
    wanted = [area for area in catalogue.at(level) if area.code not in shapes]
    for area in wanted:
        parts = [child.code for child in catalogue.children(area.code)]
        there = [shapes[code] for code in parts if code in shapes]
        if parts and len(there) == len(parts):
            shapes[area.code] = _united(there)
        elif there or area.code == REGENCY:
            missing = ", ".join(code for code in parts if code not in shapes)
            held = f"{len(there)} dari {len(parts)} bagian; tidak ada: {missing}"
            lacking.append(Rejected(f"{area.kind} {area.name}", "", shown(held), Reason.GEOMETRY_MISSING, cells=0))
    return lacking


def _united(parts: Iterable[BaseGeometry]) -> BaseGeometry:
    """Return the union without the slivers that badly fitting neighbours leave."""
    listed = list(parts)
    if shapely.coverage_is_valid(listed):
        joined: BaseGeometry = shapely.coverage_union_all(listed)
    else:
        grown = shapely.buffer(listed, _GAP, join_style="mitre")
        joined = shapely.buffer(shapely.union_all(grown), -_GAP, join_style="mitre")
    return _without_small_holes(joined)


def _without_small_holes(shape: BaseGeometry) -> BaseGeometry:
    polygons = polygons_of(shape)
    if isinstance(polygons, Reason):
        return shape
    parts = [polygons] if isinstance(polygons, Polygon) else list(polygons.geoms)
    filled = [Polygon(one.exterior, [ring for ring in one.interiors if Polygon(ring).area > _HOLE]) for one in parts]
    return filled[0] if len(filled) == 1 else MultiPolygon(filled)
