"""P1: killed at any moment, nothing is lost, doubled or half stored. Real processes, real SIGKILL, each kind."""

import os
import random
import signal
import subprocess
import sys
import time
from itertools import pairwise

import pytest

from core.collect.raw import RawStore
from core.config import ROOT
from tests.collecting import Installation
from tests.endurance.forks import wait_until
from tests.endurance.offices import KINDS, ROWS, HandingIn, office, value
from tests.endurance.scale import number
from tests.endurance.sqlite_paths import ROLLBACK, WAL

ROUND = 100  # kills of one database; the next ones get a new one, so that looking up stays quick
MOST = 3  # runs that are begun before the kill
LONGEST = 0.15  # seconds from then on: about two runs where nothing else is going on
TABLES = {"wfs": "feature"}  # whose rows are counted; the others bring observations


@pytest.mark.parametrize(("kind", "path"), [*((kind, ROLLBACK) for kind in KINDS), ("csv", WAL), ("wfs", WAL)])
def test_kills_at_random_moments_lose_nothing_double_nothing_and_leave_no_half_batch(tmp_path, forks, kind, path):
    kills, chance = number("P1 kills"), random.Random(64010 + KINDS.index(kind))
    for begin in range(0, kills, ROUND):
        folder = tmp_path / str(begin)
        (folder / "files").mkdir(parents=True)
        with office(kind, folder / "files") as sender:
            _round(forks(path), folder, kind, sender, chance, min(ROUND, kills)).store.close()


@pytest.mark.parametrize("path", [ROLLBACK, WAL])
def test_kills_while_files_are_handed_in_and_sent_do_no_harm(tmp_path, forks, path):
    kills, chance = number("P1 kills"), random.Random(64012)
    for begin in range(0, kills, ROUND):
        folder = tmp_path / str(begin)
        (folder / "files").mkdir(parents=True)
        sender = HandingIn(folder / "acknowledged.begun")
        installed = _round(forks(path), folder, "csv", sender, chance, min(ROUND, kills), "hand_in_for_ever")
        sent = installed.rows("SELECT run_id FROM upload_ending WHERE state = 'terkirim' ORDER BY 1")
        assert sent == installed.rows("SELECT id FROM run WHERE state = 'ok' ORDER BY 1")
        assert installed.one("SELECT count(*) FROM upload") >= len(sent)
        told = installed.rows("SELECT count(*) FROM audit_entry WHERE action = 'pengiriman'")
        assert told == [(len(sent),)]
        installed.store.close()


def _round(parent, folder, kind, sender, chance, kills, task="collect_for_ever"):
    installed = Installation(folder, sender.section)
    installed.store.close()
    acknowledged, begun = folder / "acknowledged", folder / "acknowledged.begun"
    acknowledged.touch()
    begun.touch()
    for _ in range(kills):
        enough = begun.stat().st_size + chance.randint(0, MOST)  # 0: while it opens the database
        child = parent.start(task, installed.path, acknowledged)
        wait_until(lambda enough=enough: begun.stat().st_size >= enough, pause=0.002)
        time.sleep(chance.uniform(0, LONGEST))
        assert child.kill() == -signal.SIGKILL
    sender.settle()
    assert parent.start(task, installed.path, acknowledged, 1).wait() == 0
    abandoned = installed.one("SELECT count(*) FROM run WHERE state = 'abandoned'")
    if task == "collect_for_ever":
        assert abandoned > (kills / 4 if kills == ROUND else 0)  # it was hit in mid-run; of few kills few may be
    else:  # most of the time goes into checking, before a run begins
        assert begun.stat().st_size > len(acknowledged.read_text().splitlines())
    all_is_right(installed, kind, sender, acknowledged)
    return installed


