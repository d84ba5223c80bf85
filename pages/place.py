"""/asal/tempat: the place of one stored row, drawn from the file that was kept. The second click of two."""

import dash
from dash import html
from dash.development.base_component import Component

from components.block import block
from components.crumbs import crumbs
from components.excerpt import excerpt_picture
from components.labels import origin as said
from components.labels import places
from components.marks import simulated_tag
from components.origin import fact_list, revision_table, where_and_value
from components.shell import address
from core.access import current_viewer
from core.domain.lineage import Picture
from core.store import way_back
from core.store.views import view_of
from pages._frame import framed

dash.register_page(__name__, path="/asal/tempat", title=places.tab(said.PLACE_TITLE), name=said.PLACE_TITLE, order=13)


def layout(kode: str = "", saat: str = "", sumber: str = "", revisi: str = "", **query: str) -> Component:
    """Return the picture of a place.

    Args:
        kode: The indicator.
        saat: The period of the value.
        sumber: Who gave it.
        revisi: Which revision; anything but a number means the newest.
        query: Area and the rest of the view.
    """
    view = view_of(**query)
    number = int(revisi) if revisi.isascii() and revisi.isdigit() and len(revisi) < 7 else -1
    found = way_back.picture(current_viewer(), kode, view, saat, sumber, number)
    back = address("/asal", view, kode=kode, saat=found.step.period.text)
    steps = [(places.OVERVIEW, address("/", view)), (said.TITLE, back), (said.PLACE_TITLE, "")]
    content = block(html.Section([crumbs(steps), *_head(found)]), *_rest(found), class_name="block stack")
    title = said.PLACE_OF.format(name=found.step.indicator.name)
    return framed("/asal/tempat", content, view=view, title=title, filters=())


def _head(found: Picture) -> list[Component]:
    step, fact = found.step, found.step.fact
    assert fact is not None
    name = said.PLACE_OF.format(name=step.indicator.name)
    return [
        html.H1([name, simulated_tag(shown=step.simulated)]),
        where_and_value(step, place=fact.place, address=found.file.address if found.file else ""),
        excerpt_picture(found.excerpt, found.why, fact),
    ]


def _rest(found: Picture) -> list[Component]:
    fact = found.step.fact
    assert fact is not None
    parts = [html.Section([html.H2(said.ROW), fact_list(found.step, fact, place_link=None)])]
    if found.older:
        parts.append(html.Section([html.H2(said.REVISIONS), revision_table(found.older, found.step.indicator)]))
    return parts
