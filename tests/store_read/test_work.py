"""Health of the sources, runs, rejections and rows: what the tables tell, and to whom."""

from datetime import UTC, datetime, timedelta

import pytest
from reading import COUNCIL, NOON, NORTH, REGENCY, catalogue, config, indicator, run, source, view

from core.collect.batch import Rejected
from core.domain.viewer import Role, Viewer
from core.domain.work import RunState
from core.reasons import Reason
from core.store import queries, writes
from core.store.health import next_run_at, source_health

BAD = Rejected("Rekap!C4", "Jumlah", "abc", Reason.VALUE_NOT_NUMERIC)
DLH, DKISP = Viewer(Role.AGENCY, agency="DLH"), Viewer(Role.AGENCY, agency="DKISP")
SCREEN, OPERATOR, AUDITOR = (Viewer(one) for one in (Role.SCREEN, Role.OPERATOR, Role.AUDITOR))
HOUR = timedelta(hours=1)


def keep(sha):
    def record(conn, number):
        writes.keep_raw_rows(conn, number, [writes.KeptAnswer(sha, 3, "text/csv", "file:data.csv")])

    return record


def connect(store, demo=True, **changed):
    definitions = catalogue(indicator("A"), indicator("B", agency="DKISP"))
    settled = config(source("s", "A", **changed), source("t", "B", agency="DKISP"), demo=demo)
    return queries.connect(store, definitions, settled)


def health_of(store, name="s"):
    connect(store)
    return next(one for one in queries.sources(OPERATOR) if one.source_id == name)


def test_the_schedule_is_read_in_city_time():
    # 22 November, 12:00 WITA: six in the morning of the next day is 22:00 UTC of this one.
    assert next_run_at(source("s"), NOON) == datetime(2026, 11, 22, 22, 0, tzinfo=UTC)
    assert next_run_at(source("s", schedule=""), NOON) is None


def test_a_source_tells_what_it_brought_and_when(store):
    run(store, "s", ("A", REGENCY, "2026-09", 1), ("A", REGENCY, "2026-10", 2), now=NOON - HOUR)
    run(store, "s", ("A", REGENCY, "2026-10", 3))
    seen = health_of(store)
    assert (seen.data_until.text, seen.observations) == ("2026-10", 2)
    assert (seen.last_success_at, seen.failing_since, seen.running) == (NOON, None, False)
    assert (seen.last_run.state, seen.last_run.revised, seen.last_run.read) == (RunState.OK, 1, 1)


def test_a_source_is_failing_since_the_first_failure_in_a_row(store):
    run(store, "s", now=NOON - 5 * HOUR, state=RunState.FAILED)
    run(store, "s", now=NOON - 4 * HOUR)
    for hours in (3, 2, 1):
        run(store, "s", now=NOON - hours * HOUR, state=RunState.FAILED)
    seen = health_of(store)
    assert seen.failing_since == NOON - 3 * HOUR
    assert seen.last_success_at == NOON - 4 * HOUR
    run(store, "s", now=NOON)
    assert health_of(store).failing_since is None


def test_a_run_under_way_is_seen_and_the_last_finished_one_kept(store):
    done = run(store, "s", now=NOON - HOUR)
    with store.begin_write() as conn:
        writes.start_run(conn, source_id="s", trigger="manual", now=NOON)
    seen = health_of(store)
    assert (seen.running, seen.last_run.id) == (True, done)


def test_a_source_that_never_ran_says_nothing_it_does_not_know(store):
    seen = health_of(store)
    assert (seen.last_run, seen.last_success_at, seen.data_until, seen.observations) == (None, None, None, 0)


def test_the_next_run_is_after_now(store):
    reader = connect(store)
    with store.read() as conn:
        assert all(one.next_run_at > NOON for one in source_health(conn, reader.current(), NOON))


@pytest.fixture
def worked(store):
    """Return a store with one rejected row of each of two offices."""
    run(store, "s", ("A", REGENCY, "2026-10", 1), state=RunState.PARTIAL, rejected=[BAD], also=keep("5a" * 32))
    run(store, "t", state=RunState.REFUSED, rejected=[BAD, BAD])
    connect(store)
    return store


