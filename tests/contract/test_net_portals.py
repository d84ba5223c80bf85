"""CKAN, BPS, BMKG and FIRMS: their own shapes, and their own ways of saying no."""

import json
from datetime import date

import pytest
from cases import LIMITS, SECRET, ask, refused, sample
from misbehaving_server import Answer, content, status

from core.collect.contract import FAULT, PLACE
from core.errors import SourceChangedError, SourceDownError, SourceRefusedError
from core.reasons import Reason
from data_sources.nasa_firms import _windows, confidence_class

SEARCH, SHOW = "/api/3/action/datastore_search", "/api/3/action/package_show"


# CKAN


def test_ckan_keeps_texts_and_says_where_each_row_stood(server, tmp_path):
    server.answers = [
        Answer(SEARCH, sample("ckan/page1.json"), query={"offset": "0"}),
        Answer(SEARCH, sample("ckan/page2.json"), query={"offset": "2"}),
    ]
    records = ask("ckan", {"url": f"{server.url}/", "resource_id": "r1", "filters": {"tahun": "2023"}}, tmp_path)
    assert records["jumlah"].tolist() == ["97", "98,5", "-"]
    assert records[PLACE].tolist()[0] == "/result/records/0"
    assert json.loads(server.asked[0].query["filters"]) == {"tahun": "2023"}


@pytest.mark.parametrize(
    ("name", "kind", "reason"),
    [
        ("not_success.json", SourceDownError, Reason.SOURCE_ERROR),
        ("not_authorized.json", SourceRefusedError, Reason.SOURCE_FORBIDDEN),
        ("not_found.json", SourceRefusedError, Reason.SOURCE_MOVED),
    ],
)
def test_ckan_without_success_is_no_data(name, kind, reason, server, tmp_path):
    server.answers = [Answer(SEARCH, sample(f"ckan/{name}"))]
    error = refused("ckan", {"url": server.url, "resource_id": "r1"}, tmp_path)
    assert (type(error), error.reason) == (kind, reason)


def test_a_table_that_shrinks_while_it_is_read_is_noticed(server, tmp_path):
    empty = json.loads(sample("ckan/page2.json"))
    empty["result"]["records"] = []
    server.answers = [
        Answer(SEARCH, sample("ckan/page1.json"), query={"offset": "0"}),
        Answer(SEARCH, json.dumps(empty).encode(), query={"offset": "2"}),
    ]
    error = refused("ckan", {"url": server.url, "resource_id": "r1"}, tmp_path)
    assert (type(error), error.reason) == (SourceDownError, Reason.TRUNCATED)


def test_ckan_that_repeats_its_first_page_is_left(server, tmp_path):
    server.answers = [Answer(SEARCH, sample("ckan/page1.json"))]
    assert refused("ckan", {"url": server.url, "resource_id": "r1"}, tmp_path).reason is Reason.PAGE_LOOP


def test_ckan_without_a_last_page_is_left_at_the_limit(server, tmp_path):
    def another(handler):
        row = {"success": True, "result": {"records": [{"n": len(server.asked)}]}}
        handler.begin(200, content_type="application/json")
        handler.whole(json.dumps(row).encode())

    server.fault = another
    error = refused("ckan", {"url": server.url, "resource_id": "r1"}, tmp_path)
    assert error.reason is Reason.PAGE_LOOP
    assert len(server.asked) == LIMITS.pages


def test_the_newest_file_of_a_dataset_is_read(server, tmp_path):
    server.answers = [
        Answer(SHOW, sample("ckan/package_file.json")),
        Answer("/berkas/baru.csv", sample("ckan/newest.csv")),
    ]
    records = ask("ckan", {"url": server.url, "dataset": "data_capaian"}, tmp_path)
    assert records["Nilai"].tolist() == ["12,5", "9"]
    assert server.asked[0].query == {"id": "data_capaian"}