def all_is_right(installed, kind, sender, acknowledged):
    """Compare what is stored with what was sent and what was acknowledged."""
    assert installed.rows("PRAGMA integrity_check") == [("ok",)]
    assert installed.rows("PRAGMA foreign_key_check") == []
    assert installed.one("SELECT count(*) FROM run WHERE state = 'running'") == 0
    versions = _layers(installed) if kind == "wfs" else _figures(installed)
    _nothing_half_stored(installed, TABLES.get(kind, "observation"), versions)
    _nothing_acknowledged_is_lost(installed, TABLES.get(kind, "observation"), acknowledged)
    in_order = [version for _, version in sorted(versions.items())]
    assert all(before < after for before, after in pairwise(in_order))  # none twice, none after a newer one
    assert in_order[-1] == sender.version
    (_cells_as_sent if kind != "wfs" else _newest_layer_as_sent)(installed, sender)


def _figures(installed):
    """Return the version that each run stored; a run of two versions would be two lines."""
    lines = installed.rows("SELECT DISTINCT run_id, CAST(value AS INTEGER) FROM observation")
    assert len(lines) == len(dict(lines))
    return dict(lines)


def _layers(installed):
    lines = installed.rows("SELECT DISTINCT run_id, CAST(json_extract(properties, '$.versi') AS INTEGER) FROM feature")
    assert len(lines) == len(dict(lines))
    editions = installed.rows("SELECT run_id, count FROM layer_edition ORDER BY 1")
    assert editions == [(run, ROWS) for run in sorted(dict(lines))]
    return dict(lines)


def _nothing_half_stored(installed, table, versions):
    counted = installed.rows(f"SELECT run_id, count(*) FROM {table} GROUP BY 1 ORDER BY 1")
    assert counted == [(run, ROWS) for run in sorted(versions)]
    told = installed.rows("SELECT id, new + revised FROM run WHERE new + revised > 0 ORDER BY 1")
    assert told == counted
    raw = RawStore(installed.folder)
    kept = installed.rows("SELECT sha256 FROM raw_answer JOIN run ON run.id = run_id WHERE state = 'ok'")
    assert len(kept) >= len(versions)
    for (sha256,) in kept:
        raw.read(sha256)  # raises unless it is there, byte for byte


def _nothing_acknowledged_is_lost(installed, table, acknowledged):
    told = [tuple(map(int, line.split())) for line in acknowledged.read_text().splitlines()]
    stored = dict(installed.rows(f"SELECT run_id, count(*) FROM {table} GROUP BY 1"))
    assert told
    assert [(run, count) for run, count in told if stored.get(run, 0) != count] == []


def _cells_as_sent(installed, sender):
    cells = {}
    for area, period, found in installed.rows("SELECT area, period, value FROM observation ORDER BY revision"):
        cells.setdefault((area, period), []).append(found)
    assert len(cells) == ROWS
    in_order = sorted(cells)
    for place, cell in enumerate(in_order):
        assert cells[cell][-1] == pytest.approx(value(sender.version, place), abs=1e-9)
        assert all(before < after for before, after in pairwise(cells[cell]))


def _newest_layer_as_sent(installed, sender):
    [(newest,)] = installed.rows("SELECT max(run_id) FROM layer_edition")
    found = installed.rows("SELECT key FROM feature WHERE run_id = :run", run=newest)
    assert sorted(found) == sorted((f"tps.{place}",) for place in range(ROWS))


def test_kills_of_the_command_itself_do_no_harm_either(tmp_path):
    chance = random.Random(64011)
    (tmp_path / "files").mkdir()
    with office("csv", tmp_path / "files") as sender:
        installed = Installation(tmp_path, sender.section)
        words = [sys.executable, "-m", "core", "collect", "--config", str(installed.path)]
        environment = {**os.environ, **installed.environment}
        for _ in range(number("P1 kills of the command")):
            process = subprocess.Popen(words, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
            time.sleep(chance.uniform(0.5, 3))
            process.kill()
            process.wait(30)
        done = subprocess.run([*words, "--json"], cwd=ROOT, env=environment, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
        (tmp_path / "acknowledged").write_text(f"{installed.one('SELECT max(id) FROM run')} {ROWS}\n")
        all_is_right(installed, "csv", sender, tmp_path / "acknowledged")
        installed.store.close()
