"""The book of runs: a due run happens once, a dead one is closed, a closed one writes nothing. On both engines."""

import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest
from recording import NOON, collect, frame
from sqlalchemy import select, text
from sqlalchemy.exc import StatementError

from core.collect.batch import Rejected
from core.domain.work import RunState
from core.errors import StaleWriterError, StoreError
from core.reasons import Reason
from core.store import leases, writes
from core.store.holders import this_holder
from core.store.models import Rejection, Run
from core.store.runs import LONGEST_RUN

DEAD = this_holder().rpartition(":")[0] + ":000000000000"
ONE = frame(("TPS-01", "64.01", "2026-01", 1))


def start(store, source="bps", *, now=NOON, due_at=NOON, **more):
    with store.begin_write() as conn:
        return writes.start_run(conn, source_id=source, trigger="jadwal", now=now, due_at=due_at, **more)


def end(store, run, state=RunState.OK, *, now=NOON):
    with store.begin_write() as conn:
        writes.finish_run(conn, run, writes.Ending(state), now=now)


def runs(store):
    with store.read() as conn:
        return conn.execute(select(Run.__table__).order_by(Run.id)).mappings().all()


def test_a_due_run_happens_once(store):
    run = start(store)
    end(store, run)
    assert start(store) is None
    assert start(store, due_at=NOON + timedelta(hours=1)) is not None
    assert start(store, "dlh") is not None


def test_a_due_time_is_one_instant_in_whatever_zone_it_is_told(store):
    end(store, start(store))
    assert start(store, due_at=NOON.astimezone(timezone(timedelta(hours=8)))) is None


def test_runs_by_hand_may_be_many(store):
    for _ in range(3):
        end(store, start(store, due_at=None))
    assert len(runs(store)) == 3


def test_a_source_never_overlaps_itself(store):
    run = start(store, holder=this_holder())
    assert start(store, due_at=None) is None
    assert start(store, due_at=NOON + timedelta(hours=1)) is None
    end(store, run)
    assert start(store, due_at=NOON + timedelta(hours=1)) is not None


