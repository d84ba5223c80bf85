"""Slides of the wall: one idea each, large, worst first, age under every figure."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from components import formats, labels, words
from components.index_rows import bar, shown_status, withheld_words
from components.legend import legend
from components.marks import simulated_tag, status_mark
from components.svg_map import svg_map
from core.domain.figure import Figure, IndexFigure
from core.domain.screens import Overview
from core.domain.status import Status

ROWS = 6


def index_slide(seen: Overview) -> Component:
    """Return the dimensions as rows: side by side their names would be too small to read."""
    return _slide(
        f"Dimensi {labels.FRAME[seen.view.frame]}",
        formats.period(seen.view.period),
        html.Ul([_dimension(one) for one in seen.dimensions], className="wall-dims"),
    )


def attention_slide(seen: Overview) -> Component:
    """Return the worst figures."""
    if not seen.attention:
        return _slide(
            "Perlu perhatian", formats.period(seen.view.period), html.P("Tidak ada indikator di bawah target.")
        )
    return _slide("Perlu perhatian", formats.period(seen.view.period), _rows(seen.attention[:ROWS]))


def figures_slide(title: str, figures: Sequence[Figure], period: str) -> Component:
    """Return the figures of one theme."""
    return _slide(title, period, _rows(figures[:ROWS]))


def map_slide(seen: Overview) -> Component:
    """Return the map with names and values drawn, its legend beside it."""
    shown = seen.map
    simulated = any(cell.figure.is_made_up for cell in shown.cells)
    schematic = html.P(labels.NO_OFFICIAL_BORDER, className="caution") if shown.boundaries.schematic else None
    side = html.Div(
        [html.P([formats.short_unit(shown.indicator.unit), simulated_tag(shown=simulated)]), legend(shown), schematic]
    )
    return _slide(
        shown.indicator.name,
        formats.period(shown.period),
        html.Div([svg_map(shown, width=760, letter=24), side], className="wall-map"),
    )


def late_slide(seen: Overview) -> Component:
    """Return the offices that are late, longest first."""
    late = [one for one in seen.agencies if one.late][:ROWS]
    rows = [
        html.Li(
            [
                html.Span(one.agency.short, className="name"),
                html.Span(words.count(one.late, "indikator")),
                html.Span(words.count(one.worst_late_days, "hari"), className="score"),
            ]
        )
        for one in late
    ]
    body = html.Ul(rows, className="wall-late") if rows else html.P("Semua OPD melapor tepat waktu.")
    return _slide("Terlambat melapor", formats.day(seen.view.today), body)


def red_strip(seen: Overview) -> Component | None:
    """Return the strip that stays on every slide while something is very low; None when nothing is."""
    red = next((one for one in seen.attention if one.status is Status.VERY_LOW), None)
    if red is None:
        return None
    text = f" {red.indicator.name} {formats.measured(red.value, red.indicator)} · target {words.target(red)} "
    return html.P([status_mark(red.status), text, simulated_tag(shown=red.is_made_up)], className="red")


def _slide(title: str, period: str, body: Component) -> Component:
    return html.Section([html.Header([html.H1(title), html.Span(period)]), body], className="slide")


def _dimension(index: IndexFigure) -> Component:
    withheld = index.value is None
    return html.Li(
        [
            status_mark(shown_status(index)),
            html.Span(
                [index.dimension.name if index.dimension else "", simulated_tag(shown=index.simulated)],
                className="name",
            ),
            html.Span(formats.index_value(index.value), className="score"),
            html.Span(
                f"Ditahan, {withheld_words(index)}" if withheld else labels.STATUS[index.status], className="word"
            ),
            bar(index),
        ]
    )


def _rows(figures: Sequence[Figure]) -> Component:
    return html.Ul([_figure(one) for one in figures], className="wall-rows")


def _figure(figure: Figure) -> Component:
    late = "age late" if words.is_late(figure.freshness) else "age"
    value = formats.measured(figure.value, figure.indicator)
    target = f"target {words.target(figure)}" if figure.target else "tanpa target"
    return html.Li(
        [
            status_mark(figure.status),
            html.Span(figure.indicator.name, className="name"),
            html.Span(value, className="score"),
            html.Span(target, className="word"),
            html.Span(
                [words.age(figure.freshness, figure.period), simulated_tag(shown=figure.is_made_up)], className=late
            ),
        ],
        className="stale" if words.is_late(figure.freshness) else "",
    )
