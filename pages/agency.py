"""/opd/<kode>: one office: its figures, its sources, and the rows of its files that were rejected."""

import dash
from dash import html
from dash.development.base_component import Component

from components.agency_list import counts
from components.block import block
from components.conflict_links import contradictions
from components.crumbs import crumbs
from components.downloads import downloads
from components.figure_table import figure_table
from components.labels import agency as said
from components.labels import places
from components.labels import scorecard as rapor
from components.locks import locks_section
from components.rejections import rejection_list
from components.scorecard_table import scorecard_table
from components.shell import address, origins, source_links
from components.source_cards import source_list
from components.verification import returned_section
from core.access import current_viewer
from core.domain.screens import AgencyView
from core.store import inspections, queries, reviews, uploads
from core.store.views import view_of
from pages._frame import framed

dash.register_page(__name__, path_template="/opd/<kode>", title=places.tab(places.AGENCIES), order=5)


def layout(kode: str = "", **query: str) -> Component:
    """Return the page of one office."""
    view = view_of(**query)
    seen = queries.agency(current_viewer(), kode, view)
    work = (_locks(seen), _sources(seen), _returned(seen), _rejected(seen))
    content = block(_head(seen), _rapor(seen), _figures(seen), *work, class_name="block stack")
    return framed(f"/opd/{kode}", content, view=view, title=seen.state.agency.name)


def _head(seen: AgencyView) -> Component:
    state = seen.state
    own = uploads.may_upload(current_viewer()) and current_viewer().agency == state.agency.code
    steps = [(places.OVERVIEW, address("/", seen.view)), (places.AGENCIES, address("/opd", seen.view))]
    return html.Section(
        [
            crumbs([*steps, (state.agency.short, "")]),
            html.H1(state.agency.name),
            html.P(counts(state), className="summary"),
            html.P(html.A(places.UPLOADS, href=address("/unggah", seen.view), className="button")) if own else None,
        ]
    )


def _rapor(seen: AgencyView) -> Component | None:
    """Return the office's rapor and the way to everybody's; None for an office that owns no indicator."""
    if not seen.state.total:
        return None
    code, view = seen.state.agency.code, seen.view
    table = scorecard_table(
        [reviews.scorecard(current_viewer(), code, view)],
        link=lambda one: address(f"/opd/{one}", view),
        conflicts=lambda one: address("/konflik", view, opd=one, keadaan="terbuka"),
    )
    everybody = html.P(html.A(rapor.ALL, href=address("/rapor", view)))
    return html.Section([html.H2(places.SCORECARD), table, everybody])


def _figures(seen: AgencyView) -> Component:
    table = figure_table(
        seen.figures,
        caption=said.FIGURES_TABLE.format(name=seen.state.agency.name),
        link=lambda code: address(f"/indikator/{code}", seen.view),
        comparison=seen.view.comparison,
        origin=origins(seen.view),
        conflicts=contradictions(seen.view),
        source=source_links(seen.view),
    )
    query = address("", seen.view, kode=seen.state.agency.code).lstrip("?")
    heading = html.H2([said.INDICATORS, html.Small(said.WORST_FIRST)])
    return html.Section([heading, table, downloads("angka-opd", query, paper="angka-opd")])


def _locks(seen: AgencyView) -> Component | None:
    """Return the locked periods of the office; None where none ever was."""
    viewer, code = current_viewer(), seen.state.agency.code
    agencies = queries.catalogue(viewer, seen.view.known_at).agencies
    return locks_section(inspections.locks(viewer, seen.view, code), agencies=agencies, locks=False, empty=False)


def _sources(seen: AgencyView) -> Component:
    listed = (
        source_list(seen.sources, link=lambda path: address(path, seen.view))
        if seen.sources
        else html.P(said.NO_SOURCE, className="empty")
    )
    return html.Section([html.H2(places.SOURCES), listed])


def _returned(seen: AgencyView) -> Component | None:
    """Return what was returned to the office and waits for another value; None without any that the viewer may read."""
    found = inspections.returned(current_viewer(), seen.view, agency=seen.state.agency.code)
    return returned_section(found, link=lambda path, **words: address(path, seen.view, **words), empty=False)


def _rejected(seen: AgencyView) -> Component:
    heading = html.H2([said.REJECTED, html.Small(said.REJECTED_NOTE)])
    return html.Section([heading, rejection_list(seen.rejections)], id="ditolak")
