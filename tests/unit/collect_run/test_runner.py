"""One run from the question to the record: states, counts, faults, secrets. Real HTTP, real SQLite."""

import logging
import threading
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import event

import data_sources  # noqa: F401
from core.collect.connectors import connector
from core.collect.outcome import Fault, Trigger
from core.collect.runner import Order, Runner
from core.domain.work import RunState
from core.reasons import Reason
from tests.collecting import BORDERS, DISTRICTS, HOTSPOTS, Installation, feeds, run_source, section, table


@pytest.fixture
def server():
    with feeds() as running:
        yield running


@pytest.fixture
def installed(tmp_path, server):
    server.give("a", table())
    made = Installation(tmp_path, section("a", url=server.url("a")), section("b", url=server.url("b")), attempts=3)
    yield made
    made.store.close()


def _run(installed, name="a", **order):
    parts = {"config": installed.config, "store": installed.store, "catalogue": installed.catalogue}
    return run_source(installed.config.sources[name], **parts, **({"trigger": "manual"} | order))


def test_a_good_answer_is_recorded_with_its_run_and_raw_answer(installed, server):
    outcome = _run(installed)
    assert (outcome.state, outcome.read, outcome.new, outcome.rejected) == (RunState.OK, 120, 120, 0)
    assert installed.one("SELECT count(*) FROM observation") == 120
    assert installed.rows("SELECT state, new, trigger FROM run") == [("ok", 120, "manual")]
    sha256, address = installed.rows("SELECT sha256, address FROM raw_answer")[0]
    assert (installed.folder / "raw" / sha256[:2] / sha256[2:]).read_bytes() == table().encode()
    assert address == server.url("a")
    assert server.agents == {installed.config.collect.user_agent}


def test_the_same_input_twice_changes_nothing(installed):
    _run(installed)
    before = installed.dump()
    again = [_run(installed) for _ in range(5)]
    assert {(one.state, one.new, one.revised, one.same) for one in again} == {(RunState.UNCHANGED, 0, 0, 120)}
    assert installed.dump() == before


def test_a_corrected_figure_becomes_a_revision(installed, server):
    _run(installed)
    server.give("a", table().replace("64.01.01,2025-01,0.000", "64.01.01,2025-01,7.5"))
    outcome = _run(installed)
    assert (outcome.state, outcome.new, outcome.revised, outcome.same) == (RunState.OK, 0, 1, 119)


def test_bad_rows_are_listed_and_good_ones_stored(installed, server):
    server.give("a", table() + "64.01.99,2025-01,1\n64.01.01,2031-01,5\n")
    outcome = _run(installed)
    assert (outcome.state, outcome.new, outcome.rejected) == (RunState.PARTIAL, 120, 2)
    assert installed.one("SELECT count(*) FROM rejection WHERE mend <> '' AND place <> ''") == 2


def test_an_answer_of_bad_rows_only_is_refused_with_the_reason(installed, server):
    server.give("a", "kecamatan,periode,nilai\nAntah,2025-01,1\nBerantah,2025-01,2\n")
    outcome = _run(installed)
    assert (outcome.state, outcome.is_bad) == (RunState.REFUSED, True)
    assert installed.rows("SELECT state, reason, sentence <> '' FROM run") == [("refused", "area_unknown", 1)]
    assert installed.dump() == []


