"""The whole demonstration is recomputed from its kept answers, and `verify` ends as docs/commands.md says."""

import json
import os
import sqlite3
import subprocess
import sys

import pytest
from demonstration import write_config

from core.config import ROOT


def _verify(folder, *words, period="2026-10"):
    path = write_config(folder)
    command = [sys.executable, "-m", "core", "verify", "--period", period, *words, "--config", str(path)]
    surroundings = {**os.environ, "DATA_DIR": str(folder)}
    return subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, text=True, timeout=280, check=False)


@pytest.mark.timeout(300)
def test_every_shown_index_is_recomputed_to_the_last_digit(copy_of_collected):
    done = _verify(copy_of_collected, "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    report = json.loads(done.stdout)
    assert report["verified"] is True
    assert report["compared"]["indexes"] > 3000
    assert report["compared"]["figures"] > 3000
    assert report["compared"]["rows"] > 15000
    assert report["compared"]["answers"] > 35


@pytest.mark.timeout(300)
def test_one_changed_figure_moves_its_index_and_the_command_ends_with_1(copy_of_collected):
    path = copy_of_collected / "dashboard.sqlite3"
    database = sqlite3.connect(path)
    database.execute("DROP TRIGGER observation_no_update")
    database.execute(
        "UPDATE observation SET value = value * 2 WHERE indicator = 'LH-C' AND area = '64.01' AND period = '2026-10'"
    )
    database.commit()
    database.close()
    done = _verify(copy_of_collected)
    assert done.returncode == 1, done.stderr
    lines = done.stdout.splitlines()
    assert any(line.startswith("difference: row: LH-C 64.01 2026-10") and "Penanganan!" in line for line in lines)
    assert any(line.startswith("difference: figure: LH-03, 64.01 Paser, 2026-10") for line in lines)
    assert any(line.startswith("difference: index: tuntas tangguh, 64.01 Paser, 2026-10") for line in lines)
    assert any(line.startswith("difference: guard: table observation") for line in lines)


@pytest.mark.timeout(300)
def test_a_missing_answer_ends_with_4(copy_of_collected):
    with sqlite3.connect(copy_of_collected / "dashboard.sqlite3") as database:
        query = "SELECT sha256 FROM raw_answer JOIN run ON run.id = run_id WHERE source = 'rsud_harian'"
        [sha256] = database.execute(query).fetchone()
    (copy_of_collected / "raw" / sha256[:2] / sha256[2:]).unlink()
    done = _verify(copy_of_collected)
    assert done.returncode == 4, done.stdout
    assert "cannot be recomputed: run" in done.stdout
    assert sha256 in done.stdout


@pytest.mark.timeout(300)
def test_a_period_that_is_none_ends_with_2(copy_of_collected):
    done = _verify(copy_of_collected, period="kapan-kapan")
    assert done.returncode == 2
    assert "expected a period like 2026-09" in done.stderr
