"""P23: a killed holder of the schedule is replaced, a halted one too, and what it brings later is refused."""

import os
import random
import signal
import sqlite3
import time
from contextlib import closing
from itertools import pairwise

import pytest

from tests.collecting import Installation, feeds, section, table
from tests.endurance.forks import wait_until, wait_until_halted
from tests.endurance.scale import number

WITHIN = 120  # seconds; as promised
SOURCES = ("one", "two", "three")
ROWS = 120
# The database itself writes down who did what in which order, so that a write of an old fence cannot hide.
DIARY = (
    "CREATE TABLE diary (id INTEGER PRIMARY KEY, what TEXT, fence INTEGER)",
    "CREATE TRIGGER diary_lease AFTER UPDATE OF fence ON lease WHEN new.fence > old.fence "
    "BEGIN INSERT INTO diary (what, fence) VALUES ('lease', new.fence); END",
    "CREATE TRIGGER diary_begin AFTER INSERT ON run "
    "BEGIN INSERT INTO diary (what, fence) VALUES ('begin', new.fence); END",
    "CREATE TRIGGER diary_end AFTER UPDATE OF state ON run WHEN new.state <> 'abandoned' "
    "BEGIN INSERT INTO diary (what, fence) VALUES ('end', new.fence); END",
    "CREATE TRIGGER diary_figure AFTER INSERT ON observation BEGIN INSERT INTO diary (what, fence) "
    "SELECT 'figure', fence FROM run WHERE id = new.run_id; END",
)


@pytest.fixture
def installed(tmp_path):
    """Return sources that are due each second and answer after a while, each time with other figures."""
    chance, version = random.Random(64023), iter(range(1, 1_000_000))

    def answer(_request):
        time.sleep(chance.uniform(0.02, 0.3))
        return table(shift=next(version) / 100)

    with feeds() as server:
        for name in SOURCES:
            server.give(name, (200, {}, answer))
        lines = [section(name, url=server.url(name), schedule="* * * * * *") for name in SOURCES]
        made = Installation(tmp_path, *lines, lease=1, read_timeout=60, deadline=60)
        with made.store.begin_write() as conn:
            for statement in DIARY:
                conn.exec_driver_sql(statement)
        yield made
        made.store.close()


def test_a_holder_that_is_killed_or_halted_in_a_run_is_replaced_and_writes_nothing_any_more(installed, forks):
    def start():
        return forks().start("command", "schedule", "--config", installed.path, **installed.environment)

    schedulers, chance, longest = [start(), start()], random.Random(64024), 0.0
    for turn in range(number("P23 halts and kills")):
        holder = wait_until(lambda: _in_a_run(installed, schedulers))
        time.sleep(chance.uniform(0, 0.2))
        if turn % 2:
            holder.kill()
            schedulers.remove(holder)
        else:
            _halt(holder, installed, chance)
        begun = time.monotonic()
        wait_until(lambda was=holder: _holder(installed) not in ("", str(was.pid)), WITHIN)
        longest = max(longest, time.monotonic() - begun)
        if turn % 2:
            schedulers.append(start())
        else:
            time.sleep(chance.uniform(0, 0.5))
            holder.send(signal.SIGCONT)
    wait_until(lambda: _in_a_run(installed, schedulers))
    print(f"longest take-over {longest:.1f} s")
    forks().end_all()
    _no_stale_write(installed)
    _whole_and_in_order(installed)


def _holder(installed):
    """Return the pid of the process that holds the lease, "" when none does."""
    holders = installed.rows("SELECT holder FROM lease")
    return holders[0][0].split(":")[1] if holders and holders[0][0] else ""


def _in_a_run(installed, schedulers):
    """Return the scheduler that holds the lease, once it has stored something and has a run under way."""
    pid = _holder(installed)
    found = [one for one in schedulers if str(one.pid) == pid]
    states = installed.rows("SELECT DISTINCT state FROM run JOIN lease ON run.fence = lease.fence")
    return found[0] if found and {("running",), ("ok",)} <= set(states) else None


def _halt(process, installed, chance):
    """Halt a process while it has not locked the database: with a lock it would halt everybody until it is killed."""
    while True:
        process.send(signal.SIGSTOP)
        wait_until_halted(process.pid)
        with closing(sqlite3.connect(installed.folder / "dashboard.sqlite3", timeout=0.3)) as database:
            try:
                database.execute("BEGIN EXCLUSIVE")
                return
            except sqlite3.OperationalError:
                process.send(signal.SIGCONT)
                time.sleep(chance.uniform(0, 0.1))


def _no_stale_write(installed):
    newest = 0
    for what, fence in installed.rows("SELECT what, fence FROM diary ORDER BY id"):
        newest = max(newest, fence) if what == "lease" else newest
        assert fence >= newest, f"{what} of fence {fence} after {newest} was given out"
    assert newest > number("P23 halts and kills")  # each turn gave the lease to another
    tried = "SELECT count(*) FROM run WHERE state = 'abandoned'"
    assert installed.one(tried) >= number("P23 halts and kills") / 2  # runs were cut through


def _whole_and_in_order(installed):
    assert installed.rows("PRAGMA integrity_check") == [("ok",)]
    assert set(installed.rows("SELECT count(*) FROM observation GROUP BY run_id")) == {(ROWS,)}
    doubled = "SELECT source, due_at FROM run WHERE due_at IS NOT NULL GROUP BY 1, 2 HAVING count(*) > 1"
    assert installed.rows(doubled) == []
    for name in SOURCES:
        query = "SELECT min(value) FROM observation WHERE source = :name GROUP BY run_id ORDER BY run_id"
        found = [row[0] for row in installed.rows(query, name=name)]
        assert len(found) > 1
        assert all(before < after for before, after in pairwise(found))


@pytest.mark.skipif(os.name != "posix", reason="SIGSTOP")
def test_the_diary_would_show_a_stale_write(installed):
    with installed.store.begin_write() as conn:
        conn.exec_driver_sql("INSERT INTO lease VALUES ('scheduler', 'a', 1, '2026-01-01')")
        conn.exec_driver_sql("UPDATE lease SET fence = 2")
        conn.exec_driver_sql(
            "INSERT INTO run (source, trigger, started_at, state, fence, holder, read, new, same, revised, rejected, "
            "simulated, reason, sentence, mend, error) "
            "VALUES ('one', 'jadwal', '2026-01-01', 'running', 1, '', 0, 0, 0, 0, 0, 0, '', '', '', '')"
        )
    with pytest.raises(AssertionError, match="begin of fence 1 after 2"):
        _no_stale_write(installed)
