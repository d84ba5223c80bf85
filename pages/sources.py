"""/sumber: health of every source: last success, next run, counts, last error; a button starts a source now."""

from collections.abc import Callable, Sequence

import dash
from dash import Input, Output, callback, dcc, html
from dash.development.base_component import Component

from components.block import block, text_of
from components.crumbs import crumbs
from components.downloads import downloads
from components.labels import places
from components.labels import sources as said
from components.shell import address
from components.source_cards import source_card, source_table
from core.access import current_viewer
from core.domain.figure import View
from core.domain.work import RunState, SourceHealth
from core.store import audits, inspections, queries, uploads, walls
from core.store.views import view_of
from pages._frame import framed

PATH = "/sumber"
TICK, LIST = "sources-tick", "sources-list"
_BAD = (RunState.FAILED, RunState.REFUSED, RunState.ABANDONED)
dash.register_page(__name__, path=PATH, title=places.tab(places.SOURCES), order=8)


def layout(**query: str) -> Component:
    """Return all sources, troubled ones first."""
    view = view_of(**query)
    clock = dcc.Interval(id=TICK, interval=15_000, disabled=view.known_at is not None)  # ms; the past stands still
    content = block(*_all(view), class_name="block stack", id=LIST)
    return framed(PATH, content, clock, view=view, title=places.SOURCES, filters=())


@callback(Output(LIST, "html"), Input(TICK, "n_intervals"), prevent_initial_call=True)
def show_sources(_tick: int) -> str:
    """Draw all sources again."""
    return text_of(*_all(view_of()))


def _all(view: View) -> list[Component | None]:
    viewer = current_viewer()
    sources = sorted(queries.sources(viewer, view.known_at), key=_order)
    steps = crumbs([(places.OVERVIEW, address("/", view)), (places.SOURCES, "")])
    query = address("", view).lstrip("?")

    def link(path: str) -> str:
        return address(path, view)

    head = html.Section(
        [
            steps,
            html.H1(places.SOURCES),
            html.P(_sentence(sources), className="summary"),
            html.P(
                [
                    html.A(places.CONFLICTS, href=link("/konflik")),
                    " · ",
                    html.A(places.SCORECARD, href=link("/rapor")),
                    *([" · ", html.A(places.VERIFICATION, href=link("/verifikasi"))] * inspections.may_read(viewer)),
                    *([" · ", html.A(places.UPLOADS, href=link("/unggah"))] * uploads.may_read(viewer)),
                    *(_of_operators(link) if audits.may_read(viewer) else []),
                    *([" · ", html.A(places.SCREENS, href="/perangkat")] if walls.may_see(viewer) else []),
                ]
            ),
            downloads("sumber", query),
        ]
    )
    troubled = [one for one in sources if _order(one)[0] < 2]
    shown = [source_card(one, link=link, starts=queries.may_start(viewer, one.source_id)) for one in troubled]
    cards = html.Div(shown, className="source-grid") if shown else None
    return [head, cards, html.Section([html.H2(said.ALL), source_table(sources, link=link)])]


def _of_operators(link: Callable[[str], str]) -> list[object]:
    return [" · ", html.A(places.AUDIT, href=link("/jejak")), " · ", html.A(places.PEOPLE, href=link("/pengguna"))]


def _order(source: SourceHealth) -> tuple[int, str, str]:
    state = source.last_run.state if source.last_run else None
    return (0 if state in _BAD else 1 if state is RunState.PARTIAL else 2, source.agency.short, source.title)


def _sentence(sources: Sequence[SourceHealth]) -> str:
    states = [one.last_run.state if one.last_run else None for one in sources]
    bad, partial = sum(state in _BAD for state in states), states.count(RunState.PARTIAL)
    good = sum(state in (RunState.OK, RunState.UNCHANGED) for state in states)
    return said.SUMMARY.format(count=len(sources), good=good, partial=partial, bad=bad)