def test_the_newest_table_of_a_dataset_is_read_from_the_datastore(server, tmp_path):
    one = json.loads(sample("ckan/page2.json"))
    one["result"]["total"] = "1"
    server.answers = [Answer(SHOW, sample("ckan/package_table.json")), Answer(SEARCH, json.dumps(one).encode())]
    assert len(ask("ckan", {"url": server.url, "dataset": "data_capaian"}, tmp_path)) == 1
    assert server.asked[1].query["resource_id"] == "r1"


@pytest.mark.parametrize("formats", [["csv"], ["pdf"]])
def test_no_resource_is_chosen_where_none_is_the_newest(formats, server, tmp_path):
    server.answers = [Answer(SHOW, sample("ckan/package_tie.json"))]
    error = refused("ckan", {"url": server.url, "dataset": "data_capaian", "formats": formats}, tmp_path)
    assert (type(error), error.reason) == (SourceChangedError, Reason.SCHEMA_MISMATCH)
    assert len(server.asked) == 1


@pytest.mark.parametrize("body", [b"[]", b'{"ok": 1}', b'{"success": true}', b'{"success": true, "result": {}}'])
def test_what_is_no_ckan_is_refused(body, server, tmp_path):
    server.answers = [Answer(SEARCH, body)]
    assert refused("ckan", {"url": server.url, "resource_id": "r1"}, tmp_path).reason is Reason.SCHEMA_MISMATCH


# BPS


def bps(server, name, **options):
    server.answers = [Answer("/list/*", sample(f"bps/{name}"))]
    return {"url": f"{server.url}/list", "var": 72, **options}


def test_month_one_never_takes_the_figure_of_month_ten(server, tmp_path):
    records = ask("bps", bps(server, "data.json", years="123;124"), tmp_path)
    read = records[["vervar_label", "tahun", "turtahun_label", "value", "unit", PLACE]].values.tolist()
    assert read == [
        ["Paser", "2023", "Oktober", 9.11, "Persen", "/datacontent/640172012310"],
        ["Paser", "2024", "Januari", 8.63, "Persen", "/datacontent/64017201241"],
        ["Kutai Barat", "2024", "Oktober", "-", "Persen", "/datacontent/640272012410"],
    ]
    assert "/domain/6401/var/72/th/123;124/key/" in server.asked[0].path


@pytest.mark.parametrize("name", ["foreign_key.json", "two_ways.json"])
def test_a_key_that_fits_not_exactly_once_is_refused(name, server, tmp_path):
    error = refused("bps", bps(server, name), tmp_path)
    assert (type(error), error.reason) == (SourceChangedError, Reason.SCHEMA_MISMATCH)


def test_nothing_available_is_no_data(server, tmp_path):
    assert refused("bps", bps(server, "not_available.json"), tmp_path).reason is Reason.NO_DATA
    assert len(ask("bps", bps(server, "not_available.json", may_be_empty=True), tmp_path)) == 0


def test_a_key_that_bps_does_not_know_is_refused(server, tmp_path):
    error = refused("bps", bps(server, "bad_key.json"), tmp_path)
    assert (type(error), error.reason) == (SourceRefusedError, Reason.SOURCE_FORBIDDEN)


def test_bps_that_repeats_the_key_in_its_message_is_not_quoted(server, tmp_path):
    server.answers = [Answer("/list/*", json.dumps({"status": "Error", "message": f"gagal {SECRET}"}).encode())]
    error = refused("bps", {"url": f"{server.url}/list", "var": 72}, tmp_path)
    assert (type(error), error.reason, error.found) == (SourceDownError, Reason.SOURCE_ERROR, "gagal ***")


@pytest.mark.parametrize(
    "change",
    [
        {"vervar": None},
        {"var": [{"label": "tanpa val"}]},
        {"tahun": [{"val": 124, "label": "2023"}]},
        {"datacontent": [1]},
        {"status": None},
    ],
)
def test_another_shape_of_bps_is_refused(change, server, tmp_path):
    body = {**json.loads(sample("bps/data.json")), **change}
    server.answers = [Answer("/list/*", json.dumps(body).encode())]
    error = refused("bps", {"url": f"{server.url}/list", "var": 72}, tmp_path)
    assert error.reason in {Reason.SCHEMA_MISMATCH, Reason.SOURCE_ERROR}


