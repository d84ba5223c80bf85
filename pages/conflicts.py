"""/konflik: every figure that is contradicted, both values with their sources, and the form that settles it."""

from collections.abc import Sequence

import dash
from dash import html
from dash.development.base_component import Component

from components.block import block
from components.conflict_list import conflict_list, refusal
from components.crumbs import crumbs
from components.downloads import downloads
from components.labels import conflicts as said
from components.labels import places
from components.shell import address, field
from core.access import current_viewer
from core.domain.conflict import Conflict, ConflictState
from core.domain.figure import View
from core.store import inspections, queries, reviews
from core.store.views import view_of
from pages._frame import framed

PATH = "/konflik"
dash.register_page(__name__, path=PATH, title=places.tab(places.CONFLICTS), order=9)


def layout(opd: str = "", keadaan: str = "", indikator: str = "", galat: str = "", **query: str) -> Component:
    """Return the conflicts that the filters leave, open ones first."""
    viewer, view = current_viewer(), view_of(**query)
    state = next((one for one in ConflictState if one.value == keadaan), None)
    found = reviews.conflicts(viewer, view, agency=opd, state=state, indicator=indikator)
    agencies = dict(queries.catalogue(viewer, view.known_at).agencies)
    kept = {"opd": opd, "keadaan": keadaan, "indikator": indikator}
    cards = conflict_list(
        found,
        agencies=agencies,
        today=view.today,
        link=lambda path, **words: address(path, view, **words),
        decides=reviews.may_settle(viewer) and view.known_at is None,
        person=viewer.name,
        lock=lambda one: inspections.lock_of(viewer, view, one.indicator.code, one.period),
    )
    content = block(_head(found, view, kept, galat), *cards, class_name="block stack")
    offices = [("", said.ALL_AGENCIES), *((one.code, one.short) for one in agencies.values())]
    states = [("", said.ALL_STATES), *((one.value, said.STATE[one]) for one in ConflictState)]
    extra = [field("opd", said.AGENCY_FIELD, offices, opd), field("keadaan", said.STATE_FIELD, states, keadaan)]
    return framed(PATH, content, view=view, title=said.TITLE, filters=(), extra=extra)


def _head(found: Sequence[Conflict], view: View, kept: dict[str, str], refused: str) -> Component:
    settled = sum(one.decision is not None for one in found)
    counts = said.COUNTS.format(open=len(found) - settled, settled=settled)
    steps = crumbs([(places.OVERVIEW, address("/", view)), (places.CONFLICTS, "")])
    query = address("", view, **kept).lstrip("?")
    parts = [steps, html.H1(said.TITLE), html.P(said.INTRO, className="summary"), html.P(counts)]
    return html.Section([*parts, refusal(refused), downloads("konflik", query)])