def test_a_strict_source_stores_nothing_beside_a_bad_row(tmp_path, server):
    server.give("a", table() + "Antah,2025-01,1\n")
    strict = Installation(tmp_path, section("a", url=server.url("a"), strict=True))
    outcome = _run(strict)
    assert (outcome.state, outcome.new, outcome.rejected) == (RunState.REFUSED, 0, 1)
    assert strict.dump() == []
    strict.store.close()


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ((503, {}, "busy"), Reason.SOURCE_DOWN),
        ((403, {}, "no"), Reason.SOURCE_FORBIDDEN),
        ((200, {"Content-Type": "text/html"}, "<html>Sedang perbaikan</html>"), None),
        ((200, {}, ""), Reason.FILE_EMPTY),
        ((200, {}, "kecamatan,periode,nilai\n"), Reason.NO_DATA),
        ((200, {}, "kode,bulan,angka\n1,2,3\n"), None),
    ],
)
def test_a_fault_of_the_source_ends_the_run_and_leaves_the_last_good_figures(installed, server, answer, reason):
    _run(installed)
    before = installed.dump()
    server.give("a", answer)
    outcome = _run(installed)
    assert outcome.state is RunState.FAILED
    assert reason in (None, outcome.failure.reason)
    assert outcome.failure.reason is not Reason.INTERNAL_ERROR
    assert outcome.failure.error.partition(": ")[0] in ("SourceDownError", "SourceRefusedError", "SourceChangedError")
    assert installed.rows("SELECT state, reason, sentence <> '', mend <> '' FROM run ORDER BY id DESC LIMIT 1") == [
        ("failed", outcome.failure.reason.value, 1, 1)
    ]
    assert installed.dump() == before


def test_an_answer_that_was_refused_is_kept_for_whoever_looks_into_it(installed, server):
    server.give("a", "kode,bulan,angka\n1,2,3\n")
    _run(installed)
    assert installed.one("SELECT count(*) FROM raw_answer") == 1


def test_a_source_that_comes_back_is_asked_again_and_not_too_early(installed, server):
    server.give("a", (503, {}, "busy"), (429, {"Retry-After": "1"}, "slow down"), table())
    assert _run(installed).state is RunState.OK
    first, second, third = server.asked["a"]
    assert second - first >= 0.05
    assert third - second >= 1.0


def test_a_source_that_asks_for_a_long_wait_is_left_to_its_next_due_time(installed, server):
    server.give("a", (429, {"Retry-After": "86400"}, "slow down"))
    assert _run(installed).failure.reason is Reason.SOURCE_THROTTLED
    assert len(server.asked["a"]) == 1


def test_a_source_that_stays_down_is_asked_so_often_and_with_growing_pauses(installed, server):
    server.give("a", (503, {}, "busy"))
    _run(installed)
    first, second, third = server.asked["a"]
    assert third - second > second - first >= 0.05


def test_a_refusal_is_not_asked_again(installed, server):
    server.give("a", (403, {}, "no"))
    _run(installed)
    assert len(server.asked["a"]) == 1


def test_a_due_time_is_run_once(installed):
    due_at = datetime(2026, 1, 1, tzinfo=UTC)
    assert _run(installed, trigger="jadwal", due_at=due_at).state is RunState.OK
    again = _run(installed, trigger="jadwal", due_at=due_at)
    assert (again.state, again.run_id, again.is_bad) == (None, None, False)
    assert again.skipped
    assert installed.one("SELECT count(*) FROM run") == 1


def test_a_source_never_overlaps_itself(installed, server):
    reached, go_on = threading.Event(), threading.Event()

    def slow(_request):
        reached.set()
        go_on.wait(4)
        return table()

    server.give("a", (200, {}, slow))
    first = threading.Thread(target=_run, args=(installed,))
    first.start()
    assert reached.wait(10)
    assert _run(installed).state is None
    go_on.set()
    first.join(10)
    assert installed.rows("SELECT state FROM run") == [("ok",)]


def test_a_dry_run_stores_nothing_at_all_and_says_what_would_be(installed, server):
    server.give("b", table(DISTRICTS[:2]) + "Antah,2025-01,1\n")
    outcome = _run(installed, "b", dry_run=True)
    assert (outcome.state, outcome.new, outcome.rejected, outcome.run_id) == (RunState.PARTIAL, 24, 1, None)
    for name in ("run", "observation", "rejection", "raw_answer"):
        assert installed.one(f"SELECT count(*) FROM {name}") == 0
    assert not (installed.folder / "raw").exists()
    assert installed.one("SELECT number FROM store_version") == 0


