"""Offices and how far they are with their reports: who is late, what is missing, what is low."""

from collections.abc import Callable, Sequence

from dash import html
from dash.development.base_component import Component

from components import formats, words
from components.labels import agency as said
from core.domain.screens import AgencyState


def late_agencies(states: Sequence[AgencyState], *, link: Callable[[str], str], most: int = 5) -> Component:
    """Return the offices that are late, longest first; a sentence when nobody is."""
    late = [one for one in states if one.late][:most]
    if not late:
        return html.P(said.NONE_LATE, className="empty")
    rows = [
        html.Li(
            [
                html.A(one.agency.short, href=link(one.agency.code)),
                said.LATE.format(count=one.late, days=formats.number(one.worst_late_days, 0)),
            ]
        )
        for one in late
    ]
    return html.Ol(rows, className="late-list")


def counts(state: AgencyState) -> str:
    """Return how many of an office's indicators are measured, late, missing, low."""
    pairs = (
        (state.measured, said.MEASURED.format(total=state.total)),
        (state.late, said.OVERDUE),
        (state.missing, said.MISSING),
        (state.low, said.LOW),
    )
    return " · ".join(words.count(number, noun) for number, noun in pairs)


def agency_table(states: Sequence[AgencyState], *, link: Callable[[str], str]) -> Component:
    """Return all offices as a table, with counts."""
    rows = [
        html.Tr(
            [
                html.Th(
                    [html.A(one.agency.short, href=link(one.agency.code)), html.Small(one.agency.name)], scope="row"
                ),
                *(html.Td(formats.number(number, 0), className="n") for number in _counts(one)),
            ]
        )
        for one in states
    ]
    head = html.Thead(
        html.Tr([html.Th(word, scope="col", className="" if i == 0 else "n") for i, word in enumerate(said.HEADS)])
    )
    table = html.Table([html.Caption(said.TABLE, className="sr"), head, html.Tbody(rows)], className="wide")
    return html.Div(table, className="scroll", tabIndex="0", role="region", **{"aria-label": said.TABLE})


def _counts(state: AgencyState) -> tuple[int, int, int, int, int]:
    return state.total, state.measured, state.late, state.missing, state.low