# BMKG


def bmkg(server, name, feed):
    server.answers = [Answer("/*", sample(f"bmkg/{name}"))]
    return {"url": f"{server.url}/x.json", "feed": feed, "adm4": ["64.01.04.1001"], "pause": 0}


def test_slots_of_a_forecast_belong_to_their_day_in_wita(server, tmp_path):
    records = ask("bmkg", bmkg(server, "forecast.json", "prakiraan"), tmp_path)
    assert records["day_wita"].tolist() == ["2025-10-01", "2025-10-02", "2025-10-03"]
    assert records["adm4"].tolist() == ["64.01.04.1001"] * 3
    assert records[PLACE].tolist()[2] == "64.01.04.1001/data/0/cuaca/1/0"


def test_a_forecast_for_another_place_is_refused(server, tmp_path):
    error = refused("bmkg", bmkg(server, "other_place.json", "prakiraan"), tmp_path)
    assert (error.reason, error.expected) == (Reason.SCHEMA_MISMATCH, "64.01.04.1001")


@pytest.mark.parametrize(
    ("name", "feed", "places"),
    [
        ("autogempa.json", "autogempa", ["/Infogempa/gempa"]),
        ("gempaterkini.json", "gempaterkini", ["/Infogempa/gempa/0", "/Infogempa/gempa/1"]),
    ],
)
def test_a_quake_is_a_point_whether_it_comes_alone_or_in_a_list(name, feed, places, server, tmp_path):
    frame = ask("bmkg", bmkg(server, name, feed), tmp_path)
    assert frame[PLACE].tolist() == places
    assert (frame.geometry[0].x, frame.geometry[0].y, frame["lon"][0], frame["lat"][0]) == (
        120.06,
        -1.17,
        120.06,
        -1.17,
    )
    assert frame["Magnitude"][0] == "4.1"
    assert frame.crs.to_epsg() == 4326


@pytest.mark.parametrize("feed", ["autogempa", "prakiraan"])
def test_a_changed_format_of_bmkg_is_refused(feed, server, tmp_path):
    error = refused("bmkg", bmkg(server, "moved_format.json", feed), tmp_path)
    assert (type(error), error.reason) == (SourceChangedError, Reason.SCHEMA_MISMATCH)


@pytest.mark.parametrize("position", ["", "-1.17", "120.06,-1.17", "a,b", "nan,1"])
def test_a_quake_without_a_readable_place_is_refused(position, server, tmp_path):
    body = sample("bmkg/autogempa.json").replace(b"-1.17,120.06", position.encode())
    server.answers = [Answer("/*", body)]
    error = refused("bmkg", {"url": f"{server.url}/x.json", "feed": "autogempa"}, tmp_path)
    assert error.reason is Reason.SCHEMA_MISMATCH


def test_an_unknown_feed_is_named(tmp_path):
    assert "known: prakiraan" in str(refused("bmkg", {"feed": "cuaca"}, tmp_path))


# NASA FIRMS


def firms(server, name):
    server.answers = [Answer("/csv/*", sample(f"nasa_firms/{name}"), "text/csv")]
    return {"url": f"{server.url}/csv", "days": 1}


def test_fires_are_points_with_time_day_and_class(server, tmp_path):
    frame = ask("nasa_firms", firms(server, "viirs.csv"), tmp_path)
    assert frame["acq_at"].tolist()[:2] == ["2025-07-28T01:12:00+00:00", "2025-07-28T18:12:00+00:00"]
    assert frame["acq_day_wita"].tolist() == ["2025-07-28", "2025-07-29", "2025-07-28"]
    assert frame["confidence_class"].tolist() == ["nominal", "high", "low"]
    assert frame["bright_ti5"].tolist() == ["290.1", "", "289.0"]
    assert (frame.geometry[0].x, frame.geometry[0].y) == (116.10234, -1.85123)
    assert frame["feature_id"].is_unique
    assert frame.crs.to_epsg() == 4326


