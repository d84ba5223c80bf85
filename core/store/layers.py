"""Recording map layers and boundaries: a run brings the whole, and the whole is kept when it differs."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from operator import itemgetter
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Table, func, insert, select
from sqlalchemy.exc import IntegrityError

from core.errors import DataError
from core.store.engine import bulk_insert, stored
from core.store.models import Base, LayerEdition
from core.store.runs import Counts, check_run

FEATURE_COLUMNS = ("key", "name", "kind", "observed_at", "geometry", "properties")
TOLD_COLUMNS = ("area", "place")  # of a feature: in which it was counted, where its record stood; text, may be lacking
BOUNDARY_COLUMNS = ("area", "geometry")
_FEATURE: Table = Base.metadata.tables["feature"]
_BOUNDARY: Table = Base.metadata.tables["boundary"]
_EDITION: Table = Base.metadata.tables["layer_edition"]

_Row = tuple[Any, ...]


def record_features(
    conn: Connection, run_id: int, source_id: str, frame: pd.DataFrame, *, layer: str, now: datetime
) -> Counts:
    """Keep a whole layer as its newest edition, unless it equals the newest one.

    Where the records stood is no part of a layer: the same points in another order of lines are the same layer.

    Args:
        conn: A connection of `Store.begin_write`.
        run_id: The run that brought it; it must still be running.
        source_id: The source.
        frame: FEATURE_COLUMNS, one row a feature: geometry in EPSG:4326 (shapely, mapping or GeoJSON
            text), properties (mapping or JSON text), observed_at aware or None; and TOLD_COLUMNS. Empty: nothing is
            there now.
        layer: Id of the layer.
        now: Aware; becomes `stored_at`.

    Returns:
        All features as new when the edition is kept, all as the same when it is not.

    Raises:
        DataError: If a key stands there twice.
    """
    check_run(conn, run_id)
    rows = feature_rows(frame)
    digest = hashlib.sha256(json.dumps([row[:-1] for row in rows], default=str).encode()).hexdigest()
    edition = _EDITION.c
    newest = select(edition.sha256).where(edition.layer == layer, edition.source == source_id)
    if conn.execute(newest.order_by(edition.id.desc()).limit(1)).scalar() == digest:
        return Counts(same=len(rows))
    about = {"layer": layer, "source": source_id, "run_id": run_id}
    conn.execute(insert(LayerEdition).values(**about, count=len(rows), sha256=digest, stored_at=now))
    _add(conn, _FEATURE, (*FEATURE_COLUMNS, *TOLD_COLUMNS), rows, {**about, "stored_at": now})
    return Counts(new=len(rows))


def feature_rows(frame: pd.DataFrame) -> list[_Row]:
    """Return features as they are stored: FEATURE_COLUMNS and TOLD_COLUMNS, in the order of their keys."""
    columns = (*FEATURE_COLUMNS, *TOLD_COLUMNS)
    whole = frame.reindex(columns=list(columns)).astype(object)
    return sorted((_feature(one) for one in _tuples(whole, columns)), key=itemgetter(0))


def record_boundaries(
    conn: Connection, run_id: int, source_id: str, frame: pd.DataFrame, *, schematic: bool, now: datetime
) -> Counts:
    """Keep a source's whole set of polygons, unless it equals the newest set of that source.

    Args:
        conn: A connection of `Store.begin_write`.
        run_id: The run that brought it; it must still be running.
        source_id: The source.
        frame: BOUNDARY_COLUMNS, one row an area: Kemendagri code, polygon in EPSG:4326 (shapely,
            mapping or GeoJSON text).
        schematic: Drawn by this project, not official.
        now: Aware; becomes `stored_at`.

    Raises:
        DataError: If an area stands there twice.
    """
    check_run(conn, run_id)
    rows = sorted((str(area), _json(geometry)) for area, geometry in _tuples(frame, BOUNDARY_COLUMNS))
    if not rows or rows == _newest_boundaries(conn, source_id, schematic=schematic):
        return Counts(same=len(rows))
    about = {"source": source_id, "run_id": run_id, "schematic": schematic, "stored_at": now}
    _add(conn, _BOUNDARY, BOUNDARY_COLUMNS, rows, about)
    return Counts(new=len(rows))


def _newest_boundaries(conn: Connection, source_id: str, *, schematic: bool) -> list[_Row]:
    boundary = _BOUNDARY.c
    newest = select(func.max(boundary.run_id)).where(boundary.source == source_id).scalar_subquery()
    kept = select(boundary.area, boundary.geometry).where(
        boundary.source == source_id, boundary.run_id == newest, boundary.schematic == schematic
    )
    return sorted(tuple(row) for row in conn.execute(kept))


def _add(conn: Connection, table: Table, columns: tuple[str, ...], rows: list[_Row], about: Mapping[str, Any]) -> None:
    constants = tuple(stored(conn, table, name, value) for name, value in about.items())
    ready = (
        tuple(stored(conn, table, name, value) for name, value in zip(columns, row, strict=True)) + constants
        for row in rows
    )
    try:
        bulk_insert(conn, table, (*columns, *about), ready)
    except IntegrityError as error:
        raise DataError(f"{about['source']}: {columns[0]} stands twice in one answer ({error.orig})") from error


def _tuples(frame: pd.DataFrame, columns: tuple[str, ...]) -> list[_Row]:
    return list(zip(*(frame[name].tolist() for name in columns), strict=True))


def _feature(row: _Row) -> _Row:
    key, name, kind, observed_at, geometry, properties, *told = row
    seen = None if pd.isna(observed_at) else pd.Timestamp(observed_at).to_pydatetime()
    told = [None if pd.isna(one) else str(one) for one in told]
    return str(key), str(name), str(kind), seen, _json(geometry), _json(properties), *told


def _json(value: Any) -> str:
    """Return canonical JSON, so that an equal thing is equal text."""
    if isinstance(value, str):
        value = json.loads(value)
    return json.dumps(getattr(value, "__geo_interface__", value), sort_keys=True, ensure_ascii=False, default=str)
