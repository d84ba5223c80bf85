"""A raw answer says which attempt brought it, so that what was read can be told from what was thrown away."""

import pytest

import data_sources  # noqa: F401
from core.domain.work import RunState
from tests.collecting import Installation, feeds, run_source, section, table


@pytest.fixture
def server():
    with feeds() as running:
        yield running


def test_answers_of_a_failed_attempt_are_told_from_those_that_were_read(tmp_path, server):
    server.give("a", "<html>Sedang perbaikan</html>", table())
    installed = Installation(tmp_path, section("a", url=server.url("a")), attempts=3)
    parts = {"config": installed.config, "store": installed.store, "catalogue": installed.catalogue}
    outcome = run_source(installed.config.sources["a"], **parts, trigger="manual")
    assert outcome.state is RunState.OK
    kept = installed.rows("SELECT attempt, size FROM raw_answer ORDER BY id")
    assert kept == [(1, len("<html>Sedang perbaikan</html>")), (2, len(table()))]
    installed.store.close()
