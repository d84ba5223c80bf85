"""GeoJSON layers: any declared reference system, every kind of geometry, and what is refused."""

import json

import pytest
from cases import sample
from shapely.geometry import shape

from core.collect.contract import FAULT, PLACE, Layout, Reading, Source
from core.errors import SourceError
from core.reasons import Reason
from data_sources.geojson import read_geojson

POINT = {"type": "Point", "coordinates": [116.19, -1.9]}
UTM = [410_000.0, 9_790_000.0]  # near Tanah Grogot, EPSG:32750


def read(value, **options):
    content = value if isinstance(value, bytes) else json.dumps(value).encode()
    return read_geojson(Source("uji", "DLH", "geojson", options=options, reading=Reading(Layout.FEATURES)), content)


def reason(value, **options):
    with pytest.raises(SourceError) as caught:
        read(value, **options)
    return caught.value.reason


def collection(*geometries, crs=None):
    features = [{"type": "Feature", "properties": {"nama": "x"}, "geometry": one} for one in geometries]
    return {"type": "FeatureCollection", "features": features} | ({"crs": crs} if crs else {})


def test_points_come_with_their_place_id_and_properties():
    layer = read(sample("geojson/titik.geojson"))
    assert layer["nama"].tolist() == ["TPA Contoh", "TPS Contoh"]
    assert layer["feature_id"].tolist() == [1, 2]
    assert layer[PLACE].tolist() == ["/features/0", "/features/1"]
    assert layer.crs.to_epsg() == 4326


@pytest.mark.parametrize(
    "crs",
    [
        {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32750"}},
        {"type": "name", "properties": {"name": "EPSG:32750"}},
        {"type": "EPSG", "properties": {"code": 32750}},
    ],
)
def test_a_declared_reference_system_is_turned_to_degrees(crs):
    point = read(collection({"type": "Point", "coordinates": UTM}, crs=crs)).geometry[0]
    assert (round(point.x, 2), round(point.y, 2)) == (116.19, -1.9)


def test_the_option_declares_it_where_the_file_does_not():
    point = read(sample("geojson/utm_tanpa_crs.geojson"), crs="EPSG:32750").geometry[0]
    assert (round(point.x, 2), round(point.y, 2)) == (116.19, -1.9)


def test_metres_that_nobody_declared_are_refused():
    assert reason(sample("geojson/utm_tanpa_crs.geojson")) is Reason.CRS_UNSUPPORTED
    assert len(read(sample("geojson/utm.geojson"))) == 1


@pytest.mark.parametrize("name", ["EPSG:999999", "Sistem Kami Sendiri", 7])
def test_an_unknown_reference_system_is_refused(name):
    assert reason(collection(POINT, crs={"type": "name", "properties": {"name": name}})) is Reason.CRS_UNSUPPORTED


def test_lines_and_polygons_come_as_they_are():
    line = {"type": "LineString", "coordinates": [[116, -2], [116.1, -2]]}
    ring = [[116, -2], [116.1, -2], [116.1, -1.9], [116, -2]]
    polygon = {"type": "Polygon", "coordinates": [ring]}
    layer = read(collection(line, polygon))
    assert [one.equals(shape(raw)) for one, raw in zip(layer.geometry, (line, polygon), strict=True)] == [True, True]


@pytest.mark.parametrize(
    ("geometry", "fault"),
    [
        (None, "geometry_missing"),
        ({"type": "Point", "coordinates": []}, "geometry_missing"),
        ({"type": "Polygon", "coordinates": [[[116, -2], [116.1, -2]]]}, "geometry_invalid"),
        ({"type": "Point", "coordinates": ["a", "b"]}, "geometry_invalid"),
        ({"type": "Lingkaran", "coordinates": [1, 2]}, "geometry_invalid"),
        ({"type": "Point", "coordinates": [1e300, 1e300]}, "geometry_invalid"),
        (7, "geometry_invalid"),
    ],
)
def test_a_broken_geometry_marks_its_own_feature_only(geometry, fault):
    assert read(collection(POINT, POINT, geometry))[FAULT].tolist() == ["", "", fault]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"<html><body>masuk</body></html>", Reason.FORMAT_MISMATCH),
        (b'<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"/>', Reason.FORMAT_NOT_ALLOWED),
        (b"PK\x03\x04", Reason.FORMAT_MISMATCH),
        (b'{"type": "Topology", "objects": {}}', Reason.SCHEMA_MISMATCH),
        (b"[1, 2]", Reason.SCHEMA_MISMATCH),
        (b'{"type": "FeatureCollection", "features": [1]}', Reason.SCHEMA_MISMATCH),
        (b'{"type": "FeatureCollection", "features": [', Reason.TRUNCATED),
        (b'{"type": "FeatureCollection", "type": "x", "features": []}', Reason.JSON_DUPLICATE_KEY),
        (b'{"type": "Point", "coordinates": [NaN, 1]}', Reason.JSON_INVALID),
        (b"[" * 100_000, Reason.JSON_TOO_DEEP),
    ],
)
def test_what_is_no_geojson_is_refused_with_its_reason(content, expected):
    assert reason(content) is expected


def test_a_bare_geometry_and_a_single_feature_are_layers_of_one():
    assert len(read(POINT)) == 1
    assert len(read({"type": "Feature", "properties": {"a": 1}, "geometry": POINT})) == 1
