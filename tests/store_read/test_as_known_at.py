"""What was known at the end of a past day: rows, runs, polygons, layers and definitions of that day, nothing later."""

from datetime import UTC, date, datetime, timedelta

import pandas as pd
import pytest
from reading import (
    COUNCIL,
    NOON,
    NORTH,
    REGENCY,
    catalogue,
    config,
    indicator,
    model,
    run,
    source,
    target,
    view,
)
from shapely.geometry import box

from core.catalogue import load_catalogue
from core.catalogue.texts import packed, read_texts
from core.clock import end_of_day
from core.config import ROOT
from core.domain.area import Level
from core.domain.status import FreshnessState
from core.domain.viewer import Role, Viewer
from core.domain.work import RunState
from core.store import queries, writes
from core.store.catalogues import keep_catalogue

OPERATOR = Viewer(Role.OPERATOR)
TUESDAY = date(2026, 3, 31)
THEN = datetime(2026, 3, 31, 4, 0, tzinfo=UTC)  # noon in WITA
MIDNIGHT = datetime(2026, 3, 31, 16, 0, tzinfo=UTC)  # the first instant of 1 April in WITA
DEFINITIONS = catalogue(indicator("A"), indicator("C", additive=False), targets=[target("A", 10)])
SETTLED = config(source("s", "A", "C"), source("t", "A"))


def seen(store, code="A", known_at=TUESDAY, **of):
    queries.connect(store, DEFINITIONS, SETTLED)
    return queries.figure(COUNCIL, code, view(period="2026-02", today=known_at, known_at=known_at, **of))


def test_a_day_is_over_at_midnight_of_the_city():
    assert end_of_day(TUESDAY) == MIDNIGHT


def test_a_later_revision_is_not_known_yet(store):
    run(store, "s", ("A", REGENCY, "2026-02", 5), now=THEN)
    run(store, "s", ("A", REGENCY, "2026-02", 8, "p"), now=NOON)
    past = seen(store)
    assert (past.value, past.flag, past.provenance.revision, past.attainment) == (5.0, "", 0, 0.5)
    assert queries.figure(COUNCIL, "A", view(period="2026-02")).value == 8.0


@pytest.mark.parametrize(("stored_at", "value"), [(MIDNIGHT - timedelta(microseconds=1), 8.0), (MIDNIGHT, 5.0)])
def test_the_last_instant_of_the_day_counts_and_the_next_one_does_not(store, stored_at, value):
    run(store, "s", ("A", REGENCY, "2026-02", 5), now=THEN)
    run(store, "s", ("A", REGENCY, "2026-02", 8), now=stored_at)
    assert seen(store).value == value


def test_freshness_is_told_of_that_day(store):
    run(store, "s", ("A", REGENCY, "2026-02", 5), now=THEN)
    run(store, "s", ("A", REGENCY, "2026-10", 5), now=NOON)
    found = seen(store)
    assert (found.freshness.state, found.freshness.age_days) == (FreshnessState.DUE, 31)


def test_before_the_first_run_nothing_is_known_and_no_page_fails(store):
    run(store, "s", ("A", REGENCY, "2026-02", 5), now=NOON)
    found = seen(store)
    assert (found.value, found.provenance) == (None, None)
    shown = view(period="2026-02", today=TUESDAY, known_at=TUESDAY)
    assert queries.overview(COUNCIL, shown).total.value is None
    assert queries.observations(COUNCIL, "A", REGENCY, TUESDAY) == ()
    assert queries.summary(COUNCIL, TUESDAY).newest_at is None
    assert queries.runs(OPERATOR, "", TUESDAY) == ()
    assert [one.last_run for one in queries.sources(OPERATOR, TUESDAY)] == [None, None]


def test_rows_runs_and_health_are_those_of_that_day(store):
    run(store, "s", ("A", REGENCY, "2026-01", 1), now=THEN)
    run(store, "s", ("A", REGENCY, "2026-01", 2), now=NOON, state=RunState.PARTIAL)
    queries.connect(store, DEFINITIONS, SETTLED)
    assert [row.value for row in queries.observations(COUNCIL, "A", REGENCY, TUESDAY)] == [1.0]
    assert [row.value for row in queries.observations(COUNCIL, "A", REGENCY)] == [2.0, 1.0]
    assert [one.state for one in queries.runs(OPERATOR, "s", TUESDAY)] == [RunState.OK]
    past, now = (next(iter(queries.sources(OPERATOR, day))) for day in (TUESDAY, None))
    assert (past.last_run.state, now.last_run.state) == (RunState.OK, RunState.PARTIAL)
    assert past.last_success_at == THEN


def test_polygons_and_layers_are_those_of_that_day(store):
    def brought(size, name, at):
        def record(conn, number):
            frame = pd.DataFrame([(NORTH, box(116, -2, 116 + size, -1))], columns=["area", "geometry"])
            writes.record_boundaries(conn, number, "s", frame, schematic=False, now=at)
            row = (name, name, "", None, {"type": "Point", "coordinates": [116, -1]}, {})
            columns = ["key", "name", "kind", "observed_at", "geometry", "properties"]
            writes.record_features(conn, number, "s", pd.DataFrame([row], columns=columns), layer="tps", now=at)

        run(store, "s", now=at, also=record)

    brought(1, "lama", THEN)
    brought(2, "baru", NOON)
    queries.connect(store, DEFINITIONS, SETTLED)
    names, widths = [], []
    for day in (TUESDAY, None):
        points = queries.layer_points(COUNCIL, "tps", day)
        names.append([one["id"] for one in points.features["features"]])
        shape = queries.boundaries(COUNCIL, Level.DISTRICT, day).features["features"][0]["geometry"]["coordinates"][0]
        widths.append(max(lon for lon, _ in shape))
    assert (names, widths) == ([["lama"], ["baru"]], [117, 118])


def test_bands_targets_and_weights_are_those_that_were_known(store):
    folder, demo = ROOT / "catalogue", ROOT / "demo" / "targets.csv"
    texts = read_texts(folder, demo)
    stricter = {**texts, "bands.csv": texts["bands.csv"].replace("tinggi,76", "tinggi,90")}
    keep_catalogue(store, *packed(stricter), now=THEN)
    keep_catalogue(store, *packed(texts), now=NOON)
    run(store, "s", ("A", REGENCY, "2026-02", 5), now=THEN)
    queries.connect(store, load_catalogue(folder, demo_targets=demo), config())
    floors = [
        [band.floor for band in queries.catalogue(COUNCIL, day).bands if band.status == "HIGH"]
        for day in (date(2026, 1, 1), TUESDAY, None)
    ]
    assert floors == [[90.0], [90.0], [76.0]]


def test_a_past_day_is_read_once_and_the_newest_state_is_not_touched(store):
    run(store, "s", ("A", REGENCY, "2026-02", 5), now=THEN)
    reader = model(store, DEFINITIONS, SETTLED)
    past = reader.known_on(TUESDAY)
    run(store, "s", ("A", REGENCY, "2026-02", 6), now=NOON)
    reader.renew()
    assert reader.known_on(TUESDAY) is past
    assert reader.known_on(date(2026, 4, 1)) is not past


def test_few_past_days_are_kept(store):
    reader = model(store, DEFINITIONS, SETTLED)
    first = reader.known_on(date(2026, 1, 1))
    for day in range(2, 9):
        reader.known_on(date(2026, 1, day))
    assert reader.known_on(date(2026, 1, 1)) is not first
