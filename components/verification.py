"""The checker's queue: sources and how much of each waits, and what was returned and is not answered."""

from collections.abc import Callable, Mapping, Sequence

from dash import html
from dash.development.base_component import Component
from markupsafe import Markup

from components import formats, words_check
from components.data_table import data_table
from components.labels import locks
from components.labels import verification as said
from components.marks import simulated_tag
from core.domain.conflict import LEAST_REASON, MOST_REASON
from core.domain.indicator import Agency
from core.domain.verification import Row
from core.domain.waiting import ReturnedValue, Waiting

Link = Callable[..., str]  # path, and words of the query by name


def queue_table(found: Sequence[Waiting], *, agencies: Mapping[str, Agency], link: Link) -> Component:
    """Return the sources, those of which something waits first; each leads to its values."""
    if not found:
        return html.P(said.NO_QUEUE, className="empty")
    ordered = sorted(found, key=lambda one: not one.values)
    rows = [_row(one, agencies, link) for one in ordered]
    return data_table(said.QUEUE_HEADS, rows, caption=said.QUEUE_TABLE, numeric=said.QUEUE_NUMERIC)


def _row(one: Waiting, agencies: Mapping[str, Agency], link: Link) -> tuple[object, ...]:
    office = agencies.get(one.agency)
    numbers = (len(one.runs), one.rejected)
    return (
        [html.A(one.title, href=link("/verifikasi", sumber=one.source_id)), simulated_tag(shown=one.simulated)],
        html.A(office.short, href=link(f"/opd/{office.code}")) if office else one.agency or formats.NOTHING,
        formats.number(one.values, 0),
        formats.number(one.revised, 0),
        span(one),
        *(formats.number(number, 0) for number in numbers),
        formats.moment(one.arrived_at),
        formats.number(one.returned, 0),
        words_check.found(one.last) if one.last else said.NEVER,
    )


def span(one: Waiting) -> str:
    """Return the periods of what waits."""
    if one.span is None:
        return formats.NOTHING
    first, last = (formats.period(period, short=True) for period in one.span)
    return first if first == last else said.SPAN.format(first=first, last=last)


def returned_section(
    found: Sequence[ReturnedValue], *, link: Link, takes_back: str = "", empty: bool = True
) -> Component | None:
    """Return the returned values.

    Args:
        found: In the order they are shown.
        link: Address that keeps what the page shows, of a path with words of a query.
        takes_back: Id of the source whose returns the reader may take back here; "" for none.
        empty: Whether a sentence stands where there are none; else nothing does.
    """
    heading = html.H2([said.RETURNS, html.Small(said.RETURNS_NOTE)])
    if not found:
        return html.Section([heading, html.P(said.NO_RETURNS, className="empty")]) if empty else None
    rows = [_returned(one, link, chosen=bool(takes_back)) for one in found]
    table = data_table(said.RETURNS_HEADS, rows, caption=said.RETURNS_TABLE, numeric=said.RETURNS_NUMERIC)
    if not takes_back:
        return html.Section([heading, table], id="dikembalikan")
    action = f"/verifikasi/{takes_back}/batalkan"
    form = html.Form([table, html.Button(said.TAKE_BACK)], action=action, method="post", className="check")
    return html.Section([heading, form], id="dikembalikan")


def _returned(one: ReturnedValue, link: Link, *, chosen: bool) -> tuple[object, ...]:
    name = one.indicator.name, formats.area(one.area), formats.period(one.told.period, short=True)
    where = {"kode": one.indicator.code, "wilayah": one.area.code, "saat": one.row.period, "sumber": one.row.source}
    words = said.CHOOSE.format(name=name[0], area=name[1], period=name[2])
    mark = choice(one.row, words) if chosen and not one.locked else None
    return (
        [mark, html.A(one.indicator.name, href=link(f"/indikator/{one.indicator.code}", wilayah=one.area.code))],
        *name[1:],
        html.A(formats.measured(one.value, one.indicator), href=link("/asal/tempat", **where)),
        one.source_title,
        said.RETURNED_BY.format(moment=formats.moment(one.told.at), who=one.told.by),
        [one.told.reason, html.Small(locks.LOCKED) if one.locked else None],
    )


def choice(row: Row, words: str) -> Markup:
    """Return the box that chooses a row in a form; dash.html has no input."""
    return Markup('<input type="checkbox" name="baris" value="{}" aria-label="{}"> ').format(row.key, words)


def outcome(refused: str, done: str) -> Component | None:
    """Return what came of the form that led here; None for words that we do not know."""
    if refused in said.REFUSED:
        sentence = said.REFUSED[refused].format(least=LEAST_REASON, most=formats.number(MOST_REASON, 0))
        return html.P([html.B(said.NOTHING_SAVED), ". ", sentence], className="trouble", role="alert")
    return html.P(said.DONE[done], className="decided", role="status") if done in said.DONE else None
