"""Simulated feeds: read by the real connectors, said to be simulated, and never in the place of a real figure."""

import csv
import json
import sqlite3
import tomllib
import zipfile
from datetime import date, timedelta
from pathlib import Path

import pytest
import requests
from shapely.geometry import Point

import data_sources  # noqa: F401 - registers all connectors
from core.catalogue import load_catalogue
from core.collect.connectors import find_connector
from core.collect.contract import Tools
from core.collect.gather import understand
from core.config import DEMO_SOURCES, load_config
from core.domain.area import Level
from core.domain.indicator import Frequency
from data_sources.schematic import district_cells
from demo.feeds import write_feeds
from demo.places import districts
from demo.waste import point

ROOT = Path(__file__).parents[3]
CATALOGUE = load_catalogue(ROOT / "catalogue")
TODAY = date(2026, 11, 22)
NEVER = {"TI-10", "LH-11", "SE-01", "SE-02", "SE-03", "SE-04", "SE-05"}
UNSOURCED = {"LH-13", "SE-03", "SP-01", "TI-13"}
CELLS = district_cells({place.code: (place.lon, place.lat) for place in districts()})
BAD_CELLS = {"≥ 3", "1O,5", "tidak masuk"}


def sources():
    return {name: one for name, one in load_config(ROOT / "config.toml", {}).sources.items() if one.simulated}


def collected(folder, today):
    """Return what the feeds of a day say: observations by key, refusals, features by source."""
    write_feeds(folder, today)
    tools = Tools(requests.Session(), lambda content, *, address, media_type: "sha256", folder)
    observations, rejected, features = {}, [], {}
    for name, source in sources().items():
        records = find_connector(source.connector).fetch(source, tools)
        found = understand(records, source, CATALOGUE, today=today, polygons=CELLS)
        rejected += [(name, one) for one in found.rejected]
        if found.features is not None:
            features[name] = found.features
        if found.observations is not None:
            rows = found.observations
            for key in zip(rows.indicator, rows.area, rows.period, rows.value, strict=True):
                assert key[:3] not in observations, f"{name} repeats {key[:3]}"
                observations[key[:3]] = key[3]
    return observations, rejected, features


@pytest.fixture(scope="module")
def now(tmp_path_factory):
    return collected(tmp_path_factory.mktemp("feeds"), TODAY)


def test_only_the_deliberately_bad_cells_are_refused(now):
    _, rejected, _ = now
    assert {(name, one.found) for name, one in rejected} == {("dinkes_dbd", text) for text in BAD_CELLS}


def test_the_same_day_gives_the_same_bytes(tmp_path):
    first = {path.name: path.read_bytes() for path in write_feeds(tmp_path / "a", TODAY)}
    second = {path.name: path.read_bytes() for path in write_feeds(tmp_path / "b", TODAY)}
    assert first == second


@pytest.mark.parametrize("days", [1, 9, 40, 200])
def test_a_later_day_adds_periods_and_revises_none(now, days, tmp_path):
    before, _, _ = now
    later, _, _ = collected(tmp_path, TODAY + timedelta(days=days))
    common = before.keys() & later.keys()
    assert len(common) > 1000
    assert {key: later[key] for key in common} == {key: before[key] for key in common}
    assert later.keys() - before.keys()


def test_nothing_is_said_of_a_day_that_has_not_ended(now):
    assert max(period for _, _, period in now[0] if period.count("-") == 2) == "2026-11-21"
    assert "2026-11" not in {period for _, _, period in now[0]}


def test_every_file_says_that_it_is_simulated(tmp_path):
    for path in write_feeds(tmp_path, TODAY):
        if path.suffix in {".xlsx", ".ods"}:
            with zipfile.ZipFile(path) as package:
                text = b"".join(package.read(name) for name in package.namelist())
        elif path.suffix == ".sqlite":
            text = sqlite3.connect(path).execute("select isi from keterangan").fetchone()[0].encode()
        else:
            text = path.read_bytes()
        assert b"SIMULASI" in text, path.name


def test_every_source_says_that_it_is_simulated_and_reads_a_file_that_is_written(tmp_path):
    written = {str(path.relative_to(tmp_path)) for path in write_feeds(tmp_path, TODAY)}
    said = tomllib.loads(DEMO_SOURCES.read_text(encoding="utf-8"))["sources"]
    assert {section["path"] for section in said.values()} == written
    for name, section in said.items():
        assert section["simulated"] is True, name
        assert section["attribution"].startswith("SIMULASI - "), name


def test_schedules_are_spread_over_the_day():
    minutes = [one.schedule for one in sources().values()]
    assert len(set(minutes)) == len(minutes)


def test_no_simulated_figure_stands_where_a_published_one_does(now):
    published = set()
    for path in (ROOT / "published").glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            published |= {(row["kode"], row["periode"]) for row in csv.DictReader(file)}
    assert published
    simulated = {(code, period) for code, _, period in now[0]}
    assert not simulated & published
    assert not {code for code, _ in simulated} & NEVER


def test_nearly_every_indicator_is_fed_and_a_few_are_left_without_a_source(now):
    fed = {code for code, _, _ in now[0]} | {one.reading.count_as for one in sources().values()} - {""}
    config = load_config(ROOT / "config.toml", {})
    fed |= {code for one in config.sources.values() for code in one.reading.indicators}
    computed = {one.code for one in CATALOGUE.shown() if one.formula}
    lacking = {one.code for one in CATALOGUE.shown()} - fed - computed
    assert lacking == UNSOURCED


def test_what_is_collected_by_area_is_fed_for_all_of_them_and_for_the_kabupaten(now):
    areas = {}
    for code, area, _ in now[0]:
        areas.setdefault(code, set()).add(area)
    for code, found in areas.items():
        indicator = CATALOGUE.indicators[code]
        if indicator.frequency is Frequency.EVENT:
            continue
        if indicator.finest is Level.VILLAGE:
            assert len(found) == 144, code  # additive: kecamatan and kabupaten are their sums
        else:
            assert "64.01" in found, code
            assert len(found) == (11 if indicator.finest is Level.DISTRICT else 1), code


def test_there_are_gaps_and_one_office_is_late(now):
    months = {period for code, _, period in now[0] if code == "BN-04"}
    assert max(months) == "2026-06"
    registered = [key for key in now[0] if key[0] == "PL-11"]
    assert 36 * 11 - 30 < len(registered) < 36 * 11


def test_points_lie_in_the_schematic_cells_of_their_own_kecamatan(now):
    for layer in ("dkisp_menara", "dlh_fasilitas"):
        for key, shape, properties in now[2][layer][["key", "geometry", "properties"]].itertuples(index=False):
            said = json.loads(properties)
            code = said.get("kode_kecamatan", key.rpartition("-")[0])
            assert CELLS[code].contains(shape), key
    assert CELLS["64.01.04"].contains(Point(*point("TPA", "64.01.04", 0, reach=0.03)))
