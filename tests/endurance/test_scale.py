"""docs/reliability.md says how often each promise is tried; this holds it to scale.py and to the tests there are."""

import re
from pathlib import Path

import pytest

from core.config import ROOT
from tests.endurance.scale import NUMBERS

TOLD = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
ROWS = {
    cells[0]: cells
    for cells in ([cell.strip() for cell in line.strip("|").split("|")] for line in TOLD.splitlines() if "|" in line)
    if re.fullmatch(r"P\d+", cells[0])
}
PROMISED = ["P1", "P2", "P3", "P4", "P9", "P20", "P21", "P22", "P23", "P24", "P28"]


@pytest.mark.parametrize("what", NUMBERS)
def test_the_document_tells_how_often(what):
    ci, full = NUMBERS[what]
    _, _, _, often, in_full, _ = ROWS[what.split()[0]]
    assert re.search(rf"\b{ci:,}\b", often)
    assert re.search(rf"\b{full:,}\b", in_full)


@pytest.mark.parametrize("promise", PROMISED)
def test_each_promise_names_tests_that_exist_and_what_was_seen(promise):
    _, wanted, tests, _, _, seen = ROWS[promise]
    files = re.findall(r"`(tests/[\w/]+\.py)`", tests)
    assert wanted
    assert seen
    assert files
    assert [name for name in files if not Path(ROOT / name).is_file()] == []
