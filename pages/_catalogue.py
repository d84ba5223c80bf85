"""What the pages of the catalogue share: its kept states, and the table of all cards for taking away."""

from components import formats, labels
from components.definition_card import card_fields, defects
from components.labels import definitions as said
from components.labels import downloads as said_of_files
from core.access import current_viewer
from core.clock import end_of_day, now_utc
from core.domain.figure import View
from core.domain.indicator import Indicator
from core.reports.table import Table
from core.store import queries
from core.store.catalogues import CatalogueState
from core.store.views import view_of


def kept_states(view: View) -> list[CatalogueState]:
    """Return the kept states of the catalogue, oldest first; looking back, those that were known by then."""
    states = queries.catalogue_versions(current_viewer())
    return [one for one in states if view.known_at is None or one.known_at < end_of_day(view.known_at)]


def catalogue_rows(query: dict[str, str]) -> Table:
    """Return the cards as a table, a card a row; of one code where the query names one."""
    view = view_of(**query)
    catalogue = queries.catalogue(current_viewer(), view.known_at)
    code = query.get("kode", "")
    wanted = [code] if code in catalogue.indicators else list(catalogue.indicators)
    cards = [card_fields(catalogue, one) for one in wanted]
    rows = [[*card.values(), "; ".join(_lacks(card, catalogue.indicators[card[said.CODE]]))] for card in cards]
    taken = said_of_files.TAKEN.format(moment=formats.moment(now_utc()), title=labels.TITLE)
    title = said.CARD_OF.format(name=code) if len(wanted) == 1 else said.FILE_TITLE
    return Table(title=title, columns=(*cards[0], said.FILE_DEFECTS), rows=rows, notes=[taken, labels.PROPOSAL])


def _lacks(card: dict[str, str], one: Indicator) -> list[str]:
    return [] if one.is_variable else defects(card)
