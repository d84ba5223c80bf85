"""Thin lines in the chart of an indicator: the limits of its usual variation, and the projected end of the year."""

from typing import Any

from components import formats
from components.figure_colours import CHART
from components.labels import outlook as said
from core.domain.indicator import Indicator, Kind
from core.domain.moved import Outlook
from core.domain.projection import Projection

Trace = dict[str, Any]


def outlook_traces(found: Outlook, indicator: Indicator) -> list[Trace]:
    """Return mean, limits and projection as traces for Plotly; those that cannot be said are left out."""
    return [*_limits(found, indicator), *_projected(found, indicator)]


def _limits(found: Outlook, indicator: Indicator) -> list[Trace]:
    usual = found.variation
    if usual is None:
        return []
    ends = [found.line[usual.first].period.end.isoformat(), found.line[-1].period.end.isoformat()]
    lines = (
        (said.USUAL_MEAN, usual.limits.mean, "solid"),
        (said.USUAL_LOW, usual.limits.low, "dot"),
        (said.USUAL_HIGH, usual.limits.high, "dot"),
    )
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "name": said.USUAL_TRACE,
            "legendgroup": "usual",
            "showlegend": dash == "solid",
            "x": ends,
            "y": [level, level],
            "line": {"color": CHART["target"], "width": 1, "dash": dash},
            "hovertext": [said.USUAL_HOVER.format(word=word, value=formats.measured(level, indicator))] * 2,
            "hoverinfo": "text",
        }
        for word, level, dash in lines
    ]


def _projected(found: Outlook, indicator: Indicator) -> list[Trace]:
    """Return the projected value with its interval; a year's sum has no place among the values of its periods."""
    end = found.projection
    if not isinstance(end, Projection) or indicator.kind is Kind.CUMULATIVE:
        return []
    text = said.PROJECTED_HOVER.format(period=formats.period(end.period), value=formats.measured(end.value, indicator))
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "name": said.PROJECTION,
            "x": [end.period.end.isoformat()],
            "y": [end.value],
            "error_y": {
                "type": "data",
                "symmetric": False,
                "array": [end.high - end.value],
                "arrayminus": [end.value - end.low],
                "thickness": 1.2,
                "width": 4,
            },
            "marker": {"symbol": "circle-open", "size": 8, "color": CHART["line"]},
            "hovertext": [text],
            "hoverinfo": "text",
        }
    ]
