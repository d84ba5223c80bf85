"""The published figures: none altered, none without a source, each readable as its source section says."""

import csv
import tomllib
from datetime import date
from math import isclose
from pathlib import Path

import pytest
import requests

from core.collect.checks import check
from core.collect.connectors import find_connector
from core.collect.contract import Layout, Tools
from core.collect.mapping import map_records
from core.config import load_config
from core.domain.period import parse_period
from data_sources import csv_file  # noqa: F401 - registers the connector

ROOT = Path(__file__).resolve().parents[3]
SERIES = ROOT.parent / "shared" / "data" / "seri_publik_paser.csv"
FILES = {"tahunan": "tahunan.csv", "bulanan": "bulanan.csv", "harian": "harian.csv"}
RENAMED = {"LH-11b": "LH-IKU", "LH-11c": "LH-IKTL"}


def rows_of(name):
    with (ROOT / "published" / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def printed():
    return [(frequency, row) for frequency, name in FILES.items() for row in rows_of(name)]


@pytest.fixture(scope="module")
def series():
    if not SERIES.exists():
        pytest.skip("the list of figures that these were taken from is not here")
    with SERIES.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _originals(row, series):
    """Yield the rows of the list that a published row may be taken from: same code, area and value, period within."""
    for one in series:
        code = RENAMED.get(one["kode_indikator"], one["kode_indikator"])
        value = float(one["nilai"]) / (365 if one["satuan"] == "ton/tahun" else 1)
        same = (code, one["kode_wilayah"]) == (row["kode"], row["kode_wilayah"])
        period = one["periode"].rpartition("/")[2]  # of a span the day it ends on
        if same and period.startswith(row["periode"]) and isclose(value, float(row["nilai"]), abs_tol=0.005):
            yield one


def test_every_figure_is_the_one_that_was_read(printed, series):
    altered = [row for _, row in printed if not list(_originals(row, series))]
    # The sum of the three kecamatan is the only figure that does not stand in the list itself.
    assert [(row["kode"], row["kode_wilayah"], row["nilai"]) for row in altered] == [("BN-01", "64.01", "14")]


def test_every_figure_keeps_an_address_it_was_read_at(printed, series):
    for _, row in printed:
        assert row["sumber"].startswith("https://")
        read_at = {(one["sumber"], one["keandalan"]) for one in _originals(row, series)}
        # The list writes "github:owner/name path" for two of them.
        if read_at and not any(address.startswith("github:") for address, _ in read_at):
            assert (row["sumber"], row["keandalan"]) in read_at, row


def test_burnt_area_comes_from_the_last_report(printed, series):
    last = {one["kode_wilayah"]: one for one in series if one["periode"] == "2023-07-30/2023-10-11"}
    for _, row in printed:
        if row["kode"] == "BN-02":
            assert (float(row["nilai"]), row["sumber"]) == (
                float(last[row["kode_wilayah"]]["nilai"]),
                last[row["kode_wilayah"]]["sumber"],
            )


def test_units_are_the_catalogues_and_values_lie_within_its_limits(printed, shipped):
    for frequency, row in printed:
        one = shipped.indicators[row["kode"]]
        assert row["satuan"] == one.unit
        assert one.minimum <= float(row["nilai"]) <= one.maximum
        assert parse_period(row["periode"]).frequency.value == frequency
        area = shipped.areas[row["kode_wilayah"]]
        assert area.name == row["wilayah"]
        assert row["tanda"] in {"", "p", "e"}


def test_no_figure_stands_twice(printed):
    keys = [(row["kode"], row["kode_wilayah"], row["periode"]) for _, row in printed]
    assert len(keys) == len(set(keys)) == 58


@pytest.mark.parametrize(
    ("code", "periods"),
    [
        ("TI-10", ["2018", "2019", "2020", "2021", "2022", "2023", "2024"]),
        ("LH-11", ["2017", "2018", "2021"]),
        ("SE-01", ["2006", "2012", "2019", "2023", "2024"]),
        ("LH-05", ["2022", "2024-02", "2025-06"]),
        ("TI-01", ["2021-09", "2023-01"]),
        ("SE-03", []),
    ],
)
def test_the_series_that_the_council_knows_are_there(printed, code, periods):
    assert [row["periode"] for _, row in printed if row["kode"] == code] == periods


def test_burnt_area_of_2023_is_there_for_each_kecamatan_and_adds_up(printed, shipped):
    burnt = {row["kode_wilayah"]: float(row["nilai"]) for _, row in printed if row["kode"] == "BN-02"}
    assert set(burnt) == {area.code for area in shipped.children("64.01")}
    assert sum(burnt.values()) == pytest.approx(606.17)


def test_the_kabupatens_hotspots_are_the_sum_of_its_kecamatan(printed):
    found = {row["kode_wilayah"]: int(row["nilai"]) for _, row in printed if row["kode"] == "BN-01"}
    assert found.pop("64.01") == sum(found.values()) == 14


def test_iklh_2018_agrees_with_the_weights_of_its_time(printed):
    of_2018 = {row["kode"]: float(row["nilai"]) for _, row in printed if row["periode"] == "2018"}
    computed = 0.3 * of_2018["LH-12"] + 0.3 * of_2018["LH-IKU"] + 0.4 * of_2018["LH-IKTL"]
    assert computed == pytest.approx(of_2018["LH-11"], abs=0.005)


@pytest.mark.parametrize("frequency", FILES)
def test_each_file_is_a_source_that_names_all_its_indicators_and_columns(frequency, shipped):
    source = load_config(ROOT / "config.toml", {}).sources[f"terbitan_{frequency}"]
    rows = rows_of(FILES[frequency])
    reading = source.reading
    assert source.options["path"] == f"published:{FILES[frequency]}"
    assert (reading.layout, reading.numbers, reading.frequency) == (Layout.LONG, "en", frequency)
    assert {code: column.column for code, column in reading.indicators.items()} == {
        row["kode"]: row["kode"] for row in rows
    }
    assert set(reading.columns.values()) <= set(rows[0])
    assert source.agency in shipped.agencies
    assert source.attribution == "Angka terbitan publik, sumber di tiap baris"
    assert not source.simulated


@pytest.mark.parametrize("frequency", FILES)
def test_the_pipeline_takes_every_figure_with_its_address_and_refuses_none(frequency, shipped, tmp_path):
    source = load_config(ROOT / "config.toml", {}).sources[f"terbitan_{frequency}"]
    kept = []
    tools = Tools(requests.Session(), lambda content, **_: kept.append(content) or "hash", tmp_path)
    records = find_connector(source.connector).fetch(source, tools)
    today = date(2026, 1, 1)
    batch = check(map_records(records, source, shipped, today=today), source, shipped, today=today)
    rows = rows_of(FILES[frequency])
    assert list(batch.rejected) == []
    assert {tuple(one) for one in batch.observations[["indicator", "area", "period", "citation"]].to_numpy()} == {
        (row["kode"], row["kode_wilayah"], row["periode"], row["sumber"]) for row in rows
    }
    assert sorted(batch.observations["value"]) == sorted(float(row["nilai"]) for row in rows)
    assert kept == [(ROOT / "published" / FILES[frequency]).read_bytes()]


def test_the_published_sources_do_not_depend_on_the_demonstration():
    content = tomllib.loads((ROOT / "config.toml").read_text(encoding="utf-8"))
    assert {f"terbitan_{frequency}" for frequency in FILES} <= set(content["sources"])


def test_every_column_is_described():
    described = (ROOT / "published" / "README.md").read_text(encoding="utf-8")
    for name in FILES.values():
        assert f"`{name}`" in described
        assert all(f"`{column}`" in described for column in rows_of(name)[0])
