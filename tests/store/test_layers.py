"""Layers and boundaries: whole editions, kept only when they differ; an empty layer is one too. On both engines."""

import pandas as pd
import pytest
from recording import NOON
from shapely.geometry import Point, box
from sqlalchemy import select

from core.domain.work import RunState
from core.errors import DataError
from core.store import writes
from core.store.models import Boundary, Feature, LayerEdition

COLUMNS = ["key", "name", "kind", "observed_at", "geometry", "properties"]


def layer(*keys, lon=116.2):
    return pd.DataFrame(
        [(key, f"TPS {key}", "TPS", NOON, Point(lon, -1.9), {"kode": key, "isi": 1}) for key in keys], columns=COLUMNS
    )


def bring(store, given, *, source="dlh", boundaries=False):
    with store.begin_write() as conn:
        run = writes.start_run(conn, source_id=source, trigger="manual", now=NOON)
        if boundaries:
            counts = writes.record_boundaries(conn, run, source, given, schematic=False, now=NOON)
        else:
            counts = writes.record_features(conn, run, source, given, layer="tps", now=NOON)
        writes.finish_run(conn, run, writes.Ending(RunState.OK, counts), now=NOON)
    return counts


def newest(store):
    """Return the names of the newest edition, as a reader finds them."""
    with store.read() as conn:
        run = conn.execute(select(LayerEdition.run_id).order_by(LayerEdition.id.desc())).scalars().first()
        return conn.execute(select(Feature.name).where(Feature.run_id == run).order_by(Feature.name)).scalars().all()


def test_a_layer_is_replaced_whole(store):
    assert bring(store, layer("a", "b")) == writes.Counts(new=2)
    assert bring(store, layer("b", "c")) == writes.Counts(new=2)
    assert newest(store) == ["TPS b", "TPS c"]


def test_an_equal_layer_in_another_order_adds_nothing(store):
    bring(store, layer("a", "b"))
    assert bring(store, layer("b", "a")) == writes.Counts(same=2)
    with store.read() as conn:
        assert len(conn.execute(select(Feature.id)).all()) == 2


def test_a_moved_point_is_a_new_edition(store):
    bring(store, layer("a"))
    assert bring(store, layer("a", lon=116.3)) == writes.Counts(new=1)


def test_a_layer_that_became_empty_is_shown_empty(store):
    bring(store, layer("a"))
    assert bring(store, layer()) == writes.Counts()
    assert newest(store) == []
    bring(store, layer("a"))
    assert newest(store) == ["TPS a"]


def test_a_feature_keeps_what_it_had(store):
    given = layer("a").assign(observed_at=[None], geometry=['{"type":"Point","coordinates":[116.2,-1.9]}'])
    bring(store, given)
    with store.read() as conn:
        row = conn.execute(select(Feature.__table__)).mappings().one()
    assert row["geometry"] == '{"coordinates": [116.2, -1.9], "type": "Point"}'
    assert row["properties"] == '{"isi": 1, "kode": "a"}' and row["observed_at"] is None
    assert row["stored_at"] == NOON


def test_a_key_that_stands_twice_refuses_the_layer(store):
    with pytest.raises(DataError, match="dlh: key stands twice"):
        bring(store, layer("a", "a"))
    assert newest(store) == []


def test_boundaries_are_kept_whole_and_only_when_they_differ(store):
    def polygons(size):
        return pd.DataFrame({"area": ["64.01.04", "64.01.01"], "geometry": [box(0, 0, 1, size), box(1, 0, 2, 1)]})

    assert bring(store, polygons(1), boundaries=True) == writes.Counts(new=2)
    assert bring(store, polygons(1), boundaries=True) == writes.Counts(same=2)
    assert bring(store, polygons(2), boundaries=True) == writes.Counts(new=2)
    assert bring(store, polygons(2), boundaries=True, source="big") == writes.Counts(new=2)
    assert bring(store, polygons(2).iloc[:0], boundaries=True) == writes.Counts()
    with store.read() as conn:
        assert len(conn.execute(select(Boundary.id)).all()) == 6


def test_an_area_that_stands_twice_refuses_the_boundaries(store):
    twice = pd.DataFrame({"area": ["64.01.04", "64.01.04"], "geometry": [box(0, 0, 1, 1), box(1, 0, 2, 1)]})
    with pytest.raises(DataError, match="area stands twice"):
        bring(store, twice, boundaries=True)
