"""Raw rows behind a figure, as an auditor reads them: value, as written, revision, source, place, run, hash."""

from collections.abc import Callable, Sequence

from dash import html
from dash.development.base_component import Component

from components import formats, words_check
from components.data_table import data_table
from components.labels import figures
from components.labels import indicator as said
from components.marks import simulated_tag
from core.domain.indicator import Indicator
from core.domain.screens import ObservationRow


def lineage(
    rows: Sequence[ObservationRow],
    indicator: Indicator,
    *,
    link: Callable[[ObservationRow], str] | None = None,
    source: Callable[[str], str] = "/sumber/{}".format,
) -> Component:
    """Return the rows as a table, each place a link to where it is drawn; of a computed figure why there are none."""
    if not rows:
        return html.P(said.COMPUTED if indicator.formula else said.NO_ROWS, className="empty")
    cells = [_cells(row, indicator, link(row) if link else "", source(row.provenance.source_id)) for row in rows]
    return data_table(said.ROWS_HEADS, cells, caption=said.ROWS_TABLE, numeric=said.ROWS_NUMERIC)


def _cells(row: ObservationRow, indicator: Indicator, place: str, source: str) -> tuple[object, ...]:
    origin = row.provenance
    link = html.A(origin.source_title, href=source)
    cited = origin.citation.startswith(("https://", "http://"))
    citation = (
        html.A(figures.PUBLICATION, href=origin.citation, target="_blank", rel="noopener noreferrer")
        if cited
        else origin.citation
    )
    at = said.PLACE_AND_RUN.format(place=origin.place, run=origin.run_id)
    return (
        formats.period(row.period),
        formats.measured(row.value, indicator),
        row.text,
        formats.number(row.revision, 0),
        [link, simulated_tag(shown=origin.simulated), html.Small(citation)],
        html.A(at, href=place, className="to-place") if place else at,
        formats.moment(origin.stored_at),
        words_check.found(origin.found),
        html.Code(row.raw_sha256[:12], title=said.HASH.format(digest=row.raw_sha256))
        if row.raw_sha256
        else formats.NOTHING,
    )
