"""/asal/tempat: the place of one stored row, drawn from the file that was kept. The second click of two."""

from collections.abc import Sequence

import dash
from dash import html
from dash.development.base_component import Component

from components.block import block
from components.crumbs import crumbs
from components.excerpt import excerpt_picture
from components.labels import origin as said
from components.labels import places
from components.marks import simulated_tag
from components.origin import origin_parts, revision_table, where_and_value
from components.shell import address
from core.access import current_viewer
from core.domain.figure import View
from core.domain.lineage import Fact, Picture, Step
from core.store import way_back
from core.store.views import view_of
from pages._frame import framed
from pages._origin import links_of, page_number, points_parts

dash.register_page(__name__, path="/asal/tempat", title=places.tab(said.PLACE_TITLE), name=said.PLACE_TITLE, order=13)


def layout(
    kode: str = "", saat: str = "", sumber: str = "", revisi: str = "", titik: str = "", **query: str
) -> Component:
    """Return the picture of a place.

    Args:
        kode: The indicator.
        saat: The period of the value.
        sumber: Who gave it.
        revisi: Which revision; anything but a number means the newest.
        titik: Of a value that counts points: which page of their list.
        query: Area and the rest of the view.
    """
    view = view_of(**query)
    number = int(revisi) if revisi.isascii() and revisi.isdigit() and len(revisi) < 7 else -1
    viewer = current_viewer()
    step, older = way_back.stored_row(viewer, kode, view, saat, sumber, number)
    drawn = way_back.pictures(viewer, step, view)
    back = address("/asal", view, kode=kode, saat=step.period.text)
    steps = [(places.OVERVIEW, address("/", view)), (said.TITLE, back), (said.PLACE_TITLE, "")]
    head = html.Section([crumbs(steps), *_head(step, drawn)])
    number_of = {"kode": kode, "saat": saat, "sumber": sumber, "revisi": revisi}
    points = points_parts(
        way_back.counted_points(viewer, step, view, page_number(titik)),
        view,
        page_number(titik),
        link=lambda page: address("/asal/tempat", view, titik=page, **number_of),
    )
    content = block(head, *points, *_rest(step, older, view), class_name="block stack")
    title = said.PLACE_OF.format(name=step.indicator.name)
    return framed("/asal/tempat", content, view=view, title=title, filters=())


def _head(step: Step, drawn: Sequence[Picture]) -> list[Component]:
    place = step.fact.provenance.place if step.fact else ""
    name = said.PLACE_OF.format(name=step.indicator.name)
    file = next((one.file for one in drawn if one.file), None)
    return [
        html.H1([name, simulated_tag(shown=step.simulated)]),
        where_and_value(step, place=place, address=file.address if file else ""),
        *(excerpt_picture(one) for one in drawn),
    ]


def _rest(step: Step, older: Sequence[Fact], view: View) -> list[Component]:
    parts = [html.Section([html.H2(said.ROW), *origin_parts(step, links_of(view))])]
    if older:
        parts.append(html.Section([html.H2(said.REVISIONS), revision_table(older, step, links_of(view))]))
    return parts
