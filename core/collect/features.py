"""Map layers: points and lines with a key, a name, a kind and a day, checked; and the count of them by day and area."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
import pandas as pd
from shapely.geometry.base import BaseGeometry

from core.collect.batch import FeatureBatch, Rejected, is_unsafe, shown
from core.collect.boundaries import map_boundaries
from core.collect.contract import FAULT, PLACE, Source
from core.collect.counting import areas_of, count_features
from core.collect.dates import read_instant
from core.collect.labels import clean
from core.collect.layouts import Objects, Table, open_table, raw_objects
from core.collect.missing import is_missing
from core.collect.places import Places
from core.collect.shapes import HINT_TURNED, checked_shape, hint_for, is_within, point_of, shapes_of, written
from core.domain.catalogue import Catalogue
from core.reasons import Reason

FEATURE_COLUMNS = ("key", "name", "kind", "observed_at", "geometry", "properties", "area", "place")
_KEY_LENGTH, _NAME_LENGTH, _KIND_LENGTH = 100, 200, 100  # letters the store keeps

__all__ = ["FEATURE_COLUMNS", "map_boundaries", "map_features"]


@dataclass(frozen=True, slots=True)
class _Refusal:
    reason: Reason
    column: str = ""
    found: str = ""
    expected: str = ""


def map_features(
    records: pd.DataFrame,
    source: Source,
    catalogue: Catalogue,
    *,
    boundaries: Mapping[str, BaseGeometry] | None = None,
) -> FeatureBatch:
    """Return the records as features of the source's layer.

    Args:
        records: With a geometry, or with columns `lon` and `lat` of the configuration in degrees.
        source: `within` = "any" takes points of the whole world, else only those in the kabupaten's envelope.
        catalogue: Needed where features are counted.
        boundaries: Area code to polygon. With them and `count_as` the features are counted by day and area;
            without them nothing is counted.

    Raises:
        SourceChangedError: SCHEMA_MISMATCH, when a configured column is not there.
    """
    if not len(records):
        return FeatureBatch(pd.DataFrame(columns=list(FEATURE_COLUMNS)))
    table = open_table(source, records.reset_index(drop=True))
    layer = _Layer(table)
    rows: list[dict[str, object]] = []
    rejected: list[Rejected] = []
    for at in range(len(table.records)):
        one = layer.feature(at)
        if isinstance(one, _Refusal):
            place = layer.places.cell(at, one.column) if one.column else layer.places.row(at)
            rejected.append(Rejected(place, one.column, one.found, one.reason, one.expected))
        else:
            rows.append(one)
    batch = _without_doubles(rows, rejected, read=len(table.records))
    if source.reading.count_as and boundaries:
        features = batch.features.assign(area=areas_of(batch.features, boundaries))
        batch = replace(batch, features=features, counts=count_features(features, source, catalogue, boundaries))
    if source.reading.strict and batch.rejected:
        batch = replace(batch, features=batch.features.iloc[:0], counts=None, withheld=len(batch.features))
    return batch


class _Layer:
    """A table of features with its columns at hand."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.reading = table.source.reading
        self.places = Places(table.records)
        self.shapes = shapes_of(table.records)
        self.cells = {word: raw_objects(table.records[title]) for word, title in table.columns.items()}
        geometry = getattr(table.records, "_geometry_column_name", "geometry")
        self.titles = [name for name in table.records.columns if name not in (PLACE, FAULT, geometry, "geometry")]
        self.held: dict[str, Objects] = {name: raw_objects(table.records[name]) for name in self.titles}

    def feature(self, at: int) -> dict[str, object] | _Refusal:
        """Return one feature, or why the record is refused."""
        if FAULT in self.table.records and self.table.records[FAULT].iloc[at]:
            return _Refusal(Reason(self.table.records[FAULT].iloc[at]))
        shape = self._shape(at)
        if isinstance(shape, _Refusal):
            return shape
        seen = self._observed(at)
        if isinstance(seen, _Refusal):
            return seen
        properties = {str(name): _json_value(self.held[name][at]) for name in self.titles}
        unsafe = next((name for name, value in properties.items() if isinstance(value, str) and is_unsafe(value)), "")
        if unsafe:
            return _Refusal(Reason.TEXT_UNSAFE, unsafe, shown(properties[unsafe]))
        name, kind = self._text("name", at)[:_NAME_LENGTH], self._text("kind", at)[:_KIND_LENGTH]
        return {
            "key": self._key(at, name, shape, seen),
            "name": name,
            "kind": kind,
            "observed_at": seen,
            "geometry": shape,
            "properties": json.dumps(properties, ensure_ascii=False, sort_keys=True),
            "area": "",
            "place": self.places.row(at),
        }

    def _shape(self, at: int) -> BaseGeometry | _Refusal:
        lon, lat = self.cells.get("lon"), self.cells.get("lat")
        column = self.table.columns.get("lat", "")
        if lon is not None and lat is not None:
            shape, held = point_of(lon[at], lat[at]), f"{shown(lon[at])} {shown(lat[at])}"
        else:
            shape, held = checked_shape(self.shapes[at]), ""
        if isinstance(shape, Reason):
            return _Refusal(shape, column, held, HINT_TURNED if shape is Reason.COORDS_OUT_OF_AREA else "")
        if self.reading.within == "regency" and not is_within(shape):
            return _Refusal(Reason.COORDS_OUT_OF_AREA, column, held or written(shape), hint_for(shape))
        return shape

    def _observed(self, at: int) -> datetime | _Refusal | None:
        for word in ("observed_at", "date"):
            cells = self.cells.get(word)
            if cells is None or is_missing(cells[at]):
                continue
            seen = read_instant(cells[at])
            return _Refusal(seen, self.table.columns[word], shown(cells[at])) if isinstance(seen, Reason) else seen
        return None

    def _text(self, word: str, at: int) -> str:
        cells = self.cells.get(word)
        return self.reading.fixed.get(word, "") if cells is None else clean(cells[at])

    def _key(self, at: int, name: str, shape: BaseGeometry, seen: datetime | None) -> str:
        """Return the record's own id; without one a fingerprint of what it is, where and when."""
        own = self._text("id", at)
        if own.removesuffix(".0").isdigit():  # a number that a reader of tables took for a fraction
            own = own.removesuffix(".0")
        if own and len(own) <= _KEY_LENGTH:
            return own
        mark = "|".join([own, name, shape.wkt, seen.isoformat() if seen else ""])
        return hashlib.sha256(mark.encode("utf-8", "backslashreplace")).hexdigest()[:24]


def _json_value(value: object) -> object:
    """Return a cell as JSON can hold it; NaN and infinities as null."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float):
        return value if np.isfinite(value) else None
    if value is None or isinstance(value, str | bool | int):
        return value
    if type(value).__name__ in {"NaTType", "NAType"}:
        return None
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, default=str)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _without_doubles(rows: list[dict[str, object]], rejected: list[Rejected], *, read: int) -> FeatureBatch:
    """C16 for features: the same one twice is one; two different ones under one key are both refused."""
    by_key: dict[object, list[dict[str, object]]] = {}
    for row in rows:
        by_key.setdefault(row["key"], []).append(row)
    kept: list[dict[str, object]] = []
    merged = 0
    for key, several in by_key.items():
        if all({**one, "place": ""} == {**several[0], "place": ""} for one in several[1:]):
            kept.append(several[0])
            merged += len(several) - 1
        else:
            found = shown(key)
            rejected.append(Rejected(f"id {found}", "", found, Reason.DUPLICATE_CONFLICT, cells=len(several)))
    features = pd.DataFrame(kept, columns=list(FEATURE_COLUMNS), dtype=object)
    return FeatureBatch(features, rejected, read, merged=merged)
