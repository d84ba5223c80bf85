"""Several processes as an operator starts them, one schedule: each due time once, take-over, a clean stop."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta

import pytest

from core.collect.due import due_between
from core.config import ROOT
from tests.collecting import Installation, feeds, section, table
from tests.endurance.forks import wait_until_halted

SECONDLY = "*/2 * * * * *"


@pytest.fixture
def server():
    with feeds() as running:
        running.give("a", table(months=["2025-01"]))
        yield running


@pytest.fixture
def installed(tmp_path, server):
    sections = [section(name, url=server.url("a"), schedule=SECONDLY) for name in ("one", "two")]
    made = Installation(tmp_path, *sections, lease=3, read_timeout=60, deadline=60)
    yield made
    made.store.close()


@pytest.fixture
def start(installed):
    """Start `python -m core schedule` in a process of its own; whatever is left is killed afterwards."""
    started = []

    def begin(**environment):
        command = [sys.executable, "-m", "core", "schedule", "--config", str(installed.path)]
        surroundings = {**os.environ, **installed.environment, **environment}
        log = (installed.folder / f"log{len(started)}").open("wb")
        started.append(subprocess.Popen(command, cwd=ROOT, env=surroundings, stdout=log, stderr=log))
        return started[-1]

    yield begin
    for process in started:
        if process.poll() is None:
            process.kill()
        process.wait(30)


def _wait(true, seconds=60):
    ends = time.monotonic() + seconds
    while not (answer := true()):
        assert time.monotonic() < ends, "it never came true"
        time.sleep(0.1)
    return answer


def _scheduled(installed):
    return installed.one("SELECT count(*) FROM run WHERE trigger = 'jadwal' AND state <> 'running'")


def _holder(installed):
    """Return the pid of the process that holds the lease, "" when none does."""
    holders = installed.rows("SELECT holder FROM lease")
    return holders[0][0].split(":")[1] if holders and holders[0][0] else ""


def _due(installed, source):
    rows = installed.rows("SELECT due_at FROM run WHERE source = :s AND trigger = 'jadwal' ORDER BY 1", s=source)
    return [datetime.fromisoformat(row[0]).replace(tzinfo=UTC) for row in rows]


def test_two_schedulers_run_each_due_time_once_and_the_second_takes_over_when_the_first_is_killed(installed, start):
    first, second = start(TZ="America/New_York"), start(TZ="Asia/Jakarta")
    _wait(lambda: _scheduled(installed) >= 6)
    holders = {str(first.pid): first, str(second.pid): second}
    holder = holders.pop(_holder(installed))
    [other] = holders.values()
    _each_due_time_once(installed)
    holder.kill()
    holder.wait(30)
    killed_at = time.monotonic()
    _wait(lambda: _holder(installed) == str(other.pid))
    assert time.monotonic() - killed_at < 120
    before = _scheduled(installed)
    _wait(lambda: _scheduled(installed) >= before + 4)
    _each_due_time_once(installed, gap=True)
    assert installed.rows("SELECT fence FROM lease") == [(2,)]


def _halt(process, installed):
    """Halt a process at a moment at which it has not locked the database: a locked one would halt everybody."""
    for _ in range(100):
        process.send_signal(signal.SIGSTOP)
        wait_until_halted(process.pid)
        database = sqlite3.connect(installed.folder / "dashboard.sqlite3", timeout=0.5, isolation_level=None)
        try:
            database.execute("BEGIN EXCLUSIVE")
            return
        except sqlite3.OperationalError:
            process.send_signal(signal.SIGCONT)
            time.sleep(0.1)
        finally:
            database.close()
    raise AssertionError("the database was locked each time")


def _each_due_time_once(installed, gap=False):
    for source in ("one", "two"):
        due = _due(installed, source)
        assert len(due) == len(set(due))
        oracle = list(due_between(SECONDLY, due[0] - timedelta(seconds=1), due[-1]))
        assert set(due) <= set(oracle)
        if not gap:
            assert len(oracle) - len(due) <= 1  # two due times may fall together where the machine is busy


def test_a_stopped_holder_that_wakes_up_again_neither_schedules_nor_writes(installed, start):
    first = start()
    _wait(lambda: _scheduled(installed) >= 2)
    second = start()
    _halt(first, installed)
    _wait(lambda: _holder(installed) == str(second.pid))
    before = _scheduled(installed)
    first.send_signal(signal.SIGCONT)
    _wait(lambda: _scheduled(installed) >= before + 4)
    assert _holder(installed) == str(second.pid)
    newer = installed.one("SELECT min(id) FROM run WHERE fence = 2")
    assert installed.one("SELECT count(*) FROM run WHERE fence = 1 AND id > :newer", newer=newer) == 0
    for source in ("one", "two"):
        assert len(_due(installed, source)) == len(set(_due(installed, source)))


def test_a_holder_that_is_halted_in_mid_run_does_not_keep_its_source_from_being_collected(installed, start, server):
    go_on, asked = threading.Event(), threading.Event()
    hang = (200, {}, lambda _: asked.set() or (go_on.wait(60) and table(months=["2025-02"])))
    server.give("a", hang, table(months=["2025-01"]))
    first = start()
    assert asked.wait(60)
    _halt(first, installed)
    halted = installed.one("SELECT max(id) FROM run WHERE state = 'running'")
    start()
    _wait(lambda: installed.one("SELECT count(DISTINCT source) FROM run WHERE fence = 2 AND state = 'unchanged'") == 2)
    first.send_signal(signal.SIGCONT)
    go_on.set()
    before = _scheduled(installed)
    _wait(lambda: _scheduled(installed) >= before + 4)
    assert installed.rows("SELECT state FROM run WHERE id = :halted", halted=halted) == [("abandoned",)]
    assert installed.rows("SELECT DISTINCT period FROM observation") == [("2025-01",)]


def test_a_start_after_downtime_runs_each_source_once(installed, start):
    first = start()
    _wait(lambda: _scheduled(installed) >= 2)
    first.kill()
    first.wait(30)
    time.sleep(5)  # two or three due times pass
    start()
    _wait(lambda: installed.one("SELECT count(*) FROM run WHERE trigger = 'susulan' AND state = 'unchanged'") >= 2)
    _wait(lambda: _scheduled(installed) >= 4)
    assert installed.rows("SELECT source, count(*) FROM run WHERE trigger = 'susulan' GROUP BY 1 ORDER BY 1") == [
        ("one", 1),
        ("two", 1),
    ]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_it_within_ten_seconds_though_a_source_hangs(installed, start, server, number):
    never = threading.Event()
    server.give("a", (200, {}, lambda _: never.wait(30) or table()))
    process = start()
    _wait(lambda: installed.one("SELECT count(*) FROM run WHERE state = 'running'") == 2)
    told_at = time.monotonic()
    process.send_signal(number)
    assert process.wait(30) == 0
    assert time.monotonic() - told_at <= 10
    assert installed.rows("SELECT DISTINCT state FROM run") == [("abandoned",)]
    assert installed.rows("SELECT holder FROM lease") == [("",)]
    assert installed.dump() == []
    never.set()
