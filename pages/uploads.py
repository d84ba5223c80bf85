"""/unggah: an office hands a file in, sees what was found in it, sends it; those who look after it read along."""

import dash
from dash import html
from dash.development.base_component import Component

from components.block import block
from components.crumbs import crumbs
from components.labels import places
from components.labels import uploads as said
from components.shell import address, field
from components.upload_form import form_links, outcome, upload_form
from components.upload_list import (
    Link,
    findings_section,
    upload_acts,
    upload_facts,
    upload_table,
    upload_verdict,
    values_section,
)
from core.access import current_viewer
from core.domain.figure import View
from core.errors import NotFoundError
from core.store import queries, uploads
from core.store.views import view_of
from pages._frame import framed

PATH = "/unggah"
dash.register_page(__name__, path=PATH, title=places.tab(places.UPLOADS), order=13)


def layout(nomor: str = "", galat: str = "", kabar: str = "", **query: str) -> Component:
    """Return the form and the list, or one file.

    Args:
        nomor: Number of the file; "" for the list.
        galat: Why what was asked for by a form was refused.
        kabar: What was done by a form.
        query: `sumber` chooses in the form, `opd` keeps the list to an office; the view.
    """
    view = view_of(**query)
    told = outcome(galat, kabar, most=uploads.largest(current_viewer()))
    if nomor:
        return _one(view, nomor, told)
    return _all(view, query.get("sumber", ""), query.get("opd", ""), told)


def _all(view: View, chosen: str, opd: str, told: Component | None) -> Component:
    viewer = current_viewer()
    doors = [(one.id, one.title, one.simulated, one.is_form) for one in uploads.doors(viewer)]
    own = uploads.may_upload(viewer)
    found = uploads.uploads(viewer, view, opd)
    agencies = queries.catalogue(viewer).agencies
    head = html.Section(
        [
            crumbs([(places.OVERVIEW, address("/", view)), (places.UPLOADS, "")]),
            html.H1(places.UPLOADS),
            html.P(said.INTRO if own else said.INTRO_READER, className="summary"),
            told,
        ]
    )
    titles = {source_id: title for source_id, title, *_ in doors}
    table = upload_table(found, titles=titles, agencies=agencies, link=_link(view))
    listed = html.Section([html.H2([said.LIST_TITLE, html.Small(said.LIST_NOTE)]), table])
    forms = [form_links(doors), upload_form(doors, chosen=chosen, most=uploads.largest(viewer))] if own else []
    content = block(head, *forms, listed, class_name="block stack")
    offices = [("", said.ALL_AGENCIES), *((code, one.short) for code, one in agencies.items())]
    extra = [] if viewer.agency else [field("opd", said.AGENCY_FIELD, offices, opd)]
    return framed(PATH, content, view=view, title=places.UPLOADS, filters=(), extra=extra)


def _one(view: View, nomor: str, told: Component | None) -> Component:
    if not (nomor.isascii() and nomor.isdigit() and len(nomor) < len("9" * 16)):
        raise NotFoundError(f"no upload {nomor!r}")
    viewer, number = current_viewer(), int(nomor)
    one = uploads.upload(viewer, number)
    title = next((door.title for door in uploads.doors(viewer) if door.id == one.source_id), one.source_id)

    link = _link(view)
    steps = [(places.OVERVIEW, link("/")), (places.UPLOADS, link(PATH)), (one.file_name, "")]
    ways = [html.A(said.TO_LIST, href=link(PATH))]
    if one.run_id is not None:
        ways += [" · ", html.A(said.TO_RUN, href=link(f"/sumber/{one.source_id}"))]
    head = html.Section(
        [
            crumbs(steps),
            html.H1(said.NUMBER.format(number=number, name=one.file_name)),
            told,
            upload_verdict(one),
            upload_acts(one, sends=uploads.may_upload(viewer)),
            upload_facts(one, title=title),
            html.P(ways),
        ]
    )
    found = findings_section(uploads.findings(viewer, number))
    values = values_section(uploads.draft_values(viewer, number), link=link)
    content = block(head, found, values, class_name="block stack")
    return framed(PATH, content, view=view, title=one.file_name, filters=())


def _link(view: View) -> Link:
    return lambda path, **words: address(path, view, **words)
