"""P28: four writers, a checkpoint loop and eight readers at once, writers killed in between, on both journals."""

import random
import sqlite3
import time
from contextlib import closing

import pytest

from core.store.engine import migrate, open_store
from tests.endurance.forks import wait_until
from tests.endurance.scale import number
from tests.endurance.sqlite_paths import PATHS
from tests.endurance.torture import ROWS

WRITERS, READERS = 4, 8


@pytest.mark.parametrize("path", PATHS)
def test_torture_leaves_the_database_sound_and_every_acknowledged_batch_whole(tmp_path, forks, path):
    parent, chance = forks(path), random.Random(64028)
    database, acknowledged = tmp_path / "dashboard.sqlite3", tmp_path / "acknowledged"
    acknowledged.touch()
    store = open_store(f"sqlite:///{database}")
    migrate(store)
    store.close()

    def start(task, name):
        return parent.start(task, database, name, acknowledged)

    writers = [start("torture_write", f"w{at}") for at in range(WRITERS)]
    others = [start("torture_read", f"r{at}") for at in range(READERS)] + [start("torture_checkpoint", "c")]
    ends = time.monotonic() + number("P28 seconds")
    kills = 0
    while time.monotonic() < ends:
        time.sleep(chance.uniform(0.5, 1.5))
        assert all(one.wait(0) is None for one in [*writers, *others]), parent.log.read_text()
        unlucky = chance.randrange(WRITERS)
        writers[unlucky].kill()
        writers[unlucky] = start("torture_write", f"w{unlucky}x{kills}")
        kills += 1
    begun = len(acknowledged.read_text().splitlines())
    wait_until(lambda: len(acknowledged.read_text().splitlines()) > begun)  # it still goes on
    parent.end_all()
    _is_sound(database, acknowledged)


def _is_sound(path, acknowledged):
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        stored = dict(database.execute("SELECT run_id, count(*) FROM observation GROUP BY 1"))
        versions = database.execute("SELECT count(DISTINCT value) FROM observation GROUP BY run_id").fetchall()
        ended = {row[0] for row in database.execute("SELECT id FROM run WHERE state = 'ok'")}
        (number_of_commits,) = database.execute("SELECT number FROM store_version").fetchone()
    told = [tuple(map(int, line.split())) for line in acknowledged.read_text().splitlines()]
    assert set(stored.values()) == {ROWS}
    assert set(versions) == {(1,)}
    assert set(stored) == ended
    assert number_of_commits == len(stored)  # each commit counted once: none lost, none twice
    assert len(told) > WRITERS
    assert [run for run, count in told if stored.get(run) != count] == []
    print(f"{len(told)} batches acknowledged, {len(stored)} stored")
