"""P2: what was acknowledged is on the disk, whenever the power goes. strace sees every write; none is assumed."""

import random
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace

import pytest

from core.config import ROOT
from tests.collecting import Installation
from tests.endurance.disk import CALLS, File, calls_of
from tests.endurance.offices import ROWS, office
from tests.endurance.scale import number
from tests.endurance.sqlite_paths import PATHS

DATABASE, ACKNOWLEDGED, FOLDER = "dashboard.sqlite3", "acknowledged", "."
FILES = (DATABASE, f"{DATABASE}-journal", f"{DATABASE}-wal")
RUNS = number("P2 runs")
COMMITS = 2  # of each run: one says that it began, one holds all that it brought

pytestmark = pytest.mark.skipif(not shutil.which("strace"), reason="strace is needed to see each write")


@pytest.fixture(scope="module", params=PATHS)
def calls(request, tmp_path_factory):
    """Return the content of the database before, and each call on its files while runs were collected."""
    folder = tmp_path_factory.mktemp("traced")
    (folder / "files").mkdir()
    with office("csv", folder / "files") as sender:
        installed = Installation(folder, sender.section)
        installed.store.close()
        before = (folder / DATABASE).read_bytes()
        trace = folder / "trace"
        seen = ["strace", "-f", "-qq", "-y", "-xx", "-s", "100000", "-e", f"trace={CALLS}", "-o", str(trace)]
        task = ["collect_for_ever", str(installed.path), str(folder / ACKNOWLEDGED), str(RUNS)]
        command = [sys.executable, "-m", "tests.endurance.forks", "run", request.param, *task]
        done = subprocess.run([*seen, *command], cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    told = [_named(call, folder) for call in calls_of(trace)]
    told = [call for call in told if call.name in (*FILES, ACKNOWLEDGED, FOLDER)]
    assert sum(call.name == ACKNOWLEDGED for call in told) == RUNS
    return before, told


def _named(call, folder):
    return replace(call, name=FOLDER) if call.name == folder.name else call


def test_every_commit_is_synced_before_it_is_acknowledged(calls):
    before, told = calls
    files, syncs = _disk(before), 0
    for call in told:
        if call.name == ACKNOWLEDGED:
            assert [name for name, file in files.items() if file.pending] == []
            assert syncs >= COMMITS
            syncs = 0
            continue
        _do(files, call)
        syncs += call.what == "sync"


def test_whenever_the_power_goes_the_database_is_sound_and_every_acknowledged_run_is_whole(calls, tmp_path):
    _lose_power(*calls, tmp_path)


def test_a_store_that_does_not_sync_would_be_found(calls, tmp_path):
    before, told = calls
    with pytest.raises((AssertionError, sqlite3.DatabaseError)):
        _lose_power(before, [call for call in told if call.what != "sync"], tmp_path)


def _lose_power(before, told, folder):
    chance = random.Random(64020)
    writes = [at for at, call in enumerate(told) if call.what != "sync" and call.name in FILES]
    moments = sorted(chance.sample(writes, min(number("P2 images"), len(writes))))
    assert len(moments) == number("P2 images")
    files, acknowledged = _disk(before), []
    for at, call in enumerate(told):
        if call.name == ACKNOWLEDGED:
            acknowledged.append(tuple(map(int, call.content.split())))
            continue
        _do(files, call)
        if at in moments:
            _is_sound(folder / f"killed-{at}", {n: file.written() for n, file in files.items()}, acknowledged)
            lost = {name: file.after_power_loss(chance) for name, file in files.items()}
            _is_sound(folder / f"lost-{at}", lost, acknowledged)


def _disk(before):
    return {name: File(bytearray(before if name == DATABASE else b"")) for name in FILES}


def _do(files, call):
    if call.name == FOLDER:
        for file in files.values():
            file.folder_synced()
    else:
        files[call.name].do(call)


def _is_sound(folder, image, acknowledged):
    """Open an image of the disk as the next start would, and look at all that should be there."""
    folder.mkdir()
    for name, content in image.items():
        if content:
            (folder / name).write_bytes(content)
    with closing(sqlite3.connect(folder / DATABASE)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        stored = dict(database.execute("SELECT run_id, count(*) FROM observation GROUP BY 1"))
        ended = database.execute("SELECT id, new + revised FROM run WHERE state = 'ok'").fetchall()
    assert stored == dict(ended)
    assert set(stored.values()) <= {ROWS}
    assert [run for run, count in acknowledged if stored.get(run) != count] == []
    shutil.rmtree(folder)
