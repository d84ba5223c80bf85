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

# Seconds between two due times of a source. What is late by a whole period is not run apart, and machines are busy.
EVERY = 60 if FULL else 10
SCHEDULERS = 2
PATIENCE = 600  # seconds
SOURCES = 100 if FULL else 20
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
    """Return sections that are due at all seconds, but each at its own of every period only."""
    names = [f"s{at}" for at in range(SOURCES)]
    for name in names:
        server.give(name, table(months=["2025-01"]))
    lines = [f"{','.join(map(str, range(at % EVERY, 60, EVERY)))} * * * * *" for at in range(SOURCES)]
    return [section(name, url=server.url(name), schedule=line) for name, line in zip(names, lines, strict=True)]


@pytest.mark.parametrize(("engine", "webs"), CASES)
def test_web_processes_and_two_schedulers_collect_each_due_time_once(make, forks, engine, webs):
    installed, server = make(engine, _sources)
    ports = [_free_port() for _ in range(webs)]
    for port in ports:
        forks().start("serve_pages", CONFIG=str(installed.path), PORT=str(port), **installed.environment)
    for _ in range(SCHEDULERS):
        forks().start("command", "schedule", "--config", installed.path, **installed.environment)
    for port in ports:
        wait_until(lambda at=port: _serves(at), PATIENCE, pause=1)
    wait_until(lambda: len(_due(installed)) == SOURCES, PATIENCE, pause=1)
    begin = max(times[-1] for times in _due(installed).values()) + timedelta(milliseconds=1)
    end = begin + timedelta(seconds=EVERY * number("P20 due times") // SOURCES)
    time.sleep((end - datetime.now(UTC)).total_seconds())
    wait_until(lambda: all(times[-1] > end for times in _due(installed).values()), PATIENCE, pause=1)
    found = {name: [at for at in times if begin < at <= end] for name, times in _due(installed).items()}
    wanted = {name: list(due_between(one.schedule, begin, end)) for name, one in installed.config.sources.items()}
    assert found == wanted  # none missed, none twice
    assert sum(map(len, found.values())) == number("P20 due times")
    forks().end_all()
    _nobody_asked_without_a_run(installed, server)


def _due(installed):
    """Return the due times that were run and ended, by source, oldest first."""
    found = {}
    query = "SELECT source, due_at FROM run WHERE due_at IS NOT NULL AND state <> 'running' ORDER BY due_at"
    for name, at in installed.rows(query):
        instant = datetime.fromisoformat(at).replace(tzinfo=UTC) if isinstance(at, str) else at
        found.setdefault(name, []).append(instant)
    return found


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
