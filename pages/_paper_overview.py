"""The paper of Ringkasan: the index and its dimensions, what needs attention, which offices are late."""

from components import formats, labels, words
from components.index_rows import oldest, shown_status, summary, withheld_words
from components.labels import agency as offices
from components.labels import council as named
from components.labels import dimension
from components.labels import papers as said
from core.access import current_viewer
from core.domain.figure import IndexFigure
from core.domain.screens import AgencyState, Overview
from core.reports.paper import Cell, Paper, Section, Sheet, Spark, Words
from core.store import queries
from core.store.views import view_of
from pages._moved import weights_note
from pages._paper_parts import figure_sheet, is_made_up, paper, sources, tag, where


def overview_paper(query: dict[str, str]) -> Paper:
    """Return the paper of the area, period and frame that an address asks for."""
    view = view_of(**query)
    seen = queries.overview(current_viewer(), view)
    frame = labels.FRAME[view.frame]
    note = weights_note(view, "") if seen.total.value is not None else ""
    found = [_dimensions(seen), _attention(seen), _late(seen), sources(seen.attention)]
    made_up = is_made_up(seen.attention) or any(one.simulated for one in (seen.total, *seen.dimensions))
    return paper(
        "/",
        view,
        said.TITLE_OF_OVERVIEW.format(frame=frame, period=view.period.text),
        made_up=made_up,
        name=dimension.INDEX.format(frame=frame),
        tag=tag(shown=seen.total.simulated),
        trail=where(view),
        value=Words(formats.index_value(seen.total.value), tag=tag(shown=seen.total.simulated)),
        state=[_state(seen.total), *(Words(one) for one in (summary(seen.total) + oldest(seen.total), note) if one)],
        sections=[one for one in found if one],
    )


def _state(index: IndexFigure) -> Words:
    word = dimension.WITHHELD if index.value is None else labels.STATUS[index.status]
    return Words(word, mark=shown_status(index).value)


def _dimensions(seen: Overview) -> Section:
    sheet = Sheet(
        heads=said.DIMENSIONS,
        rows=[_dimension(one) for one in seen.dimensions],
        widths=(32, 16, 26, 20, 32, 20, 42),
        numeric=said.DIMENSIONS_NUMERIC,
    )
    return Section(said.DIMENSIONS_TITLE, [sheet, Words(labels.PROPOSAL)], note=formats.period(seen.view.period))


def _dimension(index: IndexFigure) -> list[Cell]:
    withheld = index.value is None
    return [
        Words(index.dimension.name if index.dimension else "", tag=tag(shown=index.simulated), strong=True),
        Words(formats.index_value(index.value), strong=True),
        _state(index),
        Spark([point.value for point in index.spark]),
        withheld_words(index) if withheld else words.points(index.change, index.before),
        formats.share(index.coverage),
        _late_note(index),
    ]


def _late_note(index: IndexFigure) -> Cell:
    """Return how old the oldest of its data are, once they are late, and what they are of."""
    one = index.oldest
    if one is None or not words.is_late(one.freshness):
        return ""
    return Words(words.age(one.freshness, one.period), small=[one.indicator.name], late=True)


def _attention(seen: Overview) -> Section:
    note = named.ATTENTION_NOTE.format(below=seen.below_target)
    if not seen.attention:
        return Section(named.ATTENTION, [Words(named.NOTHING_TO_ATTEND)], note=note)
    agencies = dict(queries.catalogue(current_viewer(), seen.view.known_at).agencies)
    return Section(named.ATTENTION, [figure_sheet(seen.attention, seen.view, agencies=agencies)], note=note)


def _late(seen: Overview) -> Section:
    late = [one for one in seen.agencies if one.late]
    if not late:
        return Section(named.LATE, [Words(offices.NONE_LATE)])
    rows = [_agency(one) for one in late]
    sheet = Sheet(heads=said.AGENCIES, rows=rows, widths=(98, 40, 40), numeric=said.AGENCIES_NUMERIC, more=said.CUT)
    return Section(named.LATE, [sheet])


def _agency(one: AgencyState) -> list[Cell]:
    return [
        Words(one.agency.short, small=[one.agency.name], strong=True),
        formats.number(one.late, 0),
        formats.number(one.worst_late_days, 0),
    ]
