"""BMKG's forecast: which slots count, which places are asked, what ends the asking."""

import json

import pytest
from cases import ask, refused, sample
from misbehaving_server import Answer, status

from core.collect.contract import FAULT, PLACE, Limits
from core.config import ROOT
from core.errors import SourceDownError, SourceRefusedError
from core.reasons import Reason
from data_sources._areas import VILLAGES

CODE = "64.01.04.1001"


def answer(code=CODE, change=lambda slots: slots):
    """Return BMKG's answer for a place: the sample's, with its slots changed."""
    told = json.loads(sample("bmkg/forecast.json"))
    told["lokasi"]["adm4"] = told["data"][0]["lokasi"]["adm4"] = code
    told["data"][0]["cuaca"] = [change([slot for day in told["data"][0]["cuaca"] for slot in day])]
    return json.dumps(told).encode()


def at(times, **more):
    """Return a change that makes slots at other times, in UTC."""
    return lambda slots: [{**slots[0], "utc_datetime": time, **more} for time in times]


def forecast(server, tmp_path, **options):
    return ask("bmkg", {"url": f"{server.url}/x", "feed": "prakiraan", "pause": 0, "adm4": CODE, **options}, tmp_path)


def test_a_slot_says_the_day_it_was_issued_in_wita_and_how_far_ahead_it_lies(server, tmp_path):
    server.answers = [Answer("/x", answer())]
    records = forecast(server, tmp_path)
    assert records["issued_day_wita"].tolist() == ["2025-10-01"] * 3
    assert records["lead_hours"].tolist() == [3.0, 6.0, 30.0]
    server.answers = [Answer("/x", answer(change=at(["2025-10-02 00:00:00"], analysis_date="2025-10-01T18:00:00")))]
    assert forecast(server, tmp_path)["issued_day_wita"].tolist() == ["2025-10-02"]


@pytest.mark.parametrize("analysis", [None, "", "kemarin"])
def test_a_time_of_issue_that_cannot_be_read_is_blank_or_with_hours_a_change_of_format(analysis, server, tmp_path):
    server.answers = [Answer("/x", answer(change=at(["2025-10-01 15:00:00"], analysis_date=analysis)))]
    records = forecast(server, tmp_path)
    assert (records["issued_day_wita"].tolist(), records["lead_hours"].tolist()) == ([""], [None])
    options = {"url": f"{server.url}/x", "feed": "prakiraan", "adm4": CODE, "hours": 24}
    error = refused("bmkg", options, tmp_path)
    assert (error.reason, error.expected) == (Reason.SCHEMA_MISMATCH, "utc_datetime, analysis_date")


def test_hours_are_counted_from_the_first_slot_that_does_not_lie_before_the_issue(server, tmp_path):
    times = [f"2025-10-0{day} {hour:02}:00:00" for day in (1, 2, 3) for hour in range(0, 24, 3)]
    server.answers = [Answer("/x", answer(change=at(times)))]
    kept = forecast(server, tmp_path, hours=24)["utc_datetime"].tolist()
    assert kept == times[4:12]  # issued on the first at 12:00
    server.answers = [Answer("/x", answer(change=at(times[7:])))]
    assert forecast(server, tmp_path, hours=24)["utc_datetime"].tolist() == times[7:15]
    assert len(forecast(server, tmp_path)) == 17


@pytest.mark.parametrize("hours", [0, -1, "24", True, float("nan")])
def test_hours_that_are_no_time_span_are_refused(hours, server, tmp_path):
    error = refused("bmkg", {"url": f"{server.url}/x", "feed": "prakiraan", "adm4": CODE, "hours": hours}, tmp_path)
    assert error.reason is Reason.SCHEMA_MISMATCH
    assert server.asked == []


@pytest.mark.parametrize("places", [{}, {"adm4": []}, {"adm4": [CODE], "areas": "catalogue/areas.csv"}])
def test_either_codes_or_a_file_of_areas_says_what_to_ask(places, server, tmp_path):
    error = refused("bmkg", {"url": f"{server.url}/x", "feed": "prakiraan", **places}, tmp_path)
    assert error.expected == "adm4 / areas"
    assert server.asked == []


def test_a_file_of_areas_asks_for_every_desa_and_kelurahan_once(server, tmp_path):
    options = {"url": f"{server.url}/x", "feed": "prakiraan", "areas": "catalogue/areas.csv", "pause": 0}
    server.answers = [Answer("/x", answer(code), query={"adm4": code}) for code in _villages()]
    records = ask("bmkg", options, tmp_path, limits=Limits())
    assert [one.query["adm4"] for one in server.asked] == _villages()
    assert len(_villages()) == 144
    assert records[PLACE].is_unique
    assert records["adm4"].nunique() == 144


@pytest.mark.parametrize("missing", [0, 1, 3])
@pytest.mark.parametrize("code", [404, 400])
def test_a_place_that_bmkg_does_not_have_is_a_faulty_row_and_the_others_come(missing, code, server, tmp_path):
    codes = ["64.01.04.1001", "64.01.04.2002", "64.01.04.2003", "64.01.04.2004"]
    server.answers = [
        Answer("/x", answer(one), query={"adm4": one}, status=code if at == missing else 200)
        for at, one in enumerate(codes)
    ]
    records = forecast(server, tmp_path, adm4=codes)
    faulty = records[records[FAULT].notna()]
    reason = Reason.SOURCE_MOVED if code == 404 else Reason.SOURCE_ERROR
    assert faulty[["adm4", FAULT]].to_numpy().tolist() == [[codes[missing], reason.value]]
    assert len(records) == 10


@pytest.mark.parametrize(("fault", "asked"), [(404, 3), (400, 3), (403, 1), (503, 1), (429, 1)])
def test_what_is_meant_for_all_places_is_not_asked_for_all_of_them(fault, asked, server, tmp_path):
    server.fault = status(fault)
    options = {"url": f"{server.url}/x", "feed": "prakiraan", "areas": "catalogue/areas.csv", "pause": 0}
    error = refused("bmkg", options, tmp_path)
    assert isinstance(error, SourceRefusedError if fault < 429 else SourceDownError)
    assert len(server.asked) == asked


def _villages():
    lines = (ROOT / "catalogue" / "areas.csv").read_text(encoding="utf-8").splitlines()
    return [cells[0] for cells in (line.split(",") for line in lines) if cells[3] in VILLAGES]