def test_modis_counts_its_confidence_in_hundredths(server, tmp_path):
    frame = ask("nasa_firms", firms(server, "modis.csv"), tmp_path)
    assert frame["confidence_class"].tolist() == ["low", "nominal", "high", ""]
    assert frame["country_id"].tolist() == ["IDN"] * 4


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("L", "low"),
        ("Nominal", "nominal"),
        (" high ", "high"),
        ("0", "low"),
        ("100", "high"),
        ("101", ""),
        ("-1", ""),
        ("x", ""),
    ],
)
def test_every_spelling_of_confidence_has_one_class(word, expected):
    assert confidence_class(word) == expected


def test_no_fire_is_a_finding(server, tmp_path):
    frame = ask("nasa_firms", firms(server, "none.csv"), tmp_path)
    assert len(frame) == 0
    assert frame.crs.to_epsg() == 4326


@pytest.mark.parametrize("code", [200, 400])
def test_an_unknown_map_key_is_refused_with_either_status(code, server, tmp_path):
    server.fault = status(code, sample("nasa_firms/bad_key.txt"))
    error = refused("nasa_firms", {"url": f"{server.url}/csv"}, tmp_path)
    assert (type(error), error.reason) == (SourceRefusedError, Reason.SOURCE_FORBIDDEN)
    assert "KUNCI_UJI" in str(error)
    assert error.__context__ is None or error.__suppress_context__


def test_too_many_transactions_are_throttling(server, tmp_path):
    server.fault = content(sample("nasa_firms/too_many.txt"))
    error = refused("nasa_firms", {"url": f"{server.url}/csv"}, tmp_path)
    assert (type(error), error.reason) == (SourceDownError, Reason.SOURCE_THROTTLED)


def test_a_csv_that_ends_in_a_row_is_cut(server, tmp_path):
    error = refused("nasa_firms", firms(server, "cut.csv"), tmp_path)
    assert (type(error), error.reason) == (SourceDownError, Reason.TRUNCATED)


def test_missing_columns_are_named(server, tmp_path):
    server.fault = content(b"lat,lon\n1,2\n")
    error = refused("nasa_firms", {"url": f"{server.url}/csv", "days": 1}, tmp_path)
    assert (type(error), error.reason) == (SourceChangedError, Reason.SCHEMA_MISMATCH)
    assert "latitude" in str(error)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("-1.85123,116.10234", "-91,116.10234", Reason.GEOMETRY_INVALID),
        ("-1.85123,116.10234", ",", Reason.GEOMETRY_INVALID),
        ("2025-07-28,112", "2025-07-28,2460", Reason.DATE_INVALID),
        ("2025-07-28,112", "2025-02-30,112", Reason.DATE_INVALID),
        ("2025-07-28,112", "2025-07-28,", Reason.DATE_INVALID),
        (",3.2,D", ",3.2,D,x", Reason.ROW_WIDTH),
    ],
)
def test_a_row_that_cannot_be_used_is_marked_alone(old, new, fault, server, tmp_path):
    server.fault = content(sample("nasa_firms/viirs.csv").replace(old.encode(), new.encode()))
    frame = ask("nasa_firms", {"url": f"{server.url}/csv", "days": 1}, tmp_path)
    assert frame[FAULT].tolist() == [fault.value, "", ""]


def test_a_downloaded_file_is_read_too(tmp_path):
    (tmp_path / "api.csv").write_bytes(sample("nasa_firms/viirs.csv"))
    assert len(ask("nasa_firms", {"path": "api.csv"}, tmp_path)) == 3


@pytest.mark.parametrize("days", [1, 4, 5, 6, 10, 12])
def test_windows_are_five_days_at_most_and_meet_without_gap(days):
    today = date(2025, 3, 2)
    seen = [
        date.fromordinal(start.toordinal() + more) for start, length in _windows(days, today) for more in range(length)
    ]
    assert seen == [date.fromordinal(today.toordinal() - back) for back in range(days - 1, -1, -1)]
    assert all(length <= 5 for _, length in _windows(days, today))
