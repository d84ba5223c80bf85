"""Signal, pace and projection on the card and in the chart: shape and words, nothing where nothing can be said."""

from dataclasses import replace
from datetime import date

import pytest
from given_figures import indicator, target

from components import words_outlook
from components.markup import to_html
from components.outlook import outlook_facts, signal_line
from components.outlook_lines import outlook_traces
from core.domain.figure import Point
from core.domain.indicator import Frequency, Kind
from core.domain.moved import Outlook
from core.domain.pace import Pace
from core.domain.period import parse_period
from core.domain.projection import BackTest, NoProjection, Projection
from core.domain.spc import Limits, Rule, Signal, Variation

LINE = tuple(Point(parse_period(f"2026-{month:02}"), 50.0 + month) for month in range(1, 11))
USUAL = Variation(Signal.COMMON, None, Limits(50.25, 45.0, 55.5, 24), 0, 8)
DECEMBER = Projection(parse_period("2026-12"), 64.0, 62.0, 66.0, years_sum=False, tried=BackTest(11, 2, 0.5, 2.25, 10))
PACE = Pace(reached=False, each=0.8, gap=1.6, periods=2, frequency=Frequency.MONTHLY, until=date(2026, 12, 31))


def outlook(**changed):
    usual = {"line": LINE, "variation": USUAL, "pace": PACE, "projection": DECEMBER, "simulated": False}
    return Outlook(**{**usual, **changed})


def facts(found, **changed):
    shown = outlook_facts(found, indicator(**changed), target())
    return {name: str(to_html(content)) for name, content in shown}


@pytest.mark.parametrize(
    ("signal", "rule", "words"),
    [
        (Signal.COMMON, None, "dalam variasi biasa"),
        (Signal.BETTER, Rule.OUTSIDE, "perubahan nyata, membaik"),
        (Signal.WORSE, Rule.RUN, "perubahan nyata, memburuk"),
        (Signal.CHANGED, Rule.NEAR, "perubahan nyata"),
    ],
)
def test_the_signal_is_a_shape_and_words(signal, rule, words):
    html = str(to_html(signal_line(replace(USUAL, signal=signal, rule=rule))))
    assert words in html and '<svg class="signal"' in html
    assert ("<small>" in html) == (rule is not None)


def test_each_signal_has_a_shape_of_its_own():
    drawings = {str(to_html(signal_line(replace(USUAL, signal=one)))).split("</svg>")[0] for one in Signal}
    assert len(drawings) == len(Signal)


def test_a_series_that_is_too_short_says_nothing():
    assert signal_line(None) is None
    assert facts(outlook(variation=None, pace=None, projection=NoProjection.NOTHING)) == {}


@pytest.mark.parametrize(
    ("period", "word"),
    [("2026", "tahunan"), ("2026-S1", "semesteran"), ("2026-W40", "mingguan"), ("2026-03-01", "harian")],
)
def test_a_series_that_is_never_projected_says_so_by_its_own_length(period, word):
    line = (Point(parse_period(period), 5.0),)
    told = facts(outlook(line=line, variation=None, pace=None, projection=NoProjection.FREQUENCY))
    assert told == {
        "Proyeksi akhir tahun": f"tidak dihitung untuk deret {word}, hanya untuk deret bulanan dan triwulanan"
    }


@pytest.mark.parametrize(
    ("changed", "kind", "unit", "words"),
    [
        ({}, Kind.HIGHER, "%", "perlu naik rata-rata 0,8 poin per bulan sampai 31 Des 2026"),
        ({"each": -0.8}, Kind.LOWER, "%", "perlu turun rata-rata 0,8 poin per bulan sampai 31 Des 2026"),
        ({"each": 280.0, "frequency": Frequency.QUARTERLY}, Kind.CUMULATIVE, "Rp miliar",
         "perlu rata-rata 280,0 Rp miliar per triwulan sampai 31 Des 2026"),
        ({"each": 0.1}, Kind.PREDICATE, "indeks 1-5", "perlu naik rata-rata 0,1 poin per bulan sampai 31 Des 2026"),
        ({"reached": True, "each": 0.0}, Kind.HIGHER, "%", "target sudah tercapai"),
    ],
)  # fmt: skip
def test_what_a_target_still_takes(changed, kind, unit, words):
    assert words_outlook.pace(replace(PACE, **changed), indicator(kind=kind, unit=unit)) == words


def test_the_projection_says_its_interval_and_how_it_was_tried():
    shown = facts(outlook())["Proyeksi akhir tahun"]
    assert "64,0 % pada Desember 2026 (rentang 90 %: 62,0 sampai 66,0 %)" in shown
    assert "Galat uji mundur 0,5, pola tahun lalu 2,2; 11 kali diuji" in shown
    assert "SIMULASI" not in shown
    assert "SIMULASI" in facts(outlook(simulated=True))["Proyeksi akhir tahun"]


@pytest.mark.parametrize(
    ("kind", "aim", "verdict"),
    [
        (Kind.HIGHER, target(61.0), "target diperkirakan tercapai"),
        (Kind.HIGHER, target(64.0), "belum pasti"),
        (Kind.HIGHER, target(70.0), "target diperkirakan belum tercapai"),
        (Kind.LOWER, target(70.0), "target diperkirakan tercapai"),
        (Kind.LOWER, target(61.0), "target diperkirakan belum tercapai"),
        (Kind.RANGE, target(None, low=60.0, high=70.0), "target diperkirakan tercapai"),
        (Kind.RANGE, target(None, low=65.0, high=70.0), "belum pasti"),
        (Kind.RANGE, target(None, low=10.0, high=20.0), "target diperkirakan belum tercapai"),
    ],
)
def test_the_verdict_follows_the_interval(kind, aim, verdict):
    assert words_outlook.projection(DECEMBER, indicator(kind=kind), aim).endswith(f"; {verdict}")


@pytest.mark.parametrize("aim", [None, target(70.0, year=2030)])
def test_without_a_target_of_the_year_there_is_no_verdict(aim):
    assert ";" not in words_outlook.projection(DECEMBER, indicator(), aim)


@pytest.mark.parametrize(
    ("why", "words"),
    [
        (NoProjection.NO_BETTER, "tidak ditampilkan karena tidak lebih baik dari pola tahun lalu"),
        (None, "sedang dihitung; buka lagi sebentar lagi"),
        (NoProjection.YEAR_COMPLETE, ""),
        (NoProjection.NOTHING, ""),
    ],
)
def test_no_projection_says_why_where_it_could_have_been_expected(why, words):
    assert words_outlook.projection(why, indicator(), target()) == words


def test_the_chart_has_thin_lines_for_mean_and_limits_and_a_mark_for_december():
    traces = outlook_traces(outlook(), indicator())
    assert [trace["y"][0] for trace in traces] == [50.25, 45.0, 55.5, 64.0]
    assert all(trace["line"]["width"] == 1 for trace in traces[:3])
    assert traces[0]["x"] == ["2026-01-31", "2026-10-31"]
    assert (traces[3]["error_y"]["array"], traces[3]["error_y"]["arrayminus"]) == ([2.0], [2.0])
    assert sum(trace.get("showlegend", True) for trace in traces) == 2


def test_a_years_sum_is_not_drawn_among_its_parts():
    assert outlook_traces(outlook(variation=None), indicator(kind=Kind.CUMULATIVE)) == []
    assert outlook_traces(outlook(variation=None, projection=None), indicator()) == []
