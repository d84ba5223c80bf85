"""Runs into a locked period: held back, told, rehearsed, broken off, and stored by themselves once it is open."""

import pytest
from sqlalchemy import event

import data_sources  # noqa: F401
from core.clock import now_utc
from core.domain.viewer import Role, Viewer
from core.domain.work import RunState
from core.store.locking import LockDesk
from core.store.read_model import ReadModel
from tests.collecting import BORDERS, HOTSPOTS, Installation, feeds, run_source, section, table

WHY = "salah ketik ditemukan Inspektorat"
CHANGED = {"64.01.01,2025-03,0.002": "64.01.01,2025-03,7.5", "64.01.02,2025-04,1.003": "64.01.02,2025-04,8.5"}


@pytest.fixture
def server():
    with feeds() as running:
        running.give("a", table())
        yield running


@pytest.fixture
def installed(tmp_path, server, store):
    """Return an installation with one collected source, its database once on each engine."""
    made = Installation(tmp_path, section("a", url=server.url("a")))
    made.store.close()
    made.store = store
    collected(made)
    return made


def collected(installed, name="a", **order):
    parts = {"config": installed.config, "store": installed.store, "catalogue": installed.catalogue}
    return run_source(installed.config.sources[name], **parts, **({"trigger": "manual"} | order))


def desk(installed):
    model = ReadModel(installed.store, installed.catalogue, installed.config)
    return LockDesk(Viewer(Role.STEWARD, "Rina"), installed.store, model, now=now_utc())


def corrected():
    text = table()
    for before, after in CHANGED.items():
        assert before in text
        text = text.replace(before, after)
    return text


def told(outcome):
    return outcome.state, outcome.new, outcome.revised, outcome.same, outcome.rejected


def test_lock_run_open_run(installed, server):
    desk(installed).lock("DLH", "2025-Q1", "")
    before = installed.dump()
    assert told(collected(installed)) == (RunState.UNCHANGED, 0, 0, 120, 0)
    server.give("a", corrected())
    for _ in range(2):  # it stays so, run after run
        outcome = collected(installed)
        (held,) = outcome.rejections
        assert (held.reason.value, held.place) == ("period_locked", "baris 4, kolom nilai")
        assert held.found == "LH-01 64.01.01 2025-03: 7.5"
    assert told(outcome) == (RunState.PARTIAL, 0, 0, 119, 1)
    assert not outcome.is_bad
    changed = [row for row in installed.dump() if row not in before]
    assert [row[1:] for row in changed] == [("64.01.02", "2025-04", 1, 8.5)]
    desk(installed).open("DLH", "2025-Q1", WHY)
    assert told(collected(installed)) == (RunState.OK, 0, 1, 119, 0)
    assert ("a", "64.01.01", "2025-03", 1, 7.5) in installed.dump()
    assert told(collected(installed)) == (RunState.UNCHANGED, 0, 0, 120, 0)


def test_an_answer_that_is_held_back_whole_is_no_failure(installed, server):
    desk(installed).lock("DLH", "2025", "")
    server.give("a", table(shift=0.5))
    outcome = collected(installed)
    assert told(outcome) == (RunState.PARTIAL, 0, 0, 0, 120)
    assert not outcome.is_bad
    assert installed.one("SELECT count(*) FROM rejection WHERE reason = 'period_locked'") == 120


def test_a_rehearsal_says_what_would_be_held_back_and_stores_nothing(installed, server):
    desk(installed).lock("DLH", "2025-Q1", "")
    server.give("a", corrected())
    before = installed.dump()
    outcome = collected(installed, dry_run=True)
    assert told(outcome) == (RunState.PARTIAL, 0, 1, 118, 1)
    (told_of,) = outcome.as_json()["rejections"]
    assert told_of["reason"] == "period_locked"
    assert "DLH 2025-Q1" in told_of["sentence"]
    assert "Verifikasi data" in told_of["mend"]
    assert installed.dump() == before
    assert installed.one("SELECT count(*) FROM rejection") == 0


def test_a_run_that_breaks_off_while_recording_leaves_nothing_of_either(installed, server):
    desk(installed).lock("DLH", "2025-Q1", "")
    server.give("a", corrected())
    before = installed.dump()

    def fail(_conn, _cursor, sql, *_):
        if sql.startswith("INSERT INTO rejection"):  # the other changes stand there already
            raise RuntimeError("power loss")

    event.listen(installed.store.engine, "before_cursor_execute", fail)
    assert collected(installed).state is RunState.FAILED
    event.remove(installed.store.engine, "before_cursor_execute", fail)
    assert installed.dump() == before
    assert installed.one("SELECT count(*) FROM rejection") == 0
    assert told(collected(installed)) == (RunState.PARTIAL, 0, 1, 118, 1)


def test_points_counted_by_day_are_held_back_in_a_locked_month(tmp_path, server):
    days = ["2025-02-27", "2025-02-28", "2025-03-01", "2025-03-01"]
    give(server, days)
    made = Installation(
        tmp_path,
        BORDERS,
        HOTSPOTS.format(name="panas", simulated="true", url=server.url("points")),
        "[demo]\nenabled = true\n",
    )
    for name in ("borders", "panas"):
        collected(made, name)
    counted = "SELECT period, value FROM observation WHERE indicator = 'BN-01' AND area = '64.01' ORDER BY 1, revision"
    assert made.rows(counted) == [("2025-02-28", 1.0), ("2025-03-01", 2.0)]
    desk(made).lock("BPBD", "Maret 2025", "")
    give(server, [*days, "2025-02-28", "2025-03-01", "2025-04-01"])
    outcome = collected(made, "panas")
    assert outcome.state is RunState.PARTIAL
    assert {one.reason.value for one in outcome.rejections} == {"period_locked"}
    assert all(" 2025-03-" in one.found for one in outcome.rejections)
    stored = dict(made.rows(counted))
    assert (stored["2025-02-28"], stored["2025-03-01"], stored["2025-04-01"]) == (2.0, 2.0, 1.0)
    assert made.one("SELECT max(count) FROM layer_edition") == 7  # the map shows all points
    desk(made).open("BPBD", "2025-03", WHY)
    collected(made, "panas")
    assert dict(made.rows(counted))["2025-03-01"] == 3.0
    made.store.close()


def give(server, days):
    lines = [f"{at},116.{190 + at},-1.91,{day}T05:00:00Z" for at, day in enumerate(days)]
    server.give("points", "\n".join(["id,lon,lat,waktu", *lines, ""]))
