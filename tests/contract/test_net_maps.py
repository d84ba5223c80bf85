"""Map services: WFS and ArcGIS, every honest shape and every way in which they say no with status 200."""

import json

import pytest
from cases import ask, refused, sample
from misbehaving_server import Answer
from shapely.geometry import Point

from core.collect.contract import FAULT, PLACE
from core.errors import SourceChangedError, SourceDownError, SourceRefusedError
from core.reasons import Reason
from data_sources._esri import esri_feature

WFS = {"type_name": "paser:tps"}


def wfs(server, name, **options):
    server.answers = [Answer("/ows", sample(f"wfs/{name}"))]
    return {"url": f"{server.url}/ows", **WFS, **options}


def arcgis(server, *pages, count=None, **options):
    path = "/rest/MapServer/0"
    server.answers = [Answer(f"{path}/query", json.dumps({"count": count}).encode(), query={"returnCountOnly": "true"})]
    server.answers += [Answer(f"{path}/query", page) for page in pages]
    return {"url": f"{server.url}{path}", **options}


def test_features_come_in_wgs84_with_names_and_places_unchanged(server, tmp_path):
    server.answers = [
        Answer("/ows", sample("wfs/page1.json"), query={"startIndex": "0"}),
        Answer("/ows", sample("wfs/page2.json"), query={"startIndex": "2"}),
    ]
    frame = ask("wfs", {"url": f"{server.url}/ows", **WFS, "page_size": 2, "sort_by": "NAMOBJ"}, tmp_path)
    assert frame.crs.to_epsg() == 4326
    assert frame["NAMOBJ"].tolist() == ["TPS Satu", "TPS Dua", "TPS Tiga"]
    assert frame[PLACE].tolist() == ["/features/0", "/features/1", "halaman 2: /features/0"]
    assert frame.geometry[0] == Point(116.19, -1.9)
    assert frame[FAULT].tolist() == ["", "", ""]
    assert server.asked[0].query["sortBy"] == "NAMOBJ"


@pytest.mark.parametrize(
    ("version", "layer", "size"),
    [("2.0.0", "typeNames", "count"), ("1.1.0", "typeName", "maxFeatures"), ("1.0.0", "typeName", "maxFeatures")],
)
def test_each_version_is_asked_in_its_own_words(version, layer, size, server, tmp_path):
    ask("wfs", wfs(server, "turned.json", version=version, page_size=7), tmp_path)
    query = server.asked[0].query
    assert (query["version"], query[layer], query[size]) == (version, "paser:tps", "7")
    assert (query["outputFormat"], query["srsName"]) == ("application/json", "EPSG:4326")


def test_latitude_before_longitude_is_turned_round(server, tmp_path):
    frame = ask("wfs", wfs(server, "turned.json"), tmp_path)
    assert frame.geometry[0] == Point(116.19, -1.9)


def test_another_reference_system_is_converted(server, tmp_path):
    point = ask("wfs", wfs(server, "utm.json"), tmp_path).geometry[0]
    assert (round(point.x, 2), round(point.y, 2)) == (116.19, -1.90)


def test_an_unknown_reference_system_is_refused(server, tmp_path):
    body = sample("wfs/utm.json").replace(b"EPSG::32750", b"EPSG::999999")
    server.answers = [Answer("/ows", body)]
    error = refused("wfs", {"url": f"{server.url}/ows", **WFS}, tmp_path)
    assert (type(error), error.reason) == (SourceChangedError, Reason.CRS_UNSUPPORTED)


@pytest.mark.parametrize("size", [0, 2])
def test_a_silent_limit_is_noticed(size, server, tmp_path):
    error = refused("wfs", wfs(server, "silently_limited.json", page_size=size), tmp_path)
    assert error.reason in {Reason.TRUNCATED, Reason.PAGE_LOOP}


@pytest.mark.parametrize(
    ("name", "kind", "reason"),
    [
        ("exception_200.xml", SourceRefusedError, Reason.SOURCE_ERROR),
        ("service_exception_200.xml", SourceDownError, Reason.SOURCE_ERROR),
        ("exception_200.json", SourceDownError, Reason.SOURCE_ERROR),
        ("json_then_exception.txt", SourceDownError, Reason.SOURCE_ERROR),
        ("gml.xml", SourceRefusedError, Reason.FORMAT_MISMATCH),
        ("dtd.xml", SourceChangedError, Reason.XML_DTD_FORBIDDEN),
    ],
)
def test_an_exception_with_status_200_is_no_data(name, kind, reason, server, tmp_path):
    error = refused("wfs", wfs(server, name), tmp_path)
    assert (type(error), error.reason) == (kind, reason)


