"""The example tables of docs/panduan.md, saved as workbooks and collected, end as it tells."""

import re

import openpyxl
import pytest
from collecting import Installation
from documents import read, rows, sections

import data_sources  # noqa: F401 - registers the connectors
from core.collect.outcome import Trigger
from core.collect.runner import Order, Runner
from core.domain.work import RunState

GUIDE = "docs/panduan.md"
MONTHLY = """
[sources.bulanan]
title = "Timbulan"
agency = "DLH"
connector = "excel_file"
path = "bulanan.xlsx"
schedule = ""
attribution = "uji"
layout = "months_across"
columns = { area = "Kecamatan" }
indicators = { "LH-A" = { unit = "ton/bulan" } }
"""


def tables(heading):
    """Return the example tables below a heading: lists of lines, the titles first."""
    text = sections(read(GUIDE))[heading]
    blocks = re.findall(r"(?:^\|.*\n)+", text, flags=re.MULTILINE)
    return [[_cells(block.splitlines()[0]), *rows(block)] for block in blocks]


def _cells(line):
    return [cell.strip() for cell in line.split("|")[1:-1]]


def own_section(document=GUIDE):
    """Return the section that a document shows for this table."""
    (found,) = re.findall(r"```toml\n(.*?)```", read(document), flags=re.DOTALL)
    return "\n".join(line.strip() for line in found.splitlines())


def save(path, lines, *, width):
    """Save a table as people type it: numbers with a decimal comma as numbers, all else as text."""
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append([_typed(cell) for cell in line[:width]])
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)


def _typed(cell):
    plain = cell.replace(".", "").replace(",", ".")
    return float(plain) if re.fullmatch(r"\d+(\.\d+)?", plain) else cell or None


@pytest.fixture
def installation(tmp_path):
    return Installation(tmp_path, own_section(), MONTHLY)


def collect(installation, source):
    runner = Runner(installation.config, installation.store, installation.catalogue)
    return runner.run(installation.config.sources[source], Order(Trigger.MANUAL))


def test_the_good_table_is_accepted_whole(installation):
    good, _ = tables("Contoh yang diterima")
    save(installation.folder / "files/disdukcapil/ikd.xlsx", good, width=4)
    outcome = collect(installation, "disdukcapil_ikd")
    assert (outcome.state, outcome.new, outcome.rejections) == (RunState.OK, 4, ())
    kept = installation.rows("SELECT value FROM observation WHERE period = '2026-10' ORDER BY value")
    assert kept == [(0,), (27.5,), (28.9,), (31.4,)]


def test_the_table_with_months_across_is_accepted_and_its_total_left_out(installation):
    _, monthly = tables("Contoh yang diterima")
    save(installation.folder / "files/bulanan.xlsx", monthly, width=4)
    outcome = collect(installation, "bulanan")
    assert (outcome.state, outcome.new, outcome.rejections) == (RunState.OK, 5, ())
    assert installation.one("SELECT sum(value) FROM observation") == pytest.approx(
        1204.5 + 1198.2 + 1250 + 388.1 + 390.4
    )


def test_each_bad_row_is_refused_for_the_reason_that_is_told(installation):
    (bad,) = tables("Contoh yang ditolak")
    bad[0][3] = "Catatan"
    save(installation.folder / "files/disdukcapil/ikd.xlsx", [line[:3] for line in bad], width=3)
    outcome = collect(installation, "disdukcapil_ikd")
    told = {number: line[3].split("`")[1] for number, line in enumerate(bad[1:], start=2)}
    found = {int(re.search(r"\d+$", one.place)[0]): one.reason.value for one in outcome.rejections}
    assert found == told
    assert outcome.new == 0


def test_the_example_of_the_readme_collects_the_same_table(tmp_path):
    installation = Installation(tmp_path, own_section("README.md"))
    good, _ = tables("Contoh yang diterima")
    save(installation.folder / "files/disdukcapil/ikd.xlsx", [["Aktivasi IKD", "", ""], *good], width=3)
    outcome = collect(installation, "disdukcapil_ikd")
    assert (outcome.state, outcome.new, outcome.rejections) == (RunState.OK, 4, ())
