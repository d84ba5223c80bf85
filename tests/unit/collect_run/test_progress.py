"""Several sources at once: boundaries before what is counted in them, nobody waits for what takes long."""

import _thread
import threading

import pytest

import data_sources  # noqa: F401
from core.collect.outcome import Trigger
from core.collect.progress import first_collection, run_all
from core.collect.runner import Runner
from core.domain.work import RunState
from tests.collecting import Installation, feeds, section, table

BORDERS = """
[sources.{name}]
title = "Batas"
agency = "DKISP"
connector = "geojson"
url = "{url}"
schedule = "0 4 1 * *"
attribution = "uji"
layout = "boundaries"
level = "kecamatan"
columns = {{ code = "kode" }}
"""
HOTSPOTS = """
[sources.hotspots]
title = "Titik panas"
agency = "BPBD"
connector = "csv_file"
url = "{url}"
schedule = "0 * * * *"
attribution = "uji"
numbers = "en"
layout = "features"
layer = "hotspot"
count_as = "BN-01"
columns = {{ id = "id", lon = "lon", lat = "lat", observed_at = "waktu" }}
"""
SQUARE = (
    '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"kode": "64.01.04"}, "geometry":'
    ' {"type": "Polygon", "coordinates": [[[116, -2], [116.4, -2], [116.4, -1.8], [116, -1.8], [116, -2]]]}}]}'
)
POINTS = "id,lon,lat,waktu\n1,116.19,-1.91,2025-02-27T05:00:00Z\n2,116.19,-1.91,2025-02-28T05:00:00Z\n"
ONE_OF_TEN = RunState.PARTIAL  # of ten kecamatan one has come
COUNTED = "SELECT value FROM observation WHERE indicator = 'BN-01' AND area = '64.01.04'"


@pytest.fixture
def server():
    with feeds() as running:
        running.give("hotspots", POINTS)
        running.give("plain", table())
        yield running


@pytest.fixture
def install(tmp_path, server):
    """Return a function that makes an installation; the counting source stands before its boundaries."""
    made = []

    def of(*sections, **collect):
        hotspots = HOTSPOTS.format(url=server.url("hotspots"))
        made.append(Installation(tmp_path, hotspots, *sections, **collect))
        return made[-1]

    yield of
    for one in made:
        one.store.close()


def borders(server, name="borders"):
    return BORDERS.format(name=name, url=server.url(name))


def first(installed, told=None):
    tell = (lambda _: None) if told is None else told.append
    return first_collection(installed.config, installed.store, installed.catalogue, tell=tell)


def test_what_is_counted_by_area_waits_for_the_boundaries_and_others_do_not(install, server):
    plain_asked, early = threading.Event(), []

    def plain(_request):
        plain_asked.set()
        return table()

    def slow_borders(_request):
        assert plain_asked.wait(60)  # side by side: the plain source is asked while the boundaries are under way
        early.extend(server.asked.get("hotspots", []))
        return SQUARE

    server.give("plain", (200, {}, plain))
    server.give("borders", (200, {}, slow_borders))
    installed = install(section("plain", url=server.url("plain")), borders(server), deadline=100, read_timeout=100)
    outcomes = first(installed)
    assert [one.source_id for one in outcomes] == ["hotspots", "plain", "borders"]
    assert [one.state for one in outcomes] == [RunState.OK, RunState.OK, ONE_OF_TEN]
    assert early == []
    assert installed.rows(COUNTED) == [(1.0,)]


def test_boundaries_that_fail_hold_up_nothing(install, server):
    server.give("borders", SQUARE)
    server.give("other", (503, {}, "down"))
    outcomes = first(install(borders(server), borders(server, "other")))
    assert [one.state for one in outcomes] == [RunState.OK, ONE_OF_TEN, RunState.FAILED]


def test_without_boundaries_to_come_nobody_waits(install, server):
    installed = install(section("plain", url=server.url("plain")))
    assert [one.state for one in first(installed)] == [RunState.OK] * 2
    assert first(installed) == []


def test_with_one_worker_all_sources_are_collected(install, server):
    server.give("borders", SQUARE)
    installed = install(section("plain", url=server.url("plain")), borders(server), workers=1)
    runner, told = Runner(installed.config, installed.store, installed.catalogue), []
    run_all(installed.config.sources.values(), runner, trigger=Trigger.MANUAL, tell=told.append)
    assert [line.split()[1] for line in told[1:]] == ["borders", "plain", "hotspots"]
    assert installed.rows(COUNTED) == [(1.0,)]


def test_a_source_that_may_take_long_is_left_to_the_schedule_and_named(install, server):
    slow = section("slow", url=server.url("plain"), timeout=600)
    by_hand = section("by_hand", url=server.url("plain"), timeout=600, schedule="")
    told, installed = [], install(slow, by_hand)
    assert [one.source_id for one in first(installed, told)] == ["hotspots", "by_hand"]
    assert told[0] == "slow may take 600 s: collected by the schedule, not waited for"
    assert installed.rows("SELECT count(*) FROM run WHERE source = 'slow'") == [(0,)]


def test_an_interrupt_leaves_no_run_open(install, server):
    ended = threading.Event()

    def interrupting(_request):
        _thread.interrupt_main()
        ended.wait(60)
        return table()

    server.give("plain", (200, {}, interrupting))
    installed = install(section("plain", url=server.url("plain")), deadline=100, read_timeout=100)
    with pytest.raises(KeyboardInterrupt):
        first(installed)
    states = dict(installed.rows("SELECT source, state FROM run"))
    ended.set()
    assert states["plain"] == "abandoned"
    assert "running" not in states.values()
