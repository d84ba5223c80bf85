"""Slides of the wall: one idea each, large, worst first, age under every figure."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from components import formats, labels, words, words_gap
from components.index_rows import bar, late_note, shown_status, withheld_words
from components.labels import screens
from components.labels import wall as said
from components.legend import legend
from components.marks import conflict_mark, flag_mark, simulated_tag, status_mark
from components.svg_map import svg_map
from core.domain.figure import Figure, IndexFigure
from core.domain.screens import Overview
from core.domain.status import Status

ROWS = 6


def index_slide(seen: Overview) -> Component:
    """Return the dimensions as rows: side by side their names would be too small to read."""
    return _slide(
        said.DIMENSIONS.format(frame=labels.FRAME[seen.view.frame]),
        formats.period(seen.view.period),
        html.Ul([_dimension(one) for one in seen.dimensions], className="wall-dims"),
    )


def attention_slide(seen: Overview) -> Component:
    """Return the worst figures."""
    body = _rows(seen.attention[:ROWS]) if seen.attention else html.P(said.NO_ATTENTION)
    return _slide(said.ATTENTION, formats.period(seen.view.period), body)


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
                html.Span(words.count(one.late, said.INDICATORS)),
                html.Span(words.count(one.worst_late_days, said.DAYS), className="score"),
            ]
        )
        for one in late
    ]
    body = html.Ul(rows, className="wall-late") if rows else html.P(said.NONE_LATE)
    return _slide(said.LATE, formats.day(seen.view.today), body)


def no_slide() -> Component:
    """Return what a screen shows whose slides are all gone from config.toml."""
    return _slide(screens.NO_SLIDE, "", html.P(screens.NO_SLIDE_MEANS.format(place="/perangkat")))


def red_strip(seen: Overview) -> Component | None:
    """Return the strip that stays on every slide while something is very low; None when nothing is."""
    red = next((one for one in seen.attention if one.status is Status.VERY_LOW), None)
    if red is None:
        return None
    value = words_gap.measured(red)
    text = said.RED.format(name=red.indicator.name, value=value, target=words.target(red))
    return html.P([status_mark(red.status), text, simulated_tag(shown=red.is_made_up)], className="red")


def _slide(title: str, period: str, body: Component) -> Component:
    return html.Section([html.Header([html.H1(title), html.Span(period)]), body], className="slide")


def _dimension(index: IndexFigure) -> Component:
    withheld = said.WITHHELD.format(why=withheld_words(index))
    state = withheld if index.value is None else labels.STATUS[index.status]
    return html.Li(
        [
            status_mark(shown_status(index)),
            html.Span(
                [index.dimension.name if index.dimension else "", simulated_tag(shown=index.simulated)],
                className="name",
            ),
            html.Span(formats.index_value(index.value), className="score"),
            html.Span(state, className="word"),
            bar(index),
            late_note(index),
        ]
    )


def _rows(figures: Sequence[Figure]) -> Component:
    return html.Ul([_figure(one) for one in figures], className="wall-rows")


def _figure(figure: Figure) -> Component:
    late = words.is_late(figure.freshness)
    value = [
        formats.measured(figure.value, figure.indicator),
        flag_mark(figure.flag),
        conflict_mark(figure),
    ]
    target = said.TARGET.format(target=words.target(figure)) if figure.target else said.NO_TARGET
    beside = words_gap.why_nothing(figure) if figure.value is None else target
    return html.Li(
        [
            status_mark(figure.status),
            html.Span(figure.indicator.name, className="name"),
            html.Span(value, className="score"),
            html.Span(beside, className="word"),
            html.Span(
                [words.age(figure.freshness, figure.period), simulated_tag(shown=figure.is_made_up)],
                className="age late" if late else "age",
            ),
        ],
        className="stale" if late else "",
    )
