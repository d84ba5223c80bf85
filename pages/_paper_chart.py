"""The chart of a series for paper: the same values, targets and figures of others as in the chart of the page."""

from collections.abc import Sequence
from datetime import date
from math import floor, log10

from components import formats
from components.labels import charts
from components.labels import papers as said
from core.domain.figure import Point
from core.domain.indicator import Target
from core.domain.period import parse_period
from core.domain.screens import IndicatorView
from core.reports.paper import Chart

_MOST_ACROSS, _MOST_UP = 7, 5  # words at the axes


def series_chart(seen: IndicatorView) -> Chart | None:
    """Return the chart; None without any value."""
    values = [point.value for point in seen.series if point.value is not None]
    if not values:
        return None
    series = seen.series
    targets = [one for one in seen.targets if one.value is not None]
    others = [(parse_period(one.period).end, one.value) for one in seen.comparators]
    first = min([series[0].period.start, *(day for day, _ in others)])
    last = max([series[-1].period.end, *(day for day, _ in others)])
    steps = _steps(targets, series[0].period.start, series[-1].period.end)
    ticks = _axis([*values, *(up for *_, up in steps), *(up for _, up in others)])
    low, high = ticks[0], ticks[-1]

    def across(day: date) -> float:
        return round((day - first).days / max((last - first).days, 1), 4)

    def up(value: float) -> float:
        return round((value - low) / (high - low), 4)

    return Chart(
        told=_told(seen),
        points=[(across(one.period.end), None if one.value is None else up(one.value)) for one in series],
        steps=[(across(start), across(end), up(value)) for start, end, value in steps],
        others=[(across(day), up(value)) for day, value in others],
        across=[(across(one.period.end), formats.period(one.period, short=True)) for one in _some(series)],
        up=[(up(tick), formats.number(tick, _digits(ticks[1] - ticks[0]))) for tick in ticks],
        legend=_legend(seen, steps=bool(steps)),
    )


def _told(seen: IndicatorView) -> str:
    first, last = seen.series[0].period, seen.series[-1].period
    return said.CHART.format(
        name=seen.figure.indicator.name,
        area=formats.area(seen.figure.area),
        count=len(seen.series),
        first=formats.period(first),
        last=formats.period(last),
    )


def _legend(seen: IndicatorView, *, steps: bool) -> list[tuple[str, str]]:
    legend = [("line", formats.area(seen.figure.area))]
    legend += [("target", charts.TARGET)] if steps else []
    names = [f"{one.name} {one.period}" for one in seen.comparators]
    return [*legend, ("other", names[0] if len(names) == 1 else charts.COMPARATORS)] if names else legend


def _steps(targets: Sequence[Target], first: date, last: date) -> list[tuple[date, date, float]]:
    """Return the stretches of the target: each holds from 1 January of its year until the next one."""
    ordered = sorted(targets, key=lambda one: one.year)
    starts = [date(one.year, 1, 1) for one in ordered]
    ends = [*starts[1:], last]  # one too many where there is no target
    found = zip(ordered, starts, ends, strict=False)
    return [
        (max(start, first), min(end, last), one.value)
        for one, start, end in found
        if one.value is not None and start <= last and end > first
    ]


def _some(series: Sequence[Point]) -> Sequence[Point]:
    return list(series)[:: max(1, -(-len(series) // _MOST_ACROSS))]


def _axis(values: Sequence[float]) -> list[float]:
    """Return where words stand at the axis: a few round numbers, from below all values to above them."""
    low, high = min(values), max(values)
    step = _step(high - low or abs(high) or 1.0)
    first, last = floor(low / step), max(-floor(-high / step), floor(low / step) + 1)
    return [number * step for number in range(first, last + 1)]


def _step(span: float) -> float:
    """Return a round step of which at most _MOST_UP fit into a span."""
    rough = span / _MOST_UP
    power = 10.0 ** floor(log10(rough))
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough * 0.999)


def _digits(step: float) -> int:
    return max(0, -floor(log10(step) + 1e-9))
