"""The back-up script of docs/deployment.md, run as it stands there but for its folders: what it copies can be used."""

import re
import shutil
import subprocess
import sys

import pytest
from collecting import Installation, section, table
from documents import read

import data_sources  # noqa: F401 - registers the connectors
from core.collect.outcome import Trigger
from core.collect.runner import Order, Runner
from core.config import ROOT


@pytest.fixture
def installation(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    one = Installation(folder, section("angka", path="angka.csv"))
    (folder / "files" / "angka.csv").write_text(table(), encoding="utf-8")
    Runner(one.config, one.store, one.catalogue).run(one.config.sources["angka"], Order(Trigger.MANUAL))
    return one


def script(folder):
    """Return the script with the folders of this test."""
    (found,) = re.findall(r"```sh\n(#!/bin/sh\n.*?)```", read("docs/deployment.md"), flags=re.DOTALL)
    (app := folder / "app").mkdir(exist_ok=True)
    shutil.copytree(ROOT / "catalogue", app / "catalogue", dirs_exist_ok=True)
    (app / "config.toml").touch()
    words = {
        "data=/srv/dasbor/data": f"data={folder / 'data'}",
        "app=/srv/dasbor/app": f"app={app}",
        "to=/srv/backup/dasbor": f"to={folder / 'backup'}",
        '"$app/.venv/bin/python"': sys.executable,
    }
    for old, new in words.items():
        assert old in found
        found = found.replace(old, new)
    return found


def test_a_backup_beside_an_open_store_can_be_opened_and_says_the_same(installation, tmp_path):
    before = installation.dump()
    assert len(before) == 120
    for _ in range(2):  # the second night finds the first night's copy
        subprocess.run(["sh", "-c", script(tmp_path)], check=True)
    backup = tmp_path / "backup"
    assert Installation(backup, section("angka", path="angka.csv")).dump() == before
    raw = sorted((tmp_path / "data" / "raw").rglob("*"))
    assert [path for path in raw if path.is_file()]
    assert [path.relative_to(tmp_path / "data") for path in raw] == [
        path.relative_to(backup) for path in sorted((backup / "raw").rglob("*"))
    ]
    assert (backup / "catalogue" / "indicators.csv").is_file()
