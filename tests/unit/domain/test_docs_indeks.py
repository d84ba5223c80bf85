"""The numbers of docs/indeks.md, which the council reads, are what the rules compute."""

import math
import re
from pathlib import Path

import pytest
from rule_properties import make_target

from components import words_movement
from components.labels import movement as said
from core.domain.attainment import attainment
from core.domain.index_steps import Scored
from core.domain.indicator import Kind
from core.domain.movement import movement
from core.domain.rollup import index
from core.domain.sensitivity import Weighted, sensitivity

TEXT = (Path(__file__).parents[3] / "docs" / "indeks.md").read_text(encoding="utf-8")
PLAIN = re.sub(r"\s+", " ", TEXT)


def table_under(heading):
    lines = [line for line in TEXT.split(f"\n## {heading}\n")[1].split("\n## ")[0].splitlines() if line[:1] == "|"]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def number(cell):
    return None if cell == "-" else float(cell.replace(".", "").replace(",", ".").replace("−", "-").lstrip("+"))


def target_of(cell):
    low, _, high = cell.partition("-")
    return make_target(None, float(low), float(high)) if high else make_target(number(cell))


def state(value_at, target_at, **corrected):
    return {
        row[0].split(" (")[0]: Scored(
            Kind(row[1]), float(row[2]), corrected.get(row[0][:3], number(row[value_at])), target_of(row[target_at])
        )
        for row in table_under("Contoh")
    }


AUGUST, SEPTEMBER = state(3, 4), state(5, 6)
AS_KNOWN = state(3, 4, BOR=48.0)
FOUND = movement(AUGUST, SEPTEMBER, known_then=AS_KNOWN)


def percent(share):
    return f"{100 * share:.1f} %".replace(".", ",")


def index_of(shares):
    return index([(one.weight, share) for one, share in zip(SEPTEMBER.values(), shares, strict=True)], floor=0.7)


def test_the_attainments_and_the_index_of_the_example():
    shares = [attainment(one.kind, one.value, one.target) for one in SEPTEMBER.values()]
    printed = [percent(min(1.0, share)) for share in shares if share is not None]
    assert f"Capaian September: {'; '.join(printed)} (dipotong dari {percent(shares[4])})" in PLAIN
    assert f"÷ 9 = **{words_movement.hundredths(FOUND.end_hundredths)}**, cakupan 90 %" in PLAIN
    assert index_of(shares).value == pytest.approx(FOUND.end, abs=1e-10)
    assert index_of(shares).coverage == 0.9


def test_the_two_faults_would_have_said_what_the_page_says():
    shares = [attainment(one.kind, one.value, one.target) for one in SEPTEMBER.values()]
    as_zero = index_of([share or 0.0 for share in shares]).value
    weights = [one.weight for one in SEPTEMBER.values()]
    uncapped = 100 * math.fsum(w * s for w, s in zip(weights, shares, strict=True) if s is not None) / 9
    faults = [f"{math.floor(value * 100 + 1e-6) / 100:.2f}".replace(".", ",") for value in (as_zero, uncapped)]
    assert f"indeks akan tertulis {faults[0]}; kalau capaian tidak dipotong, {faults[1]}." in PLAIN


def test_each_row_of_the_waterfall():
    level, rows = FOUND.start_hundredths, []
    for part in sorted(FOUND.parts, key=lambda one: (list(said.CAUSE).index(one.cause), -abs(one.points))):
        level += part.hundredths
        points, after = words_movement.signed(part.hundredths), words_movement.hundredths(level)
        rows.append([part.indicator, said.CAUSE[part.cause], points, after])
    assert rows == table_under("Apa yang menggerakkan")


def test_the_ends_and_the_sum_of_the_waterfall():
    start, end = (words_movement.hundredths(one) for one in (FOUND.start_hundredths, FOUND.end_hundredths))
    change = words_movement.hundredths(FOUND.end_hundredths - FOUND.start_hundredths)
    assert f"waktu itu, {start}. Indeks September {end}. Ke mana {change} poin itu?" in PLAIN
    assert f"berjumlah tepat +{change}" in PLAIN
    assert sum(round(100 * number(row[2])) for row in table_under("Apa yang menggerakkan")) == round(
        100 * number(change)
    )


def test_the_band_of_the_example():
    parts = [Weighted(code, "", one.weight, one.capped) for code, one in SEPTEMBER.items()]
    band = words_movement.band(sensitivity(parts, []).total, 1000).split(" ")[0]
    assert f"memberi indeks **{band}**" in PLAIN
