"""Polygons, choropleths and layers of points."""

import pandas as pd
import pytest
import shapely
from reading import (
    COUNCIL,
    NOON,
    NORTH,
    REGENCY,
    SOUTH,
    VILLAGES,
    catalogue,
    config,
    indicator,
    run,
    source,
    view,
)
from shapely.geometry import Point, box, mapping, shape

from core.collect.contract import Layout, Reading
from core.domain.area import Level
from core.domain.indicator import Kind
from core.domain.work import RunState
from core.store import queries, writes

BOUNDS = Reading(Layout.BOUNDARIES, level="kecamatan")
DISTRICTS = {NORTH: box(116, -1, 117, 0), SOUTH: box(116, -2, 117, -1)}


def draw(store, name, polygons, *, schematic, **about):
    def record(conn, number):
        frame = pd.DataFrame([(code, one) for code, one in polygons.items()], columns=["area", "geometry"])
        writes.record_boundaries(conn, number, name, frame, schematic=schematic, now=NOON)

    run(store, name, also=record, **about)


def put(store, name, *points, layer="tps", state=RunState.OK, **about):
    def record(conn, number):
        rows = [(key, key, "TPS", None, Point(*place), {"kapasitas": 3}) for key, place in points]
        columns = ["key", "name", "kind", "observed_at", "geometry", "properties"]
        writes.record_features(conn, number, name, pd.DataFrame(rows, columns=columns), layer=layer, now=NOON)

    run(store, name, also=record, state=state, **about)


def connect(store, *sources, demo=True, **changed):
    queries.connect(store, catalogue(indicator("A", **changed)), config(source("s", "A"), *sources, demo=demo))


def official(name="big", rank=100):
    return source(name, reading=BOUNDS, rank=rank)


def test_official_polygons_take_the_place_of_schematic_ones(store):
    draw(store, "sketch", {code: one.buffer(-0.1) for code, one in DISTRICTS.items()}, schematic=True)
    connect(store, source("sketch", reading=BOUNDS, rank=1), official())
    assert queries.boundaries(COUNCIL, Level.DISTRICT).schematic is True
    draw(store, "big", DISTRICTS, schematic=False)
    queries._model().renew()
    seen = queries.boundaries(COUNCIL, Level.DISTRICT)
    assert (seen.schematic, seen.attribution) == (False, "Dinas, big")
    assert [one["properties"]["code"] for one in seen.features["features"]] == [NORTH, SOUTH]


def test_the_better_source_and_its_newest_set_are_drawn(store):
    draw(store, "other", {code: one.buffer(0.1) for code, one in DISTRICTS.items()}, schematic=False)
    draw(store, "big", {code: one.buffer(0.2) for code, one in DISTRICTS.items()}, schematic=False)
    draw(store, "big", DISTRICTS, schematic=False)
    connect(store, official(rank=10), official("other", rank=20))
    seen = queries.boundaries(COUNCIL, Level.DISTRICT)
    assert shape(seen.features["features"][0]["geometry"]).equals(DISTRICTS[NORTH])


def test_a_set_that_lacks_most_areas_gives_way_to_a_full_one(store):
    villages = {code: box(116 + n, 0, 117 + n, 1) for n, code in enumerate(VILLAGES)}
    draw(store, "sketch", villages, schematic=True)
    draw(store, "big", dict(list(villages.items())[:1]), schematic=False)
    connect(store, official(), source("sketch", reading=BOUNDS))
    assert len(queries.boundaries(COUNCIL, Level.VILLAGE).features["features"]) == 3


def test_neighbours_still_meet_after_simplifying_and_the_label_lies_within(store):
    wavy = [(116 + n / 1000, -1 + (n % 2) / 10_000) for n in range(1001)]
    north = shapely.Polygon([*wavy, (117, 0), (116, 0)])
    south = shapely.Polygon([*wavy, (117, -2), (116, -2)])
    draw(store, "big", {NORTH: north, SOUTH: south}, schematic=False)
    connect(store, official())
    features = queries.boundaries(COUNCIL, Level.DISTRICT).features["features"]
    light = [shape(one["geometry"]) for one in features]
    assert sum(len(mapping(one)["coordinates"][0]) for one in light) < 1000  # of 2,006
    assert light[0].intersection(light[1]).area == pytest.approx(0, abs=1e-9)
    assert light[0].union(light[1]).area == pytest.approx(2, abs=1e-3)
    for polygon, feature in zip(light, features, strict=True):
        assert polygon.contains(Point(feature["properties"]["lon"], feature["properties"]["lat"]))


