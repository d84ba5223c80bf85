"""The records behind a count: which points of a layer a value counts, and which a layer shows. A page of each list.

A counted value rests on the edition of the layer that its own run brought, or found unchanged: the newest one of its
source that is no younger than the run. So what was counted is told as it was on that day, whatever came later.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from shapely.geometry import shape
from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from core.clock import end_of_day
from core.domain.area import REGENCY
from core.domain.lineage import Point, Points, Step
from core.domain.lineage_place import parse_place
from core.store.lineage import kept_files
from core.store.models import Feature, LayerEdition
from core.store.points import editions_of, layer_named
from core.store.provenance import provenance
from core.store.snapshot import Snapshot

PAGE = 500  # records of one page: a table that people still look through

_Group = tuple[str, str, int]  # layer, source, run of a value


def layer_of(step: Step) -> str:
    """Return the layer whose points a reported value counts; "" where it counts none."""
    place = parse_place(step.fact.provenance.place) if step.fact else None
    return place.layer if place else ""


def counted_points(conn: Connection, snapshot: Snapshot, steps: Iterable[Step], page: int) -> tuple[Points, ...]:
    """Return the points that reported values count, together for those that one run of a source counted.

    Args:
        conn: Of the store.
        snapshot: What is shown.
        steps: Values of which `layer_of` names the layer; each counts the points of its area and period.
        page: Of the list, from 1.
    """
    groups: dict[_Group, list[Step]] = {}
    for step in steps:
        if step.fact is not None:
            origin = step.fact.provenance
            groups.setdefault((layer_of(step), origin.source_id, origin.run_id), []).append(step)
    found = [(group, steps, _edition(conn, *group)) for group, steps in groups.items()]
    return tuple(
        _points(conn, snapshot, edition, _within(steps), page, tuple(steps))
        for group, steps, edition in found
        if edition is not None
    )


def layer_records(conn: Connection, snapshot: Snapshot, layer: str, page: int) -> tuple[Points, ...]:
    """Return the points that a layer shows, by source.

    Raises:
        NotFoundError: If no shown source brings such a layer.
    """
    layer_named(conn, snapshot, layer)
    editions = editions_of(conn, snapshot).get(layer, [])
    return tuple(_points(conn, snapshot, edition, Feature.layer == layer, page, ()) for edition in editions)


def _edition(conn: Connection, layer: str, source: str, run_id: int) -> Any:
    """Return the edition that a run of a source counted."""
    query = select(LayerEdition.__table__).where(LayerEdition.layer == layer, LayerEdition.source == source)
    return conn.execute(query.where(LayerEdition.run_id <= run_id).order_by(LayerEdition.id.desc()).limit(1)).first()


def _within(steps: Sequence[Step]) -> ColumnElement[bool]:
    """Return the condition on features that any of these values counts."""
    return or_(*(_counted_by(step) for step in steps))


def _counted_by(step: Step) -> ColumnElement[bool]:
    area = Feature.area != "" if step.area.code == REGENCY else Feature.area == step.area.code
    begin, end = end_of_day(step.period.start - timedelta(days=1)), end_of_day(step.period.end)
    return and_(area, Feature.observed_at >= begin, Feature.observed_at < end)


def _points(
    conn: Connection,
    snapshot: Snapshot,
    edition: Any,
    condition: ColumnElement[bool],
    page: int,
    steps: tuple[Step, ...],
) -> Points:
    of_edition = and_(Feature.run_id == edition.run_id, Feature.layer == edition.layer)
    whole = select(func.count()).select_from(Feature).where(of_edition)
    is_told = not steps or not conn.execute(whole.where(Feature.area.is_(None))).scalar_one()
    query = select(Feature.__table__).where(of_edition, condition).order_by(Feature.id)
    return Points(
        layer=edition.layer,
        title=snapshot.standings.of(edition.source).source.title or edition.layer,
        provenance=provenance(
            snapshot,
            edition.source,
            citation="",
            run_id=edition.run_id,
            place="",
            stored_at=edition.stored_at,
            revision=0,
        ),
        files=kept_files(conn, [edition.run_id]).get(edition.run_id, ()),
        points=tuple(_point(row) for row in conn.execute(query.offset((page - 1) * PAGE).limit(PAGE))),
        total=conn.execute(whole.where(condition)).scalar_one(),
        is_told=is_told,
        steps=steps,
    )


def _point(row: Any) -> Point:
    middle = shape(json.loads(row.geometry)).centroid
    position = (middle.x, middle.y)
    return Point(row.id, row.key, row.name, row.kind, row.observed_at, position, row.area or "", row.place or "")
