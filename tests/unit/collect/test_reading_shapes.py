"""Map layers and boundaries: what lies where it should is kept, the rest is refused with a hint."""

import json
from datetime import UTC, datetime

import geopandas as gpd
import pandas as pd
import pytest
from reading_cases import ROOT
from shapely.geometry import LineString, Point, Polygon, box

from core.collect.contract import PLACE, Layout, Reading, Source
from core.collect.features import FEATURE_COLUMNS, map_boundaries, map_features
from core.collect.shapes import checked_shape, degrees, point_of
from core.domain.area import Level
from core.errors import SourceChangedError
from core.reasons import Reason

DATA = ROOT.parent / "shared" / "data"
COLUMNS = {"id": "id", "name": "nama", "lon": "bujur", "lat": "lintang", "observed_at": "waktu"}


def layer(**reading):
    reading = {"layout": Layout.FEATURES, "columns": COLUMNS, "layer": "tps", **reading}
    return Source("tps", "DLH", "csv_file", title="TPS", reading=Reading(**reading))


def point(number=1, lon="116,2", lat="-1,9", at="2026-03-14 08:00", **more):
    return {"id": number, "nama": f"TPS {number}", "bujur": lon, "lintang": lat, "waktu": at, **more}


def frame(*rows):
    records = pd.DataFrame(list(rows), dtype=object)
    records[PLACE] = [f"baris {at + 2}" for at in range(len(rows))]
    return records


def test_points_are_read_with_key_name_day_and_properties(catalogue):
    batch = map_features(frame(point(kapasitas=float("nan"), jenis="TPS3R")), layer(), catalogue)
    assert tuple(batch.features.columns) == FEATURE_COLUMNS
    one = batch.features.iloc[0]
    assert (one["key"], one["name"], one["geometry"]) == ("1", "TPS 1", Point(116.2, -1.9))
    assert one["observed_at"] == datetime(2026, 3, 14, 0, tzinfo=UTC)
    assert json.loads(one["properties"])["kapasitas"] is None
    assert json.loads(one["properties"])["jenis"] == "TPS3R"


@pytest.mark.parametrize(("sent", "kept"), [(7.0, "7"), ("7.0", "7"), ("tps.0", "tps.0"), ("7.0.0", "7.0.0")])
def test_an_id_loses_the_fraction_of_a_number_and_nothing_else(catalogue, sent, kept):
    assert map_features(frame(point(sent)), layer(), catalogue).features["key"].tolist() == [kept]


@pytest.mark.parametrize(
    ("lon", "lat", "hint"),
    [
        (116.2, 1.6606, "tanda minus hilang"), ("116,2", "1,9", "tanda minus hilang"), (-1.9, 116.2, "tertukar"),
        (106.8, -6.2, "bujur 115,3"), (0, 0, "bujur 115,3"), (116.2, -2.7, "bujur 115,3"),
    ],
)  # fmt: skip
def test_a_point_outside_the_kabupaten_is_refused_with_the_likely_slip(catalogue, lon, lat, hint):
    batch = map_features(frame(point(lon=lon, lat=lat)), layer(), catalogue)
    assert [one.reason for one in batch.rejected] == [Reason.COORDS_OUT_OF_AREA]
    assert hint in batch.rejected[0].expected
    assert batch.rejected[0].place == "baris 2, kolom lintang"


def test_a_layer_of_the_whole_world_takes_any_point(catalogue):
    batch = map_features(frame(point(lon=120.06, lat=-1.17)), layer(within="any"), catalogue)
    assert len(batch.features) == 1
    batch = map_features(frame(point(lon=190, lat=0), point(2, lon="x", lat=0)), layer(within="any"), catalogue)
    assert [one.reason for one in batch.rejected] == [Reason.GEOMETRY_INVALID] * 2


@pytest.mark.parametrize(
    ("cell", "value"),
    [("116,123", 116.123), ("116.123", 116.123), (116, 116), ("\u22121,5", -1.5), ("-1.234", -1.234), ("1.5°", 1.5),
     ("abc", None), ("1.234.567", None), (True, None), ("inf", None), (None, None)],
)  # fmt: skip
def test_a_degree_has_decimals_and_never_thousands(cell, value):
    assert degrees(cell) == value


