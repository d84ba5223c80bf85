"""Figures for Plotly: gaps stay gaps, the target goes in steps, words and numbers are ours."""

import json
import re

from given_figures import area, figure, indicator, points, target
from hypothesis import given
from hypothesis import strategies as st

from components.charts import ranking_chart, ranking_figure, trend_chart, trend_figure
from components.figure_colours import STATUS_COLOUR
from core.domain.figure import AreaCell
from core.domain.indicator import Comparator
from core.domain.status import Status

ENGLISH = re.compile(r"\b(the|of|and|value|January|February|March|May|June|July|August|October|December|Aug|Oct|Dec)\b")


def trace(drawn, name):
    return next(one for one in drawn["data"] if one["name"] == name)


def trend(values, *, first="2025-11", targets=(), comparators=(), **changed):
    return trend_figure(
        indicator(**changed), points(*values, first=first), targets=targets, comparators=comparators, name="Paser"
    )


@given(st.lists(st.none() | st.floats(-1e6, 1e6), min_size=1, max_size=60))
def test_gaps_stay_gaps(values):
    drawn = trace(trend(values), "Paser")
    assert drawn["y"] == values
    assert drawn["connectgaps"] is False
    assert len(drawn["x"]) == len(values) == len(drawn["hovertext"])


def test_the_target_goes_in_steps_from_january_to_the_end_of_the_series():
    drawn = trace(trend([1.0] * 14, targets=[target(70.0, 2025), target(80.0, 2026)]), "Target")
    assert drawn["x"] == ["2025-11-01", "2026-01-01", "2026-12-31"]
    assert drawn["y"] == [70.0, 80.0, 80.0]
    assert drawn["line"]["shape"] == "hv"
    assert drawn["hovertext"][0] == "Target 2025: 70,0 %"


def test_targets_after_the_series_are_not_drawn_into_it():
    drawn = trace(trend([1.0, 2.0], targets=[target(70.0, 2025), target(90.0, 2030)]), "Target")
    assert drawn["y"] == [70.0, 70.0]


def test_without_a_target_there_is_no_line_of_one():
    assert [one["name"] for one in trend([1.0])["data"]] == ["Paser"]


def test_figures_of_others_stand_as_open_marks_in_their_period():
    drawn = trend(
        [3.0, 3.27], comparators=[Comparator("TI-10", "Nasional", "2024", 3.12, "x")], unit="indeks 1-5", decimals=2
    )
    one = trace(drawn, "Nasional 2024")
    assert (one["x"], one["y"], one["mode"]) == (["2024-12-31"], [3.12], "markers")
    assert one["hovertext"] == ["Nasional 2024: 3,12"]
    assert one["marker"]["symbol"].endswith("-open")


def test_words_and_numbers_are_indonesian_everywhere():
    text = json.dumps(trend([1234.5, None, 2.0], first="2026-05", targets=[target()], unit="ton"), ensure_ascii=False)
    assert not ENGLISH.search(text)
    assert '"separators": ",."' in text
    assert "1.234,5 ton" in text
    assert "Mei 2026" in text
    assert "belum" in text or "–" in text


def test_no_more_labels_on_the_axis_than_fit():
    axis = trend([1.0] * 100)["layout"]["xaxis"]
    assert len(axis["ticktext"]) == len(axis["tickvals"]) <= 12


def test_areas_are_bars_best_on_top_in_the_colour_of_their_status():
    cells = [
        AreaCell(area(1, "Baik"), figure(90.0, status=Status.HIGH)),
        AreaCell(area(2, "Nol"), figure(0.0, status=Status.LOW)),
    ]
    (bars,) = ranking_figure(indicator(), cells)["data"]
    assert bars["y"] == ["Nol", "Baik"]  # Plotly draws the first one at the bottom
    assert bars["x"] == [0.0, 90.0]
    assert bars["marker"]["color"] == [STATUS_COLOUR[Status.LOW], STATUS_COLOUR[Status.HIGH]]
    assert bars["text"] == ["0,0 %", "90,0 %"]


def test_an_area_without_a_value_is_no_bar_of_length_zero():
    cells = [AreaCell(area(1), figure(5.0)), AreaCell(area(2), figure(None))]
    shown = str(ranking_chart(indicator(), cells).to_plotly_json())
    assert "Kecamatan 1" in shown
    assert "Kecamatan 2" not in shown


def test_charts_have_no_tool_bar_and_no_stock_look():
    graph = trend_chart(indicator(), points(1.0, 2.0), name="Paser").children
    assert graph.config["displayModeBar"] is False
    layout = graph.figure["layout"]
    assert layout["paper_bgcolor"] == layout["plot_bgcolor"] == "rgba(0,0,0,0)"
    assert layout["xaxis"]["fixedrange"]
    assert layout["yaxis"]["fixedrange"]