def test_polygons_are_made_once_until_new_ones_come(store):
    draw(store, "big", DISTRICTS, schematic=False)
    connect(store, official())
    first = queries.boundaries(COUNCIL, Level.DISTRICT)
    run(store, "s", ("A", NORTH, "2026-10", 1))
    queries._model().renew()
    assert queries.boundaries(COUNCIL, Level.DISTRICT) is first
    draw(store, "big", {**DISTRICTS, SOUTH: box(116, -3, 117, -1)}, schematic=False)
    queries._model().renew()
    assert queries.boundaries(COUNCIL, Level.DISTRICT) is not first


def test_a_map_has_every_area_with_its_class_and_the_absent_without(store):
    draw(store, "big", DISTRICTS, schematic=False)
    run(store, "s", ("A", NORTH, "2026-10", 15))
    connect(store, official(), classes=(10.0, 20.0))
    seen = queries.area_map(COUNCIL, "A", view(), Level.DISTRICT)
    assert seen.limits == (10.0, 20.0)
    assert [(cell.area.code, cell.klass) for cell in seen.cells] == [(NORTH, 1), (SOUTH, None)]


def test_a_map_within_one_area_has_its_children_and_their_polygons_only(store):
    draw(store, "big", {code: box(116 + n, 0, 117 + n, 1) for n, code in enumerate(VILLAGES)}, schematic=False)
    connect(store, official(), finest=Level.VILLAGE)
    seen = queries.area_map(COUNCIL, "A", view(), Level.VILLAGE, parent=NORTH)
    assert [cell.area.code for cell in seen.cells] == list(VILLAGES[:2])
    assert [one["id"] for one in seen.boundaries.features["features"]] == list(VILLAGES[:2])


def test_a_ranking_has_the_best_first_and_the_absent_last(store):
    for kind, order in ((Kind.HIGHER, list(VILLAGES[:2])), (Kind.LOWER, list(VILLAGES[1::-1]))):
        run(store, "s", ("A", VILLAGES[0], "2026-10", 5), ("A", VILLAGES[1], "2026-10", 3), ("A", SOUTH, "2026-10", 1))
        connect(store, kind=kind, finest=Level.VILLAGE)
        assert [cell.area.code for cell in queries.indicator(COUNCIL, "A", view(place=NORTH)).ranking] == order
        assert [cell.area.code for cell in queries.indicator(COUNCIL, "A", view()).ranking] == [
            *([NORTH, SOUTH] if kind is Kind.HIGHER else [SOUTH, NORTH])
        ]


def layer_source(name="points", **changed):
    return source(name, reading=Reading(Layout.FEATURES, layer="tps"), **changed)


def test_a_layer_is_shown_as_its_newest_edition_even_an_empty_one(store):
    connect(store, layer_source())
    assert [(one.id, one.count) for one in queries.layers(COUNCIL)] == [("tps", 0)]
    put(store, "points", ("a", (116, -1)), ("b", (116.5, -1)))
    queries._model().renew()
    seen = queries.layer_points(COUNCIL, "tps")
    assert (seen.layer.title, seen.layer.count) == ("Data points", 2)
    first = seen.features["features"][0]
    assert first["properties"] == {"kapasitas": 3, "name": "a", "kind": "TPS"}
    assert first["geometry"] == {"type": "Point", "coordinates": [116.0, -1.0]}
    put(store, "points")
    assert queries.layer_points(COUNCIL, "tps").features["features"] == []


def test_two_sources_of_a_layer_are_shown_together(store):
    put(store, "points", ("a", (116, -1)))
    put(store, "more", ("a", (117, -1)))
    connect(store, layer_source(), layer_source("more"))
    assert len(queries.layer_points(COUNCIL, "tps").features["features"]) == 2


def test_without_demo_no_simulated_layer_is_left(store):
    put(store, "points", ("a", (116, -1)), simulated=True)
    connect(store, layer_source(simulated=True))
    assert queries.layers(COUNCIL)[0].simulated is True
    connect(store, demo=False)
    assert queries.layers(COUNCIL) == ()


def test_without_demo_a_sketch_of_the_areas_stays(store):
    draw(store, "sketch", DISTRICTS, schematic=True)
    connect(store, source("sketch", reading=BOUNDS), demo=False)
    assert len(queries.boundaries(COUNCIL, Level.DISTRICT).features["features"]) == 2
    assert queries.overview(COUNCIL, view(place=REGENCY)).map.boundaries.schematic is True
