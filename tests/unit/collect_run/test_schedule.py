"""The schedule: one holder, each due time once, what was missed once, whatever the clock does."""

import threading
import time
from datetime import UTC, datetime, timedelta

import pytest

import data_sources  # noqa: F401
from core.collect.holding import Holding
from core.collect.schedule import Scheduler
from core.store import leases
from tests.collecting import Installation, feeds, section, table

START = datetime(2026, 3, 1, 0, 30, tzinfo=UTC)  # 08.30 in the city


class Clock:
    """A clock that is set by hand."""

    def __init__(self, now=START):
        self.now = now

    def __call__(self):
        return self.now

    def go(self, **span):
        self.now += timedelta(**span)


@pytest.fixture
def server():
    with feeds() as running:
        running.give("a", table(months=["2025-01"]))
        yield running


@pytest.fixture
def made(tmp_path, server):
    """Make an installation with a source for each cron line; close everything afterwards."""
    opened, schedulers = [], []

    def make(**lines):
        sections = [section(name, url=server.url("a"), schedule=line) for name, line in lines.items()]
        installed = Installation(tmp_path, *sections)
        opened.append(installed)

        def scheduler(clock):
            one = Scheduler(installed.config, installed.store, installed.catalogue, now=clock)
            one._clock.start(paused=True)  # only what the beat starts runs; APScheduler has the clock of the machine
            schedulers.append(one)
            return one

        return installed, scheduler

    yield make
    for one in schedulers:
        one.stop(4)
    for one in opened:
        one.store.close()


def _beat(scheduler):
    scheduler.beat()
    assert scheduler._workers.join(30)


def _runs(installed):
    return installed.rows("SELECT source, trigger, state FROM run ORDER BY source, id")


def test_of_two_one_holds_the_schedule_and_the_other_takes_over(made):
    _installed, scheduler = made(a="0 6 * * *")
    clock = Clock()
    first, second = scheduler(clock), scheduler(clock)
    _beat(first), _beat(second)
    assert (first.is_holder, second.is_holder) == (True, False)
    first.stop(4)
    _beat(second)
    assert (first.is_holder, second.is_holder) == (False, True)


def test_a_holder_that_is_silent_too_long_is_replaced_and_notices(made):
    installed, scheduler = made(a="0 6 * * *")
    clock = Clock()
    first, second = scheduler(clock), scheduler(clock)
    _beat(first)
    clock.go(seconds=installed.config.collect.lease + 1)
    _beat(second)
    assert second.is_holder
    _beat(first)
    assert not first.is_holder
    assert first._clock.get_jobs() == []


def test_a_source_that_never_ran_is_collected_at_once(made):
    installed, scheduler = made(a="0 6 * * *", b="0 0 1 * *")
    _beat(scheduler(Clock()))
    assert _runs(installed) == [("a", "awal", "ok"), ("b", "awal", "ok")]


def test_what_was_missed_while_nothing_ran_is_caught_up_once(made):
    installed, scheduler = made(hourly="0 * * * *", daily="0 6 * * *", monthly="0 6 2 * *", later="0 0 1 1 *")
    clock = Clock()
    first = scheduler(clock)
    _beat(first)
    first.stop(4)
    clock.go(hours=26)
    _beat(scheduler(clock))
    _beat(scheduler(clock))
    again = [run for run in _runs(installed) if run[1] != "awal"]
    assert again == [(name, "susulan", "unchanged") for name in ("daily", "hourly", "monthly")]
    due = dict(installed.rows("SELECT source, due_at FROM run WHERE trigger = 'susulan'"))
    assert due["hourly"].startswith("2026-03-02 02:00")
    assert due["daily"].startswith("2026-03-01 22:00")


def test_a_failed_run_is_not_repeated_by_catching_up(made, server):
    server.give("a", (403, {}, "no"))
    installed, scheduler = made(a="0 6 * * *")
    one = scheduler(Clock())
    _beat(one)
    one._must_sweep = True
    _beat(one)
    assert _runs(installed) == [("a", "awal", "failed")]


def test_a_cron_line_that_is_none_does_not_keep_the_others_from_being_collected(made):
    installed, scheduler = made(good="0 6 * * *", bad="every day")
    one = scheduler(Clock())
    _beat(one)
    assert _runs(installed) == [("good", "awal", "ok")]
    assert [job.id for job in one._clock.get_jobs()] == ["good"]


@pytest.mark.parametrize("step", [{"hours": 1}, {"hours": -1}, {"days": 1}, {"days": -1}])
def test_setting_the_clock_makes_the_plan_anew_and_doubles_nothing(made, step):
    installed, scheduler = made(a="0 * * * *")
    clock = Clock()
    one = scheduler(clock)
    _beat(one)
    stale = datetime.now(UTC) + timedelta(days=400)
    one._clock.get_job("a").modify(next_run_time=stale)
    clock.go(**step)
    _beat(one)
    assert one._clock.get_job("a").next_run_time < stale
    _beat(one)
    clock.go(**{unit: -number for unit, number in step.items()})
    _beat(one)
    due = installed.rows("SELECT due_at FROM run")
    assert len(due) == len(set(due)) == (2 if sum(step.values()) > 0 else 1)


