"""The tables behind the charts of an indicator: its series, its areas."""

from collections.abc import Callable, Sequence

from dash import html
from dash.development.base_component import Component

from components import formats, labels, words, words_gap
from components.data_table import data_table
from components.figure_table import origin_link
from components.labels import charts as said
from components.marks import conflict_mark, simulated_tag, status_mark
from components.shell import origin_address
from core.domain.figure import AreaCell, Figure, Point
from core.domain.screens import IndicatorView


def series_table(seen: IndicatorView) -> Component:
    """Return the series, newest first; a gap says that there is no figure."""
    indicator = seen.figure.indicator
    rows = [
        (
            formats.period(point.period),
            [_value(seen, point), simulated_tag(shown=point.simulated)] if point.value is not None else said.NO_FIGURE,
            labels.FLAG.get(point.flag, point.flag),
        )
        for point in reversed(seen.series)
    ]
    return data_table(
        said.SERIES_HEADS, rows, caption=said.SERIES_TABLE.format(name=indicator.name), numeric=said.NUMERIC
    )


def _value(seen: IndicatorView, point: Point) -> Component | str:
    figure = seen.figure
    origin = origin_address(seen.view, figure.indicator.code, area=figure.area.code, at=point.period.text)
    return origin_link(formats.measured(point.value, figure.indicator), origin)


def area_table(
    cells: Sequence[AreaCell],
    *,
    link: Callable[[str], str],
    origin: Callable[[Figure], str] | None = None,
    conflicts: Callable[[Figure], str] | None = None,
) -> Component:
    """Return the areas with value, status and age, in the order of the chart; links as in figure_table."""
    rows = [
        (
            html.A(cell.area.name, href=link(cell.area.code)),
            [
                _linked(cell, origin),
                conflict_mark(cell.figure, link=conflicts(cell.figure) if conflicts else ""),
                simulated_tag(shown=cell.figure.simulated),
            ],
            status_mark(cell.figure.status, word=True),
            words.age(cell.figure.freshness, cell.figure.period)
            if cell.figure.period
            else words_gap.why_nothing(cell.figure),
        )
        for cell in cells
    ]
    return data_table(said.AREA_HEADS, rows, caption=said.AREA_TABLE, numeric=said.NUMERIC)


def _linked(cell: AreaCell, origin: Callable[[Figure], str] | None) -> Component | str:
    there = origin is not None and cell.figure.value is not None
    return origin_link(words_gap.measured(cell.figure), origin(cell.figure) if origin and there else "")
