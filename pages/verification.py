"""/verifikasi: what waits for walidata by office and source, a source's values, what was returned, what is locked."""

import dash
from dash import html
from dash.development.base_component import Component

from components import formats
from components.block import block
from components.crumbs import crumbs
from components.labels import places
from components.labels import verification as said
from components.locks import Told, locks_section
from components.marks import simulated_tag
from components.shell import address, field
from components.source_cards import run_table
from components.verification import Link, outcome, queue_table, returned_section
from components.waiting_values import pages_line, source_facts, values_form, verify_form
from core.access import current_viewer
from core.domain.figure import View
from core.store import inspections, queries
from core.store.views import view_of
from pages._frame import framed

PATH = "/verifikasi"
RUNS = 20  # of a source
dash.register_page(__name__, path=PATH, title=places.tab(places.VERIFICATION), order=14)


def layout(sumber: str = "", galat: str = "", kabar: str = "", **query: str) -> Component:
    """Return the queue, or one source of it.

    Args:
        sumber: Id of the source; "" for the queue.
        galat: Why what was asked for by a form was refused.
        kabar: What was done by a form.
        query: `opd` keeps the queue to an office; `halaman` and `lingkup` say which values of a source; what came of a
            form that locks; the view.
    """
    view, told = view_of(**query), outcome(galat, kabar)
    if not sumber:
        return _queue(view, query, told)
    page = query.get("halaman", "")
    number = int(page) if page.isascii() and page.isdigit() and len(page) < len("9" * 7) else 1
    return _source(view, sumber, (number, query.get("lingkup") == said.EVERYTHING), told)


def _queue(view: View, query: dict[str, str], told: Component | None) -> Component:
    viewer, opd = current_viewer(), query.get("opd", "")
    found, everything = inspections.queue(viewer, view, opd), inspections.queue(viewer, view)
    agencies = queries.catalogue(viewer, view.known_at).agencies
    returned = inspections.returned(viewer, view, agency=opd)
    counts = said.COUNTS.format(
        values=formats.number(sum(one.values for one in found), 0),
        sources=formats.number(sum(one.values > 0 for one in found), 0),
        returned=formats.number(len(returned), 0),
    )
    head = [_trail(view), html.H1(said.TITLE), html.P(said.INTRO, className="summary"), html.P(counts)]
    own = html.P(said.OWN) if viewer.agency else None
    queue = html.Section([html.H2(said.QUEUE), queue_table(found, agencies=agencies, link=_link(view))])
    content = block(
        html.Section([*head, own, told]),
        queue,
        returned_section(returned, link=_link(view)),
        _locks(view, opd, query),
        class_name="block stack",
    )
    offices = sorted({one.agency for one in everything if one.agency in agencies})
    choices = [("", said.ALL_AGENCIES), *((code, agencies[code].short) for code in offices)]
    extra = [field("opd", said.AGENCY_FIELD, choices, opd)]
    return framed(PATH, content, view=view, title=said.TITLE, filters=(), extra=extra)


def _locks(view: View, opd: str, query: dict[str, str]) -> Component | None:
    """Return the locked periods, to an office its own; with the forms for who may lock, but not looking back."""
    viewer = current_viewer()
    words = ("galat_kunci", "kabar_kunci", "kunci_opd", "kunci_periode", "kunci_alasan")
    return locks_section(
        inspections.locks(viewer, view, viewer.agency or opd),
        agencies=queries.catalogue(viewer, view.known_at).agencies,
        locks=inspections.may_lock(viewer) and view.known_at is None,
        told=Told(*(query.get(word, "") for word in words)),
    )


def _source(view: View, source_id: str, asked: tuple[int, bool], told: Component | None) -> Component:
    viewer = current_viewer()
    one = inspections.source(viewer, view, source_id)
    verifies = inspections.may_verify(viewer) and view.known_at is None
    page = inspections.values(viewer, view, source_id, asked[0], everything=asked[1])
    returned = inspections.returned(viewer, view, source_id=source_id)
    head = html.Section(
        [
            _trail(view, one.title),
            html.H1([one.title, simulated_tag(shown=one.simulated)]),
            told,
            source_facts(one),
            verify_form(one) if verifies else None,
            html.P(html.A(said.TO_QUEUE, href=address(PATH, view))),
        ]
    )
    values = html.Section(
        [
            html.H2([said.ALL if page.everything else said.WAITING, html.Small(said.WAITING_NOTE)]),
            pages_line(page, one, link=_link(view)),
            values_form(page, one, link=_link(view), verifies=verifies),
        ]
    )
    back = returned_section(returned, link=_link(view), takes_back=source_id if verifies else "")
    runs = run_table(queries.runs(viewer, source_id, view.known_at, limit=RUNS))
    content = block(head, values, back, html.Section([html.H2(said.RUNS), runs]), class_name="block stack")
    return framed(PATH, content, view=view, title=one.title, filters=())


def _trail(view: View, name: str = "") -> Component:
    steps = [(places.OVERVIEW, address("/", view)), (places.SOURCES, address("/sumber", view))]
    own = [(places.VERIFICATION, address(PATH, view)), (name, "")] if name else [(places.VERIFICATION, "")]
    return crumbs([*steps, *own])


def _link(view: View) -> Link:
    return lambda path, **words: address(path, view, **words)
