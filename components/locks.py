"""Locked periods: the list, the forms that lock one and open one, and the line that stands at a figure."""

from collections.abc import Mapping
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component
from markupsafe import Markup

from components import formats
from components.data_table import behind
from components.labels import locks as said
from components.labels import verification
from components.shell import field
from components.typed import typed
from core.domain.conflict import LEAST_REASON, MOST_REASON
from core.domain.indicator import Agency
from core.domain.locks import Lock, LockAct, Locks

PLACE = "kunci"  # id of the section, where the forms lead back to
_OPENED = 20  # of the opened ones, the newest
_OPEN = Markup('<textarea name="alasan" rows="2" maxlength="{most}">{value}</textarea>')
_NEEDED = Markup('<textarea name="alasan" rows="2" required minlength="{least}" maxlength="{most}">{value}</textarea>')


@dataclass(frozen=True, slots=True)
class Told:
    """What came of a form that led here, and what was typed into it; "" each where nothing was sent."""

    refused: str = ""
    done: str = ""
    agency: str = ""
    period: str = ""
    reason: str = ""


def locks_section(
    found: Locks, *, agencies: Mapping[str, Agency], locks: bool, told: Told | None = None, empty: bool = True
) -> Component | None:
    """Return the locked periods, the newest first, and those that were opened again.

    Args:
        found: Which.
        agencies: All offices by code.
        locks: Whether the reader may lock and open here.
        told: What came of a form.
        empty: Whether a sentence stands where there are none; else nothing does.
    """
    if not (found.held or found.opened or empty):
        return None
    listed = [_item(one, agencies, _open_form(one, agencies) if locks else None) for one in reversed(found.held)]
    parts = [
        html.H2([said.TITLE, html.Small(said.NOTE)]),
        _outcome(told) if told else None,
        html.P(said.MEANS) if locks else None,
        html.Ul(listed, className="locks") if listed else html.P(said.NONE, className="empty"),
        _lock_form(agencies, told or Told()) if locks else None,
        _opened(found, agencies),
    ]
    return html.Section(parts, id=PLACE)


def lock_line(lock: Lock | None) -> Component | None:
    """Return that the period of a figure is locked, by whom and since when; None where it is not."""
    if lock is None:
        return None
    period = formats.period(lock.period, short=True)
    told = {"who": lock.by, "moment": formats.moment(lock.at), "agency": lock.agency, "period": period}
    return html.P(said.LINE.format(**told), className="locked")


def _item(one: Lock, agencies: Mapping[str, Agency], form: Component | None = None) -> Component:
    words = said.LOCKED_BY if one.act is LockAct.LOCKED else said.OPENED_BY
    done = words.format(moment=formats.moment(one.at), who=one.by)
    told = said.WITH_REASON.format(done=done, why=one.reason) if one.reason else done
    return html.Li([html.B(_name(one, agencies)), " ", html.Span(told), form])


def _name(one: Lock, agencies: Mapping[str, Agency]) -> str:
    office = agencies.get(one.agency)
    return said.OF.format(agency=office.short if office else one.agency, period=formats.period(one.period, short=True))


def _opened(found: Locks, agencies: Mapping[str, Agency]) -> Component | None:
    if not found.opened:
        return None
    listed = [_item(one, agencies) for one in reversed(found.opened[-_OPENED:])]
    return behind(said.OPENED, html.Ul(listed, className="locks"))


def _lock_form(agencies: Mapping[str, Agency], told: Told) -> Component:
    offices = [("", said.AGENCY_CHOICE), *((one.code, one.short) for one in agencies.values())]
    office = field("opd", said.AGENCY, offices, told.agency)
    office.className, office.children[0].className = "field", ""  # its name is to be seen here
    period = typed("periode", said.PERIOD, value=told.period, maxlength="40", aria_describedby="kunci-periode")
    fields = [
        html.H3(said.LOCK_TITLE),
        office,
        html.Div([period, html.Small(said.PERIOD_HINT, id="kunci-periode")], className="field"),
        _area(said.REASON, said.REASON_HINT, told.reason),
        html.Button(said.LOCK),
    ]
    return html.Form(fields, action="/verifikasi/kunci", method="post", className="decide")


def _open_form(one: Lock, agencies: Mapping[str, Agency]) -> Component:
    name = said.OPEN_OF.format(lock=_name(one, agencies))
    hidden = [_hidden("opd", one.agency), _hidden("periode", one.period.text)]
    reason = _area(said.OPEN_REASON, said.OPEN_HINT.format(least=LEAST_REASON), "", least=LEAST_REASON)
    button = html.Button(said.OPEN, **{"aria-label": name})
    form = html.Form([*hidden, reason, button], action="/verifikasi/buka", method="post", className="decide")
    return html.Details([html.Summary(said.OPEN, **{"aria-label": name}), form], className="behind")


def _area(word: str, hint: str, value: str, *, least: int = 0) -> Component:
    area = (_NEEDED if least else _OPEN).format(least=least, most=MOST_REASON, value=value)
    return html.Label([word, html.Small(hint), area], className="field")


def _hidden(name: str, value: str) -> Markup:
    return Markup('<input type="hidden" name="{}" value="{}">').format(name, value)


def _outcome(told: Told) -> Component | None:
    if told.refused in said.REFUSED:
        sentence = said.REFUSED[told.refused].format(least=LEAST_REASON, most=formats.number(MOST_REASON, 0))
        return html.P([html.B(verification.NOTHING_SAVED), ". ", sentence], className="trouble", role="alert")
    return html.P(said.DONE[told.done], className="decided", role="status") if told.done in said.DONE else None
