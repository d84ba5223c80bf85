"""Plotly figures as plain dicts: a go.Figure costs 50 times as much to build. Words and numbers come through Babel."""

from collections.abc import Callable, Sequence
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from components import formats, labels, words
from components.block import island
from components.figure_colours import CHART, STATUS_COLOUR
from components.figure_table import origin_link
from components.labels import charts as said
from components.outlook_lines import outlook_traces
from components.sparkline import sparkline
from core.domain.figure import AreaCell, Point
from core.domain.indicator import Comparator, Indicator, Target
from core.domain.moved import Outlook
from core.domain.period import parse_period

_CONFIG = {"displayModeBar": False, "responsive": True, "locale": "id"}
_MOST_TICKS = 12
Figure = dict[str, Any]


def trend_chart(
    indicator: Indicator,
    series: Sequence[Point],
    *,
    targets: Sequence[Target] = (),
    comparators: Sequence[Comparator] = (),
    outlook: Outlook | None = None,
    name: str,
) -> Component:
    """Return the series with its stepped target and the published figures of others; gaps stay gaps.

    Without any value nothing is shown, but the chart stands.
    """
    known = any(point.value is not None for point in series)
    figure = trend_figure(indicator, series, targets=targets, comparators=comparators, outlook=outlook, name=name)
    graph = dcc.Graph(figure=figure, config=_CONFIG, className="chart")
    line = (lambda: sparkline(series, width=760, height=280)) if known else None
    return island(graph, placeholder=line, class_name="chart-box")


