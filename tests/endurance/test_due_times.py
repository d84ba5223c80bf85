"""P20: each due time is run exactly once, whatever runs beside: web processes, schedulers, on both databases."""

import socket
import time
import urllib.request
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from core.collect.due import due_between
from tests.collecting import Installation, feeds, section, table
from tests.endurance.forks import wait_until
from tests.endurance.scale import FULL, number

EVERY = 20 if FULL else 3  # seconds between two due times of a source
SCHEDULERS = 2
SOURCES = 100 if FULL else 10  # so five runs a second at most: what is late by a whole period is not run apart
CASES = [("sqlite", 1), ("sqlite", 2), ("sqlite", 4), ("postgres", 4)] if FULL else [("sqlite", 2)]


@pytest.fixture
def make(request, tmp_path):
    """Return a function that makes an installation on an engine, with a server that counts who asks."""
    with feeds() as server:
        made = []

        def installation(engine, sections):
            url = request.getfixturevalue("empty_postgres_url") if engine == "postgres" else ""
            made.append(Installation(tmp_path, *sections(server), store_url=url))
            return made[-1], server

        yield installation
        for one in made:
            one.store.close()


def _sources(server):
    """Return sections that are due at all seconds, but each at every third (twentieth) only."""
    names = [f"s{at}" for at in range(SOURCES)]
    for name in names:
        server.give(name, table(months=["2025-01"]))
    lines = [f"{at % EVERY}-59/{EVERY} * * * * *" for at in range(SOURCES)]
    return [section(name, url=server.url(name), schedule=line) for name, line in zip(names, lines, strict=True)]


@pytest.mark.parametrize(("engine", "webs"), CASES)
def test_web_processes_and_two_schedulers_collect_each_due_time_once(make, forks, engine, webs):
    installed, server = make(engine, _sources)
    ports = [_free_port() for _ in range(webs)]
    for port in ports:
        forks().start("serve_pages", CONFIG=str(installed.path), PORT=str(port), **installed.environment)
    for _ in range(SCHEDULERS):
        forks().start("command", "schedule", "--config", installed.path, **installed.environment)
    begin = _first_due(installed)
    end = begin + timedelta(seconds=EVERY * number("P20 due times") // SOURCES)
    for port in ports:
        wait_until(lambda at=port: _serves(at), pause=0.5)
    time.sleep(max((end - datetime.now(UTC)).total_seconds(), 0))
    wait_until(lambda: all(_due(installed, name)[-1] > end for name in installed.config.sources))
    expected = 0
    for name, source in installed.config.sources.items():
        found = [at for at in _due(installed, name) if begin < at <= end]
        wanted = list(due_between(source.schedule, begin, end))
        assert found == wanted  # none missed, none twice
        expected += len(wanted)
    assert expected == number("P20 due times")
    forks().end_all()
    _nobody_asked_without_a_run(installed, server)


def _first_due(installed):
    """Wait until every source was collected on schedule; return when the last of them was due."""
    names = list(installed.config.sources)
    return max(wait_until(lambda name=name: _due(installed, name))[-1] for name in names) + timedelta(milliseconds=1)


def _due(installed, name):
    query = "SELECT due_at FROM run WHERE source = :name AND due_at IS NOT NULL AND state <> 'running' ORDER BY due_at"
    found = [row[0] for row in installed.rows(query, name=name)]
    return [datetime.fromisoformat(at).replace(tzinfo=UTC) if isinstance(at, str) else at for at in found]


def _nobody_asked_without_a_run(installed, server):
    runs = dict(installed.rows("SELECT source, count(*) FROM run GROUP BY 1"))
    asked = {name: len(times) for name, times in server.asked.items()}
    assert all(asked[name] <= runs[name] for name in runs)
    assert installed.one("SELECT count(*) FROM run WHERE state NOT IN ('ok', 'unchanged', 'running', 'abandoned')") == 0


def _free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def _serves(port):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30) as answer:
            return answer.status == 200
    except OSError:
        return False


@pytest.mark.parametrize("engine", ["sqlite", "postgres"])
def test_processes_that_all_believe_to_schedule_collect_each_due_time_once(make, forks, engine):
    def two(server):
        server.give("a", table(months=["2025-01"]))
        return [section(name, url=server.url("a")) for name in ("one", "two")]

    installed, server = make(engine, two)
    times = number("P20 raced due times") // 2
    running = [
        forks().start("run_due_times", installed.path, 1_000_000, 1_000_000 + times, **installed.environment)
        for _ in range(4)
    ]
    assert [child.wait(1800) for child in running] == [0] * 4
    due = Counter(installed.rows("SELECT source, due_at FROM run"))
    assert set(due.values()) == {1}
    assert Counter(source for source, _ in due) == {"one": times, "two": times}
    assert installed.one("SELECT count(*) FROM run WHERE state NOT IN ('ok', 'unchanged')") == 0
    assert len(server.asked["a"]) == 2 * times
