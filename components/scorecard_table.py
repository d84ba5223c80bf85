"""Rapor of offices as a table: shares with the numbers behind them, twelve months as a line and in words."""

from collections.abc import Callable, Sequence

from dash import html
from dash.development.base_component import Component

from components import formats
from components.data_table import data_table
from components.labels import scorecard as said
from components.marks import simulated_tag
from components.sparkline import sparkline
from core.domain.figure import Point
from core.domain.scorecard import Scorecard


def scorecard_table(
    cards: Sequence[Scorecard], *, link: Callable[[str], str], conflicts: Callable[[str], str]
) -> Component:
    """Return the table in the given order.

    Args:
        cards: One row each.
        link: Address of an office by its code.
        conflicts: Address of the open conflicts of an office by its code.
    """
    rows = [_row(one, link, conflicts) for one in cards]
    return data_table(said.HEADS, rows, caption=said.TABLE, numeric=said.NUMERIC)


def definitions() -> Component:
    """Return what each column means."""
    pairs = [part for name, text in said.DEFINITIONS for part in (html.Dt(name), html.Dd(text))]
    return html.Section([html.H2(said.DEFINITIONS_TITLE), html.Dl(pairs, className="facts")])


def _row(one: Scorecard, link: Callable[[str], str], conflicts: Callable[[str], str]) -> tuple[object, ...]:
    name = [html.A(one.agency.short, href=link(one.agency.code)), simulated_tag(shown=one.simulated)]
    count = formats.number(one.open_conflicts, 0)
    return (
        [*name, html.Small(one.agency.name)],
        _completeness(one),
        _on_time(one),
        _rejected(one),
        formats.number(one.returned, 0),
        html.A(count, href=conflicts(one.agency.code)) if one.open_conflicts else count,
        [sparkline(one.trend), html.Span(_months(one.trend), className="sr")],
    )


def _completeness(one: Scorecard) -> list[object]:
    if one.completeness is None:
        return [formats.NOTHING, html.Small(said.NOTHING_DUE)]
    behind = said.FILLED.format(filled=formats.number(one.filled, 0), slots=formats.number(one.slots, 0))
    return [formats.share(one.completeness, 1), html.Small(behind)]


def _on_time(one: Scorecard) -> list[object]:
    if one.on_time is None:
        return [formats.NOTHING, html.Small(said.NOT_JUDGED if one.slots else said.NOTHING_DUE)]
    behind = said.JUDGED.format(count=formats.number(one.judged, 0))
    return [formats.share(one.on_time, 1), html.Small(behind)]


def _rejected(one: Scorecard) -> list[object]:
    if one.rejected_share is None:
        return [formats.NOTHING, html.Small(said.NO_ROWS)]
    behind = said.ROWS.format(rejected=formats.number(one.rejected, 0), rows=formats.number(one.rows, 0))
    return [formats.share(one.rejected_share, 1), html.Small(behind)]


def _months(trend: Sequence[Point]) -> str:
    """Return the line in words, for who does not see it."""
    told = [
        said.NO_MONTH.format(period=formats.period(point.period, short=True))
        if point.value is None
        else said.MONTH.format(period=formats.period(point.period, short=True), share=formats.share(point.value / 100))
        for point in trend
    ]
    return f"{said.BY_MONTH}: {', '.join(told)}"
