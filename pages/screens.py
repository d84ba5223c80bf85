"""/perangkat: the screens of walls, for the operator and the auditor: how they fare, what they show, who may go on."""

import dash
from dash import Input, Output, callback, dcc, html
from dash.development.base_component import Component

from components.block import block, text_of
from components.crumbs import crumbs
from components.labels import places
from components.labels import screens as said
from components.screen_list import add_form, change_forms, count_words, notice, screen_table
from components.shell import address
from core.access import current_viewer
from core.clock import now_utc
from core.domain.figure import View
from core.store import walls
from core.store.views import view_of
from pages._frame import framed

PATH = "/perangkat"
TICK, LIST = "screens-tick", "screens-list"
_ABOVE = (("/", places.OVERVIEW), ("/sumber", places.SOURCES))
dash.register_page(__name__, path=PATH, title=places.tab(places.SCREENS), order=13)


def layout(galat: str = "", kabar: str = "", ubah: str = "", **query: str) -> Component:
    """Return the list, which renews itself, and below it the forms, which do not: somebody may be typing there."""
    view, viewer = view_of(**query), current_viewer()
    typed = {name: query.get(name, "") for name in ("kode", "nama", "slide")}
    forms: list[Component | None] = []
    if walls.may_tend(viewer):
        rows = [(one.screen, one.beat) for one in walls.screens(viewer)]
        slides = walls.slides(viewer)
        forms = [add_form(slides, typed), change_forms(rows, slides, ubah)]
    listed = block(*_list(), class_name="block stack", id=LIST)
    parts = (listed, block(*forms, class_name="block stack"), dcc.Interval(id=TICK, interval=5_000))  # ms
    head = block(_head(view, notice(kabar, galat, typed["kode"])), class_name="block stack")
    return framed(PATH, head, *parts, view=view, title=places.SCREENS, filters=())


@callback(Output(LIST, "html"), Input(TICK, "n_intervals"), prevent_initial_call=True)
def show_screens(_tick: int) -> str:
    """Draw the list again."""
    return text_of(*_list())


def _head(view: View, told: Component | None) -> Component:
    steps = crumbs([*((name, address(path, view)) for path, name in _ABOVE), (places.SCREENS, "")])
    return html.Section([steps, html.H1(places.SCREENS), html.P(said.INTRO, className="summary"), told])


def _list() -> list[Component]:
    viewer, now = current_viewer(), now_utc()
    rows = [(one.screen, one.beat) for one in walls.screens(viewer)]
    table = screen_table(rows, slides=walls.slides(viewer), now=now, tends=walls.may_tend(viewer))
    return [html.Section([html.P(count_words(rows, now)), table])]
