"""/pengguna: the accounts of people, for the operator who looks after them and the auditor."""

import dash
from dash import html
from dash.development.base_component import Component

from components.block import block
from components.crumbs import crumbs
from components.labels import people as said
from components.labels import places
from components.people_page import look_form, make_form, news, people_table
from components.shell import address
from core.access import current_viewer
from core.store import people, queries
from core.store.views import view_of
from pages._frame import framed

PATH = "/pengguna"
dash.register_page(__name__, path=PATH, title=places.tab(places.PEOPLE), order=14)


def layout(kabar: str = "", galat: str = "", **query: str) -> Component:
    """Return the list, and for who may the forms."""
    view, viewer = view_of(**query), current_viewer()
    tends, agencies = people.may_tend(viewer), queries.catalogue(viewer).agencies
    rows = people.people(viewer)
    head = html.Section(
        [
            crumbs([(places.OVERVIEW, address("/", view)), (places.PEOPLE, "")]),
            html.H1(places.PEOPLE),
            html.P(said.INTRO, className="summary"),
            news(kabar, galat),
            people_table(rows, tends=tends),
        ]
    )
    forms = [make_form(agencies), look_form(agencies)] if tends else []
    return framed(PATH, block(head, *forms, class_name="block stack"), view=view, title=places.PEOPLE, filters=())
