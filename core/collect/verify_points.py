"""Holds the stored points of a layer against what the kept answers of a run say, and counts those of every edition."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import pandas as pd
from sqlalchemy import Connection, func, select

from core.collect.contract import Source
from core.collect.verify_reading import KeptRun
from core.collect.verify_report import Kind, Report
from core.store.engine import Store
from core.store.layers import FEATURE_COLUMNS, TOLD_COLUMNS, feature_rows
from core.store.models import Feature, LayerEdition
from core.store.snapshot import Snapshot

_COLUMNS = (*FEATURE_COLUMNS, *TOLD_COLUMNS)


def compare_points(store: Store, run: KeptRun, source: Source, again: pd.DataFrame | None, report: Report) -> None:
    """Note where the points that a run stored, or found unchanged, are not those of its kept answers.

    Args:
        store: Which keeps them.
        run: Which.
        source: Its section.
        again: What the kept answers say now, as FEATURE_COLUMNS and TOLD_COLUMNS; None: no layer.
        report: Where differences are noted.
    """
    if again is None:
        return
    layer = source.reading.layer or source.id
    with store.read() as conn:
        edition = _edition(conn, layer, run)
        stored = {} if edition is None else _stored(conn, layer, edition.run_id)
    said = {row[0]: dict(zip(_COLUMNS, row, strict=True)) for row in feature_rows(again)}
    report.points += len(said)
    is_own = edition is not None and edition.run_id == run.id
    for key in sorted(said.keys() | stored.keys()):
        place = f"layer {layer}, point {key}, run {run.id} ({run.source_id})"
        if key not in stored:
            where = said[key]["place"]
            report.found(Kind.GONE, place, f"it stands in the raw answer ({where}) and is not stored")
        elif key not in said:
            report.found(Kind.EXTRA, place, "it is stored, and the raw answer does not hold it")
        else:
            for name in _differing(stored[key], said[key], is_own=is_own):
                words = f"{name}: stored {_told(stored[key][name])}, the raw answer says {_told(said[key][name])}"
                report.found(Kind.ROW, place, words)


def check_editions(conn: Connection, report: Report) -> None:
    """Note editions of layers that have another number of points than they say: deleting leaves no other trace."""
    counted: Any = select(Feature.run_id, Feature.layer, func.count()).group_by(Feature.run_id, Feature.layer)
    found = {(run_id, layer): count for run_id, layer, count in conn.execute(counted)}
    for edition in conn.execute(select(LayerEdition.__table__)):
        there = found.get((edition.run_id, edition.layer), 0)
        if there != edition.count:
            place = f"layer {edition.layer}, run {edition.run_id} ({edition.source})"
            report.found(Kind.GONE, place, f"it stored {edition.count} point(s), {there} stand there")


def runs_of_layers(store: Store, shown: Snapshot, *, every: bool) -> set[int]:
    """Return the runs that brought the layers that are shown, or all that ever were."""
    newest = select(func.max(LayerEdition.id)).group_by(LayerEdition.layer, LayerEdition.source)
    query = select(LayerEdition.__table__)
    with store.read() as conn:
        editions = conn.execute(query if every else query.where(LayerEdition.id.in_(newest))).all()
    return {one.run_id for one in editions if every or shown.standings.shown(one.source)}


def _edition(conn: Connection, layer: str, run: KeptRun) -> Any:
    query = select(LayerEdition.__table__).where(LayerEdition.layer == layer, LayerEdition.source == run.source_id)
    return conn.execute(query.where(LayerEdition.run_id <= run.id).order_by(LayerEdition.id.desc()).limit(1)).first()


def _stored(conn: Connection, layer: str, run_id: int) -> dict[str, dict[str, Any]]:
    query = select(Feature.__table__).where(Feature.run_id == run_id, Feature.layer == layer)
    return {row.key: dict(row._mapping) for row in conn.execute(query)}


def _differing(stored: Mapping[str, Any], said: Mapping[str, Any], *, is_own: bool) -> Iterable[str]:
    """Yield the columns that differ; an unchanged layer keeps the places of the run that stored it."""
    for name in _COLUMNS:
        if name in TOLD_COLUMNS and (stored[name] is None or (name == "place" and not is_own)):
            continue
        if stored[name] != said[name]:
            yield name


def _told(value: Any) -> str:
    text = value.isoformat() if isinstance(value, datetime) else repr(value)
    return text if len(text) <= 120 else f"{text[:120]}..."