def test_the_clock_running_as_usual_keeps_the_plan(made):
    _installed, scheduler = made(a="0 * * * *")
    one = scheduler(lambda: datetime.now(UTC))
    _beat(one)
    planned = one._clock.get_job("a")
    planned.modify(name="the same job")
    _beat(one)
    assert one._clock.get_job("a").name == "the same job"


def test_a_due_job_runs_with_the_time_it_was_due_at_and_never_beside_itself(made, server):
    installed, scheduler = made(a="* * * * * *")
    go_on, asked = threading.Event(), threading.Event()

    def slow(_request):
        asked.set()
        go_on.wait(4)
        return table(months=["2025-01"])

    server.give("a", (200, {}, slow))
    one = scheduler(lambda: datetime.now(UTC))
    one.beat()
    assert asked.wait(10)
    one._clock.resume()
    threading.Event().wait(1.5)  # a second boundary passes while the first run is still under way
    assert installed.one("SELECT count(*) FROM run") == 1
    go_on.set()
    for _ in range(200):
        due = installed.rows("SELECT due_at FROM run WHERE trigger = 'jadwal' AND state = 'unchanged'")
        if due:
            break
        threading.Event().wait(0.05)
    assert due[0][0].endswith(".000000")


def test_a_run_under_a_lease_that_was_taken_over_stores_nothing(made, server):
    installed, scheduler = made(a="0 6 * * *")
    clock = Clock()
    one = scheduler(clock)

    def overtaken(_request):
        clock.go(seconds=installed.config.collect.lease + 1)
        with installed.store.begin_write() as conn:
            assert leases.acquire(conn, leases.SCHEDULER, "other:1:x", timedelta(60), now=clock())
        return table(months=["2025-01"])

    server.give("a", (200, {}, overtaken))
    _beat(one)
    assert installed.dump() == []
    assert installed.rows("SELECT state, due_at FROM run") == [("abandoned", None)]


def test_stopping_gives_up_a_run_whose_source_hangs_and_frees_the_lease(made, server):
    installed, scheduler = made(a="0 6 * * *")
    asked, never = threading.Event(), threading.Event()
    server.give("a", (200, {}, lambda _: asked.set() or never.wait(8) or table()))
    one = scheduler(Clock())
    one.beat()
    assert asked.wait(10)
    one.stop(2)
    assert installed.rows("SELECT state, due_at FROM run") == [("abandoned", None)]
    assert installed.rows("SELECT holder FROM lease") == [("",)]
    never.set()


def test_a_lease_that_is_being_taken_while_the_process_stops_is_given_back(made):
    installed, _ = made(one="0 6 * * *")
    holding = Holding(installed.store, timedelta(seconds=60), Clock())
    taking, stopping = threading.Thread(target=holding.keep), threading.Thread(target=holding.release)
    with installed.store.begin_write():
        taking.start()
        while not holding._lock.locked():
            time.sleep(0.01)
        stopping.start()
    taking.join()
    stopping.join()
    assert installed.rows("SELECT holder FROM lease") == [("",)]
    assert holding.keep() == (False, False)
    assert installed.rows("SELECT holder FROM lease") == [("",)]


def test_a_run_that_was_given_up_is_caught_up_by_the_next_start(made, server):
    installed, scheduler = made(a="0 6 * * *")
    asked, never = threading.Event(), threading.Event()
    server.give("a", (200, {}, lambda _: asked.set() or never.wait(8) or "x"), table(months=["2025-01"]))
    clock = Clock()
    one = scheduler(clock)
    one.beat()
    assert asked.wait(10)
    one.stop(2)
    never.set()
    clock.go(minutes=1)
    _beat(scheduler(clock))
    assert [state for _, _, state in _runs(installed)] == ["abandoned", "ok"]


def test_one_bad_source_does_not_delay_the_others(made, server):
    installed, scheduler = made(**{f"s{number}": "0 6 * * *" for number in range(8)})
    never, lock, hung = threading.Event(), threading.Lock(), [0]

    def answer(_request):
        with lock:
            hung[0] += 1
            hang = hung[0] <= 5  # more than there are workers
        if hang:
            never.wait(4)
        return table(months=["2025-01"])

    server.give("a", (200, {}, answer))
    one = scheduler(Clock())
    one._workers._patience = 0.1
    one.beat()
    for _ in range(200):
        if installed.one("SELECT count(*) FROM run WHERE state = 'ok'") >= 3:
            break
        threading.Event().wait(0.05)
    still_hanging = installed.one("SELECT count(*) FROM run WHERE state = 'running'")
    never.set()
    assert still_hanging == 5
