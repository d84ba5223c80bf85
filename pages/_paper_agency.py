"""The paper of one office: its figures, worst first, and where they come from."""

from components.agency_list import counts
from components.labels import agency as named
from components.labels import papers as said
from core.access import current_viewer
from core.reports.paper import Paper, Section, Words
from core.store import queries
from core.store.views import view_of
from pages._paper_parts import figure_sheet, is_made_up, more, paper, sources, where


def agency_paper(query: dict[str, str]) -> Paper:
    """Return the paper of the office, area and period that an address asks for.

    Raises:
        NotFoundError: If there is no such office.
    """
    view, code = view_of(**query), query.get("kode", "")
    seen = queries.agency(current_viewer(), code, view)
    table = figure_sheet(seen.figures, view, more=more("angka-opd", view, kode=code))
    listed = Section(named.INDICATORS, [table], note=named.WORST_FIRST) if seen.figures else None
    found = [listed, sources(seen.figures)]
    return paper(
        f"/opd/{code}",
        view,
        said.TITLE_OF_AGENCY.format(code=code, period=view.period.text),
        made_up=is_made_up(seen.figures),
        name=seen.state.agency.name,
        trail=where(view),
        state=[Words(counts(seen.state))],
        sections=[one for one in found if one],
    )
