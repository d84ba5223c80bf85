"""The index and its dimensions: a sentence first, then one row a dimension."""

from collections.abc import Callable

from dash import html
from dash.development.base_component import Component

from components import formats, labels, words
from components.figure_table import origin_link
from components.labels import dimension as said
from components.marks import simulated_tag, status_mark
from components.sparkline import sparkline
from core.domain.figure import IndexFigure
from core.domain.status import Status

ON_TARGET = 91  # percent: lower limit of "Sangat tinggi" in the bar; the bands themselves decide the status


def index_head(
    total: IndexFigure, dimensions: tuple[IndexFigure, ...], *, name: str, link: Callable[[str], str], origin: str = ""
) -> Component:
    """Return the total with its status and a sentence: how it moved, how much was measured, what is withheld.

    The value is a link to where its origin is told, where `origin` names that address.
    """
    return html.Div(
        [
            html.H1(
                [
                    name,
                    " ",
                    html.Strong(origin_link(formats.index_value(total.value), origin)),
                    _state(total),
                    simulated_tag(shown=total.simulated),
                ]
            ),
            html.P([summary(total), oldest(total), *_withheld(dimensions, link)]),
        ],
        className="lead",
    )


def index_rows(
    dimensions: tuple[IndexFigure, ...], *, link: Callable[[str], str], origin: Callable[[str], str]
) -> Component:
    """Return one row a dimension: mark, name, index, status, bar, sparkline, change, coverage.

    Args:
        dimensions: In their order.
        link: Address of a dimension by its code; the whole row leads there.
        origin: Address at which an index is written out, by the code of its dimension; its value leads there.
    """
    return html.Ul([html.Li(_row(one, link, origin)) for one in dimensions], className="dims")


def shown_status(index: IndexFigure) -> Status:
    """Return the status to draw: a withheld index looks like missing data, whatever its parts are."""
    return Status.NO_DATA if index.value is None else index.status


def withheld_words(index: IndexFigure) -> str:
    """Return why an index is withheld: "cakupan 58 %, di bawah batas 70 %"."""
    return said.WITHHELD_BECAUSE.format(share=formats.share(index.coverage), floor=formats.share(index.floor))


def _row(index: IndexFigure, link: Callable[[str], str], origin: Callable[[str], str]) -> Component:
    dimension = index.dimension
    code, name = (dimension.code, dimension.name) if dimension else ("", "")
    withheld = index.value is None
    return html.Div(
        [
            status_mark(shown_status(index)),
            html.A(
                html.Span([name, simulated_tag(shown=index.simulated)], className="name"),
                href=link(code),
                className="whole-row",
            ),
            html.Span(origin_link(formats.index_value(index.value), origin(code)), className="score"),
            html.Span(said.WITHHELD if withheld else labels.STATUS[index.status], className="word"),
            bar(index),
            html.Span(sparkline(index.spark)),
            html.Span(withheld_words(index) if withheld else words.points(index.change, index.before), className="chg"),
            html.Span(said.MEASURED.format(share=formats.share(index.coverage)), className="cov"),
            late_note(index),
        ],
        className="dim",
    )


def late_note(index: IndexFigure) -> Component | None:
    """Return how old the oldest of its data are, once they are late: an index is no fresher than that."""
    one = index.oldest
    if one is None or not words.is_late(one.freshness):
        return None
    return html.Small(words.age(one.freshness, one.period), className="late", title=one.indicator.name)


def oldest(index: IndexFigure) -> str:
    """Return which of an index's figures is latest against its schedule; "" for none."""
    one = index.oldest
    return "" if one is None else said.OLDEST.format(name=one.indicator.name, age=words.age(one.freshness, one.period))


def bar(index: IndexFigure) -> Component:
    """Return the bar of 0 to 100 with a mark where full attainment begins."""
    filled = html.I(style={"width": f"{index.value:.1f}%"}) if index.value is not None else None
    mark = html.B(style={"left": f"{ON_TARGET}%"})
    return html.Span([filled, mark], className=f"bar st-{index.status.value}", **{"aria-hidden": "true"})


def _state(index: IndexFigure) -> Component:
    if index.value is None:
        return html.Span([status_mark(shown_status(index)), f" {said.WITHHELD}"])
    return html.Span([status_mark(shown_status(index)), f" {labels.STATUS[index.status]}"])


def summary(total: IndexFigure) -> str:
    """Return how the total moved and how much was measured, or why it is withheld."""
    if total.value is None:
        return said.INDEX_WITHHELD.format(why=withheld_words(total))
    moved = words.points(total.change, total.before)
    return said.MOVED.format(change=words.sentence(moved), share=formats.share(total.coverage))


def _withheld(dimensions: tuple[IndexFigure, ...], link: Callable[[str], str]) -> list[Component | str]:
    held = [one for one in dimensions if one.value is None and one.dimension]
    if not held:
        return []
    links: list[Component | str] = []
    for one in held:
        name = one.dimension.name if one.dimension else ""
        links += [", " if links else "", html.A(name, href=link(one.dimension.code if one.dimension else ""))]
    return [*links, said.OTHERS_WITHHELD]