@pytest.mark.parametrize(
    ("viewer", "sources"),
    [(COUNCIL, set()), (AUDITOR, {"s", "t"}), (OPERATOR, {"s", "t"}), (DLH, {"s"}), (DKISP, {"t"}), (SCREEN, set())],
)
def test_runs_and_rejections_are_for_the_office_they_concern(worked, viewer, sources):
    assert {one.source_id for one in queries.runs(viewer)} == sources
    assert {one.source_id for one in queries.rejections(viewer)} == sources
    assert {one.source_id for one in queries.sources(viewer) if one.last_run} == sources
    foreign = queries.agency(viewer, "DKISP", view())
    assert {one.source_id for one in foreign.rejections} == sources & {"t"}
    for name in ("s", "t"):
        assert {one.source_id for one in queries.runs(viewer, name)} == sources & {name}


def test_an_office_without_a_code_reads_nobody_s_work(worked):
    assert queries.runs(Viewer(Role.AGENCY)) == ()
    assert queries.rejections(Viewer(Role.AGENCY, agency="X")) == ()


def test_figures_are_the_same_for_everybody(worked):
    seen = {queries.indicator(viewer, "A", view()).figure.value for viewer in (COUNCIL, OPERATOR, DLH, DKISP, SCREEN)}
    assert seen == {1.0}


def test_a_rejection_says_place_reason_and_how_to_mend_it(worked):
    first = queries.rejections(OPERATOR, "s")[0]
    assert (first.place, first.column, first.found, first.reason) == ("Rekap!C4", "Jumlah", "abc", "value_not_numeric")
    assert first.sentence
    assert first.mend
    assert first.at == NOON


def test_a_row_leads_to_its_raw_answer(worked):
    row = queries.observations(COUNCIL, "A", REGENCY)[0]
    assert (row.raw_sha256, row.provenance.place, row.text) == ("5a" * 32, "baris 2", "1")
    assert queries.runs(OPERATOR, "s")[0].raw_sha256 == ("5a" * 32,)


def test_rows_come_newest_first_with_their_revisions(store):
    run(store, "s", ("A", REGENCY, "2026-09", 1), ("A", REGENCY, "2026-10", 2), now=NOON - HOUR)
    run(store, "s", ("A", REGENCY, "2026-09", 5))
    connect(store)
    rows = queries.observations(COUNCIL, "A", REGENCY)
    assert [(row.period.text, row.revision, row.value) for row in rows] == [
        ("2026-10", 0, 2.0),
        ("2026-09", 1, 5.0),
        ("2026-09", 0, 1.0),
    ]
    assert len(queries.observations(COUNCIL, "A", REGENCY, limit=2)) == 2


def test_the_export_has_every_current_value_once(store):
    run(store, "s", ("A", REGENCY, "2026-09", 1), ("A", NORTH, "2026-10", 2))
    run(store, "s", ("A", REGENCY, "2026-09", 5))
    run(store, "gone", ("A", REGENCY, "2026-09", 6))
    connect(store)
    rows = [(row.area.code, row.period.text, row.provenance.source_id, row.value) for row in _export()]
    assert sorted(rows) == [
        (REGENCY, "2026-09", "gone", 6.0),
        (REGENCY, "2026-09", "s", 5.0),
        (NORTH, "2026-10", "s", 2.0),
    ]


def test_without_demo_no_simulated_row_leaves_the_house(store):
    run(store, "s", ("A", REGENCY, "2026-09", 1), simulated=True)
    connect(store, demo=False)
    assert (list(_export()), queries.observations(COUNCIL, "A", REGENCY)) == ([], ())


def test_a_row_of_an_area_that_left_the_catalogue_is_not_dropped(store):
    run(store, "s", ("A", "64.01.99", "2026-09", 1))
    connect(store)
    assert [row.area.name for row in _export()] == ["64.01.99"]


def _export():
    return queries.all_observations(COUNCIL)
