"""The polygons of areas that features are counted in, as the store has them."""

import json
from datetime import datetime

from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry
from sqlalchemy import func, select

from core.collect.contract import Source
from core.config import Config
from core.store.engine import Store
from core.store.models import Boundary

Polygons = dict[str, BaseGeometry]


def polygons_for(source: Source, config: Config, store: Store, *, before: datetime | None = None) -> Polygons:
    """Return area code to polygon, of the best source that has brought any; {} when nothing is to be counted.

    A real figure is never counted on the schematic map, because its borders are drawn by this project; a
    simulated one may be. With `before` only polygons that were stored by then count: a run is read again with those
    it was read with.
    """
    if not source.reading.count_as:
        return {}
    newest = select(func.max(Boundary.run_id)).group_by(Boundary.source)
    if before is not None:
        newest = newest.where(Boundary.stored_at <= before)
    wanted = select(Boundary.source, Boundary.schematic, Boundary.area, Boundary.geometry)
    wanted = wanted.where(Boundary.run_id.in_(newest))
    if not source.simulated:
        wanted = wanted.where(Boundary.schematic.is_(False))
    sets: dict[tuple[bool, int, str], Polygons] = {}
    with store.read() as conn:
        for origin, schematic, area, geometry in conn.execute(wanted):
            rank = config.sources[origin].rank if origin in config.sources else 1000
            sets.setdefault((schematic, rank, origin), {})[area] = shape(json.loads(geometry))
    return sets[min(sets)] if sets else {}