def test_a_dry_run_counts_against_what_is_stored(installed, server):
    _run(installed)
    server.give("a", table(shift=0.5))
    outcome = _run(installed, dry_run=True)
    assert (outcome.new, outcome.revised) == (0, 120)


def test_a_dry_run_tells_a_fault(installed, server):
    server.give("a", (403, {}, "no"))
    outcome = _run(installed, dry_run=True)
    assert (outcome.state, outcome.failure.reason) == (RunState.FAILED, Reason.SOURCE_FORBIDDEN)
    assert installed.one("SELECT count(*) FROM run") == 0


def test_readers_are_told_of_every_recorded_run(installed, server):
    _run(installed)
    first = installed.one("SELECT number FROM store_version")
    server.give("a", (403, {}, "no"))
    _run(installed)
    assert installed.one("SELECT number FROM store_version") > first > 0


@connector("test_breaks")
def _breaks(source, tools):
    raise ZeroDivisionError(f"secret is {tools.secret}\nERROR forged")


def _broken(installed, secret=""):
    return replace(installed.config.sources["a"], connector="test_breaks", options={}, secret=secret)


def test_an_error_nobody_foresaw_becomes_an_outcome_and_a_traceback_without_secrets(installed, caplog):
    runner = Runner(installed.config, installed.store, installed.catalogue, environment={"KEY": "s3cret-value"})
    outcome = runner.run(_broken(installed, "KEY"), Order(Trigger.MANUAL))
    assert (outcome.state, outcome.failure.reason) == (RunState.FAILED, Reason.INTERNAL_ERROR)
    assert outcome.failure.error.startswith("ZeroDivisionError: secret is ***")
    details = "".join(getattr(record, "details", "") for record in caplog.records)
    assert "Traceback" in details
    told = details + caplog.text + str(installed.rows("SELECT * FROM run")) + repr(outcome)
    assert "s3cret-value" not in told


def test_an_unknown_connector_is_a_fault_of_the_configuration(installed):
    source = replace(installed.config.sources["a"], connector="fax")
    outcome = Runner(installed.config, installed.store, installed.catalogue).run(source, Order(Trigger.MANUAL))
    assert (outcome.state, outcome.failure.fault) == (RunState.FAILED, Fault.CONFIG)


def test_a_missing_secret_asks_nothing(installed, server):
    source = replace(installed.config.sources["a"], secret="NOT_SET_ANYWHERE")
    outcome = Runner(installed.config, installed.store, installed.catalogue).run(source, Order(Trigger.MANUAL))
    assert outcome.failure.reason is Reason.SECRET_MISSING
    assert "a" not in server.asked


def test_a_server_that_echoes_the_secret_cannot_bring_it_into_the_store(installed, server):
    secret = "rahasia-12345"
    server.give("a", table(DISTRICTS[:1], ["2025-01"]) + f"{secret},2025-01,1\n64.01.01,2025-02,{secret}\n")
    runner = Runner(installed.config, installed.store, installed.catalogue, environment={"KEY": secret})
    outcome = runner.run(replace(installed.config.sources["a"], secret="KEY"), Order(Trigger.MANUAL))
    assert (outcome.new, outcome.rejected) == (1, 2)
    installed.store.close()
    kept = [path.read_bytes() for path in installed.folder.rglob("*") if path.is_file()]
    assert len(kept) > 2
    assert not any(secret.encode() in content for content in kept)


def test_an_outage_is_told_once_and_so_is_its_end(installed, server, caplog):
    caplog.set_level(logging.INFO, "core.collect.runner")
    server.give("a", (503, {}, "busy"))
    for _ in range(10):
        Runner(installed.config, installed.store, installed.catalogue).run(
            installed.config.sources["a"], Order(Trigger.MANUAL)
        )
    server.give("a", table())
    for _ in range(3):
        _run(installed)
    told = [(record.levelname, record.getMessage()) for record in caplog.records]
    assert [level for level, _ in told] == ["WARNING", "INFO"]
    assert "told once" in told[0][1]
    assert "is back" in told[1][1]