def test_the_same_feature_twice_is_one_and_two_under_one_key_are_refused(catalogue):
    batch = map_features(frame(point(1), point(1), point(2), point(2, lon=116.3), point(3)), layer(), catalogue)
    assert list(batch.features["key"]) == ["1", "3"]
    assert [(one.reason, one.cells) for one in batch.rejected] == [(Reason.DUPLICATE_CONFLICT, 2)]
    assert batch.read == len(batch.features) + sum(one.cells for one in batch.rejected) + batch.merged


def test_a_feature_without_an_id_keeps_its_key_from_run_to_run(catalogue):
    columns = {name: column for name, column in COLUMNS.items() if name != "id"}
    first, second = (map_features(frame(point()), layer(columns=columns), catalogue) for _ in range(2))
    assert first.features["key"].tolist() == second.features["key"].tolist()
    assert len(first.features["key"].iloc[0]) == 24


def test_an_unreadable_day_and_unsafe_text_are_refused(catalogue):
    batch = map_features(frame(point(at="kemarin"), point(2, ket="a\x00b")), layer(), catalogue)
    assert [one.reason for one in batch.rejected] == [Reason.DATE_INVALID, Reason.TEXT_UNSAFE]


def test_lines_of_a_geodataframe_are_kept_and_flattened(catalogue):
    shapes = [LineString([(116.1, -1.9, 5), (116.2, -1.8, 5)]), None]
    records = gpd.GeoDataFrame({"id": [1, 2], PLACE: ["/features/0", "/features/1"]}, geometry=shapes, crs="EPSG:4326")
    batch = map_features(records, layer(columns={"id": "id"}), catalogue)
    assert not batch.features["geometry"].iloc[0].has_z
    assert [(one.place, one.reason) for one in batch.rejected] == [("/features/1", Reason.GEOMETRY_MISSING)]


def test_the_strict_policy_keeps_no_feature(catalogue):
    batch = map_features(frame(point(1), point(2, lat=1.9)), layer(strict=True), catalogue)
    assert (len(batch.features), batch.withheld, len(batch.rejected)) == (0, 1, 1)


def test_no_record_is_no_feature_and_no_error(catalogue):
    assert map_features(pd.DataFrame(), layer(), catalogue).features.empty


def test_features_are_counted_by_day_of_the_city_and_area_where_boundaries_are_known(catalogue):
    west, east = box(115.9, -2.0, 116.2, -1.7), box(116.2, -2.0, 116.5, -1.7)
    boundaries = {"64.01.04": west, "64.01.05": east, "64.01": box(115.9, -2.0, 116.5, -1.7)}
    points = [
        point(1, lon=116.0), point(2, lon=116.0), point(3, lon=116.3), point(4, lon=116.2),  # on the common border
        point(5, lon=116.9, lat=-1.0),  # outside all
        point(6, lon=116.0, at="2026-03-14T16:30:00Z"),  # the next day in WITA
        point(7, lon=116.0, at=""),
        point(8, lon=116.0, at="2026-03-13 09:00"),  # the first day of the answer may be cut by its window
    ]  # fmt: skip
    records = frame(*points)
    assert map_features(records, layer(count_as="BN-02"), catalogue).counts is None
    counts = map_features(records, layer(count_as="BN-02"), catalogue, boundaries=boundaries).counts
    found = dict(zip(zip(counts["area"], counts["period"], strict=True), counts["value"], strict=True))
    assert found["64.01", "2026-03-14"] == 4
    assert found["64.01.04", "2026-03-14"] + found["64.01.05", "2026-03-14"] == 4
    assert found["64.01.04", "2026-03-15"] == 1
    assert found["64.01.05", "2026-03-15"] == 0
    assert {period for _, period in found} == {"2026-03-14", "2026-03-15"}
    assert set(counts.loc[counts["flag"] == "p", "period"]) == {"2026-03-15"}


def boundaries(column="kode", level="desa"):
    reading = Reading(layout=Layout.BOUNDARIES, columns={"code": column}, level=level)
    return Source("batas", "DKISP", "wfs", reading=reading)


def cells(catalogue, skip=()):
    """Return one square a desa, in rows of a kecamatan."""
    areas = [area for area in catalogue.areas.values() if area.level is Level.VILLAGE and area.code not in skip]
    rows = []
    for area in areas:
        row, column = int(area.code[6:8]), int(area.code[-3:])
        west, south = 115.4 + 0.02 * column, -2.5 + 0.1 * row
        rows.append({"kode": area.code, PLACE: area.code, "geometry": box(west, south, west + 0.02, south + 0.1)})
    return gpd.GeoDataFrame(rows, geometry="geometry", crs="EPSG:4326")


