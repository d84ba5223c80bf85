"""Files that offices handed in: the list, and one of them with what was found in it."""

from collections.abc import Callable, Mapping, Sequence

from dash import html
from dash.development.base_component import Component

from components import formats
from components.data_table import data_table
from components.labels import uploads as said
from components.marks import flag_mark, icon, simulated_tag
from components.rejections import rejection_list
from core.domain.indicator import Agency
from core.domain.uploads import DraftValue, Finding, Upload, UploadState

Link = Callable[..., str]  # path, and words of the query by name
_TONE = {
    UploadState.DRAFT: ("some", "◐"),
    UploadState.REFUSED: ("bad", "✕"),
    UploadState.SENT: ("good", "●"),
    UploadState.DISCARDED: ("none", "○"),
}


def upload_table(
    found: Sequence[Upload], *, titles: Mapping[str, str], agencies: Mapping[str, Agency], link: Link
) -> Component:
    """Return the files, each leading to what was found in it.

    Args:
        found: In the order they are shown.
        titles: Of sources, by id.
        agencies: Offices by code.
        link: Address that keeps what the page shows, of a path with words of a query.
    """
    if not found:
        return html.P(said.NONE_YET, className="empty")
    rows = [_row(one, titles, agencies, link) for one in found]
    return data_table(said.LIST_HEADS, rows, caption=said.LIST_TABLE, numeric=said.LIST_NUMERIC)


def _row(one: Upload, titles: Mapping[str, str], agencies: Mapping[str, Agency], link: Link) -> tuple[object, ...]:
    office = agencies.get(one.agency)
    return (
        [html.A(one.file_name, href=link("/unggah", nomor=str(one.number))), simulated_tag(shown=one.simulated)],
        state_mark(one),
        titles.get(one.source_id, one.source_id),
        office.short if office else one.agency,
        formats.number(one.counts.storable, 0),
        formats.number(one.counts.rejected, 0),
        said.BY.format(moment=formats.moment(one.at), who=one.by),
    )


def state_mark(one: Upload) -> Component:
    """Return how far a file has come, as sign and word."""
    tone, sign = _TONE[one.state]
    mark = html.Span(sign, **{"aria-hidden": "true"})
    return html.Span([mark, f" {said.STATE[one.state.value]}"], className=f"run run-{tone}")


def upload_facts(one: Upload, *, title: str) -> Component:
    """Return what a file is."""
    values: list[object] = [
        [title, simulated_tag(shown=one.simulated)],
        state_mark(one),
        formats.size(one.size),
        said.BY.format(moment=formats.moment(one.at), who=one.by),
        html.Code(one.sha256[:16] + "…", title=one.sha256),
        said.BY.format(moment=formats.moment(one.ended_at), who=one.ended_by) if one.ended else formats.NOTHING,
    ]
    pairs = zip(said.FACTS, values, strict=True)
    return html.Dl([part for name, value in pairs for part in (html.Dt(name), html.Dd(value))], className="facts")


def upload_verdict(one: Upload) -> Component:
    """Return in sentences what was found and what became of it."""
    if one.refusal:
        mend = said.MEND.format(mend=one.refusal.mend)
        return html.P(
            [html.B(said.WAS_REFUSED), " ", one.refusal.sentence, " ", html.B(mend)], className="trouble", role="alert"
        )
    told = html.P(" ".join(_found(one)), className="summary")
    left_out = [html.B(said.LEFT_OUT), " ", "; ".join(one.notices), "."]
    notices = html.P(left_out, className="trouble") if one.notices else None
    return html.Div([told, notices, html.P(_became(one))])


def _found(one: Upload) -> list[str]:
    numbers = {name: formats.number(getattr(one.counts, name), 0) for name in ("storable", "new", "revised", "same")}
    told = [said.FOUND.format(**numbers) if one.counts.storable else said.NOTHING_STORABLE]
    if not one.counts.rejected:
        return [*told, said.ALL_FINE]
    sentence = said.REJECTED if one.counts.storable and one.ended is None else said.REJECTED_ENDED
    return [*told, sentence.format(count=formats.number(one.counts.rejected, 0))]


def _became(one: Upload) -> str:
    if one.ended is None:
        return said.IS_DRAFT
    sentence = said.WAS_SENT if one.ended is UploadState.SENT else said.WAS_DISCARDED
    return sentence.format(moment=formats.moment(one.ended_at), who=one.ended_by)


def upload_acts(one: Upload, *, sends: bool) -> Component:
    """Return what can be done with a file: fetched back with notes in its cells; by its office sent or thrown away."""
    acts: list[Component] = []
    if sends and one.state is UploadState.DRAFT:
        if one.counts.storable:
            word = said.SEND.format(count=formats.number(one.counts.storable, 0))
            acts.append(_act(one, "kirim", [html.Button(word, className="button"), html.Small(said.SEND_NOTE)]))
        acts.append(_act(one, "buang", [html.Button(said.DISCARD)]))
    files = []
    if one.refusal is None:
        if one.counts.rejected:
            files.append(_file(one, "catatan.xlsx", said.NOTES_FILE))
        files.append(_file(one, "berkas", said.ORIGINAL))
    return html.Div([*acts, html.P(files, className="downloads") if files else None], className="upload-acts")


def _act(one: Upload, act: str, parts: list[Component]) -> Component:
    return html.Form(parts, action=f"/unggah/{one.number}/{act}", method="post", className="act")


def _file(one: Upload, what: str, word: str) -> Component:
    return html.A([icon("unduh"), word], href=f"/unggah/{one.number}/{what}", download="", className="button")


def findings_section(found: Sequence[Finding]) -> Component | None:
    """Return what was refused in a file; None where nothing was."""
    if not found:
        return None
    heading = html.H2([said.FINDINGS, html.Small(said.FINDINGS_NOTE)])
    return html.Section([heading, rejection_list(found)], id="perbaikan")


def values_section(found: Sequence[DraftValue], *, link: Link) -> Component | None:
    """Return the values of a file beside those that are shown now; None without any."""
    if not found:
        return None
    rows = [_value(one, link) for one in found]
    table = data_table(said.VALUES_HEADS, rows, caption=said.VALUES_TABLE, numeric=said.VALUES_NUMERIC)
    return html.Section([html.H2([said.VALUES, html.Small(said.VALUES_NOTE)]), table])


def _value(one: DraftValue, link: Link) -> tuple[object, ...]:
    now = formats.measured(one.now, one.indicator) if one.now is not None else formats.NOTHING
    changed = one.now is not None and one.now != one.value
    return (
        [
            html.A(one.indicator.name, href=link(f"/indikator/{one.indicator.code}", wilayah=one.area.code)),
            html.Small(one.indicator.code),
        ],
        formats.area(one.area),
        formats.period(one.period, short=True),
        [
            html.B(formats.measured(one.value, one.indicator)),
            flag_mark(one.flag),
            " ",
            simulated_tag(shown=one.simulated),
        ],
        [html.Span(now, className="differs") if changed else now, " ", simulated_tag(shown=one.now_simulated)],
        one.text,
        one.place,
        one.note,
    )
