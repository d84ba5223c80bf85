"""The numbers of docs/index.md are what the rules compute."""

import re
from datetime import date
from pathlib import Path

import pytest
from rule_properties import make_target

from core.domain.attainment import attainment, status_of
from core.domain.bands import bands_for
from core.domain.freshness import LIMITS, freshness
from core.domain.indicator import Band, Frequency, Kind
from core.domain.period import parse_period
from core.domain.rollup import cap, index, points

TEXT = (Path(__file__).parents[3] / "docs" / "index.md").read_text(encoding="utf-8")


def table_under(heading):
    section = TEXT.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def number(cell):
    return None if cell == "-" else float(cell)


def target_of(cell):
    limits = re.fullmatch(r"(\d+)-(\d+)", cell)
    return make_target(None, *map(float, limits.groups())) if limits else make_target(float(cell))


EXAMPLE = table_under("Worked example")
SCALE = re.findall(r"(\d+) (VERY_HIGH|HIGH|MEDIUM|LOW|VERY_LOW)\b", TEXT.split("\n## Status\n")[1])
BANDS = bands_for([Band("", name, float(f), date(2020, 1, 1)) for f, name in SCALE], "X-01", date(2026, 9, 30))
SHARES = [attainment(Kind(row[1]), number(row[2]), target_of(row[3])) for row in EXAMPLE]
PARTS = [(float(row[4]), share) for row, share in zip(EXAMPLE, SHARES, strict=True)]


def shown(value):
    return "-" if value is None else f"{value:.4f}"


@pytest.mark.parametrize("number_of_row", range(6))
def test_a_row_of_the_example(number_of_row):
    row, share = EXAMPLE[number_of_row], SHARES[number_of_row]
    part = points(PARTS)[number_of_row]
    assert row[5:] == [shown(share), shown(cap(share)), status_of(share, BANDS).name, shown(part)]


def test_the_sum_of_the_example():
    assert len(EXAMPLE) == 6
    got = index(PARTS, floor=0.7)
    measured = [(weight, share) for weight, share in PARTS if share is not None]
    as_zero = index([(weight, share or 0.0) for weight, share in PARTS], floor=0.7).value
    uncapped = 100 * sum(w * s for w, s in measured) / sum(w for w, _ in measured)
    said = re.search(r"Measured weight.*?\n\n", TEXT, re.S).group()
    assert re.findall(r"\d+\.\d{4}", said) == [shown(got.coverage), shown(got.value), shown(as_zero), shown(uncapped)]
    assert f"level {status_of(got.value / 100, BANDS).name}" in said


def test_the_freshness_table_and_its_example():
    assert {Frequency(name): tuple(map(int, days)) for name, *days in table_under("Freshness")} == LIMITS
    got = freshness(parse_period("2026-08"), Frequency.MONTHLY, date(2026, 11, 22))
    words = " ".join(TEXT.split())
    assert f"is {got.age_days} days old, {got.state.value}, and {got.late_days} days late" in words
    assert f"it was due on {got.due_on:%-d %B %Y}" in words
