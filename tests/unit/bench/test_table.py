"""The bench: its parts can be imported, its table can be written. Nothing is timed here."""

import importlib
import pkgutil
import re

import pytest

import bench
from bench import write_ratio
from bench.floors import file_name
from bench.table import BEGIN, END, Row, against, as_markdown, as_text, at_most, write_table
from core.config import ROOT


@pytest.mark.parametrize("name", [one.name for one in pkgutil.iter_modules(bench.__path__)])
def test_every_part_of_the_bench_can_be_imported(name):
    assert importlib.import_module(f"bench.{name}").__doc__


def test_what_the_bench_writes_passes_every_check():
    catalogue = write_ratio.catalogue_of_the_bench()
    frame = write_ratio.observations(2, list(catalogue.indicators), ["64.01.01.2009"])
    assert len(write_ratio.checks_of(catalogue)(frame)) == len(frame) == 2 * write_ratio.INDICATORS


def test_a_ratio_is_the_median_of_the_rounds_own_ratios():
    row = against("x", [10, 100, 30], [10, 50, 10], "ms", most=2)
    assert (row.ours, row.floor, row.ratio, row.met) == ("30.0 ms", "10.0 ms", "2.00 [1.00-3.00]", True)


@pytest.mark.parametrize(
    ("row", "met"),
    [
        (against("x", [3], [2], "ms", most=1.4), False),
        (against("x", [9], [10], "/s", least=0.9), True),
        (against("x", [8], [10], "/s", least=0.9), False),
        (against("x", [8], [10], "/s"), None),
        (at_most("x", [400], "KB", 400), True),
        (at_most("x", [401], "KB", 400), False),
        (at_most("x", [401], "KB", None), None),
    ],
)
def test_a_budget_is_met_up_to_its_limit_and_without_one_neither_met_nor_missed(row, met):
    assert row.met is met


def test_a_ratio_needs_both_sides_of_each_round():
    with pytest.raises(ValueError, match="shorter"):
        against("x", [1, 2], [1], "ms", most=1)


def test_the_table_stands_between_its_markers_and_the_rest_stays(tmp_path):
    page = tmp_path / "performance.md"
    page.write_text(f"above\n\n{BEGIN}\nold\n{END}\n\nbelow\n", encoding="utf-8")
    rows = [
        Row("bytes", "300 KB", "", "", "<= 400 KB", met=True),
        Row("rate", "1 /s", "9 /s", "0.11", ">= 0.9 x", met=False),
    ]
    write_table(page, as_markdown(rows, "Measured today."))
    write_table(page, as_markdown(rows, "Measured today."))
    assert page.read_text(encoding="utf-8") == (
        f"above\n\n{BEGIN}\nMeasured today.\n\n"
        "| Budget | Ours | Floor | Ratio | Limit | Met |\n| --- | --- | --- | --- | --- | --- |\n"
        "| bytes | 300 KB |  |  | <= 400 KB | yes |\n| rate | 1 /s | 9 /s | 0.11 | >= 0.9 x | **no** |\n"
        f"{END}\n\nbelow\n"
    )


@pytest.mark.parametrize("text", ["", BEGIN, f"{END} {BEGIN}", f"{BEGIN}{BEGIN}{END}"])
def test_a_page_without_its_markers_is_left_as_it_is(tmp_path, text):
    page = tmp_path / "performance.md"
    page.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="bench:begin"):
        write_table(page, "new")
    assert page.read_text(encoding="utf-8") == text


def test_the_text_has_one_line_a_row_and_aligned_columns():
    lines = as_text([Row("a", "1"), Row("longer", "22", limit="<= 3")]).splitlines()
    assert len({len(line) for line in lines}) == 1
    assert [line.split()[0] for line in lines] == ["Budget", "a", "longer"]


def test_the_page_of_the_project_has_its_markers():
    text = (ROOT / "docs" / "performance.md").read_text(encoding="utf-8")
    assert re.search(f"{BEGIN}.+{END}", text, re.DOTALL)


def test_a_file_of_the_floor_is_named_as_its_script_names_it():
    assert file_name("/indikator/LH-03?periode=2026-10") == "_2Findikator_2FLH-03_3Fperiode_3D2026-10"
