"""Conflicts, one card each: the values with where they come from, how far apart, since when, what was decided."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from dash import html
from dash.development.base_component import Component
from markupsafe import Markup, escape

from components import formats
from components.data_table import data_table
from components.labels import conflicts as said
from components.labels import locks
from components.labels.figures import ORIGIN
from components.labels.origin import BY_SUM
from components.marks import flag_mark, simulated_tag
from core.clock import in_city
from core.domain.conflict import LEAST_REASON, MOST_REASON, Claim, Conflict, Decision, fingerprint
from core.domain.indicator import Agency
from core.domain.locks import Lock

Link = Callable[..., str]  # path, and words of the query by name
MOST = 60  # cards of one page; the download has them all


def conflict_list(
    conflicts: Sequence[Conflict],
    *,
    agencies: Mapping[str, Agency],
    today: date,
    link: Link,
    decides: bool,
    person: str,
    lock: Callable[[Conflict], Lock | None] = lambda _: None,
) -> list[Component | None]:
    """Return the cards in the given order.

    Args:
        conflicts: Which.
        agencies: By code.
        today: The city's day, for the age.
        link: Address that keeps what the page shows, of a path with words of a query.
        decides: Whether the reader may settle them here.
        person: Who is logged in, and so decides.
        lock: Tells the lock in which a figure lies: it is not settled meanwhile.
    """
    if not conflicts:
        return [html.P(said.NONE, className="empty")]
    forms = [_locked(lock(one)) or (_form(one, person) if decides else None) for one in conflicts[:MOST]]
    cards = [_card(one, agencies, today, link, form) for one, form in zip(conflicts, forms, strict=False)]
    left = len(conflicts) - MOST
    more = html.P(said.MORE.format(count=left), className="empty") if left > 0 else None
    return [*cards, more]


def _card(
    one: Conflict, agencies: Mapping[str, Agency], today: date, link: Link, form: Component | Markup | None
) -> Component:
    words = {"periode": one.period.text, "wilayah": one.area.code}
    figure_link = link(f"/indikator/{one.indicator.code}", **words)
    title = html.H2(
        [
            html.A(one.indicator.name, href=figure_link),
            simulated_tag(shown=one.simulated),
            html.Small(said.OF.format(area=formats.area(one.area), period=formats.period(one.period))),
            html.Span(said.STATE[one.state], className=f"run run-{'good' if one.decision else 'some'}"),
        ]
    )
    parts = [
        title,
        _claims(one, agencies, link),
        _nearby(one, link),
        _facts(one, agencies, today, link),
        _decided(one),
        form,
    ]
    return html.Article(parts, className="source conflict", id=one.key)


def _locked(lock: Lock | None) -> Component | None:
    """Return that a decision has to wait; None where it need not."""
    if lock is None:
        return None
    return html.P(locks.NOT_NOW.format(moment=formats.moment(lock.at), who=lock.by), className="locked")


def _claims(one: Conflict, agencies: Mapping[str, Agency], link: Link) -> Component:
    rows = [_claim(claim, one, agencies, link) for claim in one.claims]
    caption = said.TABLE.format(name=one.indicator.name)
    return data_table(said.HEADS, rows, caption=caption, numeric=said.NUMERIC)


def _claim(claim: Claim, one: Conflict, agencies: Mapping[str, Agency], link: Link) -> tuple[object, ...]:
    value = [_value(claim, one, link), flag_mark(claim.flag), simulated_tag(shown=claim.simulated)]
    shown = html.B(said.SHOWN) if claim.shown else None
    return (
        _source(claim, link),
        agencies[claim.agency].short if claim.agency in agencies else claim.agency,
        value,
        formats.day(in_city(claim.stored_at)),
        [one for one in (shown, _publication(claim)) if one is not None],
    )


def _value(claim: Claim, one: Conflict, link: Link) -> object:
    """Return the value as the way to the row it stood in; of a sum, to how it was summed."""
    where = {"kode": one.indicator.code, "wilayah": one.area.code, "saat": one.period.text}
    shown = formats.measured(claim.value, one.indicator)
    if claim.is_sum:
        return _to_origin(shown, link("/asal", **where, cara=BY_SUM))
    return _to_origin(shown, link("/asal/tempat", **where, sumber=claim.source_id))


def _source(claim: Claim, link: Link) -> object:
    """Return the source with the way to it; the sum of areas has none."""
    if claim.is_sum:
        return said.SUM_OF_AREAS
    return _anchor(claim.title, link(f"/sumber/{claim.source_id}"))


def _publication(claim: Claim) -> Component | None:
    if not claim.citation.startswith(("https://", "http://")):
        return html.Small(claim.citation) if claim.citation else None
    return html.Small(html.A(said.PUBLICATION, href=claim.citation, target="_blank", rel="noopener noreferrer"))


def _nearby(one: Conflict, link: Link) -> Markup | None:
    if not one.nearby:
        return None
    told: list[str] = []
    for period, value, source in one.nearby:
        near = said.NEAR.format(
            period=formats.period(period, short=True), value=formats.measured(value, one.indicator), source=source
        )
        where = {"kode": one.indicator.code, "wilayah": one.area.code, "saat": period.text}
        told.append(_to_origin(near, link("/asal", **where)))
    before, _, after = (escape(part) for part in said.NEARBY.partition("{values}"))
    return Markup(f'<p class="summary">{before}{"; ".join(told)}{after}</p>')  # noqa: S704 - parts are escaped


def _facts(one: Conflict, agencies: Mapping[str, Agency], today: date, link: Link) -> Markup:
    owner = agencies.get(one.indicator.agency)
    since = in_city(one.since).date()
    days = formats.number(max(0, (today - since).days), 0)
    pairs = (
        (said.KIND_FIELD, said.KIND[one.kind]),
        (said.DIFFERENCE, difference_words(one)),
        (said.TOLERANCE, formats.measured(one.tolerance, one.indicator)),
        (said.SINCE, said.SINCE_DAYS.format(day=formats.day(since), days=days)),
        (said.OWNER, _anchor(owner.short, link(f"/opd/{owner.code}")) if owner else one.indicator.agency),
        (said.WEIGHT, formats.number(one.weight, 1)),
    )
    parts = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in pairs)
    return Markup(f'<dl class="facts">{parts}</dl>')  # noqa: S704 - names and values are escaped


def _anchor(text: str, href: str) -> Markup:
    """Return a link as text: sixty cards of components took half of the time of their page."""
    return Markup(f'<a href="{escape(href)}">{escape(text)}</a>')  # noqa: S704 - both are escaped


def _to_origin(text: str, href: str) -> Markup:
    """Return a value as the link to its origin, as components.figure_table does."""
    about = f'<a class="to-origin" title="{escape(ORIGIN)}" href="{escape(href)}">'
    return Markup(f"{about}{escape(text)}</a>")  # noqa: S704 - all are escaped


def difference_words(one: Conflict) -> str:
    """Return how far the values lie apart, in the unit and as a share of the shown one (which may be zero)."""
    value = formats.measured(one.difference, one.indicator)
    shown = abs(one.claims[0].value)
    if not shown:
        return value
    return said.DIFFERENCE_SHARE.format(value=value, share=formats.share(one.difference / shown))


def _decided(one: Conflict) -> Component | None:
    if one.decision:
        return html.P(_decision(said.DECIDED, one.decision), className="decided")
    return html.P(_decision(said.FALLEN, one.fallen), className="trouble") if one.fallen else None


def _decision(template: str, one: Decision) -> str:
    return template.format(day=formats.day(in_city(one.decided_at)), who=one.decided_by, why=one.reason)


def _form(one: Conflict, person: str) -> Markup:
    """Return the form as plain HTML that works without scripts; dash.html has no input."""
    choices = Markup("").join(_choice(claim, one) for claim in one.claims)
    return _FORM.format(
        summary=said.DECIDE_AGAIN if one.decision else said.DECIDE,
        action=f"/konflik/{one.key}/putuskan",
        choices=choices,
        person=said.DECIDED_AS.format(person=person),
        seen=fingerprint(one),
    )


_FORM = Markup(
    '<details class="behind"><summary>{{summary}}</summary>'
    '<form class="decide" action="{{action}}" method="post">'
    "<fieldset><legend>{choice}</legend>{{choices}}</fieldset>"
    '<label class="field">{reason}<small>{hint}</small>'
    '<textarea name="alasan" rows="2" required minlength="{least}" maxlength="{most}"></textarea></label>'
    "<p>{{person}}</p>"
    '<input type="hidden" name="dasar" value="{{seen}}">'
    "<button>{save}</button></form></details>"
).format(
    choice=said.CHOICE,
    reason=said.REASON,
    hint=said.REASON_HINT.format(least=LEAST_REASON),
    least=LEAST_REASON,
    most=MOST_REASON,
    save=said.SAVE,
)


def _choice(claim: Claim, one: Conflict) -> Markup:
    name = said.SUM_OF_AREAS if claim.is_sum else claim.title
    words = escape(f" {formats.measured(claim.value, one.indicator)}, {name}")
    checked = " checked" if claim.shown else ""
    mark = f'<input type="radio" name="sumber" value="{escape(claim.source_id)}" required{checked}>'
    return Markup(f'<label class="choice">{mark}{words}</label>')  # noqa: S704 - both are escaped


def refusal(code: str) -> Component | None:
    """Return why a decision was not kept, after the form led back here; None for a word that we do not know."""
    if code not in said.REFUSED:
        return None
    sentence = said.REFUSED[code].format(least=LEAST_REASON)
    return html.P([html.B(said.NOTHING_SAVED), ". ", sentence], className="trouble", role="alert")