def trend_figure(
    indicator: Indicator,
    series: Sequence[Point],
    *,
    targets: Sequence[Target] = (),
    comparators: Sequence[Comparator] = (),
    outlook: Outlook | None = None,
    name: str,
) -> Figure:
    """Return the figure of `trend_chart`. The x axis holds days, its words are ours: Plotly speaks no Indonesian."""
    traces = [_value_trace(indicator, series, name)]
    if targets and series:
        traces.append(_target_trace(indicator, series, targets))
    traces += _comparator_traces(indicator, comparators)
    traces += outlook_traces(outlook, indicator) if outlook else []
    ticks = list(series)[:: max(1, -(-len(series) // _MOST_TICKS))]
    axis = {
        "type": "date",
        "tickvals": [point.period.end.isoformat() for point in ticks],
        "ticktext": [formats.period(point.period, short=True) for point in ticks],
    }
    return {"data": traces, "layout": _layout(xaxis=axis, unit=indicator.unit)}


def ranking_chart(
    indicator: Indicator, cells: Sequence[AreaCell], *, origin: Callable[[AreaCell], str] | None = None
) -> Component:
    """Return the areas as bars, best on top; absent ones are named below the chart, not drawn as zero.

    Without any value nothing is shown, but the chart stands. `origin`: where the origin of an area's value is told; the
    values are links to it as long as the server's own bars stand there (Plotly's are not).
    """
    there = [cell for cell in cells if cell.figure.value is not None]
    figure = ranking_figure(indicator, there)
    height = {"height": f"{8 + 26 * len(there)}px"}
    graph = dcc.Graph(figure=figure, config=_CONFIG, className="chart", style=height)
    bars = (
        (lambda: html.Ul([_bar(cell, there, origin) for cell in there], className="ranks", style=height))
        if there
        else None
    )
    return island(graph, placeholder=bars, class_name="chart-box rank")


def _bar(cell: AreaCell, cells: Sequence[AreaCell], origin: Callable[[AreaCell], str] | None) -> Component:
    most = max((one.figure.value or 0 for one in cells), default=0)
    width = max(0, cell.figure.value or 0) / most * 100 if most > 0 else 0
    value = formats.measured(cell.figure.value, cell.figure.indicator)
    return html.Li(
        [
            html.Span(cell.area.name),
            html.Span(html.I(style={"width": f"{width:.1f}%"}), className=f"bar st-{cell.figure.status.value}"),
            html.Span(origin_link(value, origin(cell) if origin else "")),
        ]
    )


def ranking_figure(indicator: Indicator, cells: Sequence[AreaCell]) -> Figure:
    """Return the figure of `ranking_chart` for areas that have a value."""
    turned = list(reversed(cells))  # Plotly draws the first bar at the bottom
    texts = [formats.measured(cell.figure.value, indicator) for cell in turned]
    trace = {
        "type": "bar",
        "orientation": "h",
        "x": [cell.figure.value for cell in turned],
        "y": [cell.area.name for cell in turned],
        "marker": {"color": [STATUS_COLOUR[cell.figure.status] for cell in turned]},
        "text": texts,
        "textposition": "outside",
        "cliponaxis": False,
        "hovertext": [
            said.AREA.format(name=cell.area.name, value=text, state=labels.STATUS[cell.figure.status].lower())
            for cell, text in zip(turned, texts, strict=True)
        ],
        "hoverinfo": "text",
    }
    layout = _layout(xaxis={"visible": False}, unit="")
    return {"data": [trace], "layout": {**layout, "margin": {"l": 130, "r": 90, "t": 4, "b": 4}, "bargap": 0.35}}


def _value_trace(indicator: Indicator, series: Sequence[Point], name: str) -> Figure:
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": name,
        "x": [point.period.end.isoformat() for point in series],
        "y": [point.value for point in series],
        "connectgaps": False,
        "line": {"color": CHART["line"], "width": 2},
        "marker": {"size": 5},
        "hovertext": [
            f"{formats.period(point.period)}: {formats.measured(point.value, indicator)}" for point in series
        ],
        "hoverinfo": "text",
    }


def _target_trace(indicator: Indicator, series: Sequence[Point], targets: Sequence[Target]) -> Figure:
    """Return the target as steps: each holds from 1 January of its year, the last one to the end of the series."""
    first, last = series[0].period.start, series[-1].period.end
    steps = [(one, f"{one.year}-01-01") for one in sorted(targets, key=lambda one: one.year) if one.value is not None]
    inside = [(one, max(start, first.isoformat())) for one, start in steps if start <= last.isoformat()]
    shown = inside or steps[:1]
    xs = [start if inside else first.isoformat() for _, start in shown] + [last.isoformat()]
    ys = [one.value for one, _ in shown] + [shown[-1][0].value] if shown else []
    texts = [said.TARGET_OF_YEAR.format(year=one.year, target=words.target_value(one, indicator)) for one, _ in shown]
    return {
        "type": "scatter",
        "mode": "lines",
        "name": said.TARGET,
        "x": xs if shown else [],
        "y": ys,
        "line": {"shape": "hv", "dash": "dash", "color": CHART["target"], "width": 1.6},
        "hovertext": [*texts, texts[-1]] if texts else [],
        "hoverinfo": "text",
    }


def _comparator_traces(indicator: Indicator, comparators: Sequence[Comparator]) -> list[Figure]:
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "name": f"{one.name} {one.period}" if len(comparators) == 1 else said.COMPARATORS,
            "legendgroup": "comparators",
            "showlegend": one is comparators[0],
            "x": [parse_period(one.period).end.isoformat()],
            "y": [one.value],
            "marker": {"symbol": "diamond-open", "size": 10, "color": CHART["comparator"], "line": {"width": 2}},
            "hovertext": [f"{one.name} {one.period}: {formats.measured(one.value, indicator)}"],
            "hoverinfo": "text",
        }
        for one in comparators
    ]


def _layout(*, xaxis: Figure, unit: str) -> Figure:
    return {
        "font": {"family": "system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif", "size": 13, "color": CHART["ink"]},
        "separators": ",.",
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 52, "r": 16, "t": 26, "b": 36},
        "xaxis": {"showgrid": False, "linecolor": CHART["grid"], "fixedrange": True, "automargin": True, **xaxis},
        "yaxis": {
            "showgrid": bool(unit),  # bars stand beside names, not on a scale
            "gridcolor": CHART["grid"],
            "zeroline": False,
            "fixedrange": True,
            "automargin": True,
            "title": {"text": formats.short_unit(unit) or unit, "font": {"size": 12}} if unit else None,
        },
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},  # grows upwards where it breaks
        "hovermode": "closest",
        "hoverlabel": {"bgcolor": CHART["ink"], "font": {"color": "#fff"}},
    }
