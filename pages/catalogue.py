"""/katalog: all definitions with who answers for them, what each lacks, and what changed lately."""

from collections.abc import Sequence
from itertools import pairwise

import dash
from dash import html
from dash.development.base_component import Component

from components import formats
from components.block import block
from components.crumbs import crumbs
from components.data_table import data_table
from components.definition_card import card_fields, changed_fields, defects
from components.downloads import downloads
from components.labels import definitions as said
from components.labels import places
from components.shell import address
from core.access import current_viewer
from core.domain.catalogue import Catalogue
from core.domain.figure import View
from core.domain.indicator import Indicator
from core.store import queries
from core.store.views import view_of
from pages._catalogue import kept_states
from pages._frame import framed

PATH = "/katalog"
LATELY = 5  # kept states whose changes are listed
dash.register_page(__name__, path=PATH, title=places.tab(said.CATALOGUE), name=said.CATALOGUE, order=14)


def layout(**query: str) -> Component:
    """Return the list of all cards."""
    view = view_of(**query)
    catalogue = queries.catalogue(current_viewer(), view.known_at)
    shown = catalogue.shown()
    steps = crumbs([(places.OVERVIEW, address("/", view)), (said.CATALOGUE, "")])
    summary = said.SUMMARY.format(
        count=len(shown),
        variables=len(catalogue.indicators) - len(shown),
        owners=sum(not one.owner for one in shown),
        deputies=sum(not one.deputy for one in shown),
    )
    kept = address("", view).lstrip("?")
    head = html.Section(
        [steps, html.H1(said.CATALOGUE), html.P(summary, className="summary"), downloads("katalog", kept)]
    )
    table = html.Section([html.H2(said.INDICATORS), _table(catalogue, shown, view)], className="cards")
    heading = html.H2([said.VARIABLES, html.Small(said.VARIABLES_NOTE)])
    variables = html.Section([heading, _variables(catalogue, view)], className="cards")
    content = block(head, table, variables, _lately(view), class_name="block stack")
    return framed(PATH, content, view=view, title=said.CATALOGUE, filters=())


def card_link(view: View, one: Indicator) -> Component:
    """Return the link to a card."""
    return html.A(one.name, href=address(f"{PATH}/{one.code}", view))


def _table(catalogue: Catalogue, shown: Sequence[Indicator], view: View) -> Component:
    rows = []
    for one in shown:
        lacks = defects(card_fields(catalogue, one.code))
        agency = catalogue.agencies[one.agency]
        rows.append(
            (
                one.code,
                card_link(view, one),
                html.A(agency.short, href=address(f"/opd/{agency.code}", view)),
                _person(one.owner),
                _person(one.deputy),
                html.Small("; ".join(lacks) or said.NO_DEFECT),
            )
        )
    return data_table(said.TABLE_HEADS, rows, caption=said.INDICATORS)


def _person(name: str) -> Component | str:
    return name or html.Span(said.NOBODY, className="late")


def _variables(catalogue: Catalogue, view: View) -> Component:
    rows = []
    built = {one.code: card_fields(catalogue, one.code)[said.BUILT_OF_VARIABLES] for one in catalogue.shown()}
    for one in (variable for variable in catalogue.indicators.values() if variable.is_variable):
        users = [code for code, parts in built.items() if f"({one.code})" in parts]
        agency = catalogue.agencies[one.agency]
        rows.append((one.code, card_link(view, one), agency.short, one.unit, ", ".join(users) or formats.NOTHING))
    return data_table(said.VARIABLE_HEADS, rows, caption=said.VARIABLES)


def _lately(view: View) -> Component:
    """Return which cards changed with each of the newest kept states."""
    states = kept_states(view)[-LATELY - 1 :]
    items = []
    for before, after in pairwise(states):
        codes = [code for code in after.catalogue.indicators if _moved(before.catalogue, after.catalogue, code)]
        links = [part for code in codes for part in (html.A(code, href=address(f"{PATH}/{code}", view)), " ")]
        words = said.CHANGES_OF.format(moment=formats.moment(after.known_at), count=len(codes))
        items.append(html.Li([words, " ", *(links or [said.NONE_CHANGED])]))
    shown = html.Ul(list(reversed(items)), className="plain") if items else html.P(said.NONE_CHANGED, className="empty")
    return html.Section([html.H2(said.CHANGES), shown])


def _moved(before: Catalogue, after: Catalogue, code: str) -> bool:
    old = before.indicators.get(code)
    if old == after.indicators[code] and (before.weights, before.targets) == (after.weights, after.targets):
        return False  # most of them: no need to write out both cards
    return bool(changed_fields(card_fields(before, code) if old else None, card_fields(after, code)))