def test_what_the_service_says_stands_in_the_message(server, tmp_path):
    assert "Feature type paser:tps unknown" in str(refused("wfs", wfs(server, "exception_200.xml"), tmp_path))


@pytest.mark.parametrize("body", [b"[1]", b'{"type": "Feature"}', b'{"type": "FeatureCollection"}', b"<a><b></a>"])
def test_what_is_no_feature_collection_is_refused(body, server, tmp_path):
    server.answers = [Answer("/ows", body)]
    error = refused("wfs", {"url": f"{server.url}/ows", **WFS}, tmp_path)
    assert error.reason in {Reason.SCHEMA_MISMATCH, Reason.CORRUPT}


@pytest.mark.parametrize(
    ("geometry", "fault"),
    [
        (None, Reason.GEOMETRY_MISSING),
        ({"type": "Point", "coordinates": []}, Reason.GEOMETRY_MISSING),
        ({"type": "Point", "coordinates": ["a", "b"]}, Reason.GEOMETRY_INVALID),
        ({"type": "Kotak", "coordinates": [1, 2]}, Reason.GEOMETRY_INVALID),
        ({"type": "Polygon", "coordinates": [[[1, 2], [3, 4]]]}, Reason.GEOMETRY_INVALID),
        ({"type": "Point"}, Reason.GEOMETRY_INVALID),
        ("titik", Reason.GEOMETRY_INVALID),
        ([1, 2], Reason.GEOMETRY_INVALID),
    ],
)
def test_a_geometry_that_cannot_be_read_marks_its_row_alone(geometry, fault, server, tmp_path):
    good = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [116, -2]}, "properties": {"n": 1}}
    bad = {"type": "Feature", "geometry": geometry, "properties": {"n": 2}}
    body = json.dumps({"type": "FeatureCollection", "features": [good, bad], "numberMatched": 2}).encode()
    server.answers = [Answer("/ows", body)]
    frame = ask("wfs", {"url": f"{server.url}/ows", **WFS}, tmp_path)
    assert frame[FAULT].tolist() == ["", fault.value]
    assert frame["n"].tolist() == [1, 2]
    assert frame.geometry[0] == Point(116, -2)


def test_no_feature_is_refused_unless_it_is_a_finding(server, tmp_path):
    server.answers = [Answer("/ows", b'{"type": "FeatureCollection", "features": [], "numberMatched": 0}')]
    options = {"url": f"{server.url}/ows", **WFS}
    assert refused("wfs", options, tmp_path).reason is Reason.NO_DATA
    frame = ask("wfs", {**options, "may_be_empty": True}, tmp_path)
    assert len(frame) == 0
    assert frame.crs.to_epsg() == 4326


def test_rings_become_polygons_with_holes_in_wgs84(server, tmp_path):
    frame = ask("arcgis", arcgis(server, sample("arcgis/rings.json"), count=1, format="json"), tmp_path)
    shape = frame.geometry[0]
    assert shape.geom_type == "MultiPolygon"
    assert [len(part.interiors) for part in shape.geoms] == [1, 0]
    assert 115 < shape.bounds[0] < shape.bounds[2] < 117
    assert frame["NAMOBJ"].tolist() == ["berlubang"]


@pytest.mark.parametrize(
    ("geometry", "kind"),
    [
        ({"x": 116, "y": -2}, "Point"),
        ({"points": [[116, -2], [117, -2]]}, "MultiPoint"),
        ({"paths": [[[116, -2, 5], [117, -2, 5]]]}, "MultiLineString"),
        ({"rings": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}, "Polygon"),
    ],
)
def test_every_kind_of_esri_geometry_is_read(geometry, kind):
    assert esri_feature("/features/0", {"attributes": {"a": 1}, "geometry": geometry})[2].geom_type == kind


@pytest.mark.parametrize("geometry", [{"curveRings": []}, {"rings": [[[0, 0]]]}, {"x": "a", "y": "b"}, "titik", [1]])
def test_an_esri_geometry_that_cannot_be_read_is_marked(geometry):
    assert esri_feature("/features/0", {"geometry": geometry})[2:] == (None, Reason.GEOMETRY_INVALID.value)


@pytest.mark.parametrize("geometry", [None, {}, {"x": "NaN", "y": "NaN"}, {"x": None, "y": None}, {"points": []}])
def test_an_esri_geometry_that_is_empty_is_missing(geometry):
    assert esri_feature("/features/0", {"geometry": geometry})[2:] == (None, Reason.GEOMETRY_MISSING.value)


