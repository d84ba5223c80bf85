"""Forked processes for all tests of endurance: one parent for each journal of SQLite, started when it is asked for."""

import sys

import pytest

from tests.endurance.forks import Forks
from tests.endurance.sqlite_paths import ROLLBACK

if sys.platform != "linux":  # signals by pidfd, threads in /proc
    collect_ignore_glob = ["test_*.py"]


@pytest.fixture(scope="session")
def _parents(tmp_path_factory):
    opened = {}
    yield lambda path: opened.get(path) or opened.setdefault(path, Forks(tmp_path_factory.mktemp(path), path))
    for parent in opened.values():
        parent.close()


@pytest.fixture
def forks(_parents):
    """Return a function that gives Forks on a journal; whatever a test leaves running is killed."""
    used = set()

    def on(path=ROLLBACK):
        used.add(_parents(path))
        return _parents(path)

    yield on
    for parent in used:
        parent.end_all()
