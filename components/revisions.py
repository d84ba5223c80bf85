"""Corrections of a figure: the mark beside it and the short table of what was said before and after."""

from collections.abc import Callable, Sequence

from dash import html
from dash.development.base_component import Component

from components import formats, labels
from components.data_table import data_table
from components.figure_table import origin_link
from components.labels import revisions as said
from components.marks import simulated_tag
from core.domain.indicator import Indicator
from core.domain.revision import Revision

PLACE = "riwayat-revisi"  # id of the table, where the mark leads


def revised_mark(revisions: Sequence[Revision]) -> Component | None:
    """Return the mark of a shown figure that was corrected, leading to the table; None where it was not."""
    count = sum(one.shown for one in revisions)
    if not count:
        return None
    word = said.REVISED if count == 1 else said.REVISED_TIMES.format(count=formats.number(count, 0))
    return html.P(html.A(word, href=f"#{PLACE}"), className="revised")


def revision_section(
    revisions: Sequence[Revision],
    indicator: Indicator,
    *,
    place: Callable[[Revision, int], str],
    source: Callable[[str], str],
) -> Component | None:
    """Return the table of corrections under its heading; None where nothing was corrected.

    Args:
        revisions: Newest first.
        indicator: Whose page it is; parts of it are named.
        place: Address at which the row of a revision (by its number) is drawn.
        source: Address of a source by its id.
    """
    if not revisions:
        return None
    rows = [_cells(one, indicator, place, source(one.source_id)) for one in revisions]
    table = data_table(said.HEADS, rows, caption=said.TABLE, numeric=said.NUMERIC)
    return html.Section([html.H2([said.TITLE, html.Small(said.NOTE)]), table], id=PLACE)


def _cells(
    one: Revision, indicator: Indicator, place: Callable[[Revision, int], str], source: str
) -> tuple[object, ...]:
    part = said.PART.format(indicator=one.indicator.name, area=formats.area(one.area))
    link = html.A(one.source_title, href=source)
    return (
        [
            formats.period(one.period),
            html.Small(part) if one.indicator != indicator else None,
            html.Small(said.SHOWN) if one.shown else None,
        ],
        _value(one.old, one.old_flag, one.indicator, place(one, one.number - 1)),
        _value(one.new, one.new_flag, one.indicator, place(one, one.number)),
        formats.moment(one.stored_at),
        [link, simulated_tag(shown=one.simulated), html.Small(said.BY.format(agency=one.agency, run=one.run_id))],
        [one.note or (said.FLAG_ONLY if one.old == one.new else said.FROM_THE_SOURCE), _opened(one)],
    )


def _opened(one: Revision) -> Component | None:
    """Return why the lock was opened in which the figure lay; None where there was none."""
    if one.opened is None:
        return None
    told = {"who": one.opened.by, "moment": formats.moment(one.opened.at), "why": one.opened.reason}
    return html.Small(said.OPENED.format(**told))


def _value(value: float, flag: str, indicator: Indicator, place: str) -> list[object]:
    shown = origin_link(formats.measured(value, indicator), place)
    return [shown, html.Small(labels.FLAG.get(flag, flag)) if flag else None]