@pytest.mark.parametrize("place", ["root", "properties"])
def test_the_flag_of_more_is_seen_wherever_it_stands(place, server, tmp_path):
    def page(number, *, more):
        feature = {"type": "Feature", "geometry": None, "properties": {"n": number}}
        flag = {"exceededTransferLimit": more}
        return json.dumps({"features": [feature], **(flag if place == "root" else {"properties": flag})}).encode()

    path = "/rest/MapServer/0/query"
    server.answers = [Answer(path, b"{}", query={"returnCountOnly": "true"})]
    server.answers += [Answer(path, page(1, more=True), query={"resultOffset": "0"})]
    server.answers += [Answer(path, page(2, more=False), query={"resultOffset": "1"})]
    frame = ask("arcgis", {"url": f"{server.url}/rest/MapServer/0/"}, tmp_path)
    assert frame["n"].tolist() == [1, 2]


def test_features_that_never_come_are_noticed_by_the_count(server, tmp_path):
    page = json.dumps({"features": []}).encode()
    error = refused("arcgis", arcgis(server, page, count=5), tmp_path)
    assert (type(error), error.reason) == (SourceDownError, Reason.TRUNCATED)


def test_a_server_that_cannot_page_repeats_itself_and_is_left(server, tmp_path):
    error = refused("arcgis", arcgis(server, sample("arcgis/page1.geojson"), count=5), tmp_path)
    assert (type(error), error.reason) == (SourceChangedError, Reason.PAGE_LOOP)
    assert len(server.asked) == 3


def test_features_can_be_asked_for_by_their_ids(server, tmp_path):
    path = "/rest/MapServer/0/query"
    server.answers = [Answer(path, sample("arcgis/ids.json"), query={"returnIdsOnly": "true"})]
    features = [{"attributes": {"OBJECTID": number}, "geometry": {"x": 116, "y": -2}} for number in (1, 2, 3)]
    server.answers += [Answer(path, json.dumps({"features": features}).encode(), query={"objectIds": "1,2,3"})]
    frame = ask("arcgis", {"url": f"{server.url}/rest/MapServer/0", "paging": "ids", "format": "json"}, tmp_path)
    assert frame["OBJECTID"].tolist() == [1, 2, 3]


def test_null_for_no_ids_is_no_feature(server, tmp_path):
    server.answers = [Answer("/l/query", sample("arcgis/no_ids.json"))]
    options = {"url": f"{server.url}/l", "paging": "ids"}
    assert refused("arcgis", options, tmp_path).reason is Reason.NO_DATA
    assert len(ask("arcgis", {**options, "may_be_empty": True}, tmp_path)) == 0


@pytest.mark.parametrize(
    ("name", "kind", "reason"),
    [
        ("error_200.json", SourceRefusedError, Reason.SOURCE_ERROR),
        ("token_200.json", SourceRefusedError, Reason.SOURCE_FORBIDDEN),
        ("failed_200.json", SourceDownError, Reason.SOURCE_ERROR),
    ],
)
def test_an_error_with_status_200_is_no_data(name, kind, reason, server, tmp_path):
    server.answers = [Answer("/l/query", sample(f"arcgis/{name}"))]
    error = refused("arcgis", {"url": f"{server.url}/l"}, tmp_path)
    assert (type(error), error.reason) == (kind, reason)


@pytest.mark.parametrize(
    "body", [b"[]", b'{"count": "banyak"}', b'{"count": 1.5}', b'{"count": true}', b'{"count": -1}']
)
def test_a_count_that_is_none_is_refused(body, server, tmp_path):
    server.answers = [Answer("/l/query", body)]
    assert refused("arcgis", {"url": f"{server.url}/l"}, tmp_path).reason is Reason.SCHEMA_MISMATCH


@pytest.mark.parametrize("connector", ["wfs", "arcgis"])
def test_a_service_without_a_last_page_is_left_at_the_limit(connector, server, tmp_path):
    def another(handler):
        feature = {"type": "Feature", "geometry": None, "properties": {"n": len(server.asked)}}
        body = {"type": "FeatureCollection", "features": [feature], "exceededTransferLimit": True}
        handler.begin(200, content_type="application/json")
        handler.whole(json.dumps(body).encode())

    server.fault = another
    error = refused(connector, {"url": f"{server.url}/a", **(WFS if connector == "wfs" else {})}, tmp_path)
    assert (type(error), error.reason) == (SourceChangedError, Reason.PAGE_LOOP)
    assert len(server.asked) == 20
