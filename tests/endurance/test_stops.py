"""P24: told to stop at any moment and under load, each process ends within ten seconds and leaves nothing behind."""

import random
import signal
import socket
import sqlite3
import threading
import time
import urllib.request
from contextlib import closing, suppress

import pytest

from tests.collecting import Installation, feeds, section, table
from tests.endurance.scale import number

WITHIN = 10  # seconds; as promised
TOLD = {0, 128 + signal.SIGTERM, -signal.SIGTERM}  # the last: before it had begun to listen to signals
SOURCES = [f"s{at}" for at in range(8)]
ROWS = 120


@pytest.fixture
def installed(tmp_path):
    """Return sources that are due each second, answer late and each time with other figures; one never does."""
    chance, version, never = random.Random(64025), iter(range(1, 1_000_000)), threading.Event()

    def answer(_request):
        time.sleep(chance.uniform(0, 0.3))
        return table(shift=next(version) / 100)

    with feeds() as server:
        for name in SOURCES:
            server.give(name, (200, {}, answer))
        server.give("never", (200, {}, lambda _: never.wait(20) or table()))
        lines = [section(name, url=server.url(name), schedule="* * * * * *") for name in [*SOURCES, "never"]]
        made = Installation(tmp_path, *lines, lease=1, read_timeout=60, deadline=60)
        yield made
        never.set()
        made.store.close()


@pytest.mark.parametrize("command", ["schedule", "collect"])
def test_a_command_that_is_stopped_ends_within_ten_seconds_and_leaves_nothing_behind(installed, forks, command):
    chance = random.Random(64026)
    for _ in range(number("P24 stops")):
        child = forks().start("command", command, "--config", installed.path, **installed.environment)
        time.sleep(chance.uniform(0, 1.2))
        _stop(child, installed)
    _no_half_run(installed)


def test_a_web_process_that_is_stopped_ends_within_ten_seconds_and_leaves_nothing_behind(installed, forks):
    chance = random.Random(64027)
    for _ in range(number("P24 stops of the web process")):
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            port = one.getsockname()[1]
        words = {"CONFIG": str(installed.path), "PORT": str(port), **installed.environment}
        child = forks().start("serve_pages", **words)
        stopped = threading.Event()
        viewers = [threading.Thread(target=_look, args=(port, stopped), daemon=True) for _ in range(4)]
        for viewer in viewers:
            viewer.start()
        time.sleep(chance.uniform(0, 8))
        _stop(child, installed)
        stopped.set()
        for viewer in viewers:
            viewer.join()
    _no_half_run(installed)


def _look(port, stopped):
    while not stopped.wait(0.05):
        with suppress(OSError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/sumber", timeout=15).close()


def _stop(child, installed):
    """Stop a process and look at what it leaves."""
    told_at = time.monotonic()
    child.send(signal.SIGTERM)
    code = child.wait(60)
    assert time.monotonic() - told_at <= WITHIN
    assert code in TOLD
    with closing(sqlite3.connect(installed.folder / "dashboard.sqlite3", timeout=0, isolation_level=None)) as database:
        database.execute("BEGIN EXCLUSIVE")  # nobody else has a lock
        if code >= 0:
            assert database.execute("SELECT count(*) FROM run WHERE state = 'running'").fetchone() == (0,)
            assert database.execute("SELECT holder FROM lease WHERE holder <> ''").fetchall() == []
    assert not list((installed.folder / "raw").rglob(".new-*"))


def _no_half_run(installed):
    assert installed.rows("PRAGMA integrity_check") == [("ok",)]
    counted = installed.rows("SELECT run_id, count(*) FROM observation GROUP BY 1 ORDER BY 1")
    assert {count for _, count in counted} == {ROWS}
    assert installed.rows("SELECT id, new + revised FROM run WHERE state = 'ok' ORDER BY 1") == counted
    assert installed.one("SELECT count(*) FROM run WHERE state = 'abandoned'") > 0  # it was stopped in mid-run
