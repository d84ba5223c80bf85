"""Layers of points and lines for the maps: of each source its newest edition."""

import json
from typing import Any

from sqlalchemy import Connection, func, select

from core.domain.layer import Layer, LayerPoints
from core.errors import NotFoundError
from core.store.models import Feature, LayerEdition, Run
from core.store.snapshot import Snapshot
from core.store.standing import GOOD


def layers(conn: Connection, snapshot: Snapshot) -> tuple[Layer, ...]:
    """Return the layers that the shown sources bring, in the order of config.toml, then those only stored."""
    editions = editions_of(conn, snapshot)
    configured = [
        source.reading.layer
        for source in snapshot.plan.config.sources.values()
        if source.reading.layer and snapshot.standings.shown(source.id)
    ]
    ids = dict.fromkeys([*configured, *editions])
    checked_at = _checked_at(conn, snapshot)
    return tuple(_layer(snapshot, one, editions.get(one, []), checked_at) for one in ids)


def layer_named(conn: Connection, snapshot: Snapshot, layer_id: str) -> Layer:
    """Return a layer.

    Raises:
        NotFoundError: If no shown source brings such a layer.
    """
    found = next((one for one in layers(conn, snapshot) if one.id == layer_id), None)
    if found is None:
        raise NotFoundError(f"there is no layer {layer_id!r}; known: the `layer` keys of [sources.*]")
    return found


def layer_points(conn: Connection, snapshot: Snapshot, layer_id: str) -> LayerPoints:
    """Return the points of a layer.

    Raises:
        NotFoundError: If no shown source brings such a layer.
    """
    found = layer_named(conn, snapshot, layer_id)
    runs = [edition.run_id for edition in editions_of(conn, snapshot).get(layer_id, [])]
    query = select(Feature.__table__).where(Feature.layer == layer_id, Feature.run_id.in_(runs)).order_by(Feature.id)
    features = [_feature(row) for row in conn.execute(query)]
    return LayerPoints(found, {"type": "FeatureCollection", "features": features})


def editions_of(conn: Connection, snapshot: Snapshot) -> dict[str, list[Any]]:
    """Return the newest edition of each source of each layer; hidden sources are left out."""
    known = snapshot.knows(LayerEdition.stored_at)
    newest = select(func.max(LayerEdition.id)).where(known).group_by(LayerEdition.layer, LayerEdition.source)
    found: dict[str, list[Any]] = {}
    query = select(LayerEdition.__table__).where(LayerEdition.id.in_(newest)).order_by(LayerEdition.id)
    for edition in conn.execute(query):
        if snapshot.standings.shown(edition.source):
            found.setdefault(edition.layer, []).append(edition)
    return found


def _checked_at(conn: Connection, snapshot: Snapshot) -> dict[str, Any]:
    """Return when each source was last asked with success: an unchanged layer is as of then."""
    query = select(Run.source, func.max(Run.finished_at, type_=Run.finished_at.type))
    return dict(
        conn.execute(query.where(Run.state.in_(GOOD), snapshot.knows(Run.finished_at)).group_by(Run.source)).all()
    )


def _layer(snapshot: Snapshot, layer_id: str, editions: list[Any], checked_at: dict[str, Any]) -> Layer:
    configured = [one for one in snapshot.plan.config.sources.values() if one.reading.layer == layer_id]
    ids = list(dict.fromkeys([*(one.id for one in configured), *(edition.source for edition in editions)]))
    standings = sorted((snapshot.standings.of(one) for one in ids), key=lambda one: one.order)
    times = [checked_at.get(edition.source) or edition.stored_at for edition in editions]
    return Layer(
        id=layer_id,
        title=standings[0].source.title or layer_id,
        simulated=any(one.simulated for one in standings),
        attribution="; ".join(dict.fromkeys(one.source.attribution for one in standings if one.source.attribution)),
        count=sum(edition.count for edition in editions),
        as_of=max(times, default=None),
    )


def _feature(row: Any) -> dict[str, Any]:
    properties = {**json.loads(row.properties), "name": row.name, "kind": row.kind}
    if row.observed_at:
        properties["observed_at"] = row.observed_at.isoformat()
    return {"type": "Feature", "id": row.key, "properties": properties, "geometry": json.loads(row.geometry)}
