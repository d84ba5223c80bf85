"""What moved an index, as words and as a waterfall: printed parts add up, bars stand where the levels are."""

import re
from datetime import date

import pytest
from given_figures import indicator, target

from components import words_movement
from components.markup import to_html
from components.waterfall import movement_section
from core.domain.index_steps import Cause, Scored
from core.domain.indicator import Kind
from core.domain.moved import IndexMovement
from core.domain.movement import MovedPart, movement
from core.domain.period import parse_period
from core.domain.rollup import index
from core.domain.sensitivity import Sensitivity, WeightBand
from core.domain.status import Status


def state(**shares):
    aim = target(100.0)
    return {
        code: Scored(Kind.HIGHER, 1.0, None if share is None else share * 100, aim) for code, share in shares.items()
    }


def found(then, now, **changed):
    before, after = (index([(one.weight, one.capped) for one in end.values()], floor=0.7) for end in (then, now))
    withheld = before.value is None or after.value is None
    usual = {
        "dimension": None,
        "since": parse_period("2026-09"),
        "until": parse_period("2026-10"),
        "before": before,
        "after": after,
        "status_before": Status.HIGH,
        "status_after": Status.HIGH,
        "known_on": None,
        "movement": None if withheld else movement(then, now),
        "indicators": {code: indicator(code, name=f"Ukuran {code}") for code in {**then, **now}},
        "simulated": frozenset(),
        "floor": 0.7,
    }
    return IndexMovement(**{**usual, **changed})


def drawn(one, most=8):
    choices = [("September 2026", "/?dari=2026-09", True), ("Oktober 2025", "/?dari=2025-10", False)]
    section = movement_section(
        one, name="Indeks", link=lambda code: f"/indikator/{code}",
        origin=lambda period: f"/asal?periode={period.text}",
        choices=choices, query="dari=2026-09", most=most,
    )  # fmt: skip
    return str(to_html(section))


def points(html):
    """Return the printed points of the rows between the two levels, in hundredths."""
    cells = re.findall(r'<td class="n">([+−]?)(\d+),(\d\d)</td>', html)
    return [int(whole + part) * (-1 if sign == "−" else 1) for sign, whole, part in cells]


MANY = {f"X{at:02}": (at * 7 % 10) / 10 for at in range(14)}
BETTER = {code: min(1.0, share + 0.0333 * at) for at, (code, share) in enumerate(MANY.items())}


@pytest.mark.parametrize("most", [2, 5, 20])
def test_printed_rows_add_up_to_the_printed_change(most):
    one = found(state(**MANY), state(**BETTER))
    html = drawn(one, most)
    assert sum(points(html)) == one.movement.end_hundredths - one.movement.start_hundredths
    assert len(points(html)) == min(most + 1, len(one.movement.parts))


def test_parts_without_a_row_of_their_own_are_counted():
    one = found(state(**MANY), state(**BETTER))
    assert f"{len(one.movement.parts) - 3} bagian lain" in drawn(one, 3)


def test_bars_stand_end_to_end_from_one_level_to_the_other():
    html = drawn(found(state(A=0.5, B=0.5), state(A=0.7, B=0.4)))
    bars = [(float(x), float(width)) for x, width in re.findall(r'<rect x="([\d.]+)" width="([\d.]+)"', html)]
    assert bars == [(0.0, 100.0), (50.0, 50.0)]
    assert re.findall(r'class="fall (\w+)"', html) == ["up", "down"]


def test_words_say_change_ends_and_causes():
    one = found(state(A=0.5, B=None, C=0.9, D=0.7), state(A=0.6, B=0.8, C=0.9, D=0.7))
    assert words_movement.moved(one) == "Naik 5,00 poin: dari 70,00 ke 75,00. Cakupan +2,50; capaian +2,50."


def test_a_withheld_end_is_named_with_its_coverage_and_nothing_is_drawn():
    html = drawn(found(state(A=0.5, B=None), state(A=0.6, B=0.8)))
    assert "Tidak dapat dibandingkan: indeks September 2026 ditahan, cakupan 50 %, di bawah batas 70 %." in html
    assert "<table" not in html and "/unduh/" not in html


def test_the_table_behind_the_drawing_can_be_taken_away():
    html = drawn(found(state(A=0.5), state(A=0.6)))
    assert "/unduh/penggerak.csv?dari=2026-09" in html and "/unduh/penggerak.xlsx?dari=2026-09" in html


def test_nothing_moved_is_said_and_not_drawn():
    html = drawn(found(state(A=0.5), state(A=0.5)))
    assert "Tetap: dari 50,00 ke 50,00. Tidak ada yang bergerak." in html
    assert "<table" not in html


def test_a_made_up_figure_is_marked_in_the_head_and_in_its_row():
    html = drawn(found(state(A=0.5, B=0.5), state(A=0.7, B=0.4), simulated=frozenset({"B"})))
    assert html.count("SIMULASI") == 2
    assert "SIMULASI" not in drawn(found(state(A=0.5, B=0.5), state(A=0.7, B=0.4)))


def test_the_chosen_period_is_marked_among_the_choices():
    html = drawn(found(state(A=0.5), state(A=0.6)))
    assert '<a aria-current="true" href="/?dari=2026-09">September 2026</a>' in html
    assert '<a href="/?dari=2025-10">Oktober 2025</a>' in html


def test_bands_of_another_day_and_later_corrections_are_said():
    one = found(
        state(A=0.8), state(A=0.8), status_before=Status.HIGH, status_after=Status.MEDIUM, known_on=date(2026, 10, 31)
    )
    text = words_movement.moved(one)
    assert "Status dari Tinggi menjadi Sedang." in text
    assert "seperti diketahui 31 Okt 2026; koreksi sesudahnya dihitung sebagai revisi." in text


@pytest.mark.parametrize(
    ("cause", "ends", "text"),
    [
        (Cause.VALUE, (0.5, 0.6666), "50,0 % → 66,6 %"),
        (Cause.COVERAGE, (None, 0.8), "tidak terukur → 80,0 %"),
        (Cause.COVERAGE, (0.8, None), "80,0 % → tidak terukur"),
        (Cause.FRAME, (0.8, None), "80,0 % → di luar susunan"),
        (Cause.WEIGHT, (0.8, 0.8), "bobot 25,0 % → 50,0 %"),
    ],
)
def test_each_part_says_from_what_to_what(cause, ends, text):
    assert words_movement.detail(MovedPart(cause, "A", 1.0, 100, *ends, 0.25, 0.5)) == text


@pytest.mark.parametrize(("value", "text"), [(13, "+0,13"), (-372, "−3,72"), (0, "0,00"), (123456, "+1.234,56")])
def test_points_carry_their_sign(value, text):
    assert words_movement.signed(value) == text


def test_the_band_is_rounded_outwards_and_the_order_is_told():
    assert words_movement.band(WeightBand(55.1, 60.2), 1000) == "55–61 pada 1.000 variasi bobot"
    seen = Sensitivity(1000, WeightBand(1, 2), {}, ("a", "b"), 642, 998)
    assert words_movement.order(seen, {"a": "Adil", "b": "Unggul"}) == (
        "urutan dimensi sama pada 642 dari 1.000; Unggul tetap terendah pada 998 dari 1.000"
    )
    assert words_movement.order(Sensitivity(1000, None, {}, ("a",), 1000, 1000), {"a": "Adil"}) == ""
