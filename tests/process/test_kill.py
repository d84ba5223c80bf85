"""Killed at any moment: nothing lost, nothing doubled, nothing half stored. Real processes, real SIGKILL."""

import multiprocessing
import os
import random
import signal
import time
from itertools import pairwise

import pytest

from core.collect.outcome import Trigger
from core.collect.progress import run_all
from core.collect.runner import Runner
from core.domain.work import RunState
from tests.collecting import DISTRICTS, MONTHS, Installation, feeds, section
from tests.collecting_children import collect_for_ever

KILLS = 50
SOURCES = ("one", "two", "three")
ROWS = len(DISTRICTS) * 120
# A server that forks from a process with everything imported: 50 starts cost no 50 imports.
FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["tests.collecting_children"])


@pytest.fixture
def server():
    with feeds() as running:
        yield running


def _version(number):
    """Return a table whose every value says which version it belongs to: number + place / 100000."""
    lines = ["kecamatan,periode,nilai"]
    for column, area in enumerate(DISTRICTS):
        lines += [
            f"{area},{month},{number + (column * 120 + row) / 100000:.5f}" for row, month in enumerate(MONTHS[:120])
        ]
    return "\n".join(lines) + "\n"


class Sender:
    """Sends a new version at each request and remembers the highest of each source."""

    def __init__(self):
        self.number = dict.fromkeys(SOURCES, 0)

    def __call__(self, request):
        name = request.path.strip("/")
        self.number[name] += 1
        return _version(self.number[name])


def _kill_while_collecting(path, acknowledged, chance):
    begun = FORKS.Event()
    child = FORKS.Process(target=collect_for_ever, args=(str(path), begun, str(acknowledged)))
    child.start()
    assert begun.wait(60)
    time.sleep(chance.uniform(0, 0.6))
    os.kill(child.pid, signal.SIGKILL)
    child.join(30)
    assert child.exitcode == -signal.SIGKILL


def test_fifty_kills_lose_nothing_double_nothing_and_leave_no_half_batch(tmp_path, server):
    sender, chance = Sender(), random.Random(64010)
    for name in SOURCES:
        server.give(name, (200, {}, sender))
    installed = Installation(tmp_path, *(section(name, url=server.url(name)) for name in SOURCES))
    acknowledged = tmp_path / "acknowledged"
    for _ in range(KILLS):
        _kill_while_collecting(installed.path, acknowledged, chance)

    runner = Runner(installed.config, installed.store, installed.catalogue)
    last = run_all(installed.config.sources.values(), runner, trigger=Trigger.MANUAL, tell=lambda _: None)
    assert [one.state for one in last] == [RunState.OK] * 3

    assert installed.rows("PRAGMA integrity_check") == [("ok",)]
    assert installed.rows("PRAGMA foreign_key_check") == []
    assert installed.one("SELECT count(*) FROM run WHERE state = 'running'") == 0
    assert installed.one("SELECT count(*) FROM run WHERE state = 'abandoned'") > KILLS / 5  # it was hit in mid-run
    _nothing_half_stored(installed)
    _nothing_acknowledged_is_lost(installed, acknowledged)
    _as_sent(installed, sender)
    installed.store.close()


def _nothing_half_stored(installed):
    batches = installed.rows(
        "SELECT run_id, count(*), count(DISTINCT CAST(value AS INTEGER)) FROM observation GROUP BY 1"
    )
    assert len(batches) > len(SOURCES)
    assert {(count, versions) for _, count, versions in batches} == {(ROWS, 1)}
    counted = installed.rows("SELECT id, new + revised FROM run WHERE new + revised > 0 ORDER BY 1")
    assert counted == [(run, count) for run, count, _ in sorted(batches)]
    kept = installed.one("SELECT count(*) FROM run WHERE state = 'ok' AND id NOT IN (SELECT run_id FROM raw_answer)")
    assert kept == 0


def _nothing_acknowledged_is_lost(installed, acknowledged):
    told = [tuple(map(int, line.split())) for line in acknowledged.read_text().splitlines()]
    assert len(told) > KILLS / 5
    stored = dict(installed.rows("SELECT run_id, count(*) FROM observation GROUP BY 1"))
    assert [(run, count) for run, count in told if stored.get(run) != count] == []


def _as_sent(installed, sender):
    """Every cell has the value of the newest version last, and older versions only before newer ones."""
    query = "SELECT area, period, value FROM observation WHERE source = :source ORDER BY area, period, revision"
    for source in SOURCES:
        cells = {}
        for area, period, value in installed.rows(query, source=source):
            cells.setdefault((area, period), []).append(value)
        assert len(cells) == ROWS
        newest = sender.number[source]
        for (area, period), values in cells.items():
            place = DISTRICTS.index(area) * 120 + MONTHS.index(period)
            assert values[-1] == pytest.approx(newest + place / 100000, abs=1e-9)
            assert all(before < after for before, after in pairwise(values))
