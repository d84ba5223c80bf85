"""Indicators x kecamatan as a table: mark and value in each cell, a link to the series behind it."""

from collections.abc import Callable, Mapping, Sequence

from dash import html
from dash.development.base_component import Component

from components import formats, words, words_gap
from components.labels import dimension as said
from components.marks import flag_mark, simulated_tag, status_mark
from core.domain.area import Area
from core.domain.figure import Figure
from core.domain.indicator import Indicator
from core.domain.status import Status

_SILENT = (Status.NO_DATA, Status.NOT_DUE)


def heat_table(
    indicators: Sequence[Indicator],
    areas: Sequence[Area],
    heat: Mapping[str, Mapping[str, Figure]],
    *,
    link: Callable[[str, str], str],
    caption: str,
) -> Component:
    """Return the table.

    Args:
        indicators: Rows.
        areas: Columns.
        heat: Indicator code to area code to figure; what is missing there is not collected per area.
        link: Address by indicator code and area code.
        caption: What the table is of.
    """
    head = html.Tr(
        [html.Th(said.HEAT_HEAD, scope="col"), *(html.Th(area.name, scope="col", className="c") for area in areas)]
    )
    rows = [_row(one, areas, heat.get(one.code, {}), link) for one in indicators]
    table = html.Table([html.Caption(caption, className="sr"), html.Thead(head), html.Tbody(rows)], className="heat")
    return html.Div(table, className="scroll", tabIndex="0", role="region", **{"aria-label": caption})


def _row(
    indicator: Indicator, areas: Sequence[Area], figures: Mapping[str, Figure], link: Callable[[str, str], str]
) -> Component:
    simulated = any(figure.is_made_up for figure in figures.values())
    name = [
        html.A(indicator.name, href=link(indicator.code, "")),
        simulated_tag(shown=simulated),
        html.Small(indicator.unit),
    ]
    cells = [_cell(indicator, area, figures.get(area.code), link) for area in areas]
    return html.Tr([html.Th(name, scope="row"), *cells])


def _cell(indicator: Indicator, area: Area, figure: Figure | None, link: Callable[[str, str], str]) -> Component:
    if figure is None:
        return html.Td(formats.NOTHING, className="c none", title=said.NOT_COLLECTED)
    value = formats.number(figure.value, indicator.decimals)
    missing = figure.value is None
    title = words_gap.why_nothing(figure) if missing else words.age(figure.freshness, figure.period)
    title = f"{title}, {words_gap.CONTRADICTED}" if figure.conflict else title
    shown = [status_mark(figure.status), html.Span(value), flag_mark(figure.flag)]
    inner = html.A(shown, href=link(indicator.code, area.code), title=title)
    return html.Td(inner, className=f"c st-{figure.status.value}{' none' if figure.status in _SILENT else ''}")
