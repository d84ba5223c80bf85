"""Sources and how they fare: last success, next run, counts, the last error and how to mend it."""

from collections.abc import Callable, Sequence

from dash import html
from dash.development.base_component import Component

from components import formats, labels
from components.data_table import data_table
from components.labels import sources as said
from components.marks import icon, simulated_tag
from core.domain.work import RunRow, RunState, SourceHealth

Link = Callable[[str], str]  # path to the address that keeps what the page shows
_TONE = {
    RunState.OK: "good",
    RunState.UNCHANGED: "good",
    RunState.PARTIAL: "some",
    RunState.REFUSED: "bad",
    RunState.FAILED: "bad",
    RunState.ABANDONED: "bad",
    RunState.RUNNING: "busy",
}
_SIGN = {"good": "●", "some": "◐", "bad": "✕", "busy": "…", "none": "○"}


def source_list(sources: Sequence[SourceHealth], *, link: Link) -> Component:
    """Return the sources as a short list with links to /sumber."""
    rows = [
        html.Li(
            [
                run_state(one),
                " ",
                html.A(one.title, href=link(f"/sumber/{one.source_id}")),
                simulated_tag(shown=one.simulated),
                html.Small(said.LAST_SUCCESS.format(moment=formats.moment(one.last_success_at))),
            ]
        )
        for one in sources
    ]
    return html.Ul(rows, className="list plain")


def run_state(source: SourceHealth) -> Component:
    """Return how the newest run ended, as sign and word."""
    if source.running:
        tone, word = "busy", labels.RUN_STATE[RunState.RUNNING]
    elif source.last_run is None:
        tone, word = "none", said.NEVER
    else:
        tone, word = _TONE[source.last_run.state], labels.RUN_STATE[source.last_run.state]
    return html.Span([html.Span(_SIGN[tone], **{"aria-hidden": "true"}), f" {word}"], className=f"run run-{tone}")


def source_card(source: SourceHealth, *, link: Link, starts: bool, titled: bool = True) -> Component:
    """Return one source with its last run; untitled on the source's own page.

    Args:
        source: What is known of it.
        link: Path to the address that keeps what the page shows.
        starts: Whether there is a button that starts it now.
        titled: Whether its name stands above.
    """
    name = html.A(source.title, href=link(f"/sumber/{source.source_id}"))
    title = html.H2([name, simulated_tag(shown=source.simulated), run_state(source)])
    head = title if titled else html.P(run_state(source), className="summary")
    parts = [head, _trouble(source), _facts(source, link), _counts(source.last_run), _start(source) if starts else None]
    return html.Article(parts, className="source")


def _start(source: SourceHealth) -> Component:
    """Return the button as a form of its own, so that it works without scripts too; a word for a file handed in."""
    if source.is_uploaded:
        return html.Small(said.BY_UPLOAD)
    word = said.RUNNING if source.running else said.START
    button = html.Button([icon("putar"), f" {word}"], disabled=source.running)
    return html.Form(button, action=f"/sumber/{source.source_id}/jalankan", method="post")


def _trouble(source: SourceHealth) -> Component | None:
    run = source.last_run
    if run is None or not run.sentence:
        return None
    since = said.FAILING_SINCE.format(moment=formats.moment(source.failing_since)) if source.failing_since else ""
    return html.P([since, run.sentence, " ", html.B(run.mend)], className="trouble")


def _facts(source: SourceHealth, link: Link) -> Component:
    pairs = (
        (said.AGENCY, html.A(source.agency.short, href=link(f"/opd/{source.agency.code}"))),
        (said.SUCCEEDED, formats.moment(source.last_success_at)),
        (said.NEXT, formats.moment(source.next_run_at)),
        (said.UNTIL, formats.period(source.data_until)),
        (said.STORED, formats.number(source.observations, 0)),
        (said.CONNECTOR, labels.CONNECTOR.get(source.connector, source.connector)),
        (said.ATTRIBUTION, source.attribution),
    )
    return html.Dl([part for name, value in pairs for part in (html.Dt(name), html.Dd(value))], className="facts")


def _counts(run: RunRow | None) -> Component | None:
    if run is None:
        return None
    numbers = (
        (said.READ, run.read),
        (said.NEW, run.new),
        (said.SAME, run.same),
        (said.REVISED, run.revised),
        (said.TURNED_DOWN, run.rejected),
    )
    text = " · ".join(f"{formats.number(number, 0)} {word}" for word, number in numbers)
    trigger = labels.TRIGGER.get(run.trigger, run.trigger)
    told = said.COUNTS.format(moment=formats.moment(run.started_at), trigger=trigger, counts=text)
    return html.P(told, className="counts")


def source_table(sources: Sequence[SourceHealth], *, link: Link) -> Component:
    """Return the sources as a table, one row each, with the button that starts it now."""
    return data_table(said.HEADS, [_row(one, link) for one in sources], caption=said.TABLE, numeric=said.NUMERIC)


def _row(source: SourceHealth, link: Link) -> tuple[object, ...]:
    name = html.A(source.title, href=link(f"/sumber/{source.source_id}"), id=source.source_id)
    way = html.Small(labels.CONNECTOR.get(source.connector, source.connector))
    return (
        [name, simulated_tag(shown=source.simulated), way],
        run_state(source),
        html.A(source.agency.short, href=link(f"/opd/{source.agency.code}")),
        formats.moment(source.last_success_at),
        formats.moment(source.next_run_at),
        formats.period(source.data_until, short=True),
        formats.number(source.observations, 0),
        formats.number(source.last_run.rejected, 0) if source.last_run else formats.NOTHING,
        _start(source),
    )


def run_table(runs: Sequence[RunRow]) -> Component:
    """Return past runs of a source, newest first."""
    rows = [
        (
            formats.moment(run.started_at),
            labels.RUN_STATE[run.state],
            *(formats.number(number, 0) for number in (run.read, run.new, run.same, run.revised, run.rejected)),
            run.sentence,
        )
        for run in runs
    ]
    return data_table(said.RUN_HEADS, rows, caption=said.RUNS_TABLE, numeric=said.RUN_NUMERIC)