def test_a_stopping_process_begins_no_record(installed, server):
    runner = Runner(installed.config, installed.store, installed.catalogue)
    server.give("a", (200, {}, lambda _: runner.stopping.set() or table()))
    outcome = runner.run(installed.config.sources["a"], Order(Trigger.MANUAL))
    assert outcome.state is RunState.ABANDONED
    assert installed.rows("SELECT state, due_at FROM run") == [("abandoned", None)]
    assert installed.dump() == []


def test_a_failure_at_any_statement_leaves_nothing_half_stored(installed, server):
    server.give("a", table(DISTRICTS[:2], ["2025-01"]))
    _run(installed)
    changed = table(DISTRICTS[:3], ["2025-01"], shift=1) + "Antah,2025-01,1\n"
    server.give("a", changed)
    probe = _probe(installed, server, changed)
    assert probe > 10
    for number in range(1, probe + 1):
        _fails_at(installed, number)
    outcome = _run(installed)
    assert (outcome.new, outcome.revised, outcome.rejected) == (1, 2, 1)
    assert installed.one("SELECT count(*) FROM run WHERE state = 'running'") == 0


def _probe(installed, server, changed):
    """Count the statements of the run to come by rehearsing it on a copy of the same shape."""
    server.give("b", table(DISTRICTS[:2], ["2025-01"]))
    _run(installed, "b")
    server.give("b", changed)
    seen = []

    def count(*_):
        seen.append(1)

    event.listen(installed.store.engine, "before_cursor_execute", count)
    _run(installed, "b")
    event.remove(installed.store.engine, "before_cursor_execute", count)
    return len(seen)


def _fails_at(installed, number):
    """Run with a failure at the n-th statement and see that the store is as before, or has a run that says failed."""
    before = (installed.dump(), installed.rows("SELECT count(*) FROM rejection"))
    left = [number]

    def fail(*_):
        left[0] -= 1
        if left[0] == 0:
            raise RuntimeError("injected")

    event.listen(installed.store.engine, "before_cursor_execute", fail)
    try:
        outcome = _run(installed)
        assert outcome.state in (RunState.FAILED, RunState.PARTIAL)
        stored = outcome.state is RunState.PARTIAL
    except RuntimeError:
        stored = False
    finally:
        event.remove(installed.store.engine, "before_cursor_execute", fail)
    after = (installed.dump(), installed.rows("SELECT count(*) FROM rejection"))
    assert stored or after == before


def test_what_is_drawn_is_marked_and_real_points_are_never_counted_on_it(tmp_path, server):
    days = ("2025-02-28", "2025-03-01")  # the first day of a layer may be cut and is not counted
    points = [f"{day},116.19,-1.91,{day}T05:00:00Z" for day in days]
    server.give("points", "\n".join(["id,lon,lat,waktu", *points, ""]))
    points = {"url": server.url("points")}
    made = Installation(
        tmp_path,
        BORDERS,
        HOTSPOTS.format(name="real", simulated="false", **points),
        HOTSPOTS.format(name="simulated", simulated="true", **points),
        "[demo]\nenabled = true\n",
    )
    for name in ("borders", "real", "simulated"):
        assert _run(made, name).state is RunState.OK
    assert made.rows("SELECT DISTINCT schematic FROM boundary") == [(1,)]
    assert made.rows("SELECT source, count(*) FROM feature GROUP BY 1") == [("real", 2), ("simulated", 2)]
    counted = "SELECT DISTINCT source FROM observation WHERE indicator = 'BN-01'"
    assert made.rows(counted) == [("simulated",)]
    assert made.one("SELECT sum(value) FROM observation WHERE area = '64.01'") == 1
    assert _run(made, "simulated").state is RunState.UNCHANGED
    made.store.close()