def test_desa_are_dissolved_to_kecamatan_and_kabupaten(catalogue):
    batch = map_boundaries(cells(catalogue), boundaries(), catalogue)
    assert (len(batch.features), batch.rejected, batch.read) == (155, [], 144)
    shapes = dict(zip(batch.features["area"], batch.features["geometry"], strict=True))
    assert shapes["64.01"].area == pytest.approx(144 * 0.002)


def test_a_kecamatan_that_lacks_a_desa_is_not_drawn_with_a_hole(catalogue):
    lost = next(area.code for area in catalogue.areas.values() if area.parent == "64.01.04")
    batch = map_boundaries(cells(catalogue, skip={lost}), boundaries(), catalogue)
    assert not {"64.01.04", "64.01"} & set(batch.features["area"])
    assert [one.place for one in batch.rejected] == ["kecamatan Tanah Grogot", "kabupaten Paser"]
    assert lost in batch.rejected[0].found


def test_polygons_that_cannot_be_used_are_refused_with_their_reason(catalogue):
    good = box(116, -2, 116.1, -1.9)
    rows = [
        ("64.01.04", good), ("64.02.01", good), ("64.01.05", None), ("64.01.06", LineString([(116, -2), (116.1, -2)])),
        ("64.01.07", box(116, 1, 116.1, 1.1)), ("64.01.08.1001", good),
    ]  # fmt: skip
    shapes = [shape for _, shape in rows]
    codes = {"kode": [code for code, _ in rows], PLACE: [f"/features/{at}" for at in range(len(rows))]}
    batch = map_boundaries(
        gpd.GeoDataFrame(codes, geometry=shapes, crs="EPSG:4326"), boundaries(level="kecamatan"), catalogue
    )
    assert list(batch.features["area"]) == ["64.01.04"]
    assert [one.reason for one in batch.rejected[:5]] == [
        Reason.AREA_UNKNOWN,
        Reason.GEOMETRY_MISSING,
        Reason.GEOMETRY_INVALID,
        Reason.COORDS_OUT_OF_AREA,
        Reason.AREA_LEVEL_MISMATCH,
    ]


def test_boundaries_without_a_code_column_are_a_changed_source(catalogue):
    with pytest.raises(SourceChangedError, match="id_desa"):
        map_boundaries(cells(catalogue), boundaries(column="id_desa"), catalogue)
    with pytest.raises(SourceChangedError, match="code"):
        map_boundaries(cells(catalogue), Source("batas", "DKISP", "wfs"), catalogue)


def test_a_bow_tie_is_mended_and_not_a_number_is_refused():
    bow = Polygon([(116, -2), (116.1, -1.9), (116.1, -2), (116, -1.9)])
    assert checked_shape(bow).is_valid
    assert checked_shape(Point(float("inf"), 0)) is Reason.GEOMETRY_INVALID
    assert checked_shape("POINT (1 1)") is Reason.GEOMETRY_MISSING
    assert point_of("", 5) is Reason.GEOMETRY_MISSING


@pytest.mark.parametrize(
    ("name", "column"),
    [("id6401_paser.raw.geojson", "village_code"), ("paser_desa_dagri2025.geojson", "kode"),
     ("paser_desa_dagri2025.geojson", "kode_bps")],
)  # fmt: skip
def test_all_144_polygons_of_the_public_files_find_their_desa(catalogue, name, column):
    if not (DATA / name).exists():
        pytest.skip("the public polygons lie outside the project")
    records = gpd.read_file(DATA / name)
    records[PLACE] = [f"/features/{at}" for at in range(len(records))]
    batch = map_boundaries(records, boundaries(column), catalogue)
    assert (len(batch.features), batch.rejected) == (155, [])
    shapes = dict(zip(batch.features["area"], batch.features["geometry"], strict=True))
    assert all(shape.is_valid for shape in shapes.values())
    parts = sum(shape.area for code, shape in shapes.items() if code.count(".") == 3)
    assert shapes["64.01"].area == pytest.approx(parts, rel=1e-3)
    assert all(len(part.interiors) == 0 for part in shapes["64.01"].geoms)
