"""BN-06 from BMKG's answer to the kabupaten's figure: this project's section of config.toml, a loopback server."""

import json
import re
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

import data_sources  # noqa: F401
from core.config import ROOT
from core.domain.area import Level
from core.domain.work import RunState
from core.store.read_model import ReadModel
from core.store.values import series_of
from tests.collecting import Installation, feeds, run_source

NOW = datetime(2025, 10, 1, 14, 0, tzinfo=UTC)  # 22:00 WITA, two hours after the sample was issued
GROGOT, PASER = "64.01.04.1001", "64.01"


@pytest.fixture
def server():
    with feeds() as running:
        yield running


@pytest.fixture
def installed(tmp_path, server):
    text = (ROOT / "config.toml").read_text(encoding="utf-8")
    start = text.index("[sources.bmkg_prakiraan]")
    section = text[start : text.index("\n[sources.bmkg_gempa]")]
    section = re.sub(r"^pause = .*$", f'pause = 0\nurl = "{server.url("x")}"', section, flags=re.MULTILINE)
    made = Installation(tmp_path, section)
    yield made
    made.store.close()


@pytest.fixture
def collect(installed, server, sample):
    """Return a function that collects a forecast in which the named places have such slots."""

    def collected(weather, *, without=()):
        def body(request):
            code = parse_qs(urlsplit(request.path).query)["adm4"][0]
            told = json.loads(sample("bmkg/forecast.json").replace(GROGOT.encode(), code.encode()))
            slots = [slot for slots in told["data"][0]["cuaca"] for slot in slots]
            for slot, words in zip(slots, weather.get(code, ()), strict=False):
                slot["weather_desc"] = words
            if code in without:
                told["data"][0]["cuaca"] = []
            return json.dumps(told)

        server.give("x", (200, {"Content-Type": "application/json"}, body))
        source = installed.config.sources["bmkg_prakiraan"]
        parts = {"config": installed.config, "store": installed.store, "catalogue": installed.catalogue}
        return run_source(source, **parts, trigger="manual", now=lambda: NOW)

    return collected


def values(installed, area):
    snapshot = ReadModel(installed.store, installed.catalogue, installed.config).current()
    series = series_of(snapshot, "BN-06", area)
    return {} if series is None else {period.text: cell[0] for period, cell in series.cells().items()}


def test_a_warning_within_24_hours_is_1_and_a_forecast_without_is_0_on_the_day_of_issue(installed, collect):
    done = collect({GROGOT: ["Berawan", "Hujan Petir"], "64.01.05.1001": ["Hujan Lebat"] * 3})
    assert (done.state, done.rejected, done.new) == (RunState.OK, 0, 144)
    assert values(installed, GROGOT) == {"2025-10-01": 1}
    assert values(installed, "64.01.04.2002") == {"2025-10-01": 0}
    assert values(installed, "64.01.04") == {"2025-10-01": 1}
    assert values(installed, "64.01.06") == {"2025-10-01": 0}
    assert values(installed, PASER) == {"2025-10-01": 2}


def test_a_warning_that_lies_further_ahead_is_none_of_this_day(installed, collect):
    collect({GROGOT: ["Berawan", "Berawan", "Hujan Lebat"]})
    assert values(installed, PASER) == {"2025-10-01": 0}


def test_where_one_desa_has_no_forecast_its_kecamatan_and_the_kabupaten_have_no_figure(installed, collect):
    done = collect({GROGOT: ["Hujan Lebat"]}, without=("64.01.04.2002",))
    assert done.new == 143
    assert values(installed, "64.01.04.2002") == {}
    assert values(installed, "64.01.04") == values(installed, PASER) == {}
    assert values(installed, "64.01.06") == {"2025-10-01": 0}


def test_a_later_answer_of_the_same_day_revises_it(installed, collect):
    collect({GROGOT: ["Hujan Lebat"]})
    done = collect({})
    assert (done.revised, done.same) == (1, 143)
    assert values(installed, PASER) == {"2025-10-01": 0}


def test_the_catalogue_sums_every_desa(installed):
    assert sum(area.level is Level.VILLAGE for area in installed.catalogue.areas.values()) == 144
