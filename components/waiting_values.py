"""The values of one source that wait for verification, and the two forms: verify all of it, return some."""

from collections.abc import Callable

from dash import html
from dash.development.base_component import Component
from markupsafe import Markup

from components import formats, words, words_check
from components.data_table import data_table
from components.labels import figures, locks
from components.labels import verification as said
from components.marks import flag_mark
from components.verification import choice, span
from core.domain.conflict import LEAST_REASON, MOST_REASON
from core.domain.waiting import ValuesPage, Waiting, WaitingValue

Link = Callable[..., str]  # path, and words of the query by name


def source_facts(one: Waiting) -> Component:
    """Return how much of a source waits, since when, and when it was last verified."""
    pairs = (
        (said.QUEUE_HEADS[2], formats.number(one.values, 0)),
        (said.QUEUE_HEADS[3], formats.number(one.revised, 0)),
        (said.QUEUE_HEADS[4], span(one)),
        (said.QUEUE_HEADS[5], formats.number(len(one.runs), 0)),
        (said.QUEUE_HEADS[6], formats.number(one.rejected, 0)),
        (said.QUEUE_HEADS[7], formats.moment(one.arrived_at)),
        (said.QUEUE_HEADS[9], words_check.found(one.last) if one.last else said.NEVER),
    )
    return html.Dl([part for name, value in pairs for part in (html.Dt(name), html.Dd(value))], className="facts")


def verify_form(one: Waiting) -> Component | None:
    """Return the form that marks all of a source as verified; None where nothing waits."""
    if not one.values:
        return None
    button = html.Button(said.VERIFY.format(count=formats.number(one.values, 0)))
    note = html.Small(said.VERIFY_NOTE.format(moment=formats.moment(one.arrived_at)))
    hidden = _hidden("sampai", one.until)
    return html.Form(
        [hidden, button, note], action=f"/verifikasi/{one.source_id}/tandai", method="post", className="check"
    )


def values_form(page: ValuesPage, one: Waiting, *, link: Link, verifies: bool) -> Component:
    """Return the values as a table; for who verifies within the form that returns the chosen ones.

    Args:
        page: Some of the values.
        one: Their source.
        link: Address that keeps what the page shows, of a path with words of a query.
        verifies: Whether the reader may return them.
    """
    if not page.values:
        return html.P(said.NOTHING_WAITS, className="empty")
    rows = [_row(value, link, chosen=verifies) for value in page.values]
    caption = said.ALL_TABLE if page.everything else said.VALUES_TABLE
    table = data_table(said.VALUES_HEADS, rows, caption=caption, numeric=said.VALUES_NUMERIC)
    if not verifies:
        return table
    hint = html.Small(said.REASON_HINT.format(least=LEAST_REASON))
    area = Markup('<textarea name="alasan" rows="2" required minlength="{}" maxlength="{}"></textarea>')
    reason = html.Label([said.REASON, hint, area.format(LEAST_REASON, MOST_REASON)], className="field")
    ending = html.Div([_hidden("halaman", page.number), reason, html.Button(said.SEND_BACK)], className="check-reason")
    action = f"/verifikasi/{one.source_id}/kembalikan"
    return html.Form([table, ending], action=action, method="post", className="check decide")


def pages_line(page: ValuesPage, one: Waiting, *, link: Link) -> Component:
    """Return which values are shown, the ways to those before and after, and to the verified ones or back."""

    def way(word: str, number: int = 1, *, everything: bool = page.everything) -> Component:
        scope = {"lingkup": said.EVERYTHING} if everything else {}
        return html.A(word, href=link("/verifikasi", sumber=one.source_id, halaman=str(number), **scope))

    numbers = (formats.number(number, 0) for number in (page.first, page.first + len(page.values) - 1, page.count))
    told = said.PAGE_OF.format(**dict(zip(("first", "last", "count"), numbers, strict=True)))
    ways = [
        told if page.values else None,
        way(said.EARLIER_PAGE, page.number - 1) if page.number > 1 else None,
        way(said.NEXT_PAGE, page.number + 1) if page.number < page.last else None,
        way(said.ONLY_WAITING if page.everything else said.VERIFIED_TOO, everything=not page.everything),
    ]
    return html.P([part for way_ in ways if way_ is not None for part in (way_, " ")])


def _row(one: WaitingValue, link: Link, *, chosen: bool) -> tuple[object, ...]:
    area, period = formats.area(one.area), formats.period(one.period, short=True)
    where = {"kode": one.indicator.code, "wilayah": one.area.code, "saat": one.row.period, "sumber": one.row.source}
    mark = (
        choice(one.row, said.CHOOSE.format(name=one.indicator.name, area=area, period=period))
        if chosen and not one.locked
        else None
    )
    value = html.A(
        formats.measured(one.value, one.indicator),
        href=link("/asal/tempat", **where),
        className="to-origin",
        title=figures.ORIGIN,
    )
    return (
        [
            mark,
            html.A(one.indicator.name, href=link(f"/indikator/{one.indicator.code}", wilayah=one.area.code)),
            html.Small(one.indicator.code),
        ],
        area,
        period,
        [value, flag_mark(one.flag)],
        words.change(one.change, one.indicator),
        _remarks(one, link),
    )


def _remarks(one: WaitingValue, link: Link) -> list[object]:
    """Return that it is locked, that it contradicts another source, and what it was before it was corrected."""
    told: list[object] = [html.Small(locks.LOCKED)] if one.locked else []
    if one.conflict:
        place = f"{link('/konflik', indikator=one.indicator.code)}#{one.conflict}"
        told.append(html.A(figures.OTHER_SOURCE_DIFFERS, href=place, className="contradicted"))
    if one.revised_from is not None:
        before = formats.measured(one.revised_from, one.indicator)
        told.append(html.Small(said.REVISED.format(number=formats.number(one.revision, 0), value=before)))
    return told


def _hidden(name: str, value: int) -> Markup:
    return Markup('<input type="hidden" name="{}" value="{}">').format(name, value)
