"""python -m core settle: decides from the command line, says what it did, and refuses what is no decision."""

import json

import pytest
from click.testing import CliRunner

from core.__main__ import cli
from tests.collecting import Installation, feeds, run_source, section, table

FIGURE = ("LH-01", "64.01.01", "2025-12")
WHY = ("--reason", "hasil penimbangan, bukan taksiran", "--by", "Kepala DLH")


@pytest.fixture
def contradicted(tmp_path):
    """Return an installation in which two sources contradict each other in every figure."""
    with feeds() as running:
        for name, shift in (("one", 0.0), ("two", 5.0)):
            running.give(name, table(months=["2025-12"], shift=shift))
        ranks = (("one", 100), ("two", 200))
        made = Installation(tmp_path, *(section(name, url=running.url(name), rank=rank) for name, rank in ranks))
        for source in made.config.sources.values():
            run_source(source, config=made.config, store=made.store, catalogue=made.catalogue)
        yield made
        made.store.close()


def settle(installed, *words):
    return CliRunner().invoke(cli, ["settle", *words, "--config", str(installed.path)], env=installed.environment)


def test_it_keeps_the_decision_and_says_which_value_is_shown(contradicted):
    done = settle(contradicted, *FIGURE, "--source", "two", *WHY)
    assert done.exit_code == 0, done.output
    assert "settled: two is shown (one 0, two 5)" in done.output
    kept = "SELECT kind, indicator, area, period, source, reason, decided_by FROM conflict_decision"
    assert contradicted.rows(kept) == [("sumber", *FIGURE, "two", WHY[1], WHY[3])]
    [(actor, role, subject, details)] = contradicted.rows(
        "SELECT actor, role, subject, details FROM audit_entry WHERE action = 'keputusan'"
    )
    assert (actor.endswith("(settle)"), role, subject) == (True, "operator", "_".join(("sumber", *FIGURE)))
    assert json.loads(details) == {"sumber": "two", "alasan": WHY[1], "oleh": WHY[3], "nilai": "one 0, two 5"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((*FIGURE, "--source", "three", *WHY), "no value of 'three' here; known: one, two"),
        (("LH-01", "64.01.01", "2024-12", "--source", "one", *WHY), "no conflict 'LH-01_64.01.01_2024-12'"),
        ((*FIGURE, "--source", "two", "--reason", "ya", "--by", "x"), "a reason has 10 to 1000 characters"),
    ],
)
def test_what_is_no_decision_is_told_and_ends_with_2(contradicted, words, said):
    done = settle(contradicted, *words)
    assert done.exit_code == 2
    assert said in done.output
    assert contradicted.one("SELECT count(*) FROM conflict_decision") == 0