def test_of_two_that_start_the_same_due_run_exactly_one_does(store):
    for hour in range(10):
        got, ready = [], threading.Barrier(2)

        def act(due=NOON + timedelta(hours=hour), got=got, ready=ready):
            ready.wait()
            got.append(start(store, due_at=due))

        threads = [threading.Thread(target=act) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        (run,) = [one for one in got if one is not None]
        end(store, run)
    assert len(runs(store)) == 10


def test_the_database_itself_refuses_a_due_run_twice(store):
    start(store)
    with pytest.raises(StoreError), store.begin_write() as conn:
        columns = [name for name in Run.__table__.columns.keys() if name != "id"]  # noqa: SIM118
        names = ", ".join(f'"{name}"' for name in columns)
        conn.execute(text(f"INSERT INTO run ({names}) SELECT {names} FROM run"))


def test_a_failed_due_run_is_not_tried_again_under_its_due_time(store):
    end(store, start(store), RunState.FAILED)
    assert start(store) is None


def test_the_run_of_a_dead_process_is_closed_and_its_due_time_caught_up(store):
    run = start(store, holder=DEAD)
    later = NOON + timedelta(minutes=1)
    with store.begin_write() as conn:
        assert writes.abandon_dead_runs(conn, now=later) == (run,)
    (row,) = runs(store)
    assert (row["state"], row["finished_at"], row["due_at"]) == ("abandoned", later, None)
    assert "Proses berhenti" in row["sentence"]
    assert start(store) is not None


def test_a_dead_run_does_not_keep_its_source_from_being_collected(store):
    start(store, holder=DEAD)
    assert start(store, due_at=None) is not None
    assert [row["state"] for row in runs(store)] == ["abandoned", "running"]


def test_living_runs_and_runs_elsewhere_are_left_alone_until_they_are_too_old(store):
    start(store, holder=this_holder())
    start(store, "dlh", holder="server-lain:7:abc")
    with store.begin_write() as conn:
        assert writes.abandon_dead_runs(conn, now=NOON + LONGEST_RUN) == ()
        assert len(writes.abandon_dead_runs(conn, now=NOON + LONGEST_RUN + timedelta(seconds=1))) == 2


def test_an_abandoned_run_that_wakes_up_stores_nothing(store):
    run = start(store, holder=DEAD)
    with store.begin_write() as conn:
        writes.abandon_dead_runs(conn, now=NOON)
    with pytest.raises(StaleWriterError, match="abandoned, not running"), store.begin_write() as conn:
        writes.record_observations(conn, run, "bps", ONE, now=NOON)
    with pytest.raises(StaleWriterError):
        end(store, run)
    assert runs(store)[0]["state"] == "abandoned"


def test_a_run_whose_lease_was_taken_over_stores_nothing(store):
    ttl = timedelta(seconds=60)
    with store.begin_write() as conn:
        fence = leases.acquire(conn, leases.SCHEDULER, "server-lain:7:abc", ttl, now=NOON).fence
    run = start(store, fence=fence)
    with store.begin_write() as conn:
        leases.acquire(conn, leases.SCHEDULER, "b", ttl, now=NOON + ttl)
    with pytest.raises(StaleWriterError), store.begin_write() as conn:
        writes.record_observations(conn, run, "bps", ONE, now=NOON)
    with pytest.raises(StaleWriterError):
        start(store, "dlh", fence=fence)
    with store.read() as conn:
        assert conn.execute(text("SELECT count(*) FROM observation")).scalar() == 0


def test_a_run_ends_once(store):
    run = start(store)
    end(store, run)
    with pytest.raises(StaleWriterError):
        end(store, run, RunState.FAILED)


def test_a_run_tells_what_it_did(store):
    collect(store, "bps", ONE, simulated=True)
    (row,) = runs(store)
    assert (row["state"], row["read"], row["new"], row["same"], row["revised"]) == ("ok", 1, 1, 0, 0)
    assert row["simulated"] and row["started_at"] == row["finished_at"] == NOON


def test_instants_come_back_aware_and_in_utc(store):
    wita = datetime(2026, 11, 22, 12, 0, 0, 123456, tzinfo=timezone(timedelta(hours=8)))
    start(store, now=wita, due_at=wita)
    (row,) = runs(store)
    assert row["started_at"] == wita and row["due_at"].tzinfo is UTC and row["started_at"].tzinfo is UTC


def test_a_naive_instant_is_refused(store):
    with pytest.raises(StatementError, match="an instant must be aware"):
        start(store, now=datetime(2026, 1, 1))
    assert runs(store) == []


def test_rejections_carry_place_reason_and_the_way_to_mend(store):
    run = start(store)
    nasty = "\x00\ud800\x1b[31m" + "x" * 600
    with store.begin_write() as conn:
        given = [
            Rejected("Rekap!C7", "Nilai", "abc", Reason.VALUE_NOT_NUMERIC),
            Rejected("Rekap!C8", "Nilai", nasty, Reason.TEXT_UNSAFE),
        ]
        assert writes.record_rejections(conn, run, given) == 2
    with store.read() as conn:
        first, second = conn.execute(select(Rejection.__table__).order_by(Rejection.id)).mappings().all()
    assert (first["place"], first["column"], first["found"], first["reason"]) == (
        *("Rekap!C7", "Nilai", "abc", "value_not_numeric"),
    )
    assert first["sentence"] and first["mend"]
    assert second["found"].startswith("\ufffd\\ud800\ufffd[31mxxx") and len(second["found"]) <= 520


def test_the_version_grows_by_one_with_the_recording_and_not_without(store):
    with store.begin_write() as conn:
        assert [writes.bump_version(conn) for _ in range(3)] == [1, 2, 3]
    with pytest.raises(ZeroDivisionError), store.begin_write() as conn:
        writes.bump_version(conn)
        1 / 0  # noqa: B018 - anything that goes wrong
    with store.read() as conn:
        assert conn.execute(text("SELECT number FROM store_version")).scalar() == 3
